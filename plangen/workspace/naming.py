"""File names that every system accepts, in the order in which people use the files."""

import os
import re
import unicodedata

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)
_NUMBERED = re.compile(r"[0-9]{2,}-.+", re.DOTALL)
_MADE = (".docx", ".xlsx", ".pdf", ".txt")  # endings of what is generated
_MOST_BYTES = 255  # of a name, on common file systems
_LONGEST, _END = 60, 20  # characters; up to 240 bytes, with number and ending below the 255 of common file systems


def safe_name(text: str) -> str:
    """`text` as a file name without its ending: no character that Windows refuses, no reserved name, not too long."""
    name = unicodedata.normalize("NFC", text)
    name = "".join(char for char in name if unicodedata.category(char) not in {"Cf", "Cs", "Co", "Cn"})
    name = _REFUSED.sub(" ", name)
    name = re.sub(r"\s+", " ", name).strip(" .")
    if len(name) > _LONGEST:  # the end tells files of one kind apart
        name = f"{name[: _LONGEST - _END - 1].rstrip(' .')}…{name[-_END:].lstrip(' .')}"
    if not name or _RESERVED.fullmatch(name):
        return f"_{name}"
    return name


def is_generated_name(path: str) -> bool:
    """Whether a path is one that only generated files have: 01-标题.docx, 06-公开通知草稿/01-标题.docx.

    Nothing else in output/ is ever removed on the word of a manifest, and nothing outside.
    """
    parts = path.split("/")
    is_made = len(parts) <= 2 and parts[-1].endswith(_MADE)  # noqa: PLR2004  # a file, perhaps in a folder
    return is_made and all(_NUMBERED.fullmatch(part) and _is_safe(part) for part in parts)


def _is_safe(part: str) -> bool:
    try:
        size = len(part.encode())
    except UnicodeEncodeError:
        return False
    return size <= _MOST_BYTES and not _REFUSED.search(part) and not part.endswith((" ", "."))


def worded_name(name: str, word: str) -> str:
    """The name of a file with a word before its ending, 甲（手工修改）.docx; cut where file systems would refuse it."""
    stem, dot, ending = name.rpartition(".") if "." in name[1:] else (name, "", "")
    end = f"（{word}）{dot}{ending}"
    whole = f"{stem}{end}"
    while len(os.fsencode(whole)) > _MOST_BYTES and stem:
        stem = stem[:-1]
        whole = f"{stem.rstrip(' .')}…{end}"
    return whole


def unique(name: str, taken: set[str]) -> str:
    """`name`, or `name (2)` … where it is taken; upper and lower case count as the same, as on Windows and macOS."""
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name} ({number})"
    taken.add(found.casefold())
    return found

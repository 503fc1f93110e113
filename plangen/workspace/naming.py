"""File names that every system accepts, in the order in which people use the files."""

import re
import unicodedata

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)
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


def unique(name: str, taken: set[str]) -> str:
    """`name`, or `name (2)` … where it is taken; upper and lower case count as the same, as on Windows and macOS."""
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name} ({number})"
    taken.add(found.casefold())
    return found

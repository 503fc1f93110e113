"""Records that are only ever added to: YAML text at the end of a file, every byte before it as it was."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping, Sequence

_ESCAPED = {"\x7f": "\\x7F", "\x85": "\\N", "\xa0": "\\_", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF"}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})  # YAML takes them for no text
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def quoted(text: str) -> str:
    """The text as a YAML scalar, in double quotes unless it is an id: whatever it holds, it is read back as it was."""
    if _ID.fullmatch(text) and text not in _WORDS:
        return text
    return "".join(_ESCAPED.get(each, each) for each in json.dumps(text, ensure_ascii=False))


def record_text(values: Mapping[str, object], indent: str = "") -> Iterator[str]:
    """Lines of a mapping. Texts are quoted, what is empty is left out; what is not text stands as it prints."""
    for key, value in values.items():
        if value is None or value in ("", ()):
            continue
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from record_text(value, indent + "  ")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield f"{indent}{key}:"
            for item in value:
                yield from _item(item, indent + "  ")
        else:
            yield f"{indent}{key}: {quoted(value) if isinstance(value, str) else value}"


def appended(raw: bytes, lines: Sequence[str], key: str) -> Iterator[bytes]:
    """The file with an item of the list `key` at its end, in each way that may fit how the file is written.

    The caller takes the first that reads as meant. What is added is in the encoding of the file.
    """
    encoding = _encoding(raw)
    end = "\r\n" if "\r\n".encode(encoding) in raw else "\n"
    gap = "" if raw.endswith("\n".encode(encoding)) or raw in {b"", *_MARKS} else end
    for indent in ("  ", "", "    "):
        for head in ((), (f"{key}:",)):
            text = (*head, *(f"{indent}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)))
            yield raw + (gap + "".join(line + end for line in text)).encode(encoding)


def _encoding(raw: bytes) -> str:
    """The encoding of a file: as its mark says, else UTF-8, else that of old Chinese editors."""
    marked = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "")
    try:
        raw.decode(marked or "utf-8")
    except UnicodeDecodeError:
        return marked or "gb18030"
    return marked or "utf-8"


def _item(item: object, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        for number, line in enumerate(record_text(item)):
            yield f"{indent}{'- ' if number == 0 else '  '}{line}"
    else:
        yield f"{indent}- {quoted(item) if isinstance(item, str) else item}"

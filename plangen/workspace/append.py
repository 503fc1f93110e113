"""Records that are only ever added to: YAML text at the end of a file, every byte before it as it was."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping, Sequence

_ESCAPED = {"\x7f": "\\x7F", "\x85": "\\N", "\xa0": "\\_", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF"}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})  # YAML takes them for no text


def quoted(text: str) -> str:
    """The text as a YAML scalar, in double quotes unless it is an id: whatever it holds, it is read back as it was."""
    if _ID.fullmatch(text) and text not in _WORDS:
        return text
    return "".join(_ESCAPED.get(each, each) for each in json.dumps(text, ensure_ascii=False))


def record_text(values: Mapping[str, object], indent: str = "") -> Iterator[str]:
    """Lines of a mapping. Texts are quoted, what is empty is left out; what is not text stands as it prints."""
    for key, value in values.items():
        if value is None or (isinstance(value, Sequence) and not value):
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


def appended(raw: bytes, lines: Sequence[str], key: str, encoding: str = "utf-8") -> Iterator[bytes]:
    """The file with an item of the list `key` at its end, in each way that may fit how the file is written.

    The caller takes the first that reads as meant, and says how the file is encoded.
    """
    plain = _plain_encoding(raw, encoding)
    end = "\r\n" if "\r\n".encode(plain) in raw else "\n"
    gap = "" if raw.endswith("\n".encode(plain)) or raw in {b"", codecs.BOM_UTF8} else end
    for indent in ("  ", "", "    "):
        item = [f"{indent}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)]
        for text in (item, [f"{key}:", *item]):
            yield raw + (gap + "".join(line + end for line in text)).encode(plain)


def _plain_encoding(raw: bytes, encoding: str) -> str:
    """The encoding of what is added: the mark of the file stands at its beginning."""
    if encoding == "utf-16":
        return "utf-16-be" if raw.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    return encoding.removesuffix("-sig")


def _item(item: object, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        for number, line in enumerate(record_text(item)):
            yield f"{indent}{'- ' if number == 0 else '  '}{line}"
    else:
        yield f"{indent}- {quoted(item) if isinstance(item, str) else item}"

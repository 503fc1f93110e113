"""What plangen writes at the end of a record, in ASCII, whatever encoding the rest is in; and how it is read back.

These lines are read as bytes, without a converter of YAML: a hundred records are looked at where one is asked for.
"""

import codecs
import re
import string
from collections.abc import Mapping

_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}  # where ASCII would be no text
_LINE = re.compile(rb'^(after|content|follows|papers|was|written_by): *"?([^"\r\n]*)', re.MULTILINE)
_PLAIN = frozenset(string.printable[: -len(string.whitespace)] + " ") - {'"', "\\"}
_PLANE = 0xFFFF  # letters beyond it take eight digits
_PROVES = {"content", "follows", "written_by"}  # what each program wrote that ever recorded one


def sealed(raw: bytes, seal: Mapping[str, str]) -> bytes:
    """A record with these lines at its end; every byte before stays."""
    encoding = _encoding(raw)
    end = "\r\n" if "\r\n".encode(encoding) in raw else "\n"
    gap = "" if raw.endswith("\n".encode(encoding)) or not raw else end
    return raw + (gap + "".join(f'{key}: "{value}"{end}' for key, value in seal.items())).encode(encoding)


def in_ascii(text: str) -> str:
    """A text as a value of such a line: what is no plain letter is written as YAML escapes it."""
    return "".join(each if each in _PLAIN else _escaped(each) for each in text)


def _escaped(letter: str) -> str:
    number = ord(letter)
    return f"\\u{number:04x}" if number <= _PLANE else f"\\U{number:08x}"


def seal_of(raw: bytes) -> Mapping[str, str]:
    """Those lines of a record, by their keys."""
    encoding = _encoding(raw)
    plain = raw if encoding == "ascii" else raw.decode(encoding, "replace").encode("utf-8", "replace")
    found = {each[1].decode(): each[2].decode("ascii", "replace").strip() for each in _LINE.finditer(plain)}
    return {key: value for key, value in found.items() if value}


def is_sealed(raw: bytes) -> bool:
    """Whether plangen recorded a revision with this record."""
    return not _PROVES.isdisjoint(seal_of(raw))


def _encoding(raw: bytes) -> str:
    return next((name for mark, name in _WIDE.items() if raw.startswith(mark)), "ascii")

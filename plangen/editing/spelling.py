"""How a value is written: in the quotes that it had, without any where it needs none, in double quotes to be safe."""

import re
from collections.abc import Iterator, Mapping

from plangen.editing.meaning import AsWritten, Commented, Lined, Open, Value
from plangen.workspace.append import quoted

_LONGEST_LIST = 100  # characters of a list that stands in one line
_SIGNS = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=“<＃！]|\.\.\.|【")  # what begins otherwise than a text
_ENDS_EARLY = re.compile(r": |:$|\s#|^\s|\s$|^$")
_IN_BRACKETS = re.compile(r"[,\[\]{}?:，、；]")  # more than our parser minds: others read the file too
_NOTHING = frozenset(("~", "null", "Null", "NULL"))


def scalar(value: str | Open | AsWritten, *, old: str = "", flow: bool = False, safe: bool = False) -> str:
    """The value in one line.

    Args:
        value: what it is to say.
        old: how the value that it takes the place of is written.
        flow: whether it stands between brackets.
        safe: whether to take no chances.
    """
    if isinstance(value, Open):
        return f"!todo {quoted(value.subject) if safe or not _is_plain(value.subject, flow=flow) else value.subject}"
    if isinstance(value, AsWritten):
        return value.source if not safe else scalar(_open_or_text(value), safe=True)
    if not safe and old[:1] in {"'", '"'}:
        return _in_quotes(value, old[:1])
    return value if not safe and _is_plain(value, flow=flow) else quoted(value)


def _in_quotes(value: str, sign: str) -> str:
    if sign == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    said = quoted(value)
    return said if said[:1] == '"' else f'"{said}"'


def _open_or_text(value: AsWritten) -> str | Open:
    said = value.means
    return Open(said.text.removeprefix("【待填写：").removesuffix("】")) if said.todo else said.text


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether it surely reads as it is without quotes."""
    if _SIGNS.match(text) or _ENDS_EARLY.search(text) or text in _NOTHING or not text.isprintable():
        return False
    return not (flow and _IN_BRACKETS.search(text)) and not re.match(r"(?i)todo", text)


def in_brackets(value: Value, *, safe: bool = False) -> str:
    """The value in one line, lists and keys in brackets."""
    if isinstance(value, Commented):  # a comment would end the line
        return in_brackets(value.value, safe=safe)
    if isinstance(value, Lined):
        return in_brackets(value.items, safe=safe)
    if isinstance(value, str | Open | AsWritten):
        return scalar(value, flow=True, safe=safe)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(key)}: {in_brackets(each, safe=safe)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(in_brackets(each, safe=safe) for each in value) + "]"


def one_line(value: Value, *, safe: bool) -> str | None:
    """The value where it is written in one line: alone, or as a short list."""
    if isinstance(value, str | Open | AsWritten):
        return scalar(value, safe=safe)
    if isinstance(value, Lined):
        return None if value.items else "[]"
    if isinstance(value, Mapping | Commented):
        return None if value else "{}"
    if not all(isinstance(each, str | Open | AsWritten) for each in value):
        return None
    line = in_brackets(value, safe=safe)
    return line if len(line) <= _LONGEST_LIST else None


def key_text(key: str) -> str:
    """A key, in quotes where it needs them."""
    return key if _is_plain(key, flow=True) else quoted(key)


def entry_lines(key: str, value: Value, indent: str, *, safe: bool = False) -> Iterator[str]:
    """Lines of a key with its value and their comments."""
    head, tail = f"{indent}{key_text(key)}:", ""
    if isinstance(value, Commented):
        yield from (f"{indent}{line}" for line in value.above)
        tail = f" {value.behind}" if value.behind else ""
        value = value.value
    if (line := one_line(value, safe=safe)) is not None:
        yield f"{head} {line}{tail}"
        return
    yield head + tail
    yield from block_lines(value, indent + "  ", safe=safe)


def item_lines(value: Value, indent: str, *, safe: bool = False) -> Iterator[str]:
    """Lines of an item of a list."""
    if (line := one_line(value, safe=safe)) is not None:
        yield f"{indent}- {line}"
        return
    first, *others = block_lines(value, indent + "  ", safe=safe)
    yield f"{indent}- {first.removeprefix(indent + '  ')}"
    yield from others


def block_lines(value: Value, indent: str, *, safe: bool = False) -> Iterator[str]:
    """Lines of what does not fit one."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from entry_lines(key, each, indent, safe=safe)
    elif not isinstance(value, str | Open | AsWritten | Commented):
        for each in value.items if isinstance(value, Lined) else value:
            yield from item_lines(each, indent, safe=safe)

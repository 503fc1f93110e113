"""Which stretches of text go with a key or an item that is taken away."""

import re
from collections.abc import Iterator

from msgspec import Struct

from plangen.editing import by_hand
from plangen.editing.laid import Laid, Refused
from plangen.editing.meaning import Path
from plangen.reading.tree import Items, Keyed, Node


class Splice(Struct, frozen=True):
    """A stretch of the text, by offsets, and what takes its place; its lines end as the file's do."""

    start: int
    end: int
    text: str


class _Parts(Struct, frozen=True, kw_only=True):
    """What stands side by side: where each begins, and what it says."""

    whole: Keyed | Items
    begins: tuple[tuple[int, int], ...]  # line and column
    values: tuple[Node, ...]

    @property
    def column(self) -> int:
        return self.begins[0][1]


def cut(laid: Laid, path: Path) -> Iterator[Splice]:
    """The stretches that go with what stands at a path.

    Raises:
        Refused: where an anchor or a comment would go that belongs to something else.
    """
    whole = laid.above(path)
    laid.node(path)
    assert isinstance(whole, Keyed | Items)
    if id(whole) in laid.shared:
        raise Refused(by_hand.ANCHOR)
    parts = _parts(laid, whole)
    at = list(whole.entries).index(str(path[-1])) if isinstance(whole, Keyed) else int(path[-1])
    if whole.flow:
        yield _of_flow(laid, parts, at)
    elif len(parts.values) == 1:
        yield from _only_one(laid, parts, path[:-1])
    else:
        yield from _of_block(laid, parts, at)


def _parts(laid: Laid, whole: Keyed | Items) -> _Parts:
    if isinstance(whole, Keyed):
        keys = [entry.key.start for entry in whole.entries.values()]
        begins = tuple((int(key.line), int(key.column)) for key in keys)
        return _Parts(whole=whole, begins=begins, values=tuple(entry.value for entry in whole.entries.values()))
    if whole.flow:
        begins = tuple((int(item.start.line), int(item.start.column)) for item in whole.items)
    else:
        begins = tuple((dash_line(laid, whole, at), int(whole.start.column)) for at in range(len(whole.items)))
    return _Parts(whole=whole, begins=begins, values=tuple(whole.items))


def _of_block(laid: Laid, parts: _Parts, at: int) -> Iterator[Splice]:
    """Whole lines; of the first part behind a dash, what stands on the dash's line."""
    line, column = parts.begins[at]
    last = deeper(laid, laid.last_line(parts.values[at]), column)
    if not laid.bare(line)[:column].strip():
        first = comment_start(laid, line, column)
        if _is_empty(laid, first - 1) and _is_empty(laid, last + 1) and last + 1 < len(laid.lines):
            last += 1
        yield _lines_of(laid, first, last)
        return
    following = parts.begins[at + 1]
    if following[0] == last + 1:  # it moves up to the dash
        yield Splice(laid.offset(line, column), laid.offset(*following), "")
        return
    yield Splice(laid.offset(line, column), laid.offset(last, len(laid.bare(last))), "")


def _lines_of(laid: Laid, first: int, last: int) -> Splice:
    """Lines from one to another; of a file whose last line has no end, so that the new last one has none."""
    if laid.bare(last) == laid.lines[last] and first > 0:
        return Splice(laid.offset(first - 1, len(laid.bare(first - 1))), laid.starts[last + 1], "")
    return Splice(laid.starts[first], laid.starts[last + 1], "")


def _only_one(laid: Laid, parts: _Parts, path: Path) -> Iterator[Splice]:
    """Empty brackets stay where the only part goes."""
    brackets = "{}" if isinstance(parts.whole, Keyed) else "[]"
    line, column = parts.begins[0]
    last = laid.last_line(parts.values[0])
    owner = laid.entry(path) if path else None
    if owner is None or owner.key.start.line == line:
        yield Splice(laid.offset(line, column), laid.offset(last, len(laid.bare(last))), brackets)
        return
    colon = laid.body.index(":", laid.offset(owner.key.end.line, owner.key.end.column)) + 1
    yield Splice(colon, colon, f" {brackets}")
    yield _lines_of(laid, comment_start(laid, line, column), deeper(laid, last, column))


def _of_flow(laid: Laid, parts: _Parts, at: int) -> Splice:
    start = laid.offset(*parts.begins[at])
    end = _end(laid, parts.values[at])
    if at + 1 < len(parts.values):
        following = laid.offset(*parts.begins[at + 1])
        return _without_comment(laid, Splice(start, following, ""), end)
    if at > 0:
        before = _end(laid, parts.values[at - 1])
        return _without_comment(laid, Splice(before, end, ""), before, start)
    comma = re.compile(r"\s*,").match(laid.body, end)
    return Splice(start, comma.end() if comma else end, "")


def _without_comment(laid: Laid, splice: Splice, start: int, end: int | None = None) -> Splice:
    """The stretch, where no comment stands between two parts."""
    if "#" in laid.body[start : splice.end if end is None else end]:
        raise Refused(by_hand.BRACKETS)
    return splice


def _end(laid: Laid, node: Node) -> int:
    if id(node) in laid.shared:
        raise Refused(by_hand.ANCHOR)
    return laid.offset(node.end.line, node.end.column)


def _is_empty(laid: Laid, line: int) -> bool:
    return line < 0 or not laid.bare(line).strip()


def dash_line(laid: Laid, items: Items, at: int) -> int:
    """The line in which the dash of an item stands."""
    column, line = int(items.start.column), int(items.items[at].start.line)
    first = int(items.start.line)
    while line > first and not (laid.bare(line)[column : column + 1] == "-" and not laid.bare(line)[:column].strip()):
        line -= 1
    return line


def deeper(laid: Laid, line: int, column: int) -> int:
    """The last of the lines of comment that follow and are indented more: they belong to what stands above them."""
    while (after := laid.bare(line + 1)).lstrip().startswith("#") and len(after) - len(after.lstrip()) > column:
        line += 1
    return line


def comment_start(laid: Laid, line: int, column: int) -> int:
    """The first of the lines of comment directly above a line and indented alike, or the line itself.

    What the file begins with is about the whole of it.
    """
    first = line
    while first > 0 and laid.bare(first - 1).startswith(" " * column + "#"):
        first -= 1
    return first if first > 0 else line

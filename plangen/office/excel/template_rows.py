"""The rows of an Excel template repeated and chosen: where each stands then, and what moves with them."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from plangen.language.environment import TooMuch
from plangen.language.filled import Namespace, Unfilled, holds, tag_of
from plangen.office.excel.template_file import TemplateRow
from plangen.office.excel.template_sound import LAST_ROW

_PRICE = 20  # characters that a repeated cell counts for
_PARTS = re.compile(
    r"""(?P<text>"[^"]*")|(?P<sheet>(?:'(?:[^']|'')+'|[\w.]+)!)?(?<![\w.$])(?P<one>\$?[A-Z]{1,3}\$?[0-9]{1,7})"""
    r"""(?::(?P<other>\$?[A-Z]{1,3}\$?[0-9]{1,7}))?(?![\w(!])"""
)
_CELL = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]+)")


class Placed(Struct, frozen=True, kw_only=True):
    """A row where it stands, and the names that its texts may use."""

    row: TemplateRow
    number: int
    scope: Namespace
    body: tuple[int, int]  # the first and last row of what is repeated with it, as the template has them


class _RowRun(Struct, kw_only=True):
    """Rows that follow one another, and how far they move in each place where they stand now."""

    end: int  # behind the last
    offsets: list[int]


class _RowBlock(Struct, kw_only=True):
    """A loop or a choice: the rows of its tags, and what stands between."""

    tags: list[TemplateRow]
    bodies: "list[list[TemplateRow | _RowBlock]]"

    @property
    def first(self) -> int:
        return self.tags[0].number

    @property
    def last(self) -> int:
        return self.tags[-1].number


_Node = TemplateRow | _RowBlock


class Placing:
    """Goes through the rows of one sheet, as the facts repeat and choose them."""

    def __init__(self, rows: Sequence[TemplateRow]) -> None:
        self._nodes = _nested(iter(rows))
        self._last = rows[-1].number if rows else 0
        self.rows: list[Placed] = []
        self._runs: dict[int, _RowRun] = {}  # the rows of the template that are written, by the first of each run

    def place(self, scope: Namespace) -> None:
        """Work it out.

        Raises:
            TooMuch: where more is repeated than any document needs.
        """
        self._put(self._nodes, (1, self._last), 1, scope)
        if self.rows and max(placed.number for placed in self.rows) > LAST_ROW:
            raise TooMuch

    @cached_property
    def _begins(self) -> list[int]:
        return sorted(self._runs)

    @cached_property
    def shift(self) -> int:
        """By how much what stands below all rows moves."""
        ends = (run.end - 1 + offset for run in self._runs.values() for offset in run.offsets)
        return max(ends, default=0) - self._last

    def _put(self, nodes: Sequence[_Node], body: tuple[int, int], at: int, scope: Namespace) -> int:
        """Put rows from a place on; the place behind the last."""
        offset, here = at - body[0], body[0]
        for node in nodes:
            first = node.first if isinstance(node, _RowBlock) else node.number
            self._blank(here, first, offset)
            if isinstance(node, _RowBlock):
                start = first + offset
                offset += self._block(node, start, scope) - start - (node.last - first + 1)
                here = node.last + 1
            else:
                self._blank(node.number, node.number + 1, offset)
                if body != (1, self._last):
                    scope.budget.spend(_PRICE * len(node.element))
                self.rows.append(Placed(row=node, number=node.number + offset, scope=scope, body=body))
                here = node.number + 1
        self._blank(here, body[1] + 1, offset)
        return body[1] + 1 + offset

    def _blank(self, begin: int, end: int, offset: int) -> None:
        """Rows of which nothing more is to be known."""
        if begin < end:
            self._runs.setdefault(begin, _RowRun(end=end, offsets=[])).offsets.append(offset)

    def _block(self, block: _RowBlock, at: int, scope: Namespace) -> int:
        for body, ends, each in _rounds(block, scope):
            at = self._put(body, ends, at, each)
        return at

    # -- what moves with them

    def moved(
        self, formula: str, sheet: str, *, is_here: bool, placed: Placed | None = None, widens: bool = False
    ) -> str:
        """A formula in which what is named of this sheet is where it is now; `is_here`: it stands in the sheet.

        `widens`: a cell that is repeated becomes all its places, as charts show them.
        """

        def renamed(found: re.Match[str]) -> str:
            named = found["sheet"]
            is_of_this = is_here if named is None else named[:-1].strip("'").replace("''", "'") == sheet
            if found["text"] is not None or not is_of_this:
                return found[0]
            return (named or "") + self.area(found["one"], found["other"] or (found["one"] if widens else None), placed)

        return _PARTS.sub(renamed, formula)

    def area(self, one: str, other: str | None, placed: Placed | None = None) -> str:
        """A cell or range where it is now: from the first to the last place of its rows."""
        start, end = _CELL.fullmatch(one), _CELL.fullmatch(other or one)
        assert start is not None
        assert end is not None
        first, last = self._row(int(start[2]), placed, 0), self._row(int(end[2]), placed, -1)
        if other is None:
            return f"{start[1]}{first}"
        return f"{start[1]}{min(first, last)}:{end[1]}{last}"

    def ranges(self, said: str) -> str:
        """Ranges with blanks between, as rules and validations name them."""
        areas = (self.area(one, other or one) for one, other in map(_two, said.split()) if _CELL.fullmatch(one))
        return " ".join(areas)

    def merged(self, said: str) -> Iterator[str]:
        """A merged range, for each place where it is repeated."""
        one, other = _two(said)
        start, end = _CELL.fullmatch(one), _CELL.fullmatch(other or one)
        if start is not None and end is not None:
            height = int(end[2]) - int(start[2])
            for offset in self._offsets(int(start[2])):
                first = int(start[2]) + offset
                yield f"{start[1]}{first}:{end[1]}{first + height}"

    def _row(self, number: int, placed: Placed | None, which: int) -> int:
        if placed is not None and placed.body[0] <= number <= placed.body[1] and placed.body != (1, self._last):
            return placed.number + number - placed.row.number
        if number > self._last:
            return min(number + self.shift, LAST_ROW)
        at = bisect_right(self._begins, number) - 1
        if at >= 0 and (which or number < self._runs[self._begins[at]].end):
            run = self._runs[self._begins[at]]
            return min(number, run.end - 1) + run.offsets[which]
        following = self._begins[at + 1 : at + 2]  # of a range that begins with a row that is not there
        return following[0] + self._runs[following[0]].offsets[0] if following and not which else 1

    def _offsets(self, number: int) -> Sequence[int]:
        """How far a row moves in each place where it stands now."""
        at = bisect_right(self._begins, number) - 1
        run = self._runs[self._begins[at]] if at >= 0 else None
        return run.offsets if run is not None and number < run.end else ()


def _two(area: str) -> tuple[str, str | None]:
    one, _, other = area.partition(":")
    return one, other or None


def _rounds(block: _RowBlock, scope: Namespace) -> Iterator[tuple[list[_Node], tuple[int, int], Namespace]]:
    """What is put in place of a block, round by round: nodes, the rows that they are of, the names they may use."""
    pieces = [
        (tag.control, body, (tag.number + 1, end.number - 1))
        for (tag, end), body in zip(itertools.pairwise(block.tags), block.bodies, strict=True)
    ]
    try:
        if tag_of(pieces[0][0]).kind == "for":
            tag, body, ends = pieces[0]
            rounds = [(body, ends, each) for each in scope.rounds(tag_of(tag))]
            yield from rounds or [(body, ends, scope) for _, body, ends in pieces[1:]]
            return
        yield from [(body, ends, scope) for tag, body, ends in pieces if holds(tag, scope)][:1]
    except Unfilled:
        return


def _nested(rows: Iterator[TemplateRow]) -> list[_Node]:
    """The rows as a tree; the check has said what does not fit together."""
    nodes, end = _body(rows)
    while end is not None:  # a tag that ends nothing
        more, end = _body(rows)
        nodes += more
    return nodes


def _body(rows: Iterator[TemplateRow]) -> tuple[list[_Node], TemplateRow | None]:
    """The rows up to the tag that ends them, and its row."""
    nodes: list[_Node] = []
    for row in rows:
        kind = _kind(row)
        if kind in {"for", "if"}:
            nodes.append(_block(row, rows))
        elif kind:
            return nodes, row
        else:
            nodes.append(row)
    return nodes, None


def _block(first: TemplateRow, rows: Iterator[TemplateRow]) -> _RowBlock:
    block = _RowBlock(tags=[first], bodies=[])
    while True:
        nodes, end = _body(rows)
        block.bodies.append(nodes)
        block.tags.append(end or first)
        if end is None or _kind(end) in {"endfor", "endif"}:
            return block


def _kind(row: TemplateRow) -> str:
    return tag_of(row.control).kind if row.control else ""

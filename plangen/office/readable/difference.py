"""What differs between two Excel files for those who read them: cells row by row, and what is set beside them.

Rows are paired by the key that a hidden column gives them, else by what they say, so that a row that was inserted is
one row and shifts no other; formulas and ranges follow the rows that they point to. Running numbers, hidden columns and
sheets that no menu shows are for programs and do not count.
"""

import difflib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.office.ooxml.package import BROKEN
from plangen.office.ooxml.trees import NotXml
from plangen.office.readable.file import package_parts
from plangen.office.readable.read_sheets import ReadSheet, SheetCell, read_sheets

_PLACE = re.compile(r"(\$?\b[A-Z]{1,3}\$?)(\d+)\b")
_RANGE = re.compile(r"(?:('(?:[^']|'')+'|[\w.]+)!)?\$?\b[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?\b")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')  # in a formula
_VERSION = re.compile(r"\bv\d+(?:\.\d+)+\b")
_MOST_DIGITS, _LEAST_COUNTED = 8, 3  # of a running number; how many of them make a column of such
_NEAR = 200  # rows that one that changed is looked for among
_ALIKE = 0.5  # rows with less in common are two rows
_EMPTY = SheetCell(text="", is_number=False, format="", look="")
_Rows = Mapping[int, Mapping[str, SheetCell]]
_Pair = tuple[int | None, int | None]


class CellChange(Struct, frozen=True, kw_only=True):
    """A cell, by the sheet and the address in the new workbook.

    Of formulas that differ in words within them alone, it says what they come to.
    """

    sheet: str
    cell: str
    before: str
    after: str


class SheetChange(Struct, frozen=True, kw_only=True):
    """Anything else: a row or sheet that came or went, a note, a format, a page header."""

    sheet: str
    what: str  # row, sheet, note, format, look, kind, merge, width, validation, header …
    place: str
    before: str
    after: str


class WorkbookDifference(Struct, frozen=True, kw_only=True):
    """Everything that differs."""

    cells: tuple[CellChange, ...] = ()
    others: tuple[SheetChange, ...] = ()

    @classmethod
    def of(cls, changes: "Iterable[CellChange | SheetChange]") -> "WorkbookDifference":
        """The changes by their kinds."""
        every = tuple(changes)
        return cls(
            cells=tuple(each for each in every if isinstance(each, CellChange)),
            others=tuple(each for each in every if isinstance(each, SheetChange)),
        )

    @property
    def count(self) -> int:
        """How many places differ."""
        return len(self.cells) + len(self.others)


def workbook_difference(old: bytes, new: bytes, *, machine: bool = True) -> WorkbookDifference | None:
    """What differs; None where one of them is no Excel file that can be read.

    Without `machine` what is for programs is no difference: hidden columns, the revision (v1.2) in headers and footers.
    """
    try:
        sides = [{each.name: each for each in read_sheets(package_parts(raw))} for raw in (old, new)]
    except (*BROKEN, NotXml):
        return None
    before, after = sides
    names = dict.fromkeys((*after, *before))
    both = [_Sheets(before.get(name), after.get(name), machine=machine) for name in names]
    ways = {sheets.name: sheets.way for sheets in both}
    return WorkbookDifference.of([change for sheets in both for change in sheets.changes(ways)])


class _Sheets:
    """A sheet on both sides, with its rows paired."""

    def __init__(self, old: ReadSheet | None, new: ReadSheet | None, *, machine: bool) -> None:
        none = ReadSheet(name="", is_hidden=False, rows={}, keys={}, settings={})
        self.old, self.new, self.machine = old or none, new or none, machine
        self.is_both = old is not None and new is not None
        self.name = (new or old or none).name
        self.counting = _counting(self.old.rows) & _counting(self.new.rows)
        self.pairs = _paired(self.old, self.new, self.counting)
        self.way = _Way({was: now for was, now in self.pairs if was is not None and now is not None})
        self.ways: Mapping[str, _Way] = {}

    def changes(self, ways: "Mapping[str, _Way]") -> Iterator[CellChange | SheetChange]:
        """What differs, `ways` the ways of the rows of every sheet, by its name."""
        self.ways = ways
        if not self.is_both:
            yield self._other("sheet", "", self.old.name and "1", self.new.name and "1")
            return
        for was, now in self.pairs:
            if was is not None and now is not None:
                yield from self._row(was, now)
            else:
                yield self._alone(was, now)
        yield from self._settings()

    def _alone(self, was: int | None, now: int | None) -> SheetChange:
        """A row that came or went."""
        before, after = self.old.rows.get(was or 0, {}), self.new.rows.get(now or 0, {})
        texts = ("｜".join(cell.text for _, cell in _in_order(row)) for row in (before, after))
        return self._other("row", str(was or now), *texts)

    def _other(self, what: str, place: str, before: str, after: str) -> SheetChange:
        return SheetChange(sheet=self.name, what=what, place=place, before=before, after=after)

    def _row(self, was: int, now: int) -> Iterator[CellChange | SheetChange]:
        before, after = self.old.rows[was], self.new.rows[now]
        for letters in sorted({*before, *after}, key=lambda name: (len(name), name)):
            if letters not in self.counting:
                ours, theirs = before.get(letters, _EMPTY), after.get(letters, _EMPTY)
                yield from self._cell(f"{letters}{now}", ours, theirs)

    def _cell(self, place: str, old: SheetCell, new: SheetCell) -> Iterator[CellChange | SheetChange]:
        if self._says_else(old.text, new.text):
            before, after = (old.result, new.result) if self._is_reckoned_alike(old, new) else (old.text, new.text)
            yield CellChange(sheet=self.name, cell=place, before=before, after=after)
            return
        if old.format != new.format:
            yield self._other("format", place, old.format, new.format)
        elif old.is_number != new.is_number:
            yield self._other("kind", place, "1" if old.is_number else "", "1" if new.is_number else "")
        if old.look != new.look:
            yield self._other("look", place, "", "")

    def _is_moved(self, old: str, new: str) -> bool:
        """Whether a formula or a range only follows rows that moved; where some of them went, wherever it points."""
        return self._moved(old) == new

    def _says_else(self, old: str, new: str) -> bool:
        is_formula = old.startswith("=") and new.startswith("=")
        return old != new and not (is_formula and self._is_moved(old, new))

    def _is_reckoned_alike(self, old: SheetCell, new: SheetCell) -> bool:
        """Whether two formulas differ in words within them alone, so that their results say what differs."""
        bare, goal = (_QUOTED.sub('""', text) for text in (self._moved(old.text), new.text))
        is_told = old.result and new.result and old.result != new.result
        return bool(is_told) and bare == goal

    def _moved(self, text: str) -> str:
        return _RANGE.sub(self._range, text)

    def _range(self, found: re.Match[str]) -> str:
        name = (found[1] or "").strip("'").replace("''", "'")
        way = self.ways.get(name, self.way if not name else _STAY)
        return _PLACE.sub(lambda place: f"{place[1]}{way.goal(int(place[2]))}", found[0])

    def _settings(self) -> Iterator[SheetChange]:
        if self.old.is_hidden != self.new.is_hidden:
            yield self._other("hidden", "", "1" if self.old.is_hidden else "", "1" if self.new.is_hidden else "")
        left, right = dict(self.old.settings), dict(self.new.settings)
        for key in [*left]:
            goal = self._goal(key, right)
            if goal is not None and self._is_alike(key[0], left[key], right[goal]):
                del left[key], right[goal]
        for what, place in dict.fromkeys((*left, *right)):
            if what == "hidden-cells" and not self.machine:
                continue
            yield self._other(what, place, left.get((what, place), ""), right.get((what, place), ""))

    def _goal(self, key: tuple[str, str], right: Mapping[tuple[str, str], str]) -> tuple[str, str] | None:
        """Where a setting of the old side stands now: where its rows went, else where it was."""
        what, place = key
        moved = str(self.way.goal(int(place))) if what == "hidden-row" and place.isdigit() else self._moved(place)
        return next((each for each in ((what, moved), key) if each in right), None)

    def _is_alike(self, what: str, old: str, new: str) -> bool:
        if what == "header" and not self.machine:
            return _VERSION.sub("", old) == _VERSION.sub("", new)
        return old == new or (what not in {"note", "header"} and self._is_moved(old, new))


class _Way:
    """Where each row of the old sheet stands in the new one; a row without content goes with the one above it."""

    def __init__(self, goals: Mapping[int, int]) -> None:
        self._rows, self._goals = sorted(goals), goals

    def goal(self, row: int) -> int:
        at = bisect_right(self._rows, row)
        if not at:
            return row
        above = self._rows[at - 1]
        return row + self._goals[above] - above


_STAY = _Way({})


def _paired(old: ReadSheet, new: ReadSheet, counting: Iterable[str]) -> list[_Pair]:
    """The rows of both sides in the order of the new one, each with at most one of the other side."""
    ours_by, theirs_by = _by_own_key(old), _by_own_key(new)
    by_key = {number: theirs_by[key] for key, number in ours_by.items() if key in theirs_by}
    taken = set(by_key.values())
    ours = [number for number in sorted(old.rows) if number not in by_key]
    others = [number for number in sorted(new.rows) if number not in taken]
    found = [*by_key.items(), *_by_content(ours, others, _said(old.rows, counting), _said(new.rows, counting))]
    return sorted(found, key=_position)


def _by_own_key(sheet: ReadSheet) -> Mapping[str, int]:
    """The rows by their keys, as far as no two have the same."""
    counts = Counter(key for number, key in sheet.keys.items() if number in sheet.rows)
    return {key: number for number, key in sheet.keys.items() if number in sheet.rows and counts[key] == 1}


def _position(pair: _Pair) -> tuple[int, bool]:
    """Where it stands in the new sheet; what went, where it stood."""
    was, now = pair
    return (was or 0, False) if now is None else (now, True)


def _by_content(ours: Sequence[int], theirs: Sequence[int], old: "_Said", new: "_Said") -> Iterator[_Pair]:
    matcher = difflib.SequenceMatcher(a=[old(row) for row in ours], b=[new(row) for row in theirs], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        left, right = ours[start:end], theirs[begin:stop]
        yield from zip(left, right, strict=True) if kind == "equal" else _by_likeness(left, right, old, new)


def _by_likeness(left: Sequence[int], right: Sequence[int], old: "_Said", new: "_Said") -> Iterator[_Pair]:
    """Rows of a block that differs: each with the next one that says at least half the same; the others alone."""
    at = 0
    for row in left:
        near = [new(each) for each in right[at : at + _NEAR]]
        mate = next(_mates(old(row), near, is_even=len(left) == len(right)), None)
        if mate is None:
            yield row, None
            continue
        yield from ((None, each) for each in right[at : at + mate])
        yield row, right[at + mate]
        at += mate + 1
    yield from ((None, each) for each in right[at:])


def _mates(row: "_Content", near: Sequence["_Content"], *, is_even: bool) -> Iterator[int]:
    """Which of these rows it may be now: one that is like it, else the next one where as many went as came."""
    yield from (far for far, each in enumerate(near) if _is_like(row, each))
    if is_even and near and _is_short(row, near[0]):
        yield 0


def _is_like(old: "_Content", new: "_Content") -> bool:
    same = len({*old} & {*new})
    return same >= _ALIKE * max(len(old), len(new)) if old and new else old == new


def _is_short(old: "_Content", new: "_Content") -> bool:
    """Whether rows have too little in them to be told apart: a single cell that says something else."""
    return [letters for letters, _ in old] == [letters for letters, _ in new]


_Content = tuple[tuple[str, str], ...]
_Said = Callable[[int], _Content]


def _said(rows: _Rows, counting: Iterable[str]) -> _Said:
    """What a row says, formulas without the rows that they point to."""
    unwanted = frozenset(counting)
    found = {
        number: tuple((letters, _bare(cell.text)) for letters, cell in _in_order(row) if letters not in unwanted)
        for number, row in rows.items()
    }
    return found.__getitem__


def _bare(text: str) -> str:
    return _PLACE.sub(r"\1", text) if text.startswith("=") else text


def _in_order(row: Mapping[str, SheetCell]) -> list[tuple[str, SheetCell]]:
    return sorted(row.items(), key=lambda each: (len(each[0]), each[0]))


def _counting(rows: _Rows) -> frozenset[str]:
    """The columns that only number the rows: 1, 2, 3 and so on."""
    columns: dict[str, list[str]] = {}
    for _, row in sorted(rows.items()):
        for letters, cell in row.items():
            columns.setdefault(letters, []).append(cell.text)
    return frozenset(letters for letters, texts in columns.items() if _is_counting(texts))


def _is_counting(texts: Sequence[str]) -> bool:
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS]
    return len(numbers) >= _LEAST_COUNTED and numbers == list(range(1, len(numbers) + 1))

"""Which cells of two workbooks say something else."""

import difflib
from collections.abc import Iterator

from msgspec import Struct

from plangen.office.readable import cells


class CellChange(Struct, frozen=True, kw_only=True):
    """A cell, by the sheet and the address in the new workbook; of a row that went, in the old one."""

    sheet: str
    cell: str
    before: str
    after: str


def cell_changes(old: bytes, new: bytes, *, hidden: bool = False) -> tuple[CellChange, ...]:
    """The cells that differ, row by row: rows that came or went shift none of the others.

    `hidden` takes in what people do not see: sheets and columns that programs work with. Of a file that is not a
    workbook no cell is known.
    """
    before, after = _sheets(old, hidden=hidden), _sheets(new, hidden=hidden)
    return tuple(
        change
        for sheet in dict.fromkeys((*after, *before))
        for change in _rows(sheet, before.get(sheet, []), after.get(sheet, []))
    )


_Row = tuple[str, tuple[tuple[str, str], ...]]  # its number, and each cell by its column


def _sheets(raw: bytes, *, hidden: bool) -> dict[str, list[_Row]]:
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for (sheet, place), text in (cells(raw, hidden=hidden) or {}).items():
        column = place.rstrip("0123456789")
        found.setdefault(sheet, {}).setdefault(place.removeprefix(column), []).append((column, text))
    return {sheet: [(number, tuple(row)) for number, row in rows.items()] for sheet, rows in found.items()}


def _rows(sheet: str, old: list[_Row], new: list[_Row]) -> Iterator[CellChange]:
    matcher = difflib.SequenceMatcher(a=[row for _, row in old], b=[row for _, row in new], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        left, right = old[start:end], new[begin:stop]
        for at in range(max(len(left), len(right))):
            ours, theirs = left[at] if at < len(left) else None, right[at] if at < len(right) else None
            yield from _cells(sheet, ours, theirs)


def _cells(sheet: str, old: _Row | None, new: _Row | None) -> Iterator[CellChange]:
    before, after = _by_column(old), _by_column(new)
    row = (new or old or ("", ()))[0]
    for column in sorted({*before, *after}, key=lambda name: (len(name), name)):
        if before.get(column) != after.get(column):
            yield CellChange(
                sheet=sheet, cell=f"{column}{row}", before=before.get(column, ""), after=after.get(column, "")
            )


def _by_column(row: _Row | None) -> dict[str, str]:
    return dict(row[1]) if row else {}

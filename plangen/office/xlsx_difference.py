"""Which cells of two workbooks say something else."""

import difflib
import io
from collections.abc import Iterator

from msgspec import Struct

from plangen.office.readable import readable

__all__ = ["CellChange", "cell_changes"]


class CellChange(Struct, frozen=True, kw_only=True):
    """A cell, by the sheet and the address in the new workbook; of a row that went, in the old one."""

    sheet: str
    cell: str
    before: str
    after: str


def cell_changes(old: bytes, new: bytes) -> tuple[CellChange, ...]:
    """The cells that differ where people see them, row by row: rows that came or went shift none of the others."""
    before, after = _sheets(old), _sheets(new)
    hidden = _hidden(new)
    return tuple(
        change
        for sheet in dict.fromkeys((*after, *before))
        if not sheet.endswith("隐藏）")
        for change in _rows(sheet, before.get(sheet, []), after.get(sheet, []))
        if change.cell.rstrip("0123456789") not in hidden.get(sheet, ())
    )


def _hidden(raw: bytes) -> dict[str, set[str]]:
    """The hidden columns of each sheet: they hold what programs reckon with."""
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    return {
        sheet.title: {
            get_column_letter(number)
            for dimension in sheet.column_dimensions.values()
            if dimension.hidden
            for number in range(dimension.min or 0, (dimension.max or 0) + 1)
            if number
        }
        for sheet in load_workbook(io.BytesIO(raw)).worksheets
    }


_Row = tuple[str, tuple[str, ...]]  # its number, and `A: text` for each cell


def _sheets(raw: bytes) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    rows: list[_Row] = []
    for line in readable(raw) or []:
        if line.startswith("== ") and line.endswith(" =="):
            rows = found.setdefault(line[3:-3], [])
        elif line:
            number, *cells = line.split(" | ")
            rows.append((number, tuple(cells)))
    return found


def _rows(sheet: str, old: list[_Row], new: list[_Row]) -> Iterator[CellChange]:
    matcher = difflib.SequenceMatcher(a=[cells for _, cells in old], b=[cells for _, cells in new], autojunk=False)
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
    return {column: text for column, _, text in (each.partition(": ") for each in row[1])} if row else {}

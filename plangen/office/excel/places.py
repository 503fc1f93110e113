"""Where everything of a workbook stands, and formulas with the addresses put in."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.workbook import Column, Formula, Grid, GridCell, Marked, Register, Workbook
from plangen.office.excel.text import characters_in, line_count, sheet_names

IDENTITY_SHEET, LISTS_SHEET = "_plangen", "_lists"
KEY_COLUMN = "#key"
SCREEN_ONLY = "plangen_screen_only"
"""Begins the defined names that say which sheets are for the screen."""

# Text constants come first, so that brackets within them stay as they are.
_REFERENCE = re.compile(
    r'"(?:[^"]|"")*"|\[(?:(?P<sheet>[^\]!/]+)!)?(?P<name>[^\]!/@]+)(?:/(?P<part>given|blank|room|line)|@(?P<row>[^\]]+))?\]'
)
_LETTERS = 26


class RegisterPlace(Struct, frozen=True, kw_only=True):
    """The rows and columns of a register in its sheet; row numbers count from 1."""

    key: str
    sheet: str
    signature_row: int  # 0: nobody signs; else a narrow row follows, so that the lines stand clear of the table
    group_row: int  # 0: the register has no groups
    head_row: int
    given: int
    blank: int
    letters: Mapping[str, str]  # by column, in their order, KEY_COLUMN among them
    visible: tuple[Column, ...]
    rows: Mapping[str, int]  # of the given rows, by their key

    @property
    def first(self) -> int:
        """The first row below the heads."""
        return self.head_row + 1

    @property
    def last(self) -> int:
        """The last row; a register without any row still has one, so that ranges hold."""
        return self.head_row + max(1, self.given + self.blank)

    def span(self, part: str | None) -> tuple[int, int]:
        """The first and last row of the given rows, the blank ones, or all."""
        if part == "given":
            return self.first, self.first + max(1, self.given) - 1
        if part == "blank":
            return self.last - max(1, self.blank) + 1, self.last
        return self.first, self.last

    def column(self, name: str, part: str | None = None) -> str:
        """The absolute range of a column, without its sheet."""
        top, bottom = self.span(part)
        return f"${self.letters[name]}${top}:${self.letters[name]}${bottom}"


class GridPlace(Struct, frozen=True, kw_only=True):
    """The sheet of a grid, and the cells that have a key."""

    sheet: str
    cells: Mapping[str, str]  # by key, as $B$4
    rooms: Mapping[str, tuple[int, int]]  # by key: lines that the cell has room for, and characters in a line


class CellPlaces:
    """The places of all sheets by their key; `size` is that of the type, in points."""

    def __init__(self, workbook: Workbook, size: float = 10.5) -> None:
        names = sheet_names((sheet.name for sheet in workbook.sheets), (IDENTITY_SHEET, LISTS_SHEET))
        self._registers: dict[str, RegisterPlace] = {}
        self._grids: dict[str, GridPlace] = {}
        for sheet, name in zip(workbook.sheets, names, strict=True):
            if isinstance(sheet, Register):
                self._registers[sheet.key] = _register_place(sheet, name)
            else:
                self._grids[sheet.key] = _grid_place(sheet, name, size)

    def register(self, key: str) -> RegisterPlace:
        """Where the register with this key stands."""
        return self._registers[key]

    def grid(self, key: str) -> GridPlace:
        """Where the cells of the grid with this key stand."""
        return self._grids[key]

    def address(self, sheet: str, name: str, part: str | None = None, row: str | None = None) -> str:
        """A column of a register, its cell in a given row, or a cell of a grid; absolute and with its sheet.

        Of a cell of a grid also the number of characters that it, or one of its lines, has room for.

        Raises:
            KeyError: there is none of that name.
        """
        if sheet in self._registers:
            place = self._registers[sheet]
            cells = f"${place.letters[name]}${place.rows[row]}" if row else place.column(name, part)
            return f"{quoted_sheet(place.sheet)}!{cells}"
        grid = self._grids[sheet]
        if part:
            lines, characters = grid.rooms[name]
            return str(characters * (lines if part == "room" else 1))
        return f"{quoted_sheet(grid.sheet)}!{grid.cells[name]}"

    def resolved(self, formula: Formula, here: str, row: int | str, own: str) -> str:
        """The formula as it stands in `row` of the sheet `here`; `own` is the address that [.] stands for."""

        def put(found: re.Match[str]) -> str:
            name, sheet = found["name"], found["sheet"]
            if name is None:
                return found[0]
            if sheet:
                return self.address(sheet, name, found["part"], found["row"])
            return own if name == "." else f"${self._registers[here].letters[name]}{row}"

        return _REFERENCE.sub(put, formula.text)


Cells: TypeAlias = Iterator[tuple[int, int, GridCell]]


def placed(grid: Grid) -> Cells:
    """The cells of a grid with row and column, from 1."""
    for row, line in enumerate(grid.rows, start=1):
        column = 1
        for cell in line.cells:
            yield row, column, cell
            column += cell.columns


def letter(column: int) -> str:
    """A for 1, AA for 27."""
    text = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def quoted_sheet(name: str) -> str:
    """The name of a sheet as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def _register_place(register: Register, name: str) -> RegisterPlace:
    signature_row, group_row, head_row = _head_rows(register)
    visible = tuple(column for column in register.columns if not column.hidden)
    # The hidden key, a text, stands first: LibreOffice prints a hidden number as ### at the edge of the page.
    names = [*(each.id for each in visible), KEY_COLUMN, *(each.id for each in register.columns if each.hidden)]
    return RegisterPlace(
        rows={row.key: number for number, row in enumerate(register.rows, start=head_row + 1)},
        key=register.key,
        sheet=name,
        signature_row=signature_row,
        group_row=group_row,
        head_row=head_row,
        given=len(register.rows),
        blank=register.blank,
        letters={name: letter(number) for number, name in enumerate(names, start=1)},
        visible=visible,
    )


def _head_rows(register: Register) -> tuple[int, int, int]:
    """The rows of the signatures, of the groups and of the heads below title and notes; 0 where there are none."""
    last = 1 + len(register.notes)
    signature_row = group_row = 0
    if register.signatures:
        signature_row = last + 1
        last += 2
    if any(column.group for column in register.columns):
        group_row = last = last + 1
    return signature_row, group_row, last + 1


def _grid_place(grid: Grid, name: str, size: float) -> GridPlace:
    keyed = [(row, column, cell) for row, column, cell in placed(grid) if cell.key]
    rooms = {}
    for _, column, cell in keyed:
        width = width_at(grid, column, cell)
        rooms[cell.key] = (lines_of(cell, width), characters_in(width, size))
    cells = {cell.key: f"${letter(column)}${row}" for row, column, cell in keyed}
    return GridPlace(sheet=name, cells=cells, rooms=rooms)


def width_at(grid: Grid, column: int, cell: GridCell) -> float:
    """The width of a cell that begins at this column, from 1."""
    return sum(grid.widths[column - 1 : column - 1 + cell.columns])


def lines_of(cell: GridCell, width: float) -> int:
    """How many lines a cell of this width has room for at least."""
    shown = cell.value.text if isinstance(cell.value, Marked) else cell.value
    texts = [text for text in (shown, cell.holds) if isinstance(text, str)]
    return max(1, cell.lines, *(line_count(text, width) for text in texts))

"""Grids as sheets: printable forms, summaries, instructions."""

from typing import TYPE_CHECKING

from plangen.blocks.workbook import Formula, Grid, GridCell, Part, Value, Workbook
from plangen.office.excel.cells import Desk, put
from plangen.office.excel.conditions import add_highlight, validation
from plangen.office.excel.page import lowered, protect, set_page
from plangen.office.excel.places import letter, lines_of, placed, width_at
from plangen.office.excel.styles import CellForm
from plangen.office.excel.text import height_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_TITLE_SPACE = 14.0  # points above and below a title, together
_LEAST_HEIGHT = 26.0  # points; of a row that is written in by hand: 8 mm on paper
_SAFE = 0.98  # of a page; programs round
_ROUNDED = 0.01  # points; rows that are made lower until they fit may come to that much more


def write_grid(desk: Desk, sheet: "Worksheet", grid: Grid, workbook: Workbook) -> None:
    """Fill an empty sheet with a grid, its page set up for print and its given cells locked."""
    heights = [height_of(1, desk.look.line)] * len(grid.rows)
    for row, column, cell in placed(grid):
        _write_cell(desk, sheet, grid, (row, column), cell)
        if column <= len(grid.widths) - grid.hidden:
            heights[row - 1] = max(heights[row - 1], _height(desk, cell, width_at(grid, column, cell)))
    heights = _heights(desk, grid, heights)
    for number, height in enumerate(heights, start=1):
        sheet.row_dimensions[number].height = height
    for number, width in enumerate(grid.widths, start=1):
        sheet.column_dimensions[letter(number)].width = width
        sheet.column_dimensions[letter(number)].hidden = number > len(grid.widths) - grid.hidden
    sheet.sheet_view.showGridLines = False
    sheet.print_area = f"A1:{letter(len(grid.widths) - grid.hidden)}{len(grid.rows)}"
    set_page(
        sheet,
        workbook,
        desk.look,
        landscape=grid.landscape,
        tall=1 if grid.one_page and sum(heights) <= _room(desk, grid) + _ROUNDED else 0,
    )
    protect(sheet)


def _heights(desk: Desk, grid: Grid, needed: list[float]) -> list[float]:
    """The height of each row; on a form of one page low enough that its type need not become too small."""
    wanted = [max(line.height, height) for line, height in zip(grid.rows, needed, strict=True)]
    if not grid.one_page:
        return wanted
    least = [max(min(_LEAST_HEIGHT, height), need) for height, need in zip(wanted, needed, strict=True)]
    return lowered(wanted, least, _room(desk, grid))


def _room(desk: Desk, grid: Grid) -> float:
    """How high a page may be at most, so that its type can be read; a longer form goes over two."""
    return desk.look.height(landscape=grid.landscape) * _SAFE / desk.look.least_scale


def _write_cell(desk: Desk, sheet: "Worksheet", grid: Grid, at: tuple[int, int], cell: GridCell) -> None:
    row, column = at
    own = f"{letter(column)}{row}"
    value: Value = cell.value
    if isinstance(value, Formula):
        value = Formula(desk.places.resolved(value, grid.key, row, own))
    if cell.columns > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + cell.columns - 1)
    form = CellForm(cell.part, cell.kind, cell.align)
    put(desk, sheet.cell(row, column), value, form)
    for further in range(column + 1, column + cell.columns):  # each carries its part of the frame and of the lock
        put(desk, sheet.cell(row, further), None, form)
    for highlight in cell.highlights:
        condition = desk.places.resolved(Formula(highlight.when), grid.key, row, own)
        add_highlight(sheet, own, highlight, condition)
    if cell.part is Part.ENTRY:
        _write_rule(desk, sheet, grid, own, cell)


def _write_rule(desk: Desk, sheet: "Worksheet", grid: Grid, own: str, cell: GridCell) -> None:
    choices_from = desk.lists.name(cell.choices) if cell.choices else ""
    if cell.pick_from:
        choices_from = desk.lists.picked(desk.places.resolved(cell.pick_from, grid.key, 1, own))
    rule = validation(cell.kind, "填写提示", cell.guidance, choices_from=choices_from)
    if rule:
        sheet.add_data_validation(rule)
        rule.add(own)


def _height(desk: Desk, cell: GridCell, width: float) -> float:
    look = desk.look
    if cell.part is Part.TITLE:
        return look.title_size + _TITLE_SPACE
    return height_of(lines_of(cell, width), look.line)

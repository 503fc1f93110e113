"""What every sheet is written with: the package, its styles and places, and the way a value goes into a cell."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from plangen.blocks.document import Mark
from plangen.blocks.workbook import Formula, Marked, Value
from plangen.office.excel.conditions import ChoiceLists
from plangen.office.excel.places import CellPlaces
from plangen.office.excel.styles import CellForm, CellStyles, SheetLook
from plangen.office.excel.text import as_text, is_formula_like
from plangen.office.ooxml.wml import OPEN_VALUE

if TYPE_CHECKING:
    from openpyxl import Workbook as Package
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.worksheet.worksheet import Worksheet


class Desk(Struct, frozen=True, kw_only=True):
    """What lies at hand while a workbook is written."""

    package: "Package"
    look: SheetLook
    styles: CellStyles
    places: CellPlaces
    lists: ChoiceLists


def put(desk: Desk, cell: "Cell | MergedCell", value: Value, form: CellForm) -> None:
    """Style the cell and set its value; text is always text, a Formula is resolved already."""
    from openpyxl.cell.cell import Cell

    style = desk.styles.of(form, is_open=_is_open(value))
    cell.style = style.name
    if value is not None:
        assert isinstance(cell, Cell)  # only the first of merged cells has a value
        _set(cell, value, desk.look)


def cell_maker(desk: Desk, sheet: "Worksheet", form: CellForm) -> "Callable[[Value], Cell]":
    """Makes cells of one form to be appended to the sheet: many times faster than `put` where there are thousands."""
    from openpyxl.cell.cell import Cell

    plain = desk.styles.of(form).as_tuple()

    def make(value: Value) -> Cell:
        array = desk.styles.of(form, is_open=True).as_tuple() if _is_open(value) else plain
        cell = Cell(sheet, row=1, column=1, style_array=array)
        if value is not None:
            _set(cell, value, desk.look)
        return cell

    return make


def _set(cell: "Cell", value: Value, look: SheetLook) -> None:
    if isinstance(value, str):
        text = as_text(value)
        if text:
            cell.value = text
            cell.data_type = "s"  # openpyxl takes =… for a formula and #N/A for an error
            cell.quotePrefix = is_formula_like(text)
    elif isinstance(value, Marked):
        cell.value = _rich(value, look)
    elif isinstance(value, Formula):
        cell.value = f"={value.text}"
    else:
        cell.value = value


def _rich(marked: Marked, look: SheetLook) -> "CellRichText":
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    fonts = {
        Mark.ADDED: InlineFont(rFont=look.font, sz=look.size, u="single", color=Color(rgb="FF1F6B2C")),
        Mark.REMOVED: InlineFont(rFont=look.font, sz=look.size, strike=True, color=Color(rgb="FFA61C1C")),
    }
    pieces = ((as_text(span.text), fonts.get(span.mark)) for span in marked.spans)
    return CellRichText([TextBlock(font, text) if font else text for text, font in pieces if text])


def _is_open(value: Value) -> bool:
    return isinstance(value, str) and OPEN_VALUE.search(value) is not None

"""What every sheet is written with: the package, its styles and places, and the way a value goes into a cell."""

from typing import TYPE_CHECKING

from msgspec import Struct

from plangen.blocks.workbook import Formula, Kind, Part, Value
from plangen.office.wml import OPEN_VALUE
from plangen.office.xlsx_look import SheetLook
from plangen.office.xlsx_places import Places
from plangen.office.xlsx_styles import CellForm, Styles
from plangen.office.xlsx_text import as_text, is_formula_like

if TYPE_CHECKING:
    from openpyxl import Workbook as Package
    from openpyxl.cell.cell import Cell, MergedCell

    from plangen.office.xlsx_rules import Lists

__all__ = ["Desk", "put"]


class Desk(Struct, frozen=True, kw_only=True):
    """What lies at hand while a workbook is written."""

    package: "Package"
    look: SheetLook
    styles: Styles
    places: Places
    lists: "Lists"


def put(
    desk: Desk,
    cell: "Cell | MergedCell",
    value: Value,
    part: Part,
    kind: Kind = Kind.TEXT,
    *,
    centred: bool = False,
) -> None:
    """Style the cell and set its value; text is always text, a Formula is resolved already."""
    is_open = isinstance(value, str) and OPEN_VALUE.search(value) is not None
    cell.style = desk.styles.name(CellForm(part, kind, centred, is_open))
    if value is None:
        return
    if isinstance(value, str):
        text = as_text(value)
        if text:
            cell.value = text
            cell.data_type = "s"  # openpyxl takes =… for a formula and #N/A for an error
            cell.quotePrefix = is_formula_like(text)
    elif isinstance(value, Formula):
        cell.value = f"={value.text}"
    else:
        cell.value = value

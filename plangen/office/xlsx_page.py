"""Paper, margins, header and footer, what is repeated on each page, and protection without a password."""

import math
from typing import TYPE_CHECKING

from plangen.blocks.workbook import Workbook
from plangen.office.xlsx_look import SheetLook
from plangen.office.xlsx_text import footer_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["pages_wide", "protect", "set_page"]

_A4 = 9
_LONG_MM, _SHORT_MM = 297, 210
_MM_PER_INCH = 25.4
_MM_PER_CHARACTER = 1.852  # seven pixels at 96 to the inch, a digit of the default font
_SMALLEST = 0.7  # type printed smaller than this share of its size is no longer read with ease


def pages_wide(widths: tuple[float, ...], held: int, look: SheetLook) -> int:
    """On how many landscape pages side by side the columns stay readable; the held ones stand on each."""
    room = (_LONG_MM - 2 * look.margin) / _MM_PER_CHARACTER / _SMALLEST
    repeated = sum(widths[:held])
    return max(1, math.ceil((sum(widths) - repeated) / max(room - repeated, 1)))


def set_page(sheet: "Worksheet", workbook: Workbook, look: SheetLook, *, landscape: bool, wide: int, tall: int) -> None:
    """A4, scaled to so many pages (0: as many as it takes), plan and version beside the page number."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = wide
    sheet.page_setup.fitToHeight = tall
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.bottom = look.margin / _MM_PER_INCH
    margins.top = (look.margin + 4) / _MM_PER_INCH
    margins.header = margins.footer = 7 / _MM_PER_INCH
    sheet.print_options.horizontalCentered = True
    assert sheet.oddHeader is not None  # a new sheet has both
    assert sheet.oddFooter is not None
    sheet.oddHeader.center.text = footer_text(workbook.header)
    sheet.oddFooter.left.text = footer_text(workbook.footer)
    sheet.oddFooter.right.text = "第 &P 页 共 &N 页"


def protect(sheet: "Worksheet") -> None:
    """Only cells to fill in can be changed; columns and rows can be resized and filters used."""
    protection = sheet.protection
    protection.enable()
    protection.formatColumns = False
    protection.formatRows = False
    protection.autoFilter = False

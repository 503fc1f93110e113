"""Paper, margins, header and footer, what is repeated on each page, and protection without a password."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from plangen.blocks.workbook import Column, Workbook
from plangen.office.excel.styles import SheetLook
from plangen.office.excel.text import footer_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_A4 = 9
_LONG_MM, _SHORT_MM = 297, 210
_MM_PER_INCH = 25.4
_MM_PER_CHARACTER = 1.852  # seven pixels at 96 to the inch, a digit of the default font
_STAMPED_MM = 26  # at the foot of pages without a footer of their own: they are stamped in packets
_SMALLEST = 0.7  # type printed smaller than this share of its size is no longer read with ease


class Pages(Struct, frozen=True, kw_only=True):
    """How the columns of a register are divided among landscape pages side by side."""

    starts: tuple[int, ...]  # the column, from 1, that each page begins with, the held ones aside
    last: int  # the last column

    def spans(self) -> tuple[tuple[int, int], ...]:
        """First and last column of each page."""
        return tuple(zip(self.starts, (*(start - 1 for start in self.starts[1:]), self.last), strict=True))


def pages_of(columns: Sequence[Column], held: int, look: SheetLook) -> Pages:
    """The fewest pages on which the columns stay readable, no group on two of them unless it is wider than a page."""
    whole = (_LONG_MM - 2 * look.margin) / _MM_PER_CHARACTER / _SMALLEST
    room = max(whole - sum(column.width for column in columns[:held]), 1)
    units = tuple(_units(columns[held:], room))
    widths = [sum(column.width for column in unit) for unit in units]
    limits = sorted(limit for start in range(len(widths)) for limit in accumulate(widths[start:]))
    fewest = len(_packed(widths, room))
    packed = next((each for limit in limits if len(each := _packed(widths, limit)) <= fewest), [0])
    before = (0, *accumulate(len(unit) for unit in units))
    return Pages(starts=tuple(held + 1 + before[start] for start in packed), last=len(columns))


def _units(columns: Sequence[Column], room: float) -> Iterator[tuple[Column, ...]]:
    """What stays on one page: a group, or a column that is in none or in one wider than a page."""
    for group, members in groupby(columns, key=lambda column: column.group):
        unit = tuple(members)
        if group and sum(column.width for column in unit) <= room:
            yield unit
        else:
            yield from ((column,) for column in unit)


def _packed(widths: Sequence[float], limit: float) -> list[int]:
    """The first of the units on each page, where a page takes what fits."""
    starts, filled = [0], 0.0
    for number, width in enumerate(widths):
        if filled and filled + width > limit:
            starts.append(number)
            filled = 0.0
        filled += width
    return starts


def set_page(sheet: "Worksheet", workbook: Workbook, look: SheetLook, *, landscape: bool, tall: int = 0) -> None:
    """A4, each print area one page wide and so many tall (0: as many as it takes), plan and version in the footer."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = tall
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.bottom = look.margin / _MM_PER_INCH
    if not workbook.footer:
        margins.bottom = max(look.margin, _STAMPED_MM) / _MM_PER_INCH
    margins.top = (look.margin + 4) / _MM_PER_INCH
    margins.header = margins.footer = 7 / _MM_PER_INCH
    sheet.print_options.horizontalCentered = True
    assert sheet.oddHeader is not None  # a new sheet has both
    assert sheet.oddFooter is not None
    sheet.oddHeader.center.text = footer_text(workbook.header)
    if workbook.footer:
        sheet.oddFooter.left.text = footer_text(workbook.footer)
        sheet.oddFooter.right.text = "第 &P 页 共 &N 页"


def protect(sheet: "Worksheet") -> None:
    """Only cells to fill in can be changed; columns and rows can be resized and filters used."""
    protection = sheet.protection
    protection.enable()
    protection.formatColumns = False
    protection.formatRows = False
    protection.autoFilter = False

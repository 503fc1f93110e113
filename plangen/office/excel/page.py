"""Paper, margins, header and footer, what is repeated on each page, and protection without a password."""

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.workbook import Column, Kind, Register, Workbook
from plangen.office.excel.styles import SheetLook
from plangen.office.excel.text import footer_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_PAPERS = {"A3": 8, "A4": 9}
_MM_PER_INCH = 25.4
_STEP = 256  # parts of a character in which widths are counted
_LEAST_BLANK = 3  # rows
_GIVEN_UP = 0.25  # of the width of long texts, where that brings all columns on one page


class Pages(Struct, frozen=True, kw_only=True):
    """How the columns of a register are divided among landscape pages side by side."""

    starts: tuple[int, ...]  # the column, from 1, that each page begins with, the held ones aside
    last: int  # the last column

    def spans(self) -> tuple[tuple[int, int], ...]:
        """First and last column of each page."""
        return tuple(zip(self.starts, (*(start - 1 for start in self.starts[1:]), self.last), strict=True))


def pages_of(columns: Sequence[Column], held: int, look: SheetLook) -> Pages:
    """The fewest pages on which the columns stay readable, no group on two of them unless it is wider than a page."""
    whole = look.room(landscape=True) / look.least_scale
    room = max(whole - sum(column.width for column in columns[:held]), 1)
    units = tuple(_units(columns[held:], room))
    widths = [sum(column.width for column in unit) for unit in units]
    limits = sorted(limit for start in range(len(widths)) for limit in accumulate(widths[start:]))
    fewest = len(_packed(widths, room))
    packed = next((each for limit in limits if len(each := _packed(widths, limit)) <= fewest), [0])
    before = (0, *accumulate(len(unit) for unit in units))
    return Pages(starts=tuple(held + 1 + before[start] for start in packed), last=len(columns))


def fitted(register: Register, look: SheetLook) -> Register:
    """The register with columns as wide as its paper: every page of it as wide as the others, none half empty.

    Programs scale each page to the paper by itself: only equally wide ones come out in one size, with the same rows on
    each, and can be laid side by side. Long texts make room where that saves a page.
    """
    visible = tuple(column for column in register.columns if not column.hidden)
    columns = _narrowed(visible, look.room(landscape=True) / look.least_scale)
    parts = [columns[first - 1 : last] for first, last in pages_of(columns, register.held, look).spans()]
    widths = [_width(columns[: register.held]) + _width(part) for part in parts]
    wanted = max(*widths, look.room(landscape=True) if all(map(_long, parts)) else 0.0)
    found = {column.id: column.width for column in columns}
    for part, width in zip(parts, widths, strict=True):
        found |= _widened(part, wanted - width)
    return replace(
        register, columns=tuple(replace(each, width=found.get(each.id, each.width)) for each in register.columns)
    )


def _width(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns)


def _long(columns: Sequence[Column]) -> list[Column]:
    """Those of long texts, which can be wider or narrower."""
    return [column for column in columns if column.kind is Kind.LONG]


def last_printed(heights: Sequence[float], given: int, room: float) -> int:
    """How many of the rows are printed where a page has so much room for them: no page holds blank rows alone.

    At least some blank ones are, even if they take a page.
    """
    filled, begins = 0.0, 0
    for number, height in enumerate(heights):
        if filled and filled + height > room:
            filled, begins = 0.0, number
        filled += height
    return begins if given + _LEAST_BLANK <= begins else len(heights)


def lowered(heights: Sequence[float], needed: Sequence[float], room: float) -> list[float]:
    """The heights of rows that have to stand on one page, lower where they have more than they need and must be."""
    more = sum(heights) - room
    spare = [max(0.0, height - least) for height, least in zip(heights, needed, strict=True)]
    given = min(1.0, max(0.0, more) / sum(spare)) if any(spare) else 0.0
    return [height - each * given for height, each in zip(heights, spare, strict=True)]


def _narrowed(columns: tuple[Column, ...], room: float) -> tuple[Column, ...]:
    """The columns with less room for long texts, where they fit on one page so; else as they are."""
    more = _width(columns) - room
    if not 0 < more <= _width(_long(columns)) * _GIVEN_UP:
        return columns
    narrow = _widened(_long(columns), -more)
    return tuple(replace(each, width=narrow.get(each.id, each.width)) for each in columns)


def _widened(columns: Sequence[Column], more: float) -> dict[str, float]:
    """The widths of the columns, together wider by so much: those of long texts, or all where there is none."""
    growing = _long(columns) or columns
    whole = _width(growing)
    return {column.id: math.floor((column.width + more * column.width / whole) * _STEP) / _STEP for column in growing}


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
    """Each print area one page wide and so many tall (0: as many as it takes), plan and version in the footer."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = _PAPERS[look.wide_paper if landscape else "A4"]
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = tall
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = look.margin / _MM_PER_INCH
    margins.bottom = look.foot / _MM_PER_INCH
    margins.header = margins.footer = 7 / _MM_PER_INCH
    sheet.print_options.horizontalCentered = True
    assert sheet.oddHeader is not None  # a new sheet has both
    assert sheet.oddFooter is not None
    assert sheet.HeaderFooter is not None
    sheet.HeaderFooter.scaleWithDoc = False
    lines = [(sheet.oddHeader.center, footer_text(workbook.header))]
    if workbook.footer:
        lines += [(sheet.oddFooter.left, footer_text(workbook.footer)), (sheet.oddFooter.right, "第 &P 页 共 &N 页")]
    for line, text in lines:
        line.text, line.size = text, look.size + 0.5  # LibreOffice makes them smaller than the sheet


def protect(sheet: "Worksheet") -> None:
    """Only cells to fill in can be changed; columns and rows can be resized and filters used."""
    protection = sheet.protection
    protection.enable()
    protection.formatColumns = False
    protection.formatRows = False
    protection.autoFilter = False

"""The page of a single sheet: what lies on a table and is in no binding needs little margin."""

from collections.abc import Mapping

from msgspec.structs import replace

from plangen.blocks.document import Document, SectionBreak, SheetPaper
from plangen.office.house.layout import Layout

SHEET_MM: Mapping[str, float] = {
    "top": 18,
    "right": 15,
    "bottom": 16,
    "left": 18,
    "header": 9,
    "footer": 8,
    "gap": 7.5,
}
"""Margins of the lying sheet, where header and footer stand, and what parts its two columns."""


def layout_of(document: Document | None, layout: Layout) -> Layout:
    """The layout that the pages of a document have: of a single sheet its own page, upright as layouts have it."""
    paper = next((each.sheet for each in document.blocks if isinstance(each, SectionBreak)), None) if document else None
    if not isinstance(paper, SheetPaper):
        return layout
    page, side = layout.page, SHEET_MM
    long = page.height_mm if paper is SheetPaper.A4 else 2 * page.width_mm
    return replace(
        layout,
        page=replace(
            page,
            width_mm=page.width_mm if paper is SheetPaper.A4 else page.height_mm,
            height_mm=long,
            top_mm=side["right"],
            right_mm=side["bottom"],
            bottom_mm=side["left"],
            left_mm=side["top"],
            header_mm=side["header"] + side["right"] - side["top"],
            footer_mm=side["footer"] + side["left"] - side["bottom"],
        ),
    )

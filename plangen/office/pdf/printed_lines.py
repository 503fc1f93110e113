"""The lines of a printed page, and the area that text may take."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from plangen.office.house.layout import Layout
from plangen.office.pdf.text import Glyph, PrintedPage

_SAME = 0.5  # points; baselines nearer than that are one
_BESIDE = 10.0  # points
_CELL_GAP = 2.5  # character widths; a wider gap parts cells


class PrintedLine(Struct, frozen=True, kw_only=True):
    """Characters printed one after another on one baseline."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """Its characters, without white space."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def y(self) -> float:
        """Its baseline, in points from the top of the sheet."""
        return self.glyphs[0].y

    @property
    def x(self) -> float:
        """Where it begins, in points from the left."""
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """Where it ends, in points from the left."""
        return max(glyph.right for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """The largest size of its type, in points."""
        return max(glyph.size for glyph in self.glyphs)


class Frame(Struct, frozen=True, kw_only=True):
    """The type area of a page, in points from the left and from the top of the sheet."""

    left: float
    top: float
    right: float
    bottom: float
    header: float  # where headers begin
    footer: float  # where footers end

    def holds(self, glyph: Glyph) -> bool:
        """Whether a character stands in the area's height; above and below are header and page number."""
        return self.top < glyph.y <= self.bottom + 1


def points(millimetres: float) -> float:
    """Millimetres in points."""
    return millimetres / 25.4 * 72


def frame_of(page: PrintedPage, layout: Layout) -> Frame:
    """Of the upright sheet, or of the same sheet turned: its binding edge on top."""
    sheet = layout.page
    top, right, bottom, left = (points(each) for each in (sheet.top_mm, sheet.right_mm, sheet.bottom_mm, sheet.left_mm))
    header, footer = points(sheet.header_mm), points(sheet.footer_mm)
    if page.width > page.height:
        header, footer = max(0, header - top + left), max(0, footer - bottom + right)
        top, right, bottom, left = left, top, right, bottom
    return Frame(
        left=left,
        top=top,
        right=page.width - right,
        bottom=page.height - bottom,
        header=header,
        footer=page.height - footer,
    )


def foot_of(page: PrintedPage, layout: Layout) -> tuple[PrintedPage, Frame]:
    """What stands below the type area, on the sheet as it lies in the bound document, and where that area is on it.

    The left edge of a turned page is the foot of its sheet.
    """
    frame = frame_of(page, layout)
    if page.width <= page.height:
        return replace(page, glyphs=tuple(each for each in page.glyphs if each.y > frame.bottom + 1)), frame
    beside = tuple(_upright(each, page) for each in page.glyphs if is_beside(each, frame))
    upright = PrintedPage(width=page.height, height=page.width, glyphs=beside)
    return upright, frame_of(upright, layout)


def is_beside(glyph: Glyph, frame: Frame) -> bool:
    """Whether a character stands well to the left of the area: on a turned page that is the foot of its sheet."""
    return glyph.x < frame.left - _BESIDE


def _upright(glyph: Glyph, page: PrintedPage) -> Glyph:
    wide = glyph.size if glyph.text > "\u2000" else glyph.size / 2
    return replace(glyph, x=glyph.y, right=glyph.y + wide, y=page.width - glyph.x)


def lines(glyphs: tuple[Glyph, ...]) -> Iterator[PrintedLine]:
    """As they were printed: a new one where the baseline changes or a gap parts two cells."""
    held: list[Glyph] = []
    for glyph in glyphs:
        if held and _parted(held[-1], glyph):
            yield PrintedLine(glyphs=tuple(held))
            held = []
        held.append(glyph)
    if held:
        yield PrintedLine(glyphs=tuple(held))


def _parted(before: Glyph, after: Glyph) -> bool:
    gap = after.x - before.right
    return abs(after.y - before.y) > _SAME or gap > _CELL_GAP * after.size or gap < -2 * after.size

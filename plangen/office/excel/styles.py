"""How a workbook looks: fonts, sizes and fills, and one named style for each kind of cell that occurs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Align
from plangen.blocks.document import Tone as DocumentTone
from plangen.blocks.workbook import Kind, Part, Tone
from plangen.office.house.layout import Layout
from plangen.office.ooxml.trees import parsed

if TYPE_CHECKING:
    from openpyxl import Workbook as Package
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill

OPEN_FILL = "FFFF00"  # 【待填写：…】, as in the Word documents
TONES = {
    Tone.GOOD: ("E2EFDA", "375623"),
    Tone.BAD: ("F8CBAD", "9C0006"),
    Tone.MISSING: ("FFF2CC", "7F6000"),
    Tone.NEUTRAL: ("DDEBF7", "1F3864"),
}
"""Fill and type of each tone, apart also in grey."""

FORMATS = {
    Kind.TEXT: "@",
    Kind.LONG: "@",
    Kind.CHOICE: "@",
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIME: "hh:mm",
    Kind.CLOCK: '[<1]hh:mm;m"月"d"日" hh:mm',
    Kind.DATETIME: "yyyy-mm-dd hh:mm",
    Kind.INTEGER: "0",
    Kind.MONEY: "#,##0.00",
    Kind.SHARE: "0%",
}
_RULED = {Part.HEAD, Part.LABEL, Part.TEXT, Part.ENTRY, Part.RESULT, Part.HEADING}
_CENTRED = {Part.TITLE, Part.HEAD, Part.LABEL}
_MIDDLE = {Kind.CHOICE, Kind.DATE, Kind.TIME, Kind.CLOCK, Kind.DATETIME, Kind.INTEGER, Kind.SHARE}
_HORIZONTAL: dict[Align, Literal["left", "center", "right"]] = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
}
_RULE = "FF7F7F7F"
_MAIN, _STYLES = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "xl/styles.xml"
_CHINESE, _MODERN = (
    134,
    3,
)  # the GB2312 character set and the fixed-pitch family, as Excel writes them for 宋体 and 黑体
LEAST_SIZE = 9.0
"""Points: no type of a sheet is printed smaller, however much a program scales the sheet to fit the paper."""

_DIGIT = 0.59  # of a digit's width to its size, in the widest font that stands in for 宋体
_MM_PER_POINT = 25.4 / 72
_SHORT_MM, _LONG_MM = {"A4": 210, "A3": 297}, {"A4": 297, "A3": 420}
_STAMPED_MM = 26


class SheetLook(Struct, frozen=True, kw_only=True):
    """Fonts, sizes in points, margins, and the fills of headings (RRGGBB)."""

    font: str = "宋体"
    heading_font: str = "黑体"
    size: float = 10.5
    heading_size: float = 10.5
    title_size: float = 16
    line: float = 15  # the pitch of wrapped lines
    margin: float = 15  # in millimetres
    foot: float = 15  # the margin below, in millimetres
    wide_paper: str = "A4"  # of the sheets that lie
    head: str = "D9E2EC"
    label: str = "F0F3F6"

    @classmethod
    def of(cls, layout: Layout) -> "SheetLook":
        """The look that a layout profile gives to spreadsheets."""
        sheet = layout.sheet
        return cls(
            font=sheet.font,
            heading_font=sheet.heading_font,
            size=sheet.size_pt,
            heading_size=sheet.heading_size_pt,
            title_size=sheet.title_size_pt,
            line=sheet.line_pt,
            margin=sheet.margin_mm,
            foot=sheet.margin_mm,
            wide_paper=sheet.wide_paper,
            head=layout.tones.of(DocumentTone.HEAD),
            label=layout.tones.of(DocumentTone.KEY),
        )

    @property
    def least_scale(self) -> float:
        """How small a sheet may be printed: the smallest of its type is still read with ease."""
        return min(1.0, LEAST_SIZE / min(self.size, self.heading_size, self.title_size))

    def room(self, *, landscape: bool) -> float:
        """How wide the columns of a page may be together at full size, in characters of the default font."""
        paper = _LONG_MM[self.wide_paper] if landscape else _SHORT_MM["A4"]
        return (paper - 2 * self.margin) / (self.size * _DIGIT * _MM_PER_POINT)

    def height(self, *, landscape: bool = True) -> float:
        """How high a page is between its margins, in points."""
        paper = _SHORT_MM[self.wide_paper] if landscape else _LONG_MM["A4"]
        return (paper - self.margin - self.foot) / _MM_PER_POINT

    def stamped(self) -> "SheetLook":
        """The same for pages without a footer of their own, which are stamped in packets."""
        return replace(self, foot=max(self.margin, _STAMPED_MM))

    def scale(self, width: float, *, landscape: bool) -> float:
        """How small a sheet so wide comes out on paper at most."""
        return min(1.0, self.room(landscape=landscape) / width)

    def printed_size(self, width: float, *, landscape: bool) -> float:
        """At least how large the smallest type is printed on a sheet so wide, in points."""
        return self.scale(width, landscape=landscape) * min(self.size, self.heading_size, self.title_size)


class CellForm(Struct, frozen=True):
    """What decides the style of a cell, but for its value."""

    part: Part
    kind: Kind = Kind.TEXT
    align: Align | None = None
    running: bool = False  # the text runs on over the empty cells beside it
    sides: tuple[str, ...] = ("left", "right", "top", "bottom")  # where a ruled cell has its rules


class CellStyles:
    """Styles by what decides them, each made when it is first asked for."""

    def __init__(self, package: "Package", look: SheetLook) -> None:
        self._package = package
        self._look = look
        self._made: dict[tuple[CellForm, bool], NamedStyle] = {}

    def of(self, form: CellForm, *, is_open: bool = False) -> "NamedStyle":
        """The style of such cells; `is_open` where they hold 【待填写：…】."""
        if (form, is_open) not in self._made:
            self._made[form, is_open] = self._make(form, is_open=is_open)
        return self._made[form, is_open]

    def _make(self, form: CellForm, *, is_open: bool) -> "NamedStyle":
        from openpyxl.styles import NamedStyle, Protection

        # A computed text is not an entered one: @ would freeze a formula that somebody edits.
        computed = form.part is Part.RESULT and FORMATS[form.kind] == "@"
        style = NamedStyle(
            name=f"plangen {len(self._made) + 1}",
            font=self._font(form.part),
            fill=self._fill(form.part, is_open=is_open),
            border=self._border(form),
            alignment=self._alignment(form),
            number_format="General" if computed else FORMATS[form.kind],
            protection=Protection(locked=form.part is not Part.ENTRY),
        )
        self._package.add_named_style(style)
        return style

    def _font(self, part: Part) -> "Font":
        from openpyxl.styles import Font

        look = self._look
        sizes = {
            Part.TITLE: look.title_size,
            Part.HEADING: look.heading_size,
            Part.HEAD: look.heading_size,
            Part.LABEL: look.heading_size,
        }
        heading = part in {Part.TITLE, Part.HEADING, Part.HEAD, Part.LABEL}
        name = look.heading_font if heading else look.font
        return Font(name=name, size=sizes.get(part, look.size), charset=_CHINESE, family=_MODERN)

    def _fill(self, part: Part, *, is_open: bool) -> "PatternFill":
        from openpyxl.styles import PatternFill

        look = self._look
        fills = {Part.HEAD: look.head, Part.HEADING: look.head, Part.LABEL: look.label}
        colour = OPEN_FILL if is_open else fills.get(part)
        return PatternFill("solid", fgColor=f"FF{colour}") if colour else PatternFill()

    def _border(self, form: CellForm) -> "Border":
        from openpyxl.styles import Border, Side

        rule, none = Side(style="thin", color=_RULE), Side()
        drawn = form.sides if form.part in _RULED else ()
        left, right, top, bottom = (rule if side in drawn else none for side in ("left", "right", "top", "bottom"))
        return Border(left=left, right=right, top=top, bottom=bottom)

    def _alignment(self, form: CellForm) -> "Alignment":
        from openpyxl.styles import Alignment

        align = form.align or _usual(form)
        if form.running:
            return Alignment(horizontal="left", vertical="center")
        wrapped = form.part is not Part.TITLE
        # what fills a cell from its top can be followed by a pen
        upper = form.part is Part.RESULT and form.kind is Kind.LONG
        return Alignment(horizontal=_HORIZONTAL[align], vertical="top" if upper else "center", wrap_text=wrapped)


def in_house_type(parts: Mapping[str, bytes], look: SheetLook) -> Mapping[str, bytes]:
    """The parts with the look's type for their default font, by whose digits programs measure all columns.

    Two of its digits are as wide as a Chinese character, so that widths mean the same whatever program shows them.
    """
    root = parsed(parts[_STYLES])
    first = root.find(f"{{{_MAIN}}}fonts/{{{_MAIN}}}font")
    assert first is not None  # openpyxl begins with its default font
    for child in list(first):
        first.remove(child)
    for name, value in (("sz", f"{look.size:g}"), ("name", look.font), ("family", _MODERN), ("charset", _CHINESE)):
        etree.SubElement(first, f"{{{_MAIN}}}{name}", val=str(value))
    return {**parts, _STYLES: etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)}


def _usual(form: CellForm) -> Align:
    if form.part in _CENTRED or form.kind in _MIDDLE:
        return Align.CENTRE
    return Align.RIGHT if form.kind is Kind.MONEY else Align.LEFT

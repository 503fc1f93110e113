"""The charts of a Word document, which can be edited in Word and stay sharp in print.

An organisation chart is a native drawing of boxes and lines; a time chart is a table whose shaded cells are the bars.
"""

import bisect
from collections.abc import Iterator

from msgspec import Struct

from plangen.blocks.document import Bar, OrgChart, Span, TimeChart, Tone
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import attribute, millimetres, run, twips, width_in_characters
from plangen.office.word.chart_layout import Box, Chart, Connector, Room, charts
from plangen.office.word.column_widths import shares
from plangen.office.word.tables import Slot, slot, table_frame, table_row
from plangen.office.word.writing import Writing
from plangen.visible import clean

_EMU = 12700  # to the point
_INSET = 25400  # within a box, at its sides; the layout leaves room for twice as much
_CAPTION_ROOM = 40.0  # points
_EDGE = 1.0  # half a line's width and more around the drawing
_STROKE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:ln>'
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"

_LABEL_SHARE = 0.24
_LONGEST_MARK = "00:00"
_MARGIN = millimetres(0.4)  # of the cells along the axis
_KEEP = "<w:keepNext/>"
_WHOLE = 12
"""Bars of a chart that stays on one page. LibreOffice loses none of the rows where every one is kept with the next."""
_GAP = '<w:spacing w:before="120"/>'
_NARROW_CELL = f'<w:tcMar><w:left w:w="{_MARGIN}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/></w:tcMar>'


def org_chart(block: OrgChart, writing: Writing) -> str:
    """The drawing, or several one under the other, and the caption below."""
    page = writing.page
    size, pitch = writing.look.sizes[Style.BOX]
    room = Room(
        size=size, pitch=pitch, width=page.text_width / 20 - 2 * _EDGE, height=page.text_height / 20 - _CAPTION_ROOM
    )
    drawings = charts(block.root, room)
    texts = [
        writing.paragraph(Style.FIGURE, (), before="<w:keepNext/>").replace(
            "</w:p>", f"{_drawing(chart, block, index, len(drawings), writing)}</w:p>"
        )
        for index, chart in enumerate(drawings, start=1)
    ]
    caption = writing.caption(block.caption) if block.caption else ""
    return "".join(texts) + caption


def _drawing(chart: Chart, block: OrgChart, index: int, count: int, writing: Writing) -> str:
    """A run with the drawing; a program that cannot draw shows the chart's text."""
    width, height = round((chart.width + 2 * _EDGE) * _EMU), round((chart.height + 2 * _EDGE) * _EMU)
    name = block.caption or "组织架构图"
    numbered = f"{name}（{index}/{count}）" if count > 1 else name
    number = next(writing.drawings)
    shapes = "".join(_line(line, next(writing.drawings)) for line in chart.lines) + "".join(
        _box(box, next(writing.drawings), writing) for box in chart.boxes
    )
    extent = f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
    inner = f'<a:chOff x="0" y="0"/><a:chExt cx="{width}" cy="{height}"/>'
    drawing = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name={attribute(numbered)}'
        f' descr={attribute(block.alt)}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp>'
        f"<wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{extent}{inner}</a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    fallback = run(block.alt).removeprefix("<w:r>").removesuffix("</w:r>")
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wpg">{drawing}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _box(box: Box, number: int, writing: Writing) -> str:
    name = attribute("框 " + clean(box.lines[0] if box.lines else ""))
    strong = len(box.lines) > 1
    texts = "".join(
        writing.paragraph(Style.BOX, (Span(line, strong=strong and index == 0),))
        for index, line in enumerate(box.lines)
    )
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={name}/><wps:cNvSpPr/><wps:spPr>'
        f"{_frame(box.x, box.y, box.width, box.height)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"{_STROKE}</wps:spPr><wps:txbx><w:txbxContent>{texts or writing.paragraph(Style.BOX, ())}</w:txbxContent>"
        f'</wps:txbx><wps:bodyPr wrap="square" lIns="{_INSET}" tIns="{_INSET}" rIns="{_INSET}" bIns="{_INSET}"'
        ' anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _line(line: Connector, number: int) -> str:
    left, top = min(line.x1, line.x2), min(line.y1, line.y2)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="线 {number}"/><wps:cNvCnPr/><wps:spPr>'
        f"{_frame(left, top, abs(line.x2 - line.x1), abs(line.y2 - line.y1))}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_STROKE}</wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def _frame(x: float, y: float, width: float, height: float) -> str:
    left, top = round((x + _EDGE) * _EMU), round((y + _EDGE) * _EMU)
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"/></a:xfrm>'
    )


def time_chart(block: TimeChart, writing: Writing) -> str:
    """The chart with its caption below; an axis with too many marks continues in a further table."""
    page_width, size = writing.page.text_width, writing.look.sizes[Style.SMALL_HEAD][0]
    least = twips(width_in_characters(_LONGEST_MARK) * size) + 2 * _MARGIN
    label_width = round(page_width * _LABEL_SHARE)
    most = (page_width - label_width) // least - 1  # half a column stays free at each end for the outer marks
    parts = tuple(_parts(len(block.marks) - 1, most))
    tables = [_Chart(block, part, label_width, writing).table() for part in parts]
    caption = writing.caption(block.caption) if block.caption else ""
    gap = writing.spacer(before=_KEEP, after=_GAP)
    return gap + gap.join(tables) + caption


class _Part(Struct, frozen=True, kw_only=True):
    """A stretch of the axis that fits across the page: `first` and `last` are the indices of its marks."""

    first: int
    last: int


def _parts(columns: int, most: int) -> Iterator[_Part]:
    """Stretches of about equal length."""
    count = -(-columns // most)
    for index in range(count):
        yield _Part(first=columns * index // count, last=columns * (index + 1) // count)


class _Chart:
    """One table of the chart.

    Each column of the axis is two of the grid, so that the head can set a mark over the line between two columns;
    the label column lends the first mark half a column, and half a column beyond the axis holds the last.
    """

    def __init__(self, block: TimeChart, part: _Part, label_width: int, writing: Writing) -> None:
        self.block = block
        self.part = part
        self.writing = writing
        self.minutes = tuple(minute for minute, _ in block.marks)
        count = part.last - part.first
        halves = shares((1,) * (2 * count + 2), writing.page.text_width - label_width)
        self.grid = (label_width, *halves)
        self.is_whole = len(block.bars) <= _WHOLE

    def table(self) -> str:
        rows = [self.head(), *(self.row(bar) for bar in self.block.bars if self.meets(bar))]
        return table_frame(self.grid, "".join(rows), self.writing.look.id(Style.TABLE))

    def head(self) -> str:
        labels = [text for _, text in self.block.marks[self.part.first : self.part.last + 1]]
        fill = self.writing.look.fills[Tone.HEAD]
        title = Slot(width=self.grid[0], content=self.head_text(self.block.head), fill=fill)
        marks = (
            Slot(
                width=self.grid[index] + self.grid[index + 1],
                content=self.head_text(label),
                columns=2,
                fill=fill,
                borders=_borders("left", "right") if label != labels[-1] else _borders("left"),
                margins=_NARROW_CELL,
            )
            for index, label in zip(range(1, 2 * len(labels), 2), labels, strict=True)
        )
        return table_row("".join(slot(each) for each in (title, *marks)), header=True)

    def meets(self, bar: Bar) -> bool:
        """Whether a bar belongs into this table; one outside the axis goes to its nearest end."""
        first, last = self.place(bar)
        return first < self.part.last and last > self.part.first

    def place(self, bar: Bar) -> tuple[int, int]:
        """The bar's first column and the one after its last, on the whole axis; at least one column."""
        columns = len(self.minutes) - 1
        first = min(max(bisect.bisect_right(self.minutes, bar.start) - 1, 0), columns - 1)
        return first, min(max(bisect.bisect_left(self.minutes, bar.end), first + 1), columns)

    def row(self, bar: Bar) -> str:
        first, last = self.place(bar)
        begin = max(first - self.part.first, 0)
        end = min(last, self.part.last) - self.part.first
        ranges = ((0, begin), (begin, end), (end, self.part.last - self.part.first))
        home = self.home(bar.text, ranges)
        label = Slot(width=self.grid[0] + self.grid[1], content=self.text(Style.SMALL_TEXT, bar.label), columns=2)
        beyond = Slot(width=self.grid[-1], content=self.text(Style.SMALL_TEXT, ""))
        return table_row(slot(label) + "".join(self.cells(bar, ranges, home)) + slot(beyond))

    def width(self, begin: int, end: int) -> int:
        """How wide the columns of the axis from `begin` to before `end` are together."""
        return sum(self.grid[2 + 2 * begin : 2 + 2 * end])

    def home(self, text: str, ranges: tuple[tuple[int, int], ...]) -> int:
        """Where the bar's text goes: on the bar, else right of it, else left of it, else where there is most room."""
        needed = width_in_characters(text) * twips(self.writing.look.sizes[Style.SMALL_TEXT][0]) + 2 * _MARGIN
        rooms = [self.width(begin, end) for begin, end in ranges]
        return next((index for index in (1, 2, 0) if rooms[index] >= needed), rooms.index(max(rooms)))

    def cells(self, bar: Bar, ranges: tuple[tuple[int, int], ...], home: int) -> Iterator[str]:
        fills = ("", self.writing.look.fills.get(bar.tone, ""), "")
        for index, (begin, end) in enumerate(ranges):
            align = ("right", "center", "left")[index]
            text = self.text(Style.SMALL_TEXT, bar.text if index == home else "", align)
            joined = [(begin, end)] if index in {1, home} else [(each, each + 1) for each in range(begin, end)]
            for left, right in joined:
                if left < right:
                    yield slot(
                        Slot(
                            width=self.width(left, right),
                            content=text,
                            columns=2 * (right - left),
                            fill=fills[index],
                            margins=_NARROW_CELL,
                        )
                    )

    def head_text(self, text: str) -> str:
        return self.writing.paragraph(Style.SMALL_HEAD, (Span(text),), before=_KEEP)

    def text(self, style: Style, text: str, align: str = "") -> str:
        after = f'<w:jc w:val="{align}"/>' if align else ""
        return self.writing.paragraph(style, (Span(text),), before=_KEEP if self.is_whole else "", after=after)


def _borders(*sides: str) -> str:
    """Without lines on these sides."""
    return "<w:tcBorders>" + "".join(f'<w:{side} w:val="nil"/>' for side in sides) + "</w:tcBorders>"

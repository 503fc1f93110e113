"""The time chart of a Word document: a table whose shaded cells are the bars, editable and sharp in print."""

import bisect
import itertools
from collections.abc import Iterator

from msgspec import Struct

from plangen.blocks.document import Bar, Span, TimeChart, Tone
from plangen.office.docx_tables import Slot, shares, slot, table_frame, table_row
from plangen.office.styles import Style
from plangen.office.wml import millimetres, twips, width_in_characters
from plangen.office.writing import Writing

__all__ = ["time_chart"]

_LABEL_SHARE = 0.26
_LEAST_COLUMN = millimetres(11.5)  # holds 10:30 in small type
_PADDING = millimetres(3.2)
_KEEP = "<w:keepNext/>"
_GAP = '<w:spacing w:before="120"/>'


class _Part(Struct, frozen=True, kw_only=True):
    """A stretch of the axis that fits across the page: `first` and `last` are the indices of its marks."""

    first: int
    last: int


def time_chart(block: TimeChart, writing: Writing) -> str:
    """The chart with its caption below; an axis with too many marks continues in a further table."""
    width = writing.page.text_width
    label_width = round(width * _LABEL_SHARE)
    parts = tuple(_parts(len(block.marks) - 1, (width - label_width) // _LEAST_COLUMN))
    tables = [_Chart(block, part, width, label_width, writing).table() for part in parts]
    caption = writing.paragraph(Style.CAPTION, (Span(block.caption),)) if block.caption else ""
    return writing.spacer(before=_KEEP, after=_GAP).join(tables) + caption


def _parts(columns: int, most: int) -> Iterator[_Part]:
    """Stretches of about equal length."""
    count = -(-columns // most)
    for index in range(count):
        yield _Part(first=columns * index // count, last=columns * (index + 1) // count)


class _Chart:
    """One table of the chart."""

    def __init__(self, block: TimeChart, part: _Part, width: int, label_width: int, writing: Writing) -> None:
        self.block = block
        self.part = part
        self.writing = writing
        self.minutes = tuple(minute for minute, _ in block.marks)
        self.widths = (label_width, *shares((1,) * (part.last - part.first), width - label_width))

    def table(self) -> str:
        rows = [self.head(), *(self.row(bar) for bar in self.block.bars if self.meets(bar))]
        return table_frame(self.widths, "".join(rows), self.writing.look.id(Style.TABLE))

    def head(self) -> str:
        labels = [text for _, text in self.block.marks[self.part.first : self.part.last + 1]]
        spans = [f"{left}\n—{right}" for left, right in itertools.pairwise(labels)]
        fill = self.writing.look.fills
        slots = (
            Slot(width=width, content=self.text(Style.SMALL_HEAD, text), fill=fill[Tone.HEAD])
            for width, text in zip(self.widths, (self.block.head, *spans), strict=True)
        )
        return table_row("".join(slot(each) for each in slots), header=True)

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
        begin = max(first - self.part.first, 0) + 1
        end = min(last, self.part.last) - self.part.first + 1
        ranges = ((1, begin), (begin, end), (end, len(self.widths)))
        home = self.home(bar.text, ranges)
        label = Slot(width=self.widths[0], content=self.text(Style.SMALL_TEXT, bar.label))
        return table_row(slot(label) + "".join(self.cells(bar, ranges, home)))

    def home(self, text: str, ranges: tuple[tuple[int, int], ...]) -> int:
        """Where the bar's text goes: on the bar, else right of it, else left of it, else where there is most room."""
        needed = width_in_characters(text) * twips(self.writing.look.sizes[Style.SMALL_TEXT][0]) + _PADDING
        rooms = [sum(self.widths[begin:end]) for begin, end in ranges]
        return next((index for index in (1, 2, 0) if rooms[index] >= needed), rooms.index(max(rooms)))

    def cells(self, bar: Bar, ranges: tuple[tuple[int, int], ...], home: int) -> Iterator[str]:
        fills = ("", self.writing.look.fills.get(bar.tone, ""), "")
        for index, (begin, end) in enumerate(ranges):
            if begin == end:
                continue
            align = ("right", "center", "left")[index]
            text = self.text(Style.SMALL_TEXT, bar.text if index == home else "", align)
            if index in {1, home}:
                joined = Slot(width=sum(self.widths[begin:end]), content=text, columns=end - begin, fill=fills[index])
                yield slot(joined)
            else:
                yield from (slot(Slot(width=width, content=text)) for width in self.widths[begin:end])

    def text(self, style: Style, text: str, align: str = "") -> str:
        after = f'<w:jc w:val="{align}"/>' if align else ""
        return self.writing.paragraph(style, (Span(text),), before=_KEEP, after=after)

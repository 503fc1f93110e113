"""A single sheet in one size of type: its rows with their heights, and the columns that they fill."""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import (
    Align,
    Block,
    Column,
    PageBreak,
    Row,
    SheetPaper,
    Table,
    Tone,
    cell,
    line_of,
)
from plangen.documents.room import lines_taken, pieces, together, width
from plangen.documents.single_sheets.sheet_content import Brevity, Course, Event, SheetPart, SheetText

COLUMNS = 2

# In points; line spacing is exact, so they hold in any font.
HEADING_LINE, HEADING_SIZE = 29, 16
_CELL_MARGINS = 9
_RULE = 3.5  # what a row is higher than its lines
_SPARE = 0.5  # of a character: punctuation that may not begin a line
_APART = 5  # lines of a column that stand above a row: heading, head, phase
_BETWEEN = 10  # two tables
_SLACK_LINES = 1  # of a column left free, so that no line runs over where the reckoning is a little short

_AIRY = 1.2  # what times and codes take more than the reckoning of their letters
_NARROWEST = 6.6  # characters of a column of times or codes at most
_SHARES = tuple(share / 50 for share in range(10, 26))  # of the two columns of texts, for the first
_LABEL = 4  # characters of the title of a part
INDENT = 3  # characters of a heading: that of its style, and some to spare
_NARROW = 12  # characters of a column in which part of one tells


class SheetSize(Struct, frozen=True, kw_only=True):
    """A paper: height and width of one of its two columns, and the sizes of type on it, the smallest last."""

    height: float
    width: float
    sizes: tuple[float, ...]

    @property
    def most_rows(self) -> int:
        """How many rows a side holds at most."""
        return int(COLUMNS * self.height / (line_of(self.sizes[-1]) + _RULE))


SHEETS: Mapping[SheetPaper, SheetSize] = {
    SheetPaper.A3: SheetSize(height=745, width=537, sizes=(18, 16, 14)),
    SheetPaper.A4: SheetSize(height=498, width=363, sizes=(14, 12, 10.5)),
}


class SheetRow(Struct, frozen=True, kw_only=True):
    """A row of one of the sheet's tables and its height."""

    row: Row
    height: float
    columns: int  # of its table
    is_head: bool = False  # of the course or of a phase: what it leads stands below it


class Setting(Struct, frozen=True, kw_only=True):
    """A sheet in one size of type."""

    sheet: SheetSize
    size: float
    course: Course
    weights: tuple[float, ...]  # of the columns of the course

    @property
    def room(self) -> float:
        """The height of a column that lines may take."""
        return self.sheet.height - _SLACK_LINES * line_of(self.size)

    @property
    def labelled(self) -> tuple[float, float]:
        """The widths of the titles of parts and of what stands beside them."""
        label = _LABEL * self.size + 2 * _CELL_MARGINS
        return label, self.sheet.width - label

    @property
    def head(self) -> SheetRow:
        """The head of the course."""
        cells = tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in self.course.heads)
        made = self.line(Row(cells=cells, header=True), self.weights)
        return replace(made, is_head=True)

    def events(self, events: Sequence[Event]) -> list[SheetRow]:
        """The course under its head; nothing where nothing happens."""
        return [self.head, *map(self._event, events)] if events else []

    def _event(self, event: Event) -> SheetRow:
        if len(event.texts) == 1:
            band = cell(event.texts[0], tone=Tone.KEY, columns=len(self.course.heads))
            return replace(self.line(Row(cells=(band,)), self.weights), is_head=True)
        cells = tuple(
            cell(text, align=Align.CENTRE if at in self.course.centred else Align.LEFT)
            for at, text in enumerate(event.texts)
        )
        return self.line(Row(cells=cells), self.weights)

    def parts(self, parts: Iterable[SheetPart]) -> Iterator[SheetRow]:
        """The parts, each beside its title, where they run on behind it."""
        for each in parts:
            part = replace(each, lines=tuple(piece for line in each.lines for piece in pieces(line)))
            if len(part.lines) == 1 and not part.alerts:
                yield self.line(Row(cells=(cell(f"**{part.title}**　{part.lines[0]}", columns=2),)), self.labelled)
                continue
            for lines in together(part.lines):
                tone = Tone.ALERT if part.alerts else Tone.KEY
                label = cell(part.title, tone=tone, align=Align.CENTRE)
                yield self.line(Row(cells=(label, cell(*lines))), self.labelled)

    def line(self, row: Row, weights: Sequence[float]) -> SheetRow:
        """The row with its height."""
        lines, column = 1, 0
        for each in row.cells:
            share = sum(weights[column : column + each.columns]) / sum(weights)
            widest = _room((share * self.sheet.width - _CELL_MARGINS) / self.size - _SPARE)
            texts = ("".join(span.text for span in spans) for spans in each.paragraphs)
            lines = max(lines, lines_taken(texts, widest))
            column += each.columns
        return SheetRow(row=row, height=lines * line_of(self.size) + _RULE, columns=len(weights))

    def columns(self, lines: Sequence[SheetRow], heading: float) -> list[list[SheetRow]]:
        """The lines in columns, one after another below a heading of that height; no head ends a column."""
        found: list[list[SheetRow]] = [[]]
        used = heading
        for line in lines:
            above = found[-1]
            between = _BETWEEN if above and above[-1].columns != line.columns else 0
            if above and used + between + line.height > self.room:
                moved = list(reversed(list(itertools.takewhile(lambda each: each.is_head, reversed(above)))))
                moved = moved if len(moved) < len(above) else []
                del above[len(above) - len(moved) :]
                found.append(moved)
                used = sum(each.height for each in moved) + (
                    self.head.height if self._lacks_head([*moved, line]) else 0
                )
                between = 0
            found[-1].append(line)
            used += between + line.height
        return found

    def _lacks_head(self, lines: Sequence[SheetRow]) -> bool:
        return lines[0].columns == len(self.course.heads) and not lines[0].row.header

    def tables(self, columns: Sequence[Sequence[SheetRow]]) -> Iterator[Block]:
        """The columns as tables; the course has its head in each."""
        for at, lines in enumerate(columns):
            if at:
                yield PageBreak(column=True)
            for count, group in itertools.groupby(lines, key=lambda line: line.columns):
                same = list(group)
                rows = [*((self.head.row,) if self._lacks_head(same) else ()), *(line.row for line in same)]
                weights = self.weights if count == len(self.course.heads) else self.labelled
                yield Table(columns=tuple(map(Column, weights)), rows=tuple(rows), size=self.size)


def _room(characters: float) -> float:
    """How many characters a line of that width holds; of a narrow one what is less than one counts for nothing."""
    return max(1.0, float(math.floor(characters + _SPARE / 2)) if characters < _NARROW else characters)


class SheetForm(Struct, frozen=True, kw_only=True):
    """A setting and what is told in it."""

    setting: Setting
    told: SheetText

    @property
    def is_too_long(self) -> bool:
        """Whether the course has more rows than a side holds, however low each is."""
        lowest = line_of(self.setting.size) + _RULE
        return len(self.told.events) * lowest > COLUMNS * self.setting.sheet.height


def forms_of(course: Course, tell: Callable[[Brevity], SheetText], sheet: SheetSize) -> Iterator[SheetForm]:
    """The forms in the order in which they are tried; of a course that no form gets on a side only the shortest."""
    shortest = tell(Brevity.BRIEF)
    is_long = len(shortest.events) > sheet.most_rows
    for brevity in (Brevity.BRIEF,) if is_long else Brevity:
        told = shortest if brevity is Brevity.BRIEF else tell(brevity)
        for size in sheet.sizes[-1:] if is_long else sheet.sizes:
            yield SheetForm(setting=_setting(course, told, sheet, size), told=told)


def _setting(course: Course, told: SheetText, sheet: SheetSize, size: float) -> Setting:
    """The sheet in a size of type, with the widths that make the course shortest and no row higher than a column."""
    margin = _CELL_MARGINS / size + _SPARE
    rows = [each.texts for each in told.events[: sheet.most_rows] if len(each.texts) == len(course.heads)]
    wide = [tuple(width(text.replace("**", "")) for text in row) for row in (course.heads, *rows)]

    def lines(weights: tuple[float, ...]) -> tuple[int, int]:
        room = [_room(each - margin) for each in weights]
        high = [max(math.ceil(text / here) for text, here in zip(row, room, strict=True)) for row in wide]
        return max(0, max(high) - most), sum(high)

    most = int(sheet.height / line_of(size)) - _APART
    weights = min(_widths(course, wide, sheet.width / size, margin), key=lines)
    return Setting(sheet=sheet, size=size, course=course, weights=weights)


def _widths(
    course: Course, wide: Sequence[tuple[float, ...]], whole: float, margin: float
) -> Iterator[tuple[float, ...]]:
    """The widths that the columns of the course may have, in characters, for texts that are so wide."""
    narrow = {
        at: margin + min(_NARROWEST, _AIRY * max(row[at] for row in wide))
        for at in range(len(course.heads))
        if at not in course.texts
    }
    rest = whole - sum(narrow.values())
    for share in _SHARES:
        texts = dict(zip(course.texts, (rest * share, rest * (1 - share)), strict=True))
        yield tuple((narrow | texts)[at] for at in range(len(course.heads)))

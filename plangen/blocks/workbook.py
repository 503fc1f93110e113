"""What a spreadsheet says, free of any file format: registers to fill in line by line, grids of labelled cells.

`documents` composes these from the plan; `office` writes them as Excel. Nothing here knows a cell address: formulas
name what they refer to, and the writer puts the addresses in.

References in formulas and conditions:

    [end]             the cell of the same row in the register's column `end`
    [.]               the cell that the condition is about
    [it!end]          the whole column `end` of the register `it`
    [it!end/given]    its given rows only; /blank: its blank rows only
    [it!end@step]     the cell of the given row with the key `step`
    [summary!day]     the cell with the key `day` of the grid `summary`
    [form!text/room]  how many Chinese characters that cell has room for, a number; /line: one line of it

A formula is written without its leading =, in the English names and comma form that Excel and LibreOffice share.
"""

import datetime
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import Align, Spans
from plangen.blocks.identity import Identity

FIRST_DAY, LAST_DAY = 36_526, 73_050
"""2000-01-01 and 2099-12-31 as spreadsheets count days: what else is entered for a date is none."""

_LONGEST_LITERAL = 250  # Excel takes 255 characters in one text constant


class Kind(StrEnum):
    """What a cell holds: its number format and what may be entered."""

    TEXT = "text"  # kept as typed, so that phone and identity numbers stay whole
    LONG = "long"  # several lines of text
    CHOICE = "choice"
    DATE = "date"
    TIME = "time"  # a clock time
    CLOCK = "clock"  # a clock time, with its date where the day is not plain
    DATETIME = "datetime"
    INTEGER = "integer"
    MONEY = "money"
    SHARE = "share"  # a percentage


class Part(StrEnum):
    """What a cell of a grid is."""

    TITLE = "title"
    HEADING = "heading"  # of a group of cells
    HEAD = "head"  # of a column
    LABEL = "label"  # names the cell beside it
    TEXT = "text"  # given, in a ruled cell
    LINE = "line"  # given, without rules
    NOTE = "note"  # a small remark
    ENTRY = "entry"  # to be filled in
    RESULT = "result"  # computed


class Tone(StrEnum):
    """The colour of a condition, always beside a text that says the same."""

    GOOD = "good"
    BAD = "bad"
    MISSING = "missing"
    NEUTRAL = "neutral"


class Formula(Struct, frozen=True):
    text: str


class Marked(Struct, frozen=True):
    """A text with marks in it."""

    spans: Spans

    @property
    def text(self) -> str:
        """The text without its marks."""
        return "".join(span.text for span in self.spans)


Value: TypeAlias = Marked | str | int | float | datetime.datetime | datetime.date | Formula | None


class Highlight(Struct, frozen=True):
    """A cell takes the tone while the condition, written like a formula, is true."""

    when: str
    tone: Tone


class Column(Struct, frozen=True, kw_only=True):
    """A column of a register."""

    id: str  # what formulas, and the reader of returned forms, call it
    title: str
    width: float  # in characters of half a Chinese one
    kind: Kind = Kind.TEXT
    group: str = ""  # a heading over neighbouring columns of the same group
    align: Align | None = None  # None: as its kind and part want it
    entry: bool = False  # to be filled in
    spare: bool = False  # given in the given rows, to be filled in on the blank ones
    required: bool = False  # marked in its heading, and coloured in a row that was begun without it
    unique: bool = False  # no two rows may have the same
    choices: tuple[str, ...] = ()
    guidance: str = ""  # shown when the cell is chosen
    formula: Formula | None = None  # fills the column, on given and on blank rows
    hidden: bool = False
    highlights: tuple[Highlight, ...] = ()


class Row(Struct, frozen=True, kw_only=True):
    """A given row; `key` is hidden in the sheet and finds the row again whatever was sorted or inserted."""

    key: str
    values: Mapping[str, Value]  # by column


class Register(Struct, frozen=True, kw_only=True):
    """A sheet of rows under repeated headings, on landscape pages."""

    key: str
    name: str  # wanted for the sheet; shortened and made unique by the writer
    title: str
    notes: tuple[str, ...] = ()  # lines under the title
    signatures: tuple[str, ...] = ()  # who signs, each beside a line to write the name on
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    blank: int = 0  # rows left to fill in, after the given ones
    height: float = 24  # of a row at least, in points
    held: int = 0  # leading columns that stay in view and are repeated on every page
    printed: int = 0  # rows that are printed unless others are selected; 0: all
    on_screen: bool = False  # for the screen only: what it says is printed with other sheets


class GridCell(Struct, frozen=True, kw_only=True):
    value: Value = None
    part: Part = Part.TEXT
    kind: Kind = Kind.TEXT
    columns: int = 1  # how many columns it spans
    align: Align | None = None  # None: as its kind and part want it
    key: str = ""  # what formulas call it
    choices: tuple[str, ...] = ()
    pick_from: Formula | None = None  # a range whose filled cells may be chosen
    guidance: str = ""
    highlights: tuple[Highlight, ...] = ()
    lines: int = 0  # it has room for so many lines at least
    holds: str = ""  # it has room for this text, whatever it shows


class GridRow(Struct, frozen=True, kw_only=True):
    cells: tuple[GridCell, ...]
    height: float = 0  # at least, in points; 0: as the text needs


class Grid(Struct, frozen=True, kw_only=True):
    """A sheet of labelled cells."""

    key: str
    name: str
    widths: tuple[float, ...]  # of the columns, in characters of half a Chinese one
    rows: tuple[GridRow, ...]
    landscape: bool = False
    one_page: bool = False  # printed on a single page, smaller where it has to be
    hidden: int = 0  # of the columns the last ones, which only formulas read


Sheet: TypeAlias = Register | Grid


class Workbook(Struct, frozen=True, kw_only=True):
    """A whole workbook; the first sheet is shown when it is opened."""

    title: str
    subject: str
    author: str  # the company or office, never a person
    header: str  # page header; drill forms carry 演练 in it
    footer: str  # beside the page number: plan and version; without it pages have no number either
    created: datetime.date  # from the plan, never from a clock
    sheets: tuple[Sheet, ...]
    identity: Identity = Identity()  # hidden inside, read back with the form


def literal(text: str) -> str:
    """The text as a constant within a formula."""
    pieces = [text[at : at + _LONGEST_LITERAL] for at in range(0, len(text), _LONGEST_LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)

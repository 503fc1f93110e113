"""What a document says, free of any file format: headings, paragraphs, lists, tables, figures, forms.

`documents` composes these from the plan; `office` writes them as Word; golden tests read them as text. Nothing here
knows the plan, and nothing here knows a font: names of styles and tones are roles, the house template gives their look.
A text that holds 【待填写：…】 is shown highlighted wherever it stands.

What a great plan has hundreds of thousands of is kept from the garbage collector (`gc=False`): these records are made
once, of what is there already, and cannot form circles.
"""

import datetime
from enum import StrEnum
from typing import TypeAlias

from msgspec import UNSET, Struct, UnsetType

from plangen.blocks.identity import Identity

_PITCH = 1.25  # of a line, as a share of the size of its type


class Role(StrEnum):
    """What a paragraph is; each is one named style of the house template."""

    BODY = "body"  # 正文: indented two characters
    PLAIN = "plain"  # flush left, for lead-ins of tables and addressees
    CENTRED = "centred"
    NOTE = "note"  # small remark under a table or figure
    CAPTION = "caption"  # above a table, below a figure
    SIGNED = "signed"  # right-hand signature and date lines
    MARK = "mark"  # 演练 mark, warning line
    CARD = "card"  # large text on a one-page card
    NUMBER = "number"  # 发文字号, above the title
    ATTACHED = "attached"  # 附件说明: what is attached, below the text
    IMPRINT = "imprint"  # 版记: copies to, issued by and when, at the foot of the last page


class HeadingForm(StrEnum):
    """How a heading is set that divides no text."""

    TITLE = "title"  # as the title of a letter
    ATTACHMENT = "attachment"  # on a new page, its number flush left and its title in the middle


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Tone(StrEnum):
    """Shading, always beside a text that says the same: colour alone carries nothing."""

    NONE = "none"
    HEAD = "head"  # header row
    KEY = "key"  # label of a form field, first column
    SOFT = "soft"
    ALERT = "alert"
    BAR_1 = "bar-1"
    BAR_2 = "bar-2"
    BAR_3 = "bar-3"
    BAR_4 = "bar-4"


class SheetPaper(StrEnum):
    """What a single sheet is printed on, lying."""

    A3 = "A3"
    A4 = "A4"


class Mark(StrEnum):
    """What became of a text, shown by a line through or under it as well as by its colour."""

    NONE = "none"
    ADDED = "added"
    REMOVED = "removed"


class Span(Struct, frozen=True, omit_defaults=True, gc=False):
    """A run of text of one kind."""

    text: str
    strong: bool = False
    mark: Mark = Mark.NONE
    refers: bool = False  # names a table or figure of the document by its number: 表3


Spans: TypeAlias = tuple[Span, ...]


class Title(Struct, frozen=True, kw_only=True):
    """The title at the head of a document that has no cover; what is too wide for a line is broken by its writer."""

    lines: tuple[str, ...]


class Heading(Struct, frozen=True, kw_only=True):
    """A heading of the multilevel numbering 一、（一）1.（1）; unnumbered ones stand outside it."""

    level: int  # 1–4
    text: str
    key: str  # unique in its document; bookmark and cross-reference
    numbered: bool = True
    new_page: bool = False
    kept: bool = False  # even where nothing stands under it
    owner: str | UnsetType = UNSET  # the id of the one whose section it is; nothing that the document says
    counts: tuple[int, ...] | UnsetType = UNSET  # in a part of a document: the number that it has in the whole
    form: HeadingForm | UnsetType = UNSET
    label: str | UnsetType = UNSET  # of an attachment: 附件1
    added: bool | UnsetType = UNSET  # a chapter of the plan's owner, not of the outline that comes with plangen


class Paragraph(Struct, frozen=True, kw_only=True, gc=False):
    spans: Spans
    role: Role = Role.BODY
    keep_next: bool = False  # stays on the page of what follows


class Items(Struct, frozen=True, kw_only=True):
    """A list, each item one paragraph; `ordered` ones are numbered （1）（2）… from one."""

    items: tuple[Spans, ...]
    ordered: bool = True


class Cell(Struct, frozen=True, kw_only=True, gc=False):
    """A table cell. A blank one is there to be written in; `guidance` is its grey prompt."""

    paragraphs: tuple[Spans, ...] = ()
    columns: int = 1  # how many columns it spans
    rows: int = 1  # how many rows it spans; the rows below leave these columns out
    tone: Tone = Tone.NONE
    align: Align = Align.LEFT
    blank: bool = False
    guidance: str = ""
    answer: str | UnsetType = UNSET  # the name under which what is written here is found again


class Row(Struct, frozen=True, kw_only=True, gc=False):
    cells: tuple[Cell, ...]
    header: bool = False  # repeated on every page; header rows come first
    height: float = 0  # at least so high, in millimetres; 0: as the text needs
    key: str | UnsetType = UNSET  # what it stands for, whatever it says


class Column(Struct, frozen=True):
    weight: float = 1  # share of the table's width
    align: Align = Align.LEFT
    key: str | UnsetType = UNSET  # what it is for, whatever its head says


class Table(Struct, frozen=True, kw_only=True):
    """A table as wide as the type area; rows do not break across pages."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""  # above the table, numbered by what composes it
    compact: bool = False  # smaller type, for many columns
    key: str | UnsetType = UNSET  # what it is, whatever its caption says
    fine: bool = False  # of a compact one: the smallest type, for what has to stand on one page
    size: float | UnsetType = UNSET  # of its type in points, for what has to fill one sheet


def line_of(size: float) -> float:
    """The height of a line of type of this size in a table that names its size, both in points."""
    return round(size * _PITCH * 2) / 2


class Node(Struct, frozen=True, kw_only=True):
    """A box of an organisation chart; several lines are one under the other."""

    lines: tuple[str, ...]
    children: "tuple[Node, ...]" = ()


class OrgChart(Struct, frozen=True, kw_only=True):
    """An organisation chart, drawn natively; `alt` is its text for readers who do not see it."""

    root: Node
    caption: str
    alt: str


class Bar(Struct, frozen=True, kw_only=True):
    """One line of a time chart, from and to in minutes on the chart's axis."""

    label: str
    start: int
    end: int
    text: str = ""
    tone: Tone = Tone.BAR_1


class TimeChart(Struct, frozen=True, kw_only=True):
    """A timeline as a table with shaded cells.

    The axis runs over `marks` (minutes from the first day's midnight, ascending, at least two, each with its label):
    one column between two marks, so that short phases stay readable beside long ones.
    """

    marks: tuple[tuple[int, str], ...]
    bars: tuple[Bar, ...]
    caption: str
    head: str = ""  # title of the label column


class Contents(Struct, frozen=True, kw_only=True):
    """The contents list of the headings down to `levels`."""

    levels: int = 3
    title: str = "目　录"


class Cover(Struct, frozen=True, kw_only=True):
    company: str
    lines: tuple[str, ...]  # the title; each begins a line, and is broken by its writer where it is too wide
    facts: tuple[tuple[str, str], ...] = ()  # 文件编号, 版本 …
    mark: str = ""  # e.g. 演练文件
    foot: tuple[str, ...] = ()  # issuing unit and date


class PageBreak(Struct, frozen=True, kw_only=True):
    """What follows begins on a new page."""

    column: bool | UnsetType = UNSET  # in the next column of a single sheet


class Inserted(Struct, frozen=True, kw_only=True):
    """A piece of another Word file, put in as it is; `raw` is that file, `lines` what it says."""

    name: str
    raw: bytes
    lines: tuple[str, ...] = ()


class SectionBreak(Struct, frozen=True, kw_only=True):
    """What follows stands in a section of its own, on a new page."""

    landscape: bool = False
    numbered: bool = True  # page numbers shown
    restart: bool = False  # page numbers begin at 1
    sheet: SheetPaper | UnsetType = UNSET  # a single sheet: this paper lying, narrow margins, two columns


Block: TypeAlias = (
    Title
    | Heading
    | Paragraph
    | Items
    | Table
    | OrgChart
    | TimeChart
    | Contents
    | Cover
    | PageBreak
    | SectionBreak
    | Inserted
)


class Document(Struct, frozen=True, kw_only=True):
    """A whole document. The first section is portrait and numbered unless a SectionBreak stands first."""

    title: str
    subject: str
    author: str  # the company or office, never a person
    header: str  # page header; drill documents carry 演练 in it
    created: datetime.date  # from the plan, never from a clock
    blocks: tuple[Block, ...]
    identity: Identity = Identity()
    cut: bool | UnsetType = UNSET  # it would have been more than any document needs, and so nothing of it is here


def spans(text: str) -> Spans:
    """Plain text as spans; a part between two asterisk pairs (**so**) is strong."""
    parts = text.split("**")
    return tuple(Span(part, strong=index % 2 == 1) for index, part in enumerate(parts) if part)


def paragraph(text: str, role: Role = Role.BODY, *, keep_next: bool = False) -> Paragraph:
    """A paragraph of plain text, in which **so** is strong."""
    return Paragraph(spans=spans(text), role=role, keep_next=keep_next)


def cell(*texts: str, tone: Tone = Tone.NONE, align: Align = Align.LEFT, columns: int = 1, rows: int = 1) -> Cell:
    """A cell with a paragraph for each text; none makes it empty."""
    return Cell(paragraphs=tuple(spans(text) for text in texts), tone=tone, align=align, columns=columns, rows=rows)


def row(*texts: str, header: bool = False) -> Row:
    """A row of plain cells; a header row is toned and centred."""
    tone, align = (Tone.HEAD, Align.CENTRE) if header else (Tone.NONE, Align.LEFT)
    return Row(cells=tuple(cell(text, tone=tone, align=align) for text in texts), header=header)

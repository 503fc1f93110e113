"""A role card on its page: in the largest type in which all of it fits, else with the rest on its back.

Where even the smallest type without the details of each action does not fit, the long lists go last and run over to the
back in the type above it, and both sides say so.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Align, Block, Cell, Column, Heading, Row, Table, Tone, cell
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.phrases import NONE
from plangen.documents.role_cards.card import IN_PHASE, Card, DutyRow, Part
from plangen.documents.room import lines_taken, pieces, together

_BACK_SIDE = 2
_NUMBER = "#"  # stands for that of a further side in its title

# The heights and widths of the default layout profile, in points; line spacing is exact, so they hold in any font.
_PAGE = 604  # of the type area below one line of heading, with some to spare
_HEADING_LINE, _HEADING_WIDTH = 29, 26
_TEXT_WIDTH = 442
_CELL_MARGINS = 9
_SPARE = 0.5  # of a character: punctuation that may not begin a line
_RULE = 3.5  # what a row is higher than its lines
_WEIGHTS = (3.0, 5.2, 2.2, 2.8, 2.4)
_LONG_PART = 8  # lines; what is longer may run over to the back
_LONG_TEXT = 300  # characters of such a part
_JOINED = 400  # characters of duties of one time that are told in one row


class Detail(StrEnum):
    """Of which duties the card says how they are done; others of one time are named together."""

    ALL = "all"
    OWN = "own"  # but not of those shared with the whole team
    NONE = "none"


class _Type(Struct, frozen=True, kw_only=True):
    """The type of a card's table in points, and how much room it spends."""

    size: float
    line: float
    fine: bool = False
    compact: bool = True
    dense: bool = False  # the lines of a part run on
    detail: Detail = Detail.ALL
    spare: float = 24  # points left free: columns make room for what they hold, and what is narrower takes more lines


_FINE = _Type(size=9, line=13.5, fine=True, dense=True, detail=Detail.NONE, spare=0)
_LARGE = _Type(size=12, line=19, compact=False)
_SMALL = _Type(size=10.5, line=16)
_DENSE = _Type(size=10.5, line=16, dense=True)
_OWN = _Type(size=10.5, line=16, dense=True, detail=Detail.OWN)
_BRIEF = _Type(size=10.5, line=16, dense=True, detail=Detail.NONE)


class _Shown(Struct, frozen=True, kw_only=True):
    """Which columns the rows have: one in which nothing would be said is left out."""

    limits: bool
    reports: bool

    @classmethod
    def of(cls, duties: Sequence[DutyRow]) -> "_Shown":
        """The columns in which one of these says something."""
        return cls(
            limits=any(duty.limit not in {"", NONE, IN_PHASE} for duty in duties),
            reports=any(duty.report not in {"", NONE} for duty in duties),
        )

    @property
    def what(self) -> int:
        """How many columns of the table the one for what is done takes."""
        return 4 - self.limits - self.reports


class _Line(Struct, frozen=True, kw_only=True):
    """A row of the card's table."""

    row: Row
    height: float
    is_duty: bool = False
    is_head: bool = False


def laid_out(card: Card, words: BlockWords) -> Iterator[Block]:
    """The card below its heading: its table, and the back where it needs one."""
    page = _PAGE - (lines_taken([words["背面"] or card.role], _HEADING_WIDTH) - 1) * _HEADING_LINE
    for kind in (_LARGE, _SMALL, _DENSE, _OWN, _BRIEF, _FINE):
        rows = itertools.chain(_facts(card, kind), _duties(card, words, kind), _parts(card.parts, kind))
        lines = _filling(rows, page - kind.spare)
        if _height(lines) <= page - kind.spare:
            yield from (_table(lines, kind),) if lines else ()
            return
    yield from _on_sides(card, words, page - _BRIEF.spare)


def _filling(lines: Iterable[_Line], page: float) -> list[_Line]:
    """The lines, as far as they are needed to see that they do not fit on one page."""
    found: list[_Line] = []
    height = 0.0
    for line in lines:
        found.append(line)
        height += line.height
        if height > page:
            break
    return found


def _on_sides(card: Card, words: BlockWords, page: float) -> Iterator[Block]:
    """As much on each side as it holds; every side but the last says that the card goes on."""
    rest: Sequence[_Line] = _with_lists_last(card, words, _BRIEF)
    for side in itertools.count(1):
        if side > 1:
            yield _side(card, words, side)
            rest = _headed(rest, card, words)
        mark = _mark(words["未完" if side == 1 else "另面未完"])
        is_last = _height(_filling(rest, page)) <= page
        count = len(rest) if is_last else _fitting(rest, page - mark.height)
        if count == len(rest):
            yield _table(rest, _BRIEF)
            return
        yield _table([*rest[:count], mark], _BRIEF)
        rest = rest[count:]


def _side(card: Card, words: BlockWords, side: int) -> Heading:
    """The heading of the back, or of a further side."""
    said, key = ("背面", "back") if side == _BACK_SIDE else ("另面", f"side-{side}")
    text = words[said].replace(_NUMBER, str(side)) or card.role
    return Heading(level=2, text=text, key=f"card-{card.key}-{key}", numbered=False, new_page=True)


def _fitting(lines: Sequence[_Line], room: float) -> int:
    """How many of the lines fit; the head of the duties not without one of them.

    One row stands on each side, even if it is too high for it: then it goes on over the end of the page.
    """
    heights = itertools.accumulate(line.height for line in lines)
    count = sum(1 for _ in itertools.takewhile(lambda height: height <= room, heights))
    if count and lines[count - 1].is_head:
        count -= 1
    return max(count, 2 if lines[0].is_head else 1)


def _headed(lines: Sequence[_Line], card: Card, words: BlockWords) -> list[_Line]:
    """The lines of a further side; duties have their head there again."""
    return [_head_line(words, _BRIEF, _Shown.of(card.duties)), *lines] if lines[0].is_duty else list(lines)


def _mark(text: str) -> _Line:
    return _line((cell(text, tone=Tone.ALERT, align=Align.CENTRE, columns=len(_WEIGHTS)),), _BRIEF)


def _with_lists_last(card: Card, words: BlockWords, kind: _Type) -> list[_Line]:
    short = [part for part in card.parts if _is_short(part)]
    divided = [piece for part in card.parts if not _is_short(part) for piece in _pieces(part, words["续"])]
    return [*_facts(card, kind), *_parts(short, kind), *_duties(card, words, kind), *_parts(divided, kind)]


def _is_short(part: Part) -> bool:
    return len(part.lines) <= _LONG_PART and sum(map(len, part.lines)) <= _LONG_TEXT


def _pieces(part: Part, going_on: str) -> Iterator[Part]:
    whole = [piece for line in part.lines for piece in pieces(line)]
    for number, lines in enumerate(together(whole)):
        title = part.title + going_on if number else part.title
        yield replace(part, title=title, lines=tuple(lines))


def _facts(card: Card, kind: _Type) -> Iterator[_Line]:
    for at in range(0, len(card.facts), 2):
        (name, value), *others = card.facts[at : at + 2]
        beside = [piece for other, further in others for piece in (_label(other), _fact(further, columns=2))]
        yield _line((_label(name), _fact(value, columns=1 if beside else 4), *beside), kind)


def _fact(value: str, columns: int = 1) -> Cell:
    """What is not known yet is written in by hand."""
    return cell(value, columns=columns) if value else Cell(blank=True, columns=columns)


def _duties(card: Card, words: BlockWords, kind: _Type) -> Iterator[_Line]:
    if not card.duties:
        if card.idle:
            yield _line((_label(words["当日任务"]), cell(card.idle, columns=4)), kind)
        return
    shape = _Shown.of(card.duties)
    yield _head_line(words, kind, shape)
    for duty in _told(card.duties, kind.detail):
        cells = (
            cell(duty.time, align=Align.CENTRE),
            cell(_said(duty), columns=shape.what),
            *((cell(duty.limit or NONE, align=Align.CENTRE),) if shape.limits else ()),
            *((cell(duty.report or NONE, align=Align.CENTRE),) if shape.reports else ()),
        )
        yield replace(_line(cells, kind), is_duty=True)


def _head_line(words: BlockWords, kind: _Type, shape: _Shown) -> _Line:
    task = words["简述"] if kind.detail is Detail.NONE else ""
    beside = [(words["时限"], 1)] * shape.limits + [(words["报告对象"], 1)] * shape.reports
    heads = ((words["时间"], 1), (task or words["做什么"], shape.what), *beside)
    cells = tuple(cell(text, tone=Tone.HEAD, align=Align.CENTRE, columns=columns) for text, columns in heads)
    line = _line(cells, kind)
    return replace(line, row=replace(line.row, header=True), is_head=True)


def _said(duty: DutyRow) -> str:
    """The title and how; said once where the action begins with the title: **维护现场秩序**，保障人身安全."""
    how = duty.action.removeprefix(duty.title)
    joint = "：" if how == duty.action and how else ""
    return f"**{duty.title}**{joint}{how}{duty.scenarios}"


def _told(duties: Sequence[DutyRow], detail: Detail) -> Iterator[DutyRow]:
    """The duties in that detail; neighbours that are told in brief and differ in nothing but their titles are one."""
    for (is_brief, time, limit, report), group in itertools.groupby(duties, key=lambda duty: _trait(duty, detail)):
        if is_brief:
            for titles in _joined(f"{duty.title}{duty.scenarios}" for duty in group):
                yield DutyRow(time=time, title="；".join(titles), limit=limit, report=report)
        else:
            yield from group


def _joined(titles: Iterable[str]) -> Iterator[list[str]]:
    """The titles in rows, as many in each as are not too long together."""
    row: list[str] = []
    length = 0
    for title in titles:
        if row and length + len(title) > _JOINED:
            yield row
            row, length = [], 0
        row.append(title)
        length += len(title)
    yield row


def _trait(duty: DutyRow, detail: Detail) -> tuple[bool, str, str, str]:
    is_brief = detail is Detail.NONE or (detail is Detail.OWN and duty.shared)
    return is_brief, duty.time, duty.limit, duty.report


def _parts(parts: Sequence[Part], kind: _Type) -> Iterator[_Line]:
    for part in parts:
        if part.lines:
            lines = ("".join(part.lines),) if kind.dense else part.lines
            yield _line((_label(part.title), cell(*lines, columns=4)), kind)


def _label(text: str) -> Cell:
    return cell(text, tone=Tone.KEY, align=Align.CENTRE)


def _line(cells: tuple[Cell, ...], kind: _Type) -> _Line:
    lines, column = 1, 0
    for each in cells:
        share = sum(_WEIGHTS[column : column + each.columns]) / sum(_WEIGHTS)
        widest = (share * _TEXT_WIDTH - _CELL_MARGINS) / kind.size - _SPARE
        texts = ("".join(span.text for span in spans) for spans in each.paragraphs)
        lines = max(lines, lines_taken(texts, widest))
        column += each.columns
    return _Line(row=Row(cells=cells), height=lines * kind.line + _RULE)


def _height(lines: Sequence[_Line]) -> float:
    return sum(line.height for line in lines)


def _table(lines: Sequence[_Line], kind: _Type) -> Table:
    rows = tuple(line.row for line in lines)
    return Table(columns=tuple(map(Column, _WEIGHTS)), rows=rows, compact=kind.compact, fine=kind.fine)

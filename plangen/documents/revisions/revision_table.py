"""修订对照表: what stood in the plan and what stands there now, with the reason and the drill's finding."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Mark,
    Role,
    Row,
    SectionBreak,
    Span,
    Spans,
    Table,
    Title,
    Tone,
    cell,
    paragraph,
)
from plangen.blocks.identity import Identity
from plangen.blocks.workbook import Column as SheetColumn
from plangen.blocks.workbook import Kind as CellKind
from plangen.blocks.workbook import Marked, Register, Value, Workbook
from plangen.blocks.workbook import Row as SheetRow
from plangen.changes.change import Kind
from plangen.changes.segments import Segment, Side
from plangen.changes.wording import Described
from plangen.model.plan import Plan

_TITLE = "修订对照表"
_HEADS = ("序号", "位置", "修订前", "修订后", "修订原因、日期和人员", "演练问题")
_LEGEND = "删除的文字加删除线，增加的文字加下划线；没有内容的写“（无）”。"
_NOTHING = "（无）"
_MARKS = {Side.BOTH: Mark.NONE, Side.BEFORE: Mark.REMOVED, Side.AFTER: Mark.ADDED}


class RevisionLine(Struct, frozen=True, kw_only=True):
    """One change with why it was made."""

    change: Described
    reasons: tuple[str, ...] = ()  # of each revision that made it: its version and why, when and by whom
    findings: tuple[str, ...] = ()


class TableFacts(Struct, frozen=True, kw_only=True):
    """What the table says of itself."""

    old: str
    new: str
    date: datetime.date  # of the revision
    signed: tuple[str, ...] = ()  # of each revision in between who wrote, reviewed and approved it
    templates: tuple[str, ...] = ()  # templates that came or went as a whole, in words
    unread: tuple[str, ...] = ()  # what could not be compared, in words


def revision_table(plan: Plan, facts: TableFacts, lines: Iterable[RevisionLine]) -> Document:
    """The table as a Word document in landscape, a row a change, what differs marked."""
    return Document(
        title=_TITLE,
        subject=plan.identity.title,
        author=plan.identity.company,
        header=f"{plan.identity.title}　{_TITLE}",
        created=facts.date,
        blocks=tuple(_blocks(plan, facts, tuple(lines))),
        identity=_identity(plan, facts),
    )


def revision_sheet(plan: Plan, facts: TableFacts, lines: Iterable[RevisionLine]) -> Workbook:
    """The same as a workbook of one sheet."""
    rows = tuple(
        SheetRow(key=f"change-{number}", values=_values(number, line)) for number, line in enumerate(lines, start=1)
    )
    ids = ("number", "place", "before", "after", "reason", "finding")
    widths = (6, 34, 36, 36, 30, 22)
    kinds = (CellKind.INTEGER, *[CellKind.LONG] * 5)
    columns = tuple(
        SheetColumn(id=key, title=head, width=width, kind=kind)
        for key, head, width, kind in zip(ids, _HEADS, widths, kinds, strict=True)
    )
    return Workbook(
        title=_TITLE,
        subject=plan.identity.title,
        author=plan.identity.company,
        header=f"{plan.identity.title}　{_TITLE}",
        footer=_versions(facts),
        created=facts.date,
        sheets=(
            Register(
                key="changes",
                name=_TITLE,
                title=f"{plan.identity.title}{_TITLE}",
                notes=(f"{_versions(facts)}　　{_LEGEND}", *_notes(facts)),
                columns=columns,
                rows=rows,
            ),
        ),
        identity=_identity(plan, facts),
    )


def _identity(plan: Plan, facts: TableFacts) -> Identity:
    return Identity(document="revision-table", plan=plan.identity.title, revision=facts.new)


def _versions(facts: TableFacts) -> str:
    return f"修订前版本：{facts.old}　修订后版本：{facts.new}"


def _notes(facts: TableFacts) -> tuple[str, ...]:
    """What the rows do not say."""
    templates = (f"模板有增减：{'、'.join(facts.templates)}。",) if facts.templates else ()
    return (*templates, *((f"读不出来、没有比较的部分：{'、'.join(facts.unread)}。",) if facts.unread else ()))


def _blocks(plan: Plan, facts: TableFacts, lines: Sequence[RevisionLine]) -> Iterator[Block]:
    yield SectionBreak(landscape=True)
    yield Title(lines=(plan.identity.title, _TITLE))
    yield paragraph(_versions(facts), role=Role.CENTRED)
    if lines:
        yield _table(lines)
        yield paragraph(f"注：{_LEGEND}", role=Role.NOTE)
    elif not facts.unread:
        yield paragraph("两个版本的内容没有差别。")
    for text in _notes(facts):
        yield paragraph(text, role=Role.NOTE)
    for text in facts.signed:
        yield paragraph(text, role=Role.SIGNED)


def _table(lines: Sequence[RevisionLine]) -> Table:
    heads = tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in _HEADS)
    rows = [Row(cells=heads, header=True)]
    for number, line in enumerate(lines, start=1):
        before, after = _sides(line.change)
        rows.append(
            Row(
                cells=(
                    cell(str(number), align=Align.CENTRE),
                    cell(_place(line.change)),
                    Cell(paragraphs=(before,)),
                    Cell(paragraphs=(after,)),
                    cell(*line.reasons),
                    cell(*line.findings),
                )
            )
        )
    return Table(columns=tuple(map(Column, (1.5, 4.6, 5.6, 5.6, 5.2, 3.4))), rows=tuple(rows), compact=True)


def _values(number: int, line: RevisionLine) -> Mapping[str, Value]:
    before, after = _sides(line.change)
    return {
        "number": number,
        "place": _place(line.change),
        "before": Marked(before),
        "after": Marked(after),
        "reason": "\n".join(line.reasons) or None,
        "finding": "\n".join(line.findings) or None,
    }


def _place(change: Described) -> str:
    what = "编号" if change.kind is Kind.RENAMED else change.what
    return " › ".join((change.subject, *change.place, what))


def _sides(change: Described) -> tuple[Spans, Spans]:
    """What stands under 修订前 and 修订后."""
    if change.kind is Kind.MOVED:
        goal = f"“{change.goal[-1]}”" if change.goal else ""
        return (Span("原位置"),), (Span(f"移至{goal}第 {change.at} 项", mark=Mark.ADDED),)
    if change.kind is Kind.ADDED:
        return (Span(_NOTHING),), (Span(change.after, mark=Mark.ADDED),)
    if change.kind is Kind.REMOVED:
        return (Span(change.before, mark=Mark.REMOVED),), (Span(_NOTHING),)
    if change.kind is Kind.RENAMED:
        return (Span(change.before, mark=Mark.REMOVED),), (Span(change.after, mark=Mark.ADDED),)
    pieces = change.segments
    return _side(pieces, Side.BEFORE), _side(pieces, Side.AFTER)


def _side(pieces: Iterable[Segment], side: Side) -> Spans:
    return tuple(Span(each.text, mark=_MARKS[each.side]) for each in pieces if each.side in {Side.BOTH, side})

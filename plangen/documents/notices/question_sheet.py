"""The question sheets: for each department or post a sheet with its questions, room for the answers and a signature."""

import itertools
from collections.abc import Iterator, Sequence

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    PageBreak,
    Role,
    Row,
    Table,
    Title,
    Tone,
    cell,
    paragraph,
    spans,
)
from plangen.documents.frame import document
from plangen.documents.notices.questions import FactQuestion
from plangen.model.plan import Plan
from plangen.model.routes import common_stages

_TITLE = "通知事实核实单"
_HEADS = ("序号", "需要核实的问题", "答复")
_WEIGHTS = (0.9, 5.2, 4.9)
_ANSWER_MM, _SIGNED_MM = 16, 11  # two lines of handwriting
_ASK = (
    "起草通知还缺少下列事实。请逐项核实，把答复写在右栏并签字，交回{back}。只写真实、已核实的情况；"
    "暂时不能确定的，写明何时能够答复；不适用的，写“不适用”。"
)
_OPTIONAL = "注“可选”的，没有这项事实也能发布通知，有的请写明。"


def question_sheet(plan: Plan, asked: Sequence[FactQuestion]) -> Document:
    """All sheets in one document, each beginning on a page of its own."""
    return document(plan, _TITLE, _blocks(plan, asked), header=_TITLE)


def waiting(question: FactQuestion, *, alone: bool) -> str:
    """Which notices wait for the answer; with their case in front unless all questions are of one alone."""
    if alone:
        return "、".join(dict.fromkeys(kind for kinds in question.notices.values() for kind in kinds))
    return "；".join(f"{case}：{'、'.join(kinds)}" for case, kinds in question.notices.items())


def _blocks(plan: Plan, asked: Sequence[FactQuestion]) -> Iterator[Block]:
    if not asked:
        yield Title(lines=(_TITLE,))
        yield paragraph("通知所需的事实均已填写，没有需要核实的问题。")
    for number, (who, members) in enumerate(itertools.groupby(asked, key=lambda each: each.who)):
        if number:
            yield PageBreak()
        yield from _sheet(plan, who, list(members))


def _sheet(plan: Plan, who: str, asked: Sequence[FactQuestion]) -> Iterator[Block]:
    cases = tuple(dict.fromkeys(case for each in asked for case in each.notices))
    yield Title(lines=(_TITLE,))
    yield paragraph(f"答复单位：{who}", Role.PLAIN)
    yield paragraph(f"所涉事件：{'；'.join(cases)}", Role.PLAIN)
    yield paragraph(_ASK.format(back=_back(plan)) + (_OPTIONAL if any(each.optional for each in asked) else ""))
    header = Row(cells=tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in _HEADS), header=True)
    rows = [_row(number, each, alone=len(cases) == 1) for number, each in enumerate(asked, start=1)]
    columns = tuple(Column(weight) for weight in _WEIGHTS)
    yield Table(columns=columns, rows=(header, *rows), compact=True)
    yield paragraph("", Role.NOTE)
    yield _signature()


def _back(plan: Plan) -> str:
    """Who drafts the notices, and so gets the answers."""
    stages = common_stages(plan)
    return plan.party(stages[0].by) if stages else plan.organisation.team.title


def _row(number: int, question: FactQuestion, *, alone: bool) -> Row:
    asked = ("（可选）" if question.optional else "") + question.text
    notes = (f"用于：{waiting(question, alone=alone)}", f"填入：{question.file}　{question.written}")
    return Row(
        cells=(
            cell(str(number), align=Align.CENTRE),
            Cell(paragraphs=(spans(asked), *(spans(note) for note in notes))),
            Cell(blank=True),
        ),
        height=_ANSWER_MM,
    )


def _signature() -> Table:
    labels = ("答复人签字", "日期", "负责人签字", "日期")
    cells = [each for label in labels for each in (cell(label, tone=Tone.KEY, align=Align.CENTRE), Cell(blank=True))]
    return Table(
        columns=tuple(Column(weight) for weight in (1.2, 1.6, 0.7, 1.2, 1.2, 1.6, 0.7, 1.2)),
        rows=(Row(cells=tuple(cells), height=_SIGNED_MM),),
        compact=True,
    )

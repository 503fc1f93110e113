"""The question sheets: for each department or post its questions, with room for answers, proof and signature.

They come back: `QUESTIONS` describes what is asked in which column, for whoever writes the sheet and whoever reads it.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.coming_back import EntryColumn, FormKind, FormPart, FormRow, FormShape, row_name
from plangen.blocks.document import Block, Document, PageBreak, Role, SectionBreak, Title, paragraph
from plangen.blocks.workbook import Workbook
from plangen.documents.answer_forms import form_register, form_table
from plangen.documents.frame import document, workbook
from plangen.documents.notices.fact_homes import AnswerForm, FactHome
from plangen.documents.notices.questions import FactQuestion
from plangen.model.plan import Plan
from plangen.model.routes import common_stages
from plangen.model.spec import fields

TITLE = "通知事实核实单"
VERIFIED, UNKNOWN_YET, NOT_APPLICABLE = "已核实", "暂不能确定", "不适用"
"""What is ticked beside an answer."""

QUESTIONS = FormShape(
    id="notice-questions",
    columns=(
        EntryColumn(key="number", title="序号", share=0.9, width=5, centred=True),
        EntryColumn(key="asked", title="需要核实的问题", share=6.4, width=44, tells=True),
        EntryColumn(key="answer", title="答复", kind=FormKind.LONG, share=7.2, width=44),
        EntryColumn(
            key="state",
            title="情况",
            kind=FormKind.CHOICE,
            share=2.5,
            width=13,
            choices=(VERIFIED, UNKNOWN_YET, NOT_APPLICABLE),
            guidance="三项选一项",
        ),
        EntryColumn(
            key="basis",
            title="依据或者来源",
            kind=FormKind.LONG,
            share=3.4,
            width=22,
            guidance="例如 检测报告编号、系统记录、谁说的",
        ),
        EntryColumn(key="who", title="答复人", kind=FormKind.TEXT, share=1.9, width=11, centred=True),
        EntryColumn(key="on", title="日期", kind=FormKind.DATE, share=2.1, width=13, centred=True),
    ),
    signers=("答复人（签字）", "答复日期", "负责人（签字）", "签字日期"),
)
_ASK = (
    "起草通知还缺少下列事实。请逐项核实，写明答复、依据，在“情况”栏选一项，签字后交回{back}。只写真实、已核实的情况；"
    "暂时不能确定的，选“暂不能确定”，在答复栏写明何时能够答复。填在本文件里交回的，不要改动问题和表格的样子。"
)
_OPTIONAL = "注“可选”的，没有这项事实也能发布通知，有的请写明。"
_NOTHING = "通知所需的事实均已填写，没有需要核实的问题。"
_HINTS: Mapping[AnswerForm, str] = {
    AnswerForm.DATE: "写年、月、日。",
    AnswerForm.MOMENT: "写几点几分。",
    AnswerForm.CLOCK: "写年、月、日，知道时刻的写明几点几分。",
    AnswerForm.ITEMS: "一行写一条。",
}
_RECORDS = "一行写一项，例如“{first}：……”；可以写的有{titles}。不止一个的，中间空一行。"


class AskedPart(Struct, frozen=True, kw_only=True):
    """The questions of one department or post."""

    who: str
    cases: tuple[str, ...]
    form: FormPart
    is_optional: bool  # some of them


def asked_parts(asked: Sequence[FactQuestion], homes: Mapping[str, FactHome]) -> tuple[AskedPart, ...]:
    """The questions by those who answer; `homes` are the facts of all their cases, by row key."""
    return tuple(
        _part(who, list(members), homes) for who, members in itertools.groupby(asked, key=lambda each: each.who)
    )


def question_sheet(plan: Plan, parts: Sequence[AskedPart]) -> Document:
    """All sheets in one document, each beginning on a page of its own."""
    return document(plan, TITLE, _blocks(plan, parts), header=TITLE)


def question_workbook(plan: Plan, parts: Sequence[AskedPart]) -> Workbook:
    """The same as a workbook with a sheet for each department."""
    registers = (
        form_register(QUESTIONS, each.form, f"{TITLE}　{each.who}", QUESTIONS.signers[::2])
        for each in _noted(plan, parts)
    )
    return replace(workbook(plan, TITLE, registers), header=TITLE)  # of a real incident it is no paper of a drill


def waiting(question: FactQuestion, *, alone: bool) -> str:
    """Which notices wait for the answer; with their case in front unless all questions are of one alone."""
    if alone:
        return "、".join(dict.fromkeys(kind for kinds in question.notices.values() for kind in kinds))
    return "；".join(f"{case}：{'、'.join(kinds)}" for case, kinds in question.notices.items())


def _part(who: str, asked: Sequence[FactQuestion], homes: Mapping[str, FactHome]) -> AskedPart:
    cases = tuple(dict.fromkeys(case for each in asked for case in each.notices))
    rows = tuple(_row(number, each, homes, alone=len(cases) == 1) for number, each in enumerate(asked, start=1))
    return AskedPart(
        who=who,
        cases=cases,
        form=FormPart(key=f"by-{asked[0].by or 'nobody'}", title=who, rows=rows),
        is_optional=any(each.optional for each in asked),
    )


def _row(number: int, question: FactQuestion, homes: Mapping[str, FactHome], *, alone: bool) -> FormRow:
    key = f"{question.case}#{question.key}"
    home = homes.get(key)
    asked = ("（可选）" if question.optional else "") + question.text
    texts = (asked, *_hint(home), f"用于：{waiting(question, alone=alone)}")
    return FormRow(
        name=row_name(key, home.state if home else "", "".join(texts)),
        given={"number": (str(number),), "asked": tuple(texts)},
    )


def _hint(home: FactHome | None) -> tuple[str, ...]:
    """How to write the answer, where that is not plain."""
    if home is None:
        return ()
    if home.how is AnswerForm.RECORDS and home.record is not None:
        titles = [field.title for field in fields(home.record).values()]
        return (_RECORDS.format(first=titles[0], titles="、".join(titles)),)
    said = _HINTS.get(home.how)
    return (said,) if said else ()


def _noted(plan: Plan, parts: Sequence[AskedPart]) -> Iterator[AskedPart]:
    """The parts with what stands above their tables."""
    for each in parts:
        yield replace(each, form=replace(each.form, notes=(_told(plan, each),)))


def _told(plan: Plan, part: AskedPart) -> str:
    about = f"所涉事件：{'；'.join(part.cases)}。"
    return about + _ASK.format(back=_back(plan)) + (_OPTIONAL if part.is_optional else "")


def _blocks(plan: Plan, parts: Sequence[AskedPart]) -> Iterator[Block]:
    yield SectionBreak(landscape=True)
    if not parts:
        yield Title(lines=(TITLE,))
        yield paragraph(_NOTHING)
    for number, part in enumerate(parts):
        if number:
            yield PageBreak()
        yield from _sheet(plan, part)


def _sheet(plan: Plan, part: AskedPart) -> Iterator[Block]:
    yield Title(lines=(TITLE,))
    yield paragraph(f"答复单位：{part.who}　　所涉事件：{'；'.join(part.cases)}", Role.PLAIN)
    yield paragraph(_ASK.format(back=_back(plan)) + (_OPTIONAL if part.is_optional else ""), Role.NOTE)
    yield form_table(QUESTIONS, part.form)


def _back(plan: Plan) -> str:
    """Who drafts the notices, and so gets the answers."""
    stages = common_stages(plan)
    return plan.party(stages[0].by) if stages else plan.organisation.team.title

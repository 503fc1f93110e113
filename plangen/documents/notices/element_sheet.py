"""The check sheet of statutory elements: notice by notice what is covered by what, for legal to compare and sign."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Role,
    Row,
    SectionBreak,
    Table,
    Title,
    Tone,
    cell,
    paragraph,
)
from plangen.checks.coverage import STATES, Proof, ProofState, explained
from plangen.checks.wording import rests_on
from plangen.documents.draft import grid
from plangen.documents.frame import document
from plangen.documents.notices.deadline_sheet import deadline_table
from plangen.documents.phrases import NONE
from plangen.model.due import Due
from plangen.model.plan import Plan

_HEADS = ("序号", "要素", "要求", "依据和查证情况", "核对结果", "载明于（缺少、不载的理由）", "核对")
_WEIGHTS = (1.2, 3.2, 1.3, 7, 1.9, 5.2, 1.9)
_USE = (
    "“必须”是法律法规明文列出的要素，“应当”由法律法规推知或者依惯例；“核对结果”由程序按模板和事件事实核对。",
    "本表的依据是工作底稿，不是法律意见；法律人员对照法律法规原文核对后，在“核对”栏打钩，在表后签字。",
)


class Proven(Struct, frozen=True, kw_only=True):
    """One notice with the proof of its elements and the deadlines that go with it."""

    notice: str  # product-quality/recall-notice
    case_title: str
    kind_title: str
    proofs: tuple[Proof, ...] = ()  # none where they could not be proved
    dues: tuple[Due, ...] = ()


def element_sheet(plan: Plan, notices: Sequence[Proven]) -> Document:
    """The sheet, each notice on pages of its own with room to sign."""
    return document(plan, "法定要素核对表", _blocks(notices), header="法定要素核对表")


def _blocks(notices: Sequence[Proven]) -> Iterator[Block]:
    yield SectionBreak(landscape=True)
    yield Title(lines=("法定要素核对表",))
    yield from (paragraph(text, Role.NOTE) for text in _USE)
    for number, each in enumerate(notices, start=1):
        yield Heading(
            level=1, text=f"{each.kind_title}（{each.case_title}）", key=f"notice-{number}", new_page=number > 1
        )
        yield paragraph(_summary(each), Role.NOTE, keep_next=bool(each.proofs))
        if each.proofs:
            rows = [_row(at, proof) for at, proof in enumerate(each.proofs, start=1)]
            yield grid(f"表{number}-1　要素", _HEADS, _WEIGHTS, rows, centred=(0, 2, 4, 6))
        if each.dues:
            yield deadline_table(f"表{number}-2　法定时限", each.dues, None)
        yield _signature()


def _summary(each: Proven) -> str:
    if not each.proofs:
        return "模板有错误或者没有列出这种通知的要素，未能核对。"
    counts = ((state, sum(proof.state is state for proof in each.proofs)) for state in ProofState)
    said = "，".join(f"{STATES[state].zh}{count}项" for state, count in counts if count)
    total, unconfirmed = len(each.proofs), sum(not proof.element.confirmed for proof in each.proofs)
    which = "依据均" if unconfirmed == total else f"其中{unconfirmed}项的依据"
    note = f"{which}未经核对。" if unconfirmed else "依据均经核对。"
    return f"共{total}项要素：{said}；{note}"


def _row(number: int, proof: Proof) -> tuple[str | Cell | tuple[str, ...], ...]:
    element = proof.element
    alert = proof.state in {ProofState.ABSENT, ProofState.UNFILLED}
    return (
        str(number),
        element.title,
        element.held_as,
        tuple(each.zh for each in rests_on(element)),
        cell(STATES[proof.state].zh, tone=Tone.ALERT if alert else Tone.NONE, align=Align.CENTRE),
        explained(proof).zh or NONE,
        element.confirmed_by if element.confirmed else "□",
    )


def _signature() -> Table:
    """Room for what legal says, and who says it when."""
    labels = ("核对结论", "核对人（签字）", "日期")
    cells = [each for label in labels for each in (cell(label, tone=Tone.KEY, align=Align.CENTRE), Cell(blank=True))]
    return Table(
        columns=tuple(Column(weight) for weight in (1.6, 7, 2.2, 3, 1.2, 3)),
        caption="核对意见",
        rows=(Row(cells=tuple(cells), height=14),),
    )

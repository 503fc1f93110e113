"""The check sheet of statutory elements: notice by notice what is covered by what, for counsel to compare and confirm.

It comes back: `ELEMENTS` and `LIMITS` describe what is filled in, for whoever writes the sheet and whoever reads it.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.coming_back import EntryColumn, FormKind, FormPart, FormRow, FormShape, row_name
from plangen.blocks.document import Block, Document, Heading, Role, SectionBreak, Title, paragraph
from plangen.checks.coverage import STATES, Proof, ProofState, explained
from plangen.checks.due_wording import remarks
from plangen.checks.wording import rests_on
from plangen.documents.answer_forms import form_table
from plangen.documents.frame import document
from plangen.documents.notices.deadline_sheet import times_of
from plangen.documents.notices.fact_homes import said_of
from plangen.documents.phrases import NONE
from plangen.model import legal
from plangen.model.due import Due
from plangen.model.plan import Plan
from plangen.model.spec import fields

SAME, DIFFERENT, NOT_APPLICABLE = "一致", "不一致", "不适用"
"""What counsel ticks beside an entry."""

_FORM = "notice-elements"
_ENTRIES = (
    EntryColumn(
        key="check",
        title="与原文核对",
        kind=FormKind.CHOICE,
        share=2.4,
        width=12,
        choices=(SAME, DIFFERENT, NOT_APPLICABLE),
    ),
    EntryColumn(key="who", title="核对人", kind=FormKind.TEXT, share=1.8, width=11, centred=True),
    EntryColumn(key="on", title="日期", kind=FormKind.DATE, share=2.1, width=13, centred=True),
    EntryColumn(key="remark", title="备注", kind=FormKind.LONG, share=2.6, width=24),
)
_NUMBER = EntryColumn(key="number", title="序号", share=1, width=5, centred=True)
_SIGNERS = ("核对结论", "核对人（签字）", "核对日期")
ELEMENTS = FormShape(
    id=_FORM,
    columns=(
        _NUMBER,
        EntryColumn(key="title", title="要素和要求", share=2.8, width=20, tells=True),
        EntryColumn(key="basis", title="依据和查证情况", share=8.5, width=40),
        EntryColumn(key="covered", title="程序核对：载明于", share=3.6, width=30),
        *_ENTRIES,
    ),
    signers=_SIGNERS,
)
LIMITS = FormShape(
    id=_FORM,
    columns=(
        _NUMBER,
        EntryColumn(key="title", title="时限事项", share=2.8, width=20, tells=True),
        EntryColumn(key="basis", title="依据和查证情况", share=6, width=40),
        EntryColumn(key="reckoned", title="时限和适用条件", share=6, width=30),
        *_ENTRIES,
    ),
    signers=_SIGNERS,
)
_CONFIRMING = frozenset(("at", "certainty", "checked_on", "address", "confirmed_by", "confirmed_on", "remark"))
"""What an entry says of how far it was checked, and not of the law."""

_USE = (
    "“必须”是法律法规明文列出的要素，“应当”由法律法规推知或者依惯例；“程序核对”由程序按模板和事件事实核对。",
    "本表的依据是工作底稿，不是法律意见。法律人员对照法律法规原文，在“与原文核对”栏选一项，写明核对人、日期；",
    "不一致、不适用的，在备注栏写明。填在本文件里交回的，用 plangen notices confirm 读入。",
)


class Proven(Struct, frozen=True, kw_only=True):
    """One notice with the proof of its elements and the deadlines that go with it."""

    notice: str  # product-quality/recall-notice
    case_title: str
    kind_title: str
    proofs: tuple[Proof, ...] = ()  # none where they could not be proved
    dues: tuple[Due, ...] = ()


def element_sheet(plan: Plan, notices: Sequence[Proven]) -> Document:
    """The sheet, each notice on pages of its own with room to sign on each of them."""
    return document(plan, "法定要素核对表", _blocks(notices), header="法定要素核对表")


def entries_of(plan: Plan) -> Mapping[str, legal.Entry]:
    """Every entry that can be confirmed, by what its row is named by."""
    every: tuple[legal.Entry, ...] = (*plan.elements.elements, *plan.deadlines.deadlines)
    return {entry_key(each): each for each in every}


def entry_key(entry: legal.Entry) -> str:
    """What the row of an entry is named by, for ever."""
    return f"{'element' if isinstance(entry, legal.Element) else 'deadline'}#{entry.id}"


def entry_state(entry: legal.Entry) -> str:
    """What an entry says of the law, so that a sheet knows whether it says that still when it comes back."""
    said = ((key, getattr(entry, key)) for key in fields(type(entry)) if key not in _CONFIRMING)
    return "\n".join(f"{key}={said_of(value)}" for key, value in said if value not in {None, ()})


def _blocks(notices: Sequence[Proven]) -> Iterator[Block]:
    yield SectionBreak(landscape=True)
    yield Title(lines=("法定要素核对表",))
    yield from (paragraph(text, Role.NOTE) for text in _USE)
    asked: dict[str, str] = {}  # by the key of an entry the table in which it is confirmed
    for number, each in enumerate(notices, start=1):
        yield Heading(
            level=1, text=f"{each.kind_title}（{each.case_title}）", key=f"notice-{number}", new_page=number > 1
        )
        yield paragraph(_summary(each), Role.NOTE, keep_next=bool(each.proofs))
        if each.proofs:
            rows = [_row(at, proof, asked, f"见表{number}-1") for at, proof in enumerate(each.proofs, start=1)]
            yield form_table(ELEMENTS, _part(each, "elements", rows), caption=f"表{number}-1　要素")
        if each.dues:
            rows = [_limit(at, due, asked, f"见表{number}-2") for at, due in enumerate(each.dues, start=1)]
            yield form_table(LIMITS, _part(each, "limits", rows), caption=f"表{number}-2　法定时限")


def _part(each: Proven, what: str, rows: Sequence[FormRow]) -> FormPart:
    return FormPart(key=f"{each.notice}#{what}", title=each.kind_title, rows=tuple(rows))


def _summary(each: Proven) -> str:
    if not each.proofs:
        return "模板有错误或者没有列出这种通知的要素，未能核对。"
    counts = ((state, sum(proof.state is state for proof in each.proofs)) for state in ProofState)
    said = "，".join(f"{STATES[state].zh}{count}项" for state, count in counts if count)
    total, unconfirmed = len(each.proofs), sum(not proof.element.confirmed for proof in each.proofs)
    which = "依据均" if unconfirmed == total else f"其中{unconfirmed}项的依据"
    note = f"{which}未经核对。" if unconfirmed else "依据均经核对。"
    return f"共{total}项要素：{said}；{note}"


def _row(number: int, proof: Proof, asked: dict[str, str], table: str) -> FormRow:
    element = proof.element
    state = STATES[proof.state].zh
    alert = proof.state in {ProofState.ABSENT, ProofState.UNFILLED}
    given = {
        "number": (str(number),),
        "basis": tuple(each.zh for each in rests_on(element)),
        "covered": (f"**{state}**" if alert else state, explained(proof).zh or NONE),
    }
    return _named(element, (element.title, element.held_as, element.id), given, asked, table)


def _limit(number: int, due: Due, asked: dict[str, str], table: str) -> FormRow:
    """A deadline: how long, towards whom, from when to when, and what counsel has to judge of it."""
    deadline = due.deadline
    conditions = (*((deadline.condition,) if deadline.condition else ()), *(each.zh for each in remarks(due)))
    given = {
        "number": (str(number),),
        "basis": tuple(each.zh for each in rests_on(deadline)),
        "reckoned": (f"→ {deadline.to}", *times_of(due, None), *conditions),
    }
    return _named(deadline, (deadline.title, deadline.id), given, asked, table)


def _named(
    entry: legal.Entry,
    told: tuple[str, ...],
    given: Mapping[str, tuple[str, ...]],
    asked: dict[str, str],
    table: str,
) -> FormRow:
    """The row of an entry; one that stands in several notices is confirmed once."""
    key = entry_key(entry)
    elsewhere = asked.get(key, "")
    asked.setdefault(key, table)
    name = row_name(key, entry_state(entry), "".join(told))
    return FormRow(name=name, given={**given, "title": told}, elsewhere=elsewhere)

"""What a holder does when, as rows of his card: by the clock, then what lasts, and else what he is for."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.phrases import NONE, period
from plangen.documents.role_cards.card import DutyRow
from plangen.documents.role_cards.lines import step_line
from plangen.language.sentences import clause, listed, quoted
from plangen.model.agenda import Duty, DutyKind
from plangen.model.command import Level
from plangen.model.plan import Plan

_BY_THE_CLOCK = frozenset({DutyKind.STEP, DutyKind.REPORT, DutyKind.COMMAND})
_ALWAYS = frozenset({DutyKind.MEDIA, DutyKind.WAIT})
"""What lasts and is told among the rows whatever else there is."""
_INSTEAD = (
    (DutyKind.RESPONSE, DutyKind.CENTRE, DutyKind.HOTLINE, DutyKind.TASK, DutyKind.REPORT),
    (DutyKind.STANDING,),
    (DutyKind.DECISION,),
    (DutyKind.ORDERED, DutyKind.COMMAND),
    (DutyKind.NOTIFY, DutyKind.RELEASE),
)
"""What is told among the rows where nothing with a time is: the first of these that there is."""


def rows(
    draft: Draft, duties: Sequence[Duty], words: BlockWords, *, leads: bool = False
) -> tuple[tuple[DutyRow, ...], frozenset[DutyKind]]:
    """The rows of a card, and the kinds of duties that lasting rows tell, so that no list repeats them.

    Who `leads` a department or belongs to the team is there all the time, and what he passes on is told in a list.
    """
    lasting = [duty for duty in duties if duty.lasts]
    fixed = [duty for duty in duties if _is_fixed(duty)]
    kinds = _kinds(fixed, lasting, leads=leads)
    told = _lasting(draft.plan, [duty for duty in lasting if duty.kind in kinds], words)
    return (*_timed(draft, duties, words, leads=leads), *told), kinds


def _timed(draft: Draft, duties: Sequence[Duty], words: BlockWords, *, leads: bool) -> Iterator[DutyRow]:
    """What has a time, and the phases in which something may need the holder, in their order."""
    called = set() if leads else set(map(id, _called(duties)))
    for duty in _joined(each for each in duties if _is_fixed(each) or id(each) in called):
        yield _by_the_clock(draft, duty, words)


def _is_fixed(duty: Duty) -> bool:
    return not duty.lasts and duty.kind in _BY_THE_CLOCK


def _called(duties: Sequence[Duty]) -> Iterator[Duty]:
    """The phases in which something may need the holder, who has no step in them."""
    busy = {duty.phase.id for duty in duties if duty.phase and _is_fixed(duty)}
    called = (duty for duty in duties if duty.kind is DutyKind.INJECT)
    yield from (duty for duty in called if duty.phase and duty.phase.id not in busy)


def _kinds(fixed: Sequence[Duty], lasting: Sequence[Duty], *, leads: bool) -> frozenset[DutyKind]:
    """The kinds of lasting duties that are told among the rows."""
    there = {duty.kind for duty in lasting}
    found = there & _ALWAYS
    if DutyKind.REPORT in there and not _passes_on(fixed) and not leads:
        found |= {DutyKind.REPORT}
    if not fixed and not found:
        found |= next((there.intersection(kinds) for kinds in _INSTEAD if there.intersection(kinds)), set())
    return frozenset(found)


def _passes_on(fixed: Iterable[Duty]) -> bool:
    """Whether one of the rows already says what is reported and when."""
    return any(duty.kind is DutyKind.REPORT or (duty.step and duty.step.every) for duty in fixed)


def _joined(duties: Iterable[Duty]) -> Iterator[Duty]:
    """Times of waiting that follow one another as one."""
    waiting: Duty | None = None
    for duty in duties:
        if waiting and duty.kind is DutyKind.INJECT and waiting.due == duty.start:
            waiting = replace(waiting, due=duty.due)
            continue
        if waiting:
            yield waiting
        waiting = duty if duty.kind is DutyKind.INJECT else None
        if waiting is None:
            yield duty
    if waiting:
        yield waiting


def _by_the_clock(draft: Draft, duty: Duty, words: BlockWords) -> DutyRow:
    plan = draft.plan
    if duty.kind is DutyKind.INJECT and duty.start and duty.due:
        return DutyRow(time=period(duty.start, duty.due), title=words["机动"], report=NONE, limit=NONE)
    if duty.step is None:
        order = quoted(duty.what)
        return DutyRow(time=str(duty.start), title=words["启动"], action=order, limit=NONE, report=NONE)
    line = step_line(draft, duty.step, duty.hands_to)
    if duty.kind is DutyKind.REPORT:
        return DutyRow(
            time=line.time,
            title=line.title,
            action=clause(duty.what),
            scenarios=line.scenarios,
            limit=line.limit,
            report=plan.party(duty.hands_to) if duty.hands_to else NONE,
        )
    return line


def _lasting(plan: Plan, duties: Sequence[Duty], words: BlockWords) -> Iterator[DutyRow]:
    """A row for each titled duty; those without a title that are handed to the same party are one."""
    plain: dict[tuple[DutyKind, str], list[str]] = {}
    for duty in duties:
        if duty.kind is DutyKind.WAIT:
            yield DutyRow(time=words["全程"], title=words["待命"], action=clause(duty.what), report=NONE, limit=NONE)
        elif duty.title:
            report = plan.party(duty.hands_to) if duty.hands_to else NONE
            yield DutyRow(time=words["全程"], title=duty.title, action=clause(duty.what), report=report, limit=NONE)
        else:
            plain.setdefault((duty.kind, duty.hands_to), []).append(_said(plan, duty))
    for (_, party), texts in plain.items():
        report = plan.party(party) if party else NONE
        yield DutyRow(time=words["全程"], title="；".join(dict.fromkeys(texts)), report=report, limit=NONE)


def _said(plan: Plan, duty: Duty) -> str:
    record = duty.record
    if isinstance(record, Level):
        return f"{listed([plan.title('severity', key) for key in record.severities], '、')}：{clause(duty.what)}"
    return clause(duty.what)

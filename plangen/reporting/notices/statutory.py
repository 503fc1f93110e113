"""What the law asks of notices: statutory elements and deadlines."""

import datetime
from collections.abc import Iterator, Mapping
from functools import partial

from plangen.checks.coverage import STATES, Proof, ProofState, explained
from plangen.checks.due_wording import became, end_of, moment, remarks, standing, start_of
from plangen.checks.wording import rests_on
from plangen.diagnostics import Severity, words
from plangen.documents.notices.element_sheet import Proven
from plangen.model.case import Case
from plangen.model.due import Due, Moments
from plangen.model.how_met import duty_state
from plangen.model.legal import Entry
from plangen.model.met import DutyState
from plangen.pipeline.notices.lists import DeadlineList, Proved
from plangen.reporting.listing import outcome_text
from plangen.reporting.notices.nothing_done import unless_stopped
from plangen.reporting.result import Result
from plangen.reporting.style import Style, padded, plain

_SIGNS = {
    ProofState.COVERED: "●",
    ProofState.UNFILLED: "○",
    ProofState.ABSENT: "×",
    ProofState.LEFT_OUT: "—",
    ProofState.NOT_YET: "—",
    ProofState.ENDED: "—",
}
_COLOURS = {ProofState.UNFILLED: "33;1", ProofState.ABSENT: "31;1"}
_DUTIES = {"必须": words("必须", "required"), "应当": words("应当", "customary")}
_DEADLINES = words(
    "法定时限（起算、对象、条件见 plangen notices deadlines）",
    "deadlines (start, addressee, conditions: plangen notices deadlines)",
)
_TITLE_COLUMNS = 34


def report_elements(proved: Proved, *, strict: bool) -> Result:
    """Notice by notice a line or two for each element, then its deadlines; at the end how many were not proved.

    JSON adds `"notices"` with `"elements"` and `"deadlines"`, and `"sheet"`.
    """
    return Result(
        text=unless_stopped(proved.outcome, partial(_elements, proved)),
        outcome=proved.outcome,
        more=partial(_elements_tree, proved),
        strict=strict,
    )


def report_deadlines(computed: DeadlineList) -> Result:
    """Case by case a few lines for each deadline; JSON adds `"cases"` with `"deadlines"`, `"as_of"`, `"sheet"`."""
    return Result(
        text=unless_stopped(computed.outcome, partial(_deadlines, computed)),
        outcome=computed.outcome,
        more=partial(_deadlines_tree, computed),
    )


def _elements(proved: Proved, style: Style) -> Iterator[str]:
    if any(not each.proofs for each in proved.notices) or not proved.notices:
        yield from outcome_text(proved.outcome, style)
        yield ""
    for each in proved.notices:
        yield style.paint(f"{each.notice}  {plain(each.kind_title)}{style.aside(plain(each.case_title))}", "1")
        for proof in each.proofs:
            yield from _proof(proof, style)
        if each.proofs:
            yield f"  {_counted(each, style)}"
        if each.dues:
            yield f"  {style.say(_DEADLINES)}"
            for due in each.dues:
                yield _due_line(due, None, style)
        yield ""
    errors = proved.outcome.count(Severity.ERROR)
    yield style.say(
        words(
            "{notices} 份通知，{errors} 个错误，{warnings} 个警告",
            "{notices} notices, {errors} errors, {warnings} warnings",
        ),
        notices=len(proved.notices),
        errors=errors,
        warnings=proved.outcome.count(Severity.WARNING),
    )
    if proved.sheet:
        yield style.say(words("核对表已写入 {path}", "check sheet written to {path}"), path=proved.sheet)


def _elements_tree(proved: Proved, language: str) -> Mapping[str, object]:
    notices = [
        {
            "notice": each.notice,
            "kind": each.kind_title,
            "case": each.case_title,
            "proved": bool(each.proofs),
            "elements": [_proof_tree(proof) for proof in each.proofs],
            "deadlines": [_due_tree(due, None, language) for due in each.dues],
        }
        for each in proved.notices
    ]
    sheet = str(proved.sheet) if proved.sheet else None
    return {"notices": notices, "sheet": sheet}


def _deadlines(computed: DeadlineList, style: Style) -> Iterator[str]:
    if computed.outcome.findings or not computed.cases:
        yield from outcome_text(computed.outcome, style)
    for case, title, dues in computed.cases:
        yield style.paint(f"{case}  {plain(title)}", "1")
        for due in dues:
            yield from _due(due, computed.as_of, style)
            if (state := _state(computed, case, due)) is not None:
                yield f"        {plain(became(state).say(style.language))}{style.aside(_recorder(computed, state))}"
        if not dues:
            yield f"  {style.say(words('没有列出适用的法定时限', 'no deadline is listed for it'))}"
        yield ""
    if computed.as_of is not None:
        yield style.say(
            words(
                "是否到期以 {moment} 为准；是否适用、是否办理以登记为准（plangen notices duty），没有登记的不作推断",
                "as of {moment}; whether it was done is known only where it was recorded",
            ),
            moment=moment(computed.as_of),
        )
    if computed.sheet:
        yield style.say(words("清单已写入 {path}", "list written to {path}"), path=computed.sheet)


def _deadlines_tree(computed: DeadlineList, language: str) -> Mapping[str, object]:
    cases = [
        {
            "id": case,
            "title": title,
            "deadlines": [
                {**_due_tree(due, computed.as_of, language), **_state_tree(_state(computed, case, due))} for due in dues
            ],
        }
        for case, title, dues in computed.cases
    ]
    as_of = _stamp(computed.as_of) if computed.as_of is not None else None
    sheet = str(computed.sheet) if computed.sheet else None
    return {"cases": cases, "as_of": as_of, "sheet": sheet}


def _state(computed: DeadlineList, case: str, due: Due) -> DutyState | None:
    """What was recorded of a duty; None in a drill, which meets none."""
    plan = computed.plan
    return duty_state(plan, case, due.deadline.id) if plan and isinstance(plan.cases[case], Case) else None


def _recorder(computed: DeadlineList, state: DutyState) -> str:
    """Who recorded it last, and when."""
    last = state.met[-1] if state.met else state.judged
    if last is None or computed.plan is None:
        return ""
    return plain(f"{computed.plan.party(last.by)} {last.name} {last.recorded}")


def _state_tree(state: DutyState | None) -> Mapping[str, object]:
    if state is None:
        return {"applies": None, "grounds": None, "met": []}
    met = [
        {"time": each.met, "how": each.how, "reference": each.reference, "by": each.by, "name": each.name}
        for each in state.met
    ]
    return {"applies": state.applies, "grounds": state.judged.reason if state.judged else None, "met": met}


def _proof(proof: Proof, style: Style) -> Iterator[str]:
    element = proof.element
    state = style.paint(f"{_SIGNS[proof.state]} {style.say(STATES[proof.state])}", _COLOURS.get(proof.state, "0"))
    duty = style.say(_DUTIES[element.held_as])
    title = padded(plain(element.title), _TITLE_COLUMNS)
    yield f"  {state} {duty} {title} {plain(explained(proof).say(style.language))}"
    said = (plain(each.say(style.language)) for each in rests_on(element))
    yield f"      {style.semicolon.join(said)}"


def _counted(each: Proven, style: Style) -> str:
    counts = ((state, sum(proof.state is state for proof in each.proofs)) for state in ProofState)
    said = style.comma.join(f"{style.say(STATES[state])} {count}" for state, count in counts if count)
    unconfirmed = sum(not proof.element.confirmed for proof in each.proofs)
    note = words("{count} 项依据未经核对", "{count} not confirmed by legal")
    return f"{said}{style.semicolon}{style.say(note, count=unconfirmed)}"


def _due(due: Due, as_of: Moments | None, style: Style) -> Iterator[str]:
    deadline = due.deadline
    yield _due_line(due, as_of, style)
    applies = words("适用条件（由法律人员判断）：{condition}", "applies if (legal judges): {condition}")
    details = (
        start_of(due).say(style.language),
        f"→ {deadline.to}",
        *(each.say(style.language) for each in rests_on(deadline)),
        *((style.say(applies, condition=deadline.condition),) if deadline.condition else ()),
        *(each.say(style.language) for each in remarks(due)),
    )
    yield f"        {plain(style.semicolon.join(details))}"


def _due_line(due: Due, as_of: Moments | None, style: Style) -> str:
    deadline = due.deadline
    end, where = end_of(due).say(style.language), standing(due, as_of).say(style.language)
    title = padded(plain(deadline.title), _TITLE_COLUMNS)
    said = (title, deadline.limit, *(() if end == deadline.limit else (end,)), *((f"[{where}]",) if where else ()))
    return f"    {'  '.join(said)}"


def _proof_tree(proof: Proof) -> dict[str, object]:
    element = proof.element
    left_out = proof.left_out
    return {
        "id": element.id,
        "title": element.title,
        "duty": element.held_as,
        **_basis_tree(element),
        "checked_on": _stamp(element.checked_on),
        "state": proof.state.value,
        "met": proof.is_met,
        "covered_by": list(proof.covered_by),
        "marked": proof.marked or None,
        "missing": list(proof.lacking),
        "unfilled": list(proof.unfilled),
        "left_out": {"reason": left_out.reason, "by": left_out.by} if left_out else None,
    }


def _due_tree(due: Due, as_of: Moments | None, language: str) -> dict[str, object]:
    deadline = due.deadline
    where = due.standing(as_of) if as_of is not None else None
    return {
        "id": deadline.id,
        "title": deadline.title,
        "to": deadline.to,
        "limit": deadline.limit,
        "condition": deadline.condition,
        "starts": deadline.clock,
        "complaint": due.complaint or None,
        "start": _stamp(due.start),
        "ends": [_stamp(each) for each in due.ends],
        "reason": due.reason.say(language) if due.reason else None,
        "in_force": due.in_force,
        "last_day_off": due.day_off if due.unsure is None else None,
        "standing": where.value if where else None,
        **_basis_tree(deadline),
    }


def _basis_tree(entry: Entry) -> dict[str, object]:
    """What an entry rests on; "basis" is all of it in one text."""
    return {
        "basis": entry.grounds,
        "law": entry.law,
        "article": entry.article,
        "text": entry.text,
        "effective_from": _stamp(entry.effective_from),
        "effective_to": _stamp(entry.effective_to),
        "certainty": entry.certainty,
        "confirmed_by": entry.confirmed_by if entry.confirmed else None,
    }


def _stamp(value: object) -> str | None:
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, datetime.date) else None

"""What was typed for an entry among the approvals, made out: which act, which result, when, with what belongs to it."""

import datetime
from collections.abc import Sequence

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Words, words
from plangen.model.approval import (
    AGREED,
    CONDITIONAL,
    DECIDED,
    MET,
    RESULTS,
    SIGNED,
    WITHDRAWN,
    ApprovalAct,
    StageResult,
)
from plangen.model.communication import Stage
from plangen.model.plan import Plan
from plangen.model.values import parse_time
from plangen.pipeline.notices.approving import approval_rules as rules
from plangen.pipeline.notices.chosen import Lookup, one_line, several_lines


class WantedApproval(Struct, frozen=True, kw_only=True):
    """What is to be recorded, as it was typed."""

    notice: str
    stage: str
    by: str
    name: str
    date: str = ""
    result: str = ""
    conditions: tuple[str, ...] = ()
    met: str = ""
    withdraw: bool = False
    reason: str = ""
    oral: str = ""
    signed: str = ""
    reference: str = ""
    answer: str = ""
    authorisation: str = ""
    note: str = ""

    @property
    def needs_result(self) -> bool:
        """Whether it is a decision that does not say how it ended."""
        return not (self.result or self.met or self.withdraw or self.signed)


class Typed(Struct, frozen=True, kw_only=True):
    """What could be made of it."""

    act: ApprovalAct
    result: StageResult | None  # None: none that there is
    date: datetime.date | None
    time: str  # 14:05; nothing where it was not said
    conditions: tuple[str, ...]
    met: str
    texts: dict[str, str | None]  # oral, reference, answer, authorisation, reason, note

    @property
    def is_clear(self) -> bool:
        """Whether a decision says how it ended."""
        return self.act != DECIDED or self.result is not None

    @property
    def opens(self) -> bool:
        """Whether it lets the notice go on."""
        return self.act == DECIDED and self.result in {AGREED, CONDITIONAL}


_TEXTS = ("oral", "reference", "answer", "authorisation", "reason", "note")
_ACTS = {WITHDRAWN: "--withdraw", MET: "--met", SIGNED: "--signed"}
_FOREIGN: dict[str, tuple[str, ...]] = {  # what says nothing beside an act
    WITHDRAWN: ("result", "conditions", "oral", "reference", "answer"),
    MET: ("result", "conditions", "oral", "reference", "answer", "authorisation", "reason"),
    SIGNED: ("result", "conditions", "oral", "reference", "answer", "reason"),
    DECIDED: ("reason",),
}


def typed(plan: Plan, wanted: WantedApproval, stage: Stage | None, lookup: Lookup) -> Typed:
    """What is meant; what is wrong with it is noted in `lookup`."""
    act = _act(wanted, lookup)
    result = _result(wanted, stage, lookup) if act == DECIDED else None
    day, time = _moment(wanted, lookup)
    if act == WITHDRAWN and not several_lines(wanted.reason):
        lookup.refuse(rules.NO_REASON, "--reason")
    if act == DECIDED:
        _look_at_conditions(wanted, result, lookup)
        _look_at_answer(plan, wanted, stage, lookup)
    return Typed(
        act=act,
        result=result,
        date=day,
        time=time,
        conditions=_lines(wanted.conditions),
        met=one_line(wanted.met),
        texts={name: several_lines(getattr(wanted, name)) or None for name in _TEXTS},
    )


def _act(wanted: WantedApproval, lookup: Lookup) -> ApprovalAct:
    """What is recorded; what does not go with it is noted."""
    given: dict[ApprovalAct, object] = {WITHDRAWN: wanted.withdraw, MET: wanted.met, SIGNED: wanted.signed}
    acts = [act for act, value in given.items() if value]
    if len(acts) > 1:
        lookup.refuse(rules.TWO_ACTS, _ACTS[acts[1]], options=[_ACTS[each] for each in acts])
    act = acts[0] if acts else DECIDED
    for name in _FOREIGN[act]:
        if getattr(wanted, name):
            _unfit(lookup, name, words(f"登记的是{act}", f"what is recorded is {_ENGLISH_ACTS[act]}"))
    return act


_ENGLISH_ACTS = {
    WITHDRAWN: "a withdrawal",
    MET: "a condition that is met",
    SIGNED: "a signature",
    DECIDED: "a decision",
}


def _result(wanted: WantedApproval, stage: Stage | None, lookup: Lookup) -> StageResult | None:
    text = one_line(wanted.result)
    if not text:
        lookup.refuse(rules.NO_RESULT, "--result", stage=stage.title if stage else wanted.stage)
        return None
    found = next((each for each, english in RESULTS.items() if text == each or text.lower() == english), None)
    if found is None:
        lookup.refuse(rules.BAD_RESULT, "--result", text=text)
    return found


def _look_at_conditions(wanted: WantedApproval, result: StageResult | None, lookup: Lookup) -> None:
    """Conditions go with one result and no other."""
    conditions = _lines(wanted.conditions)
    if result == CONDITIONAL and not conditions:
        lookup.refuse(rules.NO_CONDITIONS, "--condition")
    if result and result != CONDITIONAL and conditions:
        _unfit(lookup, "conditions", words(f"结果是{result}", f"the result is {RESULTS[result]}"))


def _look_at_answer(plan: Plan, wanted: WantedApproval, stage: Stage | None, lookup: Lookup) -> None:
    """What somebody outside answered is said where the stage is his, and nowhere else."""
    if stage is None:
        return
    party = {each.id: each for each in plan.organisation.outside}.get(stage.by)
    given = {"reference": several_lines(wanted.reference), "answer": several_lines(wanted.answer)}
    if party is None:
        for name in filter(given.get, given):
            _unfit(lookup, name, words("这个环节不是征询外部单位", "no outside party answers in this stage"))
        return
    if wanted.oral:
        _unfit(lookup, "oral", words("外部单位的答复写在 --answer", "what somebody outside said goes into --answer"))
    lacking = [said for name, said in _CALLED.items() if not given[name]]
    if lacking:
        option = "--answer" if given["reference"] else "--reference"
        values = {"stage": stage.title, "party": party.title, "lacking": lacking}
        lookup.findings.append(Finding(rule=rules.NO_ANSWER, at=Place(file=option), values=values))


_CALLED = {"reference": words("文号", "its number"), "answer": words("答复内容", "what it says")}


def _moment(wanted: WantedApproval, lookup: Lookup) -> tuple[datetime.date | None, str]:
    """The day, and the time where it is said with it."""
    text, option = (wanted.signed, "--signed") if wanted.signed else (wanted.date, "--date")
    if wanted.signed and wanted.date:
        _unfit(lookup, "date", words("--signed 已经写明日期", "--signed says the date"))
    if not text.strip():
        lookup.refuse(rules.NO_DATE, "--date")
        return None, ""
    try:
        moment = parse_time(text)
    except ValueError:
        day = lookup.date(text, option)
        if day and wanted.oral:
            lookup.refuse(rules.NO_TIME, "--date")
        return day, ""
    return moment.date(), f"{moment:%H:%M}"


def _unfit(lookup: Lookup, name: str, why: Words) -> None:
    option = "--condition" if name == "conditions" else f"--{name}"
    lookup.refuse(rules.NOT_FITTING, option, what=option, why=why)


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(one_line, texts))))

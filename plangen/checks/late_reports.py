"""Reports to authorities: what the plan gives them is no later than the law allows."""

import re
from collections.abc import Iterator

from msgspec import Struct

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import length, verified
from plangen.diagnostics import WARNING, Finding, Place, Words, rule
from plangen.model.due import deadlines_of
from plangen.model.legal import Deadline
from plangen.model.plan import Plan
from plangen.model.scenario import Notification, Scenario
from plangen.model.timeline import Step
from plangen.model.values import Duration, Moment

_LAW = """# legal/deadlines.yaml
deadlines:
  - {id: report, title: 报告泄露事件, kinds: [bulletin], starts: 发现, amount: 4, unit: 小时, to: 省级市场监督管理部门,
     basis: 某办法第四条, certainty: 已查证, checked_on: 2026-03-01, confirmed_by: 赵法务}
"""
_REPORT = (
    "# scenarios/leak.yaml\nnotifications:\n"
    "  - {sender: service, receiver: regulator, content: 事件报告, within: %s, since: 发现时}\n"
)

LATE = rule(
    "L108",
    WARNING,
    title=("计划的报告时限晚于法定时限", "a report that is planned later than the law allows"),
    why=(
        "照计划做就违反法律规定；演练里练成习惯，真实事件中也会迟报",
        "who follows the plan breaks the law, and what was rehearsed late is reported late",
    ),
    message=(
        "场景“{scenario}”的“{what}”在{clock}后{delay}才报告{receiver}，而法定时限“{title}”是{limit}",
        (
            "in '{scenario}' '{what}' reaches {receiver} {delay} after the clock '{clock}' starts; the statutory limit"
            " '{title}' is {limit}"
        ),
    ),
    hint=("把时限改得不晚于法定时限", "make it no later than the statutory limit"),
    bad=_LAW + _REPORT % "6小时",
    good=_LAW + _REPORT % "3小时",
)

_MINUTES = {"小时": 60, "天": 24 * 60}  # of the units that a plan's own limits are in
_FOUND = "发现"
_SEPARATORS = re.compile(r"[、，,；;和及]")
_BEFORE = re.compile(r"^(?:有关|原|国家|省级|省|市级|市(?!场)|区级|县级|当地|所在地|地方|上级|各级|负责)+")
_BEHIND = re.compile(r"(?:主管|监管)?(?:部门|机关|机构|单位)$|(?:管理)?(?:总局|局|办公室|办|委员会|委)$")
_SAY_NOTHING = frozenset({"", "主管", "行政", "监管", "监督", "报告", "保护工作"})
_TELLING = r"(?:向|报|告知|通报|通知)[^，。；]{0,8}"


class _Planned(Struct, frozen=True, kw_only=True):
    """What is planned to reach somebody, and how long after the clock of a deadline has started."""

    at: Place
    what: str
    receiver: str
    delay: Duration


def late(plan: Plan) -> Found:
    for scenario in plan.played:
        for due in deadlines_of(plan, scenario):
            allowed = _allowed(due.deadline) if due.in_force else None
            if allowed is None:
                continue
            first = min(_planned(plan, scenario, due.deadline), key=lambda each: each.delay, default=None)
            if first is not None and first.delay > allowed:
                yield _finding(scenario, due.deadline, first)


def _allowed(deadline: Deadline) -> Duration | None:
    """The limit as a length of time, None where it is none: working days, months, at once."""
    size = _MINUTES.get(deadline.unit)
    return Duration(deadline.amount * size) if size and deadline.amount and not deadline.repeats else None


def _finding(scenario: Scenario, deadline: Deadline, planned: _Planned) -> Finding:
    values = {
        "scenario": scenario.title,
        "what": planned.what,
        "receiver": planned.receiver,
        "delay": length(planned.delay),
        "clock": deadline.clock,
        "title": deadline.title,
        "limit": deadline.limit,
    }
    return Finding(rule=LATE, at=planned.at, values=values, hint=_hint(deadline))


def _hint(deadline: Deadline) -> Words:
    """The article and its limit, how far it can be relied on, and when it does not apply."""
    known, only = verified(deadline), deadline.condition
    when = Words(f"，适用于{only}", f", where {only}") if only else Words("", "")
    return Words(
        f"{deadline.grounds}：{deadline.clock}后{deadline.limit}内报告{deadline.to}{when.zh}（{known.zh}）。"
        "把时限改短；由法律人员确认不适用的，写入 exceptions.yaml",
        f"{deadline.grounds}: {deadline.limit} after {deadline.clock}, to {deadline.to}{when.en} ({known.en})."
        " Shorten the limit; where legal confirms that it does not apply, add an exception to exceptions.yaml",
    )


def _planned(plan: Plan, scenario: Scenario, deadline: Deadline) -> Iterator[_Planned]:
    """What the plan has reach those to whom the deadline wants it reported, where it says by when."""
    names = _names(deadline.to)
    yield from _notified(plan, scenario, deadline, names)
    found = _found(plan, scenario)
    if found is not None and deadline.starts == _FOUND:
        yield from _taken(plan, scenario, found, names)


def _notified(plan: Plan, scenario: Scenario, deadline: Deadline, names: frozenset[str]) -> Iterator[_Planned]:
    for each in scenario.notifications:
        receiver = plan.party(each.receiver)
        delay = _delay(plan, scenario, deadline, each) if _is_meant(receiver, names) else None
        if delay is not None:
            yield _Planned(at=each.where("within"), what=each.content, receiver=receiver, delay=delay)


def _taken(plan: Plan, scenario: Scenario, found: Moment, names: frozenset[str]) -> Iterator[_Planned]:
    """The steps of the scenario by which somebody is told, by their last moment."""
    for window in plan.windows.values():
        step = window.step
        receiver = _told(plan, step, names) if scenario.id in (step.scenarios or (scenario.id,)) else None
        if receiver is not None:
            at = step.where("limit" if step.limit else "id")
            yield _Planned(at=at, what=step.title, receiver=receiver, delay=found.until(window.due))


def _delay(plan: Plan, scenario: Scenario, deadline: Deadline, each: Notification) -> Duration | None:
    """How long after the clock has started; None where the plan does not say it."""
    if each.within is None:
        return None
    if deadline.starts in each.since:
        return each.within
    phase = next((phase for phase in plan.timeline.phases if phase.title in each.since), None)
    found = _found(plan, scenario)
    if phase is None or found is None or deadline.starts != _FOUND:
        return None
    return found.until(phase.start + each.within)


def _found(plan: Plan, scenario: Scenario) -> Moment | None:
    """When the incident of the scenario is discovered, on the clock of the drill; None while that is open."""
    incident = scenario.incident
    if incident is None or not isinstance(incident.time, Moment):
        return None
    if plan.date is None or incident.date != plan.date:
        return None
    return incident.time


def _told(plan: Plan, step: Step, names: frozenset[str]) -> str | None:
    """Whom of these a step reports to: as its field says, or its action."""
    if step.reports_to and _is_meant(receiver := plan.party(step.reports_to), names):
        return receiver
    return next((name for name in names if re.search(_TELLING + re.escape(name), step.action)), None)


def _names(to: str) -> frozenset[str]:
    """What tells those apart whom a text lists: 网信 of 省级网信部门; nothing of 有关主管部门."""
    return frozenset(map(_core, _SEPARATORS.split(to))) - _SAY_NOTHING


def _core(name: str) -> str:
    return _BEHIND.sub("", _BEFORE.sub("", name.strip()))


def _is_meant(receiver: str, names: frozenset[str]) -> bool:
    """Whether a party is one of those: by what tells it apart, where that is an authority's also by a part of it."""
    own = _core(receiver)
    if own in _SAY_NOTHING:
        return False
    is_authority = own != receiver.strip()
    return any(own == name or (is_authority and (own in name or name in own)) for name in names)


CHECKS = (Check(rule=LATE, run=late, needs=(resolved("party", "scenario", "notice"), distinct("step", "deadline"))),)

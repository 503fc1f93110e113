"""The course of the drill: rows of the tables on the injects of a scenario, by phase or condition, and of the day."""

from collections.abc import Iterator

from plangen.documents.draft import Content, Draft, Rows
from plangen.documents.inject_words import (
    day_time,
    deliverer,
    expected_lines,
    objectives,
    points,
    receivers,
    sender,
)
from plangen.documents.phrases import BREAK, NONE, period, place_named
from plangen.language.sentences import clause, labelled, sentence
from plangen.model.events import by_drill_time, phase_of, with_breaks
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.timeline import Phase


def planned(draft: Draft, scenario: Scenario, phase: Phase) -> Rows:
    """What is fed in during a phase of a scenario."""
    return _planned(draft, scenario, phase)


def beside_phases(draft: Draft, scenario: Scenario) -> Rows:
    """What is fed in when no phase runs."""
    return _planned(draft, scenario, None)


def waiting(draft: Draft, scenario: Scenario) -> Rows:
    """What is fed in only when its condition holds."""
    return [_row(draft.plan, each) for each in draft.plan.events(scenario.id) if each.kind == CONTINGENCY]


def day(draft: Draft) -> Rows:
    """Every inject by drill time, to tick off; controllers of all scenarios share one clock."""
    plan = draft.plan
    return [
        (
            day_time(each.time),
            each.serial,
            clause(each.title),
            each.way,
            deliverer(plan, each),
            "、".join(receivers(plan, each)),
            place_named(plan, each.place),
            None,
            None,
        )
        if isinstance(each, Inject)
        else (period(each.start, each.end), NONE, BREAK, NONE, NONE, NONE, "", NONE, NONE)
        for each in with_breaks(plan, [inject for _, inject in by_drill_time(plan)])
    ]


def _planned(draft: Draft, scenario: Scenario, phase: Phase | None) -> Rows:
    plan = draft.plan
    events = (each for each in plan.events(scenario.id) if each.kind != CONTINGENCY)
    return [_row(plan, each) for each in events if phase_of(plan, each) is phase]


def _row(plan: Plan, inject: Inject) -> tuple[Content, ...]:
    tested = [each for each in objectives(plan, inject) if each != NONE]
    return (
        (f"**{inject.serial}**", *_times(inject), inject.kind, inject.way),
        tuple(_told(plan, inject)),
        expected_lines(plan, inject),
        (labelled("目标", "、".join(tested)), *(each for each in points(inject) if each != NONE)),
    )


def _times(inject: Inject) -> tuple[str, ...]:
    """When it is sent, and the time within the scenario where that is another."""
    if not inject.time:
        return ("按条件",)
    told = () if inject.scenario_time in {None, inject.time} else (f"情景{inject.scenario_time}",)
    return (f"**{day_time(inject.time)}**", *told)


def _told(plan: Plan, inject: Inject) -> Iterator[str]:
    """Who sends whom what, on which condition."""
    speaks, delivers = sender(plan, inject), deliverer(plan, inject)
    yield f"**{inject.title}**"
    yield labelled("发出", speaks if speaks == delivers else f"{speaks}（{delivers}投放）")
    if inject.to:
        yield labelled("接收", "、".join(receivers(plan, inject)))
    yield labelled("地点", place_named(plan, inject.place))
    yield labelled("启用条件", inject.condition or "")
    yield sentence(inject.content)
    yield labelled("导调提示", inject.note)

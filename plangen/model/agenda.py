"""What everybody has to do in the drill, in order of time, wherever the plan gives it to him.

Steps, the report path, notification chains, the command flow, decision levels, release stages, the media work flow,
response teams, command centre, hotline, drill staff, and injects that need somebody, of which nothing is told but the
phase. Role cards, packets, contacts and checks take from here who does what when.
"""

from collections.abc import Iterable, Iterator, Mapping

from plangen.model.command import CentreStaff
from plangen.model.drill import Participants
from plangen.model.duties import (
    Capacity,
    steps_of,
)
from plangen.model.duty import (
    Duty,
    DutyKind,
    called_upon,
    chief_of,
    joined_steps,
    lasting,
    of_scenarios,
    waiting,
    with_step,
)
from plangen.model.events import phase_of
from plangen.model.holders import Holder, HolderKind, commander_of, holders
from plangen.model.organisation import Outside, ResponseTeam
from plangen.model.plan import Plan, once
from plangen.model.post_agenda import of_post
from plangen.model.presence import begins_within
from plangen.model.report_path import handed_on
from plangen.model.reporting import Hotline
from plangen.model.script import DrillStaff
from plangen.model.timeline import ALL_DEPARTMENTS

__all__ = ["Duty", "DutyKind", "duties_of", "scenarios_of", "waits_for"]


def duties_of(plan: Plan, holder: Holder) -> tuple[Duty, ...]:
    """All that the holder has to do: what has a time by the clock, then what lasts, each in the order of the plan."""
    known = _duties(plan).get(holder.key)
    return _in_order(_MAKERS[holder.kind](plan, holder)) if known is None else known


def waits_for(plan: Plan, holder: Holder) -> tuple[str, ...]:
    """The parties that the holder waits for, each once."""
    named = (party for duty in duties_of(plan, holder) for party in duty.waits_for)
    return tuple(dict.fromkeys(party for party in named if party != holder.party))


def scenarios_of(plan: Plan, holder: Holder) -> frozenset[str]:
    """The played scenarios in which the holder has something of his own to do; all for those who command.

    What is for every scenario says nothing of any; where nothing else says it, it is all of them. Of drill staff it
    is what the script says.
    """
    played = frozenset(scenario.id for scenario in plan.played)
    if holder.party in plan.organisation.team.commanders:
        return played
    if isinstance(holder.record, DrillStaff):
        return played.intersection(holder.record.scenarios) or played
    named = frozenset(key for duty in duties_of(plan, holder) for key in duty.scenarios)
    return named & played or played


@once
def _duties(plan: Plan) -> Mapping[str, tuple[Duty, ...]]:
    found: dict[str, tuple[Duty, ...]] = {}
    for each in holders(plan):
        found.setdefault(each.key, _in_order(_MAKERS[each.kind](plan, each)))
    return found


def _in_order(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    every = tuple(duties)
    timed = [duty for duty in every if duty.start is not None and duty.due is not None]
    timed.sort(key=lambda duty: (duty.start, duty.due))
    return (*timed, *(duty for duty in every if duty.start is None or duty.due is None))


def _of_participants(plan: Plan, holder: Holder) -> Iterator[Duty]:
    group = holder.record
    if isinstance(group, Participants):
        for phase, step in steps_of(plan, (group.department, ALL_DEPARTMENTS)):
            if begins_within(plan, group.sessions, phase.start):
                to = handed_on(plan, step, group, is_department=True)
                yield with_step(plan, phase, step, to, Capacity.DEPARTMENT)
        yield from lasting(DutyKind.TASK, group, "tasks", group.tasks)
        yield from called_upon(plan, {group.department})
        yield from waiting(group, group.waits)


def _of_team(plan: Plan, holder: Holder) -> Iterator[Duty]:
    team = holder.record
    if isinstance(team, ResponseTeam):
        for phase, step in steps_of(plan, (team.id,)):
            yield with_step(plan, phase, step, handed_on(plan, step, team, is_department=True))
        yield from joined_steps(plan, holder)
        yield from lasting(DutyKind.RESPONSE, team, "duties", team.duties, hands_to=chief_of(plan, team.department))
        yield from of_scenarios(plan, {team.id})
        yield from called_upon(plan, {team.id})
        yield from waiting(team, team.waits)


def _of_centre(plan: Plan, holder: Holder) -> Iterator[Duty]:
    staff, leader = holder.record, plan.organisation.team.leader
    if isinstance(staff, CentreStaff):
        yield from lasting(DutyKind.CENTRE, staff, "duties", staff.duties, hands_to=leader)


def _of_hotline(plan: Plan, holder: Holder) -> Iterator[Duty]:
    hotline = holder.record
    if isinstance(hotline, Hotline):
        yield from lasting(DutyKind.HOTLINE, hotline, "duties", hotline.duties, hands_to=plan.organisation.team.id)


def _of_outside(plan: Plan, holder: Holder) -> Iterator[Duty]:
    outside = holder.record
    if isinstance(outside, Outside):
        commander = commander_of(plan, outside)
        for phase, step in steps_of(plan, (outside.id,)):
            yield with_step(plan, phase, step, step.reports_to or commander)
        yield from joined_steps(plan, holder)
        yield from of_scenarios(plan, {outside.id})
        yield from called_upon(plan, {outside.id})
        yield from waiting(outside, outside.waits)


def _of_staff(plan: Plan, holder: Holder) -> Iterator[Duty]:
    staff = holder.record
    if isinstance(staff, DrillStaff):
        yield from _delivered(plan, staff)
        yield from lasting(DutyKind.STAFF, staff, "duties", staff.duties)
        for at, key in enumerate(staff.objectives):
            if goal := plan.objectives.get(key):
                yield Duty(kind=DutyKind.STAFF, record=staff, path=("objectives", at), title=goal.title, what=goal.text)


def _delivered(plan: Plan, staff: DrillStaff) -> Iterator[Duty]:
    """The injects that somebody delivers, himself or in a role that he plays."""
    played = {role.id for role in plan.script.roles if role.played_by == staff.id}
    for scenario in plan.played:
        for inject in plan.events(scenario.id):
            if inject.by == staff.id or inject.role in played:
                yield Duty(
                    kind=DutyKind.INJECT,
                    record=inject,
                    title=inject.title,
                    what=inject.content,
                    scenarios=(scenario.id,),
                    phase=phase_of(plan, inject),
                    start=inject.time,
                    due=inject.time,
                    hands_to=inject.to[0] if inject.to else "",
                )


_MAKERS = {
    HolderKind.POST: of_post,
    HolderKind.PARTICIPANTS: _of_participants,
    HolderKind.TEAM: _of_team,
    HolderKind.CENTRE: _of_centre,
    HolderKind.HOTLINE: _of_hotline,
    HolderKind.OUTSIDE: _of_outside,
    HolderKind.STAFF: _of_staff,
}

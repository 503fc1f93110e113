"""What everybody has to do in the drill, in order of time, wherever the plan gives it to him.

Steps, the report path, notification chains, the command flow, decision levels, release stages, the media work flow,
response teams, command centre, hotline, drill staff, and injects that need somebody, of which nothing is told but the
phase. Role cards, packets, contacts and checks take from here who does what when.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from plangen.diagnostics import Place
from plangen.model.command import CentreStaff
from plangen.model.drill import Participants
from plangen.model.duties import (
    Capacity,
    collectors,
    decides,
    heads,
    in_name_of,
    played_steps,
    steps_of,
    tasks,
)
from plangen.model.events import phase_of
from plangen.model.holders import Holder, HolderKind, commander_of, holders
from plangen.model.injects import Inject
from plangen.model.organisation import Outside, Post, ResponseTeam
from plangen.model.plan import Plan, once
from plangen.model.presence import begins_within
from plangen.model.report_path import Passing, handed_on, passings
from plangen.model.reporting import Hotline
from plangen.model.routes import common_stages
from plangen.model.schedule import Told
from plangen.model.script import DrillStaff
from plangen.model.spec import Record
from plangen.model.timeline import ALL_DEPARTMENTS, Phase, Step
from plangen.model.values import Duration, Id, Moment


class DutyKind(StrEnum):
    """What gives somebody a duty."""

    STEP = "step"  # of the timeline: his own, his department's, the team's, or one that he joins
    REPORT = "report"  # his place in the report path
    NOTIFY = "notify"  # the notification chain of a scenario
    COMMAND = "command"  # an order that he gives by the command flow
    ORDERED = "ordered"  # what the command flow or the measures of a scenario order him
    DECISION = "decision"  # a decision level
    RELEASE = "release"  # a stage on the way to the public, or the answer for it
    MEDIA = "media"  # the work flow of the media liaison officer
    RESPONSE = "response"  # the duties of a response team
    CENTRE = "centre"  # in the command centre
    HOTLINE = "hotline"
    STANDING = "standing"  # what a post, department, collector or team is for, all the time
    TASK = "task"  # of the people whom a department sends
    STAFF = "staff"  # of those who run, judge and simulate
    INJECT = "inject"  # of drill staff: one to deliver; of players: something in this phase will need them
    WAIT = "wait"  # the plan says that the role waits, and for what


class Duty(Struct, frozen=True, kw_only=True):
    """Something that somebody has to do; without `start` it lasts, or nobody knows when it comes."""

    kind: DutyKind
    record: Record  # the source of it
    path: tuple[str | int, ...] = ()  # to its place below the record
    title: str = ""
    what: str = ""  # nothing where its words would give a secret away
    scenarios: tuple[Id, ...] = ()  # none: all
    phase: Phase | None = None
    step: Step | None = None
    start: Moment | None = None
    due: Moment | None = None
    limit: Duration | None = None
    every: Duration | None = None
    since: str = ""  # from what the limit counts, where the plan says it in words
    hands_to: str = ""  # the party that gets it, or whom it is reported to
    waits_for: tuple[str, ...] = ()  # the parties that have to be done before
    capacity: Capacity = Capacity.OWN

    @property
    def place(self) -> Place:
        """Where the source gives it."""
        return self.record.where(*self.path)

    @property
    def lasts(self) -> bool:
        """Whether it has no time of its own."""
        return self.start is None


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


def _of_post(plan: Plan, holder: Holder) -> Iterator[Duty]:
    post = holder.record
    if not isinstance(post, Post):
        return
    parties = in_name_of(plan, post)
    yield from _steps_of_post(plan, post)
    yield from _joined(plan, holder)
    yield from _passed_on(plan, post)
    yield from _lasting(DutyKind.STANDING, post, "duties", post.duties)
    yield from _of_department(plan, post)
    yield from _of_command(plan, post)
    yield from _of_release(plan, post)
    yield from _of_scenarios(plan, _acting(plan, post, parties))
    yield from _called(plan, {post.id, *heads(plan).get(post.id, ())})
    yield from _waiting(post, post.waits)


def _acting(plan: Plan, post: Post, parties: Mapping[str, Capacity]) -> frozenset[str]:
    """The parties whose notices and orders are the post's; those of the team are its leader's."""
    team = plan.organisation.team
    return frozenset(
        party for party, capacity in parties.items() if capacity is not Capacity.TEAM or post.id == team.leader
    )


def _steps_of_post(plan: Plan, post: Post) -> Iterator[Duty]:
    is_head = post.id in heads(plan)
    steps = [(task.phase, task.step, task.capacity) for task in tasks(plan, post)]
    if post.department in plan.departments and not is_head:
        known = {step.id for _, step, _ in steps}
        common = steps_of(plan, (ALL_DEPARTMENTS,))
        steps += [(phase, step, Capacity.DEPARTMENT) for phase, step in common if step.id not in known]
    for phase, step, capacity in steps:
        if begins_within(plan, post.sessions, phase.start):
            is_department = capacity is Capacity.DEPARTMENT and not is_head
            yield _step(plan, phase, step, handed_on(plan, step, post, is_department=is_department), capacity)


def _step(plan: Plan, phase: Phase, step: Step, hands_to: str | None, capacity: Capacity = Capacity.OWN) -> Duty:
    start, due = _window(plan, phase, step)
    before = plan.steps.get(step.waits_for)
    return Duty(
        kind=DutyKind.STEP,
        record=step,
        title=step.title,
        what=step.action,
        scenarios=step.scenarios,
        phase=phase,
        step=step,
        start=start,
        due=due,
        limit=step.limit,
        every=step.every,
        hands_to=hands_to or "",
        waits_for=(before.owner,) if before and before.owner != step.owner else (),
        capacity=capacity,
    )


def _window(plan: Plan, phase: Phase, step: Step) -> tuple[Moment, Moment]:
    """When a step runs as everybody may know it: by the clock, or some time in its phase."""
    window = plan.windows.get(step.id)
    if window is None or window.told is not Told.TO_ALL:
        return phase.start, phase.end
    return window.start, window.due


def _joined(plan: Plan, holder: Holder) -> Iterator[Duty]:
    """The steps of others in which the holder takes part."""
    for phase, step in played_steps(plan):
        is_there = begins_within(plan, holder.shift, phase.start)
        if holder.party in step.joined_by and is_there and step.owner != holder.party:
            to = _chief(plan, step.owner) if step.owner in plan.departments else step.owner
            yield _step(plan, phase, step, to, Capacity.OWN)


def _passed_on(plan: Plan, post: Post) -> Iterator[Duty]:
    """What a collector passes on by the report path: with each report of his department, else all the time."""
    mine = {step.id for step in (task.step for task in tasks(plan, post))}
    for department in collectors(plan).get(post.id, ()):
        for passing in passings(plan, department):
            if post.id in passing.posts and post.id not in heads(plan):
                yield from _reports(plan, passing, department, mine)


def _reports(plan: Plan, passing: Passing, department: str, mine: Iterable[str]) -> Iterator[Duty]:
    own = frozenset(mine)
    reports = [(phase, step) for phase, step in steps_of(plan, (department,)) if step.reports_to]
    for phase, step in reports:
        if step.id not in own:
            start, due = _window(plan, phase, step)
            yield Duty(
                kind=DutyKind.REPORT,
                record=passing.step,
                title=step.title,
                what=passing.step.action,
                scenarios=step.scenarios,
                phase=phase,
                step=step,
                start=start,
                due=due,
                limit=step.limit,
                every=step.every,
                hands_to=passing.hands_to,
                waits_for=(department,),
                capacity=Capacity.DEPARTMENT,
            )
    yield Duty(
        kind=DutyKind.REPORT,
        record=passing.step,
        title=passing.step.title,
        what=passing.step.action,
        hands_to=passing.hands_to,
        waits_for=(passing.waits_for,) if passing.waits_for else (),
        capacity=Capacity.DEPARTMENT,
    )


def _of_department(plan: Plan, post: Post) -> Iterator[Duty]:
    for department in plan.organisation.departments:
        if post.id in department.leading:
            yield from _lasting(
                DutyKind.STANDING, department, "duties", department.duties, capacity=Capacity.DEPARTMENT
            )
            for passing in passings(plan, department.id):
                if post.id in passing.posts:
                    yield Duty(
                        kind=DutyKind.REPORT,
                        record=passing.step,
                        title=passing.step.title,
                        what=passing.step.action,
                        hands_to=passing.hands_to,
                        waits_for=(passing.waits_for,) if passing.waits_for else (),
                        capacity=Capacity.DEPARTMENT,
                    )
        if department.collector == post.id:
            yield from _lasting(DutyKind.STANDING, plan.reporting, "collector_duties", plan.reporting.collector_duties)
            yield from _lasting(DutyKind.STANDING, department, "watches", department.watches)


def _of_command(plan: Plan, post: Post) -> Iterator[Duty]:
    """The start order, decisions, orders by the command flow, and places in the command centre."""
    team, order = plan.organisation.team, plan.timeline.order
    if order.by == post.id and not any(task.step.owner == post.id for task in tasks(plan, post)):
        yield Duty(
            kind=DutyKind.COMMAND, record=order, path=("text",), what=order.text, start=order.time, due=order.time
        )
    if post.id == team.leader:
        yield from _lasting(DutyKind.STANDING, team, "duties", team.duties, capacity=Capacity.TEAM)
    for level in plan.command.levels:
        is_member = level.decides == team.id and post.id in team.everybody
        if is_member or decides(plan, level, post):
            capacity = Capacity.TEAM if is_member else Capacity.OWN
            yield Duty(kind=DutyKind.DECISION, record=level, what=level.manner, capacity=capacity)
    yield from _orders(plan) if post.id in team.commanders else _on_the_spot(plan, post)
    yield from _at_centre(plan, post)


def _orders(plan: Plan) -> Iterator[Duty]:
    for scenario in plan.played:
        for each in scenario.flow:
            yield Duty(
                kind=DutyKind.COMMAND,
                record=each,
                title=each.title,
                what=each.action,
                scenarios=(scenario.id,),
                hands_to=each.owner,
            )


def _on_the_spot(plan: Plan, post: Post) -> Iterator[Duty]:
    """What outside parties do at the command of the post."""
    for outside in plan.organisation.outside:
        steps = steps_of(plan, (outside.id,))
        if steps and commander_of(plan, outside) == post.id:
            for phase, step in steps:
                yield Duty(
                    kind=DutyKind.COMMAND,
                    record=step,
                    title=step.title,
                    what=step.action,
                    scenarios=step.scenarios,
                    phase=phase,
                    hands_to=outside.id,
                )


def _at_centre(plan: Plan, post: Post) -> Iterator[Duty]:
    for staff in plan.command.staff:
        if post.id in staff.posts:
            yield from _lasting(DutyKind.CENTRE, staff, "duties", staff.duties)
    hotline = plan.reporting.hotline
    if hotline and hotline.post == post.id:
        yield from _lasting(DutyKind.HOTLINE, hotline, "duties", hotline.duties, hands_to=plan.organisation.team.id)


def _of_release(plan: Plan, post: Post) -> Iterator[Duty]:
    communication = plan.communication
    for who in (communication.responsible, communication.supporting):
        if who and who.post == post.id:
            yield from _lasting(DutyKind.RELEASE, who, "duties", who.duties)
    stages = common_stages(plan)
    mine = {post.id, *heads(plan).get(post.id, ())}
    for before, stage, after in zip((None, *stages), stages, (*stages[1:], None), strict=False):
        if stage.by in mine:
            yield Duty(
                kind=DutyKind.RELEASE,
                record=stage,
                title=stage.title,
                what=stage.action,
                limit=stage.limit,
                hands_to=after.by if after else "",
                waits_for=(before.by,) if before and before.by not in mine else (),
            )
    liaison = communication.liaison
    if liaison and liaison.post == post.id:
        for work in liaison.workflow:
            yield Duty(kind=DutyKind.MEDIA, record=work, title=work.title, what=work.text)
        for duty in liaison.duties:
            yield Duty(kind=DutyKind.STANDING, record=duty, title=duty.title, what=duty.text)


def _of_scenarios(plan: Plan, acting: Iterable[str]) -> Iterator[Duty]:
    """What scenarios give these parties: notices to give, orders and measures to carry out."""
    parties = frozenset(acting)
    for scenario in plan.played:
        key = (scenario.id,)
        for told in scenario.notifications:
            if told.sender in parties:
                yield Duty(
                    kind=DutyKind.NOTIFY,
                    record=told,
                    what=told.content,
                    scenarios=key,
                    limit=told.within,
                    since=told.since,
                    hands_to=told.receiver,
                )
        for order in scenario.flow:
            if order.owner in parties:
                yield Duty(
                    kind=DutyKind.ORDERED,
                    record=order,
                    title=order.title,
                    what=order.action,
                    scenarios=key,
                    waits_for=(plan.organisation.team.leader,),
                )
        for measure in scenario.measures:
            if measure.owner in parties:
                yield Duty(kind=DutyKind.ORDERED, record=measure, title=measure.title, what=measure.text, scenarios=key)


def _of_participants(plan: Plan, holder: Holder) -> Iterator[Duty]:
    group = holder.record
    if isinstance(group, Participants):
        for phase, step in steps_of(plan, (group.department, ALL_DEPARTMENTS)):
            if begins_within(plan, group.sessions, phase.start):
                to = handed_on(plan, step, group, is_department=True)
                yield _step(plan, phase, step, to, Capacity.DEPARTMENT)
        yield from _lasting(DutyKind.TASK, group, "tasks", group.tasks)
        yield from _called(plan, {group.department})
        yield from _waiting(group, group.waits)


def _of_team(plan: Plan, holder: Holder) -> Iterator[Duty]:
    team = holder.record
    if isinstance(team, ResponseTeam):
        for phase, step in steps_of(plan, (team.id,)):
            yield _step(plan, phase, step, handed_on(plan, step, team, is_department=True))
        yield from _joined(plan, holder)
        yield from _lasting(DutyKind.RESPONSE, team, "duties", team.duties, hands_to=_chief(plan, team.department))
        yield from _of_scenarios(plan, {team.id})
        yield from _called(plan, {team.id})
        yield from _waiting(team, team.waits)


def _chief(plan: Plan, department: str) -> str:
    chiefs = plan.departments[department].chiefs if department in plan.departments else ()
    return chiefs[0] if chiefs else plan.organisation.team.leader


def _of_centre(plan: Plan, holder: Holder) -> Iterator[Duty]:
    staff, leader = holder.record, plan.organisation.team.leader
    if isinstance(staff, CentreStaff):
        yield from _lasting(DutyKind.CENTRE, staff, "duties", staff.duties, hands_to=leader)


def _of_hotline(plan: Plan, holder: Holder) -> Iterator[Duty]:
    hotline = holder.record
    if isinstance(hotline, Hotline):
        yield from _lasting(DutyKind.HOTLINE, hotline, "duties", hotline.duties, hands_to=plan.organisation.team.id)


def _of_outside(plan: Plan, holder: Holder) -> Iterator[Duty]:
    outside = holder.record
    if isinstance(outside, Outside):
        commander = commander_of(plan, outside)
        for phase, step in steps_of(plan, (outside.id,)):
            yield _step(plan, phase, step, step.reports_to or commander)
        yield from _joined(plan, holder)
        yield from _of_scenarios(plan, {outside.id})
        yield from _called(plan, {outside.id})
        yield from _waiting(outside, outside.waits)


def _of_staff(plan: Plan, holder: Holder) -> Iterator[Duty]:
    staff = holder.record
    if isinstance(staff, DrillStaff):
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
        yield from _lasting(DutyKind.STAFF, staff, "duties", staff.duties)


def _lasting(
    kind: DutyKind,
    record: Record,
    field: str,
    texts: Iterable[str],
    *,
    hands_to: str = "",
    capacity: Capacity = Capacity.OWN,
) -> Iterator[Duty]:
    for at, text in enumerate(texts):
        yield Duty(kind=kind, record=record, path=(field, at), what=text, hands_to=hands_to, capacity=capacity)


def _waiting(record: Record, text: str | None) -> Iterator[Duty]:
    if text:
        yield Duty(kind=DutyKind.WAIT, record=record, path=("waits",), what=text)


def _called(plan: Plan, parties: Iterable[str]) -> Iterator[Duty]:
    """One duty for each phase in which an inject needs one of these, without a word of what, when and why."""
    wanted = frozenset(parties)
    for phase, group in itertools.groupby(_needing(plan, wanted), key=lambda each: each[0]):
        inject = next(group)[1]
        yield Duty(kind=DutyKind.INJECT, record=inject, phase=phase, start=phase.start, due=phase.end)


def _needing(plan: Plan, parties: frozenset[str]) -> list[tuple[Phase, Inject]]:
    found = [
        (phase, inject) for phase, inject in _placed(plan) if not parties.isdisjoint((*inject.to, *_expected(inject)))
    ]
    return sorted(found, key=lambda each: each[0].start)


@once
def _placed(plan: Plan) -> tuple[tuple[Phase, Inject], ...]:
    """The injects of the played scenarios with their phases."""
    injects = (inject for scenario in plan.played for inject in plan.events(scenario.id))
    return tuple((phase, inject) for inject in injects if (phase := phase_of(plan, inject)) is not None)


def _expected(inject: Inject) -> Iterator[str]:
    return (each.who for each in inject.expected if each.who)


_MAKERS = {
    HolderKind.POST: _of_post,
    HolderKind.PARTICIPANTS: _of_participants,
    HolderKind.TEAM: _of_team,
    HolderKind.CENTRE: _of_centre,
    HolderKind.HOTLINE: _of_hotline,
    HolderKind.OUTSIDE: _of_outside,
    HolderKind.STAFF: _of_staff,
}

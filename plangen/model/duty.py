"""One duty of somebody in the drill, and how duties are made of the places of a plan that give them."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from plangen.diagnostics import Place
from plangen.model.duties import (
    Capacity,
    played_steps,
)
from plangen.model.events import phase_of
from plangen.model.holders import Holder
from plangen.model.injects import Inject
from plangen.model.plan import Plan, once
from plangen.model.presence import begins_within
from plangen.model.schedule import Told
from plangen.model.spec import Record
from plangen.model.timeline import Phase, Step
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


def chief_of(plan: Plan, department: str) -> str:
    chiefs = plan.departments[department].chiefs if department in plan.departments else ()
    return chiefs[0] if chiefs else plan.organisation.team.leader


def lasting(
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


def waiting(record: Record, text: str | None) -> Iterator[Duty]:
    if text:
        yield Duty(kind=DutyKind.WAIT, record=record, path=("waits",), what=text)


def called_upon(plan: Plan, parties: Iterable[str]) -> Iterator[Duty]:
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


def with_step(plan: Plan, phase: Phase, step: Step, hands_to: str | None, capacity: Capacity = Capacity.OWN) -> Duty:
    start, due = told_window(plan, phase, step)
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


def told_window(plan: Plan, phase: Phase, step: Step) -> tuple[Moment, Moment]:
    """When a step runs as everybody may know it: by the clock, or some time in its phase."""
    window = plan.windows.get(step.id)
    if window is None or window.told is not Told.TO_ALL:
        return phase.start, phase.end
    return window.start, window.due


@once
def _joined(plan: Plan) -> Mapping[str, list[tuple[Phase, Step]]]:
    """The steps that each party joins."""
    found: dict[str, list[tuple[Phase, Step]]] = {}
    for phase, step in played_steps(plan):
        for party in dict.fromkeys(step.joined_by):
            found.setdefault(party, []).append((phase, step))
    return found


def joined_steps(plan: Plan, holder: Holder) -> Iterator[Duty]:
    """The steps of others in which the holder takes part."""
    for phase, step in _joined(plan).get(holder.party, ()):
        if step.owner != holder.party and begins_within(plan, holder.shift, phase.start):
            to = chief_of(plan, step.owner) if step.owner in plan.departments else step.owner
            yield with_step(plan, phase, step, to, Capacity.OWN)


def of_scenarios(plan: Plan, acting: Iterable[str]) -> Iterator[Duty]:
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

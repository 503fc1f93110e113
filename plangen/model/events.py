"""What follows from the events lists and the timeline: phases, when an action is due, the order of the day."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from plangen.model.drill import Pause
from plangen.model.injects import CONTINGENCY, ExpectedAction, Inject
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.schedule import Told
from plangen.model.timeline import Phase
from plangen.model.values import Moment

T = TypeVar("T", bound=Inject | Phase)


def phase_of(plan: Plan, inject: Inject) -> Phase | None:
    """The phase that the inject names, else the one that runs at its drill time."""
    if inject.phase:
        return plan.phases.get(inject.phase)
    if inject.time is None:
        return None
    running = [phase for phase in plan.timeline.phases if phase.start <= inject.time < phase.end]
    ending = [phase for phase in plan.timeline.phases if phase.end == inject.time]
    return next(iter((*running, *ending)), None)


def due(plan: Plan, inject: Inject, expected: ExpectedAction) -> Moment | None:
    """When an expected action must be done: by its own limit, else by that of its step; None where neither says."""
    if expected.within and inject.time:
        return inject.time + expected.within
    window = plan.windows.get(expected.step or "")
    if window is None or expected.within or window.told is Told.TO_NOBODY:
        return None
    return window.due


def by_drill_time(plan: Plan) -> Iterator[tuple[Scenario, Inject]]:
    """The injects of the played scenarios as the day takes them, without contingency injects."""
    timed = [
        (inject.time, place, scenario, inject)
        for place, scenario in enumerate(plan.played)
        for inject in plan.events(scenario.id)
        if inject.time is not None and inject.kind != CONTINGENCY
    ]
    for _, _, scenario, inject in sorted(timed, key=lambda each: each[:2]):
        yield scenario, inject


def with_breaks(plan: Plan, timed: Sequence[T]) -> Iterator[T | Pause]:
    """What comes by the clock, and before what follows a break of the drill the break."""
    waiting = list(plan.drill.breaks)
    for each in timed:
        begin = each.start if isinstance(each, Phase) else each.time
        while waiting and begin is not None and waiting[0].end <= begin:
            yield waiting.pop(0)
        yield each

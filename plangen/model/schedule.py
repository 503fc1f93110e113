"""Deadline arithmetic: when each step may start and must be done, along the chain of limits that leads to it.

A step's limit counts from the start order, from its phase's start, from the time another step may start or must be
done, or from an event: at the time of its inject, or whenever it happens. A step without a limit has until the end of
its phase. No clock is read: everything follows from the plan.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from enum import IntEnum

from msgspec import Struct

from plangen.model.injects import Injects
from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE, Phase, Step, Timeline
from plangen.model.values import Duration, Moment


class Told(IntEnum):
    """Who may read the times of a step off the plan."""

    TO_ALL = 0
    TO_STAFF = 1  # they follow from the time of an inject
    TO_NOBODY = 2  # they follow from an event that comes when it comes


class Window(Struct, frozen=True, kw_only=True):
    """When a step may start and must be done, and how that was worked out.

    Where nobody knows when its event comes, it may start with its phase and must be done by the end, or later where
    even the limits along its chain take longer.
    """

    step: Step
    phase: Phase
    start: Moment
    due: Moment
    chain: tuple[Step, ...]  # the steps of the same phase whose limits add up to `due`, this one last
    told: Told = Told.TO_ALL

    @property
    def total(self) -> Duration:
        """The sum of the limits along the chain."""
        return _total(self.chain)

    @property
    def overrun(self) -> Duration:
        """How far beyond the end of its phase the step may be done; zero when it fits."""
        return self.phase.end.until(self.due)


def schedule(timeline: Timeline, injects: Callable[[], Iterable[Injects]] = tuple) -> Mapping[str, Window]:
    """The window of each step by id; steps that never start (unknown or circular `after`) have none.

    Args:
        timeline: whose steps.
        injects: gives the events lists; asked only where a step waits for an inject.
    """
    homes: dict[str, tuple[Phase, Step]] = {step.id: (phase, step) for phase in timeline.phases for step in phase.steps}
    windows: dict[str, Window] = {}
    times = _times(injects) if any(map(_waits_for_inject, timeline.phases)) else {}

    for key in homes:
        for each in _waiting(key, homes, windows):
            window = _window(*homes[each], timeline.order.time, windows, times)
            if window is None:
                break
            windows[each] = window
    return {key: windows[key] for key in homes if key in windows}


def _waits_for_inject(phase: Phase) -> bool:
    return any(step.since and step.since.inject for step in phase.steps)


def _times(injects: Callable[[], Iterable[Injects]]) -> Mapping[str, Moment]:
    """When each inject comes that has a time, by id."""
    every = (inject for listed in injects() for inject in listed.injects)
    return {inject.id: inject.time for inject in every if inject.time is not None}


def _waiting(key: str, homes: Mapping[str, tuple[Phase, Step]], known: Container[str]) -> list[str]:
    """The step and those that it waits for, the last to wait first; not by recursion: chains may be long."""
    waiting: dict[str, None] = {}
    while key in homes and key not in known and key not in waiting:
        waiting[key] = None
        key = homes[key][1].waits_for
    return [*reversed(waiting)]


def _window(
    phase: Phase, step: Step, order: Moment, windows: Mapping[str, Window], times: Mapping[str, Moment]
) -> Window | None:
    """The window of a step, None where that of the step before it is not known."""
    if not step.waits_for:
        return _upon_event(phase, step, times)
    if step.waits_for == AFTER_PHASE:
        return _from(phase.start, phase, step)
    if step.waits_for == AFTER_ORDER:
        return _from(order, phase, step)
    before = windows.get(step.waits_for)
    return _behind(before, phase, step) if before else None


def _behind(before: Window, phase: Phase, step: Step) -> Window:
    """The window of a step that waits for another: for its end, or for its start and so for what that waits for."""
    is_with = step.since is not None
    chain = (*(before.chain[:-1] if is_with else before.chain), step) if before.phase is phase else (step,)
    if before.told is Told.TO_NOBODY:
        return _some_time(before.start if before.phase is phase else phase.start, phase, chain)
    return _from(before.start if is_with else before.due, phase, step, chain=chain, told=before.told)


def _upon_event(phase: Phase, step: Step, times: Mapping[str, Moment]) -> Window:
    inject = step.since.inject if step.since else None
    if inject is None or inject not in times:
        return _some_time(phase.start, phase, (step,))
    return _from(times[inject], phase, step, told=Told.TO_STAFF)


def _from(
    start: Moment, phase: Phase, step: Step, *, chain: tuple[Step, ...] | None = None, told: Told = Told.TO_ALL
) -> Window:
    due = start + step.limit if step.limit else max(start, phase.end)
    return Window(step=step, phase=phase, start=start, due=due, chain=chain or (step,), told=told)


def _some_time(start: Moment, phase: Phase, chain: tuple[Step, ...]) -> Window:
    due = max(phase.end, phase.start + _total(chain))
    return Window(step=chain[-1], phase=phase, start=start, due=due, chain=chain, told=Told.TO_NOBODY)


def _total(steps: Iterable[Step]) -> Duration:
    return Duration(sum(step.limit.minutes for step in steps if step.limit))

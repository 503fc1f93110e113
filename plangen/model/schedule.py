"""Deadline arithmetic: when each step may start and must be done, along the chain of limits that leads to it.

A step's limit counts from the start order, from its phase's start, or from the time another step must be done. A step
without a limit has until the end of its phase. No clock is read: everything follows from the plan.
"""

from collections.abc import Container, Mapping

from msgspec import Struct

from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE, Phase, Step, Timeline
from plangen.model.values import Duration, Moment


class Window(Struct, frozen=True, kw_only=True):
    """When a step may start and must be done, and how that was worked out."""

    step: Step
    phase: Phase
    start: Moment
    due: Moment
    chain: tuple[Step, ...]  # the steps of the same phase whose limits add up to `due`, this one last

    @property
    def total(self) -> Duration:
        """The sum of the limits along the chain."""
        return Duration(sum(step.limit.minutes for step in self.chain if step.limit))

    @property
    def overrun(self) -> Duration:
        """How far beyond the end of its phase the step may be done; zero when it fits."""
        return self.phase.end.until(self.due)


def schedule(timeline: Timeline) -> Mapping[str, Window]:
    """The window of each step by id; steps that never start (unknown or circular `after`) have none."""
    homes: dict[str, tuple[Phase, Step]] = {step.id: (phase, step) for phase in timeline.phases for step in phase.steps}
    windows: dict[str, Window] = {}

    for key in homes:
        for each in _waiting(key, homes, windows):
            window = _window(*homes[each], timeline.order.time, windows)
            if window is None:
                break
            windows[each] = window
    return {key: windows[key] for key in homes if key in windows}


def _waiting(key: str, homes: Mapping[str, tuple[Phase, Step]], known: Container[str]) -> list[str]:
    """The step and those that it waits for, the last to wait first; not by recursion: chains may be long."""
    waiting: dict[str, None] = {}
    while key in homes and key not in known and key not in waiting:
        waiting[key] = None
        key = homes[key][1].after
    return [*reversed(waiting)]


def _window(phase: Phase, step: Step, order: Moment, windows: Mapping[str, Window]) -> Window | None:
    """The window of a step, None where that of the step before it is not known."""
    chain: tuple[Step, ...] = (step,)
    if step.after == AFTER_PHASE:
        start = phase.start
    elif step.after == AFTER_ORDER:
        start = order
    elif before := windows.get(step.after):
        start = before.due
        if before.phase is phase:
            chain = (*before.chain, step)
    else:
        return None
    due = start + step.limit if step.limit else max(start, phase.end)
    return Window(step=step, phase=phase, start=start, due=due, chain=chain)

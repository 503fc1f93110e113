"""Deadline arithmetic: when each step may start and must be done, along the chain of limits that leads to it.

A step's limit counts from the start order, from its phase's start, or from the time another step must be done. A step
without a limit has until the end of its phase. No clock is read: everything follows from the plan.
"""

from collections.abc import Mapping

from msgspec import Struct

from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE, Phase, Step, Timeline
from plangen.model.values import Duration, Moment

__all__ = ["Window", "schedule"]


class Window(Struct, frozen=True, kw_only=True):
    """When a step may start and must be done, and how that was reckoned."""

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
    homes = {step.id: (phase, step) for phase in timeline.phases for step in phase.steps}
    windows: dict[str, Window] = {}

    def place(key: str, above: frozenset[str]) -> Window | None:
        if key in windows:
            return windows[key]
        if key not in homes or key in above:
            return None
        phase, step = homes[key]
        chain: tuple[Step, ...] = (step,)
        if step.after == AFTER_PHASE:
            start = phase.start
        elif step.after == AFTER_ORDER:
            start = timeline.order.time
        else:
            before = place(step.after, above | {key})
            if before is None:
                return None
            start = before.due
            if before.phase is phase:
                chain = (*before.chain, step)
        due = start + step.limit if step.limit else max(start, phase.end)
        windows[key] = Window(step=step, phase=phase, start=start, due=due, chain=chain)
        return windows[key]

    for key in homes:
        place(key, frozenset())
    return {key: windows[key] for key in homes if key in windows}

"""How a notice is released: the step and the stages of all, or those that a route orders for it."""

from collections.abc import Iterator

from msgspec import Struct

from plangen.model.communication import Route, Stage
from plangen.model.plan import Plan, once
from plangen.model.values import Id

ALWAYS = "全部"
"""Stages through which everything passes."""

ORDERED = "另有规定时"
"""Stages that apply only where a route names them."""


class Flow(Struct, frozen=True, kw_only=True):
    """One way to the public: the step by which it is released, and the stages on the way."""

    step: Id | None
    stages: tuple[Stage, ...]
    route: Route | None = None  # which orders its stages; None where they are those of all


def flow_of(plan: Plan, scenario: str, kind: str = "") -> Flow:
    """How a notice of this kind is released in a scenario, by their ids; of several routes the first counts."""
    routes = [each for each in plan.communication.routes if applies(each, scenario, kind)]
    step = next((each.step for each in routes if each.step), plan.communication.release_step)
    route = next((each for each in routes if each.stages), None)
    stages = common_stages(plan) if route is None else ordered_stages(plan, route)
    return Flow(step=step, stages=stages, route=route)


def applies(route: Route, scenario: str, kind: str) -> bool:
    """Whether a route is for a notice of this kind in a scenario."""
    return (not route.scenarios or scenario in route.scenarios) and (not route.notices or kind in route.notices)


def common_stages(plan: Plan) -> tuple[Stage, ...]:
    """The stages of whatever no route is for."""
    return tuple(each for each in plan.communication.stages if each.when != ORDERED)


def ordered_stages(plan: Plan, route: Route) -> tuple[Stage, ...]:
    """The stages that a route names, in its order; ids of unknown ones are left out."""
    known = {each.id: each for each in plan.communication.stages}
    return tuple(known[key] for key in route.stages if key in known)


@once
def flows(plan: Plan) -> tuple[Flow, ...]:
    """The different ways in which the drill's notices are released; that of all where it has no notices."""
    found: list[Flow] = []
    for flow in _flows(plan):
        if flow not in found:
            found.append(flow)
    return tuple(found)


def _flows(plan: Plan) -> Iterator[Flow]:
    if not plan.communication.routes or not plan.played:
        yield flow_of(plan, "")
        return
    for scenario in plan.played:
        for kind in plan.kinds_of(scenario):
            yield flow_of(plan, scenario.id, kind.id)
        if not plan.kinds_of(scenario):
            yield flow_of(plan, scenario.id)

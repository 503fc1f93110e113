"""Who answers for outside parties that are only simulated, who controls the drill, what is dialled in earnest.

Nobody rings a real authority, newspaper or customer about an event that is played: whoever plays that party answers,
and where nobody does, whoever controls the drill. A party that has a step to do takes part itself.
"""

from collections.abc import Iterator, Mapping

from plangen.model.drill import EmergencyCall
from plangen.model.holders import holder
from plangen.model.organisation import Outside, Post
from plangen.model.plan import Plan, once
from plangen.model.script import CONTROLLING, DrillStaff
from plangen.model.spec import Origin

NATIONAL: Mapping[str, str] = {"火灾": "119", "伤病": "120", "治安": "110"}
"""What is dialled anywhere in the country when something really happens, by what it is for."""

_NOWHERE = Origin()


def emergency_calls(plan: Plan) -> tuple[EmergencyCall, ...]:
    """What to dial when something really happens: what the plan says, else the numbers of the country."""
    own = plan.drill.conduct.emergency if plan.drill.conduct else ()
    return own or tuple(EmergencyCall(title=title, number=number, at=_NOWHERE) for title, number in NATIONAL.items())


def controllers(plan: Plan) -> tuple[DrillStaff, ...]:
    """Who controls the drill, and observes and simulates nothing."""
    return tuple(each for each in plan.script.staff if each.kind == CONTROLLING)


def reachable(plan: Plan) -> tuple[DrillStaff, ...]:
    """The controllers whom anybody may call: those of no scenario in particular, else all of them."""
    leading = controllers(plan)
    return tuple(each for each in leading if not each.scenarios) or leading


def chief(plan: Plan) -> DrillStaff | Post | None:
    """Who controls the whole drill; where no controller is named, whoever gives the start order."""
    return next(iter(reachable(plan)), None) or plan.posts.get(plan.timeline.order.by)


@once
def acting(plan: Plan) -> frozenset[str]:
    """The outside parties that have something to do in the drill themselves."""
    return frozenset(each.id for each in plan.organisation.outside if holder(plan, each.id))


def is_played(plan: Plan, outside: Outside) -> bool:
    """Whether others answer for an outside party: it has nothing to do itself, or somebody plays it all the same."""
    return outside.id not in acting(plan) or outside.id in _players(plan)


def stand_ins(plan: Plan, outside: str, scenario: str = "") -> tuple[DrillStaff, ...]:
    """Who plays an outside party, in a scenario those who belong to it; nobody where no one is named."""
    found = _players(plan).get(outside, ())
    here = tuple(each for each in found if not scenario or not each.scenarios or scenario in each.scenarios)
    return here or found


def answering_for(plan: Plan, outside: str, scenario: str = "") -> tuple[DrillStaff | Post, ...]:
    """Whom players call in place of an outside party: who plays it, else who controls the drill."""
    found = chief(plan)
    return stand_ins(plan, outside, scenario) or ((found,) if found else ())


@once
def _players(plan: Plan) -> Mapping[str, tuple[DrillStaff, ...]]:
    """The drill staff that plays each outside party, by its id, in the order of the staff."""
    pairs = frozenset(_parts(plan))
    return {
        each.id: who
        for each in plan.organisation.outside
        if (who := tuple(staff for staff in plan.script.staff if (each.id, staff.id) in pairs))
    }


def _parts(plan: Plan) -> Iterator[tuple[str, str]]:
    yield from ((role.stands_for, role.played_by) for role in plan.script.roles if role.stands_for)
    yield from ((key, staff.id) for staff in plan.script.staff for key in staff.answers_for)

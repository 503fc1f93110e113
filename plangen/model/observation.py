"""Which evaluator observes what: by his scenarios and sessions, the objectives he judges and the people he watches."""

from plangen.model.injects import ExpectedAction, Inject
from plangen.model.plan import Plan
from plangen.model.presence import is_there
from plangen.model.script import DrillStaff
from plangen.model.timeline import ALL_DEPARTMENTS
from plangen.model.visibility import belongs_to


def observes(plan: Plan, staff: DrillStaff, scenario: str, inject: Inject, objective: str) -> bool:
    """Whether an evaluator sees how an inject is dealt with and judges the objective by it."""
    present = not staff.scenarios or scenario in staff.scenarios
    present = present and (inject.time is None or is_there(plan, staff.sessions, inject.time))
    return present and objective in staff.objectives and bool(watched_actions(plan, staff, inject))


def watched_actions(plan: Plan, staff: DrillStaff, inject: Inject) -> tuple[ExpectedAction, ...]:
    """The expected actions of those whom an evaluator watches; all of them where he watches nobody in particular."""
    return tuple(each for each in inject.expected if not staff.watches or _watches(plan, staff, each.who))


def _watches(plan: Plan, staff: DrillStaff, who: str | None) -> bool:
    if who is None or who == ALL_DEPARTMENTS:
        return True
    return any(belongs_to(plan, who, each) or belongs_to(plan, each, who) for each in staff.watches)

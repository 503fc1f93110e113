"""How the statutory duties of an incident stand, by what is recorded of them in the plan."""

from plangen.model.met import DutyState, state_in
from plangen.model.plan import Plan


def duty_state(plan: Plan, case: str, duty: str) -> DutyState:
    """How a duty of an incident stands, by their ids, as far as somebody recorded it."""
    return state_in([entry for each in plan.met if each.case == case for entry in each.entries], duty)

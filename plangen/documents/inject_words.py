"""Injects in words: who sends to whom, what is expected by when, what it tests."""

from plangen.documents.phrases import NONE, limit, waits_for_event
from plangen.language.sentences import clause, sentence
from plangen.model.events import due
from plangen.model.injects import ExpectedAction, Inject
from plangen.model.plan import Plan
from plangen.model.values import Moment


def sender(plan: Plan, inject: Inject) -> str:
    """The simulated role that speaks; else the one who delivers the inject in his own name."""
    role = plan.roles.get(inject.role or "")
    return role.title if role else deliverer(plan, inject)


def deliverer(plan: Plan, inject: Inject) -> str:
    """The title of the one who delivers the inject, — where the plan does not say."""
    return plan.person(inject.by) if inject.by else NONE


def receivers(plan: Plan, inject: Inject) -> tuple[str, ...]:
    """The titles of the parties that it goes to, or —."""
    return tuple(plan.party(key) for key in inject.to) or (NONE,)


def expected_lines(plan: Plan, inject: Inject) -> tuple[str, ...]:
    """客户服务部：登记投诉（9:17前）, one line an action."""
    return tuple(action(plan, inject, each) for each in inject.expected) or (NONE,)


def action(plan: Plan, inject: Inject, expected: ExpectedAction) -> str:
    """One expected action with its party and limit: 客户服务部：登记投诉（9:17前）."""
    who = f"{plan.party(expected.who)}：" if expected.who else ""
    until = due(plan, inject, expected)
    return f"{who}{clause(expected.action)}{f'（{until}前）' if until else _untimed(plan, expected)}"


def _untimed(plan: Plan, expected: ExpectedAction) -> str:
    """Within what time an action is expected that no clock tells: from the inject, or from the event of its step."""
    if expected.within:
        return f"（启用后{expected.within}内）"
    step = plan.steps.get(expected.step or "")
    return f"（{limit(plan, step)}）" if step and step.limit and waits_for_event(plan, step) else ""


def objectives(plan: Plan, inject: Inject) -> tuple[str, ...]:
    """The titles of the objectives that the inject tests, or —."""
    return tuple(plan.objectives[key].title for key in inject.objectives if key in plan.objectives) or (NONE,)


def points(inject: Inject) -> tuple[str, ...]:
    """What evaluators look at, a sentence each, or —."""
    return tuple(sentence(point) for point in inject.points) or (NONE,)


def day_time(moment: Moment | None) -> str:
    """The time of the drill, — for an inject that waits for its condition."""
    return str(moment) if moment is not None else NONE

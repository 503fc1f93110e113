"""Whether a plan has something to say in a document: one that would say nothing is not made."""

from collections.abc import Callable, Mapping

from plangen.model.plan import Plan
from plangen.model.script import EVALUATING
from plangen.model.subjects import SECTIONS

_USUAL = tuple(section.name for section in SECTIONS if section.usual)


def has_matter(plan: Plan, document: str) -> bool:
    """Whether a document is made; those of the owner's own always are."""
    asked = _MATTER.get(document)
    return asked is None or asked(plan)


def _is_directed(plan: Plan) -> bool:
    return bool(plan.script.staff or plan.injects)


def _has_events(plan: Plan) -> bool:
    return any(plan.events(scenario.id) for scenario in plan.played)


def _has_evaluators(plan: Plan) -> bool:
    return any(staff.kind == EVALUATING for staff in plan.script.staff)


def _is_commanded(plan: Plan) -> bool:
    return plan.has("command") or any(each.flow or each.points for each in plan.played)


def _is_reached(plan: Plan) -> bool:
    return any(post.phone for post in plan.organisation.posts)


def _is_announced(plan: Plan) -> bool:
    return plan.drill.training is not None or plan.drill.publicity is not None


def _is_prepared(plan: Plan) -> bool:
    return plan.command.centre is not None or plan.has("resources")


def _is_briefed(plan: Plan) -> bool:
    """Whether there is more to know than the plan itself says on a few pages."""
    return plan.drill.conduct is not None or _is_directed(plan) or any(map(plan.has, _USUAL))


_MATTER: Mapping[str, Callable[[Plan], bool]] = {
    "information-report": lambda plan: bool(plan.reporting.sections),
    "complaint-form": lambda plan: bool(plan.forms.complaint),
    "process-record": lambda plan: plan.forms.process is not None,
    "handbook": _is_commanded,
    "script": _is_directed,
    "msel": _has_events,
    "evaluator-guide": _has_evaluators,
    "contacts": _is_reached,
    "centre-logs": lambda plan: plan.command.centre is not None,
    "roster": lambda plan: bool(plan.organisation.response_teams),
    "supplies": lambda plan: bool(plan.resources.items),
    "briefing": _is_briefed,
    "preparation-notices": _is_announced,
    "venue-checklist": _is_prepared,
    "command-sheet": _is_commanded,
    "day-sheet": _has_events,
}
"""By document; what is not here every plan has."""

"""The titles of what a reference leads to, by its kind and id."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from plangen.model.command import reserved_deciders
from plangen.model.drill import MAIN
from plangen.model.values import Id


class Titled(Protocol):
    """What has an id and a title."""

    @property
    def id(self) -> Id:
        """What others refer to it by."""

    @property
    def title(self) -> str:
        """In Chinese."""


def _titled(records: Iterable[Titled]) -> Mapping[str, str]:
    return {each.id: each.title for each in records}


TITLES: Mapping[str, Callable[[Any], Mapping[str, str]]] = {
    "scenario": lambda plan: _titled(plan.scenarios),
    "severity": lambda plan: _titled(plan.severities.values()),
    "notice": lambda plan: _titled(plan.notices.values()),
    "stage": lambda plan: _titled(plan.communication.stages),
    "step": lambda plan: _titled(plan.steps.values()),
    "item": lambda plan: _titled(plan.items.values()),
    "phase": lambda plan: _titled(plan.phases.values()),
    "decider": lambda plan: {**reserved_deciders(has_branches=bool(plan.organisation.branches)), **plan.parties},
    "inject": lambda plan: {each.id: each.serial for listed in plan.injects for each in listed.injects},
    "criterion": lambda plan: _titled(plan.evaluation.criteria),
    "objective": lambda plan: _titled(plan.objectives.values()),
    "staff": lambda plan: _titled(plan.staff.values()),
    "role": lambda plan: _titled(plan.roles.values()),
    "person": lambda plan: {**plan.parties, **_titled(plan.staff.values())},
    "branch": lambda plan: _titled(plan.organisation.branches.values()),
    "place": lambda plan: {MAIN: plan.drill.venue.title, **_titled(plan.drill.venues)},
    "session": lambda plan: {each.id: each.said for each in plan.drill.sessions if each.id},
    "document": lambda plan: plan.dossier.titles(),
}
"""How a plan is asked for them; any other kind is a party."""

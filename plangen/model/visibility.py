"""Who may see which document, section and inject. Whoever is not named by a rule does not see it.

A section is shown only where its document, each heading above it and its own rule allow it: rules below only narrow
those above. Nothing here knows how a document is written: sections go by the keys of their headings.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from plangen.model.audience import CONTROLLERS, EVALUATORS, PLAYERS, PUBLIC
from plangen.model.injects import Inject
from plangen.model.plan import Plan
from plangen.model.script import EVALUATING
from plangen.model.timeline import ALL_DEPARTMENTS
from plangen.model.values import Id

_NUMBER = re.compile(r"-\d+$")


class Viewer(Struct, frozen=True, kw_only=True):
    """Somebody who asks to see something; `key` is the id of a party or of drill staff, empty for a whole group."""

    group: str
    key: str = ""


def viewer(plan: Plan, key: str) -> Viewer | None:
    """The viewer with this id; None where no party and no member of the drill staff has it.

    An outside party that has a step to do plays; any other stands for the public and sees what is published.
    """
    staff = plan.staff.get(key)
    if staff is not None:
        return Viewer(group=EVALUATORS if staff.kind == EVALUATING else CONTROLLERS, key=key)
    if key not in plan.parties:
        return None
    acting = {step.owner for step in plan.steps.values()}
    outside = {party.id for party in plan.organisation.outside} - acting
    return Viewer(group=PUBLIC if key in outside else PLAYERS, key=key)


def may_see(plan: Plan, who: Viewer, document: str, sections: Iterable[str] = ()) -> bool:
    """Whether somebody may see a document, or in it a section, given by its headings from the outermost to its own."""
    rules = [rule for rule in plan.audiences.documents if rule.document == document]
    if not rules:
        return who.group in plan.audiences.default
    path = tuple(sections)
    return all(
        _allows(plan, who, rule.audience, rule.only)
        and all(_allows(plan, who, each.audience, each.only) for each in rule.sections if each.section in path)
        and (not rule.own or all(_allows(plan, who, rule.audience, _owner(plan, section)) for section in path))
        for rule in rules
    )


def visible_sections(plan: Plan, who: Viewer, document: str, headings: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """The keys of the headings (each with its level, in order) whose sections somebody may see."""
    path: list[tuple[int, str]] = []
    seen: list[str] = []
    for level, key in headings:
        path = [*(each for each in path if each[0] < level), (level, key)]
        if may_see(plan, who, document, [each for _, each in path]):
            seen.append(key)
    return tuple(seen)


def may_see_inject(plan: Plan, who: Viewer, inject: Inject, *, delivered: bool = False) -> bool:
    """Whether somebody may see an inject; once delivered, its receivers do, too."""
    if who.group in (inject.audience or plan.audiences.injects):
        return True
    return delivered and any(belongs_to(plan, who.key, receiver) for receiver in inject.to)


def belongs_to(plan: Plan, key: str, whole: str) -> bool:
    """Whether a party is `whole`, a part of it, or a member: a post of a department, a member of the team."""
    if key == whole:
        return True
    if whole == ALL_DEPARTMENTS:
        return any(belongs_to(plan, key, department) for department in plan.departments)
    team = plan.organisation.team
    if whole == team.id:
        return key in {team.leader, team.deputy_leader, *team.members}
    post = plan.posts.get(key)
    homes = {each.id: each.department for each in plan.organisation.response_teams}
    home = post.department if post else homes.get(Id(key))
    return home is not None and home == whole


def _allows(plan: Plan, who: Viewer, audience: tuple[str, ...], only: tuple[Id, ...]) -> bool:
    """Names narrow the group that they belong to and leave the others alone."""
    if who.group not in audience:
        return False
    named = [key for key in only if _group(plan, key) == who.group]
    return not named or any(belongs_to(plan, who.key, key) for key in named)


def _owner(plan: Plan, section: str) -> tuple[Id, ...]:
    """Whose section it is by the id that its key ends in, the longest where several fit; nobody's where none does.

    A number behind the id tells sections of the same owner apart.
    """
    keys = (*plan.parties, *plan.staff)
    fitting = [key for key in keys if f"-{section}".endswith(f"-{key}")]
    if not fitting and (bare := _NUMBER.sub("", section)) != section:
        fitting = [key for key in keys if f"-{bare}".endswith(f"-{key}")]
    return (Id(max(fitting, key=len)),) if fitting else ()


def _group(plan: Plan, key: str) -> str | None:
    found = viewer(plan, key)
    return found.group if found else None

"""Which sections of plan and handbook concern a role, among those that it may see at all.

This only shortens what people have to read; what must be kept from them is for `model.visibility` to say.
"""

from collections.abc import Mapping

from msgspec import Struct

from plangen.documents.packets.holders import Packet
from plangen.model.agenda import scenarios_of
from plangen.model.audience import PLAYERS
from plangen.model.duties import heads
from plangen.model.holders import holder
from plangen.model.plan import Plan

# Sections of the plan that only some have to read, and who.
_LEADING, _COLLECTING, _PUBLISHING = "leading", "collecting", "publishing"
CONCERNED: Mapping[str, frozenset[str]] = {
    "evaluation": frozenset({_LEADING}),
    "rectification": frozenset({_LEADING}),
    "revising": frozenset({_LEADING}),
    "training-and-publicity": frozenset({_LEADING}),
    "collectors": frozenset({_LEADING, _COLLECTING}),
    "report-template": frozenset({_LEADING, _COLLECTING}),
    "decision": frozenset({_LEADING}),
    "handbook": frozenset({_LEADING}),
    "communication": frozenset({_LEADING, _PUBLISHING}),
}
"""By key of the outline that comes with plangen; a section of another key is for everybody who may see it."""


class Position(Struct, frozen=True, kw_only=True):
    """Where a player stands in the drill."""

    department: str = ""  # id
    in_team: bool = False  # of those who command
    heads: bool = False
    collects: bool = False
    publishes: bool = False
    scenarios: frozenset[str] = frozenset()  # in which he has something to do; all where nothing says so


def position_of(plan: Plan, packet: Packet) -> Position:
    """Where the role of a packet stands; nowhere in particular for those who do not play."""
    key = packet.who.key
    found = holder(plan, packet.key)
    scenarios = scenarios_of(plan, found) if found else frozenset(scenario.id for scenario in plan.played)
    if packet.who.group != PLAYERS:
        return Position(scenarios=scenarios)
    team, departments = plan.organisation.team, plan.organisation.departments
    department = _department(plan, key)
    return Position(
        department=department,
        in_team=key in team.everybody,
        heads=key in heads(plan),
        collects=any(each.collector == key for each in departments),
        publishes=bool({key, department} & _publishers(plan)),
        scenarios=scenarios,
    )


def concerns(plan: Plan, place: Position, document: str, section: str) -> bool:
    """Whether a section of plan or handbook has something to say to somebody at this place."""
    about = next((each.id for each in plan.played if section.endswith(f"-{each.id}")), None)
    if about is not None and about not in place.scenarios and not place.in_team:
        return False
    if document != "plan" or section not in CONCERNED or place.in_team:
        return True
    roles = {_LEADING: place.heads, _COLLECTING: place.collects, _PUBLISHING: place.publishes}
    return any(roles[each] for each in CONCERNED[section])


def _department(plan: Plan, key: str) -> str:
    """The department of a post, of a response team, or of the people of a department itself; nothing for others."""
    if post := plan.posts.get(key):
        return post.department or ""
    team = next((each for each in plan.organisation.response_teams if each.id == key), None)
    if team is not None:
        return team.department
    return key if key in plan.departments else ""


def _publishers(plan: Plan) -> set[str]:
    """Posts that make something public, and their departments."""
    communication = plan.communication
    posts = {communication.responsible_post, communication.supporting_post}
    posts |= {stage.by for stage in communication.stages}
    posts |= {communication.liaison.post} if communication.liaison else set()
    homes = {plan.posts[each].department for each in posts if each and each in plan.posts}
    return {each for each in posts | homes if each}

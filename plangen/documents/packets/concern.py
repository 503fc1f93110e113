"""Where a holder stands in the drill: what he heads, collects, publishes, in which scenarios he has a part."""

from msgspec import Struct

from plangen.documents.packets.handing_out import leads_all
from plangen.documents.packets.holders import Packet
from plangen.model.agenda import duties_of, scenarios_of
from plangen.model.audience import PLAYERS
from plangen.model.duties import heads
from plangen.model.holders import Holder, holder
from plangen.model.plan import Plan
from plangen.model.script import CONTROLLING, DrillStaff


class Position(Struct, frozen=True, kw_only=True):
    """Where a player stands in the drill."""

    department: str = ""  # id
    commands: bool = False
    heads: bool = False
    collects: bool = False
    publishes: bool = False
    scenarios: frozenset[str] = frozenset()  # in which he has something to do; all where nothing says so


def position_of(plan: Plan, packet: Packet) -> Position:
    """Where the role of a packet stands; nowhere in particular for those who do not play."""
    key = packet.who.key
    found = holder(plan, packet.key)
    scenarios = _scenarios(plan, found) if found else frozenset(scenario.id for scenario in plan.played)
    if packet.who.group != PLAYERS:
        return Position(scenarios=scenarios)
    team, departments = plan.organisation.team, plan.organisation.departments
    return Position(
        department=_department(plan, key),
        commands=key in team.commanders,
        heads=key in heads(plan),
        collects=any(each.collector == key for each in departments),
        publishes=key in _publishers(plan) and key in plan.posts,
        scenarios=scenarios,
    )


def _scenarios(plan: Plan, found: Holder) -> frozenset[str]:
    """As the agenda has it; a controller of none in particular who does not lead is at those that he feeds in."""
    staff = found.record
    if not isinstance(staff, DrillStaff) or staff.kind != CONTROLLING or staff.scenarios or leads_all(plan, staff.id):
        return scenarios_of(plan, found)
    return frozenset(key for duty in duties_of(plan, found) for key in duty.scenarios)


def _department(plan: Plan, key: str) -> str:
    """The department of a post, of a response team, or of the people of a department itself; nothing for others."""
    if post := plan.posts.get(key):
        return post.department or ""
    team = next((each for each in plan.organisation.response_teams if each.id == key), None)
    if team is not None:
        return team.department
    return key if key in plan.departments else ""


def _publishers(plan: Plan) -> set[str]:
    """Posts that make something public."""
    communication = plan.communication
    posts = {communication.responsible_post, communication.supporting_post}
    posts |= {stage.by for stage in communication.stages}
    posts |= {communication.liaison.post} if communication.liaison else set()
    return {each for each in posts if each}

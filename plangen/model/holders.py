"""Who holds a place in the drill: posts, the people of departments, response teams, centre, hotline, outsiders, staff.

A holder's key is that of his role card and of his packet.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from plangen.model.command import CentreStaff
from plangen.model.drill import Participants
from plangen.model.duties import is_of_posts, played_steps
from plangen.model.organisation import Outside, Post, ResponseTeam
from plangen.model.plan import Plan, once
from plangen.model.reporting import Hotline
from plangen.model.script import DrillStaff
from plangen.model.values import Id

HOTLINE = "hotline"


class HolderKind(StrEnum):
    """What sort of place somebody holds."""

    POST = "post"
    PARTICIPANTS = "participants"
    TEAM = "team"
    CENTRE = "centre"  # of the command centre, without a post
    HOTLINE = "hotline"  # answers it, without a post
    OUTSIDE = "outside"  # with something to do in the drill
    STAFF = "staff"  # runs, judges or simulates


Record: TypeAlias = Post | Participants | ResponseTeam | CentreStaff | Hotline | Outside | DrillStaff


class Holder(Struct, frozen=True, kw_only=True):
    """Somebody with a place in the drill, as yet without a name."""

    kind: HolderKind
    key: str
    record: Record  # which gives him the place
    party: str = ""  # what steps and rules of visibility know him by; nothing for centre, hotline and staff
    department: str = ""
    shift: tuple[Id, ...] = ()  # the sessions in which he takes part; all where none is named


@once
def holders(plan: Plan) -> tuple[Holder, ...]:
    """Everybody with a place in the drill, in the order in which role cards go out, the drill staff last."""
    return tuple(_holders(plan))


def holder(plan: Plan, key: str) -> Holder | None:
    """The holder with this key; None where nobody has it."""
    return _by_key(plan).get(key)


def group_mark(plan: Plan, group: Participants) -> str:
    """What tells the second group of a department's participants from its first in keys: -2."""
    groups = [each for each in plan.drill.participants if each.department == group.department]
    at = next(at for at, each in enumerate(groups, start=1) if each is group)
    return f"-{at}" if at > 1 else ""


def participants_key(plan: Plan, group: Participants) -> str:
    """The key of those whom a department sends; a department's second group is numbered."""
    return f"participants-{group.department}{group_mark(plan, group)}"


def centre_key(at: int) -> str:
    """The key of those who do a work of the command centre, by its place in the list from 1."""
    return f"centre-{at}"


def commander_of(plan: Plan, outside: Outside) -> str:
    """The post that an outside party obeys in the drill: the one that it names, else the leading department's head.

    The leading department is that of the scenarios in which the party acts; where they do not agree, or the department
    has several heads, it is the team's leader.
    """
    if outside.commander:
        return outside.commander
    acting = {key for _, step in played_steps(plan) if step.owner == outside.id for key in step.scenarios}
    owners = {scenario.owner or "" for scenario in plan.played if scenario.id in acting}
    chiefs = _chiefs(plan, owners.pop()) if len(owners) == 1 else ()
    return chiefs[0] if len(chiefs) == 1 else plan.organisation.team.leader


def _chiefs(plan: Plan, department: str) -> tuple[Id, ...]:
    return plan.departments[department].chiefs if department in plan.departments else ()


@once
def _by_key(plan: Plan) -> Mapping[str, Holder]:
    return {each.key: each for each in reversed(holders(plan))}


def _holders(plan: Plan) -> Iterator[Holder]:
    for post in plan.organisation.posts:
        department = post.department or ""
        yield Holder(
            kind=HolderKind.POST,
            key=post.id,
            record=post,
            party=post.id,
            department=department,
            shift=post.sessions,
        )
    for group in plan.drill.participants:
        if not is_of_posts(plan, group):
            yield Holder(
                kind=HolderKind.PARTICIPANTS,
                key=participants_key(plan, group),
                record=group,
                party=group.department,
                department=group.department,
                shift=group.sessions,
            )
    for team in plan.organisation.response_teams:
        yield Holder(kind=HolderKind.TEAM, key=team.id, record=team, party=team.id, department=team.department)
    yield from _of_centre(plan)
    yield from _outsiders(plan)
    for staff in plan.script.staff:
        department = str(staff.department) if staff.department in plan.departments else ""
        yield Holder(kind=HolderKind.STAFF, key=staff.id, record=staff, department=department, shift=staff.sessions)


def _outsiders(plan: Plan) -> Iterator[Holder]:
    acting = {party for _, step in played_steps(plan) for party in (step.owner, *step.joined_by)}
    for outside in plan.organisation.outside:
        if outside.id in acting or outside.waits:
            yield Holder(kind=HolderKind.OUTSIDE, key=outside.id, record=outside, party=outside.id)


def _of_centre(plan: Plan) -> Iterator[Holder]:
    for at, staff in enumerate(plan.command.staff, start=1):
        if not staff.posts:
            yield Holder(kind=HolderKind.CENTRE, key=centre_key(at), record=staff)
    hotline = plan.reporting.hotline
    if hotline and not hotline.post:
        yield Holder(kind=HolderKind.HOTLINE, key=HOTLINE, record=hotline)

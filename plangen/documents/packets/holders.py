"""Who gets a packet: every role of the drill day, in the order in which role cards go out, then the drill staff.

A packet belongs to a role, not to a person: it is handed to a stand-in with the role. Somebody who has two roles
gets two packets, and the cover of each names the other. A role with several people has a copy for each of them.
"""

from collections.abc import Iterator

from msgspec import Struct

from plangen.documents.offices import functions, home
from plangen.documents.phrases import people
from plangen.model.audience import OBSERVERS
from plangen.model.duties import is_of_posts, played_steps
from plangen.model.holders import group_mark
from plangen.model.plan import Plan
from plangen.model.script import DrillStaff
from plangen.model.values import Id
from plangen.model.visibility import Viewer, viewer

OBSERVING = "observers"


class Packet(Struct, frozen=True, kw_only=True):
    """The packet of a role; one copy for each of its people, by name as far as that is known."""

    number: int
    key: str  # of the role: as its role card's, or the id of drill staff
    title: str
    home: str  # department, or what else says where somebody belongs
    functions: tuple[str, ...] = ()  # what somebody is in the drill
    who: Viewer
    names: tuple[str, ...]  # of a copy each; "" where it is not known
    shift: tuple[Id, ...] = ()  # the sessions in which the role takes part; all where none is named

    @property
    def sign(self) -> str:
        """What the packet is called on paper: 07."""
        return f"{self.number:02d}"


def packets(plan: Plan) -> tuple[Packet, ...]:
    """The packets of the plan, numbered."""
    return tuple(
        Packet(number=number, key=key, title=title, home=place, functions=does, who=who, names=names, shift=shift)
        for number, (key, title, place, does, who, names, shift) in enumerate(_roles(plan), start=1)
    )


_Role = tuple[str, str, str, tuple[str, ...], Viewer, tuple[str, ...], tuple[Id, ...]]


def _roles(plan: Plan) -> Iterator[_Role]:
    for post in plan.organisation.posts:
        does = tuple(functions(plan, post))
        yield from _role(
            plan, post.id, post.id, post.title, home(plan, post), _people(post.holder), does, shift=post.sessions
        )
    yield from _participants(plan)
    for team in plan.organisation.response_teams:
        yield from _role(plan, team.id, team.id, team.title, plan.party(team.department), ("",))
    acting = {step.owner for _, step in played_steps(plan)}
    for outside in plan.organisation.outside:
        if outside.id in acting:
            yield from _role(plan, outside.id, outside.id, outside.title, "外部单位和人员", ("",))
    for staff in plan.script.staff:
        does = (f"{staff.kind}人员",)
        named = _people(staff.name)
        yield from _role(plan, staff.id, staff.id, staff.title, _of(plan, staff), named, does, shift=staff.sessions)
    yield OBSERVING, OBSERVERS, "", (), Viewer(group=OBSERVERS), ("",), ()


def _role(
    plan: Plan,
    key: str,
    party: str,
    title: str,
    place: str,
    names: tuple[str, ...],
    does: tuple[str, ...] = (),
    *,
    shift: tuple[Id, ...] = (),
) -> Iterator[_Role]:
    who = viewer(plan, party)
    if who is not None:
        yield key, title, place, does, who, names, shift


def _participants(plan: Plan) -> Iterator[_Role]:
    """Keyed as their role cards are, which number a department's second group."""
    for each in (group for group in plan.drill.participants if not is_of_posts(plan, group)):
        key = f"participants-{each.department}{group_mark(plan, each)}"
        count = each.count if isinstance(each.count, int) else 1
        title = f"{plan.party(each.department)}参演人员"
        yield from _role(
            plan, key, each.department, title, plan.party(each.department), ("",) * max(count, 1), shift=each.sessions
        )


def _people(name: str | None) -> tuple[str, ...]:
    return people(name) or ("",)


def _of(plan: Plan, staff: DrillStaff) -> str:
    department = plan.departments.get(staff.department or "")
    return department.title if department else ""

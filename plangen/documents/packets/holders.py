"""Who gets a packet: every role of the drill day, in the order in which role cards go out, then the drill staff.

A packet belongs to a role, not to a person: it is handed to a stand-in with the role. Somebody who has two roles
gets two packets, and the cover of each names the other. A role with several people has a copy for each of them.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from plangen.documents.offices import functions, home
from plangen.documents.outlines.worded import Worded
from plangen.documents.phrases import people
from plangen.language.sentences import clause
from plangen.model.audience import OBSERVERS
from plangen.model.command import CentreStaff
from plangen.model.drill import Participants
from plangen.model.holders import Holder, HolderKind, holders
from plangen.model.plan import Plan
from plangen.model.reporting import Hotline
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
    for each in holders(plan):
        who = viewer(plan, each.party or each.key)
        if who is not None:
            title, place, does, names = _DESCRIBED[each.kind](plan, each)
            yield each.key, title, place, does, who, names, each.shift
    yield OBSERVING, OBSERVERS, "", (), Viewer(group=OBSERVERS), ("",), ()


_Described = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""Title, where somebody belongs, what he is in the drill, and a name for each copy."""


def _post(plan: Plan, holder: Holder) -> _Described:
    post = plan.posts[holder.key]
    return post.title, home(plan, post), tuple(functions(plan, post)), _people(post.holder)


def _participants(plan: Plan, holder: Holder) -> _Described:
    record, place = holder.record, plan.party(holder.department)
    count = record.count if isinstance(record, Participants) and isinstance(record.count, int) else 1
    return f"{place}参演人员", place, (), ("",) * max(count, 1)


def _team(plan: Plan, holder: Holder) -> _Described:
    return plan.party(holder.party), plan.party(holder.department), (), ("",)


def _apart(plan: Plan, holder: Holder) -> _Described:
    """Somebody of the command centre or at the hotline."""
    words = Worded(plan, "packet")
    title, place = words.text("hotline-title"), plan.organisation.team.title
    if isinstance(holder.record, CentreStaff):
        title = words.giving({"职能": clause(holder.record.title)}).text("centre-title")
        return title, place, (), _people(holder.record.people)
    return title, place, (), _people(holder.record.operator if isinstance(holder.record, Hotline) else None)


def _outside(plan: Plan, holder: Holder) -> _Described:
    return plan.party(holder.party), "外部单位和人员", (), ("",)


def _staff(plan: Plan, holder: Holder) -> _Described:
    staff = plan.staff[holder.key]
    department = plan.departments.get(staff.department or "")
    return staff.title, department.title if department else "", (f"{staff.kind}人员",), _people(staff.name)


_DESCRIBED: Mapping[HolderKind, Callable[[Plan, Holder], _Described]] = {
    HolderKind.POST: _post,
    HolderKind.PARTICIPANTS: _participants,
    HolderKind.TEAM: _team,
    HolderKind.CENTRE: _apart,
    HolderKind.HOTLINE: _apart,
    HolderKind.OUTSIDE: _outside,
    HolderKind.STAFF: _staff,
}


def _people(name: str | None) -> tuple[str, ...]:
    return people(name) or ("",)

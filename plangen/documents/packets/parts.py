"""What a packet consists of: by the rules of visibility what its holder may see, by his duties what concerns him."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Document
from plangen.blocks.workbook import Register, Workbook
from plangen.documents.audience import headings
from plangen.documents.catalogue import Body
from plangen.documents.packets.concern import Position, concerns, position_of
from plangen.documents.packets.excerpt import excerpt, undivided
from plangen.documents.packets.holders import Packet
from plangen.model.audience import CONTROLLERS, EVALUATORS, PLAYERS
from plangen.model.plan import Plan
from plangen.model.script import CONTROLLING
from plangen.model.visibility import may_see, visible_sections

Bodies: TypeAlias = Mapping[str, Body]
"""The documents that packets are made from, by id; one that the plan does not have is missing."""

_INSTRUCTIONS = "instructions"


class PacketPart(Struct, frozen=True, kw_only=True):
    """A document or some of its sections, to begin on a right-hand page."""

    document: str
    title: str
    body: Body
    sheets: tuple[int, ...] = ()  # of a workbook, from 0; none named: all


class _Want(Struct, frozen=True, kw_only=True):
    """What somebody needs of a document: sections or sheets by key, all where none is named."""

    document: str
    title: str = ""
    sections: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    concerning: bool = False  # only what concerns him
    undivided: bool = False  # also where it has no headings by which it could be shown in part


def parts(plan: Plan, packet: Packet, bodies: Bodies) -> tuple[PacketPart, ...]:
    """The parts of a packet in the order in which they are needed."""
    place = position_of(plan, packet)
    wanted = (*_wanted(plan, packet, place), *_own(plan))
    made = (_part(plan, packet, place, want, bodies) for want in wanted)
    return tuple(part for part in made if part is not None)


def _wanted(plan: Plan, packet: Packet, place: Position) -> Iterator[_Want]:
    group = packet.who.group
    if group == PLAYERS:
        yield from _for_players(plan, packet, place)
        return
    yield _Want(document="briefing")
    if group == CONTROLLERS:
        yield _Want(document="script")
        yield _Want(document="msel")
        yield _Want(document="plan")
        yield _Want(document="contacts")
        staff = plan.staff.get(packet.who.key)
        if staff is not None and staff.kind == CONTROLLING:
            yield _Want(document="sign-in")
            yield _Want(document="venue-checklist")
    if group == EVALUATORS:
        yield _Want(document="evaluator-guide")
        yield _Want(document="msel")
        yield _Want(document="plan")


def _own(plan: Plan) -> Iterator[_Want]:
    """The documents that the plan's owner has added, for all who may see them."""
    entries = (entry for entry in plan.dossier.entries if entry.own and entry.in_packets)
    return (_Want(document=entry.id, undivided=True) for entry in entries)


def _for_players(plan: Plan, packet: Packet, place: Position) -> Iterator[_Want]:
    team, cards = plan.organisation.team, plan.dossier.title("role-cards")
    yield _Want(document="role-cards", title=cards, sections=(f"card-{packet.key}",))
    if packet.who.key == team.leader:
        handed = ("card-hotline", *(f"card-centre-{at}" for at, _ in enumerate(plan.command.staff, 1)))
        yield _Want(document="role-cards", title=f"{cards}（转交指挥中心人员）", sections=handed)
    yield _Want(document="briefing")
    yield _Want(document="plan", concerning=True)
    yield _Want(document="handbook", concerning=True)
    yield from _forms(plan, packet, place)
    if packet.who.key in {each.id for each in plan.organisation.response_teams}:
        yield _Want(document="roster", title=plan.dossier.title("roster"), sections=(f"team-{packet.who.key}",))
    yield _Want(document="contacts")


def _forms(plan: Plan, packet: Packet, place: Position) -> Iterator[_Want]:
    """Forms to fill in: those of the department, for who commands the logs of the command centre."""
    if place.heads or place.collects or place.in_team:
        yield _Want(document="information-report")
    if place.department and place.department == plan.forms.complaint_by:
        yield _Want(document="complaint-form")
    team = plan.organisation.team
    own = place.department or (team.id if place.in_team else "")
    if own:
        yield _Want(document="process-record", sheets=(own, _INSTRUCTIONS))
    if packet.who.key in team.commanders:
        yield _Want(document="centre-logs")


def _part(plan: Plan, packet: Packet, place: Position, want: _Want, bodies: Bodies) -> PacketPart | None:
    body = bodies.get(want.document)
    if body is None or not may_see(plan, packet.who, want.document):
        return None
    if isinstance(body, Workbook):
        return _of_workbook(want, body)
    if not isinstance(body, Document):
        return PacketPart(document=want.document, title=want.title or body.title, body=body)
    if want.undivided and not headings(body):
        return PacketPart(document=want.document, title=body.title, body=undivided(body))
    return _of_document(plan, packet, place, want, body)


def _of_document(plan: Plan, packet: Packet, place: Position, want: _Want, body: Document) -> PacketPart | None:
    every = headings(body)
    seen = visible_sections(plan, packet.who, want.document, every)
    keys = frozenset(
        key
        for key in seen
        if (not want.sections or _is_named(key, want.sections))
        and (not want.concerning or concerns(plan, place, want.document, key))
    )
    if not keys:
        return None
    title = want.title or (body.title if len(keys) == len(every) else f"{body.title}（节选）")
    return PacketPart(document=want.document, title=title, body=excerpt(body, keys))


def _is_named(key: str, sections: Sequence[str]) -> bool:
    """A section that is named, or the back of a card that is."""
    return any(key == each or key.startswith((f"{each}-back", f"{each}-side-")) for each in sections)


def _of_workbook(want: _Want, body: Workbook) -> PacketPart | None:
    printed = [sheet for sheet in body.sheets if not (isinstance(sheet, Register) and sheet.on_screen)]
    chosen = tuple(at for at, sheet in enumerate(printed) if sheet.key in want.sheets)
    if want.sheets and not chosen:
        return None
    title = want.title or (f"{body.title}（节选）" if want.sheets else body.title)
    return PacketPart(document=want.document, title=title, body=replace(body, footer=""), sheets=chosen)

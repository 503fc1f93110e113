"""What a packet consists of: by the rules of visibility what its holder may see, by his duties what concerns him."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Document, Heading, Table
from plangen.blocks.numbering import labelled
from plangen.blocks.workbook import Register, Workbook
from plangen.documents.audience import headings, marking
from plangen.documents.catalogue import Body
from plangen.documents.packets.concern import Position, position_of
from plangen.documents.packets.condensed import condensed
from plangen.documents.packets.excerpt import excerpt, undivided
from plangen.documents.packets.handing_out import is_outside, whole_documents
from plangen.documents.packets.holders import Packet
from plangen.documents.packets.own_pages import own_pages
from plangen.documents.packets.wanted import Want, wanted
from plangen.model.plan import Plan
from plangen.model.visibility import may_see, visible_sections

Bodies: TypeAlias = Mapping[str, Body]
"""The documents that packets are made from, by id; one that the plan does not have is missing."""

OWN_PAGES = "packet"
"""What stands for a document in the part that is composed for the holder alone."""


_NUMBERED = frozenset({"appendix-posts", "contacts"})
"""Sections that list everybody with his number: nothing for outsiders."""


class PacketPart(Struct, frozen=True, kw_only=True):
    """A document or some of its sections; a form lies in the stack behind what is read, on sheets of its own."""

    document: str
    title: str
    body: Body
    sheets: tuple[int, ...] = ()  # of a workbook, from 0; none named: all
    is_form: bool = False
    copies: int = 1
    marked: str = ""  # who alone may see it
    new_page: bool = False  # it does not begin below another part


def parts(plan: Plan, packet: Packet, bodies: Bodies, *, full: bool = False) -> tuple[PacketPart, ...]:
    """The parts of a packet in the order in which they are needed, forms last; `full`: with whole documents."""
    place = position_of(plan, packet)
    made = [_made(plan, packet, place, want, bodies) for want in wanted(plan, packet, place)]
    if full:
        hidden = _NUMBERED if is_outside(plan, packet) else frozenset[str]()
        whole = (Want(document=each, undivided=True, but=hidden) for each in whole_documents(plan, packet))
        made += [_made(plan, packet, place, want, bodies) for want in whole]
    found = [part for part in made if part is not None]
    return tuple(sorted(found, key=lambda part: part.is_form))


def _made(plan: Plan, packet: Packet, place: Position, want: Want, bodies: Bodies) -> PacketPart | None:
    if want.document == OWN_PAGES:
        return _own(plan, packet, place, bodies)
    body = bodies.get(want.document)
    if body is None or not may_see(plan, packet.who, want.document):
        return None
    found = _of_body(plan, packet, want, body)
    if found is None:
        return None
    is_form = want.is_form or isinstance(body, Workbook) or (want.new_page and _has_blanks(found.body))
    marked = marking(plan, want.document)
    return replace(found, is_form=is_form, copies=want.copies, marked=marked, new_page=want.new_page)


def _own(plan: Plan, packet: Packet, place: Position, bodies: Bodies) -> PacketPart | None:
    own = own_pages(plan, packet, place, bodies)
    if own is None:
        return None
    return PacketPart(document=OWN_PAGES, title=own.title, body=own, marked=_marked(plan, packet))


def _marked(plan: Plan, packet: Packet) -> str:
    """Own pages of those who run or judge the drill tell of injects."""
    return marking(plan, "msel") if plan.staff.get(packet.who.key) else ""


def _of_body(plan: Plan, packet: Packet, want: Want, body: Body) -> PacketPart | None:
    if isinstance(body, Workbook):
        return _of_workbook(want, body)
    if not isinstance(body, Document):
        return PacketPart(document=want.document, title=want.title or body.title, body=body)
    if want.undivided and not headings(body):
        return PacketPart(document=want.document, title=body.title, body=undivided(body))
    return _of_document(plan, packet, want, body)


def _of_document(plan: Plan, packet: Packet, want: Want, body: Document) -> PacketPart | None:
    every = headings(body)
    seen = visible_sections(plan, packet.who, want.document, every)
    keys = frozenset(key for key in seen if _is_wanted(key, want) and key not in want.but)
    if not keys:
        return None
    made = condensed(body, keys) if want.condensed else excerpt(body, keys)
    if not made.blocks:
        return None
    title = want.title or _heading_of(made) or _shortened(body.title, is_whole=len(keys) == len(every))
    return PacketPart(document=want.document, title=title, body=made)


def _is_wanted(key: str, want: Want) -> bool:
    return not want.sections or _is_named(key, want.sections)


def _has_blanks(body: Body) -> bool:
    """Whether there are cells to write in."""
    tables = (block for block in body.blocks if isinstance(block, Table)) if isinstance(body, Document) else ()
    return any(cell.blank for table in tables for row in table.rows for cell in row.cells)


def _heading_of(made: Document) -> str:
    """The heading of what begins on a page of its own; nothing for other excerpts."""
    first = next((block for block in made.blocks if isinstance(block, Heading)), None)
    return labelled(first) if first is not None and first.new_page else ""


def _shortened(title: str, *, is_whole: bool) -> str:
    return title if is_whole else f"{title}（节选）"


def _is_named(key: str, sections: Sequence[str]) -> bool:
    """A section that is named, or the back of a card that is."""
    return any(key == each or key.startswith((f"{each}-back", f"{each}-side-")) for each in sections)


def _of_workbook(want: Want, body: Workbook) -> PacketPart | None:
    printed = [sheet for sheet in body.sheets if not (isinstance(sheet, Register) and sheet.on_screen)]
    chosen = tuple(at for at, sheet in enumerate(printed) if sheet.key in want.sheets)
    if want.sheets and not chosen:
        return None
    title = want.title or _shortened(body.title, is_whole=not want.sheets)
    return PacketPart(document=want.document, title=title, body=replace(body, footer=""), sheets=chosen)

"""What each kind of holder needs on the day: which sections of which documents, and which forms to fill in."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from plangen.documents.packets.concern import Position
from plangen.documents.packets.handing_out import leads_all
from plangen.documents.packets.holders import Packet
from plangen.model.audience import CONTROLLERS, EVALUATORS, OBSERVERS, PLAYERS
from plangen.model.duties import heads
from plangen.model.forms_filled import forms_of
from plangen.model.holders import HOTLINE, Holder, HolderKind, holder
from plangen.model.plan import Plan
from plangen.model.script import SIMULATING

_OWN_PAGES = "packet"

# Sections of the briefing: what holds for who plays, who runs and judges, who looks on.
_PLAYING = ("rules", "communication", "simulated", "safety", "stop", "end")
_WORKING = ("communication", "safety", "stop")
_WATCHING = ("time-and-place", "simulated", "safety", "stop")

# Sections of the plan for who brings something before the public.
_PUBLISHING = ("contents", "release", "responsible", "liaison", "liaison-workflow")


class Want(Struct, frozen=True, kw_only=True):
    """What somebody needs of a document: sections or sheets by key, all where none is named."""

    document: str
    title: str = ""
    sections: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()  # sections that are left out all the same
    sheets: tuple[str, ...] = ()
    condensed: bool = False  # in small type, as rows of a table
    undivided: bool = False  # also where it has no headings by which it could be shown in part
    new_page: bool = False
    is_form: bool = False
    copies: int = 1


def wanted(plan: Plan, packet: Packet, place: Position) -> Iterator[Want]:
    """What is read, in the order in which it is needed, and the forms."""
    group = packet.who.group
    if group == PLAYERS:
        yield from _for_players(plan, packet, place)
        yield from _forms(plan, packet)
    elif group == CONTROLLERS:
        yield from _for_controllers(plan, packet, place)
    elif group == EVALUATORS:
        yield from _for_evaluators()
    elif group == OBSERVERS:
        yield Want(document=_OWN_PAGES)
        yield Want(document="briefing", sections=_WATCHING, condensed=True)
    yield from _added(plan)


def _added(plan: Plan) -> Iterator[Want]:
    """The documents that the plan's owner has added, for all who may see them."""
    entries = (entry for entry in plan.dossier.entries if entry.own and entry.in_packets)
    return (Want(document=entry.id, undivided=True, new_page=True) for entry in entries)


def _for_players(plan: Plan, packet: Packet, place: Position) -> Iterator[Want]:
    key = packet.who.key
    yield Want(document="role-cards", title=plan.dossier.title("role-cards"), sections=(f"card-{packet.key}",))
    if place.commands:
        yield Want(document="command-sheet", is_form=True)
        yield from (Want(document="handbook", sections=(f"card-{each.id}",)) for each in plan.played)
    yield Want(document=_OWN_PAGES)
    if place.commands:
        yield Want(document="handbook", sections=("centre", "decision"), condensed=True)
    yield Want(document="briefing", sections=_PLAYING, condensed=True)
    if sections := _of_plan(plan, key, place):
        yield Want(document="plan", sections=sections, condensed=True)
    if _is_of_centre(plan, packet.key):
        yield Want(document="contacts", sections=("command-centre", "posts"), condensed=True)


def _of_plan(plan: Plan, key: str, place: Position) -> tuple[str, ...]:
    """The sections of the plan that somebody works with."""
    is_of_centre = _is_of_centre(plan, key)
    kinds = (
        (place.commands or place.heads or place.publishes, _situations(plan, place)),
        (place.heads or is_of_centre, ("decision",)),
        (place.collects, ("collectors",)),
        (key == HOTLINE, ("hotline", "report-template")),
        (is_of_centre, ("centre",)),
        (place.publishes, _PUBLISHING),
    )
    return tuple(section for holds, sections in kinds if holds for section in sections)


def _situations(plan: Plan, place: Position) -> tuple[str, ...]:
    return tuple(f"scenario-{each.id}" for each in plan.played if each.id in place.scenarios)


def _is_of_centre(plan: Plan, key: str) -> bool:
    """Whether somebody works in the command centre or at the hotline without a post of his own."""
    found = holder(plan, key)
    return found is not None and found.kind in {HolderKind.CENTRE, HolderKind.HOTLINE}


_RULES = ("usage", "staff", "drill-staff", "signals", "signal-words", "communication", "stops")
_LEADERS = ("objectives", "roles")
_IN_EARNEST = "real-contacts"  # whom to call where the drill turns real


def _for_controllers(plan: Plan, packet: Packet, place: Position) -> Iterator[Want]:
    staff = plan.staff.get(packet.who.key)
    leads = leads_all(plan, packet.who.key)
    yield Want(document=_OWN_PAGES)
    yield Want(document="script", sections=(*_RULES, *(_LEADERS if leads else ())), condensed=True)
    yield Want(document="briefing", sections=("safety",), condensed=True)
    if staff is not None and staff.kind != SIMULATING:
        yield Want(document="day-sheet", is_form=True)
        yield from _for_running(plan, [each.id for each in plan.played if each.id in place.scenarios], leads=leads)
    if leads:
        yield Want(document="script", sections=(_IN_EARNEST,), condensed=True)


def _for_running(plan: Plan, scenarios: Sequence[str], *, leads: bool) -> Iterator[Want]:
    """The injects of some scenarios and the list to note them in; for who leads, what is kept for the drill as well."""
    if scenarios:
        yield Want(document="script", sections=tuple(_events(plan, scenarios)))
    sheets = (*scenarios, "contingency") if leads else tuple(scenarios)
    if sheets:
        yield Want(document="msel", sheets=sheets, is_form=True)
    if leads:
        yield Want(document="sign-in", is_form=True)
        yield Want(document="venue-checklist", is_form=True)


def _events(plan: Plan, scenarios: Iterable[str]) -> Iterator[str]:
    for each in scenarios:
        yield f"scenario-{each}"
        yield from (f"events-{each}-{phase.id}" for phase in plan.timeline.phases)
        yield from (f"events-{each}-none", f"contingency-{each}")


def _for_evaluators() -> Iterator[Want]:
    rules = ("usage", "observation", "grading", "criteria", "grades")
    yield Want(document="evaluator-guide", sections=rules, condensed=True)
    yield Want(document="briefing", sections=_WORKING, condensed=True)
    yield Want(document="evaluator-guide", but=frozenset((*rules, "assignment")))


_ON_THE_DESK = frozenset({"sign-in"})  # there for all, not in anybody's packet
_READ = frozenset({"handbook", "evaluator-guide"})  # written on where it is read
_SECTIONS = {"supplies": ("allocation",)}  # of a form that a role needs only a section of
_REGISTERS = ("form", "register")
_SHEETS_EACH = 3  # blank forms of a complaint for whoever writes beside those who keep the register


def _forms(plan: Plan, packet: Packet) -> Iterator[Want]:
    """The forms that somebody fills in; those that he only looks through are with who fills them."""
    found = holder(plan, packet.key)
    for form in forms_of(plan, found) if found else ():
        if form.document in _ON_THE_DESK | _READ or (form.reviews and _is_filled_by_others(plan, packet.who.key)):
            continue
        if form.document == "complaint-form":
            yield _complaints(found)
        elif form.document == "process-record":
            yield Want(document=form.document, sheets=(form.part,), is_form=True)
        else:
            title = plan.dossier.title("roster") if form.document == "roster" else ""
            sections = (form.part,) if form.part else _SECTIONS.get(form.document, ())
            yield Want(document=form.document, title=title, sections=sections, is_form=True)


def _complaints(found: Holder | None) -> Want:
    """The register for posts, who keep it for their department; for its people blank forms alone."""
    if found is not None and found.kind is HolderKind.PARTICIPANTS:
        return Want(document="complaint-form", sheets=_REGISTERS[:1], is_form=True, copies=_SHEETS_EACH)
    return Want(document="complaint-form", sheets=_REGISTERS, is_form=True)


def _is_filled_by_others(plan: Plan, post: str) -> bool:
    """Whether the departments that somebody heads have a collector who writes for them."""
    return all(plan.departments[each].collector for each in heads(plan).get(post, ()) if each in plan.departments)

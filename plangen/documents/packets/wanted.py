"""What each kind of holder needs on the day: which sections of which documents, and which forms to fill in."""

from collections.abc import Iterator

from msgspec import Struct

from plangen.documents.packets.concern import Position
from plangen.documents.packets.holders import Packet
from plangen.documents.packets.whole import leads_all
from plangen.model.audience import CONTROLLERS, EVALUATORS, OBSERVERS, PLAYERS
from plangen.model.plan import Plan
from plangen.model.script import SIMULATING
from plangen.model.unposted import HOTLINE, unposted

_OWN_PAGES = "packet"

# Sections of the briefing: what holds for who plays, who runs and judges, who looks on.
_PLAYING = ("rules", "communication", "simulated", "safety", "stop", "end")
_WORKING = ("communication", "safety", "stop")
_WATCHING = ("time-and-place", "simulated", "safety", "stop")

# Sections of the plan by who works with them on the day.
_COLLECTING = ("collectors", "report-template", "hotline")
_PUBLISHING = ("contents", "release", "responsible", "liaison", "liaison-workflow")
_LEADING = ("decision",)


class Want(Struct, frozen=True, kw_only=True):
    """What somebody needs of a document: sections or sheets by key, all where none is named."""

    document: str
    title: str = ""
    sections: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()  # sections that are left out all the same
    sheets: tuple[str, ...] = ()
    condensed: bool = False  # in small type, as rows of a table
    with_added: bool = False  # and the chapters that the plan's owner has added
    undivided: bool = False  # also where it has no headings by which it could be shown in part
    is_form: bool = False
    copies: int = 1


def wanted(plan: Plan, packet: Packet, place: Position) -> Iterator[Want]:
    """What is read, in the order in which it is needed, and the forms."""
    group = packet.who.group
    if group == PLAYERS:
        yield from _for_players(plan, packet, place)
        yield from _forms(plan, packet, place)
    elif group == CONTROLLERS:
        yield from _for_controllers(plan, packet, place)
    elif group == EVALUATORS:
        yield from _for_evaluators(packet)
    elif group == OBSERVERS:
        yield Want(document=_OWN_PAGES)
        yield Want(document="briefing", sections=_WATCHING, condensed=True)
    yield from _added(plan)


def _added(plan: Plan) -> Iterator[Want]:
    """The documents that the plan's owner has added, for all who may see them."""
    entries = (entry for entry in plan.dossier.entries if entry.own and entry.in_packets)
    return (Want(document=entry.id, undivided=True) for entry in entries)


def _for_players(plan: Plan, packet: Packet, place: Position) -> Iterator[Want]:
    key = packet.who.key
    yield Want(document="role-cards", title=plan.dossier.title("role-cards"), sections=(f"card-{packet.key}",))
    if place.commands:
        yield from (Want(document="handbook", sections=(f"card-{each.id}",)) for each in plan.played)
    yield Want(document=_OWN_PAGES)
    if place.commands:
        yield Want(document="handbook", sections=("centre", "decision"), condensed=True)
    yield Want(document="briefing", sections=_PLAYING, condensed=True)
    if sections := _of_plan(plan, key, place):
        yield Want(document="plan", sections=sections, condensed=True, with_added=True)
    if key in unposted(plan):
        yield Want(document="contacts", sections=("command-centre", "posts"), condensed=True)


def _of_plan(plan: Plan, key: str, place: Position) -> tuple[str, ...]:
    """The sections of the plan that somebody works with."""
    own = [each.id for each in plan.played if each.id in place.scenarios]
    found = [f"scenario-{each}" for each in own] if place.commands or place.heads or place.publishes else []
    found += [f"measures-{each}" for each in own] if place.heads else []
    found += _LEADING if place.heads or key in unposted(plan) else ()
    found += _COLLECTING if place.collects or key == HOTLINE else ()
    found += ("centre",) if key in unposted(plan) else ()
    found += _PUBLISHING if place.publishes else ()
    return tuple(found)


def _for_controllers(plan: Plan, packet: Packet, place: Position) -> Iterator[Want]:
    staff = plan.staff.get(packet.who.key)
    is_leader = leads_all(plan, packet.who.key)
    yield Want(document=_OWN_PAGES)
    rules = ("usage", "staff", "drill-staff", "signals", "signal-words", "communication", "stops")
    more = ("objectives",) if is_leader else ()
    yield Want(document="script", sections=(*more, *rules, *(("roles",) if is_leader else ())), condensed=True)
    yield Want(document="briefing", sections=("safety",), condensed=True)
    if staff is None or staff.kind == SIMULATING:
        return
    own = [each.id for each in plan.played if each.id in place.scenarios]
    if own:
        yield Want(document="script", sections=tuple(_events(plan, own)))
    yield from (Want(document="msel", sheets=(each,), is_form=True) for each in own if not is_leader)
    if is_leader:
        yield Want(document="msel", sheets=("day", "contingency"), is_form=True)
        yield Want(document="sign-in", is_form=True)
        yield Want(document="venue-checklist", is_form=True)


def _events(plan: Plan, scenarios: list[str]) -> Iterator[str]:
    for each in scenarios:
        yield f"scenario-{each}"
        yield from (f"events-{each}-{phase.id}" for phase in plan.timeline.phases)
        yield from (f"events-{each}-none", f"contingency-{each}")


def _for_evaluators(packet: Packet) -> Iterator[Want]:
    yield Want(document=_OWN_PAGES)
    rules = ("usage", "observation", "grading", "criteria", "grades")
    yield Want(document="evaluator-guide", sections=rules, condensed=True)
    yield Want(document="briefing", sections=_WORKING, condensed=True)
    yield Want(document="evaluator-guide", but=frozenset((*rules, "assignment")))


def _forms(plan: Plan, packet: Packet, place: Position) -> Iterator[Want]:
    """Forms to fill in: those of the department, the logs that somebody keeps, the roster of a team."""
    key, team = packet.who.key, plan.organisation.team
    is_team = key in {each.id for each in plan.organisation.response_teams}
    if place.heads or place.collects:
        yield Want(document="information-report", is_form=True)
    if place.department and place.department == plan.forms.complaint_by and not is_team:
        yield Want(document="complaint-form", sheets=("form", "register"), is_form=True)
    own = place.department or (team.id if place.commands or key in unposted(plan) else "")
    if own and not is_team:
        yield Want(document="process-record", sheets=(own,), is_form=True)
    for log in _logs(plan, key, place):
        yield Want(document="centre-logs", sections=(log,), is_form=True)
    if is_team:
        yield Want(document="roster", title=plan.dossier.title("roster"), sections=(f"team-{key}",), is_form=True)
        yield Want(document="supplies", sections=("allocation",), is_form=True)


def _logs(plan: Plan, key: str, place: Position) -> Iterator[str]:
    """The logs of the command centre that somebody keeps; one that nobody is there for is the commanders'."""
    liaison, hotline = plan.communication.liaison, plan.reporting.hotline
    at_hotline = {HOTLINE} & unposted(plan).keys() or {hotline.post if hotline else None}
    deciding = {each for each in unposted(plan) if each != HOTLINE}
    deciding |= {post for staff in plan.command.staff for post in staff.posts}
    keepers = {
        "hotline-log": at_hotline,
        "decision-log": deciding,
        "media-log": {liaison.post if liaison else plan.communication.responsible_post},
    }
    for log, who in keepers.items():
        if key in who or (place.commands and not who - {None}):
            yield log

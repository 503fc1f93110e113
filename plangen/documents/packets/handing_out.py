"""Who gets which document as a whole: handed out once and by name, not with every packet."""

from collections.abc import Iterator

from plangen.documents.packets.holders import Packet
from plangen.model.audience import CONTROLLERS, OBSERVERS
from plangen.model.dossier import REVEALING
from plangen.model.plan import Plan
from plangen.model.script import CONTROLLING
from plangen.model.visibility import may_see

_NUMBERS = "contacts"  # the document that is a list of everybody's numbers
_CARDS = frozenset({"role-cards", "sign-in"})
"""Documents that consist of papers of many people."""


def is_outside(plan: Plan, packet: Packet) -> bool:
    """Whether the holder is none of the plan owner's own people."""
    return any(packet.who.key == each.id for each in plan.organisation.outside)


def whole_documents(plan: Plan, packet: Packet) -> Iterator[str]:
    """The documents that somebody may see, in their order; to outsiders no list of numbers."""
    for entry in plan.dossier.entries:
        is_his = entry.in_packets and not entry.own and entry.id not in _CARDS
        hidden = entry.id == _NUMBERS and (is_outside(plan, packet) or packet.who.group == OBSERVERS)
        if is_his and not hidden and may_see(plan, packet.who, entry.id):
            yield entry.id


def handed_out(plan: Plan, packet: Packet) -> tuple[str, ...]:
    """The documents that a holder gets as a whole: the plan who leads, the handbook who commands, the script who runs.

    The rest of what he may see he may ask for.
    """
    seen = frozenset(whole_documents(plan, packet))
    return tuple(each for each in _given(plan, packet) if each in seen)


def _given(plan: Plan, packet: Packet) -> Iterator[str]:
    team, key = plan.organisation.team, packet.who.key
    runs = packet.who.group == CONTROLLERS and leads_all(plan, key)
    given = (
        ("plan", key in team.everybody or key == plan.drill.coordinator or runs),
        ("handbook", key in team.commanders),
        (_NUMBERS, key in team.commanders or runs),
        *((each, runs) for each in sorted(REVEALING)),
    )
    return (document for document, is_his in given if is_his)


def leads_all(plan: Plan, key: str) -> bool:
    """Whether a member of the drill staff runs the drill as a whole: the first controller of no scenario, or at all."""
    controlling = [each for each in plan.script.staff if each.kind == CONTROLLING]
    first = next((each for each in controlling if not each.scenarios), next(iter(controlling), None))
    return first is not None and first.id == key

"""Which packets are meant by what somebody typed."""

from collections.abc import Mapping, Sequence

import msgspec

from plangen.documents.packets.holders import Packet, packets
from plangen.errors import NoRole
from plangen.model.plan import Plan


def chosen(plan: Plan, names: Sequence[str], copies: Mapping[str, int]) -> tuple[Packet, ...]:
    """The packets called so, all when none is named; by number, id or title, or those of a department by its name.

    Raises:
        UsageProblem: NoRole.
    """
    every = packets(plan)
    wanted: set[str] = set()
    for name in names:
        wanted.update(packet.key for packet in _called(plan, every, name))
    counts = {packet.key: count for name, count in copies.items() for packet in _called(plan, every, name)}
    return tuple(_counted(packet, counts.get(packet.key)) for packet in every if not names or packet.key in wanted)


def _called(plan: Plan, every: Sequence[Packet], name: str) -> tuple[Packet, ...]:
    exact = tuple(packet for packet in every if name in {packet.key, packet.title, packet.sign, str(packet.number)})
    found = exact or tuple(
        packet
        for packet in every
        if name == packet.home or (name in plan.departments and packet.home == plan.party(name))
    )
    if not found:
        known = [f"{packet.sign} {packet.key} {packet.title}" for packet in every]
        raise NoRole(name=name, known=known)
    return found


def _counted(packet: Packet, count: int | None) -> Packet:
    """With so many copies; people who are named keep theirs first."""
    if count is None:
        return packet
    names = (*packet.names, *("",) * count)[:count]
    return msgspec.structs.replace(packet, names=names)

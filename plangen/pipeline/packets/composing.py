"""The packets of a plan before anything is printed: their parts, their copies, what each copy is told by."""

import json
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from plangen.documents.catalogue import CATALOGUE
from plangen.documents.packets.front import Copy
from plangen.documents.packets.holders import Packet, packets
from plangen.documents.packets.parts import USED, Body, Part, parts
from plangen.errors import UsageProblem
from plangen.model.plan import Plan
from plangen.pipeline.composing import fingerprint
from plangen.workspace.manifest import digest

__all__ = ["Ready", "bodies_of", "chosen", "ready"]


class Ready(Struct, frozen=True, kw_only=True):
    """Packets as they would be printed."""

    plan: Plan
    bodies: Mapping[str, Body]
    parts: Mapping[str, tuple[Part, ...]]  # by the key of the packet
    marks: Mapping[str, tuple[str, ...]]  # the fingerprint of each part
    copies: tuple[Copy, ...]

    @property
    def packets(self) -> tuple[Packet, ...]:
        return tuple({copy.packet.key: copy.packet for copy in self.copies}.values())


def bodies_of(plan: Plan) -> Mapping[str, Body]:
    """The documents that packets are made from; one that consists of several files is none of them."""
    found: dict[str, Body] = {}
    for entry in CATALOGUE:
        if entry.id in USED:
            identity = {"document": entry.id, "plan": plan.identity.title, "revision": plan.version}
            for made in entry.make(plan, identity):
                found[entry.id] = made.body
    return found


def ready(plan: Plan, files: Mapping[str, bytes], wanted: Sequence[Packet]) -> Ready:
    """The wanted packets with all their copies; what a copy is told by depends on nothing but its content."""
    bodies = bodies_of(plan)
    held = {packet.key: parts(plan, packet, bodies) for packet in wanted}
    marks = {
        key: tuple(f"{fingerprint(part.body, files)}{part.sheets or ''}" for part in each) for key, each in held.items()
    }
    everybody = packets(plan)
    copies = tuple(
        _copy(plan, packet, number, held[packet.key], marks[packet.key], everybody)
        for packet in wanted
        for number in range(1, len(packet.names) + 1)
    )
    return Ready(plan=plan, bodies=bodies, parts=held, marks=marks, copies=copies)


def chosen(plan: Plan, names: Sequence[str], copies: Mapping[str, int]) -> tuple[Packet, ...]:
    """The packets called so, all when none is named; by number, id or title, or those of a department by its name.

    Raises:
        UsageProblem: "no-role".
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
        raise UsageProblem("no-role", name=name, known=known)
    return found


def _counted(packet: Packet, count: int | None) -> Packet:
    """With so many copies; people who are named keep theirs first."""
    if count is None:
        return packet
    names = (*packet.names, *("",) * count)[:count]
    return msgspec.structs.replace(packet, names=names)


def _copy(
    plan: Plan, packet: Packet, number: int, held: Sequence[Part], marks: Sequence[str], everybody: Sequence[Packet]
) -> Copy:
    name = packet.names[number - 1]
    others = tuple(
        f"{each.sign}　{each.title}" for each in everybody if name and name in each.names and each.key != packet.key
    )
    said = [
        *(plan.identity.title, plan.version, packet.key, packet.title, packet.home, packet.functions, packet.names),
        *(number, others, [part.title for part in held], marks),
    ]
    mark = digest(json.dumps(said, ensure_ascii=False, default=list).encode())[:12]
    return Copy(packet=packet, number=number, fingerprint=mark, others=others)

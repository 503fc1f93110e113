"""The packets of a plan before anything is printed: their parts, their copies, what each copy is told by."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.documents.catalogue import Body
from plangen.documents.packets.front import Copy
from plangen.documents.packets.holders import Packet, packets
from plangen.documents.packets.parts import PacketPart, parts
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan
from plangen.pipeline.building.composing import fingerprint, identified_bodies
from plangen.workspace.manifest import digest

_DIGITS = 12  # of a fingerprint


class Ready(Struct, frozen=True, kw_only=True):
    """Packets as they would be printed."""

    plan: Plan
    bodies: Mapping[str, Body]
    parts: Mapping[str, tuple[PacketPart, ...]]  # by the key of the packet
    marks: Mapping[str, tuple[str, ...]]  # the fingerprint of each part
    copies: tuple[Copy, ...]

    @property
    def packets(self) -> tuple[Packet, ...]:
        """The packets of the copies, each once."""
        return tuple({copy.packet.key: copy.packet for copy in self.copies}.values())

    def unnamed(self, packet: Packet, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Each number with the fingerprint of such a copy, beyond those of the packet's people."""
        said = _said(self.plan, packet, self.parts[packet.key], self.marks[packet.key])
        return ((number, _fingerprint(said, number)) for number in numbers)


def bodies_of(plan: Plan) -> Mapping[str, Body]:
    """The documents that packets are made from; one that consists of several files is none of them."""
    return {entry.id: body for entry in DOSSIER if entry.in_packets for _, body in identified_bodies(entry, plan)}


def prepare(plan: Plan, files: Mapping[str, bytes], wanted: Sequence[Packet]) -> Ready:
    """The wanted packets with all their copies; what a copy is told by depends on nothing but its content."""
    bodies = bodies_of(plan)
    held = {packet.key: parts(plan, packet, bodies) for packet in wanted}
    marks = {
        key: tuple(f"{fingerprint(part.body, files)}{part.sheets or ''}" for part in each) for key, each in held.items()
    }
    everybody = packets(plan)
    copies = [
        copy for packet in wanted for copy in _copies(plan, packet, held[packet.key], marks[packet.key], everybody)
    ]
    return Ready(plan=plan, bodies=bodies, parts=held, marks=marks, copies=tuple(copies))


def _copies(
    plan: Plan, packet: Packet, held: Sequence[PacketPart], marks: Sequence[str], everybody: Sequence[Packet]
) -> Iterator[Copy]:
    for number, name in enumerate(packet.names, start=1):
        others = tuple(
            f"{each.sign}　{each.title}" for each in everybody if name and name in each.names and each.key != packet.key
        )
        mark = _fingerprint(_said(plan, packet, held, marks, name, others), number)
        yield Copy(packet=packet, number=number, fingerprint=mark, others=others)


def _said(
    plan: Plan,
    packet: Packet,
    held: Sequence[PacketPart],
    marks: Sequence[str],
    name: str = "",
    others: Sequence[str] = (),
) -> tuple[str, str]:
    """What a copy is told by, before its number and after it: the same for all that belong to nobody yet."""
    before = [plan.identity.title, plan.version, packet.key, packet.title, packet.home, packet.functions]
    after = [name, others, [part.title for part in held], marks]
    return _json(before).removesuffix("]"), _json(after).removeprefix("[")


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False)


def _fingerprint(said: tuple[str, str], number: int) -> str:
    return digest(f"{said[0]}, {number}, {said[1]}".encode())[:_DIGITS]

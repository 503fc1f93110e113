"""The packets of a plan before anything is printed: their parts, their copies, what each copy is told by."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.documents.catalogue import Body
from plangen.documents.packets.front import Copy, role_in_front
from plangen.documents.packets.holders import Packet, packets
from plangen.documents.packets.parts import PacketPart, parts
from plangen.model.edition import BARE
from plangen.model.papers import mark_of_copy, packet_of
from plangen.model.plan import Plan
from plangen.pipeline.building.editions import Editions
from plangen.pipeline.building.on_paper import fingerprint, identified_bodies, words_digest
from plangen.workspace.manifest import digest


class Ready(Struct, frozen=True, kw_only=True):
    """Packets as they would be printed."""

    plan: Plan
    bodies: Mapping[str, Body]
    plans: Mapping[str, Plan]  # by the key of the packet, in the edition that it is of
    parts: Mapping[str, tuple[PacketPart, ...]]  # by the key of the packet
    marks: Mapping[str, tuple[str, ...]]  # the fingerprint of each part
    copies: tuple[Copy, ...]

    @property
    def packets(self) -> tuple[Packet, ...]:
        """The packets of the copies, each once."""
        return tuple({copy.packet.key: copy.packet for copy in self.copies}.values())


def bodies_of(plan: Plan) -> Mapping[str, Body]:
    """The documents that packets are made from; one that consists of several files is none of them."""
    return {
        entry.id: body
        for entry in plan.dossier.entries
        if entry.in_packets
        for _, body in identified_bodies(entry, plan)
    }


def prepare(
    plan: Plan,
    files: Mapping[str, bytes],
    wanted: Sequence[Packet],
    editions: Editions | None = None,
    *,
    full: bool = False,
) -> Ready:
    """The wanted packets with all their copies; without `editions` as if nothing were recorded.

    `full`: with the whole documents that each holder may see.
    """
    known = editions or Editions(plan=plan, files=files)
    sources = _sources(known, wanted, full=full)
    bodies = {
        key: bodies_of(each.plan) for key, each in {each.plan.edition.label: each for each in sources.values()}.items()
    }
    plans = {key: each.plan for key, each in sources.items()}
    held = {
        key: parts(plans[key], packet, bodies[plans[key].edition.label], full=full) for key, packet in _by_key(wanted)
    }
    marks = {key: _marks_of(each, files) for key, each in held.items()}
    every = bodies.get(known.plan.edition.label) or bodies_of(known.plan)
    ready = Ready(plan=known.plan, bodies=every, plans=plans, parts=held, marks=marks, copies=())
    return replace(ready, copies=tuple(_copies(ready, wanted, {key: each.origin for key, each in sources.items()})))


class _Source(Struct, frozen=True, kw_only=True):
    """What a packet is made from: the plan in the edition that it is of, and what its mark is taken from."""

    plan: Plan
    origin: str = ""  # empty: from its words


def _sources(editions: Editions, wanted: Sequence[Packet], *, full: bool) -> Mapping[str, _Source]:
    """By the key of the packet; one whose words have held since an earlier revision is still of that one."""
    drafts = _drafts(editions, wanted)
    return {packet.key: _source(editions, packet, is_draft=packet.key in drafts, full=full) for packet in wanted}


def _source(editions: Editions, packet: Packet, *, is_draft: bool, full: bool) -> _Source:
    if is_draft:
        return _Source(plan=editions.draft_or_plan)
    since = None if full else editions.since(packet_of(packet.key))
    if since is None or since.edition.version == editions.plan.edition.version:
        return _Source(plan=editions.plan, origin=editions.origin)
    return _Source(plan=editions.plan.in_edition(since.edition), origin=since.origin)


def _by_key(wanted: Sequence[Packet]) -> Iterator[tuple[str, Packet]]:
    return ((packet.key, packet) for packet in wanted)


def _marks_of(held: Sequence[PacketPart], files: Mapping[str, bytes]) -> tuple[str, ...]:
    return tuple(f"{fingerprint(part.body, files)}{part.sheets or ''}{_count(part)}" for part in held)


def _count(part: PacketPart) -> str:
    return f"×{part.copies}" if part.copies > 1 else ""


def packet_words(plan: Plan, files: Mapping[str, bytes], wanted: Sequence[Packet]) -> Mapping[str, str]:
    """The digest of the words of each packet, by its name among papers, whatever edition it is of."""
    bare = plan.in_edition(BARE)
    bodies, everybody = bodies_of(bare), packets(plan)
    found = {}
    for packet in wanted:
        held = [[part.title, part.sheets, words_digest(part.body, files)] for part in parts(bare, packet, bodies)]
        people = [[name, _others(packet, name, everybody)] for name in packet.names if name]
        said = [packet.key, packet.title, packet.home, packet.functions, role_in_front(bare, packet), people, held]
        found[packet_of(packet.key)] = digest(_json(said))
    return found


def _drafts(editions: Editions, wanted: Sequence[Packet]) -> Collection[str]:
    """The keys of the packets that no revision has in these words."""
    if editions.draft is None:
        return ()
    words = packet_words(editions.plan, editions.files, wanted) if editions.words else {}
    return {
        each.key for each in wanted if words.get(packet_of(each.key), "?") != editions.words.get(packet_of(each.key))
    }


def _copies(ready: Ready, wanted: Sequence[Packet], origins: Mapping[str, str]) -> Iterator[Copy]:
    everybody = packets(ready.plan)
    for packet in wanted:
        yield from _copies_of(ready, packet, everybody, origins[packet.key])


def _copies_of(ready: Ready, packet: Packet, everybody: Sequence[Packet], origin: str) -> Iterator[Copy]:
    plan = ready.plans[packet.key]
    front = role_in_front(plan, packet)
    before = [plan.identity.title, plan.edition.label, packet.key, packet.title, packet.home, packet.functions, front]
    for number, name in enumerate(packet.names, start=1):
        others = _others(packet, name, everybody)
        after = [name, others, [part.title for part in ready.parts[packet.key]], ready.marks[packet.key]]
        mark = mark_of_copy(origin or digest(_json([*before, number, *after])), packet_of(packet.key), number)
        yield Copy(packet=packet, number=number, fingerprint=mark, others=others)


def _others(packet: Packet, name: str, everybody: Sequence[Packet]) -> tuple[str, ...]:
    """What else the same person holds."""
    return tuple(
        f"{each.sign}　{each.title}" for each in everybody if name and name in each.names and each.key != packet.key
    )


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()

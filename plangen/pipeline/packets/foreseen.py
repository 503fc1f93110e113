"""What packets would tell that they must not, seen in what is composed for them, before anything is printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from plangen.alike import passage
from plangen.blocks.document import Block, Document, Heading
from plangen.blocks.template import OfPlan
from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Finding, Place, Words, in_order, words
from plangen.documents.packets.condensed import rows_of_sections
from plangen.documents.packets.front import told_in_front
from plangen.documents.packets.holders import Packet
from plangen.documents.packets.parts import PacketPart
from plangen.documents.packets.secret_phrases import Secrets
from plangen.documents.packets.secrets import secrets
from plangen.documents.packets.text_pieces import cells_of, pieces
from plangen.model.plan import Plan
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.packets.composing import Ready, prepare
from plangen.pipeline.packets.own_texts import library_of, texts_of_own
from plangen.pipeline.packets.roles import chosen
from plangen.pipeline.packets.rules import LEAK

_APART = "\n"


def with_packets(root: Path, outcome: Outcome) -> Outcome:
    """An outcome of a check and what would keep packets from being written; unless the plan has errors."""
    project = study(root)
    if not project.outcome.ok(strict=False):
        return outcome
    roles, files = chosen(project.plan, (), {}), project.files.contents
    ready = prepare(project.plan, files, roles)
    hidden = kept_from(project.plan, ready, roles, files)
    found = foreseen(ready, hidden, files)
    return msgspec.structs.replace(outcome, findings=in_order((*outcome.findings, *found)))


def kept_from(plan: Plan, ready: Ready, roles: Iterable[Packet], files: Mapping[str, bytes]) -> Mapping[str, Secrets]:
    """What the holders of packets must not learn, by the key of the packet."""
    library = library_of(plan, ready.bodies, files)
    return {packet.key: secrets(library, packet.who, told_in_front(plan, packet)) for packet in roles}


def foreseen(ready: Ready, hidden: Mapping[str, Secrets], files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """A finding for each secret that a part of a packet tells, with the document and the section that tells it."""
    return tuple(
        finding
        for packet in ready.packets
        for finding in _of_packet(packet, ready.parts[packet.key], hidden[packet.key], files)
    )


def _of_packet(
    packet: Packet, parts: Sequence[PacketPart], hidden: Secrets, files: Mapping[str, bytes]
) -> Iterator[Finding]:
    seen: set[Words] = set()
    for part in parts:
        sections = tuple(_sections(part, files))
        for phrase, what in hidden.told(_APART.join(text for _, text in sections)):
            if what not in seen:
                seen.add(what)
                where, text = _place_of(phrase, hidden, part, sections)
                values = {"where": where, "what": what, "phrase": passage(text, phrase)}
                at = Place(file=f"{packet.sign}-{packet.title}", spot=where)
                yield Finding(rule=LEAK, at=at, values=values)


def _place_of(phrase: str, hidden: Secrets, part: PacketPart, sections: Sequence[tuple[str, str]]) -> tuple[Words, str]:
    """Where a part tells the phrase: the section that does alone, or else the whole; and what is said there."""
    title = f"《{part.body.title}》"
    for heading, text in sections:
        if heading and phrase in {each for each, _ in hidden.told(text)}:
            return words(f"{title}的“{heading}”", f"“{heading}” in {title}"), text
    return words(title, title), _APART.join(text for _, text in sections)


def _sections(part: PacketPart, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What a part says, by its headings."""
    body = part.body
    if isinstance(body, Document):
        yield from ((heading, _APART.join(pieces(blocks))) for heading, blocks in _headed(body.blocks))
    elif isinstance(body, Workbook):
        yield "", _APART.join(cells_of(body, part.sheets))
    elif isinstance(body, OfPlan):
        yield from (("", _APART.join(each.said)) for each in texts_of_own({"": body}, files).values())


def _headed(blocks: Iterable[Block]) -> Iterator[tuple[str, Sequence[Block]]]:
    """Blocks by the headings above them, or beside them where sections are the rows of a table."""
    heading, held = "", list[Block]()
    for block in blocks:
        if rows := tuple(rows_of_sections(block)):
            yield heading, held
            yield from ((label, (row,)) for label, row in rows)
            heading, held = "", []
            continue
        if isinstance(block, Heading):
            yield heading, held
            heading, held = block.text, []
        held.append(block)
    yield heading, held

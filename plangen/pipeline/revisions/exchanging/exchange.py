"""What is to be exchanged in the packets: part by part and chapter by chapter, for whom, how many copies."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Block, Document, Heading
from plangen.blocks.identity import Identity
from plangen.blocks.numbering import labelled
from plangen.blocks.workbook import Workbook
from plangen.changes.change import Kind
from plangen.diagnostics import Finding
from plangen.documents.catalogue import Body
from plangen.documents.packets.holders import Packet, packets
from plangen.documents.packets.parts import PacketPart
from plangen.model.plan import Plan
from plangen.pipeline.building.office_program import Office
from plangen.pipeline.building.on_paper import on_paper
from plangen.pipeline.check import Study
from plangen.pipeline.packets.composing import Ready, prepare
from plangen.pipeline.revisions.documents import labelled_as

if TYPE_CHECKING:
    from plangen.pipeline.revisions.exchanging.exchanged_pages import PartPages

_BEGINNING = "开头部分"


class Reprinted(Struct, frozen=True, kw_only=True):
    """A packet of the new version that is not the old one's."""

    key: str  # of the role
    sign: str  # 07
    title: str
    kind: Kind  # added or changed


class Exchange(Struct, frozen=True, kw_only=True):
    """A part that says something else in the packets of these holders."""

    document: str  # its id
    title: str
    kind: Kind  # added, removed or changed
    chapters: tuple[str, ...] = ()  # of one that changed: those that say something else; none: it has no chapters
    holders: tuple[tuple[str, str], ...] = ()  # sign and title of the packet
    copies: int = 0
    pages: tuple[tuple[str, tuple[int, ...]], ...] = ()  # by the sign of the packet, where they were laid out


class Exchanged(Struct, frozen=True, kw_only=True):
    """The packets that are not the old ones, and the parts that make the difference."""

    packets: tuple[Reprinted, ...] = ()
    parts: tuple[Exchange, ...] = ()
    findings: tuple[Finding, ...] = ()  # why no pages could be laid out


def exchanged(old: Study, new: Study, office: Office | None = None) -> Exchanged:
    """What is to be printed again; another version number alone is not a difference. With an office, on which pages.

    Raises:
        EnvironmentProblem: OfficeOld, PdfHung, PdfFailed, DiskFull.
    """
    now = labelled_as(new.plan, old.plan)
    before, after = _ready(old.plan, old), _ready(now, new)
    again = tuple(
        Reprinted(key=each.key, sign=each.sign, title=each.title, kind=Kind.of(before.marks.get(each.key), each))
        for each in packets(now)
        if before.marks.get(each.key) != after.marks[each.key]
    )
    keys = {each.key for each in again}
    parts = _gathered(before, after, keys)
    if office is None or not parts:
        return Exchanged(packets=again, parts=parts)
    from plangen.pipeline.revisions.exchanging.exchanged_pages import exchanged_pages  # loads what reads PDFs

    pages, findings = exchanged_pages((_of(before, keys), old), (_of(after, keys), new), office)
    return Exchanged(packets=again, parts=tuple(_paged(part, pages) for part in parts), findings=findings)


def _of(ready: Ready, keys: Collection[str]) -> Ready:
    """These packets alone."""
    return replace(
        ready,
        parts={key: held for key, held in ready.parts.items() if key in keys},
        marks={key: marks for key, marks in ready.marks.items() if key in keys},
        copies=tuple(copy for copy in ready.copies if copy.packet.key in keys),
    )


def _paged(part: Exchange, pages: "Sequence[PartPages]") -> Exchange:
    """The part with its pages, holder by holder."""
    signs = [sign for sign, _ in part.holders]
    own = (each for each in pages if (each.document, each.title) == (part.document, part.title))
    return replace(part, pages=tuple((each.packet, each.pages) for each in own if each.packet in signs))


def _ready(plan: Plan, study: Study) -> Ready:
    return prepare(plan, study.files.contents, packets(plan))


def _gathered(before: Ready, after: Ready, keys: set[str]) -> tuple[Exchange, ...]:
    """The parts of all these packets, those alike taken together."""
    found: dict[Exchange, list[Packet]] = {}
    for packet in packets(after.plan):
        if packet.key in keys:
            for part in _parts(before.parts.get(packet.key, ()), after.parts[packet.key]):
                found.setdefault(part, []).append(packet)
    return tuple(
        replace(
            part,
            holders=tuple((each.sign, each.title) for each in holders),
            copies=sum(len(each.names) for each in holders),
        )
        for part, holders in found.items()
    )


def _parts(old: Sequence[PacketPart], new: Sequence[PacketPart]) -> Iterator[Exchange]:
    before, after = ({(each.document, each.title): each for each in side} for side in (old, new))
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key), after.get(key)
        kind = Kind.of(was, now)
        chapters = tuple(_chapters(was, now)) if was and now else ()
        if kind is not Kind.CHANGED or chapters:
            yield Exchange(document=key[0], title=key[1], kind=kind, chapters=tuple(filter(None, chapters)))


def _chapters(old: PacketPart, new: PacketPart) -> Iterator[str]:
    """The titles of chapters or sheets that say something else; an empty one for what has none."""
    before, after = _by_chapter(old), _by_chapter(new)
    if before != after:
        yield from (title for title in dict.fromkeys((*after, *before)) if before.get(title) != after.get(title))


def _by_chapter(part: PacketPart) -> Mapping[str, object]:
    body = _said(part.body)
    if isinstance(body, Document):
        rest = replace(body, blocks=())
        return {**_blocks(body.blocks), "": rest}
    if isinstance(body, Workbook):
        chosen = {each.name: each for at, each in enumerate(body.sheets) if not part.sheets or at in part.sheets}
        return {**chosen, "": replace(body, sheets=())}
    return {"": body}


def _said(body: Body) -> Body:
    return replace(on_paper(body), identity=Identity())


def _blocks(blocks: Sequence[Block]) -> Mapping[str, object]:
    """The blocks by the headings of the highest level that there are several of."""
    levels = [each.level for each in blocks if isinstance(each, Heading)]
    wanted = next((level for level in sorted(set(levels)) if levels.count(level) > 1), min(levels, default=0))
    found: dict[str, list[Block]] = {}
    title = _BEGINNING
    for each in blocks:
        if isinstance(each, Heading) and each.level <= wanted:
            title = labelled(each)
        found.setdefault(title, []).append(replace(each, key="") if isinstance(each, Heading) else each)
    return found

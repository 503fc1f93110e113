"""The pages that a packet has to be given anew: both versions are printed, and what stands on each page is compared."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.document import Document
from plangen.diagnostics import Finding
from plangen.documents.packets.front import CONTENTS, ContentsLine, Copy, front
from plangen.documents.packets.parts import PacketPart
from plangen.office.pdf.form import destinations, page_count
from plangen.office.pdf.packet import Piece
from plangen.office.pdf.text import PrintedPage, pages
from plangen.office.word.writer import bookmark, write_document
from plangen.pipeline.building.office_program import Office
from plangen.pipeline.check import Study
from plangen.pipeline.house import House, read_house
from plangen.pipeline.packets.composing import Ready
from plangen.pipeline.packets.printing import PrintedParts, printed_parts
from plangen.workspace.project import TEMPLATES

_FRONT = 4  # pages of cover and contents in most packets: each begins on a right-hand page


class PartPages(Struct, frozen=True, kw_only=True):
    """Which pages of a packet, as they are numbered through, a part has to be given anew on."""

    packet: str  # its sign
    document: str
    title: str
    pages: tuple[int, ...]


def exchanged_pages(
    before: tuple[Ready, Study], after: tuple[Ready, Study], office: Office
) -> tuple[tuple[PartPages, ...], tuple[Finding, ...]]:
    """The pages of the new packets that say something else, part by part; with findings where none can be printed.

    Raises:
        EnvironmentProblem: OfficeOld, PdfHung, PdfFailed, DiskFull.
    """
    (old, found_old), (new, found_new) = (_printed(*side, office) for side in (before, after))
    if old is None or new is None:
        return (), (*found_old, *found_new)
    starts = _starts(after[0], new, office)
    seen: dict[bytes, tuple[PrintedPage, ...]] = {}
    return tuple(
        PartPages(packet=packet.sign, document=part.document, title=part.title, pages=tuple(changed))
        for packet in after[0].packets
        for part, start, piece in zip(
            after[0].parts[packet.key], starts[packet.key], new.parts.pieces[packet.key], strict=True
        )
        if (changed := [start + page for page in _changed(old.piece(before[0], packet.key, part), piece, seen)])
    ), ()


class _Printed(Struct, frozen=True, kw_only=True):
    """The packets of one side."""

    house: House
    parts: PrintedParts

    def piece(self, ready: Ready, key: str, part: PacketPart) -> Piece | None:
        """The same part of a packet of this side; None where it has none."""
        wanted = _name(part)
        held = zip(ready.parts.get(key, ()), self.parts.pieces.get(key, ()), strict=True)
        return next((piece for each, piece in held if _name(each) == wanted), None)


def _name(part: PacketPart) -> tuple[str, str]:
    return part.document, part.title


def _printed(ready: Ready, study: Study, office: Office) -> tuple[_Printed | None, tuple[Finding, ...]]:
    house, found = read_house(study.files.under(TEMPLATES))
    if house is None:
        return None, found
    parts = printed_parts(ready, house, office.set_in(house.layout), study.files.contents)
    if ready.parts and not parts.pieces:
        return None, (*found, *parts.findings)
    return _Printed(house=house, parts=parts), ()


def _changed(old: Piece | None, new: Piece, seen: dict[bytes, tuple[PrintedPage, ...]]) -> Iterator[int]:
    """The pages of a part, counted from 0, that are not those of the old one."""
    before = _pages(old, seen) if old else ()
    for number, page in enumerate(_pages(new, seen)):
        if before[number : number + 1] != (page,):
            yield number


def _pages(piece: Piece, seen: dict[bytes, tuple[PrintedPage, ...]]) -> tuple[PrintedPage, ...]:
    if piece.raw not in seen:
        seen[piece.raw] = pages(piece.raw)
    every = seen[piece.raw]
    return tuple(every[number] for number in piece.pages) if piece.pages else every


def _starts(ready: Ready, printed: _Printed, office: Office) -> Mapping[str, Sequence[int]]:
    """On which page of its packet each part begins: behind cover and contents, each part on a right-hand page."""
    copies = {copy.packet.key: copy for copy in reversed(ready.copies)}
    raws = {
        f"{copy.packet.sign}.docx": write_document(_front(ready, printed, copy), printed.house.template)
        for copy in copies.values()
    }
    pdfs = office.set_in(printed.house.layout).pdfs(raws)
    return {
        key: _numbered(pdfs[f"{copy.packet.sign}.docx"], printed.parts.lengths[key]) for key, copy in copies.items()
    }


def _front(ready: Ready, printed: _Printed, copy: Copy) -> Document:
    lengths = printed.parts.lengths[copy.packet.key]
    lines = (
        ContentsLine(title=part.title, page=page, pages=length)
        for part, page, length in zip(ready.parts[copy.packet.key], _behind(_FRONT, lengths), lengths, strict=True)
    )
    return front(ready.plan, copy, tuple(lines))


def _numbered(raw: bytes, lengths: Sequence[int]) -> Sequence[int]:
    cover = destinations(raw)[bookmark(CONTENTS)]
    return _behind(_even(cover) + _even(page_count(raw) - cover), lengths)


def _behind(front: int, lengths: Sequence[int]) -> Sequence[int]:
    return [front + 1 + sum(map(_even, lengths[:number])) for number in range(len(lengths))]


def _even(count: int) -> int:
    return count + count % 2

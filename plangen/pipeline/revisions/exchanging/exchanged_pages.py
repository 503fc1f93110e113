"""The pages that a packet has to be given anew: both versions are printed, and what stands on each page is compared."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding
from plangen.documents.packets.parts import PacketPart
from plangen.office.pdf.form import page_count
from plangen.office.pdf.text import PrintedPage, pages
from plangen.pipeline.building.office_program import Office
from plangen.pipeline.check import Study
from plangen.pipeline.house import House, read_house
from plangen.pipeline.packets.composing import Ready
from plangen.pipeline.packets.printing import PrintedParts, first_pages, printed_parts
from plangen.workspace.project import TEMPLATES

_Where: TypeAlias = tuple[bytes, tuple[int, ...]]
"""A PDF, and in it the pages of a part, from 0."""


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
        for part, start, where in zip(
            after[0].parts[packet.key], starts[packet.key], new.places(packet.key), strict=True
        )
        if (changed := [start + page for page in _changed(old.place(before[0], packet.key, part), where, seen)])
    ), ()


class _Printed(Struct, frozen=True, kw_only=True):
    """The packets of one side."""

    house: House
    parts: PrintedParts

    def places(self, key: str) -> tuple[_Where, ...]:
        """Where each part of a packet stands."""
        pieces = self.parts.pieces.get(key, ())
        return tuple((pieces[each.piece].raw, each.pages) for each in self.parts.places.get(key, ()))

    def place(self, ready: Ready, key: str, part: PacketPart) -> _Where | None:
        """Where the same part of a packet of this side stands; None where it has none."""
        wanted = _name(part)
        held = zip(ready.parts.get(key, ()), self.places(key), strict=True)
        return next((where for each, where in held if _name(each) == wanted), None)


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


def _changed(old: _Where | None, new: _Where, seen: dict[bytes, tuple[PrintedPage, ...]]) -> Iterator[int]:
    """The pages of a part, counted from 0, that are not those of the old one."""
    before = _pages(old, seen) if old else ()
    for number, page in enumerate(_pages(new, seen)):
        if before[number : number + 1] != (page,):
            yield number


def _pages(where: _Where, seen: dict[bytes, tuple[PrintedPage, ...]]) -> tuple[PrintedPage, ...]:
    raw, numbers = where
    if raw not in seen:
        seen[raw] = pages(raw)
    return tuple(seen[raw][number] for number in numbers)


def _starts(ready: Ready, printed: _Printed, office: Office) -> Mapping[str, Sequence[int]]:
    """On which page of its packet each part begins, behind the first page."""
    copies = {copy.packet.key: copy for copy in reversed(ready.copies)}
    one_each = replace(ready, copies=tuple(copies.values()))
    fronts = first_pages(one_each, printed.parts, printed.house, office.set_in(printed.house.layout))
    return {key: printed.parts.first_pages(key, page_count(fronts[copy.sign])) for key, copy in copies.items()}

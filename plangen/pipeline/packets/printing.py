"""Packets on paper: parts printed once, covers and contents, each copy joined and stamped."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import Document, Role, SectionBreak, paragraph
from plangen.diagnostics import Finding
from plangen.documents.packets.front import CONTENTS, ContentsLine, Copy, front
from plangen.documents.packets.parts import PacketPart
from plangen.documents.phrases import issue_date
from plangen.model.papers import SheetCode
from plangen.office.pdf.drill_mark import unseen
from plangen.office.pdf.form import destinations, page_count
from plangen.office.pdf.letters import Letters
from plangen.office.pdf.packet import Piece, Stamp, Store, joined, sheet_pages, stamped_letters
from plangen.office.word.writer import bookmark, write_document
from plangen.pipeline.building.composing import Progress, ending_of, marks_of, written
from plangen.pipeline.building.office_program import Office
from plangen.pipeline.house import House
from plangen.pipeline.packets.composing import Ready

_PASSES = 4  # contents of more pages push the parts back, whose numbers they print


_Front: TypeAlias = tuple[bytes, tuple[int, ...], tuple[int, ...]]
"""A PDF, in it the pages of the cover and those of the contents."""


class PrintedParts(Struct, frozen=True, kw_only=True):
    """The pieces of each packet, by its key; none where a finding stands in the way."""

    pieces: Mapping[str, tuple[Piece, ...]] = {}
    lengths: Mapping[str, tuple[int, ...]] = {}  # pages of each piece
    findings: tuple[Finding, ...] = ()


def printed_parts(ready: Ready, house: House, office: Office, files: Mapping[str, bytes]) -> PrintedParts:
    """Every part once, however many packets have it, all in one start of LibreOffice.

    Raises:
        EnvironmentProblem: OfficeOld, PdfHung, PdfFailed, DiskFull.
    """
    names = {key: tuple(map(_name, held, ready.marks[key])) for key, held in ready.parts.items()}
    unique: dict[str, PacketPart] = {}
    for key, held in ready.parts.items():
        for name, part in zip(names[key], held, strict=True):
            unique.setdefault(name, part)
    pdfs, findings = _pdfs(unique, house, office, files)
    if not pdfs:
        return PrintedParts(findings=findings)
    pieces, lengths = _pieces(ready, names, pdfs)
    return PrintedParts(pieces=pieces, lengths=lengths, findings=findings)


def _pdfs(
    unique: Mapping[str, PacketPart], house: House, office: Office, files: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """The parts as PDFs; none where one cannot be made, or a page does not say that it is no real one."""
    made = {name: written(part.body, house, files) for name, part in unique.items()}
    findings = [finding for _, problems in made.values() for finding in problems]
    raws = {name: raw for name, (raw, _) in made.items() if raw is not None}
    if len(raws) < len(unique):
        return {}, tuple(findings)
    pdfs = office.pdfs(raws)
    bare = [each for name, part in unique.items() for each in unseen(pdfs[name], marks_of(part.body), name)]
    return ({} if bare else pdfs), (*findings, *bare)


def _pieces(
    ready: Ready, names: Mapping[str, Sequence[str]], pdfs: Mapping[str, bytes]
) -> tuple[Mapping[str, tuple[Piece, ...]], Mapping[str, tuple[int, ...]]]:
    """The pieces of each packet, and of how many pages they are."""
    counts = {name: page_count(raw) for name, raw in pdfs.items()}
    pieces: dict[str, tuple[Piece, ...]] = {}
    lengths: dict[str, tuple[int, ...]] = {}
    for key, held in ready.parts.items():
        pairs = zip(held, names[key], strict=True)
        pieces[key] = tuple(_piece(part, pdfs[name], counts[name]) for part, name in pairs)
        lengths[key] = tuple(
            len(piece.pages) or counts[name] for piece, name in zip(pieces[key], names[key], strict=True)
        )
    return pieces, lengths


def printed_copies(
    ready: Ready, printed: PrintedParts, house: House, office: Office, progress: Progress
) -> Iterator[tuple[Copy, bytes, int]]:
    """Each copy as a PDF, with the number of its pages."""
    store = Store()
    fronts = _fronts(ready, printed, house, office)
    letters = Letters(_sample(ready, house, office))
    about = _about(ready)
    for number, copy in enumerate(ready.copies, start=1):
        progress.step(copy.packet.title, number, len(ready.copies))
        raw, cover, contents = fronts[copy.sign]
        pieces = (
            Piece(title="封面", raw=raw, pages=cover),
            Piece(title="目录", raw=raw, pages=contents),
            *printed.pieces[copy.packet.key],
        )
        titled = {**about, "/Title": copy.title, "/Keywords": copy.fingerprint}
        raw = joined(pieces, _stamp(ready, copy), letters, store, titled)
        yield copy, raw, _whole((len(cover), len(contents), *printed.lengths[copy.packet.key]))
    progress.done()


def _name(part: PacketPart, mark: str) -> str:
    ending = ending_of(part.body)
    return f"{part.title}-{mark.partition('(')[0]}.{ending}"


def _piece(part: PacketPart, raw: bytes, pages: int) -> Piece:
    chosen = sheet_pages(raw, pages, part.sheets) if part.sheets else ()
    return Piece(title=part.title, raw=raw, pages=chosen, document=part.document)


def _even(pages: int) -> int:
    return pages + pages % 2


def _whole(lengths: Sequence[int]) -> int:
    return sum(map(_even, lengths))


def _lines(ready: Ready, printed: PrintedParts, key: str, front: int) -> tuple[ContentsLine, ...]:
    page, lines = front + 1, []
    for part, length in zip(ready.parts[key], printed.lengths[key], strict=True):
        lines.append(ContentsLine(title=part.title, page=page, pages=length))
        page += _even(length)
    return tuple(lines)


def _fronts(ready: Ready, printed: PrintedParts, house: House, office: Office) -> Mapping[str, _Front]:
    """Cover and contents of each copy, by its sign: printed again where they take more pages than was thought."""
    wanted = {copy.sign: (copy, _whole((1, 1))) for copy in ready.copies}
    made: dict[str, _Front] = {}
    for _ in range(_PASSES):
        raws = {}
        for sign, (copy, size) in wanted.items():
            document = front(ready.plans[copy.packet.key], copy, _lines(ready, printed, copy.packet.key, size))
            raws[f"{sign}.docx"] = write_document(document, house.template)
        pdfs = office.pdfs(raws)
        made |= {sign: _cut(pdfs[f"{sign}.docx"]) for sign in wanted}
        found = {sign: _whole(tuple(map(len, made[sign][1:]))) for sign in wanted}
        wanted = {sign: (copy, found[sign]) for sign, (copy, size) in wanted.items() if found[sign] != size}
        if not wanted:
            break
    return made


def _cut(raw: bytes) -> _Front:
    """The pages of the cover, and those of the contents."""
    middle = destinations(raw)[bookmark(CONTENTS)]
    return raw, tuple(range(middle)), tuple(range(middle, page_count(raw)))


def _stamp(ready: Ready, copy: Copy) -> Stamp:
    label = ready.plans[copy.packet.key].edition.label

    def code(document: str, page: int) -> str:
        said = SheetCode(
            mark=copy.fingerprint,
            document=document,
            drill=ready.plan.date,
            edition=label,
            page=page,
            copy=copy.number,
        )
        return said.text

    return Stamp(revision=label, sign=copy.sign, fingerprint=copy.fingerprint, code=code)


def _sample(ready: Ready, house: House, office: Office) -> bytes:
    """A page with every letter of the stamps, printed in the fonts of the documents; the same for all packets."""
    labels = sorted({each.edition.label for each in ready.plans.values()})
    letters = stamped_letters("".join(labels))
    document = Document(
        title="",
        subject="",
        author="",
        header="",
        created=issue_date(ready.plan),
        blocks=(SectionBreak(numbered=False), paragraph(letters, Role.NOTE)),
    )
    return office.pdfs({"资料包页脚.docx": write_document(document, house.template)})["资料包页脚.docx"]


def _about(ready: Ready) -> Mapping[str, str]:
    """What the file says of itself: the company, the plan, its date; nothing of the machine."""
    stamp = f"D:{issue_date(ready.plan):%Y%m%d}000000Z"
    return {
        "/Subject": ready.plan.identity.title,
        "/Author": ready.plan.identity.company,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }

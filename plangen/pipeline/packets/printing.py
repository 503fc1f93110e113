"""Packets on paper: what is read as one document, forms as they are, first pages, each copy joined and stamped."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.document import Document, Role, SectionBreak, paragraph
from plangen.blocks.template import Templated
from plangen.diagnostics import Finding, Severity
from plangen.documents.catalogue import Body
from plangen.documents.packets.front import ContentsLine, Copy, Stack, front
from plangen.documents.packets.handing_out import handed_out
from plangen.documents.packets.parts import PacketPart
from plangen.documents.packets.print_list import PrintedForm
from plangen.documents.packets.reading import reading, spread
from plangen.documents.phrases import issue_date
from plangen.model.papers import SheetCode
from plangen.model.plan import Plan
from plangen.model.values import is_todo
from plangen.office.pdf.drill_mark import unseen
from plangen.office.pdf.fill import last_page_fill
from plangen.office.pdf.form import destinations, page_count
from plangen.office.pdf.letters import Letters
from plangen.office.pdf.packet import PACKET, Piece, Stamp, Store, begins, joined, sheet_pages, stamped_letters
from plangen.office.templates.finishing.page_numbers import without_page_numbers
from plangen.office.word.writer import bookmark, write_document
from plangen.pipeline.building.composing import Progress, ending_of, marks_of, written
from plangen.pipeline.building.office_program import Office
from plangen.pipeline.building.paper_text import unlike
from plangen.pipeline.house import House
from plangen.pipeline.packets.composing import Ready
from plangen.workspace.manifest import digest

_PASSES = 4  # a first page that takes two pushes back the parts, whose numbers it prints
_FRONT = 1  # pages that most first pages take
_QUARTER = 0.3  # of a page, with some to spare
_NAMED = 16  # digits that tell parts apart


class PartPlace(Struct, frozen=True, kw_only=True):
    """Where a part lies: in which piece of its packet, and there on which pages, from 0; the last may be shared."""

    piece: int
    first: int
    pages: tuple[int, ...]


class PrintedParts(Struct, frozen=True, kw_only=True):
    """The pieces of each packet, by its key; none where a finding stands in the way."""

    pieces: Mapping[str, tuple[Piece, ...]] = {}
    places: Mapping[str, tuple[PartPlace, ...]] = {}  # of each part
    findings: tuple[Finding, ...] = ()

    def first_pages(self, key: str, front: int) -> tuple[int, ...]:
        """On which page of the packet each part begins, from 1, behind so many pages."""
        starts = begins((front, *(len(piece.pages) for piece in self.pieces[key])), self._rights(key))
        return tuple(starts[place.piece + 1] + place.first + 1 for place in self.places[key])

    def count(self, key: str, front: int) -> int:
        """The pages of the packet."""
        return begins((front, *(len(piece.pages) for piece in self.pieces[key]), 0), (*self._rights(key), True))[-1]

    def _rights(self, key: str) -> tuple[bool, ...]:
        return (True, *(piece.is_right for piece in self.pieces[key]))


class _Laid(Struct, frozen=True, kw_only=True):
    """A piece before it is printed: its parts by their place in the packet, and the headings that they begin under."""

    name: str
    body: Body
    parts: tuple[int, ...]
    keys: tuple[str, ...] = ()
    is_right: bool = False


def printed_parts(ready: Ready, house: House, office: Office, files: Mapping[str, bytes]) -> PrintedParts:
    """What each holder reads as one document, every form once, however many packets have it; one start of LibreOffice.

    Raises:
        EnvironmentProblem: OfficeOld, PdfHung, PdfFailed, DiskFull.
    """
    laid = {key: tuple(_laid(ready, key, held)) for key, held in ready.parts.items()}
    unique = {each.name: each.body for pieces in laid.values() for each in pieces}
    read = {each.name for pieces in laid.values() for each in pieces if each.keys}
    pdfs, findings = _pdfs(unique, read, house, office, files)
    return _put_together(ready, laid, pdfs, findings) if pdfs else PrintedParts(findings=findings)


def _put_together(
    ready: Ready, laid: Mapping[str, Sequence[_Laid]], pdfs: Mapping[str, bytes], findings: tuple[Finding, ...]
) -> PrintedParts:
    counts = {name: page_count(raw) - _is_idle(raw) for name, raw in pdfs.items()}
    made = {key: _placed(each, ready.parts[key], pdfs, counts) for key, each in laid.items()}
    return PrintedParts(
        pieces={key: pieces for key, (pieces, _) in made.items()},
        places={key: places for key, (_, places) in made.items()},
        findings=findings,
    )


def _is_idle(raw: bytes) -> bool:
    """Whether nothing stands on the last of several pages: a table that fills a page leaves a line behind."""
    return page_count(raw) > 1 and last_page_fill(raw) == 0


def _placed(
    laid: Sequence[_Laid], held: Sequence[PacketPart], pdfs: Mapping[str, bytes], counts: Mapping[str, int]
) -> tuple[tuple[Piece, ...], tuple[PartPlace, ...]]:
    """The pieces of a packet, and where its parts lie in them."""
    pieces = tuple(_piece(each, held, pdfs[each.name], counts[each.name]) for each in laid)
    pairs = enumerate(zip(laid, pieces, strict=True))
    found = dict(place for at, (each, piece) in pairs for place in _places(at, each, piece))
    return pieces, tuple(found[at] for at in range(len(held)))


def _laid(ready: Ready, key: str, held: Sequence[PacketPart]) -> Iterator[_Laid]:
    """What is read, joined where it is composed; then what is not; then the forms, each copy on sheets of its own."""
    marks = ready.marks[key]
    read = [at for at, part in enumerate(held) if _is_joined(part)]
    if read:
        title = next(packet.title for packet in ready.packets if packet.key == key)
        body, keys = reading(ready.plans[key], title, [held[at] for at in read])
        name = f"{title}-{digest(repr([marks[at] for at in read]).encode() + body.header.encode())[:_NAMED]}.docx"
        yield _Laid(name=name, body=body, parts=tuple(read), keys=keys)
    for at, part in enumerate(held):
        if not _is_joined(part):
            yield _Laid(name=_name(part, marks[at]), body=part.body, parts=(at,), is_right=part.is_form)


def _is_joined(part: PacketPart) -> bool:
    return isinstance(part.body, Document) and not part.is_form


def _files(
    unique: Mapping[str, Body], house: House, files: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """The pieces as Office files; one that cannot be made is missing."""
    made = {name: written(body, house, files) for name, body in unique.items()}
    findings = tuple(finding for _, problems in made.values() for finding in problems)
    return {name: _unnumbered(unique[name], raw) for name, (raw, _) in made.items() if raw is not None}, findings


def _on_pages(
    bodies: Mapping[str, Body], raws: Mapping[str, bytes], pdfs: Mapping[str, bytes], office: Office
) -> tuple[Finding, ...]:
    """Pages without their mark, and what they do not say as their files do."""
    found: list[Finding] = []
    for name, body in bodies.items():
        found += unseen(pdfs[name], marks_of(body), name)
        found += unlike(name, body, raws[name], pdfs[name], office)
    return tuple(found)


def _pdfs(
    bodies: Mapping[str, Body], read: Collection[str], house: House, office: Office, files: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """The pieces as PDFs; none where one cannot be made, or its pages lack their mark or what the piece says."""
    raws, findings = _files(bodies, house, files)
    if len(raws) < len(bodies):
        return {}, findings
    pdfs = office.pdfs(raws)
    again = {name: raw for name in read if (raw := _refilled(bodies[name], pdfs[name], house)) is not None}
    if again:
        pdfs = {**pdfs, **office.pdfs(again)}
    findings += _on_pages(bodies, {**raws, **again}, pdfs, office)
    return ({} if any(each.severity is Severity.ERROR for each in findings) else pdfs), findings


def _refilled(body: Body, pdf: bytes, house: House) -> bytes | None:
    """What is read and ends on a page that is all but empty, written again with more on that page."""
    if isinstance(body, Document) and 0 < last_page_fill(pdf) < _QUARTER:
        return write_document(spread(body), house.template)
    return None


def _unnumbered(body: Body, raw: bytes) -> bytes:
    """A file made from somebody's template, which may number its pages; the packet numbers them through."""
    return without_page_numbers(raw) if isinstance(body, Templated) else raw


def _piece(laid: _Laid, held: Sequence[PacketPart], raw: bytes, count: int) -> Piece:
    part = held[laid.parts[0]]
    pages = sheet_pages(raw, count, part.sheets) if part.sheets else tuple(range(count))
    title, document = ("", PACKET) if laid.keys else (part.title, part.document)
    return Piece(title=title, raw=raw, pages=pages * part.copies, document=document, is_right=laid.is_right)


def _places(at: int, laid: _Laid, piece: Piece) -> Iterator[tuple[int, PartPlace]]:
    """The parts of a piece: each goes to where the next begins, on whose page it may end."""
    if not laid.keys:
        yield laid.parts[0], PartPlace(piece=at, first=0, pages=piece.pages)
        return
    found = destinations(piece.raw)
    starts = [found[bookmark(key)] for key in laid.keys]
    for part, start, end in zip(laid.parts, starts, (*starts[1:], len(piece.pages) - 1), strict=True):
        yield part, PartPlace(piece=at, first=start, pages=tuple(range(start, end + 1)))


def printed_copies(
    ready: Ready, printed: PrintedParts, house: House, office: Office, progress: Progress
) -> Iterator[tuple[Copy, bytes, int]]:
    """Each copy as a PDF, with the number of its pages."""
    store = Store()
    fronts = first_pages(ready, printed, house, office)
    letters = Letters(_sample(ready, house, office))
    for number, copy in enumerate(ready.copies, start=1):
        progress.step(copy.packet.title, number, len(ready.copies))
        raw = fronts[copy.sign]
        count = page_count(raw)
        pieces = (Piece(title="首页", raw=raw, pages=tuple(range(count))), *printed.pieces[copy.packet.key])
        titled = {**_about(ready.plans[copy.packet.key]), "/Title": copy.title, "/Keywords": copy.fingerprint}
        yield copy, joined(pieces, _stamp(ready, copy), letters, store, titled), printed.count(copy.packet.key, count)
    progress.done()


def _name(part: PacketPart, mark: str) -> str:
    ending = ending_of(part.body)
    return f"{part.title}-{mark.partition('(')[0]}.{ending}"


def first_pages(ready: Ready, printed: PrintedParts, house: House, office: Office) -> Mapping[str, bytes]:
    """The first page of each copy, by its sign: printed again where it takes more pages than was thought."""
    wanted = {copy.sign: (copy, _FRONT) for copy in ready.copies}
    made: dict[str, bytes] = {}
    for _ in range(_PASSES):
        raws = {
            f"{sign}.docx": write_document(_first_page(ready, printed, copy, size), house.template)
            for sign, (copy, size) in wanted.items()
        }
        pdfs = office.pdfs(raws)
        made |= {sign: pdfs[f"{sign}.docx"] for sign in wanted}
        found = {sign: page_count(made[sign]) for sign in wanted}
        wanted = {sign: (copy, found[sign]) for sign, (copy, size) in wanted.items() if found[sign] != size}
        if not wanted:
            break
    return made


def _first_page(ready: Ready, printed: PrintedParts, copy: Copy, size: int) -> Document:
    key = copy.packet.key
    lines = [
        ContentsLine(title=part.title, page=page, pages=len(place.pages))
        for part, page, place in zip(ready.parts[key], printed.first_pages(key, size), printed.places[key], strict=True)
        if not part.is_form
    ]
    return front(ready.plans[key], copy, lines, stack_of(ready, printed, copy))


def stack_of(ready: Ready, printed: PrintedParts, copy: Copy) -> Stack:
    """The forms of a packet with the sheets that they take, and the documents that its holder gets beside it."""
    plan = ready.plans[copy.packet.key]
    held = forms_of(ready, printed, copy.packet.key)
    return Stack(
        forms=tuple(form.title if form.copies == 1 else f"{form.title}×{form.copies}" for form in held),
        sheets=sum(form.copies * form.sheets for form in held),
        whole=tuple(each for each in handed_out(plan, copy.packet) if each in ready.bodies),
    )


def forms_of(ready: Ready, printed: PrintedParts, key: str) -> tuple[PrintedForm, ...]:
    """The forms of a packet, as the print list names them."""
    pairs = zip(ready.parts[key], printed.places[key], strict=True)
    return tuple(
        PrintedForm(title=part.title, copies=part.copies, sheets=(len(place.pages) // part.copies + 1) // 2)
        for part, place in pairs
        if part.is_form
    )


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


def _about(plan: Plan) -> Mapping[str, str]:
    """What the file says of itself: the company, the plan, its date; nothing of the machine."""
    stamp = f"D:{issue_date(plan):%Y%m%d}000000Z"
    return {
        "/Subject": plan.identity.title,
        "/Author": "" if is_todo(plan.identity.company) else plan.identity.company,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }

"""The documents of a plan as files in memory: what a build publishes and a proof measures."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Protocol, TypeVar

from msgspec import Struct

from plangen.blocks.document import Contents, Cover, Document
from plangen.blocks.template import Templated
from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Finding, Severity
from plangen.documents.audience import unknown_sections
from plangen.documents.catalogue import Body
from plangen.documents.oversize import oversized
from plangen.model.dossier import DossierEntry
from plangen.model.plan import Plan
from plangen.office.pdf.drill_mark import unseen
from plangen.office.release.plain_text import short_text
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.building.contents import Pages, page_numbers
from plangen.pipeline.building.editions import Editions, plain_editions
from plangen.pipeline.building.office_program import Office, required
from plangen.pipeline.building.paper_text import unlike
from plangen.pipeline.check import Study
from plangen.pipeline.house import House, read_house
from plangen.pipeline.template_files import HOUSE, template_path
from plangen.workspace import manifest as manifests
from plangen.workspace.naming import safe_name, unique
from plangen.workspace.project import OUTPUT, TEMPLATES

AnyBody = TypeVar("AnyBody", bound=Body)
_NO_DAY = datetime.date.min


class Progress(Protocol):
    """Told before each file, so that somebody who waits can see it move."""

    def step(self, name: str, number: int, total: int) -> None:
        """A file is about to be written: its title, its number from 1, how many there are."""

    def done(self) -> None:
        """The last one is written."""


class Paper(Struct, frozen=True, kw_only=True):
    """What a build wants of LibreOffice: page numbers for the contents lists, on request everything as PDF."""

    office: Office | None  # None where it was not found
    as_pdf: bool = False
    strict_fonts: bool = False  # PDFs only in the fonts that the layout wants


class ComposedDocument(Struct, frozen=True, kw_only=True):
    """A document ready to be written; its body knows its own fingerprint."""

    entry: DossierEntry
    title: str  # names the file; within a folder it tells the files apart
    body: Body
    path: str  # relative to output/


class File(Struct, frozen=True, kw_only=True):
    """A document as it is to be published, or its text or PDF beside it."""

    draft: ComposedDocument
    path: str  # relative to output/
    raw: bytes

    def recorded(self) -> manifests.ManifestEntry:
        """What the manifest says of it."""
        return manifests.ManifestEntry(
            document=self.draft.entry.id,
            title=self.draft.body.title,
            sha256=manifests.digest(self.raw),
            fingerprint=self.draft.body.identity.fingerprint,
        )


class Composed(Struct, frozen=True, kw_only=True):
    """Every file in memory, with the look that they were written in; without a house nothing could be written."""

    house: House | None = None
    files: tuple[File, ...] = ()
    findings: tuple[Finding, ...] = ()


def composed(
    project: Study,
    entries: Iterable[DossierEntry],
    progress: Progress,
    paper: Paper | None,
    editions: Editions | None = None,
) -> Composed:
    """Every file in memory first, so that a finding in the last one still leaves the folder as it was."""
    house, found = read_house(project.files.under(TEMPLATES))
    if house is None:
        return Composed(findings=found)
    contents = project.files.contents
    drafts = tuple(drafts_of(project, entries, editions))
    numbers, unnumbered = _page_numbers(drafts, house, paper)
    findings = [*found, *unnumbered, *_of_whole_documents(project.plan, drafts)]
    files: list[File] = []
    for number, draft in enumerate(drafts, start=1):
        progress.step(draft.title, number, len(drafts))
        raw, problems = written(draft.body, house, contents, numbers.get(draft.path))
        findings += problems
        if raw is None:
            continue
        text, problems = _text_beside(draft, raw)
        findings += problems
        contents_of = {draft.path: raw, **text}
        files += [File(draft=draft, path=path, raw=content) for path, content in contents_of.items()]
    progress.done()
    return Composed(house=house, files=tuple(files), findings=tuple(findings))


def drafts_of(
    project: Study, entries: Iterable[DossierEntry], editions: Editions | None = None
) -> Iterator[ComposedDocument]:
    """What is to be written, with its place and its mark; without `editions` as if nothing were recorded."""
    taken: dict[str, set[str]] = {}
    for entry in entries:
        for title, body in (editions or plain_editions(project)).papers(entry):
            yield ComposedDocument(entry=entry, title=title, body=body, path=_path(entry, title, body, taken))


def _page_numbers(
    drafts: Iterable[ComposedDocument], house: House, paper: Paper | None
) -> tuple[Mapping[str, Pages], tuple[Finding, ...]]:
    if paper is None:
        return {}, ()
    listed = {
        draft.path: draft.body
        for draft in drafts
        if isinstance(draft.body, Document) and any(isinstance(block, Contents) for block in draft.body.blocks)
    }
    return page_numbers(listed, house.template, paper.office and paper.office.set_in(house.layout))


def printed(made: Composed, office: Office | None) -> Iterator[File]:
    """The PDF of each Word and Excel file, of the same document, to stand beside it.

    Raises:
        EnvironmentProblem: PdfMissing, OfficeOld, PdfHung, PdfFailed.
    """
    if made.house is None:
        return
    files = tuple(file for file in made.files if not _is_text(file))
    raws = required(office).set_in(made.house.layout).pdfs({file.path: file.raw for file in files})
    for file in files:
        yield File(draft=file.draft, path=str(PurePosixPath(file.path).with_suffix(".pdf")), raw=raws[file.path])


def marks_of(body: Body) -> tuple[str, ...]:
    """What says on its pages that a document is no real one: the mark, the words of its header or of its cover."""
    if isinstance(body, Templated):
        return (body.mark,) if body.mark else ()
    if not isinstance(body, Document) or not body.header:
        return ()
    return (body.header, *(block.mark for block in body.blocks if isinstance(block, Cover) and block.mark))


def unseen_marks(files: Iterable[File]) -> Iterator[Finding]:
    """The pages of PDFs on which those words do not show."""
    for file in files:
        yield from unseen(file.raw, marks_of(file.draft.body), file.path)


def unlike_paper(made: Composed, pdfs: Iterable[File], office: Office) -> Iterator[Finding]:
    """What the PDFs of the files lack, cut or say otherwise."""
    raws = {str(PurePosixPath(file.path).with_suffix(".pdf")): file for file in made.files if not _is_text(file)}
    for pdf in pdfs:
        file = raws[pdf.path]
        yield from unlike(f"{OUTPUT}/{file.path}", file.draft.body, file.raw, pdf.raw, office)


def _is_text(file: File) -> bool:
    return file.path.endswith(".txt")


def _of_whole_documents(plan: Plan, drafts: Iterable[ComposedDocument]) -> Iterator[Finding]:
    """Sections that rules of visibility name and no document has, which would hide nothing; what has no room."""
    bodies: dict[str, list[Body]] = {}
    for draft in drafts:
        bodies.setdefault(draft.entry.id, []).append(draft.body)
    for entry in plan.dossier.entries:
        if entry.id in bodies:
            yield from unknown_sections(plan, entry.id, entry.name.zh, bodies[entry.id])
            yield from oversized(plan, entry.name.zh, bodies[entry.id])


def _path(entry: DossierEntry, title: str, body: Body, taken: dict[str, set[str]]) -> str:
    """01-标题.docx, or within a folder 06-公开通知草稿/01-标题.docx."""
    ending = ending_of(body)
    folder = f"{entry.number:02d}-{safe_name(entry.name.zh)}" if entry.folder else ""
    names = taken.setdefault(folder, set())
    number = len(names) + 1 if folder else entry.number
    name = f"{unique(f'{number:02d}-{safe_name(title)}', names)}.{ending}"
    return f"{folder}/{name}" if folder else name


def ending_of(body: Body) -> str:
    """How the name of its file ends."""
    is_excel = isinstance(body, Workbook) or (isinstance(body, Templated) and body.template.endswith(".xlsx"))
    return "xlsx" if is_excel else "docx"


def written(
    body: Body, house: House, files: Mapping[str, bytes], numbers: Pages | None = None
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """A document as an Office file, `numbers` the page of each heading where it has a contents list."""
    if isinstance(body, Document):
        from plangen.office.word.writer import write_document

        return write_document(body, house.template, numbers), ()
    if isinstance(body, Workbook):
        from plangen.office.excel.writer import write_workbook

        return write_workbook(body, house.sheet), ()
    path = template_path(body)
    if ending_of(body) == "xlsx":
        from plangen.office.excel.template_file import ExcelFile
        from plangen.office.excel.template_fill import fill_excel

        return fill_excel(body, ExcelFile(files.get(path), path))
    return render(body, WordFile(files.get(path), path), _house_file(files.get(HOUSE)))


@lru_cache(maxsize=1)
def _house_file(raw: bytes | None) -> WordFile:
    """The house template, opened once for all documents of a build."""
    return WordFile(raw, HOUSE)


def _text_beside(draft: ComposedDocument, raw: bytes) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """By path the text of a short notice to paste elsewhere; that all is well with its length goes without saying."""
    if not isinstance(draft.body, Templated) or draft.body.short is None:
        return {}, ()
    text, found = short_text(draft.body, WordFile(raw, draft.path), template_path(draft.body))
    findings = tuple(each for each in found if each.severity is not Severity.INFO)
    return {f"{draft.path.removesuffix('.docx')}.txt": text}, findings

"""The documents of a plan as files in memory: what a build publishes and a proof measures."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Protocol

import msgspec
from msgspec import Struct

from plangen.blocks.document import Contents, Document
from plangen.blocks.template import Templated
from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Finding, Severity
from plangen.documents.audience import unknown_sections
from plangen.documents.catalogue import CATALOGUE, Body, Entry, Made
from plangen.model.plan import SECTIONS, Plan
from plangen.office.release.plain_text import short_text
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.building.contents import Pages, page_numbers
from plangen.pipeline.building.office_program import Office, required
from plangen.pipeline.check import Study
from plangen.pipeline.house import House, read_house
from plangen.pipeline.template_files import HOUSE, template_path
from plangen.workspace import manifest as manifests
from plangen.workspace.naming import safe_name, unique
from plangen.workspace.project import SOURCE, TEMPLATES


class Progress(Protocol):
    """Told before each file, so that somebody who waits can see it move."""

    def step(self, name: str, number: int, total: int) -> None: ...

    def done(self) -> None: ...


class Paper(Struct, frozen=True, kw_only=True):
    """What a build wants of LibreOffice: page numbers for the contents lists, on request everything as PDF."""

    office: Office | None  # None where it was not found
    as_pdf: bool = False
    strict_fonts: bool = False  # PDFs only in the fonts that the layout wants


class Draft(Struct, frozen=True, kw_only=True):
    """A document ready to be written."""

    entry: Entry
    plan: Plan  # knows which sections went into it
    title: str
    body: Body
    path: str  # relative to output/
    fingerprint: str


class File(Struct, frozen=True, kw_only=True):
    """A file as it is to be published."""

    path: str  # relative to output/
    raw: bytes
    entry: manifests.Entry
    body: Body


class Composed(Struct, frozen=True, kw_only=True):
    """Every file in memory, with the look that they were written in; without a house nothing could be written."""

    house: House | None = None
    files: tuple[File, ...] = ()
    findings: tuple[Finding, ...] = ()


def composed(project: Study, entries: Iterable[Entry], progress: Progress, paper: Paper | None) -> Composed:
    """Every file in memory first, so that a finding in the last one still leaves the folder as it was."""
    house, found = read_house(project.files.under(TEMPLATES))
    if house is None:
        return Composed(findings=found)
    contents = project.files.contents
    drafts = tuple(drafts_of(project, entries))
    numbers, unnumbered = _page_numbers(drafts, house, paper)
    findings = [*found, *unnumbered, *_unknown_sections(project.plan, drafts)]
    files: list[File] = []
    for number, draft in enumerate(drafts, start=1):
        progress.step(draft.title, number, len(drafts))
        raw, problems = written(draft.body, house, contents, numbers.get(draft.path))
        findings += problems
        if raw is None:
            continue
        text, problems = _text_beside(draft, raw)
        findings += problems
        for path, content in {draft.path: raw, **text}.items():
            entry = manifests.Entry(
                document=draft.entry.id,
                title=draft.body.title,
                sha256=manifests.digest(content),
                fingerprint=draft.fingerprint,
                inputs=_inputs(contents, draft.plan, draft.body),
            )
            files.append(File(path=path, raw=content, entry=entry, body=draft.body))
    progress.done()
    return Composed(house=house, files=tuple(files), findings=tuple(findings))


def drafts_of(project: Study, entries: Iterable[Entry]) -> Iterator[Draft]:
    """What is to be written, with its place and its fingerprint."""
    taken: dict[str, set[str]] = {}
    for entry in entries:
        for plan, made in _compose(entry, project.plan):
            mark = fingerprint(made.body, project.files.contents)
            body = msgspec.structs.replace(made.body, identity={**made.body.identity, "fingerprint": mark})
            path = _path(entry, made, taken)
            yield Draft(entry=entry, plan=plan, title=made.title, body=body, path=path, fingerprint=mark)


def _page_numbers(
    drafts: Iterable[Draft], house: House, paper: Paper | None
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
    files = tuple(file for file in made.files if not file.path.endswith(".txt"))
    raws = required(office).set_in(made.house.layout).pdfs({file.path: file.raw for file in files})
    for file in files:
        raw = raws[file.path]
        entry = msgspec.structs.replace(file.entry, sha256=manifests.digest(raw))
        yield File(path=str(PurePosixPath(file.path).with_suffix(".pdf")), raw=raw, entry=entry, body=file.body)


def _unknown_sections(plan: Plan, drafts: Iterable[Draft]) -> Iterator[Finding]:
    """Sections that the rules of visibility name and the documents do not have: such a rule would hide nothing."""
    bodies: dict[str, list[Body]] = {}
    for draft in drafts:
        bodies.setdefault(draft.entry.id, []).append(draft.body)
    for entry in CATALOGUE:
        if entry.id in bodies:
            yield from unknown_sections(plan, entry.id, entry.name.zh, bodies[entry.id])


def _compose(entry: Entry, plan: Plan) -> Iterator[tuple[Plan, Made]]:
    """The entry's files, each with a plan that knows which sections went into the document."""
    watched = plan.afresh()
    identity = {"document": entry.id, "plan": plan.identity.title, "revision": plan.version}
    for made in list(entry.make(watched, identity)):
        yield watched, made


def _path(entry: Entry, made: Made, taken: dict[str, set[str]]) -> str:
    """01-标题.docx, or within a folder 06-公开通知草稿/01-标题.docx."""
    ending = "xlsx" if isinstance(made.body, Workbook) else "docx"
    folder = f"{entry.number:02d}-{safe_name(entry.folder)}" if entry.folder else ""
    names = taken.setdefault(folder, set())
    number = len(names) + 1 if folder else entry.number
    name = f"{unique(f'{number:02d}-{safe_name(made.title)}', names)}.{ending}"
    return f"{folder}/{name}" if folder else name


def fingerprint(body: Body, files: Mapping[str, bytes]) -> str:
    """Twelve hexadecimal digits of what the document says: its content, and its template where that holds wording."""
    said = msgspec.json.encode(body, order="deterministic")
    if isinstance(body, Templated):
        said += files.get(template_path(body), b"")
    return manifests.digest(said)[:12]


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
    return render(body, WordFile(files.get(path), path))


def _text_beside(draft: Draft, raw: bytes) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """By path the text of a short notice to paste elsewhere; that all is well with its length goes without saying."""
    if not isinstance(draft.body, Templated) or draft.body.short is None:
        return {}, ()
    text, found = short_text(draft.body, WordFile(raw, draft.path), template_path(draft.body))
    findings = tuple(each for each in found if each.severity is not Severity.INFO)
    return {f"{draft.path.removesuffix('.docx')}.txt": text}, findings


def _inputs(files: Mapping[str, bytes], plan: Plan, body: Body) -> dict[str, str]:
    """The files that the document was made from, with their hashes."""
    patterns = [f"{SOURCE}/{section.file}" for section in SECTIONS if section.name in plan.touched]
    template = template_path(body) if isinstance(body, Templated) else HOUSE
    wanted = {path for path in files if any(_matches(path, pattern) for pattern in patterns)}
    if template in files and not isinstance(body, Workbook):
        wanted.add(template)
    return {path: manifests.digest(files[path]) for path in sorted(wanted)}


def _matches(path: str, pattern: str) -> bool:
    folder, _, name = pattern.rpartition("/")
    here, _, file = path.rpartition("/")
    return here == folder and (file == name or (name == "*.yaml" and file.endswith((".yaml", ".yml"))))

"""`plangen build`: check, compose, write as Office files, publish all or nothing."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

import plangen.version
from plangen.diagnostics import Finding, in_order
from plangen.errors import NoDocument
from plangen.model.dossier import Dossier, DossierEntry
from plangen.pipeline.building.as_generated import remember
from plangen.pipeline.building.composing import (
    Composed,
    File,
    Paper,
    Progress,
    composed,
    printed,
    unlike_paper,
    unseen_marks,
)
from plangen.pipeline.building.editions import Editions, editions_of
from plangen.pipeline.building.fonts import font_findings
from plangen.pipeline.building.office_program import required
from plangen.pipeline.check import Outcome, Study, study
from plangen.workspace import manifest as manifests
from plangen.workspace.output import Published, locked, old_manifest, publish
from plangen.workspace.project import OUTPUT


class Built(Struct, frozen=True, kw_only=True):
    """What a build did; with an error among the findings it wrote nothing."""

    outcome: Outcome
    published: Published = Published()
    manifest: manifests.Manifest | None = None


def chosen(names: Sequence[str], dossier: Dossier) -> tuple[DossierEntry, ...]:
    """The documents called so (by id, number or Chinese title), in the order of the dossier; all when none is named.

    Raises:
        UsageProblem: NoDocument for a name that is none.
    """
    wanted = {_called(name, dossier).id for name in names}
    return tuple(entry for entry in dossier.entries if not names or entry.id in wanted)


def _called(name: str, dossier: Dossier) -> DossierEntry:
    """The only document that may be meant: by its whole id, else its whole title, else by what is like one of them."""
    ways: tuple[Callable[[DossierEntry], bool], ...] = (
        lambda entry: entry.id == name,
        lambda entry: entry.name.zh == name,
        lambda entry: _is_called(entry, name),
    )
    found = next(filter(None, ([*filter(way, dossier.entries)] for way in ways)), [])
    if len(found) != 1:
        known = [f"{entry.number} {entry.id} {entry.name.zh}" for entry in dossier.entries]
        raise NoDocument(name=name, known=known)
    return found[0]


def _is_called(entry: DossierEntry, name: str) -> bool:
    """By number, id, title, part of the title, or file name: 3, complaint-form, 投诉, 03-消费者投诉信息表.xlsx."""
    plain = re.sub(r"\.(?:docx|xlsx)$", "", PurePosixPath(name).name)
    if plain.isdecimal():
        return entry.number == int(plain)
    title = re.sub(r"^\d+-", "", plain)
    return title == entry.id or (bool(title) and (title in entry.name.zh or entry.name.zh in title))


def build_project(
    root: Path,
    names: Sequence[str],
    progress: Progress,
    *,
    strict: bool = False,
    paper: Paper | None = None,
    signing: str = "",
) -> Built:
    """Build the named documents (all when none is named) of the project at `root` into its output/.

    `signing` is the version that they go round for, before it is recorded.

    With an error in source or templates, or with `strict` a warning, nothing is written.
    Without `paper` LibreOffice is not asked, and contents lists have no page numbers.

    Raises:
        UsageProblem: NoDocument, RecordedAlready.
        EnvironmentProblem: PdfMissing, OfficeOld, PdfHung, PdfFailed where PDFs are wanted.
    """
    output = root / OUTPUT
    before = old_manifest(output)
    built = build_into(root, output, lambda: study(root), names, progress, strict=strict, paper=paper, signing=signing)
    remember(root, built.published, before)
    return built


def build_into(
    root: Path,
    output: Path,
    studied: Callable[[], Study],
    names: Sequence[str],
    progress: Progress,
    *,
    strict: bool = False,
    paper: Paper | None = None,
    signing: str = "",
) -> Built:
    """As build_project, of whatever `studied` reads while the folder `output` is held."""
    if paper and paper.as_pdf:
        required(paper.office)
    with locked(output, root=root):
        project = studied()
        entries = chosen(names, project.plan.dossier)
        if not project.outcome.ok(strict=strict):
            return Built(outcome=project.outcome)
        editions = editions_of(project, signing)
        made = composed(project, entries, progress, paper, editions)
        outcome = _with(project.outcome, (*made.findings, *_fonts(made, paper)))
        if not outcome.ok(strict=strict):
            return Built(outcome=outcome)
        pdfs, told = _pages(made, paper)
        outcome = _with(outcome, told)
        if not outcome.ok(strict=strict):
            return Built(outcome=outcome)
        files = (*made.files, *pdfs)
        old = old_manifest(output)
        manifest = _manifest(editions, files, old, entries)
        published = publish(output, {file.path: file.raw for file in files}, manifest, old, root=root)
        return Built(outcome=_with(outcome, published.findings), published=published, manifest=manifest)


def _pages(made: Composed, paper: Paper | None) -> tuple[tuple[File, ...], tuple[Finding, ...]]:
    """The PDFs where they are wanted, and what they do not show as they should."""
    if paper is None or not paper.as_pdf:
        return (), ()
    office = required(paper.office)
    pdfs = tuple(printed(made, office))
    return pdfs, (*unseen_marks(pdfs), *unlike_paper(made, pdfs, office))


def _fonts(made: Composed, paper: Paper | None) -> tuple[Finding, ...]:
    """What the PDFs are printed in, where it is not what the layout wants."""
    if paper is None or not paper.as_pdf or made.house is None:
        return ()
    return font_findings(made.house.layout, required(paper.office), strict=paper.strict_fonts)


def _manifest(
    editions: Editions, files: Iterable[File], old: manifests.Manifest | None, entries: Iterable[DossierEntry]
) -> manifests.Manifest:
    """The new files, and of the old ones those of documents that were not built this time."""
    built = {entry.id for entry in entries}
    others = editions.plan.dossier.titles().keys() - built  # of a document that is left out nothing stays
    kept = {path: entry for path, entry in old.files.items() if entry.document in others} if old else {}
    return manifests.Manifest(
        plangen=plangen.version.VERSION,
        plan=editions.plan.identity.title,
        revision=editions.label,
        signing=editions.signing or (old.signing if old else ""),
        files={**kept, **{file.path: file.recorded() for file in files}},
    )


def _with(outcome: Outcome, findings: Iterable[Finding]) -> Outcome:
    return msgspec.structs.replace(outcome, findings=in_order((*outcome.findings, *findings)))

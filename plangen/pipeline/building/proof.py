"""`plangen proof`: the pages of the documents measured against the layout profile."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.blocks.document import Document
from plangen.diagnostics import Finding, Severity
from plangen.office.pdf.drill_mark import unseen
from plangen.office.pdf.form import destinations
from plangen.office.pdf.proof import PrintedDocument, proof
from plangen.office.pdf.text import pages
from plangen.pipeline.building.build import chosen
from plangen.pipeline.building.composing import Composed, Paper, Progress, composed, marks_of, printed
from plangen.pipeline.building.office_program import Office, find_office, required
from plangen.pipeline.check import Outcome, study
from plangen.workspace.project import OUTPUT


class Measured(Struct, frozen=True, kw_only=True):
    """A document that was measured."""

    file: str
    title: str
    pages: int


class _Titled(Struct, frozen=True, kw_only=True):
    title: str
    printed: PrintedDocument
    unseen: tuple[Finding, ...] = ()


class Proofs(Struct, frozen=True, kw_only=True):
    """What the pages showed; where the plan has errors nothing was printed."""

    outcome: Outcome
    measured: tuple[Measured, ...] = ()


def proof_project(root: Path, names: Sequence[str], progress: Progress) -> Proofs:
    """Print the named documents (all when none is named) of the project at `root` and measure every page.

    Spreadsheets have pages of their own and are left out. Nothing in output/ is changed.

    Raises:
        UsageProblem: NoDocument.
        EnvironmentProblem: PdfMissing, OfficeOld, PdfHung, PdfFailed.
    """
    office = required(find_office(root))
    project = study(root)
    entries = chosen(names, project.plan.dossier)
    if project.outcome.count(Severity.ERROR):
        return Proofs(outcome=project.outcome)
    made = composed(project, entries, progress, Paper(office=office))
    errors = tuple(finding for finding in made.findings if finding.severity is Severity.ERROR)
    if errors or made.house is None:
        return Proofs(outcome=Outcome(findings=made.findings))
    return _measured(made, office)


def _measured(made: Composed, office: Office) -> Proofs:
    assert made.house is not None
    layout = made.house.layout
    fonts = office.set_in(layout).pdf_fonts()
    findings: list[Finding] = []
    measured: list[Measured] = []
    for each in _printed(made, office):
        findings += each.unseen
        findings += proof(each.printed, layout, fonts)
        measured.append(Measured(file=each.printed.file, title=each.title, pages=len(each.printed.pages)))
    return Proofs(outcome=Outcome(findings=tuple(findings)), measured=tuple(measured))


def _printed(made: Composed, office: Office) -> Iterator[_Titled]:
    written = msgspec.structs.replace(made, files=tuple(file for file in made.files if file.path.endswith(".docx")))
    for file, pdf in zip(written.files, printed(written, office), strict=True):
        yield _Titled(
            title=file.draft.body.title,
            unseen=unseen(pdf.raw, marks_of(file.draft.body), f"{OUTPUT}/{file.path}"),
            printed=PrintedDocument(
                file=f"{OUTPUT}/{file.path}",
                pages=pages(pdf.raw),
                places=destinations(pdf.raw),
                document=file.draft.body if isinstance(file.draft.body, Document) else None,
            ),
        )

"""`plangen proof`: the pages of the documents measured against the layout profile, their words against the files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plangen.blocks.document import Document
from plangen.diagnostics import Finding, Rule, Severity
from plangen.office.house.layout import Layout
from plangen.office.paper import held_together, paper_rules
from plangen.office.pdf import drill_mark, proof_rules
from plangen.office.pdf.drill_mark import unseen
from plangen.office.pdf.form import destinations
from plangen.office.pdf.proof import PrintedDocument, proof
from plangen.office.pdf.text import pages
from plangen.pipeline.building.build import chosen
from plangen.pipeline.building.composing import Composed, File, Paper, Progress, composed, marks_of, printed
from plangen.pipeline.building.office_program import Office, find_office, required
from plangen.pipeline.building.paper_text import compared_pages
from plangen.pipeline.check import Outcome, study
from plangen.workspace.project import OUTPUT


class Measured(Struct, frozen=True, kw_only=True):
    """A document that was measured."""

    file: str
    title: str
    pages: int


class Proofs(Struct, frozen=True, kw_only=True):
    """What the pages showed; where the plan has errors nothing was printed."""

    outcome: Outcome
    measured: tuple[Measured, ...] = ()


def proof_project(root: Path, names: Sequence[str], progress: Progress) -> Proofs:
    """Print the named documents (all when none is named) of the project at `root` and measure every page.

    Spreadsheets have pages of their own: of those only the words are looked at. Nothing in output/ is changed.

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
    held: list[Rule] = []
    files = tuple(file for file in made.files if not file.path.endswith(".txt"))
    for file, pdf in zip(files, printed(made, office), strict=True):
        each = _of_file(file, pdf, layout, fonts, office)
        findings += each.findings
        held += each.held
        measured.append(each.measured)
    failed = {finding.code for finding in findings}
    passed = tuple(rule for rule in dict.fromkeys(held) if rule.code not in failed)
    return Proofs(outcome=Outcome(findings=tuple(findings), passed=passed), measured=tuple(measured))


class _OfFile(Struct, frozen=True, kw_only=True):
    findings: tuple[Finding, ...]
    held: tuple[Rule, ...]  # the rules that its pages were held against
    measured: Measured


def _of_file(file: File, pdf: File, layout: Layout, fonts: Mapping[str, str], office: Office) -> _OfFile:
    """A file's words held against its pages; of a Word file each page measured as well."""
    body, name = file.draft.body, f"{OUTPUT}/{file.path}"
    compared = compared_pages(body, file.raw, pdf.raw, office)
    findings = [*unseen(pdf.raw, marks_of(body), name), *held_together.findings(compared.differences, name)]
    held = (*paper_rules.RULES, *(drill_mark.RULES if marks_of(body) else ()))
    if file.path.endswith(".docx"):
        document = body if isinstance(body, Document) else None
        places = destinations(pdf.raw)
        findings += proof(
            PrintedDocument(file=name, pages=pages(pdf.raw), places=places, document=document), layout, fonts
        )
        held += proof_rules.RULES
    measured = Measured(file=name, title=body.title, pages=compared.pages)
    return _OfFile(findings=tuple(findings), held=held, measured=measured)

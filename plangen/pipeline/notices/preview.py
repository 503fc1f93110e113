"""`plangen notices preview`: drafts to look at, marked as such, outside the dossier."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.blocks.template import Templated
from plangen.diagnostics import Finding, Severity, in_order
from plangen.errors import EnvironmentProblem, NoNotice
from plangen.model.plan import Plan, SectionMissing
from plangen.office.ooxml.package import zipped
from plangen.office.pdf.drill_mark import unseen
from plangen.office.release.plain_text import short_text
from plangen.office.templates.render import fill_in
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.building.office_program import Office, find_office, required
from plangen.pipeline.building.paper_text import unlike
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.notices.chosen import NoticeDraft, begun_when_needed, chosen
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.run import Run
from plangen.workspace.naming import safe_name
from plangen.workspace.own_folders import SOURCES, refuse_own
from plangen.workspace.project import OUTPUT
from plangen.workspace.replacing import OwnFiles

_FOLDER = f"{OUTPUT}/preview"
_MARK, _UNAPPROVED = "草稿", "未经批准　不得发布"


class Previewed(Struct, frozen=True, kw_only=True):
    """What was found in the template and which files were written; with an error none."""

    outcome: Outcome
    files: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()  # earlier drafts with edits by hand, under their new names


def preview_notices(
    root: Path, kind: str, *, case: str = "", folder: Path | None = None, as_pdf: bool = False
) -> Previewed:
    """Draft the notices of a kind of the project at `root`, for one case or for every case that has the kind.

    Raises:
        UsageProblem: NoCase, NoNotice, ExportInside.
        EnvironmentProblem: PdfMissing, PdfHung, PdfFailed, Unwritable.
    """
    goal = folder or root / _FOLDER
    refuse_own(goal, SOURCES)
    project = study(root)
    run = Run(project)
    try:
        if told := faults(project, kind, case):
            return Previewed(outcome=told)
        drafts = [(each, _marked(each.job)) for each in _meant(project.plan, kind, case)]
    except SectionMissing:
        return Previewed(outcome=unreadable(project))
    office = required(find_office(root)) if as_pdf else None
    findings: list[Finding] = []
    made: list[tuple[NoticeDraft, bytes]] = []
    texts: dict[str, bytes] = {}
    for draft, job in drafts:
        parts, found = fill_in(job, run.filling(draft))
        findings += found
        if parts is None:
            continue
        raw = zipped(parts)
        made.append((draft, raw))
        if job.short is not None:
            texts[draft.name], found = short_text(job, WordFile(raw, draft.name), draft.file)
            findings += found
    outcome = Outcome(findings=in_order(findings))
    if len(made) < len(drafts):
        return Previewed(outcome=outcome)
    return _written(root, made, texts, goal, outcome, office)


def _meant(plan: Plan, kind: str, case: str) -> tuple[NoticeDraft, ...]:
    """The notices called so, or an example of a kind that is there for when it is needed."""
    try:
        return chosen(plan, kind, case)
    except NoNotice:
        if found := begun_when_needed(plan, kind, case):
            return found
        raise


def _marked(job: Templated) -> Templated:
    """The job with the mark of a draft: beside the drill's, or forbidding release where the incident is real."""
    return msgspec.structs.replace(
        job,
        subject=f"{_MARK}　{job.subject}",
        identity=msgspec.structs.replace(job.identity, document="preview"),
        mark=f"{_MARK}　{job.mark or _UNAPPROVED}",
    )


def _written(
    root: Path,
    made: Sequence[tuple[NoticeDraft, bytes]],
    texts: Mapping[str, bytes],
    folder: Path,
    outcome: Outcome,
    office: Office | None,
) -> Previewed:
    """All Word files, also where LibreOffice fails; nothing where a printed page does not show its mark."""
    contents = {}
    for draft, raw in made:
        path = folder / f"{_name(draft)}.docx"
        contents[path] = raw
        if draft.name in texts:
            contents[path.with_suffix(".txt")] = texts[draft.name]
    try:
        pages, bare = _printed(made, folder, office)
    except EnvironmentProblem:
        _put(root, contents)
        raise
    if bare:
        return Previewed(outcome=Outcome(findings=in_order((*outcome.findings, *bare))))
    kept = _put(root, {**contents, **pages})
    return Previewed(outcome=outcome, files=(*contents, *pages), kept=tuple(kept))


def _printed(
    made: Sequence[tuple[NoticeDraft, bytes]], folder: Path, office: Office | None
) -> tuple[Mapping[Path, bytes], Sequence[Finding]]:
    """The PDFs, and what is wrong with them: pages without their mark, words of the file that no page shows."""
    if office is None:
        return {}, ()
    raws = {f"{_name(draft)}.docx": raw for draft, raw in made}
    marks = {f"{_name(draft)}.docx": (_marked(draft.job).mark,) for draft, _ in made}
    printed, told = office.pdfs(raws), list[Finding]()
    for name, pdf in printed.items():
        told += (*unseen(pdf, marks[name], name), *unlike(name, None, raws[name], pdf, office))
    wrong = [each for each in told if each.severity is Severity.ERROR]
    return {(folder / name).with_suffix(".pdf"): pdf for name, pdf in printed.items()}, wrong


def _put(root: Path, contents: Mapping[Path, bytes]) -> list[Path]:
    """Write the files; the names under which files that somebody edited were kept."""
    own = OwnFiles(root)
    kept = [own.write_aside(path, raw, "已修改") for path, raw in contents.items()]
    return [path for path in kept if path is not None]


def _name(draft: NoticeDraft) -> str:
    return safe_name(f"{_MARK}-{draft.case}-{draft.kind_title}")

"""`plangen notices preview`: drafts to look at, marked as such, outside the dossier."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.blocks.template import Templated
from plangen.diagnostics import Finding, in_order
from plangen.model.plan import SectionMissing
from plangen.office.ooxml.package import zipped
from plangen.office.release.plain_text import short_text
from plangen.office.templates.render import fill_in
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.building.office_program import Office, find_office, required
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.notices.chosen import NoticeDraft, chosen
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.sheet import is_replaceable
from plangen.workspace.atomic import write_atomically
from plangen.workspace.naming import safe_name
from plangen.workspace.project import OUTPUT

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
        UsageProblem: NoCase, NoNotice.
        EnvironmentProblem: PdfMissing, PdfHung, PdfFailed, Unwritable.
    """
    project = study(root)
    run = Run(project)
    try:
        drafts = [(each, _marked(each.job)) for each in chosen(project.plan, kind, case)]
    except SectionMissing:
        return Previewed(outcome=project.outcome)
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
    return _written(made, texts, folder or root / _FOLDER, outcome, office)


def _marked(job: Templated) -> Templated:
    """The job with the mark of a draft: beside the drill's, or forbidding release where the incident is real."""
    return msgspec.structs.replace(
        job,
        subject=f"{_MARK}　{job.subject}",
        identity=msgspec.structs.replace(job.identity, document="preview"),
        mark=f"{_MARK}　{job.mark or _UNAPPROVED}",
    )


def _written(
    made: Sequence[tuple[NoticeDraft, bytes]],
    texts: Mapping[str, bytes],
    folder: Path,
    outcome: Outcome,
    office: Office | None,
) -> Previewed:
    """All Word files first: they are there even where LibreOffice fails."""
    files: list[Path] = []
    kept: list[Path] = []
    for draft, raw in made:
        path = folder / f"{_name(draft)}.docx"
        was = _text_of(draft, path)
        if not is_replaceable(path, raw):
            kept.append(path.rename(_free(path)))
        write_atomically(path, raw)
        files.append(path)
        if draft.name in texts:
            text = path.with_suffix(".txt")
            if text.exists() and text.read_bytes() not in {was, texts[draft.name]}:
                kept.append(text.rename(_free(text)))
            write_atomically(text, texts[draft.name])
            files.append(text)
    if office is not None:
        printed = office.pdfs({f"{_name(draft)}.docx": raw for draft, raw in made})
        for name, raw in printed.items():
            path = (folder / name).with_suffix(".pdf")
            write_atomically(path, raw)
            files.append(path)
    return Previewed(outcome=outcome, files=tuple(files), kept=tuple(kept))


def _text_of(draft: NoticeDraft, path: Path) -> bytes:
    """The text that belongs to the Word file of an earlier preview: one that differs was edited by hand."""
    if draft.job.short is None or not path.exists():
        return b""
    return short_text(_marked(draft.job), WordFile(path.read_bytes(), path.name), draft.file)[0]


def _name(draft: NoticeDraft) -> str:
    return safe_name(f"{_MARK}-{draft.case}-{draft.kind_title}")


def _free(path: Path) -> Path:
    """…（已修改）.docx, or with a number where that is taken."""
    number = 1
    while True:
        name = path.with_name(f"{path.stem}（已修改{number if number > 1 else ''}）{path.suffix}")
        if not name.exists():
            return name
        number += 1

"""`plangen notices check`: everything that is wrong in the whole templates, without building anything."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plangen.blocks.template import Names
from plangen.checks.coverage import ABSENT
from plangen.diagnostics import Finding, Place, Severity, Skipped, in_order, words
from plangen.documents.notices.information_report import information_report
from plangen.errors import AnnotateHere, NoTemplate
from plangen.model.plan import SectionMissing
from plangen.office.ooxml.guard import unpacked
from plangen.office.release.plain_text import short_text
from plangen.office.templates.comments import annotated
from plangen.office.templates.locked import RULES as LOCKED_RULES
from plangen.office.templates.render import render
from plangen.office.templates.review import reviewed, unused
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices.cases import Draft, all_drafts
from plangen.pipeline.notices.elements import proofs_of
from plangen.pipeline.notices.locked import locked_passages
from plangen.workspace.project import TEMPLATES, Files
from plangen.workspace.replacing import OwnFiles

_FOLDER, _REPORT = f"{TEMPLATES}/notices", f"{TEMPLATES}/information-report.docx"
_HOUSE = f"{TEMPLATES}/house.docx"


class Reviewed(Struct, frozen=True, kw_only=True):
    """What was looked at, what was found, which annotated copies were written."""

    outcome: Outcome
    templates: tuple[str, ...] = ()
    copies: tuple[Path, ...] = ()


def check_templates(
    root: Path, names: Sequence[str], *, annotate: Path | None = None, language: str = "zh"
) -> Reviewed:
    """Check the named templates of the project at `root`, all when none is named.

    Where the plan's own files cannot be read the fields are not known, and what is wrong there is said instead.

    Raises:
        UsageProblem: NoTemplate for a name that is none; AnnotateHere where copies would lie among the templates.
    """
    if annotate is not None and (root / TEMPLATES).resolve() in {annotate.resolve(), *annotate.resolve().parents}:
        raise AnnotateHere(path=str(annotate))
    project = study(root)
    try:
        drafts = all_drafts(project.plan)
        report = information_report(project.plan).context
    except SectionMissing:
        return Reviewed(outcome=project.outcome)
    chosen = _chosen(project.files, drafts, names)
    house, _ = unpacked(project.files.contents.get(_HOUSE), _HOUSE)
    passages, findings = locked_passages(project.files)
    found: dict[str, tuple[Finding, ...]] = {}
    skipped: list[Skipped] = []
    for file in chosen:
        raw = project.files.contents.get(file)
        facts, own = _facts(file, drafts, report), _of(file, drafts)
        is_short = any(each.job.short is not None for each in own)  # which leaves out most facts on purpose
        told = _short(own, raw, file) if is_short else unused(raw, [each.job.context for each in own], file)
        review = (*reviewed(raw, facts, file, house or {}, passages), *told)
        lacking, not_proved = _elements(project, drafts, file, review)
        found[file] = in_order((*review, *lacking))
        skipped += not_proved
    general = (each for each in project.files.findings if each.at.file.startswith(f"{_FOLDER}/"))
    every = in_order((*general, *findings, *(each for file in chosen for each in found[file])))
    copies = tuple(_annotate(project, found, annotate, language)) if annotate is not None else ()
    return Reviewed(outcome=Outcome(findings=every, skipped=tuple(skipped)), templates=chosen, copies=copies)


def _chosen(files: Files, drafts: Sequence[Draft], names: Sequence[str]) -> tuple[str, ...]:
    """The templates called so, by file name with or without its ending, or by the kind of notice."""
    wanted = {path for path in files.under(_FOLDER) if not path.endswith(".yaml")}
    wanted |= {f"{TEMPLATES}/{draft.job.template}" for draft in drafts} | {_REPORT}
    every = sorted(wanted)
    if not names:
        return tuple(every)
    kinds = {f"{TEMPLATES}/{each.job.template}": {each.kind, each.kind_title} for each in drafts}
    chosen: list[str] = []
    for name in names:
        plain = name.replace("\\", "/")
        same = [
            path
            for path in every
            if plain in {path, PurePosixPath(path).name, PurePosixPath(path).stem, *kinds.get(path, ())}
        ]
        if not same:
            raise NoTemplate(name=name, known=[PurePosixPath(path).name for path in every])
        chosen += same
    return tuple(sorted(set(chosen)))


def _of(file: str, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    return tuple(draft for draft in drafts if f"{TEMPLATES}/{draft.job.template}" == file)


def _short(drafts: Sequence[Draft], raw: bytes | None, file: str) -> Iterator[Finding]:
    """Whether the texts of all cases keep to their length; a template that cannot be filled in has no text yet."""
    for job in (draft.job for draft in drafts):
        filled, _ = render(job, raw, file)
        if filled is not None and job.short is not None:
            yield from short_text(job, filled, file)[1]


def _facts(file: str, drafts: Sequence[Draft], report: Names) -> Names:
    """The names that a template may use; they are the same for all notices."""
    if file == _REPORT or not drafts:
        return report
    return next(iter(_of(file, drafts)), drafts[0]).job.context


def _elements(
    project: Study, drafts: Sequence[Draft], file: str, found: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """What the notices of a template lack; nothing can be said of that while its tags are wrong."""
    if any(each.severity is Severity.ERROR and each.rule not in LOCKED_RULES for each in found):
        reason = words("模板有错误，改正后再核对法定要素", "the template has errors; correct them first")
        return (), ((Skipped(rule=ABSENT, reason=reason, at=Place(file=file)),) if _of(file, drafts) else ())
    return tuple(each for draft in _of(file, drafts) for each in proofs_of(project, draft)[1]), ()


def _annotate(project: Study, found: Mapping[str, Sequence[Finding]], folder: Path, language: str) -> Iterator[Path]:
    """A copy of each template with findings, never over one with remarks; a file that is no Word file gets none."""
    own = OwnFiles(project.root)
    for file, findings in found.items():
        parts, _ = unpacked(project.files.contents.get(file), file)
        remarks = [each for each in findings if not each.rule.brief]  # what only counts would bury the rest
        if parts is not None and remarks:
            raw = annotated(parts, remarks, language)
            plain = folder / f"{PurePosixPath(file).stem}.docx"
            yield own.write_next(plain, raw, "检查意见")

"""`plangen notices check`: everything that is wrong in the whole templates, without building anything."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plangen.checks.coverage import ABSENT
from plangen.diagnostics import Finding, Place, Severity, Skipped, in_order, words
from plangen.documents.notices.information_report import information_report
from plangen.errors import AnnotateHere, NoTemplate
from plangen.model.plan import SectionMissing
from plangen.office.ooxml.package import zipped
from plangen.office.release.plain_text import short_text
from plangen.office.templates.comments import annotated
from plangen.office.templates.filling import Filling
from plangen.office.templates.locked import RULES as LOCKED_RULES
from plangen.office.templates.names import used_names
from plangen.office.templates.render import fill_in
from plangen.office.templates.review import reviewed, unused
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.notices.chosen import NoticeDraft, all_drafts, begun_when_needed, called, files_called, slashed
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.pages.at_the_gate import at_the_gate
from plangen.pipeline.notices.pages.looking import Looking
from plangen.pipeline.notices.proofs import proofs_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.sheet import goal_of
from plangen.pipeline.template_files import NOTICES, REPORT, idle_templates, unnamed_facts
from plangen.workspace.project import TEMPLATES, Files
from plangen.workspace.replacing import OwnFiles


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
    _refuse_among_templates(root, annotate)
    project = study(root)
    try:
        if told := faults(project):
            return Reviewed(outcome=told)
        drafts = (*all_drafts(project.plan), *begun_when_needed(project.plan))
        review = _Review(Run(project), drafts, Looking.at(*names))
        files = _chosen(project.files, review.drafts, names)
        review.look(files)
        idle = (*idle_templates(project.plan, files), *review.unprinted(names))
        found = {file: in_order(review.of(file)) for file in files}
    except SectionMissing:
        return Reviewed(outcome=unreadable(project))
    general = (each for each in project.files.findings if each.at.file.startswith(f"{NOTICES}/"))
    every = in_order((*general, *idle, *review.run.passage_findings, *(each for own in found.values() for each in own)))
    copies = tuple(_annotate(review.run, found, annotate, language)) if annotate is not None else ()
    return Reviewed(outcome=Outcome(findings=every, skipped=tuple(review.skipped)), templates=files, copies=copies)


class _Review:
    """Looks at one template after another."""

    def __init__(self, run: Run, drafts: Sequence[NoticeDraft], how: Looking) -> None:
        self.run = run
        self.drafts = drafts
        self.how = how
        self.gate: Mapping[str, Sequence[Finding]] = {}
        self.report = information_report(run.plan).context
        self.skipped: list[Skipped] = []

    def look(self, files: Sequence[str]) -> None:
        """Hold the notices of these templates against what may leave the house: all pages in one start of the program.

        What is wrong in their tags and words comes first: of such templates nothing is made.
        """
        self.gate = at_the_gate(self.run, [draft for draft in self.drafts if draft.file in files], self.how)

    def of(self, file: str) -> Iterator[Finding]:
        """Everything that is wrong in a template, and with the notices that are made from it."""
        own = [draft for draft in self.drafts if draft.file == file]
        found = reviewed(self.filling(file, own), self.run.house, self.run.passages)
        yield from found
        yield from self.gate.get(file, ())
        yield from self.facts(file, own)
        # Nothing can be said of what a notice lacks while its tags are wrong.
        if any(each.severity is Severity.ERROR and each.rule not in LOCKED_RULES for each in found):
            reason = words("模板有错误，改正后再核对法定要素", "the template has errors; correct them first")
            self.skipped += [Skipped(rule=ABSENT, reason=reason, at=Place(file=file))] if own else []
        else:
            yield from (each for draft in own for each in proofs_of(self.run, draft)[1])

    def unprinted(self, names: Sequence[str]) -> tuple[Finding, ...]:
        """The declared facts that no template prints; nothing where only some templates are looked at."""
        if names:
            return ()
        first = {draft.file: draft for draft in self.drafts}
        used = (used_names(self.run.template(file), draft.job.context) for file, draft in first.items())
        return tuple(unnamed_facts(self.run.plan, frozenset().union(*used)))

    def filling(self, file: str, own: Sequence[NoticeDraft]) -> Filling:
        """The template with the names that it may use; they are the same for all notices."""
        if file == REPORT or not self.drafts:
            return Filling(self.run.template(file), self.report)
        return self.run.filling(own[0]) if own else Filling(self.run.template(file), self.drafts[0].job.context)

    def facts(self, file: str, own: Sequence[NoticeDraft]) -> Iterator[Finding]:
        """Facts that it leaves out; of a short text, which leaves out most of them on purpose, what is too long."""
        if any(each.job.short is not None for each in own):
            yield from self.short(own)
        else:
            yield from unused(self.run.template(file), [each.job.context for each in own])

    def short(self, drafts: Sequence[NoticeDraft]) -> Iterator[Finding]:
        """Whether the texts of all cases keep to their length; what cannot be filled in has no text yet."""
        for draft in drafts:
            parts, _ = fill_in(draft.job, self.run.filling(draft))
            if parts is not None and draft.job.short is not None:
                yield from short_text(draft.job, WordFile(zipped(parts), draft.name), draft.file)[1]


def _refuse_among_templates(root: Path, annotate: Path | None) -> None:
    if annotate is not None and (root / TEMPLATES).resolve() in {annotate.resolve(), *annotate.resolve().parents}:
        raise AnnotateHere(path=str(annotate))


def _chosen(files: Files, drafts: Sequence[NoticeDraft], names: Sequence[str]) -> tuple[str, ...]:
    """The templates called so, by the name of their file or by any name of a notice that is made from them."""
    there = {path for path in files.under(NOTICES) if not path.endswith(".yaml")}
    every = sorted({*there, *(draft.file for draft in drafts), REPORT})
    found = {name: _called(every, drafts, name) for name in names}
    for name, same in found.items():
        if not same:
            raise NoTemplate(name=name, known=[PurePosixPath(path).name for path in every])
    return tuple(sorted(set().union(*found.values()))) if names else tuple(every)


def _called(files: Sequence[str], drafts: Sequence[NoticeDraft], name: str) -> set[str]:
    by_file = {path for path in files if slashed(name) in files_called(path)}
    return by_file or {each.file for each in called(drafts, name)}


def _annotate(run: Run, found: Mapping[str, Sequence[Finding]], folder: Path, language: str) -> Iterator[Path]:
    """A copy of each template with findings, never over one with remarks; a file that is no Word file gets none."""
    own, folder = OwnFiles(run.project.root), goal_of(run.project.root, folder)
    for file, findings in found.items():
        template = run.template(file)
        remarks = [each for each in findings if not each.rule.brief]  # what only counts would bury the rest
        if template.is_sound and remarks:
            plain = folder / f"{PurePosixPath(file).stem}.docx"
            yield own.write_next(plain, annotated(template, remarks, language), "检查意见")

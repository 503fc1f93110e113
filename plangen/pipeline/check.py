"""`plangen check`: read the project, run every rule, say what ran and what did not."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.checks.engine import check
from plangen.diagnostics import Accepted, Finding, Place, Rule, Severity, Skipped, by_cause, in_order
from plangen.history.rules import SAME_MEANING
from plangen.model.chain import Break, breaks
from plangen.model.plan import Plan
from plangen.model.plan_files import canonical_digest
from plangen.pipeline.migrations.table import superseded
from plangen.pipeline.old_titles import old_titles_in_templates
from plangen.pipeline.other_words import other_words
from plangen.pipeline.outline_files import outlines_proved
from plangen.pipeline.record_chain import entries_of, finding_of, means_same, papers_changed, record_file, warned_of
from plangen.pipeline.template_files import lacking_templates
from plangen.pipeline.unread_files import unread_files
from plangen.pipeline.wording_files import with_templates, wording_proved
from plangen.reading.source import read
from plangen.workspace.issued_files import issued_findings
from plangen.workspace.project import SOURCE, Files, read_files


class Outcome(Struct, frozen=True, kw_only=True):
    """What a check found."""

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    passed: tuple[Rule, ...] = ()
    stopped: bool = False  # for these errors nothing was done

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity, those of one cause counted once."""
        return sum(group[0].severity is severity for group in by_cause(self.findings))

    def ok(self, *, strict: bool) -> bool:
        """No error; with `strict` no warning either, and no rule that could not run."""
        strictly = not self.count(Severity.WARNING) and not self.skipped
        return not self.count(Severity.ERROR) and (strictly or not strict)


class Study(Struct, frozen=True, kw_only=True):
    """A project read and checked."""

    root: Path
    files: Files
    plan: Plan
    outcome: Outcome
    digests: Mapping[str, str] | None = None  # of every file of the plan by path; None: as they lie on the disk


def study(root: Path) -> Study:
    """Read the project at `root` and check its plan; of templates only that they are there."""
    found = study_files(root, read_files(root))
    warned = tuple(warned_of(found.plan, found.files.contents))
    return replace(found, outcome=_with(found.outcome, warned)) if warned else found


def study_files(root: Path, files: Files, digests: Mapping[str, str] | None = None) -> Study:
    """The same of files that were read elsewhere, such as those of a revision."""
    reading = read(files.under(SOURCE))
    plan = with_templates(reading.plan, files.contents)
    checked = check(plan)
    of_templates = (
        *lacking_templates(plan, files.contents),
        *outlines_proved(plan, files.contents),
        *wording_proved(plan, files.contents),
        *superseded(files.contents),
        *unread_files(plan, files.contents, files.beside),
        *old_titles_in_templates(plan, files.contents),
        *other_words(plan, files.contents),
    )
    said = {each.code for each in of_templates}
    outcome = Outcome(
        findings=in_order((*files.findings, *reading.findings, *checked.findings, *of_templates)),
        accepted=checked.accepted,
        skipped=checked.skipped,
        passed=tuple(each for each in checked.passed if each.code not in said),
    )
    return Study(root=root, files=files, plan=plan, outcome=outcome, digests=digests)


def check_project(root: Path) -> Outcome:
    """What a check of the project at `root` finds; nothing is written.

    Git is asked for nothing but the spelling of records that are not as the chain knows them.
    """
    found = study_files(root, read_files(root))
    return _with(
        found.outcome, (*_broken(found), *papers_changed(found.plan, found.files.contents), *_issued(root, found.plan))
    )


def _issued(root: Path, plan: Plan) -> tuple[Finding, ...]:
    """What became of files that were issued; nothing is looked at while none was."""
    return () if "issued" in plan.missing else tuple(issued_findings(root, plan.issued))


def _with(outcome: Outcome, more: tuple[Finding, ...]) -> Outcome:
    return replace(outcome, findings=in_order((*outcome.findings, *more)))


def _broken(found: Study) -> tuple[Finding, ...]:
    """Records that are not as the chain knows them; where git has the one that it knows, compared by what they say."""
    broken = tuple(breaks(entries_of(found.plan, found.files.contents)))
    if not broken:
        return ()
    # Nothing of git's is waited for while all is well.
    from plangen.history.repository import opened

    repository, _ = opened(found.root)
    if repository is None:
        return tuple(map(finding_of, broken))
    with repository:
        head = repository.head
        return tuple(
            _judged(
                each,
                found,
                repository.content_at(head, record_file(each.name)) if head else None,
                repository.tag_name(each.name),
            )
            for each in broken
        )


def _judged(broken: Break, found: Study, known: bytes | None, tag: str) -> Finding:
    now = found.files.contents.get(record_file(broken.name))
    is_proved = known is not None and now is not None and canonical_digest(known) == broken.head
    if is_proved and known and now and means_same(broken.name, known, now):
        file = record_file(broken.name)
        return Finding(rule=SAME_MEANING, at=Place(file=file), values={"version": broken.name, "file": file})
    return finding_of(broken, tag)

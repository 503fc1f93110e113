"""`plangen check --history`: the plan, and with it what git holds of its revisions."""

from pathlib import Path

from msgspec.structs import replace

from plangen.diagnostics import Finding, Place, in_order
from plangen.history.repository import Repository, opened
from plangen.history.rules import NO_COMMIT
from plangen.history.state import kept_aside
from plangen.model.plan_files import is_read
from plangen.pipeline.check import Outcome, check_project
from plangen.pipeline.old_titles import old_titles_since
from plangen.pipeline.revisions.proved.copied import told_instead
from plangen.pipeline.revisions.proved.elsewhere import recorded_elsewhere
from plangen.pipeline.revisions.proved.kept_approvals import changed_approvals
from plangen.pipeline.revisions.proved.lineage import RevisionHistory, changed_here, lineage_of
from plangen.pipeline.wording_files import with_templates
from plangen.reading.source import read
from plangen.workspace.project import SOURCE, Files, read_files


def check_history(root: Path) -> Outcome:
    """What a check of the project at `root` finds, with whatever records, tags and history tell apart.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    outcome = check_project(root)
    known = {(each.code, each.at.file) for each in outcome.findings}
    more = tuple(each for each in _of_history(root) if (each.code, each.at.file) not in known)
    return replace(outcome, findings=in_order((*outcome.findings, *more)))


def _of_history(root: Path) -> tuple[Finding, ...]:
    repository, found = opened(root)
    if repository is None:
        return told_instead(root, found)
    with repository:
        lineage = lineage_of(repository)
        if repository.head is None and not lineage.findings:  # nothing is recorded yet, which is no fault
            begun = told_instead(root, recorded_elsewhere(root) or (Finding(rule=NO_COMMIT, at=Place(file=".")),))
            return tuple(each for each in begun if each.rule != NO_COMMIT)
        return (
            *lineage.findings,
            *changed_here(repository, lineage, root),
            *changed_approvals(repository, lineage, root),
            *kept_aside(repository, root),
            *_old_titles(repository, lineage, root),
        )


def _old_titles(repository: Repository, lineage: RevisionHistory, root: Path) -> tuple[Finding, ...]:
    """Texts with titles of the last revision, whose record does not note them."""
    if not lineage.tags:
        return ()
    recorded = repository.files(lineage.tags[-1].commit, is_read)
    old = read(Files(contents=recorded, findings=()).under(SOURCE)).plan
    files = read_files(root)
    plan = with_templates(read(files.under(SOURCE)).plan, files.contents)
    return tuple(old_titles_since(old, plan, files.contents))

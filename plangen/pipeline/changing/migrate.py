"""`plangen migrate`: what an older plan writes moves to where it belongs by now."""

from collections import Counter
from pathlib import Path

from plangen.diagnostics import Finding, Place, in_order
from plangen.model.plan import Plan, SectionMissing
from plangen.pipeline.changing import change_rules
from plangen.pipeline.changing.proving import Changed, changing, file_changes, studied, with_edits
from plangen.pipeline.check import Outcome, Study
from plangen.pipeline.migrations.migration import Migration
from plangen.pipeline.migrations.table import MIGRATIONS


def migrate_project(root: Path, *, dry_run: bool = False) -> Changed:
    """Bring the project at `root` to the present way of writing, or say what is against it.

    Raises:
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    return changing(root, _migrated, dry_run=dry_run)


def _migrated(project: Study) -> Changed:
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    done: list[Migration] = []
    for migration in MIGRATIONS:
        contents = {**project.files.contents, **made}
        found = migration.find(contents)
        if found is None:
            continue
        changed, wrong = with_edits(contents, found.edits)
        if wrong:
            findings += wrong
        else:
            made.update(changed)
            done.append(migration)
    if findings:
        return Changed(outcome=Outcome(findings=in_order(findings)))
    against = _against(project, studied(project, made), done) if made else ()
    return Changed(outcome=Outcome(findings=against), files=file_changes(project.files.contents, made))


def _against(before: Study, after: Study, done: list[Migration]) -> tuple[Finding, ...]:
    """That the plan would say something else, or the check find more; nothing where neither is so."""
    known = Counter(each.code for each in before.outcome.findings)
    more = []
    for each in after.outcome.findings:
        known[each.code] -= 1
        if known[each.code] < 0:
            more.append(each)
    if not more and all(_means(each, before.plan) == _means(each, after.plan) for each in done):
        return ()
    said = Finding(rule=change_rules.OTHERWISE, at=Place(file="source/"), values={"count": len(more), "fewer": 0})
    return (said, *in_order(more))


def _means(migration: Migration, plan: Plan) -> object:
    try:
        return migration.means(plan)
    except SectionMissing:
        return None

"""`plangen log`: the revisions of a plan, with who made them and why."""

import itertools
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Place
from plangen.history import rules
from plangen.history.repository import Repository, Tagged
from plangen.model.records import Revision
from plangen.pipeline.revisions.versions import opened_or_findings
from plangen.reading.source import read_section


class Noted(Struct, frozen=True, kw_only=True):
    """One revision: its tag, and its record where that can be read."""

    tagged: Tagged
    record: Revision | None


class Logged(Struct, frozen=True, kw_only=True):
    """The revisions, newest first."""

    revisions: tuple[Noted, ...] = ()
    findings: tuple[Finding, ...] = ()


def log_project(root: Path) -> Logged:
    """The revisions of the project at `root`, newest first, with a finding for each tag that was moved."""
    repository, findings = opened_or_findings(root)
    if repository is None:
        return Logged(findings=findings)
    with repository:
        noted = tuple(_noted(repository, each) for each in repository.revisions())
    return Logged(revisions=noted[::-1], findings=rewritten(noted))


def rewritten(noted: tuple[Noted, ...]) -> tuple[Finding, ...]:
    """A finding for each tag that is not where the next revision saw it."""
    found: list[Finding] = []
    for before, after in itertools.pairwise(noted):
        then = after.record.follows if after.record else None
        if then and then != before.tagged.commit:
            values = {"version": before.tagged.version, "now": before.tagged.commit[:10], "then": then[:10]}
            found.append(Finding(rule=rules.REWRITTEN, at=Place(file="."), values=values))
    return tuple(found)


def _noted(repository: Repository, tagged: Tagged) -> Noted:
    files = repository.files(tagged.commit)
    name = f"source/revisions/{tagged.version}.yaml"
    record = read_section("revisions", name, files[name]) if name in files else None
    return Noted(tagged=tagged, record=record if isinstance(record, Revision) else None)

"""`plangen log`: the revisions of a plan, with who made them and why."""

import datetime
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Place
from plangen.history import rules
from plangen.history.repository import Repository, Tagged
from plangen.model.finding import DrillFindings
from plangen.model.in_force import in_force
from plangen.model.owed import FindingState, Owed, standings_of
from plangen.model.records import Revision
from plangen.pipeline.revisions.versions import opened_or_findings
from plangen.reading.source import read_section

_FINDINGS = re.compile(r"source/drills/[^/]+/findings\.yaml")


class Noted(Struct, frozen=True, kw_only=True):
    """One revision: its tag, and its record where that can be read."""

    tagged: Tagged
    record: Revision | None


class Logged(Struct, frozen=True, kw_only=True):
    """The revisions, newest first."""

    revisions: tuple[Noted, ...] = ()
    on: datetime.date | None = None  # the day that is asked about; None where nobody asked
    in_force: Revision | None = None  # on that day
    waiting: tuple[Owed, ...] = ()  # the findings that were put off and are still open
    findings: tuple[Finding, ...] = ()


def log_project(root: Path, on: datetime.date | None = None) -> Logged:
    """The revisions of the project at `root`, newest first, with the one in force on a day.

    A finding says of each tag that was moved.
    """
    repository, findings = opened_or_findings(root)
    if repository is None:
        return Logged(findings=findings)
    with repository:
        noted = tuple(_noted(repository, each) for each in repository.revisions())
        waiting = tuple(_waiting(repository, noted))
    held = in_force([each.record for each in noted if each.record], on) if on else None
    return Logged(revisions=noted[::-1], on=on, in_force=held, waiting=waiting, findings=rewritten(noted))


def rewritten(noted: tuple[Noted, ...]) -> tuple[Finding, ...]:
    """A finding for each tag that is not where the next revision saw it."""
    found: list[Finding] = []
    for before, after in itertools.pairwise(noted):
        then = after.record.follows if after.record else None
        if then and then != before.tagged.commit:
            values = {"version": before.tagged.version, "now": before.tagged.commit[:10], "then": then[:10]}
            found.append(Finding(rule=rules.REWRITTEN, at=Place(file="."), values=values))
    return tuple(found)


def _waiting(repository: Repository, noted: tuple[Noted, ...]) -> Iterator[Owed]:
    """What was put off and is still open, by the findings that the last revision holds."""
    records = [each.record for each in noted if each.record]
    files = repository.files(noted[-1].tagged.commit) if records else {}
    drills = [read_section("findings", name, raw) for name, raw in files.items() if _FINDINGS.fullmatch(name)]
    read = [each for each in drills if isinstance(each, DrillFindings)]
    return (each for each in standings_of(read, records) if each.state is FindingState.DEFERRED)


def _noted(repository: Repository, tagged: Tagged) -> Noted:
    files = repository.files(tagged.commit)
    name = f"source/revisions/{tagged.version}.yaml"
    record = read_section("revisions", name, files[name]) if name in files else None
    return Noted(tagged=tagged, record=record if isinstance(record, Revision) else None)

"""`plangen log`: the revisions of a plan, with who made them and why."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding
from plangen.history.recording import held, retag
from plangen.history.repository import Repository, Tagged, opened
from plangen.history.state import kept_aside
from plangen.model.finding import DrillFindings
from plangen.model.in_force import in_force
from plangen.model.owed import FindingState, Owed, standings_of
from plangen.model.plan import version_key
from plangen.model.records import Revision
from plangen.pipeline.record_chain import record_file
from plangen.pipeline.revisions.proved.kept_approvals import changed_approvals
from plangen.pipeline.revisions.proved.lineage import RevisionHistory, changed_here, lineage_of
from plangen.pipeline.revisions.versions import opened_to_look
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


class Repaired(Struct, frozen=True, kw_only=True):
    """The tags that were made, or would be, with the commits that they belong to."""

    tags: Mapping[str, str] = {}
    is_done: bool = False
    findings: tuple[Finding, ...] = ()


def log_project(root: Path, on: datetime.date | None = None) -> Logged:
    """The revisions of the project at `root`, newest first, with the one in force on a day.

    Findings say what records, tags and history tell apart.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    repository, findings = opened_to_look(root)
    if repository is None:
        return Logged(findings=findings)
    with repository:
        lineage = lineage_of(repository)
        noted = tuple(_noted(repository, each) for each in lineage.tags)
        found = (
            *lineage.findings,
            *changed_here(repository, lineage, root),
            *changed_approvals(repository, lineage, root),
            *kept_aside(repository, root),
        )
        records = (*_came_along(lineage), *(each.record for each in noted if each.record))
        waiting = tuple(_waiting(repository, noted, records))
    held_then = in_force(records, on) if on else None
    return Logged(revisions=noted[::-1], on=on, in_force=held_then, waiting=waiting, findings=found)


def repair_tags(root: Path, *, dry_run: bool) -> Repaired:
    """Make tags again that are missing, and put right those that were moved; what was there is kept under refs/plangen.

    Raises:
        EnvironmentProblem: GitDamaged, GitBusy, GitUnwritable.
    """
    repository, findings = opened(root)
    if repository is None:
        return Repaired(findings=findings)
    with repository, nullcontext() if dry_run else held(repository):
        repairs = lineage_of(repository).repairs
        if not dry_run:
            retag(repository, repairs)
    return Repaired(tags=repairs, is_done=not dry_run)


def _came_along(lineage: RevisionHistory) -> Iterator[Revision]:
    """The records that a copy came with, from before the version that it goes on from."""
    adopted = [version_key(each.version) for each in lineage.tags if each.is_adopted]
    for version, raw in lineage.records.items() if adopted else ():
        record = read_section("revisions", record_file(version), raw)
        if version_key(version) < min(adopted) and isinstance(record, Revision):
            yield record


def _waiting(repository: Repository, noted: tuple[Noted, ...], records: Sequence[Revision]) -> Iterator[Owed]:
    """What was put off and is still open, by the findings that the last revision holds."""
    files = repository.files(noted[-1].tagged.commit, _is_of_findings) if records else {}
    drills = [read_section("findings", name, raw) for name, raw in files.items()]
    read = [each for each in drills if isinstance(each, DrillFindings)]
    return (each for each in standings_of(read, records) if each.state is FindingState.DEFERRED)


def _is_of_findings(name: str) -> bool:
    return bool(_FINDINGS.fullmatch(name))


def _noted(repository: Repository, tagged: Tagged) -> Noted:
    name = record_file(tagged.version)
    raw = repository.content_at(tagged.commit, name)
    record = read_section("revisions", name, raw) if raw is not None else None
    return Noted(tagged=tagged, record=record if isinstance(record, Revision) else None)

"""`plangen revise --adopt v1.3`: a copy without the repository that it came from goes on from the version it is."""

import datetime
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Severity, Words, in_order, words
from plangen.history.recording import Recording, held, record, recover
from plangen.history.repository import Repository, opened
from plangen.history.state import trouble
from plangen.model.chain import breaks
from plangen.model.plan import version_key
from plangen.model.plan_files import content_of
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.record_chain import entries_of, finding_of, record_file
from plangen.pipeline.revisions import rules
from plangen.pipeline.revisions.proved.lineage import lineage_of
from plangen.version import VERSION
from plangen.workspace.leftovers import sweep_project
from plangen.workspace.project import digest_files

_NOBODY = "plangen <>"


class Adopted(Struct, frozen=True, kw_only=True):
    """What was found, and the commit with which the version begins here; nothing where it was not adopted."""

    outcome: Outcome
    version: str
    commit: str = ""


def adopt_version(root: Path, version: str, now: datetime.datetime, *, dry_run: bool = False) -> Adopted:
    """Let the history of the project at `root` begin with a version whose content proves itself, recorded as such.

    Its record and all files stay as they are. Earlier versions remain in the repository that the copy came from.

    Raises:
        EnvironmentProblem: GitBusy, GitUnwritable, GitUnfinished, GitDamaged, LeadsOut.
    """
    repository, findings = opened(root)
    if repository is None:
        return Adopted(outcome=Outcome(findings=findings), version=version)
    with repository, nullcontext() if dry_run else held(repository):
        if not dry_run:
            sweep_project(root)
            recover(repository, root)
        here = study(root)
        digests = dict(digest_files(root, here.files))
        found = (*trouble(repository, root), *_against(repository, here, digests, version))
        outcome = Outcome(findings=in_order(found))
        is_adopted = not dry_run and outcome.ok(strict=False)
        commit = record(repository, root, _recording(repository, here, digests, version, now)) if is_adopted else ""
    return Adopted(outcome=outcome, version=version, commit=commit)


def _against(repository: Repository, here: Study, digests: dict[str, str], version: str) -> Iterator[Finding]:
    """What forbids it: a history that is there already, or a content that is not proved."""
    lineage = lineage_of(repository)
    recorded = lineage.past.recorded if lineage.past else ()
    names = {*(each.version for each in lineage.tags), *(each.version for each in recorded)}
    known = sorted(names, key=version_key)
    if known:
        yield Finding(rule=rules.NOT_A_COPY, at=Place(file="."), values={"known": known})
        return
    yield from (each for each in lineage.findings if each.severity is Severity.ERROR)
    yield from (each for each in here.outcome.findings if each.severity is Severity.ERROR)
    yield from map(finding_of, breaks(entries_of(here.plan, here.files.contents)))
    if reason := _unproved(here, digests, version):
        values = {"version": version, "reason": reason}
        yield Finding(rule=rules.NOT_PROVED, at=Place(file=record_file(version)), values=values)


def _unproved(here: Study, digests: dict[str, str], version: str) -> Words | None:
    """Why nothing proves that the plan is this version; None where its last record does."""
    records = () if "revisions" in here.plan.missing else here.plan.revisions
    made = next((each for each in records if each.version == version), None)
    if made is None:
        return words("没有它的修订记录", "there is no record of it")
    if not made.content:
        return words("它的修订记录里没有内容的摘要（content）", "its record does not say the digest of its content")
    if made.content != content_of(digests, version):
        return words("内容与它的修订记录所写的不同", "its record says another content")
    return None


def _recording(
    repository: Repository, here: Study, digests: dict[str, str], version: str, now: datetime.datetime
) -> Recording:
    offset = now.utcoffset() or datetime.timedelta()
    return Recording(
        version=version,
        message=f"{version} 接自一份拷贝，之前的版本在原来的版本库里\n",
        author=repository.author() or _NOBODY,
        time=int(now.timestamp()),
        offset=int(offset.total_seconds()),
        record_path=record_file(version),
        record=here.files.contents[record_file(version)],
        written_by=VERSION,
        checked=here.files.contents,
        digests=digests,
        is_adopted=True,
    )

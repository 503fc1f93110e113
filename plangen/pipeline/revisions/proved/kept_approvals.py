"""Approvals that stood when a revision was recorded stand still; new ones may follow them."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import asdict

from plangen.diagnostics import Finding, Place
from plangen.disk.inside import read_plain
from plangen.history.repository import Repository, Tagged
from plangen.model.approval import Approvals
from plangen.pipeline.revisions import rules
from plangen.pipeline.revisions.proved.lineage import RevisionHistory
from plangen.reading.source import read_section

_FOLDER = "source/approvals"


def changed_approvals(repository: Repository, history: RevisionHistory, root: Path) -> Iterator[Finding]:
    """Approvals of the last revision that are changed or gone in the folder.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    last = _last(history)
    if last is None:
        return
    for name, then in repository.yaml_in(last.commit, _FOLDER).items():
        path = f"{_FOLDER}/{name}"
        number = _changed(path, then, _lying(root / path))
        if number:
            values = {"version": last.version, "file": path, "tag": last.tag or last.version, "number": number}
            yield Finding(rule=rules.APPROVAL_CHANGED, at=Place(file=path), values=values)


def _last(history: RevisionHistory) -> Tagged | None:
    """The newest revision that is part of what is checked out."""
    commits = history.past.commits if history.past else {}
    return next((each for each in reversed(history.tags) if each.commit in commits), None)


def _changed(path: str, then: bytes, now: bytes | None) -> int:
    """The first approval of then that is no longer there in its place, from 1; 0 where all are.

    What could not be read then proves nothing.
    """
    if then == now:
        return 0
    here = _approvals(path, now) or []
    for number, before in enumerate(_approvals(path, then) or [], 1):
        if here[number - 1 : number] != [before]:
            return number
    return 0


def _approvals(path: str, raw: bytes | None) -> list[dict[str, object]] | None:
    """What each approval in a file says, in order; None where it cannot be read."""
    record = read_section("approvals", path, raw) if raw is not None else None
    if not isinstance(record, Approvals):
        return None
    return [{**asdict(each), "at": None} for each in record.approvals]


def _lying(path: Path) -> bytes | None:
    try:
        return read_plain(path)
    except OSError:
        return None

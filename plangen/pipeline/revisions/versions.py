"""Versions of a project: a revision, any commit, or the files as they lie in the folder."""

from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Words, words
from plangen.history import rules
from plangen.history.repository import Repository, opened
from plangen.workspace.project import Files, is_wanted

WORKING = words("工作文件", "working copy")


class PlanVersion(Struct, frozen=True, kw_only=True):
    """One version, with its files."""

    name: Words
    files: Files
    commit: str = ""  # nothing for the working copy
    written_by: str = ""  # the version of plangen that recorded the revision
    author: str = ""  # of the commit
    time: int  # of the commit; of the working copy that of the commit which it came from


def working(files: Files, time: int) -> PlanVersion:
    """The files as they lie in the folder, as a version; `time` is that of the commit which they came from."""
    return PlanVersion(name=WORKING, files=files, time=time)


def version_of(repository: Repository, name: str) -> PlanVersion:
    """The version that a tag, branch or commit names.

    Raises:
        UsageProblem: NoRevision.
    """
    commit = repository.commit(name)
    files = {path: raw for path, raw in repository.files(commit).items() if is_wanted(path)}
    made = next((each for each in repository.revisions() if each.commit == commit), None)
    author, time = repository.signed(commit)
    said = name if made is None or made.version == name else f"{name}（{made.version}）"
    return PlanVersion(
        name=words(said, said),
        files=Files(contents=files, findings=()),
        commit=commit,
        written_by=made.written_by if made else "",
        author=author,
        time=time,
    )


def opened_or_findings(root: Path) -> tuple[Repository | None, tuple[Finding, ...]]:
    """The repository with at least one commit, or what is in the way."""
    repository, findings = opened(root)
    if repository is not None and repository.head is None:
        repository.close()
        return None, (Finding(rule=rules.NO_COMMIT, at=Place(file=".")),)
    return repository, findings

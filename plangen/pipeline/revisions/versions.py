"""Versions of a project: a revision, any commit, or the files as they lie in the folder."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Words, words
from plangen.history import rules
from plangen.history.repository import Repository, opened
from plangen.history.worktree import recorded_names
from plangen.model.plan_files import canonical_digest, is_of_plan, is_read
from plangen.pipeline.revisions.proved.copied import told_instead
from plangen.pipeline.revisions.proved.elsewhere import recorded_elsewhere
from plangen.pipeline.revisions.proved.lineage import lineage_of
from plangen.workspace.project import Files

WORKING = words("工作文件", "working copy")


class PlanVersion(Struct, frozen=True, kw_only=True):
    """One version, with its files."""

    name: Words
    files: Files
    digests: Mapping[str, str] | None = None  # of the files of the plan; None: as they lie on the disk
    commit: str = ""  # nothing for the working copy
    written_by: str = ""  # the version of plangen that recorded the revision
    author: str = ""  # of the commit
    time: int = 0  # of the commit; of the working copy that of the commit which it came from
    others: Mapping[str, bytes] | None = None  # what each file holds that plangen does not read; None: not looked at


def working(files: Files, time: int = 0, others: Mapping[str, bytes] | None = None) -> PlanVersion:
    """The files as they lie in the folder, as a version; `time` is that of the commit which they came from."""
    return PlanVersion(name=WORKING, files=files, time=time, others=others)


def version_of(repository: Repository, name: str, *, whole: bool = False) -> PlanVersion:
    """The version that a tag, branch or commit names; `whole` with the digests of pictures and notes beside it.

    Raises:
        UsageProblem: NoRevision.
    """
    commit = repository.commit(name)
    files = repository.files(commit, is_read)
    beside = repository.files(commit, lambda name: is_of_plan(name) and not is_read(name)) if whole else {}
    made = next((each for each in repository.revisions() if each.commit == commit), None)
    author, time = repository.signed(commit)
    said = name if made is None or made.version == name else f"{name}（{made.version}）"
    return PlanVersion(
        name=words(said, said),
        files=Files(contents=files, findings=()),
        digests={path: canonical_digest(raw) for path, raw in {**files, **beside}.items()},
        commit=commit,
        written_by=made.written_by if made else "",
        author=author,
        time=time,
        others=recorded_names(repository, commit),
    )


def opened_to_look(root: Path) -> tuple[Repository | None, tuple[Finding, ...]]:
    """The same, where nothing is recorded or built: of a copy without its history it is said which version it is."""
    repository, findings = opened_or_findings(root)
    return repository, findings if repository else told_instead(root, findings)


def opened_or_findings(root: Path) -> tuple[Repository | None, tuple[Finding, ...]]:
    """The repository with at least one commit, or what is in the way."""
    repository, findings = opened(root)
    if repository is not None and repository.head is None:
        with repository:
            lost = lineage_of(repository).findings
        return None, lost or recorded_elsewhere(root) or (Finding(rule=rules.NO_COMMIT, at=Place(file=".")),)
    return repository, findings

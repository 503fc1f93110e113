"""`plangen init`: a new folder with the sample plan and templates, and a repository that keeps its versions."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from plangen.diagnostics import Finding
from plangen.workspace.project import find_root
from plangen.workspace.starter import copy_starter

if TYPE_CHECKING:
    from plangen.history.founding import Hook
    from plangen.history.repository import Repository


class Tracked(Struct, frozen=True, kw_only=True):
    """What became of the repository."""

    findings: tuple[Finding, ...] = ()  # why there is none
    commit: str = ""  # the first one, of a repository that was made
    folder: Path | None = None  # of a repository that was there before
    files: tuple[str, ...] = ()  # .gitignore, .gitattributes: those that were written
    readable: bool = False  # whether git diff shows Office files as text
    hook: "Hook | None" = None


class Initiated(Struct, frozen=True, kw_only=True):
    """A new project: how many files it has, and its repository where one was wanted."""

    count: int
    tracked: Tracked | None = None


def init_project(folder: Path, now: datetime.datetime, *, git: bool = True, hook: bool = False) -> Initiated:
    """Make the project.

    Raises:
        UsageProblem: NotEmpty, NotAFolder.
        EnvironmentProblem: Unwritable, NoStarter, GitUnwritable.
    """
    count = copy_starter(folder)
    return Initiated(count=count, tracked=_tracked(folder.resolve(), now, hook=hook, add=True) if git else None)


def track_project(folder: Path, now: datetime.datetime, *, hook: bool = False, add: bool = False) -> Tracked:
    """Make a repository around the project at `folder`, unless it is in one; no file of the project changes.

    With `add`, lines that .gitignore and .gitattributes lack are added, and git is told how to show Office files, in a
    repository that was there before, too.

    Raises:
        UsageProblem: NoFolder, NoProject.
        EnvironmentProblem: GitUnwritable.
    """
    return _tracked(find_root(folder), now, hook=hook, add=add)


def _tracked(root: Path, now: datetime.datetime, *, hook: bool, add: bool) -> Tracked:
    from plangen.history import founding, rules
    from plangen.history.repository import opened

    before, findings = opened(root)
    if before is not None:
        before.close()
    elif findings[0].rule is not rules.NO_REPOSITORY:
        return Tracked(findings=findings)
    is_new = before is None
    files = founding.add_lines(root, also_to_old=add) if is_new or add else ()
    commit = _found(root, now) if is_new else ""
    repository, findings = opened(root)
    if repository is None:
        return Tracked(findings=findings)
    with repository:
        _make_readable(repository, add=add)
        return Tracked(
            commit=commit,
            folder=None if is_new else repository.folder,
            files=files,
            readable=founding.is_diff_readable(repository),
            hook=founding.add_hook(repository) if hook else None,
        )


def _make_readable(repository: "Repository", *, add: bool) -> None:
    from plangen.history.founding import is_diff_readable, make_diff_readable

    if add and not is_diff_readable(repository):
        make_diff_readable(repository)


def _found(root: Path, now: datetime.datetime) -> str:
    from plangen.history.founding import found

    offset = now.utcoffset() or datetime.timedelta()
    return found(root, time=int(now.timestamp()), offset=int(offset.total_seconds()))

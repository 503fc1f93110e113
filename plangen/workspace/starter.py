"""The sample plan that comes with plangen, and copying it into a new folder."""

import os
import shutil
from pathlib import Path

from plangen.account import note_changed, note_restored
from plangen.disk.inside import is_link, read_plain
from plangen.disk.whole import PREFIX, in_use, leftovers, make_folder, staging, sweep
from plangen.errors import NotAFolder, NotEmpty
from plangen.workspace.atomic import trouble
from plangen.workspace.project import OUTPUT, SOURCE, TEMPLATES
from plangen.workspace.shipped import starter_folder

_PARTS = (SOURCE, TEMPLATES, ".vscode")
_UNWANTED = shutil.ignore_patterns("~$*", ".~lock*", f"{PREFIX}*")


def copy_starter(goal: Path) -> int:
    """Make `goal` a project with the sample in it; returns the number of files. All or nothing.

    What a run left half-made that was killed is taken away first, as far as nobody has changed it since.

    Raises:
        UsageProblem: NotEmpty, NotAFolder.
        EnvironmentProblem: Unwritable, NoStarter.
    """
    start = starter_folder()
    goal = goal.resolve()
    try:
        _clear_half_made(goal, start)
        _refuse_others(goal)
        make_folder(goal.parent)
        sweep([goal.parent])
        with staging(goal if goal.is_dir() else goal.parent) as stage:  # in a folder that is there, to mark it
            fresh = stage / "project"
            for part in _PARTS:
                shutil.copytree(start / part, fresh / part, ignore=_UNWANTED)
            (fresh / OUTPUT).mkdir()
            if goal.is_dir():  # somebody may stand in it: it stays, its contents arrive
                _fill(goal, fresh)
            else:
                fresh.replace(goal)
                note_changed(goal)
    except OSError as error:
        raise trouble(error)(path=str(goal)) from error
    return sum(path.is_file() for path in goal.rglob("*"))


def _refuse_others(goal: Path) -> None:
    """Only a new folder or an empty one."""
    if goal.exists() and not goal.is_dir():
        raise NotAFolder(path=str(goal))
    found = sorted(each.name for each in goal.iterdir()) if goal.is_dir() else []
    if found:
        raise NotEmpty(path=str(goal), found=found[0])


def _clear_half_made(goal: Path, start: Path) -> None:
    """A run that filled the folder and was killed left its own mark, and nothing but parts of the sample."""
    marks = leftovers(goal)
    if not marks or any(in_use(goal / mark) for mark in marks):
        return
    parts = [each for each in goal.iterdir() if each.name not in marks]
    if all(each.name in (*_PARTS, OUTPUT) and _is_of_sample(each, start / each.name) for each in parts):
        for part in parts:
            shutil.rmtree(part)
        sweep([goal])


def _is_of_sample(part: Path, sample: Path) -> bool:
    """Whether a folder holds nothing that is not in the sample, byte for byte."""
    for base, folders, names in os.walk(part):
        within = sample / Path(base).relative_to(part)
        if any(is_link(Path(base, name)) for name in folders):
            return False
        if part.name == OUTPUT and names:
            return False
        if not all(_is_same(Path(base, name), within / name) for name in names):
            return False
    return not is_link(part)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return read_plain(one) == read_plain(other)
    except OSError:
        return False


def _fill(goal: Path, fresh: Path) -> None:
    moved: list[Path] = []
    try:
        for part in sorted(fresh.iterdir()):
            part.replace(goal / part.name)
            moved.append(goal / part.name)
            note_changed(goal / part.name)
    except OSError:
        for part in moved:
            shutil.rmtree(part, ignore_errors=True)
            note_restored(part)
        raise

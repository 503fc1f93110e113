"""The sample plan that comes with plangen, and copying it into a new folder."""

import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from plangen.errors import NoStarter, NotAFolder, NotEmpty
from plangen.workspace.atomic import trouble
from plangen.workspace.project import SOURCE, TEMPLATES

_PARTS = (SOURCE, TEMPLATES, ".vscode")


def starter_folder() -> Path:
    """Where the sample lies: inside an installed package, else beside the package in a checkout.

    Raises:
        EnvironmentProblem: NoStarter where it is in neither.
    """
    package = Path(str(files("plangen")))
    for folder in (package / "starter", package.parent):
        if (folder / SOURCE / "plan.yaml").is_file():
            return folder
    raise NoStarter


def copy_starter(goal: Path) -> int:
    """Make `goal` a project with the sample in it; returns the number of files. All or nothing.

    Raises:
        UsageProblem: NotEmpty, NotAFolder.
        EnvironmentProblem: Unwritable, NoStarter.
    """
    start = starter_folder()
    goal = goal.resolve()
    _refuse_others(goal)
    stage = None
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".plangen-", dir=goal.parent))
        fresh = stage / "project"
        for part in _PARTS:
            shutil.copytree(start / part, fresh / part, ignore=shutil.ignore_patterns("~$*", ".~lock*"))
        (fresh / "output").mkdir()
        if goal.is_dir():  # somebody may stand in it: it stays, its contents arrive
            _fill(goal, fresh)
        else:
            fresh.replace(goal)
    except OSError as error:
        raise trouble(error)(path=str(goal)) from error
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)
    return sum(path.is_file() for path in goal.rglob("*"))


def _refuse_others(goal: Path) -> None:
    """Only a new folder or an empty one."""
    if goal.exists() and not goal.is_dir():
        raise NotAFolder(path=str(goal))
    found = sorted(each.name for each in goal.iterdir()) if goal.is_dir() else []
    if found:
        raise NotEmpty(path=str(goal), found=found[0])


def _fill(goal: Path, fresh: Path) -> None:
    moved: list[Path] = []
    try:
        for part in sorted(fresh.iterdir()):
            part.replace(goal / part.name)
            moved.append(goal / part.name)
    except OSError:
        for part in moved:
            shutil.rmtree(part, ignore_errors=True)
        raise

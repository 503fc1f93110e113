"""The sample arrives whole, or the folder is as it was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import plangen
from plangen.disk.whole import write_whole
from plangen.errors import NoStarter, NotAFolder, NotEmpty, PlangenError
from plangen.workspace.shipped import starter_folder
from plangen.workspace.starter import copy_starter


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_folder_holds_the_sample_and_a_place_for_what_is_built(tmp_path: Path) -> None:
    count = copy_starter(tmp_path / "新" / "计划")
    goal = tmp_path / "新" / "计划"
    assert names(goal) == {"source", "templates", ".vscode", "output"}
    assert count == sum(path.is_file() for path in goal.rglob("*"))
    assert (goal / "source/plan.yaml").read_bytes() == (starter_folder() / "source/plan.yaml").read_bytes()
    assert names(tmp_path / "新") == {"计划"}


def test_an_empty_folder_is_filled_and_stays_the_same_folder(tmp_path: Path) -> None:
    goal = tmp_path / "计划"
    goal.mkdir()
    node = goal.stat().st_ino
    copy_starter(goal)
    assert (goal.stat().st_ino, (goal / "source/plan.yaml").is_file()) == (node, True)


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "信.txt").touch()
    with pytest.raises(NotEmpty) as problem:
        copy_starter(tmp_path)
    assert (problem.value.found, names(tmp_path)) == ("信.txt", {"信.txt"})


def test_a_file_is_no_place_for_a_project(tmp_path: Path) -> None:
    (tmp_path / "计划").write_bytes(b"mine")
    with pytest.raises(NotAFolder):
        copy_starter(tmp_path / "计划")
    assert (tmp_path / "计划").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_made_is_a_problem_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PlangenError) as problem:
        copy_starter(tmp_path / "file/计划")
    assert problem.value.exit_code == 3
    assert names(tmp_path) == {"file"}


def test_a_failure_half_way_leaves_an_empty_folder_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = tmp_path / "计划"
    goal.mkdir()
    replace = Path.replace

    def fail_at_templates(self: Path, target: Path) -> Path:
        if self.name == "templates":
            raise OSError(28, "full", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_templates)
    with pytest.raises(PlangenError) as problem:
        copy_starter(goal)
    assert (problem.value.code, names(goal), names(tmp_path)) == ("disk-full", set(), {"计划"})


def test_a_package_without_the_sample_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plangen, "__file__", str(tmp_path / "nowhere/plangen/__init__.py"))
    with pytest.raises(NoStarter):
        starter_folder()


def test_an_installed_package_has_the_sample_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "plangen/starter/source"
    inside.mkdir(parents=True)
    (inside / "plan.yaml").touch()
    monkeypatch.setattr(plangen, "__file__", str(tmp_path / "plangen/__init__.py"))
    assert starter_folder() == tmp_path / "plangen/starter"


def half_made(goal: Path) -> None:
    """A folder that was being filled when the process was killed."""
    start = starter_folder()
    shutil.copytree(start / "source", goal / "source")
    (goal / ".plangen-abcd_123").touch()
    shutil.copytree(start / "templates", goal / ".plangen-abcd_123.d/project/templates")


def test_what_a_killed_run_left_half_made_is_made_whole(tmp_path: Path) -> None:
    half_made(tmp_path / "计划")
    copy_starter(tmp_path / "计划")
    assert names(tmp_path / "计划") == {"source", "templates", ".vscode", "output"}


CHANGES: dict[str, Callable[[Path], object]] = {
    "edited": lambda goal: (goal / "source/plan.yaml").write_bytes(b"mine"),
    "added": lambda goal: (goal / "source/mine.yaml").write_bytes(b"mine"),
    "beside": lambda goal: (goal / "notes.txt").write_bytes(b"mine"),
    "built": lambda goal: write_whole(goal / "output/01-a.docx", b"mine"),
    "a link": lambda goal: (goal / "source/mine").symlink_to(goal.parent),
    "a linked file": lambda goal: (goal / "source/mine.yaml").symlink_to(goal / "source/plan.yaml"),
    "no mark": lambda goal: (goal / ".plangen-abcd_123").rename(goal / ".plangen-mine"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_somebody_has_changed_since_is_never_taken_away(tmp_path: Path, change: str) -> None:
    goal = tmp_path / "计划"
    half_made(goal)
    if change == "no mark":
        shutil.rmtree(goal / ".plangen-abcd_123.d")
    CHANGES[change](goal)
    before = {path: path.is_file() and path.read_bytes() for path in goal.rglob("*")}
    with pytest.raises(NotEmpty):
        copy_starter(goal)
    assert {path: path.is_file() and path.read_bytes() for path in goal.rglob("*")} == before

"""Finding a project and reading its files: nothing odd in the folder stops it, everything unreadable is said."""

import os
from pathlib import Path

import pytest

from plangen.diagnostics import Severity
from plangen.errors import UsageProblem
from plangen.workspace.project import find_root, read_files
from tests.limits import ending


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")


def test_the_root_is_found_from_a_folder_below_it(tmp_path: Path) -> None:
    root = tmp_path / "计划 2024"
    make(root, "source/scenarios/a.yaml", "templates/house.docx")
    assert find_root(root / "source/scenarios") == root.resolve()


def test_no_project_and_no_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem) as caught:
        find_root(tmp_path)
    assert caught.value.code == "no-project"
    with pytest.raises(UsageProblem) as caught:
        find_root(tmp_path / "none")
    assert caught.value.code == "no-folder"


def test_only_source_and_template_files_are_read(tmp_path: Path) -> None:
    make(
        tmp_path,
        "source/plan.yaml",
        "source/note.txt",
        "source/.schema/plan.schema.json",
        "source/.hidden.yaml",
        "templates/notices/a.docx",
        "templates/~$house.docx",
        "output/b.yaml",
    )
    assert list(read_files(tmp_path).contents) == ["source/plan.yaml", "templates/notices/a.docx"]


def test_a_link_to_nothing_and_a_folder_named_like_a_file_are_findings(tmp_path: Path) -> None:
    make(tmp_path, "source/plan.yaml")
    (tmp_path / "source/gone.yaml").symlink_to(tmp_path / "nowhere")
    files = read_files(tmp_path)
    assert [(finding.code, finding.at.file) for finding in files.findings] == [("F101", "source/gone.yaml")]
    assert list(files.contents) == ["source/plan.yaml"]


def test_a_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    make(tmp_path, "source/plan.yaml")
    os.mkfifo(tmp_path / "source/pipe.yaml")
    assert list(read_files(tmp_path).contents) == ["source/plan.yaml"]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    make(tmp_path, "source/plan.yaml")
    with (tmp_path / "source/huge.yaml").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    assert [finding.code for finding in read_files(tmp_path).findings] == ["F102"]


def test_a_pipe_that_is_named_like_a_file_of_the_plan_is_said(tmp_path: Path) -> None:
    make(tmp_path, "source/plan.yaml")
    os.mkfifo(tmp_path / "source/pipe.yaml")
    os.mkfifo(tmp_path / "source/other")
    (tmp_path / "source/zero.yaml").symlink_to("/dev/zero")
    with ending():
        found = read_files(tmp_path).findings
    assert [(each.code, each.at.file) for each in found] == [("F101", "source/pipe.yaml"), ("F101", "source/zero.yaml")]


SECTIONS = ("source", *(f"source/{name}" for name in ("injects", "approvals", "issued", "calendars", "scenarios")))


@pytest.mark.parametrize(
    "folder",
    [*SECTIONS, "templates", "templates/notices"],
)
def test_a_folder_that_cannot_be_read_is_never_taken_for_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    make(tmp_path, "source/plan.yaml", "templates/house.docx", f"{folder}/a.yaml")
    real = os.scandir

    def refused(path: str) -> object:
        if Path(path) == tmp_path / folder:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refused)
    found = read_files(tmp_path).findings
    assert [(each.code, each.at.file, each.severity) for each in found] == [("F101", folder, Severity.ERROR)]
    assert "没有读取权限" in found[0].message("zh")


def test_a_project_without_templates_is_no_folder_that_cannot_be_read(tmp_path: Path) -> None:
    make(tmp_path, "source/plan.yaml")
    assert read_files(tmp_path).findings == ()


def test_a_folder_that_is_a_link_is_said_and_not_read(tmp_path: Path) -> None:
    make(tmp_path, "plan/source/plan.yaml", "away/a.yaml")
    (tmp_path / "plan/source/scenarios").symlink_to(tmp_path / "away")
    (tmp_path / "plan/source/.hidden").symlink_to(tmp_path / "away")
    files = read_files(tmp_path / "plan")
    assert [(each.code, each.at.file) for each in files.findings] == [("F103", "source/scenarios")]
    assert list(files.contents) == ["source/plan.yaml"]

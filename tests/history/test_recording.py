"""A revision is recorded whole or not at all, holds exactly source and templates, and is sound for the real git."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.history.recording import Recording, record, recover
from plangen.history.repository import Repository
from plangen.history.state import trouble

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]


def test_a_revision_is_one_commit_and_a_tag_that_git_finds_sound(
    project: Path, of: Of, repository: Git, recording: Make
) -> None:
    (project / "source/plan.yaml").write_text("title: 乙\n", encoding="utf-8")
    commit = record(of(project), project, recording())
    assert repository("rev-parse", "HEAD").strip() == commit
    assert repository("rev-parse", "v1.1^{commit}").strip() == commit
    assert repository("cat-file", "-t", "v1.1").strip() == "tag"
    assert repository("fsck", "--strict") == ""
    assert repository("status", "--porcelain") == ""
    assert repository("log", "-1", "--format=%an <%ae> %aI %s").strip() == (
        "张三 <zhang@example.com> 2026-01-01T08:00:00+08:00 v1.1 演练后修订"
    )
    assert repository("diff", "--name-status", "HEAD~1", "HEAD").splitlines() == [
        "M\tsource/plan.yaml",
        "A\tsource/revisions/v1.1.yaml",
    ]
    assert (project / "source/revisions/v1.1.yaml").read_bytes() == b"version: v1.1\n"


def test_other_work_is_left_alone(project: Path, of: Of, repository: Git, recording: Make) -> None:
    (project / "source/plan.yaml").write_text("title: 乙\n", encoding="utf-8")
    (project / "notes.txt").write_text("改了一半\n", encoding="utf-8")
    (project / "staged.txt").write_text("已暂存\n", encoding="utf-8")
    (project / "new.txt").write_text("新的\n", encoding="utf-8")
    repository("add", "staged.txt")
    record(of(project), project, recording())
    assert sorted(repository("status", "--porcelain").splitlines()) == [" M notes.txt", "?? new.txt", "A  staged.txt"]
    assert repository("show", "HEAD:notes.txt") == "别的工作\n"


def test_deleted_files_leave_and_ignored_and_lock_files_stay_out(
    project: Path, of: Of, repository: Git, recording: Make
) -> None:
    (project / "source/scenarios/泄露.yaml").unlink()
    (project / ".gitignore").write_text("*.bak\n", encoding="utf-8")
    (project / "source/plan.bak").write_text("x", encoding="utf-8")
    (project / "templates/~$house.docx").write_text("lock", encoding="utf-8")
    record(of(project), project, recording())
    assert repository("ls-tree", "-r", "--name-only", "HEAD", "source", "templates").splitlines() == [
        "source/plan.yaml",
        "source/revisions/v1.1.yaml",
        "templates/house.docx",
    ]


def test_line_ends_are_stored_as_the_attributes_say(project: Path, of: Of, repository: Git, recording: Make) -> None:
    (project / "source/plan.yaml").write_bytes(b"title: x\r\n")
    record(of(project), project, recording())
    assert repository("cat-file", "blob", "HEAD:source/plan.yaml") == "title: x\n"
    assert repository("cat-file", "blob", "HEAD:templates/house.docx") == "binary\r\n\x00"
    assert repository("status", "--porcelain") == ""


def test_the_first_commit_of_a_new_repository_may_be_a_revision(
    project: Path, of: Of, git: Git, recording: Make
) -> None:
    git("init", "-q", "-b", "main")
    record(of(project), project, recording("v1.0"))
    assert git("fsck", "--strict") == ""
    assert git("status", "--porcelain").splitlines() == ["?? .gitattributes", "?? notes.txt"]


def test_a_project_below_the_repository_takes_its_own_folder_only(
    project: Path, of: Of, git: Git, recording: Make, tmp_path: Path
) -> None:
    git("init", "-q", "-b", "main", folder=tmp_path)
    git("add", ".", folder=tmp_path)
    git("commit", "-q", "-m", "first", folder=tmp_path)
    (project / "source/plan.yaml").write_text("title: 乙\n", encoding="utf-8")
    commit = record(of(project), project, recording())
    assert git("status", "--porcelain", folder=tmp_path) == ""
    assert git("diff", "--name-only", "HEAD~1", "HEAD", folder=tmp_path).splitlines() == [
        "演练 计划/source/plan.yaml",
        "演练 计划/source/revisions/v1.1.yaml",
    ]
    assert sorted(of(project).files(commit)) == [
        "source/plan.yaml",
        "source/revisions/v1.1.yaml",
        "source/scenarios/泄露.yaml",
        "templates/house.docx",
    ]


def test_revisions_are_the_tags_that_plangen_made(project: Path, of: Of, repository: Git, recording: Make) -> None:
    repository("tag", "v0.9")
    repository("tag", "-a", "v0.8", "-m", "not one of ours")
    record(of(project), project, recording("v1.1"))
    record(of(project), project, recording("v1.10", "v1.10"))
    found = of(project).revisions()
    assert [(each.version, each.written_by) for each in found] == [("v1.1", "0.1.0"), ("v1.10", "0.1.0")]


@pytest.mark.parametrize("name", ["v1.1", "main", "HEAD", "HEAD~0"])
def test_a_revision_is_found_by_any_name(project: Path, of: Of, repository: Git, recording: Make, name: str) -> None:
    commit = record(of(project), project, recording())
    assert of(project).commit(name) == commit
    assert of(project).commit(commit[:10]) == commit
    assert of(project).commit("v1.1~1") == repository("rev-parse", "HEAD~1").strip()


def test_after_git_packs_everything_a_revision_is_still_recorded(
    project: Path, of: Of, repository: Git, recording: Make
) -> None:
    record(of(project), project, recording("v1.1"))
    repository("pack-refs", "--all")
    repository("gc", "-q")
    record(of(project), project, recording("v1.2"))
    repository("commit", "-q", "--allow-empty", "-m", "by git")
    record(of(project), project, recording("v1.3"))
    assert repository("fsck", "--strict") == ""
    assert repository("log", "--format=%D").count("tag: ") == 3


def test_nothing_is_left_to_recover_after_a_revision(project: Path, of: Of, repository: Git, recording: Make) -> None:
    record(of(project), project, recording())
    assert recover(of(project), project) is None
    assert trouble(of(project), project) == ()

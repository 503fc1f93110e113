"""A damaged repository is said to be one, whatever is damaged; one that is somebody else's is never used."""

import json
import logging
import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plangen.errors import NoRevision, NothingRecorded, PlangenError
from plangen.history import recording as recording_module
from plangen.history.founding import add_hook
from plangen.history.journal import is_there
from plangen.history.recording import Recording, record, recover
from plangen.history.repository import Repository, opened
from plangen.history.state import trouble
from plangen.history.troubles import GitDamaged, GitUnfinished, GitUnwritable
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.revise import revise_project
from plangen.reporting.problems import problem_text

pytestmark = pytest.mark.slow

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]


def replace(path: Path, make: Callable[[Path], object]) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    make(path)


DATE, NOW = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def recorded(project: Path, of: Of, repository: Git, recording: Make, tmp_path: Path) -> Path:
    """A project with a revision, and a folder outside."""
    record(of(project), project, recording())
    (project / "source/plan.yaml").write_text("title: 乙\n", encoding="utf-8")
    (tmp_path / "away").mkdir()
    return project


@pytest.mark.parametrize("name", ["source/.gitignore", ".gitattributes", "templates/.gitattributes"])
def test_a_pipe_that_says_what_git_ignores_is_named(recorded: Path, name: str) -> None:
    replace(recorded / name, os.mkfifo)
    found = revise_project(recorded, WantedRevision(date=DATE), NOW).outcome.findings
    assert [each.values["file"] for each in found if each.code == "G115"] == [name]


@pytest.mark.parametrize("way", ["file", "link", "settings", "common"])
def test_a_repository_of_somebody_else_is_never_used(
    project: Path, repository: Git, recorded: Path, tmp_path: Path, way: str
) -> None:
    """A plan's folder that comes from elsewhere must not let a revision be recorded where its `.git` leads."""
    theirs = tmp_path / "theirs"
    (theirs / "source").mkdir(parents=True)
    (theirs / "source/plan.yaml").write_text("title: 丙\n", encoding="utf-8")
    if way == "file":
        (theirs / ".git").write_text(f"gitdir: {project}/.git\n", encoding="utf-8")
    elif way == "link":
        (theirs / ".git").symlink_to(project / ".git")
    else:
        repository("init", "-q", "-b", "main", folder=theirs)
        repository("commit", "-q", "--allow-empty", "-m", "x", folder=theirs)
    if way == "settings":
        repository("config", "core.worktree", str(project), folder=theirs)
    if way == "common":
        (theirs / ".git/commondir").write_text(f"{project}/.git\n", encoding="utf-8")
    before = repository("for-each-ref"), repository("status", "--porcelain")
    found = revise_project(theirs, WantedRevision(date=DATE), NOW).outcome.findings
    assert [each.code for each in found] == ["G114"]
    assert str(project) in str(found[0].values["folder"]) or way == "settings"
    assert (repository("for-each-ref"), repository("status", "--porcelain")) == before


def test_a_separate_git_folder_counts_once_it_says_whose_it_is(
    project: Path, git: Git, of: Of, recording: Make, tmp_path: Path
) -> None:
    git("init", "-q", "-b", "main", "--separate-git-dir", str(tmp_path / "apart"))
    git("add", ".")
    git("commit", "-q", "-m", "first")
    _, found = opened(project)
    assert [each.code for each in found] == ["G114"]
    git("config", "core.worktree", str(project))  # as the finding advises
    record(of(project), project, recording())
    assert git("tag").split() == ["v1.1"]


def test_a_hook_is_never_written_into_a_folder_that_others_share(
    project: Path, of: Of, repository: Git, tmp_path: Path
) -> None:
    (tmp_path / "shared").mkdir()
    repository("config", "core.hooksPath", str(tmp_path / "shared"))
    assert add_hook(of(project)).kept
    assert list((tmp_path / "shared").iterdir()) == []
    repository("config", "core.hooksPath", ".husky")
    assert not add_hook(of(project)).kept
    assert (project / ".husky/pre-commit").is_file()


JOURNALS = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b"\xff\xfe",
    "another shape": b"[]",
    "null": b"null",
    "empty": b"{}",
    "deep": b"[" * 100_000,
    "outside": json.dumps({"version": "v1.1", "record_path": "../victim", "objects": []}).encode(),
    "absolute": json.dumps({"version": "v1.1", "record_path": "/tmp/victim", "objects": []}).encode(),
    "another file": json.dumps({"version": "v1.1", "record_path": "source/plan.yaml", "objects": []}).encode(),
    "a version that leads out": json.dumps(
        {"version": "../../x", "record_path": "source/revisions/../../x.yaml", "objects": []}
    ).encode(),
    "objects that lead out": json.dumps(
        {"version": "v1.1", "record_path": "source/revisions/v1.1.yaml", "objects": ["../../victim"]}
    ).encode(),
}


@pytest.mark.parametrize("kind", JOURNALS)
def test_a_journal_that_is_not_ours_is_said_and_put_aside(recorded: Path, of: Of, kind: str) -> None:
    """Nothing is done on its word, and the next run goes on."""
    journal = recorded / ".git/plangen-revision.json"
    journal.write_bytes(JOURNALS[kind])
    (recorded / "source/revisions/v1.1.yaml").unlink()
    dry = revise_project(recorded, WantedRevision(date=DATE), NOW, dry_run=True).outcome.findings
    assert "G116" in {each.code for each in dry}
    assert journal.read_bytes() == JOURNALS[kind]
    wet = revise_project(recorded, WantedRevision(date=DATE), NOW).outcome.findings
    assert "G116" in {each.code for each in wet}
    assert not is_there(of(recorded))
    assert (recorded / ".git/plangen-revision（损坏）.json").read_bytes() == JOURNALS[kind]
    assert not (recorded / "source/revisions/v1.1.yaml").exists()
    assert "G116" not in {each.code for each in trouble(of(recorded), recorded)}


@pytest.mark.parametrize("leads", ["source", "source/revisions"])
def test_a_record_is_not_written_through_a_link(
    project: Path, of: Of, repository: Git, recording: Make, tmp_path: Path, leads: str
) -> None:
    (tmp_path / "away").mkdir()
    if (project / leads).exists():
        (project / leads).rename(tmp_path / "moved")
    (project / leads).symlink_to(tmp_path / "away")
    with pytest.raises(PlangenError) as problem:
        record(of(project), project, recording())
    assert problem.value.code in {"leads-out", "git-unfinished"}
    assert list((tmp_path / "away").iterdir()) == []


def test_a_disk_that_fills_up_behind_the_tag_is_told_as_it_is(
    project: Path, of: Of, repository: Git, recording: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The revision is recorded; what lacks is named, and the next run makes it."""

    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(recording_module, "new_index", full)
        with pytest.raises(GitUnfinished) as problem:
            record(of(project), project, recording())
    assert (problem.value.version, problem.value.path) == ("v1.1", "source/revisions/v1.1.yaml")
    assert "磁盘已满" in problem_text(problem.value, "zh")
    assert repository("tag").split() == ["v1.1"]
    assert recover(of(project), project) == "v1.1"
    assert repository("status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["../../x", "refs/../..", "a b", "v1\n", "", "\x00", "@{", "x" * 5000])
def test_a_version_that_cannot_be_is_no_tag_and_no_crash(project: Path, of: Of, repository: Git, name: str) -> None:
    assert not of(project).has_tag(name)
    if name:
        with pytest.raises((NoRevision, NothingRecorded, GitDamaged)):
            of(project).commit(name)


def test_a_lock_that_is_another_file_as_well_is_not_emptied(
    project: Path, of: Of, repository: Git, recording: Make, tmp_path: Path
) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    (project / ".git/plangen-revision.lock").hardlink_to(tmp_path / "mine")
    with pytest.raises(GitUnwritable):
        record(of(project), project, recording())
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_an_empty_folder_that_bears_gits_name_is_no_repository(project: Path, repository: Git, of: Of) -> None:
    (project / "source/.git").mkdir()
    assert of(project / "source").folder == project.resolve()
    shutil.rmtree(project / ".git")
    assert [each.code for each in opened(project / "source")[1]] == ["G101"]


def test_dulwich_says_nothing_by_itself(
    project: Path, of: Of, repository: Git, recording: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in (".gitignore", ".gitattributes", ".git/info/exclude", ".git/info/attributes"):
        (project / name).write_bytes(b"[\x1b{*[.\n{{[ text\n")
    logging.getLogger().handlers, before = [], logging.getLogger().handlers
    try:
        record(of(project), project, recording())
    finally:
        logging.getLogger().handlers = before
    assert capfd.readouterr() == ("", "")

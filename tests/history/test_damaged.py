"""A damaged repository is said to be one, whatever is damaged; one that is somebody else's is never used."""

import json
import logging
import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plangen.diagnostics import Severity
from plangen.errors import GitDamaged, GitUnfinished, GitUnwritable, NoRevision, NothingRecorded, PlangenError
from plangen.history import recording as recording_module
from plangen.history.founding import add_hook
from plangen.history.journal import is_there
from plangen.history.recording import Recording, record, recover
from plangen.history.repository import Repository, opened
from plangen.history.state import trouble
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.log import log_project
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.revise import revise_project
from tests.limits import ending

pytestmark = pytest.mark.slow

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]


def garble(path: Path, raw: bytes = b"\x00\xff garbage \x01") -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(raw)


def replace(path: Path, make: Callable[[Path], object]) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    make(path)


def objects_of(git: Path) -> list[Path]:
    return sorted(path for path in git.glob("objects/??/*") if path.is_file())


def spoil_objects(git: Path) -> None:
    for path in objects_of(git):
        path.chmod(0o644)
        path.write_bytes(b"spoilt")


def include_a_pipe(git: Path) -> None:
    os.mkfifo(git / "pipe")
    garble(git / "config", b"[include]\n\tpath = pipe\n")


def alternates_of_a_pipe(git: Path) -> None:
    (git / "objects/info").mkdir(exist_ok=True)
    os.mkfifo(git / "objects/info/alternates")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "packed-refs empty of sense": lambda git: garble(git / "packed-refs"),
    "packed-refs of zeros": lambda git: garble(git / "packed-refs", b"\0" * 200),
    "packed-refs a folder": lambda git: replace(git / "packed-refs", Path.mkdir),
    "packed-refs a pipe": lambda git: replace(git / "packed-refs", os.mkfifo),
    "config that does not parse": lambda git: garble(git / "config", b"[core\nx"),
    "config of bytes": lambda git: garble(git / "config", b"\xff\xfe\x00["),
    "config a link to a device": lambda git: replace(git / "config", lambda path: path.symlink_to("/dev/zero")),
    "config that includes a pipe": include_a_pipe,
    "config that includes itself": lambda git: garble(git / "config", b"[include]\n\tpath = config\n"),
    "config with a number that is none": lambda git: garble(git / "config", b"[core]\n\trepositoryformatversion = x\n"),
    "config that passes over what a device says": lambda git: garble(
        git / "config", b"[core]\n\texcludesFile = /dev/zero\n"
    ),
    "config of a work tree that includes a device": lambda git: garble(
        git / "config.worktree", b"[include]\n\tpath = /dev/zero\n"
    ),
    "config without end": lambda git: os.truncate(git / "config", 1 << 40),
    "HEAD without end": lambda git: os.truncate(git / "HEAD", 1 << 40),
    "HEAD empty": lambda git: garble(git / "HEAD", b""),
    "HEAD of bytes": lambda git: garble(git / "HEAD"),
    "HEAD gone": lambda git: (git / "HEAD").unlink(),
    "HEAD a pipe": lambda git: replace(git / "HEAD", os.mkfifo),
    "HEAD that leads to itself": lambda git: garble(git / "HEAD", b"ref: HEAD\n"),
    "branch of bytes": lambda git: garble(git / "refs/heads/main"),
    "tag a link to a device": lambda git: (git / "refs/tags/v0").symlink_to("/dev/zero"),
    "tag a pipe": lambda git: os.mkfifo(git / "refs/tags/v0"),
    "tags elsewhere": lambda git: replace(git / "refs/tags", lambda path: path.symlink_to("../../../away")),
    "objects elsewhere": lambda git: replace(git / "objects", lambda path: path.symlink_to("../../away")),
    "objects gone": lambda git: shutil.rmtree(git / "objects"),
    "objects spoilt": spoil_objects,
    "object a pipe": lambda git: replace(objects_of(git)[0], os.mkfifo),
    "pack of bytes": lambda git: [
        (git / f"objects/pack/pack-{'0' * 40}.{each}").write_bytes(b"x") for each in ("idx", "pack")
    ],
    "alternates a pipe": alternates_of_a_pipe,
    "commondir to nowhere": lambda git: garble(git / "commondir", b"nowhere\n"),
    "commondir a pipe": lambda git: os.mkfifo(git / "commondir"),
    "log a link": lambda git: replace(git / "logs/HEAD", lambda path: path.symlink_to("../../../away/log")),
}
ONLY_REVISE: dict[str, Callable[[Path], object]] = {
    "index of bytes": lambda git: garble(git / "index"),
    "index cut": lambda git: garble(git / "index", (git / "index").read_bytes()[:40]),
    "index a folder": lambda git: replace(git / "index", Path.mkdir),
}


def commands(project: Path) -> dict[str, Callable[[], object]]:
    return {
        "log": lambda: log_project(project).findings,
        "diff": lambda: diff_project(project).findings,
        "revise": lambda: revise_project(project, WantedRevision(date=DATE), NOW).outcome.findings,
    }


DATE, NOW = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)


def said_by(command: Callable[[], object]) -> list[str]:
    """The codes of the errors, or of the problem that stopped it."""
    with ending():
        try:
            found = command()
        except PlangenError as problem:
            return [problem.code]
        assert isinstance(found, tuple)
        return [each.code for each in found if each.severity is Severity.ERROR]


@pytest.fixture
def recorded(project: Path, of: Of, repository: Git, recording: Make, tmp_path: Path) -> Path:
    """A project with a revision, and a folder outside."""
    record(of(project), project, recording())
    (project / "source/plan.yaml").write_text("title: 乙\n", encoding="utf-8")
    (tmp_path / "away").mkdir()
    return project


# What such damage may be called: the repository is damaged, an object, nothing of it is there, or no commit yet.
WORDS = {"G115", "G114", "G101", "G103", "G107", "git-damaged", "no-revision", "nothing-recorded"}


@pytest.mark.parametrize("kind", DAMAGE)
def test_whatever_is_damaged_every_command_says_so(recorded: Path, kind: str, tmp_path: Path) -> None:
    DAMAGE[kind](recorded / ".git")
    for name, command in commands(recorded).items():
        said = said_by(command)
        assert set(said) & WORDS or (name, kind) in UNHARMED, (name, said)
    assert list((tmp_path / "away").iterdir()) == []


UNHARMED = {("log", "pack of bytes"), ("diff", "pack of bytes"), ("revise", "pack of bytes")}
"""A pack that nothing is looked for in is not read."""


@pytest.mark.parametrize("kind", ONLY_REVISE)
def test_a_damaged_index_stops_what_writes_it_and_nothing_else(recorded: Path, kind: str) -> None:
    ONLY_REVISE[kind](recorded / ".git")
    said = {name: said_by(command) for name, command in commands(recorded).items()}
    assert said["log"] == said["diff"] == []
    assert "G115" in said["revise"]


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
        patched.setattr(recording_module, "_index", full)
        with pytest.raises(GitUnfinished) as problem:
            record(of(project), project, recording())
    assert problem.value.values == {"version": "v1.1", "path": "source/revisions/v1.1.yaml"}
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

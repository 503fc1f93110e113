"""A disk that is full at any write of a revision: said as such, with what is recorded and what is not."""

import errno
import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plangen.history.recording import Recording, record, recover
from plangen.history.repository import Repository
from plangen.history.troubles import GitFull, GitUnfinished
from plangen.workspace.leftovers import sweep_project

pytestmark = pytest.mark.slow

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]


class Disk:
    """Full from the n-th write on: nothing new can be made or made to last, while names can still be changed."""

    last: "Disk | None" = None

    def __init__(self, room: int) -> None:
        self.room = room
        self.writes = 0

    def take(self) -> None:
        self.writes += 1
        if self.writes > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")


def watch(event: str, arguments: tuple[object, ...]) -> None:
    makes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
    is_lock = makes and str(arguments[0]).endswith("plangen-revision.lock")  # empty, and there already
    if Disk.last and not is_lock and (makes or event in {"os.mkdir", "os.link"}):
        Disk.last.take()


@pytest.fixture(scope="module")
def _watched() -> None:
    sys.addaudithook(watch)  # stays, and does nothing without a disk


@pytest.fixture
def disk(_watched: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], Disk]]:
    sync = os.fsync

    def full(handle: int) -> None:
        if Disk.last:
            Disk.last.take()  # what was written before comes to the disk here
        sync(handle)

    def make(room: int) -> Disk:
        Disk.last = Disk(room)
        return Disk.last

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        yield make
    Disk.last = None


@pytest.mark.parametrize("quota", [errno.ENOSPC, errno.EDQUOT])
def test_a_quota_is_as_good_as_a_full_disk(quota: int) -> None:
    from plangen.disk.whole import is_full

    assert is_full(OSError(quota, "x"))
    assert not is_full(OSError(errno.EACCES, "x"))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_is_said_with_what_was_recorded_and_the_next_run_goes_on(
    project: Path, of: Of, repository: Git, recording: Make, disk: Callable[[int], Disk]
) -> None:
    """At every write: nothing recorded and nothing changed, or recorded and the rest done by the next run."""
    (project / "source/plan.yaml").write_text("title: 0\n", encoding="utf-8")
    (project / "source/图.png").write_bytes(b"\0" * 200_000)
    said: list[str] = []
    for room in range(200):
        version = f"v1.{1 + len(repository('tag').split())}"
        before = repository("for-each-ref"), repository("status", "--porcelain")
        made = disk(room)
        try:
            record(of(project), project, recording(version))
        except GitFull:
            Disk.last = None
            assert (repository("for-each-ref"), repository("status", "--porcelain")) == before
            assert recover(of(project), project) is None
            said.append("full")
        except GitUnfinished as problem:
            Disk.last = None
            said.append(problem.version)
            assert version in repository("tag").split()
            assert recover(of(project), project) == version
        Disk.last = None
        sweep_project(project)
        if version in repository("tag").split():
            assert (project / f"source/revisions/{version}.yaml").exists()
            assert repository("status", "--porcelain") == ""
            (project / "source/plan.yaml").write_text(f"title: {room}x\n", encoding="utf-8")
            (project / "source/图.png").write_bytes(b"\0" * (200_001 + room))
        if made.writes <= room:
            break
    gc.collect()  # dulwich leaves a file open whose bytes did not come to the disk
    assert "full" in said
    assert {version for version in said if version != "full"} & set(repository("tag").split())
    assert repository("fsck", "--strict", "--no-dangling") == ""
    assert [path for path in project.rglob("*.lock") if path.stat().st_size] == []

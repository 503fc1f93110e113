"""After a power cut at any moment each file that must last is the old one or the new one, whole.

The file system here is a double that keeps only what was synced: the bytes of a file at the last fsync of that file,
the names in a folder at the last fsync of that folder and, as systems may write them early, any of the changes since.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plangen.disk.whole import write_whole
from plangen.history.founding import found
from plangen.history.journal import path_of
from plangen.history.recording import Recording, record
from plangen.history.repository import opened
from plangen.workspace.manifest import MANIFEST, Manifest, ManifestEntry, digest
from plangen.workspace.output import old_manifest, publish

LOST = b"\0lost\0"
"""What a file holds whose bytes did not reach the disk."""


class Disk:
    """Watches what a program syncs and renames below a folder, and says what could be left of it.

    Contents are known by inode, so that a file keeps its bytes when it is renamed.
    """

    def __init__(self, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.top = top
        self.synced = {path.stat().st_ino: path.read_bytes() for path in top.rglob("*") if path.is_file()}
        self.lasting = self.names()
        self.found: list[dict[str, bytes]] = []  # what could be left, moment by moment
        for name in ("replace", "rename", "unlink", "link", "mkdir", "rmdir"):
            self.watch(monkeypatch, name, self.cut)
        self.watch(monkeypatch, "fsync", self.flushed)

    def watch(self, monkeypatch: pytest.MonkeyPatch, name: str, then: Callable[..., None]) -> None:
        real = getattr(os, name)

        def watched(*arguments: Any, **options: Any) -> Any:
            result = real(*arguments, **options)
            then(*arguments)
            return result

        monkeypatch.setattr(os, name, watched)

    def names(self) -> dict[str, int]:
        return {str(path): path.lstat().st_ino for path in self.top.rglob("*") if path.is_file()}

    def flushed(self, handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.is_dir():
            now = self.names()
            self.lasting = {name: node for name, node in self.lasting.items() if Path(name).parent != path}
            self.lasting |= {name: node for name, node in now.items() if Path(name).parent == path}
        else:
            self.synced[os.fstat(handle).st_ino] = path.read_bytes()
        self.cut()

    def cut(self, *_: object) -> None:
        """The power may go now: with none of the changes since the last sync of a folder, with all, or in one alone."""
        now = self.names()
        folders = {Path(name).parent for name, _ in self.lasting.items() ^ now.items()}
        self.left(self.lasting)
        for folder in sorted(folders):
            of_folder = {name: node for name, node in now.items() if Path(name).parent == folder}
            self.left({name: node for name, node in self.lasting.items() if Path(name).parent != folder} | of_folder)
        self.left(now)

    def left(self, names: dict[str, int]) -> None:
        self.found.append({name: self.synced.get(node, LOST) for name, node in names.items()})


def seen(disk: Disk, path: Path) -> set[bytes | None]:
    """Everything that the file could hold after a cut, None where it could be gone."""
    return {left.get(str(path)) for left in disk.found}


def test_a_file_that_is_written_whole_is_old_or_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    disk = Disk(tmp_path, monkeypatch)
    write_whole(path, b"new")
    assert seen(disk, path) == {b"old", b"new"}
    assert disk.found[-2][str(path)] == b"new"  # it lasts when the call is back


def test_without_waiting_for_the_disk_it_could_be_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The double notices what it is there for."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    disk = Disk(tmp_path, monkeypatch)
    write_whole(path, b"new", lasting=False)
    assert LOST in seen(disk, path)


def built(contents: dict[str, bytes]) -> Manifest:
    entries = {
        path: ManifestEntry(document="d", title=path, sha256=digest(raw), fingerprint="0" * 12)
        for path, raw in contents.items()
    }
    return Manifest(plangen="1", plan="p", revision="v1", files=entries)


def test_what_is_published_is_old_or_new_and_an_edit_is_never_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"01-a.docx": b"old a", "02-b.docx": b"old b", "03-c.docx": b"old c"}
    new = {"01-a.docx": b"new a", "02-b.docx": b"new b"}
    publish(tmp_path, old, built(old), None, root=tmp_path)
    (tmp_path / "02-b.docx").write_bytes(b"edited")
    before = (tmp_path / MANIFEST).read_bytes()
    disk = Disk(tmp_path, monkeypatch)
    publish(tmp_path, new, built(new), old_manifest(tmp_path), root=tmp_path)
    assert seen(disk, tmp_path / "01-a.docx") == {b"old a", b"new a"}
    assert seen(disk, tmp_path / "02-b.docx") == {b"edited", b"new b"}
    assert seen(disk, tmp_path / "03-c.docx") == {b"old c", None}
    assert seen(disk, tmp_path / MANIFEST) == {before, (tmp_path / MANIFEST).read_bytes()}
    assert all(b"edited" in left.values() for left in disk.found)
    assert not any(LOST in kept.values() for kept in map(ours, disk.found))


def ours(left: dict[str, bytes]) -> dict[str, bytes]:
    """Without what is not finished, which nobody reads."""
    return {name: raw for name, raw in left.items() if "/." not in name.replace("/.git/", "/")}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "plan"
    (root / "source").mkdir(parents=True)
    (root / "source/plan.yaml").write_text("title: 甲\n", encoding="utf-8")
    found(root, time=0, offset=0, owner=("张三", "z@example.com"))
    yield root
    shutil.rmtree(root)


def test_a_revision_is_there_whole_or_can_be_finished_or_undone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tag is there so are its objects, and until the record is written so is the journal."""
    repository, _ = opened(project)
    assert repository is not None
    packed, journal = project / ".git/packed-refs", path_of(repository)
    objects = project / ".git/objects"
    known = {path for path in objects.rglob("*") if path.is_file()}
    disk = Disk(project, monkeypatch)
    with repository:
        record(
            repository,
            project,
            Recording(
                version="v1.1",
                message="v1.1",
                author="a <>",
                time=0,
                offset=0,
                record_path="source/revisions/v1.1.yaml",
                record=b"version: v1.1\n",
                written_by="0",
            ),
        )
    fresh = {str(path): path.read_bytes() for path in objects.rglob("*") if path.is_file() and path not in known}
    assert len(fresh) > 3
    made = [left for left in disk.found if b"v1.1" in left.get(str(packed), b"")]
    assert made
    for left in made:
        assert {name: left.get(name) for name in fresh} == fresh
        written = left.get(str(project / "source/revisions/v1.1.yaml"))
        assert written in {None, b"version: v1.1\n"}
        assert written or str(journal) in left
    assert LOST not in seen(disk, journal) | seen(disk, packed) | seen(disk, project / ".git/index")

"""Files are whole or not there; what a killed process left is taken away, what a living one works on is not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plangen.disk import whole
from plangen.disk.whole import (
    PREFIX,
    in_use,
    is_leftover,
    leftovers,
    make_folder,
    staging,
    sweep,
    sync_file,
    sync_folder,
    write_synced,
    write_whole,
)

OURS = f"{PREFIX}abcd_123"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a/b/file", b"x")
    assert (tmp_path / "a/b/file").read_bytes() == b"x"
    assert names(tmp_path / "a/b") == ["file"]
    assert (tmp_path / "a/b/file").stat().st_mode & 0o777 == 0o644


def test_a_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "away").write_bytes(b"theirs")
    (tmp_path / "file").symlink_to("away")
    write_whole(tmp_path / "file", b"x")
    assert ((tmp_path / "away").read_bytes(), (tmp_path / "file").is_symlink()) == (b"theirs", False)


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "file", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "file", b"new")
    assert ((tmp_path / "file").read_bytes(), names(tmp_path)) == (b"old", ["file"])


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    (tmp_path / "file").symlink_to("away")
    with pytest.raises(FileExistsError):
        write_synced(tmp_path / "file", b"x")
    assert names(tmp_path) == ["file"]


def test_a_folder_of_stages_goes_in_the_end_whatever_happens(tmp_path: Path) -> None:
    def fail() -> None:
        with staging(tmp_path) as stage:
            write_synced(stage / "a", b"x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        (OURS, True),
        (f"{OURS}.d", True),
        (f"{PREFIX}abcd_12", False),
        (f"{PREFIX}abcd_1234", False),
        (f"{PREFIX}ABCD_123", False),
        (f"{OURS}.docx", False),
        (f"x{OURS}", False),
        (f"{PREFIX}v1.0.yaml", False),
    ],
)
def test_only_names_of_our_own_making_count(name: str, ours: bool) -> None:
    assert is_leftover(name) is ours


def test_what_nobody_works_on_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / OURS).write_bytes(b"half")
    (tmp_path / f"{OURS}.d/sub").mkdir(parents=True)
    (tmp_path / f"{OURS}.d/sub/file").write_bytes(b"half")
    (tmp_path / f"{PREFIX}alone123.d").mkdir()
    (tmp_path / f"{PREFIX}notes").write_bytes(b"mine")
    (tmp_path / "file").write_bytes(b"mine")
    sweep([tmp_path, tmp_path / "nothing"])
    assert names(tmp_path) == [f"{PREFIX}notes", "file"]


def test_links_and_pipes_of_such_names_lose_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "away/file").write_bytes(b"theirs")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / OURS).symlink_to("../away/file")
    (tmp_path / "here" / f"{PREFIX}bcde_123.d").symlink_to("../away")
    os.mkfifo(tmp_path / "here" / f"{PREFIX}cdef_123")
    sweep([tmp_path / "here"])
    assert (tmp_path / "away/file").read_bytes() == b"theirs"
    assert names(tmp_path / "here") == [f"{PREFIX}cdef_123"]


HOLDER = """
import sys
from pathlib import Path
from plangen.disk.whole import staging
with staging(Path(sys.argv[1])) as stage:
    (stage / "file").write_bytes(b"half")
    print("held", flush=True)
    sys.stdin.read()
"""


def test_what_a_living_process_works_on_stays_until_it_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        found = leftovers(tmp_path)
        assert all(in_use(tmp_path / name) for name in found)
        sweep([tmp_path])
        assert leftovers(tmp_path) == found
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert leftovers(tmp_path) == found
    assert not any(in_use(tmp_path / name) for name in found)
    sweep([tmp_path])
    assert names(tmp_path) == []


def test_folders_are_made_one_below_the_other(tmp_path: Path) -> None:
    make_folder(tmp_path / "a/b/c")
    make_folder(tmp_path / "a/b/c")
    assert (tmp_path / "a/b/c").is_dir()


# Systems that the tests do not run on


def test_where_open_files_cannot_be_moved_a_file_is_closed_before_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "_MOVES_OPEN_FILES", False)
    write_whole(tmp_path / "file", b"x", lasting=False)
    assert ((tmp_path / "file").read_bytes(), names(tmp_path)) == (b"x", ["file"])


def test_where_open_files_cannot_be_renamed_that_says_who_works_on_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / OURS).write_bytes(b"half")
    monkeypatch.setattr(sys, "platform", "win32")
    assert not in_use(tmp_path / OURS)

    def held(_: Path, __: Path) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "rename", held)
    assert in_use(tmp_path / OURS)


def test_a_folder_that_cannot_be_synced_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: int) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", refused)
    sync_folder(tmp_path)
    monkeypatch.setattr(os, "name", "nt")
    sync_folder(tmp_path / "nothing")


def test_a_file_that_is_there_already_can_be_made_to_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setattr(os, "fsync", synced.append)
    sync_file(tmp_path / "file")
    assert ((tmp_path / "file").read_bytes(), len(synced)) == (b"x", 1)


def test_what_cannot_be_asked_counts_as_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / OURS).write_bytes(b"half")

    def unreadable(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", unreadable)
        assert in_use(tmp_path / OURS)
    if sys.platform != "win32":
        monkeypatch.setattr("fcntl.flock", unreadable)  # as on a share without locks
        assert in_use(tmp_path / OURS)


def test_a_name_that_is_taken_away_before_it_is_held_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = iter([False, True])
    monkeypatch.setattr(whole, "_hold", lambda _: next(made))
    write_whole(tmp_path / "file", b"x")
    assert (tmp_path / "file").read_bytes() == b"x"

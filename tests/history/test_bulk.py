"""Pictures and other large files pass through a revision piece by piece; nobody holds one whole."""

import hashlib
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from plangen.disk import whole
from plangen.history import loose
from plangen.history.recording import Recording, record
from plangen.history.repository import Repository
from plangen.history.troubles import FileChanged
from plangen.model.plan_files import canonical_digest, is_read

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]

MEGABYTE = 1024 * 1024
PICTURE = b"\x89PNG\r\n\x1a\n\0" + hashlib.sha256(b"noise").digest() * (12 * MEGABYTE // 32)


@contextmanager
def traced() -> Iterator[Callable[[], int]]:
    """The most bytes that were held at once, less what was held before."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        yield lambda: tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def test_a_picture_is_recorded_and_compared_without_being_held(
    project: Path, of: Of, repository: Git, recording: Make
) -> None:
    """Law: two pictures of 12 MB each take less than 3 MB."""
    for name in ("source/图.png", "templates/logo.png"):
        (project / name).write_bytes(PICTURE)
    with traced() as peak:
        commit = record(of(project), project, recording())
        read = of(project).files(commit, is_read)
    assert peak() < 3 * MEGABYTE
    assert "source/图.png" not in read
    assert of(project).files(commit)["source/图.png"] == PICTURE
    assert repository("status", "--porcelain") == ""
    assert repository("fsck", "--strict") == ""


@pytest.mark.parametrize("size", [loose._LARGE, loose._LARGE + 1])
def test_what_is_streamed_has_the_names_that_it_would_have_whole(
    project: Path, of: Of, repository: Git, recording: Make, size: int
) -> None:
    raw = (b"\0\r\n" * size)[:size]
    (project / "source/图.png").write_bytes(raw)
    assert loose.is_bulky(project / "source/图.png") is (size > loose._LARGE)
    assert loose.named(project / "source/图.png").digest == canonical_digest(raw)
    record(of(project), project, recording())
    assert repository("cat-file", "-s", "HEAD:source/图.png").strip() == str(size)
    assert repository("status", "--porcelain") == ""


def test_a_large_text_keeps_the_line_ends_that_git_wants(
    project: Path, of: Of, repository: Git, recording: Make
) -> None:
    repository("config", "core.autocrlf", "input")
    (project / "source/备注.txt").write_bytes(b"a\r\n" * 50_000)
    (project / ".gitattributes").write_text("*.bin text\n", encoding="utf-8")
    (project / "source/x.bin").write_bytes(b"\0\r\n" * 50_000)
    record(of(project), project, recording())
    assert repository("cat-file", "-s", "HEAD:source/备注.txt").strip() == "100000"
    assert repository("cat-file", "-s", "HEAD:source/x.bin").strip() == "100000"


def test_a_picture_that_changes_while_it_is_recorded_is_refused(
    project: Path, of: Of, repository: Git, recording: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "source/图.png").write_bytes(PICTURE)
    write = whole.write_pieces

    def late(*arguments: object) -> None:
        (project / "source/图.png").write_bytes(PICTURE[:-1] + b"x")
        write(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(loose, "write_pieces", late)
        with pytest.raises(FileChanged):
            record(of(project), project, recording())
    assert repository("tag") == ""
    assert repository("fsck", "--strict") == ""

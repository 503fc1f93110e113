"""Loose objects of git's, written so that they last; a large file is never held whole."""

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from dulwich.file import adjust_shared_perm
from dulwich.object_store import DiskObjectStore
from msgspec import Struct

from plangen.disk.inside import open_plain, prove_inside
from plangen.disk.whole import make_folder, write_pieces
from plangen.history.repository import Repository
from plangen.history.troubles import FileChanged

_BLOCK, _LARGE = 256 * 1024, 64 * 1024  # bytes


class BulkyFile(Struct, frozen=True, kw_only=True):
    """What a large file is called by."""

    sha: bytes  # of git's object, 40 hexadecimal digits
    digest: str  # SHA-256


def is_bulky(path: Path) -> bool:
    """Whether a file is large and no text, such as a picture: its bytes go through piece by piece, as they are."""
    if path.stat().st_size <= _LARGE:
        return False
    with open_plain(path) as file:
        return b"\0" in file.read(_LARGE)


def named(path: Path) -> BulkyFile:
    """The names of a large file.

    Raises:
        OSError: where it cannot be read.
    """
    with open_plain(path) as file:
        sha, digest = hashlib.sha1(_header(file.fileno()), usedforsecurity=False), hashlib.sha256()
        while block := file.read(_BLOCK):
            sha.update(block)
            digest.update(block)
    return BulkyFile(sha=sha.hexdigest().encode(), digest=digest.hexdigest())


def store(repository: Repository, name: str, raw: bytes) -> None:
    """Write an object as it lies on the disk; dulwich would neither wait for that nor end quietly on a full one.

    Raises:
        OSError
    """
    _write(repository, name, (raw,))


def store_file(repository: Repository, path: Path, sha: bytes) -> None:
    """Write the object of a large file, whose name was named before.

    Raises:
        EnvironmentProblem: FileChanged where it is another by now.
        OSError
    """
    _write(repository, sha.decode(), _packed(path, sha))


def _write(repository: Repository, name: str, pieces: Iterable[bytes]) -> None:
    objects = repository.repo.object_store
    assert isinstance(objects, DiskObjectStore)
    folder = Path(os.fsdecode(objects.path)) / name[:2]
    is_new = not folder.exists()
    make_folder(folder)
    if is_new:
        adjust_shared_perm(folder, objects.shared_perm)
    path = prove_inside(repository.common, folder / name[2:])
    write_pieces(path, pieces)
    adjust_shared_perm(path, objects.shared_perm)


def _packed(path: Path, sha: bytes) -> Iterator[bytes]:
    made = zlib.compressobj(1)  # pictures are packed already
    with open_plain(path) as file:
        header = _header(file.fileno())
        found = hashlib.sha1(header, usedforsecurity=False)
        yield made.compress(header)
        while block := file.read(_BLOCK):
            found.update(block)
            yield made.compress(block)
    if found.hexdigest().encode() != sha:
        raise FileChanged(path=path.name)
    yield made.flush()


def _header(handle: int) -> bytes:
    return b"blob %d\0" % os.fstat(handle).st_size

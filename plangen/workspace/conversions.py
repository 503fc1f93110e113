"""What was made of a file at some cost, kept for the next time. Safe to delete: it is made again."""

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.disk.inside import is_inside, read_plain
from plangen.disk.whole import write_whole
from plangen.workspace.manifest import digest
from plangen.workspace.project import OUTPUT

CONVERSIONS = f"{OUTPUT}/.cache"

_DIGITS = 64  # of the digest in front of each file's bytes
_MOST = 300 * 1024 * 1024  # bytes kept; the longest unused go first
_NAME = re.compile(r"(?:edited-)?[0-9a-f]{64}\.[a-z]+")  # of what is kept; other files in the folder are not ours


class Conversions(Struct, frozen=True):
    """Results by key in a folder of the project at `root`.

    The key names everything that a result depends on, so none is ever out of date: a SHA-256 in hexadecimal digits,
    perhaps behind `edited-`. A folder that is a link, or lies behind one, is not used.
    """

    root: Path
    place: str = CONVERSIONS

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self.root / self.place

    def get(self, key: str, kind: str) -> bytes | None:
        """What was kept, None where there is nothing or only a damaged remainder."""
        path = self._path(key, kind)
        if not self._is_usable(path):
            return None
        try:
            raw = read_plain(path)
        except OSError:
            return None
        head, kept = raw[:_DIGITS], raw[_DIGITS:]
        if head != digest(kept).encode():
            return None
        with suppress(OSError):
            os.utime(path)  # used today
        return kept

    def put(self, key: str, kind: str, raw: bytes) -> None:
        """Keep it where that is possible; the folder stays below its limit."""
        self.put_all(kind, [(key, raw)])

    def put_all(self, kind: str, results: Iterable[tuple[str, bytes]]) -> None:
        """The same of many results, each with its key: the folder is looked through once."""
        with suppress(OSError):  # the results are at hand; only the next run pays for them again
            for key, raw in results:
                path = self._path(key, kind)
                if self._is_usable(path):
                    write_whole(path, digest(raw).encode() + raw, lasting=False)
            self._prune()

    def _path(self, key: str, kind: str) -> Path:
        return self.folder / f"{key}.{kind}"

    def _is_usable(self, path: Path) -> bool:
        return bool(_NAME.fullmatch(path.name)) and is_inside(self.root, path)

    def _prune(self) -> None:
        files = sorted(self._files(), reverse=True)
        total = 0
        for _, size, path in files:
            total += size
            if total > _MOST and self._is_usable(path):
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """Those of our own making: when they were used last, and their size."""
        if not is_inside(self.root, self.folder / "any"):
            return
        for path in self.folder.iterdir():
            with suppress(OSError):
                found = path.lstat()
                if _NAME.fullmatch(path.name) and stat.S_ISREG(found.st_mode):
                    yield found.st_mtime_ns, found.st_size, path


class Unchanged(Conversions, frozen=True):
    """The same, of a run that writes nothing: what was kept before is used, nothing is added."""

    def put_all(self, kind: str, results: Iterable[tuple[str, bytes]]) -> None:
        """Nothing is kept."""


def decoded(kept: bytes | None, names: Collection[str]) -> dict[str, str] | None:
    """A text for each of these names, as it was kept in JSON; None for whatever else it is, which is made again."""
    if kept is None:
        return None
    try:
        found = msgspec.json.decode(kept, type=dict[str, str])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found if found.keys() == set(names) else None


def decoded_widths(kept: bytes | None) -> dict[str, float] | None:
    """A number for each name, as it was kept in JSON; None for whatever else it is."""
    if kept is None:
        return None
    try:
        return msgspec.json.decode(kept, type=dict[str, float])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None

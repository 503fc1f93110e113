"""What was made of a file at some cost, kept for the next time. Safe to delete: it is made again."""

import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from plangen.errors import EnvironmentProblem
from plangen.workspace.atomic import write_atomically
from plangen.workspace.manifest import digest
from plangen.workspace.project import OUTPUT

CONVERSIONS = f"{OUTPUT}/.cache"

_DIGITS = 64  # of the digest in front of each file's bytes
_MOST = 300 * 1024 * 1024  # bytes kept; the longest unused go first


class Conversions(Struct, frozen=True):
    """A folder of results by key. The key names everything that a result depends on, so none is ever out of date."""

    folder: Path
    _known: dict[Path, tuple[int, int]] = field(default_factory=dict)  # time of use and size of each file, once listed

    def get(self, key: str, kind: str) -> bytes | None:
        """What was kept, None where there is nothing or only a damaged remainder."""
        path = self._path(key, kind)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        head, kept = raw[:_DIGITS], raw[_DIGITS:]
        if head != digest(kept).encode():
            return None
        with suppress(OSError):
            os.utime(path)  # used today
            if path in self._known:
                self._note(path)
        return kept

    def put(self, key: str, kind: str, raw: bytes) -> None:
        """Keep it where that is possible; the folder, which is listed once, stays below its limit."""
        path = self._path(key, kind)
        with suppress(EnvironmentProblem, OSError):  # the result is at hand; only the next run pays for it again
            write_atomically(path, digest(raw).encode() + raw)
            if not self._known:
                self._list()
            self._note(path)
            self._prune()

    def _path(self, key: str, kind: str) -> Path:
        return self.folder / f"{key}.{kind}"

    def _prune(self) -> None:
        total = sum(size for _, size in self._known.values())
        for path, (_, size) in sorted(self._known.items(), key=lambda each: each[1]):
            if total <= _MOST:
                return
            with suppress(OSError):
                path.unlink()
            del self._known[path]
            total -= size

    def _list(self) -> None:
        for path in self.folder.iterdir():
            with suppress(OSError):
                self._note(path)

    def _note(self, path: Path) -> None:
        found = path.stat()
        self._known[path] = found.st_mtime_ns, found.st_size

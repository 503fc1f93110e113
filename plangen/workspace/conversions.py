"""What was made of a file at some cost, kept for the next time. Safe to delete: it is made again."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

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
        return kept

    def put(self, key: str, kind: str, raw: bytes) -> None:
        """Keep it where that is possible; the folder stays below its limit."""
        self.put_all(kind, [(key, raw)])

    def put_all(self, kind: str, results: Iterable[tuple[str, bytes]]) -> None:
        """The same of many results, each with its key: the folder is looked through once."""
        with suppress(EnvironmentProblem, OSError):  # the results are at hand; only the next run pays for them again
            for key, raw in results:
                write_atomically(self._path(key, kind), digest(raw).encode() + raw)
            self._prune()

    def _path(self, key: str, kind: str) -> Path:
        return self.folder / f"{key}.{kind}"

    def _prune(self) -> None:
        files = sorted(self._sizes(), reverse=True)
        total = 0
        for _, size, path in files:
            total += size
            if total > _MOST:
                with suppress(OSError):
                    path.unlink()

    def _sizes(self) -> Iterator[tuple[int, int, Path]]:
        for path in self.folder.iterdir():
            with suppress(OSError):
                found = path.stat()
                yield found.st_mtime_ns, found.st_size, path

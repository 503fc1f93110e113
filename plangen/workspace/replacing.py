"""Files that a command writes where it is told to: made again as often as asked, never over anything of the user's.

A file is plangen's own as long as it holds, byte for byte, what plangen wrote there. A register in the project
remembers that by hash, as the manifest does for the dossier; whatever is not in it counts as the user's: an edited
file, one from elsewhere, and with the register gone every file, which errs on the safe side.
"""

import itertools
import os
import stat
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from plangen.account import note_changed
from plangen.disk.inside import is_inside, prove_inside, read_plain, territory
from plangen.disk.whole import sweep, write_whole
from plangen.errors import LeadsOut, PageTaken, RedlineTaken, SheetTaken, TableTaken
from plangen.workspace.atomic import trouble, write_atomically
from plangen.workspace.manifest import digest
from plangen.workspace.naming import worded_name
from plangen.workspace.project import OUTPUT

REGISTER = f"{OUTPUT}/.written"
_LARGEST = 64 * 1024 * 1024  # bytes of the register; a million files come not near

Taken = type[PageTaken | RedlineTaken | SheetTaken | TableTaken]


def is_replaceable(path: Path, raw: bytes, is_ours: Callable[[bytes], bool]) -> bool:
    """Whether `raw` may be put at `path`: nothing stands there, or just that, or what `is_ours` and may be written."""
    try:
        old = read_plain(path)
        return old == raw or (bool(path.stat().st_mode & stat.S_IWUSR) and is_ours(old))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:  # a folder, a link, or what may not even be read
        return False


def is_free(path: Path) -> bool:
    """Whether nothing stands there, not even a link that leads to nothing."""
    return not os.path.lexists(path)


def free_beside(path: Path, word: str, may_take: Callable[[Path], bool] = is_free) -> Path:
    """A name beside `path` that may be taken: 甲（手工修改）.docx, 甲（手工修改2）.docx …"""
    numbers = itertools.chain([""], map(str, itertools.count(2)))
    names = (path.with_name(worded_name(path.name, f"{word}{number}")) for number in numbers)
    return next(name for name in names if may_take(name))


def write_unless_taken(path: Path, raw: bytes, taken: Taken, is_ours: Callable[[bytes], bool], *, within: Path) -> None:
    """Write `raw` to `path`, which lies below `within`.

    Raises:
        UsageProblem: `taken` where something stands there that may not be replaced.
        EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    prove_inside(within, path)
    if not is_replaceable(path, raw, is_ours):
        raise taken(path=str(path))
    write_atomically(path, raw, within=within)


class OwnFiles(Struct, frozen=True):
    """What plangen wrote for the project at `root` beside its dossier: which bytes to which place."""

    root: Path

    def knows(self, path: Path, raw: bytes) -> bool:
        """Whether plangen wrote just these bytes to `path`."""
        return self._mark(path, raw) in self._marks()

    def may_replace(self, path: Path, raw: bytes) -> bool:
        """Whether `raw` may be put at `path` without anything of the user's being lost."""
        return is_replaceable(path, raw, lambda old: self.knows(path, old))

    def write(self, path: Path, raw: bytes, taken: Taken) -> None:
        """Write `raw` to `path` and remember it.

        Raises:
            UsageProblem: `taken` where something stands there that is not plangen's own.
            EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
        """
        within = territory(self.root, path)
        write_unless_taken(path, raw, taken, lambda old: self.knows(path, old), within=within)
        self.note(path, raw)

    def write_aside(self, path: Path, raw: bytes, word: str) -> Path | None:
        """Write `raw` to `path` and remember it; what stood there and is not plangen's own is kept under another name.

        That name, with `word` in it, is returned; None where nothing had to be kept.

        Raises:
            EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
        """
        within, kept = territory(self.root, path), None
        prove_inside(within, path)
        if not self.may_replace(path, raw):
            try:
                kept = path.rename(free_beside(path, word))
                note_changed(kept)
            except OSError as error:
                raise trouble(error)(path=str(path)) from error
        write_atomically(path, raw, within=within)
        self.note(path, raw)
        return kept

    def write_next(self, path: Path, raw: bytes, word: str) -> Path:
        """Write `raw` beside `path` under the first name with `word` in it that may be taken, and remember it.

        Raises:
            EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
        """
        goal = free_beside(path, word, lambda name: self.may_replace(name, raw))
        write_atomically(goal, raw, within=territory(self.root, goal))
        self.note(goal, raw)
        return goal

    def note(self, path: Path, raw: bytes) -> None:
        """Remember that `path` holds what plangen wrote; where that cannot be kept, the file counts as the user's."""
        mark, file = self._mark(path, raw), self.root / REGISTER
        if is_inside(self.root, file):
            sweep([file.parent])
        if mark in self._marks():
            return
        try:
            prove_inside(self.root, file)
            old = read_plain(file, _LARGEST) if not is_free(file) else b""
            write_whole(file, old + f"{mark}\n".encode())
        except (OSError, LeadsOut):  # a project that is only read, or whose output/ is elsewhere
            return

    def _mark(self, path: Path, raw: bytes) -> str:
        """One hash of place and bytes; the place from the project where it lies within, so that both may move."""
        place, root = path.parent.resolve() / path.name, self.root.resolve()
        shown = place.relative_to(root) if place.is_relative_to(root) else place
        return digest(f"{shown.as_posix()}\0{digest(raw)}".encode())

    def _marks(self) -> frozenset[str]:
        try:
            return frozenset(read_plain(self.root / REGISTER, _LARGEST).decode("ascii", "replace").splitlines())
        except OSError:
            return frozenset()

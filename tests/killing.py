"""Acts that die by SIGKILL before one file operation after another, and what is there afterwards.

As a program, `python -m tests.killing ACT FOLDER WORK EVERY kill`: it copies the folder as often as it kills the act in
the copy, and writes what it found as JSON. Each act runs in a fork, so that all of them share what was imported once.
"""

import datetime
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from plangen.workspace.conversions import CONVERSIONS
from tests.typesetter import printing_with, typesetter

ROOT = Path(__file__).parents[1]
_MOST = 2000  # operations of one act
_OPERATIONS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
_AT_ONCE = {"issue"}  # acts that write several files which are there together or not at all
_PASSING = {
    ".lock",
    ".new",
    ".changing.json",
}  # names of our own that are no leftovers: the lock stays, the stage goes with the next run


@dataclass
class Tally:
    """What came of killing one act before each of its operations."""

    kills: int = 0
    half: list[str] = field(default_factory=list)  # files that were neither old nor new after the kill
    differs: list[str] = field(default_factory=list)  # files that are not as they should be after the next run
    leftovers: list[str] = field(default_factory=list)  # what is still there then
    found: int = 0  # kills that left something of our own making


def kill_each(act: str, folder: Path, work: Path, *, every: int = 1) -> Tally:
    """Kill `act` in a copy of `folder` before each operation, or each `every`th, in a process of its own."""
    return _tried(act, folder, work, every, "kill")


def starve_each(act: str, folder: Path, work: Path) -> Tally:
    """Let the disk be full from each of the files on that `act` opens to write: what is there then is old or new."""
    return _tried(act, folder, work, 1, "starve")


def _tried(act: str, folder: Path, work: Path, every: int, way: str) -> Tally:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.killing", act, str(folder), str(work), str(every), way],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PLANGEN_SOFFICE": "none"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Tally(**json.loads(done.stdout))


def built_folder(root: Path) -> None:
    """A plan with something built, of which one file was edited, and one that is built no more, and one both."""
    (root / "source").mkdir(parents=True, exist_ok=True)
    (root / "source/plan.yaml").write_text("title: 甲\n", encoding="utf-8")
    names = ("01-1.docx", "02-2.docx", "06-x/01-y.docx", "07-gone.docx", "08-gone.docx")
    _publish(root, dict.fromkeys(names, b"old"))
    for name in ("02-2.docx", "08-gone.docx"):
        (root / "output" / name).write_bytes(b"edited")


def _build(root: Path) -> None:
    new = {f"0{number}-{number}.docx": b"new" * number for number in range(1, 4)}
    _publish(root, {**new, "06-x/01-y.docx": b"new"})


def _publish(root: Path, contents: Mapping[str, bytes]) -> None:
    from plangen.workspace.manifest import Manifest, ManifestEntry, digest
    from plangen.workspace.output import locked, old_manifest, publish

    entries = {
        path: ManifestEntry(document="d", title="t", sha256=digest(raw), fingerprint="0" * 12)
        for path, raw in contents.items()
    }
    output = root / "output"
    with locked(output, root=root):
        made = Manifest(plangen="1", plan="p", revision="r", files=entries)
        publish(output, contents, made, old_manifest(output), root=root)


def _keep(root: Path) -> None:
    from plangen.workspace.conversions import Conversions
    from plangen.workspace.output import locked

    with locked(root / "output", root=root):
        Conversions(root).put_all("pdf", [(letter * 64, letter.encode()) for letter in "abc"])


def _approve(root: Path) -> None:
    from plangen.pipeline.notices.approve import WantedApproval, approve_notice

    wanted = WantedApproval(
        notice="kettle-2026/stop-use", stage="draft", by="legal-head", name="张三", date="2026-03-01", result="同意"
    )
    now = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)
    assert approve_notice(root, wanted, now).outcome.findings == ()


@cache
def _printer() -> tuple[object, str]:
    """A program that prints, written before anything is killed or starved."""
    folder = tempfile.TemporaryDirectory()
    return folder, typesetter(Path(folder.name))


def _issue(root: Path) -> None:
    from plangen.model.values import parse_time
    from plangen.pipeline.notices.issue import IssueOrder, issue_notice

    order = IssueOrder(
        notice="kettle-2026/stop-text",
        time="2026-03-02 14:05",
        by="legal-head",
        name="李四",
        now=parse_time("2026-03-31 12:00"),
    )
    with printing_with(_printer()[1]):
        assert issue_notice(root, order).outcome.findings == ()


def _init(root: Path) -> None:
    from plangen.workspace.starter import copy_starter

    copy_starter(root)


def _write(root: Path) -> None:
    from plangen.errors import PageTaken
    from plangen.workspace.replacing import OwnFiles

    OwnFiles(root).write(root / "修订/页.html", b"new", PageTaken)


def _together(root: Path) -> None:
    from plangen.workspace.together import finish, write_together

    finish(root)
    paths = ("source/plan.yaml", "templates/outlines/plan.md")
    old = {path: (root / path).read_bytes() for path in paths}
    write_together(root, {path: (raw, b"new") for path, raw in old.items() if raw != b"new"})


ACTS: Mapping[str, Callable[[Path], None]] = {
    "build": _build,
    "keep": _keep,
    "approve": _approve,
    "issue": _issue,
    "init": _init,
    "write": _write,
    "together": _together,
}


def _killed(act: str, folder: Path, work: Path, every: int) -> Tally:
    tally = Tally()
    whole = work / "whole"
    shutil.copytree(folder, whole, symlinks=True)
    ACTS[act](whole)  # whatever it imports is there for those that are killed
    old, new = _files(folder, act), _files(whole, act)
    for deadly in range(1, _MOST, every):
        here = work / "killed"
        shutil.copytree(folder, here, symlinks=True)
        died = _run(act, here, deadly)
        tally.kills += died
        left = _files(here, act)
        tally.half += [f"{deadly}: {path}" for path, raw in left.items() if raw not in {old.get(path), new.get(path)}]
        tally.half += [f"{deadly}: {path} gone" for path in old.keys() & new.keys() - left.keys()]
        tally.found += bool(_ours(here))
        if died and act in _AT_ONCE:
            tally.half += [f"{deadly}: {path}" for path in _settled(here, old, new)]
        if died:
            assert not _run(act, here, 0)
        after = _files(here, act)
        tally.differs += [f"{deadly}: {path}" for path in new.keys() | after.keys() if new.get(path) != after.get(path)]
        tally.leftovers += [f"{deadly}: {path}" for path in _ours(here)]
        shutil.rmtree(here)
        if not died:
            return tally
    raise AssertionError(act)


def _settled(here: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[str]:
    """The new files that are there after any next command, where not all of them are."""
    from plangen.workspace.together import finish

    finish(here)  # as every command does first
    left = _files(here, "issue")
    return [] if left in (old, new) else sorted(left.keys() - old.keys())


def _starved(act: str, folder: Path, work: Path, _every: int) -> Tally:
    tally = Tally()
    whole = work / "whole"
    shutil.copytree(folder, whole, symlinks=True)
    ACTS[act](whole)
    old, new = _files(folder, act), _files(whole, act)
    for full in range(1, _MOST):
        here = work / "starved"
        shutil.copytree(folder, here, symlinks=True)
        is_through = _run_full(act, here, full)
        tally.kills += not is_through
        left = _files(here, act)
        if left not in (old, new):
            tally.half += [f"{full}: {path}" for path in old.keys() ^ left.keys()]
        assert not _run(act, here, 0)
        after = _files(here, act)
        tally.differs += [f"{full}: {path}" for path in new.keys() | after.keys() if new.get(path) != after.get(path)]
        tally.leftovers += [f"{full}: {path}" for path in _ours(here)]
        shutil.rmtree(here)
        if is_through:
            return tally
    raise AssertionError(act)


def _run_full(act: str, folder: Path, full: int) -> bool:
    """Do it in a process of its own, on a disk that is full from that file on; whether it went through all the same."""
    from plangen.errors import PlangenError

    child = os.fork()
    if child == 0:
        try:
            sys.addaudithook(_Full(full))
            ACTS[act](folder)
        except PlangenError:
            os._exit(3)
        except BaseException as error:  # noqa: BLE001  # the parent must not go on in the child
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, 3}, (act, full, code)
    return code == 0


class _Full:
    """From a file on nothing more can be written; what is open already, and what is renamed or removed, goes on."""

    def __init__(self, full: int) -> None:
        self.full = full
        self.count = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            self.count += 1
            if self.count >= self.full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), arguments[0])


def _run(act: str, folder: Path, deadly: int) -> bool:
    """Do it in a process of its own, which dies before that operation; whether it died."""
    child = os.fork()
    if child == 0:
        try:
            sys.addaudithook(_Watch(deadly))
            ACTS[act](folder)
        except BaseException as error:  # noqa: BLE001  # the parent must not go on in the child
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert died or os.waitstatus_to_exitcode(status) == 0, (act, deadly)
    return died


class _Watch:
    def __init__(self, deadly: int) -> None:
        self.deadly = deadly
        self.count = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            flags = arguments[2]
            counts = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        else:
            counts = event in _OPERATIONS
        if counts:
            self.count += 1
            if self.count == self.deadly:
                os.kill(os.getpid(), signal.SIGKILL)


def _files(root: Path, act: str = "") -> dict[str, bytes]:
    """What is there of the user's, and what is made for him; kept pages are neither where files belong together."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not _is_own(path.relative_to(root))
        if act not in _AT_ONCE or not path.is_relative_to(root / CONVERSIONS)
    }


def _is_own(path: Path) -> bool:
    return any(part in _PASSING or part.startswith(".plangen-") for part in path.parts)


def _ours(root: Path) -> list[str]:
    """What is there of our own making and not finished."""
    found = (path.relative_to(root) for path in root.rglob("*"))
    return [path.as_posix() for path in found if _is_own(path) and path.name != ".lock"]


if __name__ == "__main__":
    name, source, place, step, way = sys.argv[1:]
    trying = {"kill": _killed, "starve": _starved}[way]
    sys.stdout.write(json.dumps(asdict(trying(name, Path(source), Path(place), int(step)))))

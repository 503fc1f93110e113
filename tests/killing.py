"""Acts that die by SIGKILL before one file operation after another, and what is there afterwards.

As a program, `python -m tests.killing ACT FOLDER WORK`: it copies the folder as often as it kills the act in the copy,
and writes what it found as JSON. Each act runs in a fork, so that all of them share what was imported once.
"""

import datetime
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_MOST = 2000  # operations of one act
_OPERATIONS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
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
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.killing", act, str(folder), str(work), str(every)],
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


def _issue(root: Path) -> None:
    from plangen.pipeline.notices.issue import IssueOrder, issue_notice

    order = IssueOrder(notice="kettle-2026/stop-use", time="2026-03-02 14:05")
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
    old, new = _files(folder), _files(whole)
    for deadly in range(1, _MOST, every):
        here = work / "killed"
        shutil.copytree(folder, here, symlinks=True)
        died = _run(act, here, deadly)
        tally.kills += died
        left = _files(here)
        tally.half += [f"{deadly}: {path}" for path, raw in left.items() if raw not in {old.get(path), new.get(path)}]
        tally.half += [f"{deadly}: {path} gone" for path in old.keys() & new.keys() - left.keys()]
        tally.found += bool(_ours(here))
        if died:
            assert not _run(act, here, 0)
        after = _files(here)
        tally.differs += [f"{deadly}: {path}" for path in new.keys() | after.keys() if new.get(path) != after.get(path)]
        tally.leftovers += [f"{deadly}: {path}" for path in _ours(here)]
        shutil.rmtree(here)
        if not died:
            return tally
    raise AssertionError(act)


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


def _files(root: Path) -> dict[str, bytes]:
    """What is there of the user's, and what is made for him."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not _is_own(path.relative_to(root))
    }


def _is_own(path: Path) -> bool:
    return any(part in _PASSING or part.startswith(".plangen-") for part in path.parts)


def _ours(root: Path) -> list[str]:
    """What is there of our own making and not finished."""
    found = (path.relative_to(root) for path in root.rglob("*"))
    return [path.as_posix() for path in found if _is_own(path) and path.name != ".lock"]


if __name__ == "__main__":
    name, source, place, step = sys.argv[1:]
    sys.stdout.write(json.dumps(asdict(_killed(name, Path(source), Path(place), int(step)))))

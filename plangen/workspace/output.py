"""Publishing into output/: all or nothing, and never over something of the user's without keeping it.

New files are first written in full to a hidden folder beside their goal (a full disk or an interruption ends here, with
nothing changed), then moved into place one by one; if a move fails, those already made are taken back. A file that
somebody edited since it was generated is kept beside the new one.
"""

import errno
import functools
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from plangen.account import note_changed, note_restored
from plangen.diagnostics import ERROR, WARNING, Finding, Place, Rule, rule
from plangen.disk.inside import is_link, is_odd, may_lock, open_plain, prove_inside, read_plain, territory
from plangen.disk.whole import is_leftover, make_folder, sweep, sync_file, sync_folder, write_synced
from plangen.errors import Busy, InTheWay, PlangenError
from plangen.stopping import put_off
from plangen.workspace.atomic import trouble
from plangen.workspace.leftovers import sweep_project
from plangen.workspace.manifest import LARGEST, MANIFEST, Manifest, digest, digest_of, parse, render
from plangen.workspace.project import OUTPUT
from plangen.workspace.replacing import free_beside, is_free

_STAGE, _LOCK = ".new", ".lock"

OPEN = rule(
    "F201",
    ERROR,
    title=("输出文件正被占用", "an output file is in use"),
    why=(
        "在 Word、WPS 或 LibreOffice 里打开的文件不能安全地替换，没有保存的内容会丢失",
        "a file that is open in Word, WPS or LibreOffice cannot be replaced safely",
    ),
    message=("文件正在别的程序里打开，没有生成任何文件", "the file is open in another program; nothing was written"),
    hint=(
        "先关闭这个文件再生成；如果已经关闭，请删除同一文件夹里遗留的 {lock}",
        "close it and build again; if it is closed, delete the left-over {lock} beside it",
    ),
)
READ_ONLY = rule(
    "F202",
    ERROR,
    title=("输出文件只读", "an output file is read-only"),
    why=("只读说明有人不希望它被改动", "read-only means that somebody does not want it changed"),
    message=("文件是只读的，没有生成任何文件", "the file is read-only; nothing was written"),
    hint=("取消只读属性，或把它改名、移走后再生成", "make it writable, or rename or move it, then build again"),
)
EDITED = rule(
    "F203",
    WARNING,
    title=("生成的文件被手工修改过", "a generated file was edited by hand"),
    why=(
        "手工修改不会进入源文件，下次生成就不见了；因此先另存一份",
        "an edit by hand does not reach the source and would be lost with the next build, so it is kept aside",
    ),
    message=("文件在生成后被改动过，已另存为“{copy}”", "the file was edited since it was built; kept as “{copy}”"),
    hint=(
        '看改了什么：plangen redline --edited "{copy}"；把改动写进 source/ 或模板，然后删除另存的文件',
        (
            'see what was edited: plangen redline --edited "{copy}"; carry it into source/ or the template, then delete'
            " the copy"
        ),
    ),
)
DAMAGED = rule(
    "F204",
    WARNING,
    title=("生成记录损坏", "the record of what was built is damaged"),
    why=(
        "生成记录写明哪些文件是 plangen 生成的；记录不可信时，一个文件也不能按它改动或者删除",
        "it says which files plangen made; where it cannot be trusted, no file may be changed or removed on its word",
    ),
    message=(
        "记录损坏，或者不是 plangen 写的，没有按它改动任何文件；已另存为“{copy}”",
        "it is damaged or was not written by plangen; nothing was done on its word, and it was kept as “{copy}”",
    ),
    hint=(
        "以前生成、现在不再生成的文件这次没有删除，请自己查看；另存的记录可以删除",
        "files that were built before and are no longer built were left: look through them; the copy may be deleted",
    ),
)
RULES = (OPEN, READ_ONLY, EDITED, DAMAGED)


class Published(Struct, frozen=True, kw_only=True):
    """What a publication did: paths relative to output/."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    copies: Mapping[str, str] = {}  # of what was edited by hand: by path the file where it was kept
    findings: tuple[Finding, ...] = ()  # any error: nothing was written


@contextmanager
def locked(output: Path, *, root: Path) -> Iterator[None]:
    """Hold the folder for one run; the operating system frees it when the process ends, however it ends.

    What killed runs left in the project at `root` and in the folder is taken away.

    Raises:
        EnvironmentProblem: Busy while another run holds it; Unwritable where it cannot be made; LeadsOut, InTheWay.
    """
    from filelock import FileLock, Timeout

    lock = prove_inside(territory(root, output / _LOCK), output / _LOCK)
    try:
        make_folder(output)
        if not may_lock(lock):
            raise InTheWay(path=str(lock))
        with FileLock(lock, timeout=0):
            sweep_project(root)
            sweep([output])
            yield
    except Timeout as error:
        raise Busy(path=str(output)) from error
    except OSError as error:
        raise trouble(error)(path=str(error.filename or output)) from error


def is_own(name: str) -> bool:
    """Whether a file or folder in the folder is called as only those are that hold it, or that a killed run left."""
    return name in {_STAGE, _LOCK} or is_leftover(name)


def old_manifest(output: Path) -> Manifest | None:
    """What the last build recorded, None before the first one."""
    return _read(output / MANIFEST)


def publish(
    output: Path, contents: Mapping[str, bytes], manifest: Manifest, old: Manifest | None, *, root: Path
) -> Published:
    """Make the folder hold exactly these files beside whatever is the user's; the manifest goes last.

    Files of `old` that `manifest` no longer names are removed; an edited one stays under the name of its copy.

    Raises:
        EnvironmentProblem: DiskFull, Unwritable, InTheWay, LeadsOut.
    """
    goal = _Goal(output, territory(root, output / MANIFEST))
    ours = _ours(goal, old)
    present = {path: _hash(goal.of(path)) for path in {*contents, *ours, MANIFEST}}
    unchanged = tuple(path for path, raw in contents.items() if present[path] == digest(raw))
    changed = [path for path in contents if path not in unchanged]
    gone = [path for path in sorted(ours.keys() - manifest.files.keys()) if present[path] is not None]
    touched = (*changed, *gone)
    if blocked := tuple(filter(None, map(functools.partial(_blocked, output), touched))):
        return Published(findings=blocked)
    copies = _copies(output, touched, present, ours)
    aside = _aside(output, present[MANIFEST])
    contents = {path: contents[path] for path in changed}
    _replace_all(goal, contents, render(manifest), {**copies, **aside}, gone)
    return Published(
        written=tuple(changed),
        unchanged=unchanged,
        removed=tuple(gone),
        copies=copies,
        findings=(*_kept(output, copies, EDITED), *_kept(output, aside, DAMAGED)),
    )


class _Goal(Struct, frozen=True):
    """The folder that is published into, and the one from which the way to each file is proved."""

    output: Path
    within: Path

    def of(self, path: str) -> Path:
        """Where a file goes, shown at this moment to be inside, with nothing odd in its place."""
        goal = prove_inside(self.within, self.output / path)
        if is_odd(goal):
            raise InTheWay(path=str(goal))
        return goal


def _copies(
    output: Path, paths: Iterable[str], present: Mapping[str, str | None], ours: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """Those of the files that somebody edited, each with the name under which it is to be kept."""
    edited = [path for path in paths if present[path] and present[path] not in ours.get(path, ())]
    return {path: _copy(output, path, "手工修改") for path in edited}


def _aside(output: Path, present: str | None) -> dict[str, str]:
    """A manifest that is not ours, with the name under which it is to be kept."""
    is_ours = present is None or old_manifest(output) is not None
    return {} if is_ours else {MANIFEST: _copy(output, MANIFEST, "损坏")}


def _copy(output: Path, path: str, word: str) -> str:
    """The name to keep a file under: one that is free, or the one where a run that was killed kept just this."""
    found = _hash(output / path)
    beside = free_beside(
        output / path, word, lambda name: is_free(name) or (found == _hash(name) and not is_link(name))
    )
    return beside.relative_to(output).as_posix()


def _kept(output: Path, copies: Mapping[str, str], rule: Rule) -> tuple[Finding, ...]:
    """A word for each file that was kept, with its new name."""
    shown = shown_folder(output)
    return tuple(
        Finding(rule=rule, at=Place(file=f"{shown}/{path}"), values={"copy": f"{shown}/{copy}"})
        for path, copy in copies.items()
    )


def _ours(goal: _Goal, old: Manifest | None) -> dict[str, set[str]]:
    """The hashes that plangen itself gave each file: by the last build, or by one that was killed half-way."""
    hashes: dict[str, set[str]] = {}
    stage = goal.output / _STAGE
    for manifest in (old, None if is_link(stage) else _read(stage / MANIFEST)):
        for path, entry in manifest.files.items() if manifest else ():
            hashes.setdefault(path, set()).add(entry.sha256)
    return hashes


def _read(path: Path) -> Manifest | None:
    try:
        return parse(read_plain(path, LARGEST))
    except (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        return None


def _hash(path: Path) -> str | None:
    """Of the file's bytes, None where there is none; a link has one that nothing of ours equals."""
    try:
        if is_link(path):
            return f"link to {path.readlink()}"
        with open_plain(path) as file:
            return digest_of(file)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _blocked(output: Path, path: str) -> Finding | None:
    """Why the file may not be replaced, if so."""
    goal = output / path
    if is_link(goal) or not goal.exists():
        return None
    at = Place(file=f"{shown_folder(output)}/{path}")
    if not goal.stat().st_mode & stat.S_IWUSR:
        return Finding(rule=READ_ONLY, at=at)
    locks = (f"~${goal.name}", f"~${goal.name[2:]}", f".~lock.{goal.name}#")  # Word drops two letters of long names
    lock = next((name for name in locks if os.path.lexists(goal.with_name(name))), "")
    if lock:
        return Finding(rule=OPEN, at=at, values={"lock": lock})
    try:
        with goal.open("r+b"):
            return None
    except PermissionError:
        return Finding(rule=OPEN, at=at, values={"lock": f"~${goal.name}"})


def shown_folder(output: Path) -> str:
    """How messages call the folder: output, output/packets, else by its own name."""
    return f"{OUTPUT}/{output.name}" if output.parent.name == OUTPUT else output.name


def _replace_all(
    goal: _Goal, contents: Mapping[str, bytes], manifest: bytes, copies: Mapping[str, str], gone: list[str]
) -> None:
    output, stage = goal.output, goal.output / _STAGE
    goals = [*contents, MANIFEST]
    try:
        _clear(stage)  # left by a build that was killed
        make_folder(stage)
        for path, raw in {**contents, MANIFEST: manifest}.items():
            make_folder((stage / "in" / path).parent)
            write_synced(stage / "in" / path, raw)
        for path in (*goals, *gone):
            if not is_free(output / path):
                _keep(output / path, stage / "out" / path, lasting=False)
        for path, copy in copies.items():
            if is_free(output / copy):
                _keep(output / path, stage / "copy", lasting=True)
                (stage / "copy").replace(goal.of(copy))
                note_changed(output / copy)
                sync_folder((output / copy).parent)
        write_synced(stage / MANIFEST, manifest)
        sync_folder(stage)  # from here a killed build is recognised by the next one
        with put_off():  # the moves take milliseconds and must not be left half-made
            _swap(goal, stage, goals, gone)
    except OSError as error:
        problem = trouble(error)
        obstacle = error.filename2 or error.filename if problem is InTheWay else None
        raise problem(path=str(obstacle or output)) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _clear(stage: Path) -> None:
    """Take away our own folder; where a link bears its name, the link."""
    if is_link(stage):
        stage.unlink()
    elif stage.is_dir():
        shutil.rmtree(stage)


def _keep(old: Path, new: Path, *, lasting: bool) -> None:
    """A file once more, and a link as a link, so that nothing from elsewhere comes in."""
    make_folder(new.parent)
    shutil.copyfile(old, new, follow_symlinks=False)
    if lasting and not is_link(new):
        sync_file(new)


def _swap(goal: _Goal, stage: Path, goals: list[str], gone: list[str]) -> None:
    """Each move is atomic: at any moment every file is either the old or the new one, whole."""
    done: list[str] = []
    try:
        for path in gone:
            done.append(path)
            goal.of(path).unlink()
            note_changed(goal.output / path)
        for path in goals:  # the manifest last: until then the old one names what is to go
            make_folder(goal.of(path).parent)
            done.append(path)
            (stage / "in" / path).replace(goal.of(path))
            note_changed(goal.output / path)
    except (OSError, PlangenError):
        for path in reversed(done):
            if not is_free(stage / "out" / path):
                (stage / "out" / path).replace(goal.output / path)
            else:
                (goal.output / path).unlink(missing_ok=True)
            note_restored(goal.output / path)
        raise
    for folder in {(goal.output / path).parent for path in (*goals, *gone)}:
        sync_folder(folder)

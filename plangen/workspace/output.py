"""Publishing into output/: all or nothing, and never over something of the user's without keeping it.

New files are first written in full to a hidden folder beside their goal (a full disk or an interruption ends here, with
nothing changed), then moved into place one by one; if a move fails, those already made are taken back. A file that
somebody edited since it was generated is kept beside the new one.
"""

import functools
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import ERROR, WARNING, Finding, Place, rule
from plangen.errors import Busy, InTheWay
from plangen.stopping import put_off
from plangen.workspace.atomic import trouble
from plangen.workspace.manifest import MANIFEST, Manifest, digest, parse, render
from plangen.workspace.project import OUTPUT
from plangen.workspace.replacing import free_beside

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
RULES = (OPEN, READ_ONLY, EDITED)


class Published(Struct, frozen=True, kw_only=True):
    """What a publication did: paths relative to output/."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    copies: Mapping[str, str] = {}  # of what was edited by hand: by path the file where it was kept
    findings: tuple[Finding, ...] = ()  # any error: nothing was written


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the folder for one build; the operating system frees it when the process ends, however it ends.

    Raises:
        EnvironmentProblem: Busy while another build holds it; Unwritable where it cannot be made.
    """
    from filelock import FileLock, Timeout

    try:
        output.mkdir(parents=True, exist_ok=True)
        with FileLock(output / _LOCK, timeout=0):
            yield
    except Timeout as error:
        raise Busy(path=str(output)) from error
    except OSError as error:
        raise trouble(error)(path=str(error.filename or output)) from error


def old_manifest(output: Path) -> Manifest | None:
    """What the last build recorded, None before the first one."""
    return _read(output / MANIFEST)


def publish(output: Path, contents: Mapping[str, bytes], manifest: Manifest, old: Manifest | None) -> Published:
    """Make the folder hold exactly these files beside whatever is the user's; the manifest goes last.

    Files of `old` that `manifest` no longer names are removed; an edited one stays under the name of its copy.

    Raises:
        EnvironmentProblem: DiskFull, Unwritable.
    """
    ours = _ours(output, old)
    present = {path: _hash(output / path) for path in {*contents, *ours}}
    unchanged = tuple(path for path, raw in contents.items() if present[path] == digest(raw))
    changed = [path for path in contents if path not in unchanged]
    gone = [path for path in sorted(ours.keys() - manifest.files.keys()) if present[path] is not None]
    touched = (*changed, *gone)
    if blocked := tuple(filter(None, map(functools.partial(_blocked, output), touched))):
        return Published(findings=blocked)
    copies = _copies(output, touched, present, ours)
    _replace_all(output, {path: contents[path] for path in changed}, render(manifest), copies, gone)
    return Published(
        written=tuple(changed),
        unchanged=unchanged,
        removed=tuple(gone),
        copies=copies,
        findings=_kept(output, copies),
    )


def _copies(
    output: Path, paths: Iterable[str], present: Mapping[str, str | None], ours: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """Those of the files that somebody edited, each with the name under which it is to be kept."""
    edited = [path for path in paths if present[path] and present[path] not in ours.get(path, ())]
    return {path: free_beside(output / path, "手工修改").relative_to(output).as_posix() for path in edited}


def _kept(output: Path, copies: Mapping[str, str]) -> tuple[Finding, ...]:
    """A word for each file that somebody edited, with the name under which it was kept."""
    shown = shown_folder(output)
    return tuple(
        Finding(rule=EDITED, at=Place(file=f"{shown}/{path}"), values={"copy": f"{shown}/{copy}"})
        for path, copy in copies.items()
    )


def _ours(output: Path, old: Manifest | None) -> dict[str, set[str]]:
    """The hashes that plangen itself gave each file: by the last build, or by one that was killed half-way."""
    hashes: dict[str, set[str]] = {}
    for manifest in (old, _read(output / _STAGE / MANIFEST)):
        for path, entry in manifest.files.items() if manifest else ():
            hashes.setdefault(path, set()).add(entry.sha256)
    return hashes


def _read(path: Path) -> Manifest | None:
    try:
        return parse(path.read_bytes())
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _hash(path: Path) -> str | None:
    """Of the file's bytes, None where there is none; a folder in its place has one that nothing equals."""
    try:
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        return ""


def _blocked(output: Path, path: str) -> Finding | None:
    """Why the file may not be replaced, if so."""
    goal = output / path
    if not goal.exists():
        return None
    at = Place(file=f"{shown_folder(output)}/{path}")
    if not goal.stat().st_mode & stat.S_IWUSR:
        return Finding(rule=READ_ONLY, at=at)
    locks = (f"~${goal.name}", f"~${goal.name[2:]}", f".~lock.{goal.name}#")  # Word drops two letters of long names
    lock = next((name for name in locks if goal.with_name(name).exists()), "")
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
    output: Path, contents: Mapping[str, bytes], manifest: bytes, copies: Mapping[str, str], gone: list[str]
) -> None:
    stage = output / _STAGE
    goals = [*contents, MANIFEST]
    try:
        shutil.rmtree(stage, ignore_errors=True)  # left by a build that was killed
        for path, raw in {**contents, MANIFEST: manifest}.items():
            _write(stage / "in" / path, raw)
        for path in (*goals, *gone):
            if (output / path).exists():
                _write(stage / "out" / path, (output / path).read_bytes())
        for path, copy in copies.items():
            _write(stage / "copy", (output / path).read_bytes())
            (stage / "copy").replace(output / copy)
        _write(stage / MANIFEST, manifest)  # from here a killed build is recognised by the next one
        with put_off():  # the moves take milliseconds and must not be left half-made
            _swap(output, stage, goals, gone)
    except OSError as error:
        problem = trouble(error)
        obstacle = error.filename2 or error.filename if problem is InTheWay else None
        raise problem(path=str(obstacle or output)) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _swap(output: Path, stage: Path, goals: list[str], gone: list[str]) -> None:
    """Each move is atomic: at any moment every file is either the old or the new one, whole."""
    done: list[str] = []
    try:
        for path in goals:
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            done.append(path)
            (stage / "in" / path).replace(output / path)
        for path in gone:
            done.append(path)
            (output / path).unlink()
    except OSError:
        for path in reversed(done):
            if (stage / "out" / path).exists():
                (stage / "out" / path).replace(output / path)
            else:
                (output / path).unlink(missing_ok=True)
        raise


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)

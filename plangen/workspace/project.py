"""A project on disk: its root, its source and template files as bytes."""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import ERROR, WARNING, Finding, Place, Rule, rule, words
from plangen.disk.inside import is_link
from plangen.errors import NoFolder, NoProject
from plangen.model.plan_files import FOLDERS, canonical_digest, is_conflict_copy, is_of_plan, is_read

SOURCE, TEMPLATES, OUTPUT = "source", "templates", "output"

_BLOCK = 1024 * 1024  # bytes
_LIMIT = 64 * 1024 * 1024  # no honest source or template comes near; readers set their own, lower limits

UNREADABLE = rule(
    "F101",
    ERROR,
    title=("文件无法读取", "a file cannot be read"),
    why=(
        "读不到的文件等于缺了一部分计划，生成的文件会不完整",
        "a file that cannot be read is a missing part of the plan",
    ),
    message=("无法读取文件：{reason}", "the file cannot be read: {reason}"),
    hint=(
        "检查文件权限，或关闭正在占用它的程序后重试",
        "check the file's permissions, or close the program that holds it",
    ),
)
TOO_LARGE = rule(
    "F102",
    ERROR,
    title=("文件过大", "a file is too large"),
    why=("过大的文件多半是误放进来的", "a file this large is most likely here by mistake"),
    message=(
        "文件有 {megabytes} MB，超过 64 MB，未读取",
        "the file has {megabytes} MB, more than 64 MB, and was not read",
    ),
    hint=("把它移出项目文件夹", "move it out of the project folder"),
)
LINKED = rule(
    "F103",
    ERROR,
    title=("文件夹是一个链接", "a folder is a link"),
    why=(
        "链接通到的文件夹可能在别处，也不会记入修订版本，因此不读取；当作空文件夹会缺掉一部分计划",
        (
            "a linked folder may lie anywhere and does not become part of a revision, so it is not read; taken for"
            " empty, a part of the plan would be missing"
        ),
    ),
    message=("文件夹是一个链接，里面的文件没有读取", "the folder is a link, and the files in it were not read"),
    hint=(
        "删除链接，换成真正的文件夹，把文件放进去",
        "delete the link and put a real folder with the files in its place",
    ),
)
CONFLICT_COPY = rule(
    "F104",
    WARNING,
    title=("同步软件留下的冲突副本", "a conflict copy of a synchroniser"),
    why=(
        "两个人改了同一个文件，同步软件把其中一份另存；不合并，其中一个人的修改就丢失了",
        (
            "two people changed one file, and the synchroniser kept one of the two aside: unless they are merged, what"
            " one of them did is lost"
        ),
    ),
    message=("这是同步软件另存的冲突副本，没有读取", "the synchroniser kept this copy aside; it was not read"),
    hint=(
        "与原来的文件对照，把需要的修改合并过去，再删除这个副本",
        "compare it with the original, take over what is needed, and delete the copy",
    ),
)
RULES = (UNREADABLE, TOO_LARGE, LINKED, CONFLICT_COPY)

_REASONS = {
    PermissionError: words("没有读取权限", "permission denied"),
    IsADirectoryError: words("它是一个文件夹", "it is a folder"),
    FileNotFoundError: words("链接指向的文件不存在", "the link points to nothing"),
}
_NO_FILE = words("它不是普通文件", "it is no ordinary file")


class Files(Struct, frozen=True, kw_only=True):
    """The bytes of a project's files by path relative to its root, with forward slashes, in order."""

    contents: dict[str, bytes]
    findings: tuple[Finding, ...]
    beside: tuple[
        str, ...
    ] = ()  # the paths of what belongs to the plan and is not read, where the folder was looked at

    def under(self, folder: str) -> dict[str, bytes]:
        """The files below a folder of the project, by path relative to the project."""
        return {path: raw for path, raw in self.contents.items() if path.startswith(folder + "/")}


def is_project(folder: Path) -> bool:
    """Whether a plan lies in this folder."""
    return (folder / SOURCE).is_dir() and ((folder / TEMPLATES).is_dir() or (folder / SOURCE / "plan.yaml").exists())


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `source/`.

    Raises:
        UsageProblem: NoFolder where `start` is none, NoProject where there is no `source/`.
    """
    here = start.resolve()
    if not here.is_dir():
        raise NoFolder(path=str(start))
    for folder in (here, *here.parents):
        if is_project(folder):
            return folder
    raise NoProject(path=str(here))


def read_files(root: Path) -> Files:
    """Every source and template file that plangen reads; what hides, or was left by other programs, is left aside."""
    contents: dict[str, bytes] = {}
    findings: list[Finding] = []
    beside: list[str] = []
    for top in FOLDERS:
        for name, path in _walk(root, top, findings):
            if is_conflict_copy(name):
                findings.append(_finding(CONFLICT_COPY, name))
            if not is_read(name):
                beside += [name] if is_of_plan(name) else []
                continue
            if _is_odd(path):
                findings.append(_finding(UNREADABLE, name, reason=_NO_FILE))
                continue
            try:
                size = path.stat().st_size
                if size > _LIMIT:
                    findings.append(_finding(TOO_LARGE, name, megabytes=size // 1024 // 1024))
                    continue
                contents[name] = path.read_bytes()
            except OSError as error:
                findings.append(_unreadable(name, error))
    return Files(contents=contents, findings=tuple(findings), beside=tuple(beside))


def digest_files(root: Path, files: Files) -> Mapping[str, str]:
    """The digest of every file of the plan by path: of what was read, and of pictures and notes beside it.

    Raises:
        OSError: where one of these cannot be read.
    """
    found = {path: canonical_digest(raw) for path, raw in files.contents.items()}
    for top in FOLDERS:
        for name, path in _walk(root, top, []):
            if is_of_plan(name) and not is_read(name) and stat.S_ISREG(path.lstat().st_mode):
                found[name] = _streamed(path)
    return found


def _streamed(path: Path) -> str:
    """The canonical digest of a file that may be a large picture; a text is small enough to be read at once."""
    with path.open("rb") as file:
        first = file.read(_BLOCK)
        if b"\0" not in first:
            return canonical_digest(first + file.read())
        value = hashlib.sha256(first)
        while block := file.read(_BLOCK):
            value.update(block)
    return value.hexdigest()


def _walk(root: Path, top: str, findings: list[Finding]) -> list[tuple[str, Path]]:
    """The files below a folder of the project, with their paths from the project; a folder that is not read is said."""
    found: list[tuple[str, Path]] = []

    def shown(path: str) -> str:
        return Path(path).relative_to(root).as_posix()

    def unread(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            findings.append(_unreadable(shown(error.filename), error))

    for base, folders, names in os.walk(root / top, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        findings += (_finding(LINKED, shown(f"{base}/{name}")) for name in folders if is_link(Path(base, name)))
        kept = sorted(name for name in names if not name.startswith((".", "~$")))
        found += ((f"{shown(base)}/{name}", Path(base, name)) for name in kept)
    return found


def _unreadable(name: str, error: OSError) -> Finding:
    reason = _REASONS.get(type(error), words(error.strerror or "?", error.strerror or "?"))
    return _finding(UNREADABLE, name, reason=reason)


def _is_odd(path: Path) -> bool:
    """A socket, pipe or device, also behind a link: reading it could hang."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # the reader reports it
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _finding(rule: Rule, file: str, **values: object) -> Finding:
    return Finding(rule=rule, at=Place(file=file), values=values)

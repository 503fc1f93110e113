"""A project on disk: its root, its source and template files as bytes."""

import os
import stat
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plangen.diagnostics import ERROR, Finding, Place, Rule, rule, words
from plangen.errors import NoFolder, NoProject

SOURCE, TEMPLATES, OUTPUT = "source", "templates", "output"

_WANTED = {SOURCE: (".yaml", ".yml"), TEMPLATES: (".docx", ".yaml", ".docm", ".doc", ".dotx")}
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
RULES = (UNREADABLE, TOO_LARGE)

_REASONS = {
    PermissionError: words("没有读取权限", "permission denied"),
    IsADirectoryError: words("它是一个文件夹", "it is a folder"),
    FileNotFoundError: words("链接指向的文件不存在", "the link points to nothing"),
}


class Files(Struct, frozen=True, kw_only=True):
    """The bytes of a project's files by path relative to its root, with forward slashes, in order."""

    contents: dict[str, bytes]
    findings: tuple[Finding, ...]

    def under(self, folder: str) -> dict[str, bytes]:
        """The files below a folder of the project, by path relative to the project."""
        return {path: raw for path, raw in self.contents.items() if path.startswith(folder + "/")}


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `source/`.

    Raises:
        UsageProblem: NoFolder where `start` is none, NoProject where there is no `source/`.
    """
    here = start.resolve()
    if not here.is_dir():
        raise NoFolder(path=str(start))
    for folder in (here, *here.parents):
        if (folder / SOURCE).is_dir() and ((folder / TEMPLATES).is_dir() or (folder / SOURCE / "plan.yaml").exists()):
            return folder
    raise NoProject(path=str(here))


def is_wanted(path: str) -> bool:
    """Whether a file of this path, relative to the project, is a source or a template, and not hidden or a lock."""
    top, *rest = path.split("/")
    hidden = any(part.startswith(".") for part in rest) or rest[-1:] == [] or rest[-1].startswith("~$")
    return top in _WANTED and not hidden and PurePosixPath(path).suffix.lower() in _WANTED[top]


def read_files(root: Path) -> Files:
    """Every source and template file, hidden files and Office's lock files (`~$…`) left aside."""
    contents: dict[str, bytes] = {}
    findings: list[Finding] = []
    for top in _WANTED:
        for name, path in _walk(root, top):
            if not is_wanted(name):
                continue
            try:
                size = path.stat().st_size
                if size > _LIMIT:
                    findings.append(_finding(TOO_LARGE, name, megabytes=size // 1024 // 1024))
                    continue
                contents[name] = path.read_bytes()
            except OSError as error:
                reason = _REASONS.get(type(error), words(error.strerror or "?", error.strerror or "?"))
                findings.append(_finding(UNREADABLE, name, reason=reason))
    return Files(contents=contents, findings=tuple(findings))


def _walk(root: Path, top: str) -> list[tuple[str, Path]]:
    """The files below a folder of the project, with their paths from the project."""
    found: list[tuple[str, Path]] = []
    for base, folders, names in os.walk(root / top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        shown = Path(base).relative_to(root).as_posix()
        for name in sorted(names):
            path = Path(base, name)
            if not name.startswith((".", "~$")) and not _is_odd(path):
                found.append((f"{shown}/{name}", path))
    return found


def _is_odd(path: Path) -> bool:
    """A socket, pipe or device: reading it could hang."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # the reader reports it
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _finding(rule: Rule, file: str, **values: object) -> Finding:
    return Finding(rule=rule, at=Place(file=file), values=values)

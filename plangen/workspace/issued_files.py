"""Where what was issued lies, and whether it still is what was issued: a file that was edited, moved or lost is told.

Each reach of a notice has a folder of its own, which no build touches. Nothing here changes a file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import WARNING, Finding, rule
from plangen.disk.inside import is_inside, is_link, read_plain
from plangen.model.issued import Issued, Reach
from plangen.workspace.manifest import digest
from plangen.workspace.project import OUTPUT

FOLDERS: Mapping[Reach, str] = {
    "公开": f"{OUTPUT}/正式发布",
    "个人": f"{OUTPUT}/个人送达",
    "内部": f"{OUTPUT}/内部下发",
}
"""Where final files go, by whom they are for."""

_FILE = re.compile(rf"(?:{'|'.join(map(re.escape, FOLDERS.values()))})/[^/\\]+\.(?:docx|pdf|txt)")
_LARGEST = 64 * 1024 * 1024  # bytes; no notice comes near
_MOST = 2000  # files looked through for one that was moved

EDITED = rule(
    "A280",
    WARNING,
    title=("已发布的文件改动过", "an issued file was edited"),
    why=(
        "发布的是另外的内容，改动过的文件不能作为发布的凭证",
        "something else was issued, and an edited file proves nothing of it",
    ),
    message=(
        "{path} 与 {time} 发布时的内容不一致",
        "{path} is not what was issued at {time}",
    ),
    hint=(
        (
            "把改动过的文件移到别处，再次执行 plangen notices issue 恢复原件，或者从备份放回；"
            "确需改动的，按更正办理。plangen verify 列出改了哪几段"
        ),
        (
            "move the edited file away and run plangen notices issue again, or put back a copy; what has to change goes"
            " out as a correction. plangen verify says which paragraphs differ"
        ),
    ),
)
LOST = rule(
    "A281",
    WARNING,
    title=("已发布的文件不见了", "an issued file is gone"),
    why=("发布的原件是日后核对的依据", "what was issued is what later questions are answered from"),
    message=("找不到 {time} 发布的 {path}", "{path}, issued at {time}, is not there"),
    hint=(
        "从备份放回原处，或者再次执行 plangen notices issue 恢复",
        "put back a copy, or run plangen notices issue again",
    ),
)
MOVED = rule(
    "A282",
    WARNING,
    title=("已发布的文件改了名或者换了位置", "an issued file was renamed or moved"),
    why=("按发布记录找不到它", "the record of its issue does not lead to it"),
    message=("{time} 发布的 {path} 现在是 {found}", "{path}, issued at {time}, is now {found}"),
    hint=("放回原处，用原来的文件名", "put it back under its own name"),
)
RULES = (EDITED, LOST, MOVED)


class FileState(StrEnum):
    """What became of a file that was issued."""

    WHOLE = "whole"
    EDITED = "edited"
    MOVED = "moved"
    LOST = "lost"


class IssuedFile(Struct, frozen=True, kw_only=True):
    """A file that was issued, and what became of it."""

    record: Issued
    path: str  # where it belongs, from the project
    state: FileState
    found: str = ""  # where it is instead

    @property
    def finding(self) -> Finding:
        """What is said of it where it is not whole."""
        rules = {FileState.EDITED: EDITED, FileState.LOST: LOST, FileState.MOVED: MOVED}
        values = {"path": self.path, "time": self.record.time, "found": self.found}
        return Finding(rule=rules[self.state], at=self.record.where("file"), values=values)


def place_of(record: Issued) -> str:
    """The folder of what was issued, from the project."""
    return FOLDERS[record.reaches]


def is_issued_path(path: str) -> bool:
    """Whether a path from the project is of a file that may have been issued."""
    return bool(_FILE.fullmatch(path))


def issued_files(root: Path, records: Iterable[Issued]) -> tuple[IssuedFile, ...]:
    """What became of every file that was issued, in the order of the records."""
    every = tuple(records)
    expected = {path for record in every for path in _paths(record)}
    strays: dict[str, str] | None = None  # by hash
    found: list[IssuedFile] = []
    for record in every:
        for path, sha256 in _paths(record).items():
            state, where = _state(root, path, sha256), ""
            if state is FileState.LOST:
                strays = _strays(root, expected) if strays is None else strays
                where = strays.get(sha256, "")
                state = FileState.MOVED if where else state
            found.append(IssuedFile(record=record, path=path, state=state, found=where))
    return tuple(found)


def issued_findings(root: Path, records: Iterable[Issued]) -> Iterator[Finding]:
    """A finding for each file that is not where and as it was issued."""
    return (each.finding for each in issued_files(root, records) if each.state is not FileState.WHOLE)


def _paths(record: Issued) -> dict[str, str]:
    """Where the files of a record belong, each with its hash; a name that leads elsewhere is none of ours."""
    paths = {f"{place_of(record)}/{name}": sha256 for name, sha256 in record.files.items()}
    return {path: sha256 for path, sha256 in paths.items() if is_issued_path(path)}


def _state(root: Path, path: str, sha256: str) -> FileState:
    held = hash_of(root, root / path)
    if not held:
        return FileState.LOST
    return FileState.WHOLE if held == sha256 else FileState.EDITED


def hash_of(root: Path, path: Path) -> str:
    """The SHA-256 of an ordinary file of the project; nothing where there is none."""
    if not is_inside(root, path):
        return ""
    try:
        return digest(read_plain(path, _LARGEST))
    except OSError:
        return ""


def _strays(root: Path, expected: set[str]) -> dict[str, str]:
    """By hash what else lies in the folders of what was issued, and where."""
    found: dict[str, str] = {}
    for path in sorted(_all_files(root))[:_MOST]:
        name = path.relative_to(root).as_posix()
        if name not in expected and (sha256 := hash_of(root, path)):
            found.setdefault(sha256, name)
    return found


def _all_files(root: Path) -> Iterator[Path]:
    for folder in FOLDERS.values():
        here = root / folder
        if here.is_dir() and not is_link(here) and is_inside(root, here):
            yield from (each for each in here.rglob("*") if each.is_file())

"""What the facts of a notice said when a stage was passed: kept by their hashes, each value once.

So a change can be told as old and new. Where the file is gone or was edited, approvals hold as before: then only the
hashes of what changed are said.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from plangen.disk.inside import read_plain
from plangen.workspace.atomic import write_atomically
from plangen.workspace.project import SOURCE

_HEAD = "# 各次审批时通知所用的事实，每行一项，由程序追加，不要修改。\n"
_MARK, _NAME, _SAID = "指纹", "事实", "内容"
_LARGEST = 32 * 1024 * 1024  # bytes; thousands of versions come not near
_DIGITS = 12


def short_hash(value: object) -> str:
    """What a value is known by."""
    return full_hash(value)[:_DIGITS]


def full_hash(value: object) -> str:
    """The SHA-256 of a value as JSON has it."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def kept_values(root: Path, case: str, kind: str) -> Mapping[str, object]:
    """What was kept of a notice by its hash; what does not fit its hash, or cannot be read, is left out."""
    return dict(_read(_lying(root / _file(case, kind))))


def keep_values(root: Path, case: str, kind: str, named: Mapping[str, object]) -> None:
    """Add the values, by name, that are not kept yet; nothing that stands there is changed.

    Raises:
        EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    path = root / _file(case, kind)
    before = _lying(path)
    known = dict(_read(before))
    new = {short_hash(value): (name, value) for name, value in named.items() if short_hash(value) not in known}
    if new:
        gap = b"" if not before or before.endswith(b"\n") else b"\n"
        lines = "".join(f"{_line(mark, name, value)}\n" for mark, (name, value) in new.items())
        write_atomically(path, (before or _HEAD.encode()) + gap + lines.encode(), within=root)


def _file(case: str, kind: str) -> str:
    return f"{SOURCE}/approvals/{case}--{kind}.facts"


def _line(mark: str, name: str, value: object) -> str:
    return json.dumps({_MARK: mark, _NAME: name, _SAID: value}, ensure_ascii=False)


def _read(raw: bytes) -> Iterator[tuple[str, object]]:
    for line in raw.splitlines():
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict) and _SAID in entry and short_hash(entry[_SAID]) == entry.get(_MARK):
            yield entry[_MARK], entry[_SAID]


def _lying(path: Path) -> bytes:
    """The file's bytes; none where it is not there, is no file, or is not ours by its size."""
    try:
        return read_plain(path) if path.stat().st_size <= _LARGEST else b""
    except OSError:
        return b""

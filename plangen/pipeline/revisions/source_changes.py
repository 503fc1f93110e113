"""Source files that differ in their bytes: told by changes of the plan, only written otherwise, or untold."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from plangen.changes.change import Kind
from plangen.diagnostics import Finding
from plangen.model.plan import Plan
from plangen.model.plan_files import is_kept_facts, is_papers
from plangen.model.spec import Record
from plangen.pipeline.revisions.versions import PlanVersion
from plangen.workspace.project import SOURCE

_TEXTS = (".txt", ".md", ".csv")
_LONGEST = 100_000  # bytes of a text that is compared
_T = TypeVar("_T")


class ReadVersion(Struct, frozen=True, kw_only=True):
    """One of the two versions, read."""

    version: PlanVersion
    plan: Plan
    unread: tuple[str, ...]  # files of sections that this program cannot read at that version
    errors: tuple[Finding, ...]  # why


class FileChange(Struct, frozen=True, kw_only=True):
    """A file that no line speaks of."""

    path: str
    kind: Kind  # added, removed or changed
    before: str = ""  # what a text file says
    after: str = ""


class SourceChanges(Struct, frozen=True, kw_only=True):
    """What there is to say of source files beside the changes of the plan."""

    rewritten: tuple[str, ...] = ()  # by path; of a file that only has another name both
    untold: tuple[FileChange, ...] = ()


def source_changes(old: ReadVersion, new: ReadVersion) -> SourceChanges:
    """The files whose records are the same on both sides, and those that hold no record that could be compared.

    Line ends do not count: git may write them otherwise in each folder; nor do the notes of papers, which follow from
    the rest.
    """
    before, after = map(_sources, (old, new))
    ours, theirs = _by_file(old.plan), _by_file(new.plan)
    names = {**_other_names(ours, theirs), **_other_files(before, after)}
    rewritten = [_shown(f"{was} → {now}") for was, now in names.items()]
    untold: list[FileChange] = []
    for path in sorted({*before, *after} - {*names, *names.values()}):
        if _lines(before.get(path)) != _lines(after.get(path)):
            left, right = ours.get(path, ()), theirs.get(path, ())
            if left and left == right:
                rewritten.append(_shown(path))
            elif not (left or right or _is_unread(path, old, new)):
                untold.append(_untold(path, before.get(path), after.get(path)))
    return SourceChanges(rewritten=tuple(sorted(rewritten)), untold=tuple(untold))


def _untold(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    old, new = (_text(path, raw) for raw in (before, after))
    return FileChange(path=_shown(path), kind=Kind.of(before, after), before=old, after=new)


def _text(path: str, raw: bytes | None) -> str:
    """What a text file says; nothing of any other file, of a very long one, and of one in an unknown encoding."""
    if raw is None or len(raw) > _LONGEST or not path.lower().endswith(_TEXTS):
        return ""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").strip()
        except UnicodeDecodeError:
            continue
    return ""


def _other_files(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, str]:
    """Files that only have another name now, byte for byte."""
    come = {raw: path for path, raw in new.items() if path not in old}
    return {path: come[raw] for path, raw in old.items() if path not in new and raw in come}


def _sources(side: ReadVersion) -> Mapping[str, bytes]:
    return {path: raw for path, raw in side.version.files.under(SOURCE).items() if not is_papers(path)}


def unread_changes(old: PlanVersion, new: PlanVersion) -> tuple[FileChange, ...]:
    """Files of the plan that plangen does not read, pictures and notes, and that differ.

    What was kept of approved facts is not named: it grows with the approvals, of which there are lines of their own.
    """
    if old.others is None or new.others is None:
        return ()
    before, after = _composed(old.others), _composed(new.others)
    differ = (path for path in sorted({*before, *after}) if before.get(path) != after.get(path))
    told = (path for path in differ if not is_kept_facts(path))
    return tuple(FileChange(path=_shown(path), kind=Kind.of(before.get(path), after.get(path))) for path in told)


def _shown(path: str) -> str:
    """A name for people to read, also where its bytes are no text, as in archives that were made in GBK."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def composed(version: PlanVersion) -> PlanVersion:
    """A version whose files are called as most systems write them: that a Mac writes accents apart is no change."""
    return replace(version, files=replace(version.files, contents=_composed(version.files.contents)))


def _composed(files: Mapping[str, _T]) -> dict[str, _T]:
    """By composed names, unless two files differ in that alone."""
    found = {unicodedata.normalize("NFC", path): value for path, value in files.items()}
    return found if len(found) == len(files) else dict(files)


def _by_file(plan: Plan) -> dict[str, tuple[tuple[str, Record], ...]]:
    """The records by the file that they were read from, with the names of their sections."""
    found: dict[str, list[tuple[str, Record]]] = {}
    for name, record in plan.records():
        found.setdefault(record.where().file, []).append((name, record))
    return {path: tuple(records) for path, records in found.items()}


_Filed = Mapping[str, tuple[tuple[str, Record], ...]]


def _other_names(old: _Filed, new: _Filed) -> dict[str, str]:
    """Files of the old side whose records stand in a file of another name now."""
    come = [path for path in new if path not in old]
    return {path: goal for path in old if path not in new for goal in _holding(old[path], come, new)}


def _holding(records: object, paths: list[str], files: _Filed) -> Iterator[str]:
    yield from [path for path in paths if files[path] == records][:1]


def _lines(raw: bytes | None) -> bytes | None:
    return raw.replace(b"\r\n", b"\n") if raw is not None else None


def _is_unread(path: str, old: ReadVersion, new: ReadVersion) -> bool:
    """Whether the file belongs to what was said to be unreadable."""
    return any(each.at.file == path for side in (old, new) if side.unread for each in side.errors)

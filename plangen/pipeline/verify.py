"""`plangen verify`: which document and which revision a printed copy or a file is, and whether it is current.

Nothing is recorded for this: what a revision's copies are told by is reckoned anew from its source.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from plangen.diagnostics import Severity
from plangen.errors import NoCopy, NoFingerprint, UnreadPlan
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan
from plangen.office.readable.fingerprint import fingerprint_in
from plangen.pipeline.building.composing import fingerprint, identified_bodies
from plangen.pipeline.packets.composing import ready
from plangen.pipeline.packets.packet import FOLDER
from plangen.pipeline.packets.roles import chosen
from plangen.pipeline.revisions.versions import opened_or_findings, version_of
from plangen.reading.source import read
from plangen.workspace.manifest import digest
from plangen.workspace.naming import safe_name
from plangen.workspace.output import old_manifest
from plangen.workspace.project import OUTPUT, SOURCE, Files, read_files

_TYPED = re.compile(r"(?:PLANGEN\s+)?([0-9A-Fa-f]{12})")  # as printed, or as the QR code says it
_MOST_COPIES = 60  # of one packet that are reckoned with


class State(StrEnum):
    """What a copy is."""

    CURRENT = "current"
    EDITED = "edited"  # the fingerprint is current, the file was changed since
    STALE = "stale"
    UNKNOWN = "unknown"


class Mark(Struct, frozen=True, kw_only=True):
    """What a fingerprint belongs to; `place` is the same in every revision."""

    place: tuple[str, str]  # document or role, and which file or copy of it
    title: str
    revision: str


class Verified(Struct, frozen=True, kw_only=True):
    """What was found out."""

    fingerprint: str
    state: State
    mark: Mark | None = None
    current: str = ""  # the fingerprint that the same document or copy has now
    revision: str = ""  # the plan's now
    unread: tuple[str, ...] = ()  # revisions whose source this program cannot read


def verify_project(root: Path, what: str) -> Verified:
    """Tell what a fingerprint, or a file, belongs to.

    Raises:
        UsageProblem: NoCopy where it is neither; NoFingerprint where a file has none; UnreadPlan.
    """
    files = read_files(root)
    marks, plan = _read_marks(files)
    if plan is None:
        raise UnreadPlan
    mark, raw = _asked(root, what)
    if mark in marks:
        edited = raw is not None and _is_edited(root, mark, raw)
        state = State.EDITED if edited else State.CURRENT
        return Verified(fingerprint=mark, state=state, mark=marks[mark], current=mark, revision=plan.version)
    unread: list[str] = []
    for older in (*_recorded(root, unread), _built(root)):
        if mark in older:
            place = older[mark].place
            now = next((key for key, each in marks.items() if each.place == place), "")
            found = Verified(fingerprint=mark, state=State.STALE, mark=older[mark], current=now)
            return msgspec.structs.replace(found, revision=plan.version)
    return Verified(fingerprint=mark, state=State.UNKNOWN, revision=plan.version, unread=tuple(unread))


def marks_of(plan: Plan, files: Mapping[str, bytes]) -> Mapping[str, Mark]:
    """By fingerprint, every document of a plan and every copy of every packet."""
    found: dict[str, Mark] = {}
    for entry in DOSSIER:
        for title, body in identified_bodies(entry, plan):
            name = safe_name(title) if entry.folder else ""
            mark = Mark(place=(entry.id, name), title=title, revision=plan.version)
            found[fingerprint(body, files)] = mark
    roles = chosen(plan, (), {})
    counts = {packet.key: max(_MOST_COPIES, len(packet.names)) for packet in roles}
    for copy in ready(plan, files, chosen(plan, (), counts)).copies:
        sign = f"{copy.packet.sign}-{copy.number}"
        found[copy.fingerprint] = Mark(
            place=(f"{FOLDER}:{copy.packet.key}", str(copy.number)),
            title=f"资料包{sign}　{copy.packet.title}",
            revision=plan.version,
        )
    return found


def _read_marks(files: Files) -> tuple[Mapping[str, Mark], Plan | None]:
    """Nothing of a source that cannot be read whole: half of it would say something else."""
    reading = read(files.under(SOURCE))
    if reading.plan.missing or any(finding.severity is Severity.ERROR for finding in reading.findings):
        return {}, None
    return marks_of(reading.plan, files.contents), reading.plan


def _asked(root: Path, what: str) -> tuple[str, bytes | None]:
    """The fingerprint that is meant, and the file that has it."""
    path = Path(what)
    if path.is_file():
        raw = path.read_bytes()
        found = fingerprint_in(raw) or _by_hash(root, digest(raw))
        if not found:
            raise NoFingerprint(path=what)
        return found, raw
    typed = _TYPED.fullmatch(what.strip())
    if typed is None:
        raise NoCopy(path=what)
    return typed[1].lower(), None


def _by_hash(root: Path, sha256: str) -> str:
    """The fingerprint of a file that does not say it itself, such as a PDF beside its document."""
    for folder in _folders(root):
        manifest = old_manifest(folder)
        for entry in manifest.files.values() if manifest else ():
            if entry.sha256 == sha256:
                return entry.fingerprint
    return ""


def _is_edited(root: Path, mark: str, raw: bytes) -> bool:
    """Whether the file is none of those that were built with this fingerprint, as far as that is recorded."""
    built = {
        entry.sha256
        for folder in _folders(root)
        if (manifest := old_manifest(folder))
        for entry in manifest.files.values()
        if entry.fingerprint == mark
    }
    return bool(built) and digest(raw) not in built


def _folders(root: Path) -> tuple[Path, Path]:
    return root / OUTPUT, root / OUTPUT / FOLDER


def _recorded(root: Path, unread: list[str]) -> Iterator[Mapping[str, Mark]]:
    """What the copies of each recorded revision are told by, the latest first."""
    repository, _ = opened_or_findings(root)
    if repository is None:
        return
    with repository:
        for tagged in reversed(repository.revisions()):
            marks, plan = _read_marks(version_of(repository, tagged.version).files)
            if plan is None:
                unread.append(tagged.version)
            yield marks


def _built(root: Path) -> Mapping[str, Mark]:
    """What was built last, from whatever the source was then."""
    found: dict[str, Mark] = {}
    for folder in _folders(root):
        manifest = old_manifest(folder)
        for path, entry in manifest.files.items() if manifest else ():
            inside, file = "/" in path, PurePosixPath(path).stem
            name = re.sub(r"^\d+-", "", file) if inside else ""
            if entry.document.startswith(f"{FOLDER}:"):
                name = (re.search(r"-(\d+)/", entry.title) or ["", "1"])[1]
            assert manifest is not None
            mark = Mark(place=(entry.document, name), title=entry.title, revision=manifest.revision)
            found[entry.fingerprint] = mark
    return found

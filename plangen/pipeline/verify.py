"""`plangen verify`: which document and which revision a printed copy or a file is, and whether it is current.

Nothing is recorded for this: what a revision's copies are told by is worked out again from its source.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plangen.diagnostics import Severity
from plangen.documents.packets.front import copy_title
from plangen.documents.packets.holders import Packet
from plangen.errors import NoCopy, NoFingerprint, UnreadPlan
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan
from plangen.office.readable.fingerprint import fingerprint_in
from plangen.pipeline.building.composing import fingerprint, identified_bodies
from plangen.pipeline.packets.composing import prepare
from plangen.pipeline.packets.records import FOLDER, MOST_COPIES
from plangen.pipeline.packets.roles import chosen
from plangen.pipeline.revisions.versions import opened_or_findings, version_of
from plangen.reading.source import read
from plangen.workspace.manifest import digest
from plangen.workspace.naming import safe_name
from plangen.workspace.output import old_manifest
from plangen.workspace.project import OUTPUT, SOURCE, Files, read_files

_TYPED = re.compile(r"(?:PLANGEN\s+)?([0-9A-Fa-f]{12})")  # as printed, or as the QR code says it


class CopyState(StrEnum):
    """What a copy is."""

    CURRENT = "current"
    EDITED = "edited"  # the fingerprint is current, the file was changed since
    STALE = "stale"
    UNKNOWN = "unknown"


class Lineage(Struct, frozen=True, kw_only=True):
    """What is the same in every revision: a document or the packet of a role, and which of its files or copies."""

    document: str
    file: str = ""
    copy: int = 0  # from 1; of a packet that was made before copies were recorded it is not known


class Belonging(Struct, frozen=True, kw_only=True):
    """What a fingerprint belongs to."""

    lineage: Lineage
    title: str
    revision: str


class Verified(Struct, frozen=True, kw_only=True):
    """What was found out."""

    fingerprint: str
    state: CopyState
    mark: Belonging | None = None
    current: str = ""  # the fingerprint that the same document or copy has now
    revision: str = ""  # the plan's now
    unread: tuple[str, ...] = ()  # revisions whose source this program cannot read


def verify_project(root: Path, what: str) -> Verified:
    """Tell what a fingerprint, or a file, belongs to.

    Raises:
        UsageProblem: NoCopy where it is neither; NoFingerprint where a file has none; UnreadPlan.
    """
    plan, files = _read_plan(read_files(root))
    if plan is None:
        raise UnreadPlan
    now = Fingerprints(plan, files)
    mark, raw = _asked(root, what)
    if found := now.belonging(mark):
        edited = raw is not None and _is_edited(root, mark, raw)
        state = CopyState.EDITED if edited else CopyState.CURRENT
        return Verified(fingerprint=mark, state=state, mark=found, current=mark, revision=plan.version)
    unread: list[str] = []
    older = (each.belonging(mark) for each in _recorded(root, unread))
    before = next((found for found in older if found), None) or _built(root).get(mark)
    if before is None:
        return Verified(fingerprint=mark, state=CopyState.UNKNOWN, revision=plan.version, unread=tuple(unread))
    current = now.of(before.lineage)
    return Verified(fingerprint=mark, state=CopyState.STALE, mark=before, current=current, revision=plan.version)


class Fingerprints:
    """The fingerprints of every document of a plan and of every copy of its packets that can be printed."""

    def __init__(self, plan: Plan, files: Mapping[str, bytes]) -> None:
        self._revision = plan.version
        self._ready = prepare(plan, files, chosen(plan, (), {}))
        self._known: dict[str, Belonging] = {}
        for entry in DOSSIER:
            for title, body in identified_bodies(entry, plan):
                lineage = Lineage(document=entry.id, file=safe_name(title) if entry.folder else "")
                self._known[fingerprint(body, files)] = Belonging(lineage=lineage, title=title, revision=plan.version)
        for copy in self._ready.copies:
            self._known[copy.fingerprint] = self._of_copy(copy.packet, copy.number)

    def belonging(self, mark: str) -> Belonging | None:
        """What a fingerprint belongs to; of a packet also the copies that were printed beyond those of its people."""
        if mark in self._known:
            return self._known[mark]
        for packet in self._ready.packets:
            for number, printed in self._ready.unnamed(packet, _further(packet)):
                if printed == mark:
                    return self._of_copy(packet, number)
        return None

    def of(self, lineage: Lineage) -> str:
        """The fingerprint that the same document or copy has here; nothing where it is not here."""
        known = next((mark for mark, each in self._known.items() if each.lineage == lineage), "")
        for packet in self._ready.packets:
            if not known and _document(packet) == lineage.document and lineage.copy in _further(packet):
                known = next(printed for _, printed in self._ready.unnamed(packet, (lineage.copy,)))
        return known

    def _of_copy(self, packet: Packet, number: int) -> Belonging:
        return Belonging(
            lineage=Lineage(document=_document(packet), copy=number),
            title=copy_title(packet, f"{packet.sign}-{number}"),
            revision=self._revision,
        )


def _document(packet: Packet) -> str:
    """How manifests call a packet."""
    return f"{FOLDER}:{packet.key}"


def _further(packet: Packet) -> range:
    """The numbers of the copies that can be printed beyond those of the packet's people."""
    return range(len(packet.names) + 1, MOST_COPIES + 1)


def _read_plan(files: Files) -> tuple[Plan | None, Mapping[str, bytes]]:
    """The plan with its files; nothing of a source that cannot be read whole: half of it would say something else."""
    reading = read(files.under(SOURCE))
    if reading.plan.missing or any(finding.severity is Severity.ERROR for finding in reading.findings):
        return None, {}
    return reading.plan, files.contents


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


def _recorded(root: Path, unread: list[str]) -> Iterator[Fingerprints]:
    """What the copies of each recorded revision are told by, the latest first; `unread` takes those without a plan."""
    repository, _ = opened_or_findings(root)
    if repository is None:
        return
    with repository:
        for tagged in reversed(repository.revisions()):
            plan, files = _read_plan(version_of(repository, tagged.version).files)
            if plan is None:
                unread.append(tagged.version)
            else:
                yield Fingerprints(plan, files)


def _built(root: Path) -> Mapping[str, Belonging]:
    """What was built last, from whatever the source was then."""
    found: dict[str, Belonging] = {}
    for folder in _folders(root):
        manifest = old_manifest(folder)
        if manifest is None:
            continue
        for path, entry in manifest.files.items():
            file = re.sub(r"^\d+-", "", PurePosixPath(path).stem) if "/" in path else ""
            lineage = Lineage(document=entry.document, file=file, copy=entry.copy)
            found[entry.fingerprint] = Belonging(lineage=lineage, title=entry.title, revision=manifest.revision)
    return found

"""`plangen verify`: which paper of which revision something is, and whether it may be used on a day.

Marks follow from records, so that nothing is built; only what no record knows is compared with the plan as it lies
there. What a file says of itself is believed only where no record says otherwise.
"""

import datetime
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.checks.approval_damage import as_error, chain_findings
from plangen.diagnostics import Finding, Severity
from plangen.documents.packets.front import copy_title
from plangen.errors import UnreadPlan
from plangen.model.approval import Approval
from plangen.model.approval_chain import digest_of, head_of
from plangen.model.dossier import DOCUMENTS
from plangen.model.in_force import begins
from plangen.model.papers import PACKETS, copy_with, mark_of
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.pipeline.building.editions import editions_of
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.packets.composing import prepare
from plangen.pipeline.packets.records import MOST_COPIES
from plangen.pipeline.packets.roles import chosen
from plangen.pipeline.verifying.asked import Questioned, asked, built_with
from plangen.pipeline.verifying.known import KnownRevision, KnownRevisions, known_revisions
from plangen.pipeline.verifying.unchanged import is_edited
from plangen.pipeline.wording_files import with_templates
from plangen.reading.source import read
from plangen.workspace.project import SOURCE, Files, read_files

_DRAFT, _SIGNING = "草稿", "送批稿"  # how the labels begin of what no revision is


class CopyState(StrEnum):
    """What a paper is."""

    IN_FORCE = "in force"
    UNCHANGED = "unchanged"  # of an earlier revision, and the one in force has it in the same words
    SUPERSEDED = "superseded"
    NOT_YET = "not yet in force"
    DRAFT = "draft"
    FOR_SIGNATURE = "for signature"
    NOT_ESTABLISHED = "not established"  # its version was recorded with two contents
    UNKNOWN_REVISION = "unknown revision"  # as a file says, of one that is not known here
    OTHER_PLAN = "other plan"  # as a file says
    UNKNOWN = "unknown"
    RECORD = "record"  # digits of a record that is still the same
    APPROVAL = "approval"  # digits of an approval of a notice that is still the same
    NO_RECORD = "no record"  # digits of no record that is known here


class Verified(Struct, frozen=True, kw_only=True):
    """What was found out."""

    state: CopyState
    asked: str  # the digits
    day: datetime.date
    title: str = ""
    version: str = ""
    record: Revision | None = None  # of that version
    recorded_by: str = ""  # as git says
    others: tuple[str, ...] = ()  # of a version that was recorded twice: by whom
    current: Revision | None = None  # the record of the revision in force on the day
    is_gone: bool = False  # the revision in force has no such paper
    approval: Approval | None = None  # of the notice that is the title, and which of its entries
    number: int = 0
    later: int = 0  # entries after it
    is_edited: bool = False  # the file is not as it was made
    label: str = ""  # what a file says of its edition
    plan: str = ""  # and of its plan
    unlisted: tuple[str, ...] = ()  # revisions that note no papers: those cannot be told
    latest: str = ""  # the last revision that is known here
    fetched: datetime.date | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def may_be_used(self) -> bool:
        """Whether it holds on the day, or is the record that was asked for."""
        good = {CopyState.IN_FORCE, CopyState.UNCHANGED, CopyState.RECORD, CopyState.APPROVAL}
        return self.state in good and not self.is_edited


class _Belonging(Struct, frozen=True, kw_only=True):
    revision: KnownRevision
    paper: str
    copy: int = 0

    @property
    def title(self) -> str:
        noted = self.revision.papers[self.paper].title
        return f"{noted}，第 {self.copy} 份" if self.copy else noted


def verify_project(root: Path, what: str, day: datetime.date) -> Verified:
    """Tell what digits or a file belong to, and what that means on a day.

    Raises:
        UsageProblem: NoCopy where it is neither; NoFingerprint where a file has none; UnreadPlan.
        EnvironmentProblem: GitDamaged.
    """
    files = read_files(root)
    wanted, known = asked(root, what), known_revisions(root, files)
    if wanted.head:
        found = _of_head(known, wanted.head, day)
        if found.state is CopyState.NO_RECORD:
            found = _of_approval(files, wanted.head, found)
    elif belonging := _belonging(known, wanted.mark):
        found = _of_paper(known, belonging, day)
        if wanted.raw is not None:
            edited = is_edited(root, belonging.revision, belonging.paper, wanted)
            found = replace(found, is_edited=edited, label=wanted.label)
    else:
        found = _of_none(root, files, wanted, day)
    latest = known.revisions[-1].version if known.revisions else ""
    return replace(
        found,
        asked=wanted.head or wanted.mark,
        unlisted=tuple(each.version for each in known.revisions if not each.notes),
        latest=latest,
        fetched=known.fetched,
        findings=found.findings or known.findings,
    )


def _belonging(known: KnownRevisions, mark: str) -> _Belonging | None:
    """The paper with this mark; of several revisions of one number first the one that was kept."""
    for revision in reversed(known.revisions):
        for paper in revision.papers:
            if paper.startswith(f"{PACKETS}/"):
                if number := copy_with(mark, revision.head, paper, MOST_COPIES):
                    return _Belonging(revision=revision, paper=paper, copy=number)
            elif mark_of(revision.head, paper) == mark:
                return _Belonging(revision=revision, paper=paper)
    return None


def _of_paper(known: KnownRevisions, found: _Belonging, day: datetime.date) -> Verified:
    revision, record = found.revision, found.revision.record
    said = Verified(
        state=CopyState.IN_FORCE,
        asked="",
        day=day,
        title=found.title,
        version=revision.version,
        record=record,
        recorded_by=revision.by,
    )
    if not revision.is_settled:
        return replace(said, state=CopyState.NOT_ESTABLISHED, others=_recorders(known, revision.version))
    held = known.in_force(day)
    if held is None:
        return replace(said, state=CopyState.NOT_YET)
    current, current_record = held
    said = replace(said, current=current_record)
    if current.version == revision.version:
        return said
    if record and _comes_later(record, day):
        return replace(said, state=CopyState.NOT_YET)
    now = current.papers.get(found.paper)
    if now is not None and now.words == revision.papers[found.paper].words:
        return replace(said, state=CopyState.UNCHANGED)
    return replace(said, state=CopyState.SUPERSEDED, is_gone=bool(current.papers) and now is None)


def _recorders(known: KnownRevisions, version: str) -> tuple[str, ...]:
    """Who recorded a version, and where."""
    same = (each for each in known.revisions if each.version == version)
    return tuple(f"{each.by}（{each.commit[:10]}）" for each in same if each.by)


def _comes_later(record: Revision, day: datetime.date) -> bool:
    first = begins(record)
    return first is None or first > day


def _of_head(known: KnownRevisions, digits: str, day: datetime.date) -> Verified:
    """A record by the digits that the page of revisions prints."""
    found = next((each for each in known.revisions if each.head.startswith(digits)), None)
    if found is None:
        return Verified(state=CopyState.NO_RECORD, asked="", day=day)
    return Verified(
        state=CopyState.RECORD,
        asked="",
        day=day,
        version=found.version,
        record=found.record,
        recorded_by=found.by,
    )


def _of_approval(files: Files, digits: str, unknown: Verified) -> Verified:
    """An approval of a notice by the digits that a sheet of its release prints; findings where its chain is broken."""
    plan = read(files.under(SOURCE)).plan
    for record in () if "approvals" in plan.missing else plan.approvals:
        for entries in (record.approvals[: number + 1] for number in range(len(record.approvals))):
            heads = (digest_of(entries[-1]), entries[-1].digest or "", head_of(entries))
            if any(each.startswith(digits) for each in heads):
                broken = tuple(map(as_error, chain_findings(plan, record.case, record.kind)))
                title = f"{record.case}/{record.kind}"
                found = replace(unknown, state=CopyState.APPROVAL, title=title, approval=entries[-1])
                return replace(found, number=len(entries), later=len(record.approvals) - len(entries), findings=broken)
    return unknown


def _of_none(root: Path, files: Files, wanted: Questioned, day: datetime.date) -> Verified:
    """What no record knows: built here before, a draft of now, or what a file says of itself."""
    said = Verified(state=CopyState.UNKNOWN, asked="", day=day, label=wanted.label, plan=wanted.plan)
    if built := built_with(root, wanted.mark):
        entry, manifest = built
        return replace(said, state=_unrecorded(manifest.revision), title=entry.title)
    if wanted.raw is None or not wanted.label:
        title = next((title for mark, title in _drafts(root, files) if mark == wanted.mark), "")
        return replace(said, state=CopyState.DRAFT, title=title) if title else said
    here = with_templates(read(files.under(SOURCE)).plan, files.contents)
    if wanted.plan and wanted.plan != _title(here):
        return replace(said, state=CopyState.OTHER_PLAN, title=DOCUMENTS.get(wanted.document, ""))
    title = here.dossier.titles().get(wanted.document, "")
    return replace(said, state=_unrecorded(wanted.label, CopyState.UNKNOWN_REVISION), title=title)


def _unrecorded(label: str, otherwise: CopyState = CopyState.DRAFT) -> CopyState:
    if label.startswith(_SIGNING):
        return CopyState.FOR_SIGNATURE
    return CopyState.DRAFT if label.startswith(_DRAFT) else otherwise


def _title(plan: Plan) -> str:
    return "" if "plan" in plan.missing else plan.identity.title


def _drafts(root: Path, files: Files) -> Iterator[tuple[str, str]]:
    """The mark and the title of every paper of the plan as it lies there.

    Raises:
        UsageProblem: UnreadPlan, as half a plan would say something else.
    """
    found: Study = study_files(root, files)
    if found.plan.missing or any(each.severity is Severity.ERROR for each in found.outcome.findings):
        raise UnreadPlan
    editions = editions_of(found)
    for entry in found.plan.dossier.entries:
        for title, body in editions.papers(entry):
            yield body.identity.fingerprint, title
    ready = prepare(found.plan, files.contents, chosen(found.plan, (), {}), editions)
    for copy in ready.copies:
        yield copy.fingerprint, copy_title(copy.packet, f"{copy.packet.sign}-{copy.number}")

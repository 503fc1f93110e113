"""A revision as it is asked for, with everything that it is judged by."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding, Place, words
from plangen.history.repository import Repository, Tagged
from plangen.history.worktree import object_names
from plangen.model.plan import Plan, version_key
from plangen.model.records import Revision
from plangen.pipeline.check import Study, study
from plangen.pipeline.record_chain import lines_for
from plangen.pipeline.revisions.comparison import Compared, compare_versions
from plangen.pipeline.revisions.proved.kept_approvals import changed_approvals
from plangen.pipeline.revisions.proved.lineage import (
    as_recorded,
    changed_here,
    forbidding,
    lineage_of,
    told_before_revising,
)
from plangen.pipeline.revisions.proved.truths import Rivals, settled_tags, was
from plangen.pipeline.revisions.versions import version_of, working
from plangen.workspace.output import old_manifest
from plangen.workspace.project import OUTPUT, digest_files

REASONS = {"first": "首次编制", "drill": "演练", "law": "法规", "organisation": "组织变动", "other": "其他"}
"""Why a plan is revised, as the command line and as the record say it."""


class WantedRevision(Struct, frozen=True, kw_only=True):
    """What the record is to say; empty texts are missing."""

    version: str = ""  # by default the next one
    reason: str = ""  # a key of REASONS
    note: str = ""  # in words, after the reason
    drill: datetime.date | None = None
    answers: tuple[str, ...] = ()
    deferred: Mapping[str, str] = {}  # reason by id
    withdrawn: Mapping[str, str] = {}  # the same, of findings that are dropped
    author: str = ""
    reviewer: str = ""
    approver: str = ""
    date: datetime.date
    effective: datetime.date | None = None
    summary: str = ""  # by default what changed
    chapters: str = ""  # by default the subjects of the changes
    asked_at: datetime.datetime | None = None  # by the clock; None: dates are not looked at
    confirms_date: bool = False  # a date that looks wrong is meant

    @property
    def says_anything(self) -> bool:
        """Whether it says more than a version and a date."""
        silent = WantedRevision(
            version=self.version, date=self.date, asked_at=self.asked_at, confirms_date=self.confirms_date
        )
        return self != silent


class Proposal(Struct, frozen=True, kw_only=True):
    """The revision that is proposed."""

    wanted: WantedRevision
    version: str
    study: Study  # of the plan as it stands
    revisions: tuple[Tagged, ...]  # recorded so far
    compared: Compared | None  # with the last of them
    is_taken: bool  # a tag of this name is there
    free: str  # the next version that is not taken
    digests: Mapping[str, str] = {}  # of every file of the plan
    known: tuple[str, ...] = ()  # versions that were recorded, also those whose tag is not here
    signed: str = ""  # the content that went round for signature as this version
    is_cut_off: bool = False  # the commit that recorded the last one is beyond the boundary of a shallow clone
    settles: tuple[Rivals, ...] = ()  # what was recorded under a number that another one keeps: it says what they were
    found: tuple[Finding, ...] = ()  # what records, tags and history tell apart

    @property
    def path(self) -> str:
        """Of its record, from the project."""
        return f"source/revisions/{self.version}.yaml"

    @property
    def at(self) -> Place:
        """Its record as a place of findings."""
        return Place(file=self.path)

    @property
    def last(self) -> Tagged | None:
        """The revision that it follows; None for the first."""
        return self.revisions[-1] if self.revisions else None

    @property
    def reason(self) -> str:
        """The key of its reason: a first revision needs none said."""
        return self.wanted.reason or ("" if self.last else "first")

    @property
    def by_hand(self) -> bytes | None:
        """The record that somebody wrote by hand for this version: it is recorded as it stands, sealed."""
        return self.study.files.contents.get(self.path)

    @property
    def own(self) -> Revision | None:
        """That record, where it can be read."""
        plan = self.study.plan
        records = () if "revisions" in plan.missing else plan.revisions
        return next((each for each in records if each.version == self.version), None)

    @property
    def seal(self) -> Mapping[str, str]:
        """What plangen adds to the record: those before it, a digest of all that is recorded, and what it settles."""
        lines = lines_for(self.study.plan, self.study.files.contents, self.digests, self.version)
        return {**lines, "was": was(self.settles)} if self.settles else lines


def propose(repository: Repository, root: Path, wanted: WantedRevision) -> Proposal:
    """What is to be recorded of the project at `root`, compared with the last revision; nothing is judged yet."""
    lineage = lineage_of(repository)
    settles = tuple(each for each in lineage.rivals if each.can_be_settled)
    beyond = (lineage.proved,) if lineage.proved else ()
    revisions = (*settled_tags(lineage.tags, settles), *beyond)
    here = as_recorded(lineage, study(root))
    version = wanted.version or _free(lineage.known, here.plan)
    if not wanted.version:
        version = _not_taken(repository, lineage.known, version)
    compared = None
    if revisions:
        last = version_of(repository, revisions[-1].commit)
        named = words(revisions[-1].version, revisions[-1].version)
        now = working(here.files, others=object_names(repository, root))
        compared = compare_versions(replace(last, name=named), now)
    return Proposal(
        wanted=wanted,
        version=version,
        study=here,
        revisions=revisions,
        compared=compared,
        is_taken=repository.has_tag(version),
        free=_not_taken(repository, lineage.known, next_version(lineage.known)),
        digests=digest_files(root, here.files),
        known=lineage.known,
        signed=_signed(root, version),
        is_cut_off=bool(beyond),
        settles=settles,
        found=(
            *told_before_revising(lineage),
            *changed_here(repository, lineage, root),
            *changed_approvals(repository, lineage, root),
            *forbidding(repository, lineage),
        ),
    )


def _signed(root: Path, version: str) -> str:
    """The content that was printed last to be signed as this version."""
    manifest = old_manifest(root / OUTPUT)
    name, _, content = (manifest.signing if manifest else "").partition(" ")
    return content if name == version else ""


def next_version(revisions: Sequence[str]) -> str:
    """v1.2 after v1.1; v1.0 where there is none."""
    if not revisions:
        return "v1.0"
    last = max(revisions, key=version_key)
    head, dot, tail = last.rpartition(".")
    return f"{head}.{int(tail) + 1}" if dot and tail.isdigit() else f"{last}.1"


def _not_taken(repository: Repository, known: Sequence[str], version: str) -> str:
    """The version, or the next one without a tag of somebody else's, which blocks its number alone."""
    while version not in known and repository.has_tag(version):
        version = next_version([*known, version])
    return version


def _free(known: Sequence[str], plan: Plan) -> str:
    recorded = [] if "revisions" in plan.missing else [each.version for each in plan.revisions]
    # A record that no tag stands for yet is the first revision, about to be recorded with this version.
    untagged = [each for each in recorded if each not in known]
    return untagged[-1] if untagged and not known else next_version([*known, *recorded])

"""A revision as it is asked for, with everything that it is judged by."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Place
from plangen.history.repository import Repository, Tagged
from plangen.history.worktree import object_names
from plangen.model.plan import Plan, version_key
from plangen.model.records import Revision
from plangen.pipeline.check import Study, study
from plangen.pipeline.record_chain import lines_for
from plangen.pipeline.revisions.comparison import Compared, compare_versions
from plangen.pipeline.revisions.proved.kept_approvals import changed_approvals
from plangen.pipeline.revisions.proved.lineage import as_recorded, changed_here, forbidding, lineage_of
from plangen.pipeline.revisions.versions import version_of, working
from plangen.workspace.project import digest_files

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
    digests: Mapping[str, str] = {}  # of every file of the plan
    known: tuple[str, ...] = ()  # versions that were recorded, also those whose tag is not here
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
        """What plangen adds to the record: the record before it, and a digest of everything that is recorded."""
        return lines_for(self.study.plan, self.study.files.contents, self.digests, self.version)


def propose(repository: Repository, root: Path, wanted: WantedRevision) -> Proposal:
    """What is to be recorded of the project at `root`, compared with the last revision; nothing is judged yet."""
    lineage = lineage_of(repository)
    revisions = lineage.tags
    here = as_recorded(lineage, study(root))
    version = wanted.version or _free(lineage.known, here.plan)
    while not wanted.version and version not in lineage.known and repository.has_tag(version):
        version = next_version([*lineage.known, version])  # a tag of somebody else's blocks its number alone
    compared = None
    if revisions:
        now = working(here.files, others=object_names(repository, root))
        compared = compare_versions(version_of(repository, revisions[-1].version), now)
    return Proposal(
        wanted=wanted,
        version=version,
        study=here,
        revisions=revisions,
        compared=compared,
        is_taken=repository.has_tag(version),
        digests=digest_files(root, here.files),
        known=lineage.known,
        found=(
            *lineage.findings,
            *changed_here(repository, lineage, root),
            *changed_approvals(repository, lineage, root),
            *forbidding(repository, lineage),
        ),
    )


def next_version(revisions: Sequence[str]) -> str:
    """v1.2 after v1.1; v1.0 where there is none."""
    if not revisions:
        return "v1.0"
    last = max(revisions, key=version_key)
    head, dot, tail = last.rpartition(".")
    return f"{head}.{int(tail) + 1}" if dot and tail.isdigit() else f"{last}.1"


def _free(known: Sequence[str], plan: Plan) -> str:
    recorded = [] if "revisions" in plan.missing else [each.version for each in plan.revisions]
    # A record that no tag stands for yet is the first revision, about to be recorded with this version.
    untagged = [each for each in recorded if each not in known]
    return untagged[-1] if untagged and not known else next_version([*known, *recorded])

"""A revision as it is asked for, with everything that it is judged by."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Place
from plangen.history.repository import Repository, Tagged
from plangen.model.plan import Plan, version_key
from plangen.pipeline.check import Study, study
from plangen.pipeline.revisions.comparison import Compared, compare_versions
from plangen.pipeline.revisions.versions import version_of, working

REASONS = {"drill": "演练", "law": "法规", "organisation": "组织变动", "other": "其他"}
"""Why a plan is revised, as the command line and as the record say it."""


class WantedRevision(Struct, frozen=True, kw_only=True):
    """What the record is to say; empty texts are missing."""

    version: str = ""  # by default the next one
    reason: str = ""  # a key of REASONS
    note: str = ""  # in words, after the reason
    drill: datetime.date | None = None
    answers: tuple[str, ...] = ()
    deferred: Mapping[str, str] = {}  # reason by id
    author: str = ""
    reviewer: str = ""
    approver: str = ""
    date: datetime.date
    effective: datetime.date | None = None
    summary: str = ""  # by default what changed
    chapters: str = ""  # by default the subjects of the changes

    @property
    def says_anything(self) -> bool:
        """Whether it says more than a version and a date."""
        return self != WantedRevision(version=self.version, date=self.date)


class Proposal(Struct, frozen=True, kw_only=True):
    """The revision that is proposed."""

    wanted: WantedRevision
    version: str
    study: Study  # of the plan as it stands
    revisions: tuple[Tagged, ...]  # recorded so far
    compared: Compared | None  # with the last of them
    is_taken: bool  # a tag of this name is there

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
    def by_hand(self) -> bytes | None:
        """The record that somebody wrote by hand for this version: it is recorded as it stands."""
        return self.study.files.contents.get(self.path)


def propose(repository: Repository, root: Path, wanted: WantedRevision) -> Proposal:
    """What is to be recorded of the project at `root`, compared with the last revision; nothing is judged yet."""
    revisions = repository.revisions()
    here = study(root)
    version = wanted.version or _free([each.version for each in revisions], here.plan)
    compared = None
    if revisions:
        compared = compare_versions(version_of(repository, revisions[-1].version), working(here.files, 0))
    return Proposal(
        wanted=wanted,
        version=version,
        study=here,
        revisions=revisions,
        compared=compared,
        is_taken=repository.has_tag(version),
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

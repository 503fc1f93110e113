"""What drills brought to light and the plan still owes: which record answers, puts off or withdraws a finding."""

import bisect
import datetime
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from plangen.model.finding import DrillFinding, DrillFindings
from plangen.model.plan import Plan, once, version_key
from plangen.model.records import Revision


class FindingState(StrEnum):
    """What became of a finding, by the last record that names it."""

    OPEN = "open"  # no record names it
    DEFERRED = "deferred"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


_Key: TypeAlias = tuple[datetime.date, str]
"""The day of a drill and the id of a finding."""
_Said: TypeAlias = tuple[FindingState, str]
"""What a record makes of a finding, and why."""


class Deferral(Struct, frozen=True, kw_only=True):
    """A record that puts a finding off, and why."""

    record: Revision
    reason: str


class Owed(Struct, frozen=True, kw_only=True):
    """A finding of a drill, and how it stands."""

    drill: datetime.date
    finding: DrillFinding
    state: FindingState = FindingState.OPEN
    deferrals: tuple[Deferral, ...] = ()  # one for each revision since it was put off; earliest first

    @property
    def key(self) -> tuple[datetime.date, str]:
        """The day of its drill and its id."""
        return self.drill, self.finding.id

    @property
    def name(self) -> str:
        """The finding as records name it where its drill is not theirs: 2024-12-10/f-03."""
        return full_name(self.drill, self.finding.id)

    @property
    def is_closed(self) -> bool:
        """Whether nobody has to be asked about it any more."""
        return self.state in {FindingState.ANSWERED, FindingState.WITHDRAWN}

    @property
    def matters(self) -> bool:
        """Whether anybody ever had to be asked about it."""
        return bool(self.finding.revises or self.deferrals or self.is_closed)


def full_name(drill: datetime.date, finding: str) -> str:
    """A finding with its drill, as one name."""
    return f"{drill.isoformat()}/{finding}"


@once
def owed(plan: Plan) -> tuple[Owed, ...]:
    """Every finding that demands a change or was put off, in the order of the drills.

    Raises:
        SectionMissing: where findings or records could not be read.
    """
    return standings_of(plan.findings, plan.revisions)


def standings_of(drills: Sequence[DrillFindings], records: Sequence[Revision]) -> tuple[Owed, ...]:
    """Every finding of these drills that demands a change or was put off, as these records leave it."""
    every = [Owed(drill=drill.drill, finding=each) for drill in drills for each in drill.findings]
    told = [
        (record, {meant(name, record, drills): said for name, said in _named(record)})
        for record in sorted(records, key=lambda each: version_key(each.version))
    ]
    found = (_after_all(each, told) for each in every)
    return tuple(each for each in found if each.matters)


def meant(name: str, record: Revision, drills: Sequence[DrillFindings]) -> _Key | None:
    """The drill and the id of the finding that a record names; None where there is none.

    A bare id is of the record's own drill; without one, of the latest drill before the record that has such an id.
    """
    day, _, finding = name.rpartition("/")
    having = drills_with(finding, drills)
    if day or record.drill:
        having = [each for each in having if each.isoformat() == (day or str(record.drill))]
    elif isinstance(record.date, datetime.date):
        having = having[: bisect.bisect_right(having, record.date)] or having
    return (having[-1], finding) if having else None


def drills_with(finding: str, drills: Sequence[DrillFindings]) -> list[datetime.date]:
    """The days of the drills that have a finding of this id, earliest first."""
    return sorted({each.drill for each in drills if finding in {one.id for one in each.findings}})


def _named(record: Revision) -> Iterator[tuple[str, _Said]]:
    """The names of findings in a record, with what it says of each."""
    yield from ((name, (FindingState.ANSWERED, "")) for name in record.answers)
    yield from ((each.finding, (FindingState.DEFERRED, each.reason)) for each in record.deferred)
    yield from ((each.finding, (FindingState.WITHDRAWN, each.reason)) for each in record.withdrawn)


def _after_all(each: Owed, told: Sequence[tuple[Revision, Mapping[_Key | None, _Said]]]) -> Owed:
    """The finding after all records; one that says nothing of what was put off puts it off once more."""
    state, why, deferrals = FindingState.OPEN, "", tuple[Deferral, ...]()
    for record, said in told:
        state, why = said.get(each.key, (state, why))
        waits = state is FindingState.DEFERRED
        deferrals = (*deferrals, Deferral(record=record, reason=why)) if waits else ()
    return Owed(drill=each.drill, finding=each.finding, state=state, deferrals=deferrals)

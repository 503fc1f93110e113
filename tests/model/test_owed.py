"""Which findings of drills are owed after any history of records."""

import datetime
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from plangen.model.finding import DrillFindings
from plangen.model.owed import FindingState, Owed, standings_of
from plangen.model.records import Revision
from plangen.reading.source import read_section

T = TypeVar("T")
DRILLS = (datetime.date(2024, 12, 10), datetime.date(2025, 6, 1))
FINDINGS = """drill: {drill}
title: 演练
findings:
  - {{id: f-01, title: 超时, text: 甲, source: 现场观察, cause: 甲, measure: 甲, owner: a, due: 2026-01-01,
     revises: [plan]}}
  - {{id: f-02, title: 无关, text: 甲, source: 现场观察, cause: 甲, measure: 甲, owner: a, due: 2026-01-01}}
"""
RECORD = """version: {version}
date: 2025-07-0{day}
reason: 演练
summary: 甲
author: 甲
reviewer: 乙
approver: 丙
effective: 2025-08-01
{more}
"""
SAYS = {
    FindingState.ANSWERED: "answers: [{name}]",
    FindingState.DEFERRED: "deferred: [{{finding: {name}, reason: 等}}]",
    FindingState.WITHDRAWN: "withdrawn: [{{finding: {name}, reason: 改}}]",
}


def drills() -> tuple[DrillFindings, ...]:
    return tuple(_read("findings", FINDINGS.format(drill=each), DrillFindings) for each in DRILLS)


def record(number: int, more: str = "") -> Revision:
    return _read("revisions", RECORD.format(version=f"v1.{number}", day=number + 1, more=more), Revision)


def _read(section: str, text: str, kind: type[T]) -> T:
    found = read_section(section, f"source/{section}/a.yaml", text.encode())
    assert isinstance(found, kind)
    return found


def first(records: Sequence[Revision], drill: datetime.date = DRILLS[0]) -> Owed:
    return next(each for each in standings_of(drills(), records) if each.key == (drill, "f-01"))


@given(st.lists(st.sampled_from([None, *SAYS]), max_size=6))
def test_what_was_put_off_is_open_until_a_record_closes_it(says: list[FindingState | None]) -> None:
    """The last record that names it decides; silence puts off again, and each time counts."""
    name = f"{DRILLS[0]}/f-01"
    records = [record(at, SAYS[said].format(name=name) if said else "") for at, said in enumerate(says)]
    found = first(records)
    named = [said for said in says if said]
    assert found.state is (named[-1] if named else FindingState.OPEN)
    closed = [at for at, said in enumerate(says) if said and said is not FindingState.DEFERRED]
    since = [at for at, said in enumerate(says) if said is FindingState.DEFERRED and at > max(closed, default=-1)]
    expected = says[since[0] :] if since else []
    assert len(found.deferrals) == len(expected)
    assert [each.record.version for each in found.deferrals[:1]] == [f"v1.{at}" for at in since[:1]]
    assert first(records, DRILLS[1]).state is FindingState.OPEN  # the other drill has a finding of the same id


def test_a_bare_id_is_of_the_records_own_drill_else_of_the_latest_before_it() -> None:
    own = record(0, "drill: 2024-12-10\nanswers: [f-01]")
    assert (first([own]).state, first([own], DRILLS[1]).state) == (FindingState.ANSWERED, FindingState.OPEN)
    none = record(0, "answers: [f-01]")
    assert (first([none]).state, first([none], DRILLS[1]).state) == (FindingState.OPEN, FindingState.ANSWERED)
    early = _read(
        "revisions",
        RECORD.replace("2025-07-0{day}", "2025-01-01").format(version="v1.0", more="answers: [f-01]"),
        Revision,
    )
    assert (first([early]).state, first([early], DRILLS[1]).state) == (FindingState.ANSWERED, FindingState.OPEN)


def test_what_demands_no_change_is_owed_only_once_it_was_put_off() -> None:
    assert [each.finding.id for each in standings_of(drills(), ())] == ["f-01", "f-01"]
    waiting = record(0, "deferred: [{finding: 2025-06-01/f-02, reason: 等}]")
    assert [each.name for each in standings_of(drills(), [waiting])][-1] == "2025-06-01/f-02"

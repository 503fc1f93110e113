"""Why a change was made: reasons of the records in between, findings that name the place."""

import datetime

from plangen.changes.change import Kind
from plangen.changes.wording import Described
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.pipeline.revisions.comparison import Compared, ReadVersion
from plangen.pipeline.revisions.grounds import grounds
from plangen.pipeline.revisions.versions import working
from plangen.reading.source import read
from plangen.workspace.project import Files

FINDINGS = b"""drill: 2024-12-10
title: \xe6\xbc\x94\xe7\xbb\x83
findings:
  - {id: f-01, title: A, text: x, source: \xe5\x85\xb6\xe4\xbb\x96, cause: x, measure: x, owner: a, due: 2025-01-01,
     revises: ["timeline.phases[one]"]}
  - {id: f-02, title: B, text: x, source: \xe5\x85\xb6\xe4\xbb\x96, cause: x, measure: x, owner: a, due: 2025-01-01,
     revises: [plan.title]}
"""
RECORD = """version: {version}
date: 2024-12-20
reason: {reason}
summary: x
author: x
reviewer: x
approver: x
effective: 2025-01-01
{more}"""


def plan_with(**records: str) -> Plan:
    files = {"source/drills/2024-12-10/findings.yaml": FINDINGS}
    files |= {f"source/revisions/{name}.yaml": text.encode() for name, text in records.items()}
    return read(files).plan


def changed(path: str, section: str = "timeline") -> Described:
    return Described(
        kind=Kind.CHANGED, section=section, subject="x", place=(), what="x", before="1", after="2", path=path
    )


def compared(plan: Plan, records: tuple[Revision, ...], *lines: Described) -> Compared:
    side = ReadVersion(version=working(Files(contents={}, findings=()), 0), plan=plan, unread=(), errors=())
    return Compared(old=side, new=side, lines=lines, records=records)


def test_a_change_has_the_reason_of_the_record_that_answers_its_finding() -> None:
    plan = plan_with(
        v1=RECORD.format(version="v1", reason="drill", more="drill: 2024-12-10\nanswers: [f-01]\n"),
        v2=RECORD.format(version="v2", reason="law", more=""),
    )
    first, second = grounds(
        compared(plan, plan.revisions, changed("timeline.phases[one].steps[a].limit"), changed("scope.text", "scope"))
    )
    assert (first.reasons, first.findings) == (("v1：drill",), ("f-01　A",))
    assert (second.reasons, second.findings) == (("v1：drill", "v2：law"), ())


def test_a_finding_of_another_drill_is_no_ground() -> None:
    plan = plan_with(v1=RECORD.format(version="v1", reason="drill", more="drill: 2023-12-10\nanswers: [f-01]\n"))
    (line,) = grounds(compared(plan, plan.revisions, changed("timeline.phases[one]")))
    assert line.findings == ()


def test_without_a_record_a_change_answers_what_no_revision_has_answered() -> None:
    plan = plan_with(v1=RECORD.format(version="v1", reason="drill", more="drill: 2024-12-10\nanswers: [f-01]\n"))
    lines = grounds(compared(plan, (), changed("timeline.phases[one]"), changed("plan.title", "plan")))
    assert [line.findings for line in lines] == [(), ("f-02　B",)]
    assert [line.reasons for line in lines] == [(), ()]


def test_what_is_kept_beside_the_plan_is_no_change_of_it() -> None:
    lines = [changed(f"{name}[1]", name) for name in ("revisions", "findings", "approvals", "issued")]
    assert grounds(compared(plan_with(), (), *lines)) == ()


def test_sections_that_cannot_be_read_give_no_grounds() -> None:
    plan = plan_with().without({"findings", "revisions"})
    (line,) = grounds(compared(plan, (), changed("timeline.phases[one]")))
    assert (line.reasons, line.findings) == ((), ())
    assert datetime.date(2024, 12, 10) in {each.drill for each in plan_with().findings}

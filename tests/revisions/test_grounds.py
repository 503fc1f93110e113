"""Why a change was made: reasons of the records in between, findings that name the place."""

import datetime
from collections.abc import Mapping

from msgspec.structs import replace

from plangen.changes.change import Kind
from plangen.changes.wording import Described
from plangen.diagnostics import words
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.pipeline.revisions.comparison import Compared, compare_versions
from plangen.pipeline.revisions.grounds import grounds, steps_of
from plangen.pipeline.revisions.source_changes import ReadVersion
from plangen.pipeline.revisions.versions import PlanVersion, working
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
    assert (first.reasons, first.findings) == (("v1：drill", BY), ("f-01　A",))
    assert (second.reasons, second.findings) == (("v1：drill", BY, "v2：law", BY), ())


def test_a_finding_of_another_drill_is_no_ground() -> None:
    plan = plan_with(v1=RECORD.format(version="v1", reason="drill", more="drill: 2023-12-10\nanswers: [f-01]\n"))
    (line,) = grounds(compared(plan, plan.revisions, changed("timeline.phases[one]")))
    assert line.findings == ()


def test_without_a_record_a_change_answers_what_no_revision_has_answered() -> None:
    plan = plan_with(v1=RECORD.format(version="v1", reason="drill", more="drill: 2024-12-10\nanswers: [f-01]\n"))
    lines = grounds(compared(plan, (), changed("timeline.phases[one]"), changed("plan.title", "plan")))
    assert [line.findings for line in lines] == [(), ("f-02　B",)]
    assert [line.reasons for line in lines] == [(), ()]


PHASES = """order: {{by: x, time: 9:00, text: x}}
phases:
  - id: one
    title: 甲
    start: 9:00
    end: 9:10
    steps: [{{id: a, title: 乙, owner: x, action: {first}}}, {{id: b, title: 丙, owner: x, action: {second}}}]
"""


def version(name: str, first: str, second: str, *records: str) -> PlanVersion:
    files = {"source/timeline.yaml": PHASES.format(first=first, second=second).encode()}
    for number, each in enumerate(records, start=1):
        text = RECORD.format(version=f"v{number}", reason=each, more="")
        files[f"source/revisions/v{number}.yaml"] = text.encode()
    return replace(working(Files(contents=files, findings=())), name=words(name, name), commit=name)


V0 = version("v0", "1", "1")
V1 = version("v1", "2", "1", "drill")
V2 = version("v2", "2", "2", "drill", "law")
V3 = version("v3", "3", "2", "drill", "law", "other")
BY = "2024-12-20　编制：x　审核：x　批准：x"


def told(old: PlanVersion, new: PlanVersion, tagged: Mapping[str, PlanVersion]) -> list[tuple[str, ...]]:
    found = compare_versions(old, new)
    return [line.reasons for line in grounds(found, steps_of(found, tagged, tagged.__getitem__))]


def test_each_change_has_the_revisions_that_made_it() -> None:
    tagged = {"v1": V1, "v2": V2, "v3": V3}
    assert told(V0, V3, tagged) == [("v1：drill", BY, "v3：other", BY), ("v2：law", BY)]
    assert told(V1, V3, tagged) == [("v3：other", BY), ("v2：law", BY)]
    assert told(V0, V2, tagged) == [("v1：drill", BY), ("v2：law", BY)]


def test_without_its_tag_a_revision_is_told_with_the_next_one() -> None:
    assert told(V0, V3, {"v2": V2, "v3": V3})[1] == ("v1：drill", BY, "v2：law", BY)


def test_what_was_not_recorded_yet_is_said_to_be_so() -> None:
    draft = version("", "2", "9", "drill")
    assert told(V0, draft, {"v1": V1}) == [("v1：drill", BY), ("尚未记录为修订版本",)]


def test_what_is_kept_beside_the_plan_is_no_change_of_it() -> None:
    lines = [changed(f"{name}[1]", name) for name in ("revisions", "findings", "approvals", "issued")]
    assert grounds(compared(plan_with(), (), *lines)) == ()


def test_sections_that_cannot_be_read_give_no_grounds() -> None:
    plan = plan_with().without({"findings", "revisions"})
    (line,) = grounds(compared(plan, (), changed("timeline.phases[one]")))
    assert (line.reasons, line.findings) == ((), ())
    assert datetime.date(2024, 12, 10) in {each.drill for each in plan_with().findings}

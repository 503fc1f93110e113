"""Why a change was made: the reasons that the revision records give, and the drill's findings that it answers."""

from collections.abc import Iterator

from plangen.changes.change import touches
from plangen.documents.revisions.revision_table import Line
from plangen.model.finding import DrillFinding
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.model.values import shown
from plangen.pipeline.revisions.diff import Compared

ACCOMPANYING = frozenset({"revisions", "findings", "approvals", "issued"})
"""Sections that are kept beside the plan: what changes there is no revision of it."""


def grounds(compared: Compared) -> tuple[Line, ...]:
    """The changes of the plan itself, each with its reasons and findings.

    A finding belongs to a change that touches a place which the finding says has to change; the reason is that of the
    record which answers such a finding, else of all records in between.
    """
    assert compared.new is not None
    plan = compared.new.plan
    found = tuple(_findings(plan, compared.records))
    lines = []
    for line in compared.lines:
        if line.section in ACCOMPANYING:
            continue
        mine = [
            (record, finding)
            for record, finding in found
            if any(touches(line.path, place) for place in finding.revises)
        ]
        answering = [each for each in compared.records if any(record is each for record, _ in mine)]
        lines.append(
            Line(
                change=line,
                reasons=tuple(f"{each.version}：{each.reason}" for each in answering or compared.records),
                findings=tuple(f"{each.id}　{each.title}" for _, each in mine),
            )
        )
    return tuple(lines)


def _findings(plan: Plan, records: tuple[Revision, ...]) -> Iterator[tuple[Revision | None, DrillFinding]]:
    """The findings that the records answer; without a record those that no revision has settled yet."""
    if "findings" in plan.missing:
        return
    for drill in plan.findings:
        for finding in drill.findings:
            for record in records:
                if record.drill == drill.drill and finding.id in record.answers:
                    yield record, finding
            if not records and not _is_settled(plan, shown(drill.drill), finding):
                yield None, finding


def _is_settled(plan: Plan, day: str, finding: DrillFinding) -> bool:
    return "revisions" not in plan.missing and any(
        record.drill is not None and shown(record.drill) == day and finding.id in record.answers
        for record in plan.revisions
    )

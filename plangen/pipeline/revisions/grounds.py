"""Why a change was made: the reasons that the revision records give, and the drill's findings that it answers."""

from collections.abc import Iterator

from plangen.changes.change import touches
from plangen.documents.revisions.revision_table import Line
from plangen.model.finding import DrillFinding
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.pipeline.revisions.comparison import Compared

ACCOMPANYING = frozenset({"revisions", "findings", "approvals", "issued"})
"""Sections that are kept beside the plan: what changes there is no revision of it."""


def grounds(compared: Compared) -> tuple[Line, ...]:
    """The changes of the plan itself, each with its reasons and findings.

    A finding belongs to a change that touches a place which the finding says has to change; the reason is that of the
    record which answers such a finding, else of all records in between.
    """
    answered = tuple(_answered(compared.new.plan, compared.records))
    lines = []
    for line in compared.lines:
        if line.section in ACCOMPANYING:
            continue
        mine = [pair for pair in answered if any(touches(line.path, place) for place in pair[1].revises)]
        answering = [each for each in compared.records if any(record is each for record, _ in mine)]
        lines.append(
            Line(
                change=line,
                reasons=tuple(f"{each.version}：{each.reason}" for each in answering or compared.records),
                findings=tuple(f"{each.id}　{each.title}" for _, each in mine),
            )
        )
    return tuple(lines)


def _answered(plan: Plan, records: tuple[Revision, ...]) -> Iterator[tuple[Revision | None, DrillFinding]]:
    """The findings that the records answer; without a record those that no revision has answered yet."""
    drills = () if "findings" in plan.missing else plan.findings
    known = () if "revisions" in plan.missing else plan.revisions
    for drill in drills:
        for finding in drill.findings:
            for record in records:
                if record.drill == drill.drill and finding.id in record.answers:
                    yield record, finding
            if not records and not any(each.drill == drill.drill and finding.id in each.answers for each in known):
                yield None, finding

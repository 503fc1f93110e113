"""Why a change was made: the reasons that the revision records give, and the drill's findings that it answers."""

import datetime
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from plangen.changes.change import touches
from plangen.changes.wording import Described
from plangen.documents.revisions.revision_table import RevisionLine
from plangen.model.finding import DrillFinding
from plangen.model.owed import meant
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.pipeline.revisions.comparison import Compared

ACCOMPANYING = frozenset({"revisions", "findings", "approvals", "issued"})
"""Sections that are kept beside the plan: what changes there is no revision of it."""


def grounds(compared: Compared) -> tuple[RevisionLine, ...]:
    """The changes of the plan itself, each with its reasons and findings.

    A finding belongs to a change that touches a place which the finding says has to change; the reason is that of the
    record which answers such a finding, else of all records in between.
    """
    answered = tuple(_answered(compared.new.plan, compared.records))
    lines = (line for line in compared.lines if line.section not in ACCOMPANYING)
    return tuple(_line(line, compared.records, answered) for line in lines)


_Answer: TypeAlias = tuple[Revision | None, DrillFinding]
"""A finding, with the record that answers it; None where no revision does yet."""


def _line(change: Described, records: Sequence[Revision], answered: Sequence[_Answer]) -> RevisionLine:
    mine = [answer for answer in answered if any(touches(change.path, place) for place in answer[1].revises)]
    answering = [each for each in records if any(record is each for record, _ in mine)]
    return RevisionLine(
        change=change,
        reasons=tuple(f"{each.version}：{each.reason}" for each in answering or records),
        findings=tuple(f"{each.id}　{each.title}" for _, each in mine),
    )


def _answered(plan: Plan, records: Sequence[Revision]) -> Iterator[_Answer]:
    """The findings that the records answer; without a record those that no revision has answered yet."""
    known = () if "revisions" in plan.missing else plan.revisions
    for drill in () if "findings" in plan.missing else plan.findings:
        for finding in drill.findings:
            answering = _answering(plan, (drill.drill, finding.id), records, known)
            yield from ((record, finding) for record in answering)


def _answering(
    plan: Plan, finding: tuple[datetime.date, str], records: Sequence[Revision], known: Sequence[Revision]
) -> Sequence[Revision | None]:
    """The records that answer a finding; where no record is asked about, None unless a known one answers it."""
    found = [
        each for each in records or known if finding in {meant(name, each, plan.findings) for name in each.answers}
    ]
    if records:
        return found
    return () if found else (None,)

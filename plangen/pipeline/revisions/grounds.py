"""Why a change was made: the reasons that the revision records give, and the drill's findings that it answers."""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from plangen.changes.change import Change, touches
from plangen.changes.tracing import origins
from plangen.changes.wording import Described
from plangen.documents.revisions.revision_table import RevisionLine
from plangen.model.finding import DrillFinding
from plangen.model.owed import meant
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.pipeline.revisions.comparison import Compared, changes_between
from plangen.pipeline.revisions.versions import PlanVersion
from plangen.workspace.project import TEMPLATES

ACCOMPANYING = frozenset({"revisions", "findings", "approvals", "issued", "duties"})
"""Sections that are kept beside the plan: what changes there is no revision of it."""


_UNRECORDED = "尚未记录为修订版本"


class RevisionStep(Struct, frozen=True, kw_only=True):
    """What differs from one revision to the next, and the records that came with it; none: not recorded yet."""

    version: PlanVersion  # where the step leads to
    changes: tuple[Change, ...]
    records: tuple[Revision, ...]
    templates: frozenset[str] = frozenset()  # the files of templates/ with other bytes


Steps: TypeAlias = Sequence[RevisionStep]


def steps_of(compared: Compared, tagged: Collection[str], version: Callable[[str], PlanVersion]) -> Steps:
    """The way from the old version to the new one, revision by revision; `version` reads one that is tagged.

    A record without a tag here belongs to the step that ends with the next one that has a tag.
    """
    versions, came = [compared.old.version], [list[Revision]()]
    for record in compared.records:
        came[-1].append(record)
        if record.version in tagged:
            there = version(record.version)
            if there.commit == compared.new.version.commit:
                break
            versions.append(there)
            came.append([])
    way = [*versions, compared.new.version]
    templates = (_differing(*pair) for pair in pairwise(way))
    return tuple(
        RevisionStep(version=there, changes=found, records=tuple(records), templates=paths)
        for there, found, records, paths in zip(way[1:], changes_between(way), came, templates, strict=True)
    )


def _differing(old: PlanVersion, new: PlanVersion) -> frozenset[str]:
    before, after = old.files.under(TEMPLATES), new.files.under(TEMPLATES)
    return frozenset(path for path in {*before, *after} if before.get(path) != after.get(path))


def grounds(compared: Compared, steps: Steps = ()) -> tuple[RevisionLine, ...]:
    """The changes of the plan itself, then those of its templates, each with its reasons and findings.

    With `steps` a change has the revisions that made it. Without them (there is but one record) the reason is that of
    the record which answers a finding about the place. A finding belongs to a change that touches a place which the
    finding says has to change.
    """
    answered = tuple(_answered(compared.new.plan, compared.records))
    return tuple(
        _traced(line, own, answered) if own else _line(line, compared.records, answered)
        for line, own in (*_owned(compared, steps), *_owned_templates(compared, steps))
        if line.section not in ACCOMPANYING
    )


def _owned(compared: Compared, steps: Steps) -> Iterator[tuple[Described, Steps]]:
    """The changes of the plan, each with the steps that made it."""
    made = origins(compared.changes, [step.changes for step in steps]) or [()] * len(compared.lines)
    for line, numbers in zip(compared.lines, made, strict=True):
        yield line, [steps[number] for number in numbers]


def _owned_templates(compared: Compared, steps: Steps) -> Iterator[tuple[Described, Steps]]:
    for change in compared.templates:
        own = [step for step in steps if change.path in step.templates]
        yield from ((line, own) for line in change.lines)


_Answer: TypeAlias = tuple[Revision | None, DrillFinding]
"""A finding, with the record that answers it; None where no revision does yet."""


def _traced(change: Described, steps: Steps, answered: Sequence[_Answer]) -> RevisionLine:
    """The change with the records of the steps that made it, and the findings that these answer."""
    records = [record for step in steps for record in step.records]
    mine = [each for each in _about(change, answered) if any(each[0] is record for record in records)]
    unrecorded = () if all(step.records for step in steps) else (_UNRECORDED,)
    return RevisionLine(change=change, reasons=(*_reasons(records), *unrecorded), findings=_named(mine))


def _line(change: Described, records: Sequence[Revision], answered: Sequence[_Answer]) -> RevisionLine:
    mine = _about(change, answered)
    answering = [each for each in records if any(record is each for record, _ in mine)]
    return RevisionLine(change=change, reasons=_reasons(answering or records), findings=_named(mine))


def _about(change: Described, answered: Iterable[_Answer]) -> list[_Answer]:
    return [answer for answer in answered if any(touches(change.path, place) for place in answer[1].revises)]


def _named(answers: Iterable[_Answer]) -> tuple[str, ...]:
    return tuple(f"{each.id}　{each.title}" for _, each in answers)


def _reasons(records: Iterable[Revision]) -> tuple[str, ...]:
    """Why, and below it when and by whom."""
    return tuple(
        text
        for each in records
        for text in (
            f"{each.version}：{each.reason}",
            f"{each.date}　编制：{each.author}　审核：{each.reviewer}　批准：{each.approver}",
        )
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

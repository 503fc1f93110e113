"""`plangen diff --table`: the comparison as a 修订对照表, a Word or an Excel file."""

import datetime
from pathlib import Path

from plangen.diagnostics import Finding
from plangen.documents.revisions.revision_table import TableFacts, revision_sheet, revision_table
from plangen.errors import TableKind, TableTaken
from plangen.pipeline.house import read_house
from plangen.pipeline.revisions.diff import Compared
from plangen.pipeline.revisions.grounds import grounds
from plangen.pipeline.revisions.written import made_on, write_ours
from plangen.workspace.project import TEMPLATES

_KINDS = {"added": "增加", "removed": "删除", "changed": "修改"}


def write_table(compared: Compared, path: Path) -> tuple[Finding, ...]:
    """Write the table in the house style of the new version; findings where that has an error.

    Raises:
        UsageProblem: TableKind for another kind of file, TableTaken where another file is there.
        EnvironmentProblem: Unwritable.
    """
    assert compared.old is not None
    assert compared.new is not None
    kind = path.suffix.lower()
    if kind not in {".docx", ".xlsx"}:
        raise TableKind(path=str(path))
    plan = compared.new.plan
    house, found = read_house(compared.new.version.files.under(TEMPLATES))
    if house is None or "plan" in plan.missing:
        return (*found, *compared.new.errors)
    lines, facts = grounds(compared), _facts(compared)
    if kind == ".docx":
        from plangen.office.word.writer import write_document

        raw = write_document(revision_table(plan, facts, lines), house.template)
    else:
        from plangen.office.excel.writer import write_workbook

        raw = write_workbook(revision_sheet(plan, facts, lines), house.sheet)
    write_ours(path, raw, "revision-table", TableTaken)
    return ()


def _facts(compared: Compared) -> TableFacts:
    assert compared.names is not None
    record = compared.records[-1] if compared.records else None
    people = (("编制", record.author), ("审核", record.reviewer), ("批准", record.approver)) if record else ()
    return TableFacts(
        old=compared.names[0].zh,
        new=compared.names[1].zh,
        date=_day(compared),
        signed=people,
        templates=tuple(f"{each.path}（{_KINDS[each.kind]}）" for each in compared.templates),
    )


def _day(compared: Compared) -> datetime.date:
    return made_on(compared).date()

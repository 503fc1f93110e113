"""Tables that a comparison writes beside its report: the 修订对照表, the list of those who have to be told again."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from plangen.diagnostics import Finding
from plangen.documents.revisions.rebriefing import rebriefing_list
from plangen.documents.revisions.revision_table import TableFacts, revision_sheet, revision_table
from plangen.errors import BriefingKind, TableKind, TableTaken
from plangen.model.records import Revision
from plangen.model.spec import title_of
from plangen.model.subjects import SECTIONS
from plangen.model.values import is_todo
from plangen.pipeline.house import read_house
from plangen.pipeline.revisions.comparison import Compared
from plangen.pipeline.revisions.grounds import Steps, grounds
from plangen.pipeline.revisions.impact import Impact
from plangen.workspace.project import TEMPLATES
from plangen.workspace.replacing import OwnFiles


def refuse_kinds(table: Path | None, people: Path | None) -> None:
    """Refuse kinds of files that cannot be written, before anything is.

    Raises:
        UsageProblem: TableKind for a table that is neither .docx nor .xlsx, BriefingKind for a list that is no .xlsx.
    """
    if table and table.suffix.lower() not in {".docx", ".xlsx"}:
        raise TableKind(path=str(table))
    if people and people.suffix.lower() != ".xlsx":
        raise BriefingKind(path=str(people))


def write_table(compared: Compared, steps: Steps, path: Path, own: OwnFiles) -> tuple[Finding, ...]:
    """Write the table, by the ending of `path` a Word or an Excel file, in the house style of the new version.

    `steps` are the revisions that lead from the old version to the new one; each row names those that made it.

    With an error in that style, or a plan that cannot be read, the findings are returned and nothing is written.

    Raises:
        UsageProblem: TableTaken where another file is there, or somebody edited it.
        EnvironmentProblem: Unwritable, DiskFull, InTheWay.
    """
    plan = compared.new.plan
    house, found = read_house(compared.new.version.files.under(TEMPLATES))
    if house is None or "plan" in plan.missing:
        return (*found, *compared.new.errors)
    lines, facts = grounds(compared, steps), _facts(compared)
    if path.suffix.lower() == ".docx":
        from plangen.office.word.writer import write_document

        raw = write_document(revision_table(plan, facts, lines), house.template)
    else:
        from plangen.office.excel.writer import write_workbook

        raw = write_workbook(revision_sheet(plan, facts, lines), house.sheet)
    own.write(path, raw, TableTaken)
    return ()


def write_briefing(compared: Compared, impact: Impact, path: Path, own: OwnFiles) -> tuple[Finding, ...]:
    """Write the .xlsx of those who have to be told; with an error in the house style, the findings and no file.

    Raises:
        UsageProblem: TableTaken where another file is there, or somebody edited it.
        EnvironmentProblem: Unwritable, DiskFull, InTheWay.
    """
    house, found = read_house(compared.new.version.files.under(TEMPLATES))
    if house is None:
        return found
    from plangen.office.excel.writer import write_workbook

    book = rebriefing_list(compared.new.plan, _versions(compared), impact.people, impact.training)
    own.write(path, write_workbook(book, house.sheet), TableTaken)
    return ()


def made_on(compared: Compared, records: Sequence[Revision]) -> datetime.datetime:
    """The date of the last of these records, else of the last commit: never that of a clock."""
    date = records[-1].date if records else None
    if isinstance(date, datetime.date):
        return datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
    return datetime.datetime.fromtimestamp(compared.new.version.time, datetime.UTC)


def made_by(compared: Compared, records: Sequence[Revision]) -> str:
    """Who made the last of these records, else the commit; for a working copy the company, else the plan."""
    if records:
        return records[-1].author
    identity = compared.new.plan.identity
    return compared.new.version.author or (identity.title if is_todo(identity.company) else identity.company)


def _versions(compared: Compared) -> TableFacts:
    old, new = compared.names
    return TableFacts(old=old.zh, new=new.zh, date=made_on(compared, compared.records).date())


def _facts(compared: Compared) -> TableFacts:
    """The same, with who signed the records in between and the templates that changed as well."""
    records = compared.records
    people = tuple(
        f"{f'{each.version}　　' if len(records) > 1 else ''}编制：{each.author}　　审核：{each.reviewer}"
        f"　　批准：{each.approver}"
        for each in records
    )
    whole = (each for each in compared.templates if not each.lines)
    templates = tuple(f"{each.title.zh if each.title else each.path}（{each.kind.words.zh}）" for each in whole)
    unread = tuple(
        f"{side.version.name.zh}的{title_of(section.record)}"
        for side in (compared.old, compared.new)
        for section in SECTIONS
        if section.name in side.unread
    )
    return replace(_versions(compared), signed=people, templates=templates, unread=unread)

"""`plangen diff --impact`: who and what a revision concerns, with the list of those to be told as an Excel file."""

from pathlib import Path

from plangen.documents.revisions.rebriefing import rebriefing_list
from plangen.documents.revisions.revision_table import TableFacts
from plangen.errors import BriefingKind, TableTaken
from plangen.pipeline.house import read_house
from plangen.pipeline.revisions.diff import Compared
from plangen.pipeline.revisions.impact import Impact, impact_of
from plangen.pipeline.revisions.redlining import studied
from plangen.pipeline.revisions.written import made_on, write_ours
from plangen.workspace.project import TEMPLATES


def tell(compared: Compared, root: Path, path: Path | None) -> Impact:
    """What the comparison means for others; with `path` the list of those who have to be told is written.

    Raises:
        UsageProblem: BriefingKind, TableTaken where another file is there.
        EnvironmentProblem: Unwritable.
    """
    if path is not None and path.suffix.lower() != ".xlsx":
        raise BriefingKind(path=str(path))
    sides = studied(compared, root)
    if sides.pair is None:
        return Impact(findings=sides.findings)
    impact = impact_of(compared, *sides.pair)
    if path is not None:
        house, found = read_house(compared.new.version.files.under(TEMPLATES) if compared.new else {})
        if house is None:
            return Impact(findings=found)
        from plangen.office.excel.writer import write_workbook

        assert compared.names is not None
        facts = TableFacts(old=compared.names[0].zh, new=compared.names[1].zh, date=made_on(compared).date())
        book = rebriefing_list(sides.pair[1].plan, facts, impact.people, impact.training)
        write_ours(path, write_workbook(book, house.sheet), "rebriefing", TableTaken)
    return impact

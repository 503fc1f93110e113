"""Files that a comparison writes: their date and author, and never one over a file of somebody else's."""

import datetime
from pathlib import Path

from plangen.errors import RedlineTaken, TableTaken
from plangen.office.redline import is_unedited
from plangen.pipeline.revisions.diff import Compared
from plangen.workspace.atomic import write_atomically


def made_on(compared: Compared) -> datetime.datetime:
    """The date of the last record in between, else of the last commit: never that of a clock."""
    assert compared.new is not None
    date = compared.records[-1].date if compared.records else None
    if isinstance(date, datetime.date):
        return datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
    return datetime.datetime.fromtimestamp(compared.new.version.time, datetime.UTC)


def made_by(compared: Compared) -> str:
    """Who made the last record in between, else the commit; for a working copy the company."""
    assert compared.new is not None
    if compared.records:
        return compared.records[-1].author
    return compared.new.version.author or compared.new.plan.identity.company


def refuse_others(path: Path, document: str, problem: type[RedlineTaken | TableTaken]) -> None:
    """Raise the UsageProblem where something stands at `path` that is not this document of ours, unedited."""
    if path.exists() and not (path.is_file() and is_unedited(path.read_bytes(), document)):
        raise problem(path=str(path))


def write_ours(path: Path, raw: bytes, document: str, problem: type[RedlineTaken | TableTaken]) -> None:
    refuse_others(path, document, problem)
    write_atomically(path, raw)

"""`plangen todo`: what of a plan is still to be filled in."""

from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Severity, Skipped
from plangen.pipeline.check import study_files
from plangen.workspace.project import read_files


class ToDo(Struct, frozen=True, kw_only=True):
    """What is open, each item with who can answer; what could not be looked at, and how many errors there are."""

    items: tuple[Finding, ...]
    unread: tuple[Skipped, ...] = ()
    errors: int = 0


def to_do(root: Path) -> ToDo:
    """What somebody in particular has to fill in or confirm in the project at `root`; exceptions are left out."""
    outcome = study_files(root, read_files(root)).outcome
    items = tuple(each for each in outcome.findings if each.by is not None)
    codes = {"X101", *(each.code for each in items)}
    unread = tuple(each for each in outcome.skipped if each.rule.code in codes)
    return ToDo(items=items, unread=unread, errors=outcome.count(Severity.ERROR))

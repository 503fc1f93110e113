"""The passages that may not be edited, with their approved texts, as templates/notices/locked.yaml has them."""

from plangen.diagnostics import Finding
from plangen.office.templates.locked import Passage, read_passages
from plangen.pipeline.template_files import NOTICES
from plangen.reading.plain import read_values
from plangen.workspace.project import Files

_LOCKED = f"{NOTICES}/locked.yaml"


def locked_passages(files: Files) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """The approved passages; none where there is no file of them."""
    if _LOCKED not in files.contents:
        return (), ()
    values, _, findings = read_values(_LOCKED, files.contents[_LOCKED], "locked")
    passages, found = read_passages(values or {}, _LOCKED)
    return passages, (*findings, *found)

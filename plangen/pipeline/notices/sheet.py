"""Sheets for legal to print: a Word file where the caller asks for it, in the project's look."""

from pathlib import Path

from plangen.blocks.document import Document
from plangen.errors import UsageProblem
from plangen.pipeline.notices.own import is_replaceable
from plangen.workspace.atomic import write_atomically

__all__ = ["write_sheet"]


def write_sheet(path: Path, document: Document, house: bytes) -> None:
    """Write the sheet; an earlier one that nobody has edited is replaced.

    Raises:
        UsageProblem: "sheet-taken" where another file, or an edited sheet, stands there.
    """
    from plangen.office.docx_writer import write_document

    raw = write_document(document, house)
    if not is_replaceable(path, raw):
        raise UsageProblem("sheet-taken", path=str(path))
    write_atomically(path, raw)

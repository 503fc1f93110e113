"""Word files that a command writes where it is told to: made again as often as asked, never over another file."""

from pathlib import Path

from plangen.blocks.document import Document
from plangen.errors import SheetTaken
from plangen.pipeline.notices.own import is_replaceable
from plangen.workspace.atomic import write_atomically


def write_sheet(path: Path, document: Document, house: bytes) -> None:
    """Write the document at `path`.

    Raises:
        UsageProblem: SheetTaken where a file stands there that is none of ours, or was edited since.
    """
    from plangen.office.word.writer import write_document

    raw = write_document(document, house)
    if not is_replaceable(path, raw):
        raise SheetTaken(path=str(path))
    write_atomically(path, raw)

"""Word files that a command writes where it is told to: made again as often as asked, never over another file."""

from pathlib import Path

from plangen.blocks.document import Document
from plangen.errors import SheetTaken
from plangen.workspace.replacing import OwnFiles


def write_sheet(root: Path, path: Path, document: Document, house: bytes) -> None:
    """Write the document of the project at `root` to `path`, a .docx in the look of `house`.

    Raises:
        UsageProblem: SheetTaken where a file stands there that is none of ours, or was edited since.
        EnvironmentProblem: Unwritable, DiskFull, InTheWay.
    """
    from plangen.office.word.writer import write_document

    OwnFiles(root).write(path, write_document(document, house), SheetTaken)

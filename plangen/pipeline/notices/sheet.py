"""Word files that a command writes where it is told to: made again as often as asked, never over another file."""

import io
import zipfile
from pathlib import Path

from plangen.blocks.document import Document
from plangen.diagnostics import Finding
from plangen.errors import SheetTaken
from plangen.pipeline.building.composing import identified
from plangen.pipeline.check import Study
from plangen.pipeline.house import read_house
from plangen.workspace.atomic import write_atomically
from plangen.workspace.project import TEMPLATES

_PROPERTIES = "docProps/core.xml"  # every program that saves a file writes its own


def write_sheet(
    project: Study, name: str, document: Document, path: Path | None
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Write the sheet at `path`; where it was written, and what is wrong with the house template.

    Nothing is written without a path, or where the house template has errors. `name` is the kind of sheet, as its
    properties say.

    Raises:
        UsageProblem: SheetTaken where a file stands there that is not ours, or was edited since.
    """
    if path is None:
        return None, ()
    house, findings = read_house(project.files.under(TEMPLATES))
    if house is None:
        return None, findings
    from plangen.office.word.writer import write_document

    raw = write_document(identified(document, name, project.plan), house.template)
    if not is_replaceable(path, raw):
        raise SheetTaken(path=str(path))
    write_atomically(path, raw)
    return path, findings


def is_replaceable(path: Path, raw: bytes) -> bool:
    """Whether nothing stands at `path`, or a Word file of the same title that nobody has saved since."""
    if not path.exists():
        return True
    try:
        return _properties(path.read_bytes()) == _properties(raw)
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _properties(raw: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(_PROPERTIES)

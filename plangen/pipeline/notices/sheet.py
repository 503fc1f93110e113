"""Word and Excel files that a command writes where it is told to: made as often as asked, never over another file."""

from pathlib import Path

from plangen.blocks.document import Document
from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Finding
from plangen.errors import SheetTaken
from plangen.pipeline.building.on_paper import identified
from plangen.pipeline.check import Study
from plangen.pipeline.house import House, read_house
from plangen.workspace.own_folders import SOURCES, refuse_own
from plangen.workspace.project import OUTPUT, TEMPLATES
from plangen.workspace.replacing import OwnFiles

MATERIALS = f"{OUTPUT}/通知材料"
"""Where sheets and annotated copies go that are named without saying where outside the plan."""


def goal_of(root: Path, path: Path) -> Path:
    """Where a file or folder that was typed goes: as it was typed, but not loose into the plan's folder.

    What a relative path would put there, beside the plan's own folders, goes into `MATERIALS`: no revision records it.

    Raises:
        UsageProblem: ExportInside for one in the sources.
    """
    refuse_own(path, SOURCES)
    plan, here = root.resolve(), path.resolve()
    is_loose = here.is_relative_to(plan) and not here.is_relative_to(plan / OUTPUT)
    return path if path.is_absolute() or not is_loose else root / MATERIALS / here.relative_to(plan)


def write_sheet(
    project: Study, name: str, document: Document | Workbook, path: Path | None
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Write the sheet to `goal_of` the path; where it was written, and what is wrong with the house template.

    Nothing is written without a path, or where the house template has errors. `name` is the kind of sheet, as its
    properties say.

    Raises:
        UsageProblem: ExportInside; SheetTaken where a file stands there that is not ours, or was edited since.
        EnvironmentProblem: Unwritable, DiskFull, InTheWay.
    """
    if path is None:
        return None, ()
    path = goal_of(project.root, path)
    house, findings = read_house(project.files.under(TEMPLATES))
    if house is None:
        return None, findings
    OwnFiles(project.root).write(path, _written(identified(document, name, project.plan), house), SheetTaken)
    return path, findings


def _written(document: Document | Workbook, house: House) -> bytes:
    if isinstance(document, Workbook):
        from plangen.office.excel.writer import write_workbook

        return write_workbook(document, house.sheet)
    from plangen.office.word.writer import write_document

    return write_document(document, house.template)

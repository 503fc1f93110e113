"""The look of the documents: the house template and the layout profile, read for a build or made again."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Severity, in_order
from plangen.disk.inside import is_link, is_odd, prove_inside
from plangen.errors import HouseEdited, InTheWay
from plangen.office.excel.styles import SheetLook
from plangen.office.house.layout import Layout, read_layout
from plangen.office.house.make import house_findings, is_untouched, make_house
from plangen.office.ooxml.guard import in_plain_form
from plangen.pipeline.check import Outcome
from plangen.pipeline.template_files import HOUSE, LAYOUT, NO_HOUSE, NO_LAYOUT
from plangen.reading.plain import read_values
from plangen.workspace.atomic import write_atomically
from plangen.workspace.project import read_files
from plangen.workspace.replacing import free_beside, is_replaceable


class House(Struct, frozen=True, kw_only=True):
    """What a build needs of the look."""

    template: bytes
    sheet: SheetLook
    layout: Layout


class Renewed(Struct, frozen=True, kw_only=True):
    """What `plangen house` did; `files` are the files it wrote, none when nothing changed."""

    outcome: Outcome
    files: tuple[str, ...] = ()


def read_house(files: Mapping[str, bytes]) -> tuple[House | None, tuple[Finding, ...]]:
    """The house template and the profile among the project's templates, None where an error is in the way."""
    layout, findings = read_layout_file(files)
    template = files.get(HOUSE)
    if template is None:
        return None, (*findings, Finding(rule=NO_HOUSE, at=Place(file=HOUSE)))
    if layout is None:
        return None, findings
    findings = (*findings, *house_findings(template, layout, HOUSE))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    return House(template=in_plain_form(template), sheet=SheetLook.of(layout), layout=layout), findings


def renew_house(root: Path, *, force: bool) -> Renewed:
    """Make templates/house.docx from templates/layout.yaml.

    Raises:
        UsageProblem: HouseEdited where the template was edited by hand and `force` is not given.
        EnvironmentProblem: Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    files = read_files(root)
    layout, findings = read_layout_file(files.contents)
    outcome = Outcome(findings=in_order((*files.findings, *findings)))
    if layout is None:
        return Renewed(outcome=outcome)
    fresh, old = make_house(layout), files.contents.get(HOUSE)
    if old == fresh:
        return Renewed(outcome=outcome)
    written = [HOUSE]
    if not is_replaceable(root / HOUSE, fresh, is_untouched):
        if not force:
            raise HouseEdited(path=HOUSE)
        written.append(_kept(root).relative_to(root).as_posix())
    write_atomically(root / HOUSE, fresh, within=root)
    return Renewed(outcome=outcome, files=tuple(written))


def _kept(root: Path) -> Path:
    """The house template under another name; where a link stands in its place, the link."""
    house, kept = prove_inside(root, root / HOUSE), free_beside(root / HOUSE, "原")
    if is_odd(house):
        raise InTheWay(path=str(house))
    if is_link(house):
        return house.rename(kept)
    write_atomically(kept, house.read_bytes(), within=root)
    return kept


def read_layout_file(files: Mapping[str, bytes]) -> tuple[Layout | None, tuple[Finding, ...]]:
    """The layout profile among the project's files, None with what is wrong in it."""
    if LAYOUT not in files:
        return None, (Finding(rule=NO_LAYOUT, at=Place(file=LAYOUT)),)
    values, origin, findings = read_values(LAYOUT, files[LAYOUT], "layout")
    if values is None:
        return None, findings or (Finding(rule=NO_LAYOUT, at=Place(file=LAYOUT)),)
    layout, found = read_layout(values, file=LAYOUT, origin=origin)
    return layout, (*findings, *found)

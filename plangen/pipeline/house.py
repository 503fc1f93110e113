"""The look of the documents: the house template and the layout profile, read for a build or made anew."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Rule, Severity, in_order, words
from plangen.errors import UsageProblem
from plangen.office.house import house_findings, make_house
from plangen.office.layout import Layout, read_layout
from plangen.office.xlsx_look import SheetLook
from plangen.pipeline.check import Outcome
from plangen.reading.plain import read_values
from plangen.workspace.atomic import write_atomically
from plangen.workspace.project import TEMPLATES, read_files

__all__ = ["RULES", "House", "Renewed", "read_house", "renew_house"]

HOUSE, LAYOUT = f"{TEMPLATES}/house.docx", f"{TEMPLATES}/layout.yaml"

NO_HOUSE = Rule(
    code="W190",
    severity=Severity.ERROR,
    title=words("缺少公文模板", "the house template is missing"),
    why=words("公文模板决定所有 Word 文件的版面", "the house template gives all Word documents their look"),
    message=words(
        "没有这个文件，无法生成 Word 文件", "there is no such file, and no Word document can be made without it"
    ),
    hint=words("运行 plangen house 重新生成", "make it with plangen house"),
)
NO_LAYOUT = Rule(
    code="W191",
    severity=Severity.ERROR,
    title=words("缺少版式文件", "the layout profile is missing"),
    why=words("版式文件写明纸张、字体和字号", "the layout profile says page, fonts and sizes"),
    message=words("没有这个文件，或者内容不是“名称: 值”", "there is no such file, or it holds no set of 'name: value'"),
    hint=words("从 plangen init 新建的文件夹里复制一份", "copy it from a folder made with plangen init"),
)
RULES = (NO_HOUSE, NO_LAYOUT)


class House(Struct, frozen=True, kw_only=True):
    """What a build needs of the look."""

    template: bytes
    sheet: SheetLook


class Renewed(Struct, frozen=True, kw_only=True):
    """What `plangen house` did; `files` are the files it wrote, none when nothing changed."""

    outcome: Outcome
    files: tuple[str, ...] = ()


def read_house(files: Mapping[str, bytes]) -> tuple[House | None, tuple[Finding, ...]]:
    """The house template and the profile among the project's templates, None where an error is in the way."""
    layout, findings = _layout(files)
    template = files.get(HOUSE)
    if template is None:
        return None, (*findings, Finding(rule=NO_HOUSE, at=Place(file=HOUSE)))
    if layout is None:
        return None, findings
    findings = (*findings, *house_findings(template, layout, HOUSE))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    return House(template=template, sheet=SheetLook.of(layout)), findings


def renew_house(root: Path, *, force: bool) -> Renewed:
    """Make templates/house.docx from templates/layout.yaml.

    Raises:
        UsageProblem: "house-edited" where the template there is another one and `force` is not given.
    """
    files = read_files(root)
    layout, findings = _layout(files.contents)
    outcome = Outcome(findings=in_order((*files.findings, *findings)))
    if layout is None:
        return Renewed(outcome=outcome)
    fresh, old = make_house(layout), files.contents.get(HOUSE)
    if old == fresh:
        return Renewed(outcome=outcome)
    written = [HOUSE]
    if old is not None:
        if not force:
            raise UsageProblem("house-edited", path=HOUSE)
        kept = _free_name(root)
        write_atomically(root / kept, old)
        written.append(kept)
    write_atomically(root / HOUSE, fresh)
    return Renewed(outcome=outcome, files=tuple(written))


def _layout(files: Mapping[str, bytes]) -> tuple[Layout | None, tuple[Finding, ...]]:
    if LAYOUT not in files:
        return None, (Finding(rule=NO_LAYOUT, at=Place(file=LAYOUT)),)
    values, origin, findings = read_values(LAYOUT, files[LAYOUT], "layout")
    if values is None:
        return None, findings or (Finding(rule=NO_LAYOUT, at=Place(file=LAYOUT)),)
    layout, found = read_layout(values, file=LAYOUT, origin=origin)
    return layout, (*findings, *found)


def _free_name(root: Path) -> str:
    """templates/house（原）.docx, or with a number where that is taken."""
    pure, number = PurePosixPath(HOUSE), 1
    while True:
        name = str(pure.with_name(f"{pure.stem}（原{number if number > 1 else ''}）{pure.suffix}"))
        if not (root / name).exists():
            return name
        number += 1

"""`plangen redline`: two Word files as one with tracked changes, two Excel files as a list of cells."""

import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.diagnostics import ERROR, WARNING, Finding, Place, rule
from plangen.errors import NoFile, NotGenerated, RedlineTaken
from plangen.office.ooxml.guard import LIMIT, too_large
from plangen.office.readable import cells
from plangen.office.readable.difference import WorkbookDifference, workbook_difference
from plangen.office.redline import Summary, is_unedited, redline
from plangen.pipeline.building.as_generated import as_generated
from plangen.pipeline.check import Outcome
from plangen.workspace.naming import worded_name
from plangen.workspace.own_folders import owner_of, refuse_own
from plangen.workspace.project import find_root
from plangen.workspace.replacing import write_unless_taken

_LATER = rule(
    "Q105",
    WARNING,
    title=("手工修改前的文件没有保存", "the file as it was before the edit is gone"),
    why=(
        "与后来生成的文件比较，差别里会混有源文件的改动",
        "compared with what is generated now, changes of the source show up among those by hand",
    ),
    message=(
        "修改之前生成的文件没有保存下来，改与现在生成的文件比较；其中可能混有源文件后来的改动",
        (
            "what was generated before the edit was not kept; compared with what is generated now, so that later"
            " changes"
            " of the source may be among the differences"
        ),
    ),
    hint=("逐条核对是不是手工修改", "check of each difference whether it was made by hand"),
)
_NO_WORKBOOK = rule(
    "Q106",
    ERROR,
    title=("不是能读取的 Excel 文件", "not an Excel file that can be read"),
    why=("读不了的文件无法比较", "what cannot be read cannot be compared"),
    message=("文件损坏、有密码或者不是 .xlsx", "the file is damaged, has a password, or is not an .xlsx file"),
    hint=("用 Excel 或 WPS 打开并另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"),
)
RULES = (_LATER, _NO_WORKBOOK)


class Redline(Struct, frozen=True, kw_only=True):
    """What was found, how much differs, and where the redline stands; nowhere with an error, or of Excel files."""

    outcome: Outcome
    summary: Summary = Summary()
    file: Path | None = None
    changed: WorkbookDifference | None = None  # of Excel files


def redline_files(
    old: Path, new: Path, *, out: Path | None = None, author: str, date: datetime.datetime | None = None
) -> Redline:
    """Write the redline of two Word files to `out`, beside the new one where that is not said; compare two Excel files.

    Raises:
        UsageProblem: NoFile, ExportInside, RedlineTaken where something else stands in its place.
        EnvironmentProblem: Unwritable.
    """
    if out:
        refuse_own(out)
    before, found_before = _read(old)
    now, found_now = _read(new)
    if before is None or now is None:
        return Redline(outcome=Outcome(findings=(*found_before, *found_now)))
    pair = _Pair(before=before, now=now, names=(str(old), str(new)))
    return pair.compared(out or _beside(new), author, date)


def redline_edited(
    file: Path, *, out: Path | None = None, author: str, date: datetime.datetime | None = None
) -> Redline:
    """What somebody edited by hand in a generated file, or in the copy that a build kept of it.

    Raises:
        UsageProblem: NoFile, NoProject, NotGenerated, ExportInside, RedlineTaken.
        EnvironmentProblem: Unwritable.
    """
    if out:
        refuse_own(out)
    now, found = _read(file)
    if now is None:
        return Redline(outcome=Outcome(findings=found))
    generated = as_generated(find_root(file.resolve().parent), file)
    if generated is None:
        raise NotGenerated(path=str(file))
    pair = _Pair(before=generated.raw, now=now, names=(f"{file}（生成时）", str(file)))
    made = pair.compared(out or _beside(file), author, date)
    if not generated.is_later:
        return made
    findings = (Finding(rule=_LATER, at=Place(file=str(file))), *made.outcome.findings)
    return msgspec.structs.replace(made, outcome=Outcome(findings=findings))


class _Pair(Struct, frozen=True, kw_only=True):
    """Two files to compare, and what findings call them."""

    before: bytes
    now: bytes
    names: tuple[str, str]

    def compared(self, goal: Path, author: str, date: datetime.datetime | None) -> Redline:
        if all(name.removesuffix("（生成时）").lower().endswith(".xlsx") for name in self.names):
            return self._cells()
        redlined = redline(self.before, self.now, author=author, date=date, names=self.names)
        outcome = Outcome(findings=redlined.findings)
        if redlined.raw is None:
            return Redline(outcome=outcome)
        write_unless_taken(goal, redlined.raw, RedlineTaken, is_unedited, within=goal.parent)
        return Redline(outcome=outcome, summary=redlined.summary, file=goal)

    def _cells(self) -> Redline:
        """What differs in workbooks, as the comparison of two revisions says it too."""
        unread = [name for name, raw in zip(self.names, (self.before, self.now), strict=True) if cells(raw) is None]
        if unread:
            return Redline(outcome=Outcome(findings=tuple(_no_workbook(name) for name in unread)))
        return Redline(outcome=Outcome(findings=()), changed=workbook_difference(self.before, self.now))


def _no_workbook(name: str) -> Finding:
    return Finding(rule=_NO_WORKBOOK, at=Place(file=name))


def _beside(file: Path) -> Path:
    """Beside the file; of one in the plan's own folders in the folder of the plan."""
    goal = file.with_name(worded_name(f"{file.stem}.docx", "修订对照"))
    root = owner_of(goal)
    return root / goal.name if root else goal


def _read(path: Path) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The bytes of a file, unless there are far too many."""
    if not path.is_file():
        raise NoFile(path=str(path))
    if path.stat().st_size > LIMIT:
        return None, too_large(str(path))
    return path.read_bytes(), ()

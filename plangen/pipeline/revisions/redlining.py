"""`plangen diff --redline`: each document that changed with tracked changes, both sides composed by this program."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from plangen.changes.change import Kind
from plangen.diagnostics import Finding, Severity
from plangen.disk.inside import prove_inside, territory
from plangen.errors import RedlineTaken
from plangen.office.readable.difference import WorkbookDifference, workbook_difference
from plangen.office.redline import Summary, is_unedited, redline
from plangen.pipeline.building.composing import composed
from plangen.pipeline.check import Study
from plangen.pipeline.revisions.beside import made_by, made_on
from plangen.pipeline.revisions.comparison import Compared
from plangen.pipeline.revisions.documents import ComposedSide, Pair, entries_of
from plangen.workspace.own_folders import refuse_own
from plangen.workspace.replacing import is_replaceable, write_unless_taken


class RedlinedFile(Struct, frozen=True, kw_only=True):
    """A file that changed: its redline, its cells, or that one side alone has it."""

    path: str  # as in output/, or below templates/
    title: str
    kind: Kind
    summary: Summary | None = None
    cells: WorkbookDifference = WorkbookDifference()  # of a workbook
    file: Path | None = None  # the redline


class Redlines(Struct, frozen=True, kw_only=True):
    """What was written; with errors nothing was."""

    findings: tuple[Finding, ...] = ()
    files: tuple[RedlinedFile, ...] = ()


class _Made(Struct, frozen=True, kw_only=True):
    """One of the files, before anything is written."""

    file: RedlinedFile
    raw: bytes | None = None  # of the redline, where there is one
    findings: tuple[Finding, ...] = ()


class _Composed(Struct, frozen=True, kw_only=True):
    """The Word and Excel files of one side, by path."""

    files: dict[str, bytes]
    errors: tuple[Finding, ...]


class _Silent:
    def step(self, name: str, number: int, total: int) -> None:
        pass

    def done(self) -> None:
        pass


def redline_versions(compared: Compared, sides: tuple[Study, Study], out: Path) -> Redlines:
    """Write the redlines into `out`, each where its document stands in output/.

    Raises:
        UsageProblem: ExportInside, RedlineTaken where something else stands in the place of one; nothing is written.
        EnvironmentProblem: Unwritable, DiskFull, InTheWay.
    """
    pairs = tuple(ComposedSide.of(sides[0]).differing(sides[1]))
    old, new = (_compose(side, pairs) for side in sides)
    if errors := (*old.errors, *new.errors):
        return Redlines(findings=errors)
    made = (*_documents(compared, pairs, old, new), *_templates(compared))
    return Redlines(
        findings=tuple(found for each in made for found in each.findings), files=_write(made, out, sides[0].root)
    )


def _write(made: Iterable[_Made], out: Path, root: Path) -> tuple[RedlinedFile, ...]:
    within = territory(root, out / "any")
    redlines = {each.file.path: each.raw for each in made if each.raw is not None}
    for path, raw in redlines.items():  # before any is written
        refuse_own(out / path)
        prove_inside(within, out / path)
        if not is_replaceable(out / path, raw, is_unedited):
            raise RedlineTaken(path=str(out / path))
    for path, raw in redlines.items():
        write_unless_taken(out / path, raw, RedlineTaken, is_unedited, within=within)
    files = (each.file for each in made)
    return tuple(replace(each, file=out / each.path) if each.path in redlines else each for each in files)


def _compose(side: Study, pairs: Iterable[Pair]) -> _Composed:
    made = composed(side, entries_of(pairs), _Silent(), None)
    return _Composed(
        files={each.path: each.raw for each in made.files if each.path.endswith((".docx", ".xlsx"))},
        errors=tuple(each for each in made.findings if each.severity is Severity.ERROR),
    )


def _documents(compared: Compared, pairs: Iterable[Pair], old: _Composed, new: _Composed) -> Iterator[_Made]:
    for pair in pairs:
        file = RedlinedFile(path=pair.any.path, title=pair.any.body.title, kind=pair.kind)
        before = old.files.get(pair.old.path) if pair.old else None
        after = new.files.get(pair.new.path) if pair.new else None
        made = _redlined(compared, file, before, after)
        if made.raw is not None or made.file.kind is not Kind.CHANGED or made.file.cells.count or made.findings:
            yield made


def _templates(compared: Compared) -> Iterator[_Made]:
    for change in compared.templates:
        if change.path.endswith(".docx"):
            file = RedlinedFile(path=change.path, title=PurePosixPath(change.path).stem, kind=change.kind)
            before, after = (side.version.files.contents.get(file.path) for side in (compared.old, compared.new))
            yield _redlined(compared, file, before, after)


def _redlined(compared: Compared, file: RedlinedFile, before: bytes | None, after: bytes | None) -> _Made:
    if before is None or after is None:
        return _Made(file=file)
    if file.path.endswith(".xlsx"):
        difference = workbook_difference(before, after, machine=False)
        return _Made(file=replace(file, cells=difference or WorkbookDifference()))
    old, new = (f"{name.zh} {file.path}" for name in compared.names)
    made = redline(before, after, author=made_by(compared), date=made_on(compared), names=(old, new))
    return _Made(file=replace(file, summary=made.summary), raw=made.raw, findings=made.findings)

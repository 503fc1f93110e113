"""`plangen diff --redline`: each document that changed with tracked changes, both sides composed by this program."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from plangen.changes.change import Kind
from plangen.diagnostics import Finding, Severity
from plangen.disk.inside import prove_inside, territory
from plangen.errors import RedlineTaken
from plangen.model.records import Revision
from plangen.office.readable.difference import WorkbookDifference, workbook_difference
from plangen.office.redline import RedlineStep, Summary, is_unedited, redline_over
from plangen.pipeline.building.composing import composed
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.revisions.beside import made_by, made_on
from plangen.pipeline.revisions.comparison import Compared
from plangen.pipeline.revisions.documents import ComposedSide, Pair, entries_of, key_of
from plangen.pipeline.revisions.grounds import Steps
from plangen.pipeline.revisions.versions import PlanVersion
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


_Key: TypeAlias = tuple[str, str]


class _Composed(Struct, frozen=True, kw_only=True):
    """The Word and Excel files of one version, by what they are."""

    files: Mapping[_Key, bytes]
    errors: tuple[Finding, ...] = ()


class _Stage(Struct, frozen=True, kw_only=True):
    """A revision in between, or the new version: its files, and who made it."""

    documents: Mapping[_Key, bytes]
    templates: Mapping[str, bytes]
    records: tuple[Revision, ...]
    name: str


class _Silent:
    def step(self, name: str, number: int, total: int) -> None:
        pass

    def done(self) -> None:
        pass


def redline_versions(compared: Compared, sides: tuple[Study, Study], out: Path, steps: Steps = ()) -> Redlines:
    """Write the redlines into `out`, each where its document stands in output/.

    With `steps`, the revisions in between, each mark has the author and date of the one that made it.

    Raises:
        UsageProblem: ExportInside, RedlineTaken where something else stands in the place of one; nothing is written.
        EnvironmentProblem: Unwritable, DiskFull, InTheWay.
    """
    pairs = tuple(ComposedSide.of(sides[0]).differing(sides[1]))
    old, new = (_compose(side, pairs) for side in sides)
    if errors := (*old.errors, *new.errors):
        return Redlines(findings=errors)
    redlining = _Redlining(compared, tuple(_stages(compared, sides[1], new, pairs, steps)))
    made = (*redlining.documents(pairs, old, new), *redlining.templates())
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
        files={key_of(each.draft): each.raw for each in made.files if each.path.endswith((".docx", ".xlsx"))},
        errors=tuple(each for each in made.findings if each.severity is Severity.ERROR),
    )


def _stages(compared: Compared, new: Study, last: _Composed, pairs: Sequence[Pair], steps: Steps) -> Iterator[_Stage]:
    """The revisions in between and the new version; of one that cannot be composed only its templates are known."""
    for step in steps[:-1]:
        study = study_files(new.root, step.version.files)
        is_sound = not any(each.severity is Severity.ERROR for each in study.outcome.findings)
        made = _compose(study, pairs) if is_sound else _Composed(files={})
        yield _stage(step.version, {} if made.errors else made.files, step.records)
    yield _stage(compared.new.version, last.files, steps[-1].records if steps else compared.records)


def _stage(version: PlanVersion, documents: Mapping[_Key, bytes], records: tuple[Revision, ...]) -> _Stage:
    name = "、".join(each.version for each in records) or version.name.zh
    return _Stage(documents=documents, templates=version.files.contents, records=records, name=name)


class _Redlining:
    """Makes the redlines of two versions, with what the documents were in between."""

    def __init__(self, compared: Compared, stages: Sequence[_Stage]) -> None:
        self._compared = compared
        self._stages = stages

    def documents(self, pairs: Iterable[Pair], old: _Composed, new: _Composed) -> Iterator[_Made]:
        """Of the documents that differ those of which that can be shown."""
        for pair in pairs:
            file = RedlinedFile(path=pair.any.path, title=pair.any.body.title, kind=pair.kind)
            before = old.files.get(key_of(pair.old)) if pair.old else None
            after = new.files.get(key_of(pair.new)) if pair.new else None
            made = self._redlined(file, before, [each.documents.get(key_of(pair.any)) for each in self._stages], after)
            if made.raw is not None or made.file.kind is not Kind.CHANGED or made.file.cells.count or made.findings:
                yield made

    def templates(self) -> Iterator[_Made]:
        """Of the templates that differ."""
        for change in self._compared.templates:
            if change.path.endswith(".docx"):
                path = change.path
                file = RedlinedFile(path=path, title=PurePosixPath(path).stem, kind=change.kind)
                sides = (self._compared.old, self._compared.new)
                before, after = (side.version.files.contents.get(path) for side in sides)
                yield self._redlined(file, before, [each.templates.get(path) for each in self._stages], after)

    def _redlined(
        self, file: RedlinedFile, before: bytes | None, between: Iterable[bytes | None], after: bytes | None
    ) -> _Made:
        if before is None or after is None:
            return _Made(file=file)
        if file.path.endswith(".xlsx"):
            difference = workbook_difference(before, after, machine=False)
            return _Made(file=replace(file, cells=difference or WorkbookDifference()))
        old, new = (f"{name.zh} {file.path}" for name in self._compared.names)
        steps = [self._step(stage, raw) for stage, raw in zip(self._stages, between, strict=True) if raw is not None]
        made = redline_over(before, steps, (old, new))
        return _Made(file=replace(file, summary=made.summary), raw=made.raw, findings=made.findings)

    def _step(self, stage: _Stage, raw: bytes) -> RedlineStep:
        author, date = made_by(self._compared, stage.records), made_on(self._compared, stage.records)
        return RedlineStep(raw=raw, author=author, date=date, name=stage.name)

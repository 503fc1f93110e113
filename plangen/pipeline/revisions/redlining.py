"""`plangen diff --redline`: each document that changed with tracked changes, both sides composed by this program."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plangen.diagnostics import Finding, Severity
from plangen.errors import RedlineTaken
from plangen.office.readable.difference import CellChange, cell_changes
from plangen.office.redline import Summary, redline
from plangen.pipeline.building.composing import File, composed
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.revisions.diff import Compared, Side
from plangen.pipeline.revisions.documents import Pair, changed_pairs
from plangen.pipeline.revisions.written import made_by, made_on, refuse_others
from plangen.workspace.atomic import write_atomically


class Redlined(Struct, frozen=True, kw_only=True):
    """A file that changed: its redline, its cells, or that one side alone has it."""

    path: str  # as in output/, or below templates/
    title: str
    kind: str  # added, removed, changed
    summary: Summary | None = None
    cells: tuple[CellChange, ...] = ()
    file: Path | None = None  # the redline


class Redlines(Struct, frozen=True, kw_only=True):
    """What was written; with errors nothing was."""

    findings: tuple[Finding, ...] = ()
    files: tuple[Redlined, ...] = ()


class Studied(Struct, frozen=True, kw_only=True):
    """Both sides read and checked; None with the errors of a side that cannot be composed."""

    pair: tuple[Study, Study] | None = None
    findings: tuple[Finding, ...] = ()


class _Silent:
    def step(self, name: str, number: int, total: int) -> None:
        pass

    def done(self) -> None:
        pass


def studied(compared: Compared, root: Path) -> Studied:
    assert compared.old is not None
    assert compared.new is not None
    both = tuple(_study(side, root) for side in (compared.old, compared.new))
    errors = tuple(each for side in both for each in _errors(side.outcome.findings))
    return Studied(findings=errors) if errors else Studied(pair=(both[0], both[1]))


def redline_versions(compared: Compared, root: Path, out: Path) -> Redlines:
    """Write the redlines into `out`, each where its document stands in output/.

    Raises:
        UsageProblem: RedlineTaken where something else stands in the place of one; nothing is written then.
        EnvironmentProblem: Unwritable.
    """
    sides = studied(compared, root)
    if sides.pair is None:
        return Redlines(findings=sides.findings)
    pairs = tuple(changed_pairs(*sides.pair))
    old, new = (_files(side, pairs) for side in sides.pair)
    errors = tuple(_errors((*old.findings, *new.findings)))
    if errors:
        return Redlines(findings=errors)
    made = [*_documents(compared, pairs, old, new), *_templates(compared)]
    named = [(each, raw, out / each.path) for each, raw, _ in made]
    for _, raw, path in named:
        if raw is not None:
            refuse_others(path, "redline", RedlineTaken)
    files = []
    for each, raw, path in named:
        if raw is not None:
            write_atomically(path, raw)
        files.append(each if raw is None else _at(each, path))
    findings = tuple(finding for _, _, found in made for finding in found)
    return Redlines(findings=findings, files=tuple(files))


_Made = tuple[Redlined, bytes | None, tuple[Finding, ...]]


class _Files(Struct, frozen=True, kw_only=True):
    by_path: dict[str, bytes]
    findings: tuple[Finding, ...]


def _study(side: Side, root: Path) -> Study:
    return study_files(root, side.version.files)


def _errors(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (each for each in findings if each.severity is Severity.ERROR)


def _files(side: Study, pairs: Iterable[Pair]) -> _Files:
    entries = {pair.any.entry.id: pair.any.entry for pair in pairs}
    made = composed(side, sorted(entries.values(), key=lambda entry: entry.number), _Silent(), None)
    return _Files(by_path={each.path: each.raw for each in made.files if _is_office(each)}, findings=made.findings)


def _is_office(file: File) -> bool:
    return file.path.endswith((".docx", ".xlsx"))


def _documents(compared: Compared, pairs: Iterable[Pair], old: _Files, new: _Files) -> Iterator[_Made]:
    for pair in pairs:
        draft = pair.any
        before = old.by_path.get(pair.old.path) if pair.old else None
        after = new.by_path.get(pair.new.path) if pair.new else None
        yield _redlined(compared, Redlined(path=draft.path, title=draft.body.title, kind=pair.kind), before, after)


def _templates(compared: Compared) -> Iterator[_Made]:
    assert compared.old is not None
    assert compared.new is not None
    for change in compared.templates:
        if change.path.endswith(".docx"):
            about = Redlined(path=change.path, title=PurePosixPath(change.path).stem, kind=change.kind)
            sides = (side.version.files.contents.get(change.path) for side in (compared.old, compared.new))
            yield _redlined(compared, about, *sides)


def _redlined(compared: Compared, about: Redlined, before: bytes | None, after: bytes | None) -> _Made:
    if before is None or after is None:
        return about, None, ()
    if about.path.endswith(".xlsx"):
        return _with(about, cells=cell_changes(before, after)), None, ()
    names = tuple(f"{name.zh} {about.path}" for name in compared.names or ())
    made = redline(before, after, author=made_by(compared), date=made_on(compared), names=(names[0], names[1]))
    return _with(about, summary=made.summary), made.raw, made.findings


def _with(about: Redlined, summary: Summary | None = None, cells: tuple[CellChange, ...] = ()) -> Redlined:
    return Redlined(path=about.path, title=about.title, kind=about.kind, summary=summary, cells=cells)


def _at(about: Redlined, path: Path) -> Redlined:
    return Redlined(path=about.path, title=about.title, kind=about.kind, summary=about.summary, file=path)

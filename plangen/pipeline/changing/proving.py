"""A change of the source: which files, proved by the check, written together."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding, Place, Severity, in_order
from plangen.editing.editor import edited
from plangen.editing.edits import Edit
from plangen.pipeline.changing import change_rules
from plangen.pipeline.check import Outcome, Study, study_files
from plangen.reading.text import encoding_of, lines_as_written
from plangen.workspace.output import locked
from plangen.workspace.project import OUTPUT, read_files
from plangen.workspace.together import write_together


class ChangedFile(Struct, frozen=True, kw_only=True):
    """A file before and after."""

    path: str
    old: bytes
    new: bytes

    def lines(self) -> Iterator[str]:
        """The lines that go and come, as `diff` writes them, each part with its place."""
        old, new = ([line.rstrip("\r\n") for line in _lines(raw)] for raw in (self.old, self.new))
        yield from list(unified_diff(old, new, lineterm="", n=0))[2:]


class Changed(Struct, frozen=True, kw_only=True):
    """What a command changed, or would change; with an error nothing was."""

    outcome: Outcome
    files: tuple[ChangedFile, ...] = ()
    written: bool = False


def changing(root: Path, plan_of: Callable[[Study], "Changed"], *, dry_run: bool) -> Changed:
    """What is to be changed in the project at `root`, written unless there is an error or it is only tried.

    Raises:
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    with nullcontext() if dry_run else locked(root / OUTPUT, root=root):
        made = plan_of(study_files(root, read_files(root)))
        if dry_run or not made.files or made.outcome.count(Severity.ERROR):
            return made
        write_together(root, {each.path: (each.old, each.new) for each in made.files})
        return replace(made, written=True)


def with_edits(
    contents: Mapping[str, bytes], edits: Mapping[str, list[Edit]]
) -> tuple[dict[str, bytes], list[Finding]]:
    """The files that change, by path; findings for those that cannot be changed."""
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for path, wanted in edits.items():
        done = edited(path, contents[path], wanted)
        findings += done.findings
        if done.raw != contents[path]:
            made[path] = done.raw
    return made, findings


def studied(before: Study, made: Mapping[str, bytes]) -> Study:
    """The project as it would be with these files."""
    return study_files(before.root, replace(before.files, contents={**before.files.contents, **made}))


def differing(before: Study, after: Study, same: Callable[[str], str] = str) -> tuple[list[Finding], int]:
    """What the check finds after a change and did not before, and how much it finds no more; lines do not count.

    Args:
        before: the project as it is.
        after: the project as it would be.
        same: gives what is called otherwise afterwards the same name in both.
    """
    known = Counter(_mark(each, same) for each in _every(before))
    new: list[Finding] = []
    for each in _every(after):
        mark = _mark(each, same)
        if known[mark]:
            known[mark] -= 1
        else:
            new.append(each)
    return new, known.total()


def otherwise(new: Iterable[Finding], fewer: int, at: Place) -> tuple[Finding, ...]:
    """That a change would make the check find other things, and what; nothing where it would not."""
    found = tuple(new)
    if not found and not fewer:
        return ()
    said = Finding(rule=change_rules.OTHERWISE, at=at, values={"count": len(found), "fewer": fewer})
    return (said, *in_order(found))


def file_changes(before: Mapping[str, bytes], made: Mapping[str, bytes]) -> tuple[ChangedFile, ...]:
    """The files in order of their paths."""
    return tuple(ChangedFile(path=path, old=before[path], new=made[path]) for path in sorted(made))


def _every(study: Study) -> tuple[Finding, ...]:
    """What the check finds, with what the plan's exceptions allow."""
    return (*study.outcome.findings, *(each.finding for each in study.outcome.accepted))


def _mark(finding: Finding, same: Callable[[str], str]) -> tuple[str, str, str]:
    return finding.code, finding.at.file, same(finding.at.path)


def _lines(raw: bytes) -> list[str]:
    return list(lines_as_written(raw)) if encoding_of(raw) else []

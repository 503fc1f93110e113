"""`plangen redline`: two Word files, one with tracked changes."""

import datetime
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding
from plangen.errors import UsageProblem
from plangen.office.guard import LIMIT, too_large
from plangen.office.redline import Summary, is_unedited, redline
from plangen.pipeline.check import Outcome
from plangen.workspace.atomic import write_atomically

__all__ = ["Redline", "redline_files"]


class Redline(Struct, frozen=True, kw_only=True):
    """What was found, how much differs, and where the redline stands; nowhere with an error."""

    outcome: Outcome
    summary: Summary = Summary()
    file: Path | None = None


def redline_files(
    old: Path, new: Path, *, out: Path | None = None, author: str, date: datetime.datetime | None = None
) -> Redline:
    """Write the redline of two files to `out`, beside the new one where that is not said.

    Raises:
        UsageProblem: "no-file", "redline-taken" where something else stands in its place.
        EnvironmentProblem: "unwritable".
    """
    before, found_before = _read(old)
    now, found_now = _read(new)
    if before is None or now is None:
        return Redline(outcome=Outcome(findings=(*found_before, *found_now)))
    redlined = redline(before, now, author=author, date=date, names=(str(old), str(new)))
    outcome = Outcome(findings=redlined.findings)
    if redlined.raw is None:
        return Redline(outcome=outcome)
    goal = out or new.with_name(f"{new.stem}（修订对照）.docx")
    if goal.exists() and not (goal.is_file() and is_unedited(goal.read_bytes())):
        raise UsageProblem("redline-taken", path=str(goal))
    write_atomically(goal, redlined.raw)
    return Redline(outcome=outcome, summary=redlined.summary, file=goal)


def _read(path: Path) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The bytes of a file, unless there are far too many."""
    if not path.is_file():
        raise UsageProblem("no-file", path=str(path))
    if path.stat().st_size > LIMIT:
        return None, too_large(str(path))
    return path.read_bytes(), ()

"""What a comparison is to write beside its report, and what came of it."""

from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Severity
from plangen.pipeline.revisions.diff import Compared
from plangen.pipeline.revisions.impact import Impact
from plangen.pipeline.revisions.redlining import Redlines, redline_versions
from plangen.pipeline.revisions.table import write_table
from plangen.pipeline.revisions.telling import tell


class Orders(Struct, frozen=True, kw_only=True):
    """Where to; None: not wanted."""

    table: Path | None = None
    redlines: Path | None = None
    impact: bool = False
    people: Path | None = None  # the list of those to be told


class Wrote(Struct, frozen=True, kw_only=True):
    """What was found on the way; None: not wanted."""

    findings: tuple[Finding, ...] = ()
    redlines: Redlines | None = None
    impact: Impact | None = None

    @property
    def has_errors(self) -> bool:
        return any(each.severity is Severity.ERROR for each in self.findings)


def write_all(compared: Compared, root: Path, orders: Orders) -> Wrote:
    """Write what is wanted.

    Raises:
        UsageProblem: TableKind, BriefingKind, TableTaken, RedlineTaken.
        EnvironmentProblem: Unwritable.
    """
    table = write_table(compared, orders.table) if orders.table else ()
    redlines = redline_versions(compared, root, orders.redlines) if orders.redlines else None
    impact = tell(compared, root, orders.people) if orders.impact else None
    told = [*table, *(redlines.findings if redlines else ()), *(impact.findings if impact else ())]
    findings = tuple({(each.code, each.at, each.message("en")): each for each in told}.values())
    return Wrote(findings=findings, redlines=redlines, impact=impact)

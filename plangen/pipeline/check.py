"""`plangen check`: read the project, run every rule, say what ran and what did not."""

from pathlib import Path

from msgspec import Struct

from plangen.checks.engine import check
from plangen.diagnostics import Accepted, Finding, Rule, Severity, Skipped, in_order
from plangen.model.plan import Plan
from plangen.pipeline.template_files import lacking_templates
from plangen.reading.source import read
from plangen.workspace.project import SOURCE, Files, read_files


class Outcome(Struct, frozen=True, kw_only=True):
    """What a check found."""

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    passed: tuple[Rule, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def ok(self, *, strict: bool) -> bool:
        """No error; with `strict` no warning either, and no rule that could not run."""
        strictly = not self.count(Severity.WARNING) and not self.skipped
        return not self.count(Severity.ERROR) and (strictly or not strict)


class Study(Struct, frozen=True, kw_only=True):
    """A project read and checked."""

    root: Path
    files: Files
    plan: Plan
    outcome: Outcome


def study(root: Path) -> Study:
    """Read the project at `root` and check its plan; of templates only that they are there."""
    return study_files(root, read_files(root))


def study_files(root: Path, files: Files) -> Study:
    """The same of files that were read elsewhere, such as those of a revision."""
    reading = read(files.under(SOURCE))
    checked = check(reading.plan)
    lacking = lacking_templates(reading.plan, files.contents)
    outcome = Outcome(
        findings=in_order((*files.findings, *reading.findings, *checked.findings, *lacking)),
        accepted=checked.accepted,
        skipped=checked.skipped,
        passed=checked.passed,
    )
    return Study(root=root, files=files, plan=reading.plan, outcome=outcome)


def check_project(root: Path) -> Outcome:
    """What a check of the project at `root` finds; nothing is written."""
    return study(root).outcome

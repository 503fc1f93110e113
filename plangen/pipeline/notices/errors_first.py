"""What keeps a command about notices from being carried out: errors alone, those of incidents first.

The warnings of the drill are the business of `plangen check`; whoever writes to the public has no time for them.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

from plangen.diagnostics import Finding, Severity
from plangen.model.case import AnyCase, Case
from plangen.model.subjects import SECTIONS
from plangen.pipeline.check import Outcome, Study
from plangen.workspace.project import SOURCE, TEMPLATES

INCIDENTS = f"{SOURCE}/incidents"
_NEEDED = frozenset(
    {"incidents", "scenarios", "communication", "organisation", "plan", "command", "elements", "deadlines"}
    | {"calendars", "approvals", "issued"}
)


def unreadable(project: Study) -> Outcome:
    """The errors for which notices cannot be looked at: in what could not be read and notices are made from.

    All errors of the plan where none of them is there.
    """
    every = errors_in(project.outcome.findings)
    gone = [each for each in SECTIONS if each.name in _NEEDED.intersection(project.plan.missing)]
    files = {each.at.file for each in errors_in(project.files.findings)}
    own = [each for each in every if each.at.file in files or any(_is_of(each, section.file) for section in gone)]
    return Outcome(findings=_incidents_first(own or every), stopped=True)


def faults(project: Study, *names: str) -> Outcome | None:
    """The errors in the files of the incidents that a command names; None where there are none.

    Of all incidents, where the names are not those of cases: a kind of notice is one of every case that has it.
    """
    named = {name.replace("\\", "/").partition("/")[0] for name in names} - {""}
    cases = [each for each in project.plan.cases.values() if named & {each.id, each.title}]
    own = tuple(each for each in _of_incidents(project) if not cases or each.at.file in _files(cases))
    return Outcome(findings=own, stopped=True) if own else None


def _of_incidents(project: Study) -> tuple[Finding, ...]:
    return tuple(each for each in errors_in(project.outcome.findings) if each.at.file.startswith(f"{INCIDENTS}/"))


def _files(cases: Iterable[AnyCase]) -> set[str]:
    return {each.where("id").file for each in cases if isinstance(each, Case)}


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The errors among findings, in their order."""
    return tuple(each for each in findings if each.severity is Severity.ERROR)


def _is_of(finding: Finding, file: str) -> bool:
    path = PurePosixPath(finding.at.file)
    return path.match(f"{SOURCE}/{file}") or path == PurePosixPath(SOURCE, file).parent or str(path) == TEMPLATES


def _incidents_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: not f"{each.at.file}/".startswith(f"{INCIDENTS}/")))

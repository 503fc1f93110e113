"""What forbids recording a revision as it is proposed, and what is warned of."""

import re
from collections.abc import Iterator

from plangen.checks.wording import day
from plangen.diagnostics import Finding, Severity
from plangen.history import rules as git_rules
from plangen.model.plan import version_key
from plangen.office.ooxml.guard import unpacked
from plangen.pipeline.revisions import rules
from plangen.pipeline.revisions.asked.settling import about_findings
from plangen.pipeline.revisions.proposal import Proposal, next_version
from plangen.workspace.project import TEMPLATES

_PEOPLE = (("author", "编制人"), ("reviewer", "审核人"), ("approver", "批准人"))
_VERSION = re.compile(r"v?\d+(?:\.\d+)*")


def refusals(proposal: Proposal) -> Iterator[Finding]:
    """Everything that is against the revision or to be warned of, in no order."""
    yield from _about_changes(proposal)
    yield from _about_version(proposal)
    yield from _about_record(proposal)
    yield from _about_dates(proposal)
    yield from about_findings(proposal)
    yield from _about_templates(proposal)


def _about_changes(proposal: Proposal) -> Iterator[Finding]:
    if proposal.last and proposal.compared and proposal.compared.same:
        yield Finding(rule=rules.NO_CHANGE, at=proposal.at, values={"version": proposal.last.version})


def _about_version(proposal: Proposal) -> Iterator[Finding]:
    version, here = proposal.version, proposal.at
    known = [each.version for each in proposal.revisions]
    free = next_version(known)
    if not _VERSION.fullmatch(version):
        yield Finding(rule=rules.BAD_VERSION, at=here, values={"version": version})
    elif proposal.is_taken:
        yield Finding(rule=git_rules.TAKEN, at=here, values={"version": version, "free": free})
    elif known and version_key(version) <= version_key(known[-1]):
        yield Finding(rule=rules.NOT_LATER, at=here, values={"version": version, "last": known[-1], "free": free})


def _about_record(proposal: Proposal) -> Iterator[Finding]:
    """A record is either complete by what is wanted, or written by hand and then nothing else is wanted."""
    plan, here = proposal.study.plan, proposal.at
    if proposal.by_hand is None:
        for title, option in _lacking(proposal):
            yield Finding(rule=rules.INCOMPLETE, at=here, values={"what": title, "option": option})
    elif "revisions" in plan.missing:
        return  # which version comes next is not known
    elif proposal.version not in {each.version for each in plan.revisions}:
        yield Finding(rule=rules.MISNAMED, at=here, values={"version": proposal.version})
    elif proposal.wanted.says_anything:
        yield Finding(rule=rules.WRITTEN, at=here, values={"file": here.file})


def _lacking(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """What the record has to say and nobody said, with the option for it."""
    wanted = proposal.wanted
    if not wanted.reason:
        yield "修订原因", "--reason"
    for name, title in _PEOPLE:
        if not getattr(wanted, name).strip():
            yield title, f"--{name}"
    if wanted.reason == "drill" and wanted.drill is None:
        yield "演练日期", "--drill"
    if wanted.effective is None:
        yield "生效日期", "--effective"


def _about_dates(proposal: Proposal) -> Iterator[Finding]:
    effective, date = proposal.wanted.effective, proposal.wanted.date
    if effective and effective < date:
        values = {"effective": day(effective), "date": day(date)}
        yield Finding(rule=rules.TOO_EARLY, at=proposal.at, values=values)


def _about_templates(proposal: Proposal) -> Iterator[Finding]:
    """What keeps a template from being opened at all: no build of the revision would ever succeed."""
    for path, raw in proposal.study.files.under(TEMPLATES).items():
        if path.endswith(".docx"):
            yield from (each for each in unpacked(raw, path)[1] if each.severity is Severity.ERROR)

"""What forbids recording a revision as it is proposed, and what is warned of."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from plangen.changes.change import touches
from plangen.changes.wording import Described
from plangen.checks.wording import day
from plangen.diagnostics import Finding, Severity, words
from plangen.history import rules as git_rules
from plangen.model.finding import DrillFinding
from plangen.model.plan import Plan, version_key
from plangen.office.ooxml.guard import unpacked
from plangen.pipeline.revisions import rules
from plangen.pipeline.revisions.proposal import Proposal, next_version
from plangen.workspace.project import TEMPLATES

_PEOPLE = (("author", "编制人"), ("reviewer", "审核人"), ("approver", "批准人"))
_COPIED = {
    True: words("内容与记录时一致", "what lies here is what was recorded"),
    False: words("内容在记录之后改动过", "what lies here was changed since"),
}
_VERSION = re.compile(r"v?\d+(?:\.\d+)*")


def refusals(proposal: Proposal) -> Iterator[Finding]:
    """Everything that is against the revision or to be warned of, in no order."""
    yield from proposal.found
    yield from _about_changes(proposal)
    yield from _about_version(proposal)
    yield from _about_record(proposal)
    yield from _about_seal(proposal)
    yield from _about_dates(proposal)
    yield from _about_findings(proposal)
    yield from _about_templates(proposal)


def _about_changes(proposal: Proposal) -> Iterator[Finding]:
    if proposal.last and proposal.compared and proposal.compared.same:
        yield Finding(rule=rules.NO_CHANGE, at=proposal.at, values={"version": proposal.last.version})


def _about_version(proposal: Proposal) -> Iterator[Finding]:
    version, here = proposal.version, proposal.at
    known = proposal.known or tuple(each.version for each in proposal.revisions)
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


def _about_seal(proposal: Proposal) -> Iterator[Finding]:
    """What a record written by hand says of the chain has to be what is so."""
    own = proposal.own
    said = {} if own is None else {"after": own.after, "content": own.content}
    if own is not None and own.content and (own.content == proposal.seal.get("content") or not proposal.revisions):
        values = {"version": proposal.version, "state": _COPIED[own.content == proposal.seal.get("content")]}
        yield Finding(rule=rules.COPY, at=proposal.at, values=values)
    elif any(said.values()) and {key: value for key, value in said.items() if value} != proposal.seal:
        yield Finding(rule=rules.SEALED, at=proposal.at, values={"file": proposal.path})


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


def _about_findings(proposal: Proposal) -> Iterator[Finding]:
    """Each finding that demands a change has to be answered or deferred, by this revision or by one before."""
    plan, wanted = proposal.study.plan, proposal.wanted
    # What is recorded first is what the first drill was held with.
    if proposal.last is None or {"findings", "revisions"} & set(plan.missing):
        return
    drills = [drill.drill for drill in plan.findings]
    if wanted.drill and wanted.drill not in drills:
        values = {"drill": day(wanted.drill), "known": [each.isoformat() for each in sorted(set(drills))] or "—"}
        yield Finding(rule=rules.NO_DRILL, at=proposal.at, values=values)
        return
    yield from _about_names(proposal)
    for drill, finding in _open_findings(plan):
        yield from _about_finding(proposal, drill, finding)


def _open_findings(plan: Plan) -> Iterator[tuple[datetime.date, DrillFinding]]:
    """The findings that demand a change and that no record answers or defers so far, with the day of their drill."""
    settled = _settled(plan)
    for drill in plan.findings:
        for each in drill.findings:
            if each.revises and (drill.drill, each.id) not in settled:
                yield drill.drill, each


def _about_finding(proposal: Proposal, drill: datetime.date, finding: DrillFinding) -> Iterator[Finding]:
    """What there is to say of a finding that no record answers or defers so far."""
    wanted = proposal.wanted if _is_meant(proposal, drill) else None
    if wanted and finding.id in wanted.answers:
        yield from _about_answer(finding, proposal.compared.lines if proposal.compared else ())
    elif not wanted or finding.id not in wanted.deferred:
        values = {"drill": day(drill), "title": finding.title, "id": finding.id}
        yield Finding(rule=rules.OPEN_FINDING, at=finding.where("id"), values=values)


def _is_meant(proposal: Proposal, drill: datetime.date) -> bool:
    """Whether the revision speaks of findings of this drill."""
    return proposal.wanted.drill in {None, drill}


def _about_names(proposal: Proposal) -> Iterator[Finding]:
    drills = (drill for drill in proposal.study.plan.findings if _is_meant(proposal, drill.drill))
    known = {each.id for drill in drills for each in drill.findings}
    for name in (*proposal.wanted.answers, *proposal.wanted.deferred):
        if name not in known:
            values = {"id": name, "known": sorted(known) or "—"}
            yield Finding(rule=rules.UNKNOWN_FINDING, at=proposal.at, values=values)


def _settled(plan: Plan) -> set[tuple[object, str]]:
    """The findings, by drill and id, that some record answers or defers."""
    return {
        (record.drill, name)
        for record in plan.revisions
        for name in (*record.answers, *(each.finding for each in record.deferred))
    }


def _about_answer(finding: DrillFinding, lines: Sequence[Described]) -> Iterator[Finding]:
    """A warning where none of the places that a finding names has changed."""
    if not any(touches(line.path, place) for place in finding.revises for line in lines):
        values: Mapping[str, object] = {"title": finding.title, "places": list(finding.revises)}
        yield Finding(rule=rules.NOT_CHANGED, at=finding.where("revises"), values=values)


def _about_templates(proposal: Proposal) -> Iterator[Finding]:
    """What keeps a template from being opened at all: no build of the revision would ever succeed."""
    for path, raw in proposal.study.files.under(TEMPLATES).items():
        if path.endswith(".docx"):
            yield from (each for each in unpacked(raw, path)[1] if each.severity is Severity.ERROR)

"""What forbids recording a revision as it is proposed, and what is warned of."""

import datetime
from collections.abc import Iterator

from plangen.checks.wording import day
from plangen.diagnostics import Finding, Severity
from plangen.history import rules as git_rules
from plangen.history.state_rules import ELSEWHERE_RECORDED
from plangen.model.edition import is_version
from plangen.model.in_force import CHINA, begins
from plangen.model.plan import version_key
from plangen.model.records import Revision
from plangen.model.seals import is_sealed
from plangen.office.ooxml.guard import unpacked
from plangen.pipeline.revisions import rules
from plangen.pipeline.revisions.asked.persons import dates_of, filled, lacking
from plangen.pipeline.revisions.asked.settling import about_findings
from plangen.pipeline.revisions.proposal import Proposal
from plangen.workspace.project import TEMPLATES


def refusals(proposal: Proposal) -> Iterator[Finding]:
    """Everything that is against the revision or to be warned of, in no order."""
    yield from proposal.found
    yield from _about_changes(proposal)
    yield from _about_version(proposal)
    yield from _about_record(proposal)
    yield from _about_seal(proposal)
    yield from _about_elsewhere(proposal)
    yield from _about_dates(proposal)
    yield from _about_overtaken(proposal)
    yield from about_findings(proposal)
    yield from _about_templates(proposal)
    if proposal.signed and proposal.signed != proposal.seal.get("content"):
        yield Finding(rule=rules.SIGNED_OTHER, at=proposal.at, values={"version": proposal.version})


def _about_changes(proposal: Proposal) -> Iterator[Finding]:
    if proposal.last and proposal.compared and proposal.compared.same and not proposal.settles:
        yield Finding(rule=rules.NO_CHANGE, at=proposal.at, values={"version": proposal.last.version})


def _about_version(proposal: Proposal) -> Iterator[Finding]:
    version, here = proposal.version, proposal.at
    known, free = proposal.known or tuple(each.version for each in proposal.revisions), proposal.free
    if not is_version(version):
        yield Finding(rule=rules.BAD_VERSION, at=here, values={"version": version})
    elif proposal.is_taken:
        yield Finding(rule=git_rules.TAKEN, at=here, values={"version": version, "free": free})
    elif known and version_key(version) <= version_key(known[-1]):
        yield Finding(rule=rules.NOT_LATER, at=here, values={"version": version, "last": known[-1], "free": free})


def _about_record(proposal: Proposal) -> Iterator[Finding]:
    """A record is complete; one that was written by hand says nothing else than the command line."""
    plan, here, by_hand = proposal.study.plan, proposal.at, proposal.by_hand
    if by_hand is not None:
        if "revisions" in plan.missing:
            return  # which version comes next is not known
        if proposal.version not in {each.version for each in plan.revisions}:
            yield Finding(rule=rules.MISNAMED, at=here, values={"version": proposal.version})
            return
        if (contrary := filled(proposal, by_hand).contrary) and not _is_copy(proposal):
            yield Finding(rule=rules.WRITTEN, at=here, values={"file": here.file, "what": list(contrary)})
    for title, option in lacking(proposal):
        yield Finding(rule=rules.INCOMPLETE, at=here, values={"what": title, "option": option})
    if proposal.last and proposal.wanted.reason == "first":
        yield Finding(rule=rules.NOT_FIRST, at=here, values={"last": proposal.last.version})


def _about_seal(proposal: Proposal) -> Iterator[Finding]:
    """What a record written by hand says of the chain has to be what is so."""
    own = proposal.own
    if any(each.rule == git_rules.LOST for each in proposal.found):
        return  # it may well be what the lost branch holds
    said = {} if own is None else {"after": own.after, "content": own.content}
    if _is_copy(proposal):
        is_unchanged = own is not None and own.content == proposal.seal.get("content")
        values = {"version": proposal.version, "state": rules.COPY_STATES[is_unchanged]}
        yield Finding(rule=rules.COPY, at=proposal.at, values=values)
    elif any(said.values()) and {key: value for key, value in said.items() if value} != proposal.seal:
        yield Finding(rule=rules.SEALED, at=proposal.at, values={"file": proposal.path})


def _is_copy(proposal: Proposal) -> bool:
    """Whether the record that lies here was made by plangen, elsewhere."""
    content = proposal.own.content if proposal.own else None
    return bool(content) and (content == proposal.seal.get("content") or not proposal.revisions)


def _about_elsewhere(proposal: Proposal) -> Iterator[Finding]:
    """A record that an older program wrote, where no revision is known: it says nothing of what it holds."""
    own, by_hand = proposal.own, proposal.by_hand
    if not proposal.known and by_hand is not None and is_sealed(by_hand) and not (own and own.content):
        yield Finding(rule=ELSEWHERE_RECORDED, at=proposal.at, values={"version": proposal.version})


def _about_dates(proposal: Proposal) -> Iterator[Finding]:
    date, effective = dates_of(proposal)
    if not isinstance(date, datetime.date):
        return
    if isinstance(effective, datetime.date) and effective < date:
        values = {"effective": day(effective), "date": day(date)}
        yield Finding(rule=rules.TOO_EARLY, at=proposal.at, values=values)
    if not proposal.wanted.confirms_date:
        yield from _about_order(proposal, date)


def _about_overtaken(proposal: Proposal) -> Iterator[Finding]:
    """Recorded versions that were to come into force, and will not any more."""
    days = (each for each in reversed(dates_of(proposal)) if isinstance(each, datetime.date))
    first, plan = next(days, None), proposal.study.plan
    if first is None or "revisions" in plan.missing:
        return
    for record in plan.revisions:
        then = begins(record)
        if then is not None and _is_older(proposal, record) and (then > first or first == then > _today(proposal)):
            values = {"old": record.version, "then": day(then), "version": proposal.version, "effective": day(first)}
            yield Finding(rule=rules.OVERTAKEN, at=proposal.at, values=values)


def _is_older(proposal: Proposal, record: Revision) -> bool:
    return record.version in proposal.known and record.version != proposal.version


def _today(proposal: Proposal) -> datetime.date:
    """The day here or in China, whichever is later; by nobody's clock the date of the revision."""
    now = proposal.wanted.asked_at
    return max(now.date(), now.astimezone(CHINA).date()) if now else proposal.wanted.date


def _about_order(proposal: Proposal, date: datetime.date) -> Iterator[Finding]:
    """A date before that of the last revision or in the future, and a clock that goes wrong."""
    last, now = proposal.last, proposal.wanted.asked_at
    if now is None:
        return
    today = _today(proposal)
    if date > today:
        yield Finding(rule=rules.FUTURE, at=proposal.at, values={"date": day(date), "today": day(today)})
    if last is None:
        return
    if now.timestamp() < last.time:
        then = datetime.datetime.fromtimestamp(last.time, CHINA).date()
        values = {"today": day(today), "last": last.version, "then": day(then)}
        yield Finding(rule=rules.CLOCK, at=proposal.at, values=values)
    before = _date_of(proposal, last.version)
    if before and date < before:
        values = {"date": day(date), "last": last.version, "then": day(before)}
        yield Finding(rule=rules.BEFORE_LAST, at=proposal.at, values=values)


def _date_of(proposal: Proposal, version: str) -> datetime.date | None:
    """The date of a recorded revision; None where its record says none."""
    plan = proposal.study.plan
    records = () if "revisions" in plan.missing else plan.revisions
    dates = (each.date for each in records if each.version == version)
    return next((each for each in dates if isinstance(each, datetime.date)), None)


def _about_templates(proposal: Proposal) -> Iterator[Finding]:
    """What keeps a template from being opened at all: no build of the revision would ever succeed."""
    for path, raw in proposal.study.files.under(TEMPLATES).items():
        if path.endswith(".docx"):
            yield from (each for each in unpacked(raw, path)[1] if each.severity is Severity.ERROR)

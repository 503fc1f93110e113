"""`plangen notices approve`: record what was decided about a stage, of exactly the version that stands now.

What became of a decision later is recorded as well: that it is withdrawn, that a condition is met, that what was said
by word of mouth is signed. Such an entry is of the version of the one that it is about.
"""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.checks.approval_damage import chain_findings
from plangen.checks.approval_entries import odd
from plangen.checks.approvals import foreign_stage, out_of_order, rules_of, stages_of, version_of_entry, wrong_post
from plangen.diagnostics import Finding, Place, Words, in_order
from plangen.model.acceptance import Acceptance
from plangen.model.approval import AGREED, DECIDED, MET, SIGNED, WITHDRAWN, Approval, Approvals
from plangen.model.approval_chain import digest_of, next_links
from plangen.model.approval_proof import approvals_file, record_of
from plangen.model.chain import said
from plangen.model.communication import Stage
from plangen.model.decision import Decision, decision_of
from plangen.model.plan import SectionMissing
from plangen.model.spec import Origin
from plangen.model.values import Id
from plangen.model.who_signs import name_form
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices.accepting.acceptances import accept_typed, listed, unmet
from plangen.pipeline.notices.approving import approval_rules as rules
from plangen.pipeline.notices.approving.days import against_day
from plangen.pipeline.notices.approving.signers import against_name, against_signer, against_two_stages, is_unnamed
from plangen.pipeline.notices.approving.typed import Typed, WantedApproval, typed
from plangen.pipeline.notices.chosen import Lookup, NoticeDraft, one_line, the_one
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.kept.kept_values import keep_values
from plangen.pipeline.notices.pages.looking import Looking, looked
from plangen.pipeline.notices.readiness import Readiness, lacks_records, readiness_of
from plangen.pipeline.notices.rules import ODD_FILE
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import as_refusal
from plangen.pipeline.notices.versions import NoticeVersion
from plangen.reading.source import read
from plangen.reading.text import encoding_of
from plangen.workspace.append import appended, record_text
from plangen.workspace.atomic import write_atomically
from plangen.workspace.output import locked
from plangen.workspace.project import OUTPUT, SOURCE

__all__ = ["Approved", "WantedApproval", "approve_notice"]


class Approved(Struct, frozen=True, kw_only=True):
    """What was recorded; with findings nothing was."""

    outcome: Outcome
    draft: NoticeDraft | None = None
    stage: Stage | None = None
    entry: Approval | None = None
    file: str = ""  # the approval file, relative to the project
    known: bool = False  # the same was recorded before
    written: bool = False
    unnamed: str = ""  # the post that nobody holds as far as the plan says: the name could not be compared
    unlooked: Words | None = None  # why nobody has looked at the notice's pages


def approve_notice(root: Path, wanted: WantedApproval, now: datetime.datetime, *, dry_run: bool = False) -> Approved:
    """Record what was decided in the project at `root`, or say everything that is against it.

    Args:
        root: the folder of the plan.
        wanted: what was typed.
        now: in the time zone of the plan's country; the entry says that it was recorded then.
        dry_run: say it only, and write nothing.

    Raises:
        UsageProblem: NoNotice, AmbiguousNotice.
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay.
    """
    with nullcontext() if dry_run else locked(root / OUTPUT, root=root):
        project = study(root)
        if lacks_records(project):  # an approval that cannot be read would be taken for one that is not there
            return Approved(outcome=unreadable(project))
        try:
            if told := faults(project, wanted.notice):
                return Approved(outcome=told)
            return _approved(project, wanted, now, dry_run=dry_run)
        except SectionMissing:
            return Approved(outcome=unreadable(project))


def _approved(project: Study, wanted: WantedApproval, now: datetime.datetime, *, dry_run: bool) -> Approved:
    plan, lookup = project.plan, Lookup(project.plan)
    draft = the_one(plan, wanted.notice)
    stages = stages_of(plan, draft.of, draft.kind)
    stage = lookup.stage(wanted.stage, stages)
    post, name = lookup.post(wanted.by), lookup.name(wanted.name)
    given = typed(plan, wanted, stage if stage in stages else None, lookup)
    accepting = accept_typed(wanted.accepted)
    run = Run(project)
    (ready,) = looked(run, (readiness_of(run, draft, accepting.given),), Looking.of(dry_run=dry_run))
    record = record_of(plan, draft.case, draft.kind)
    findings = [*lookup.findings, *(against_name(plan, name) if name else ()), *unmet(accepting, ready.seen)]
    findings += map(as_refusal, chain_findings(plan, draft.case, draft.kind))
    findings += _against_files(ready, given)
    if stage:
        findings += _against_stage(project, ready, given, stage, post)
    target = _target(record, stage, given, ready) if stage else None
    version = target or _named_before(ready, record)
    entry = _entry(project, ready, given, target, version, stage=stage, post=post, name=name, now=now)
    entry = _accepting(entry, accepting.given)
    outcome = Outcome(findings=in_order(_each_once(findings)))
    done = Approved(outcome=outcome, draft=draft, stage=stage, entry=entry, unlooked=ready.unlooked)
    if stage is None or entry is None:
        return done
    findings += _against_entry(project, ready, entry, target, record, stage, now)
    done = msgspec.structs.replace(done, outcome=Outcome(findings=in_order(_each_once(findings))))
    if findings:
        return done
    done = msgspec.structs.replace(done, unnamed=plan.party(entry.by) if is_unnamed(plan, entry) else "")
    return _recorded(project, ready, done, entry, record, dry_run=dry_run)


def _accepting(entry: Approval | None, given: tuple[Acceptance, ...]) -> Approval | None:
    return msgspec.structs.replace(entry, accepted=given) if entry else None


def _each_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Two of one rule at one place are one."""
    return tuple({(each.code, each.at, each.message("zh")): each for each in findings}.values())


def _against_files(ready: Readiness, given: Typed) -> Iterator[Finding]:
    """Errors of the template and of the files it is made from; what lets nothing through waits for no repair."""
    own = (f"{SOURCE}/approvals/", f"{SOURCE}/issued/")
    is_needed = given.opens or ready.version is None
    yield from (each for each in ready.template if is_needed or each.at.file.startswith(own))


def _against_stage(project: Study, ready: Readiness, given: Typed, stage: Stage, post: str | None) -> list[Finding]:
    """The wrong stage or post; where it lets the notice go on, what may not leave the house or is not complete."""
    plan, draft = project.plan, ready.draft
    found = list(foreign_stage(plan, ready.case, draft.kind, stage.id, Place(file="--stage")))
    if post and given.act != MET:
        found += wrong_post(stages_of(plan, ready.case, draft.kind), plan, stage.id, post, Place(file="--by"))
    if given.opens:
        found += ready.hygiene
    if stage.approves and given.opens:
        found += ready.content
    return [as_refusal(each) for each in found]


def _target(record: Approvals | None, stage: Stage, given: Typed, ready: Readiness) -> Approval | None:
    """The entry that one is about: the latest decision that it can be said of, of this version before others."""
    if given.act == DECIDED or record is None:
        return None
    open_ones = [each for each in _decisions(record, stage) if _fits(each, given)]
    version = ready.version
    own = [each for each in open_ones if version is not None and version.is_of(each.entry)]
    found = next(reversed(own or open_ones), None)
    return found.entry if found else None


def _decisions(record: Approvals, stage: Stage) -> tuple[Decision, ...]:
    """What the stage came to for each version, the version that was decided last at the end."""
    groups: dict[tuple[str, str, str], list[Approval]] = {}
    for each in record.approvals:
        if each.stage == stage.id:
            version = version_of_entry(each)
            groups[version] = [*groups.pop(version, []), each]
    return tuple(filter(None, map(decision_of, groups.values())))


def _fits(decision: Decision, given: Typed) -> bool:
    if given.act == SIGNED:
        return decision.is_unsigned
    if given.act == MET:
        return _condition(decision.unmet, given.met) is not None
    return decision.entry.act != WITHDRAWN


def _condition(unmet: Sequence[str], said: str) -> str | None:
    """The condition that is meant, by its words."""
    return next((each for each in unmet if name_form(each) == name_form(said)), None)


def _named_before(ready: Readiness, record: Approvals | None) -> NoticeVersion | None:
    """The version that stands now, in the hashes of the entries that are of it already."""
    return ready.version.as_before(record.approvals if record else ()) if ready.version else None


def _entry(
    project: Study,
    ready: Readiness,
    given: Typed,
    target: Approval | None,
    version: Approval | NoticeVersion | None,
    *,
    stage: Stage | None,
    post: Id | None,
    name: str,
    now: datetime.datetime,
) -> Approval | None:
    """What is to be recorded; None where that is not clear."""
    draft = ready.draft
    if stage is None or not post or not name or given.date is None or version is None or not given.is_clear:
        return None
    return Approval(
        at=Origin(),
        stage=stage.id,
        by=post,
        name=name,
        date=given.date,
        time=given.time or None,
        act=given.act,
        result=given.result or AGREED,
        conditions=given.conditions,
        met=_met(target, given),
        accepted=(),
        recorded=f"{now:%Y-%m-%d %H:%M}",
        template=version.template,
        wording=version.wording,
        house=version.house,
        content=version.content,
        facts=version.facts,
        rules=rules_of(project.plan, draft.of, draft.kind),
        **given.texts,
    )


def _met(target: Approval | None, given: Typed) -> str | None:
    """The condition that is met, in the words in which it was made."""
    return _condition(target.conditions if target else (), given.met) or given.met or None


def _against_entry(
    project: Study,
    ready: Readiness,
    entry: Approval,
    target: Approval | None,
    record: Approvals | None,
    stage: Stage,
    now: datetime.datetime,
) -> Iterator[Finding]:
    """Who signed, when, after what, and whether there is what it is about."""
    plan, before = project.plan, record.approvals if record else ()
    why = odd(before, entry) if entry.act != DECIDED else None
    if why is not None:
        yield _nothing(stage, why, entry)
        return
    yield from against_signer(plan, entry, target)
    yield from against_two_stages(plan, stage, entry, ready.stages)
    yield from against_day(ready, entry, target, now)
    stages = stages_of(plan, ready.case, ready.draft.kind)
    if entry.act == DECIDED:
        yield from map(as_refusal, out_of_order(stages, before, entry, Place(file="--stage")))


def _nothing(stage: Stage, why: Words, entry: Approval) -> Finding:
    option = {WITHDRAWN: "--withdraw", MET: "--met", SIGNED: "--signed"}[entry.act]
    return Finding(rule=rules.NO_TARGET, at=Place(file=option), values={"stage": stage.title, "why": why})


def _recorded(
    project: Study, ready: Readiness, done: Approved, entry: Approval, record: Approvals | None, *, dry_run: bool
) -> Approved:
    draft = ready.draft
    file = record.where("case").file if record else approvals_file(draft.case, draft.kind)
    before = record.approvals if record else ()
    if _is_known(ready, entry):
        return msgspec.structs.replace(done, file=file, known=True)
    entry = _chained(before, entry)
    done = msgspec.structs.replace(done, entry=entry)
    raw = _with_entry(project, draft, entry, record, file)
    if raw is None:
        finding = Finding(rule=ODD_FILE, at=Place(file=file))
        return msgspec.structs.replace(done, file=file, outcome=Outcome(findings=(finding,)))
    if not dry_run:
        said_now = ready.version.said if ready.version else {}
        keep_values(project.root, draft.case, draft.kind, said_now)  # first: more than is needed harms nobody
        write_atomically(project.root / file, raw, within=project.root)
    return msgspec.structs.replace(done, file=file, written=not dry_run)


def _is_known(ready: Readiness, entry: Approval) -> bool:
    """Whether the decision that counts is this very one: the same person, day and result; whatever the note says."""
    decision = next((each.decision for each in ready.stages if each.stage.id == entry.stage), None)
    if entry.act != DECIDED or decision is None:
        return False
    stood = msgspec.structs.replace(decision.entry, rules=decision.entry.rules or entry.rules)
    return _core(stood) == _core(entry)


def _core(entry: Approval) -> Approval:
    """An entry less what does not tell it from the same recorded again."""
    plain = msgspec.structs.replace(entry, note=None, wording=None, facts=(), recorded=None, after=None, digest=None)
    return msgspec.structs.replace(plain, name=name_form(entry.name))


def _chained(before: Sequence[Approval], entry: Approval) -> Approval:
    """The entry behind those before it, with its digest."""
    linked = msgspec.structs.replace(entry, after=said(next_links(before)) or None)
    return msgspec.structs.replace(linked, digest=digest_of(linked))


def _with_entry(
    project: Study, draft: NoticeDraft, entry: Approval, record: Approvals | None, file: str
) -> bytes | None:
    """The file with the entry at its end, None where it cannot be read back as it was and one entry more."""
    raw = project.files.contents.get(file) or "".join(f"{line}\n" for line in _head(draft)).encode()
    before = record.approvals if record else ()
    for text in appended(raw, tuple(record_text(_values(entry))), "approvals", encoding_of(raw)):
        plan = read({**project.files.under(SOURCE), file: text}).plan
        if "approvals" in plan.missing:
            continue
        found = [each for each in plan.approvals if each.where("case").file == file]
        if found and found[0].approvals == (*before, entry):
            return text
    return None


def _head(draft: NoticeDraft) -> Sequence[str]:
    return (
        "# yaml-language-server: $schema=../.schema/approvals.schema.json",
        f"# {one_line(draft.case_title)}：{one_line(draft.kind_title)}的审批记录，由程序追加，不要修改。",
        f"case: {draft.case}",
        f"kind: {draft.kind}",
        "approvals:",
    )


def _values(entry: Approval) -> dict[str, object]:
    """What is written, by key: what an entry of its act does not say is left out."""
    silent = {"at", "result"} if entry.act != DECIDED else {"at", "act"}
    values = {name: getattr(entry, name) for name in entry.__struct_fields__ if name not in silent}
    return {**values, "accepted": listed(entry.accepted)}

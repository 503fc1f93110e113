"""`plangen notices issue`: the final file, written only when nothing is against it, and the record of it."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.checks import due_wording
from plangen.checks.approvals import posts_for, wrong_post_for
from plangen.diagnostics import Finding, Place, Words, in_order, words
from plangen.disk.inside import territory
from plangen.model.approval_proof import head_said
from plangen.model.issued import Issued
from plangen.model.plan import Plan, SectionMissing
from plangen.model.routes import flow_of
from plangen.model.values import Id, parse_time, shown
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices import rules
from plangen.pipeline.notices.approving.stopped import stopped
from plangen.pipeline.notices.chosen import Lookup, NoticeDraft, one_line, several_lines, the_one
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.paper import OnPaper, on_paper
from plangen.pipeline.notices.readiness import Readiness, dates_of, lacks_records, readiness_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import StageStanding, StageState, as_refusal
from plangen.pipeline.notices.status import dues_of, issues_of
from plangen.pipeline.notices.versions import VersionChange, changes
from plangen.reading.source import read
from plangen.workspace.append import record_text
from plangen.workspace.atomic import write_atomically
from plangen.workspace.manifest import digest
from plangen.workspace.naming import safe_name
from plangen.workspace.output import locked
from plangen.workspace.own_folders import SOURCES, refuse_own
from plangen.workspace.project import OUTPUT, SOURCE
from plangen.workspace.replacing import is_replaceable

ISSUED = f"{OUTPUT}/正式发布"
"""Where final files go: a build neither writes nor removes anything there."""

_MESSAGE = "短信"


class IssueOrder(Struct, frozen=True, kw_only=True):
    """What is to be issued, as it was typed."""

    notice: str
    time: str
    by: str = ""
    name: str = ""
    channels: tuple[str, ...] = ()
    correction: str = ""


class Done(Struct, frozen=True, kw_only=True):
    """What was issued; with findings nothing was."""

    outcome: Outcome
    plan: Plan | None = None
    record: Issued | None = None
    path: Path | None = None  # the final file
    file: str = ""  # the record, relative to the project
    known: bool = False  # the same was issued before
    written: bool = False
    unlooked: Words | None = None  # why nobody has looked whether its pages say what the file says


class _Given(Struct, frozen=True, kw_only=True):
    """What could be made of the order."""

    time: datetime.datetime | None
    post: Id | None
    name: str
    channels: tuple[str, ...]


def issue_notice(root: Path, order: IssueOrder, *, folder: Path | None = None, dry_run: bool = False) -> Done:
    """Issue a notice of the project at `root` into `folder`, or say everything that is against it.

    Raises:
        UsageProblem: NoNotice, AmbiguousNotice, ExportInside.
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay.
    """
    if folder:
        refuse_own(folder, SOURCES)
    with nullcontext() if dry_run else locked(root / OUTPUT, root=root):
        project = study(root)
        if lacks_records(project):  # what was approved or issued before would be taken for not being there
            return Done(outcome=unreadable(project))
        try:
            if told := faults(project, order.notice):
                return Done(outcome=told)
            return _issued(project, order, folder or root / ISSUED, dry_run=dry_run)
        except SectionMissing:
            return Done(outcome=unreadable(project))


def _issued(project: Study, order: IssueOrder, folder: Path, *, dry_run: bool) -> Done:
    plan, lookup = project.plan, Lookup(project.plan)
    draft = the_one(plan, order.notice)
    given = _given(plan, order, draft, lookup)
    ready = readiness_of(Run(project), draft)
    before = issues_of(plan, draft)
    findings = [*lookup.findings, *_against(plan, ready, given, before, order)]
    if given.time is None or ready.raw is None or ready.version is None:
        return Done(outcome=Outcome(findings=in_order(findings)))
    if before and not findings and digest(ready.raw) == before[-1].sha256:
        return _again(project, before[-1], ready, folder, dry_run=dry_run)
    path = folder / f"{safe_name(f'{draft.case_title}-{draft.kind_title}-{given.time:%Y%m%d-%H%M}')}.docx"
    file = f"{SOURCE}/issued/{draft.case}--{draft.kind}--{given.time:%Y%m%d-%H%M}.yaml"
    findings += _taken(path, ready)
    if file in project.files.contents:
        findings.append(Finding(rule=rules.TAKEN, at=Place(file=file), values={"path": file}))
    paper = on_paper(project.root, ready.file, ready.raw, keeps=not dry_run) if not findings else OnPaper()
    findings += paper.findings
    if findings:
        return Done(outcome=Outcome(findings=in_order(findings)))
    values = _record(plan, ready, given, path.name, before, order)
    done = _recorded(project, ready, path, file, values, dry_run=dry_run)
    return msgspec.structs.replace(done, unlooked=paper.unlooked)


def _recorded(
    project: Study, ready: Readiness, path: Path, file: str, values: dict[str, object], *, dry_run: bool
) -> Done:
    """Write the file and its record; the record is read back as everybody will read it."""
    text = _text(values)
    record = next(each for each in read({**project.files.under(SOURCE), file: text}).plan.issued if _is_in(each, file))
    if not dry_run:
        _write(project.root, path, ready)  # first: a record of a file that is not there would be false
        write_atomically(project.root / file, text, within=project.root)
    done = Done(outcome=Outcome(findings=()), plan=project.plan, record=record, path=path, file=file)
    return msgspec.structs.replace(done, written=not dry_run)


def _again(project: Study, record: Issued, ready: Readiness, folder: Path, *, dry_run: bool) -> Done:
    """Nothing changed since the latest issue: the same file, put back where it is gone, and no other record."""
    path = folder / record.file
    if taken := _taken(path, ready):
        return Done(outcome=Outcome(findings=taken))
    if not dry_run:
        _write(project.root, path, ready)
    file = record.where("case").file
    return Done(outcome=Outcome(findings=()), plan=project.plan, record=record, path=path, file=file, known=True)


def _files(path: Path, ready: Readiness) -> dict[Path, bytes]:
    """The final file, and beside it the text of a short notice to paste elsewhere."""
    found = {path: ready.raw, path.with_suffix(".txt"): ready.text}
    return {each: raw for each, raw in found.items() if raw is not None}


def _taken(path: Path, ready: Readiness) -> tuple[Finding, ...]:
    """Findings for files that stand there with other content."""
    at = Place(file="--out")
    return tuple(
        Finding(rule=rules.TAKEN, at=at, values={"path": each.name})
        for each, raw in _files(path, ready).items()
        if not is_replaceable(each, raw, lambda _: False)  # not even plangen's own: it was issued
    )


def _write(root: Path, path: Path, ready: Readiness) -> None:
    for each, raw in _files(path, ready).items():
        write_atomically(each, raw, within=territory(root, each))


def _channels(plan: Plan, draft: NoticeDraft) -> tuple[str, ...]:
    """A text message goes out as one, everything else through the channels of the plan."""
    is_message = draft.job.short is not None and draft.job.short.is_message
    return (_MESSAGE,) if is_message else plan.communication.channels


def _given(plan: Plan, order: IssueOrder, draft: NoticeDraft, lookup: Lookup) -> _Given:
    try:
        time = parse_time(order.time)
    except ValueError:
        time = None
        lookup.refuse(rules.BAD_TIME, "--time", text=order.time)
    post = lookup.post(order.by) if order.by else None
    if bool(order.by) != bool(one_line(order.name)):
        lookup.refuse(rules.INCOMPLETE, "--by" if order.name else "--name")
    known = _channels(plan, draft)
    for channel in order.channels:
        if channel not in known:
            lookup.refuse(rules.NO_CHANNEL, "--channel", channel=channel, known=list(known))
    channels = tuple(each for each in known if each in order.channels) or known
    return _Given(time=time, post=post, name=one_line(order.name), channels=channels)


def _against(
    plan: Plan, ready: Readiness, given: _Given, before: Sequence[Issued], order: IssueOrder
) -> Iterator[Finding]:
    """Everything that is against issuing the notice as it stands."""
    notice = Place(file=ready.draft.name)
    if not ready.real:
        yield Finding(rule=rules.IS_DRILL, at=notice, values={"case": ready.draft.case_title})
    yield from ready.template
    yield from ready.content
    yield from ready.hygiene
    for number, standing in enumerate(ready.stages, start=1):
        if standing.state is not StageState.VALID:
            yield msgspec.structs.replace(_not_passed(plan, standing, notice), rank=number)
    if given.post:
        scenario = plan.scenario_of(ready.case)
        for stage in flow_of(plan, scenario.id if scenario else "", ready.draft.kind).stages[-1:]:
            yield from map(as_refusal, wrong_post_for(plan, stage, given.post, Place(file="--by")))
    yield from _against_time(ready, given)
    yield from _against_repeating(ready, before, order, notice)


def _not_passed(plan: Plan, standing: StageStanding, at: Place) -> Finding:
    stage, entry = standing.stage, standing.entry
    if entry is None:
        who = [plan.party(each) for each in posts_for(plan, stage.by)]
        return Finding(rule=rules.NOT_PASSED, at=at, values={"stage": stage.title, "who": who})
    values = {"stage": stage.title, "name": entry.name, "date": shown(entry.date)}
    if standing.is_stopped:
        return stopped(plan, standing, at)
    if standing.state is StageState.LAPSED:
        return Finding(rule=rules.LAPSED, at=at, values={**values, "changes": _named(standing.changes)})
    reasons = [words(each.message("zh"), each.message("en")) for each in standing.reasons]
    return Finding(rule=rules.VOID, at=at, values={**values, "reasons": reasons})


def _named(found: Sequence[VersionChange]) -> list[Words]:
    return [_with_both(each) for each in found]


def _with_both(change: VersionChange) -> Words:
    """What changed, with old and new where both are known."""
    if change.was is None or change.now is None:
        return change.what
    both = f"{change.was} → {change.now}"
    return words(f"{change.what.zh}（{both}）", f"{change.what.en} ({both})")


def _against_time(ready: Readiness, given: _Given) -> Iterator[Finding]:
    """A time before an approval or before the incident, or on another day than the notice prints."""
    if given.time is None:
        return
    day, at = given.time.date(), Place(file="--time")
    time = f"{given.time:%Y-%m-%d %H:%M}"
    yield from _before_approvals(ready, given.time, at)
    if (happened := ready.happened) is not None and day < happened:
        yield Finding(rule=rules.BEFORE_INCIDENT, at=at, values={"date": time, "incident": shown(happened)})
    for printed in dates_of(ready) if ready.real else ():
        if printed != day:
            yield Finding(rule=rules.OTHER_DATE, at=at, values={"date": shown(printed), "time": time})


def _before_approvals(ready: Readiness, time: datetime.datetime, at: Place) -> Iterator[Finding]:
    for stage, date, clock in _passed(ready):
        if f"{date.isoformat()} {clock}".strip() > f"{time:%Y-%m-%d %H:%M}":
            when = " ".join(filter(None, (shown(date), clock)))
            values = {"time": f"{time:%Y-%m-%d %H:%M}", "stage": stage, "date": when}
            yield Finding(rule=rules.TOO_EARLY, at=at, values=values)


def _passed(ready: Readiness) -> Iterator[tuple[str, datetime.date, str]]:
    """The stages that are passed, each with the day from which the notice may go on, and the time where it is known."""
    for each in ready.stages:
        if each.decision and each.state is StageState.VALID:
            entry, since = each.decision.entry, each.decision.since
            yield each.stage.title, since, (entry.time or "") if entry.date == since else ""


def _against_repeating(ready: Readiness, before: Sequence[Issued], order: IssueOrder, at: Place) -> Iterator[Finding]:
    since = changes(before[-1], ready.version, ready.draft) if before and ready.version else ()
    if since and not several_lines(order.correction):
        values = {"time": before[-1].time, "changes": _named(since)}
        yield Finding(rule=rules.CHANGED, at=at, values=values)
    if order.correction and not since:
        yield Finding(rule=rules.NOTHING_TO_CORRECT, at=Place(file="--correction"))


def _record(
    plan: Plan, ready: Readiness, given: _Given, name: str, before: Sequence[Issued], order: IssueOrder
) -> dict[str, object]:
    """What is recorded, by key."""
    assert given.time is not None
    assert ready.version is not None
    assert ready.raw is not None
    version, draft = ready.version, ready.draft
    passed = [each.entry for each in ready.stages if each.entry]
    text = f"{draft.kind_title}全文" + ("（同名 .txt 文件）" if ready.text is not None else "")
    return {
        "case": draft.case,
        "kind": draft.kind,
        "time": f"{given.time:%Y-%m-%d %H:%M}",
        "file": name,
        "sha256": digest(ready.raw),
        "text_sha256": digest(ready.text) if ready.text is not None else None,
        "by": given.post,
        "name": given.name,
        "corrects": before[-1].time if before else None,
        "reason": several_lines(order.correction) or None,
        **{key: getattr(version, key) for key in ("template", "wording", "house", "content", "facts")},
        "approvals_head": head_said(plan, draft.case, draft.kind),
        "approvals": [{"stage": each.stage, "by": each.by, "name": each.name, "date": each.date} for each in passed],
        "channels": [
            {"channel": channel, "text": text, "post": plan.communication.responsible_post}
            for channel in given.channels
        ],
        "deadlines": list(_deadlines(plan, ready, given.time)),
    }


def _deadlines(plan: Plan, ready: Readiness, time: datetime.datetime) -> Iterator[dict[str, object]]:
    """How the statutory deadlines that concern the notice stood when it was issued."""
    for due in dues_of(plan, ready):
        end, met = due_wording.end_of(due).zh, due_wording.standing(due, time).zh
        yield {"title": due.deadline.title, "due": end, "met": met}


def _text(values: dict[str, object]) -> bytes:
    head = (
        "# yaml-language-server: $schema=../.schema/issued.schema.json",
        "# 发布记录，由 plangen notices issue 写入，不要修改。",
    )
    return "".join(f"{line}\n" for line in (*head, *record_text(values))).encode()


def _is_in(record: Issued, file: str) -> bool:
    return record.where("case").file == file

"""`plangen notices issue`: the final file, written only when nothing is against it, and the record of it."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.checks.approvals import posts_for, wrong_post_for
from plangen.checks.notice_kinds import lacking_channels, public_channels
from plangen.diagnostics import Finding, Place, Words, in_order, words
from plangen.disk.inside import territory
from plangen.model.issue_history import fates_of
from plangen.model.issued import Issued
from plangen.model.plan import Plan, SectionMissing
from plangen.model.routes import flow_of
from plangen.model.values import Id, shown
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices import rules
from plangen.pipeline.notices.accepting.acceptances import accept_typed, unmet
from plangen.pipeline.notices.again import Again, again, against_again, against_order, channels_of
from plangen.pipeline.notices.approving.signers import against_stranger
from plangen.pipeline.notices.approving.stopped import stopped
from plangen.pipeline.notices.chosen import Lookup, NoticeDraft, one_line, several_lines, the_one
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.issuing.record import GivenOrder, IssuedBytes, record_bytes, recorded, stamp
from plangen.pipeline.notices.notice_problems import PagesMissing
from plangen.pipeline.notices.pages.looking import Looking, looked
from plangen.pipeline.notices.readiness import Readiness, dates_of, lacks_records, readiness_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import StageStanding, StageState, as_refusal
from plangen.pipeline.notices.status import issues_of
from plangen.pipeline.notices.versions import VersionChange, changes
from plangen.reading.source import read
from plangen.workspace.atomic import write_atomically
from plangen.workspace.issued_files import FOLDERS, hash_of, place_of
from plangen.workspace.manifest import digest
from plangen.workspace.naming import safe_name
from plangen.workspace.output import locked
from plangen.workspace.own_folders import SOURCES, refuse_own
from plangen.workspace.project import OUTPUT, SOURCE
from plangen.workspace.replacing import is_replaceable
from plangen.workspace.together import finish, write_together


class IssueOrder(Struct, frozen=True, kw_only=True):
    """What is to be issued, as it was typed."""

    notice: str
    time: str
    by: str = ""
    name: str = ""
    channels: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    reason: str = ""  # why it goes out again after it was withdrawn
    authorisation: str = ""  # on what ground somebody releases it whom the plan does not name for the post
    recipients: int | None = None  # of a notice that is handed to persons one by one
    now: datetime.datetime  # the minute that it is in China


class Done(Struct, frozen=True, kw_only=True):
    """What was issued; with findings nothing was."""

    outcome: Outcome
    plan: Plan | None = None
    record: Issued | None = None
    path: Path | None = None  # the final file; its PDF, and the text of a short notice, lie beside it
    file: str = ""  # the record, relative to the project
    known: bool = False  # the same was issued before
    written: bool = False
    unlike: bool = False  # the PDF is gone, and comes out otherwise on this machine
    copies: tuple[Path, ...] = ()  # where else the files were put
    uncopied: tuple[Path, ...] = ()  # what stands in the way of copies


def issue_notice(root: Path, order: IssueOrder, *, folder: Path | None = None, dry_run: bool = False) -> Done:
    """Issue a notice of the project at `root`, with a copy in `folder`, or say everything that is against it.

    Raises:
        UsageProblem: NoNotice, AmbiguousNotice, ExportInside, ChangeDamaged.
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay; PagesMissing where nothing but that is against it.
    """
    if folder:
        refuse_own(folder, SOURCES)
    with nullcontext() if dry_run else locked(root / OUTPUT, root=root):
        if not dry_run:
            finish(root)  # what a killed run had begun to issue
        project = study(root)
        if lacks_records(project):  # what was approved or issued before would be taken for not being there
            return Done(outcome=unreadable(project))
        try:
            if told := faults(project, order.notice):
                return Done(outcome=told)
            return _issued(project, order, folder, dry_run=dry_run)
        except SectionMissing:
            return Done(outcome=unreadable(project))


def _issued(project: Study, order: IssueOrder, folder: Path | None, *, dry_run: bool) -> Done:
    plan, lookup = project.plan, Lookup(project.plan)
    draft = the_one(plan, order.notice)
    given = _given(plan, order, draft, lookup)
    accepting, run = accept_typed(order.accepted), Run(project)
    (ready,) = looked(run, (readiness_of(run, draft, accepting.given),), Looking.of(dry_run=dry_run))
    before = issues_of(plan, draft)
    findings = [*lookup.findings, *unmet(accepting, ready.seen), *_against(plan, ready, given, before, order)]
    if given.time is None or ready.raw is None or ready.version is None:
        return Done(outcome=Outcome(findings=in_order(findings)))
    if before and not findings and _is_unchanged(plan, ready, before[-1]):
        return _again(project, before[-1], ready, folder, dry_run=dry_run)
    findings += _taken_names(project, given.time, ready)
    if findings:
        return Done(outcome=Outcome(findings=in_order(findings)))
    files = IssuedBytes(name=_name(draft, given.time), raw=ready.raw, pdf=_pages(ready), text=ready.text)
    return _put_out(project, given, ready, files, folder, dry_run=dry_run)


def _pages(ready: Readiness) -> bytes:
    """The pages that were looked at."""
    if ready.pdf is None:
        raise PagesMissing(reason=ready.unlooked)
    return ready.pdf


def _name(draft: NoticeDraft, time: datetime.datetime) -> str:
    return f"{safe_name(f'{draft.case_title}-{draft.kind_title}-{time:%Y%m%d-%H%M}')}.docx"


def _record_file(draft: NoticeDraft, time: datetime.datetime) -> str:
    return f"{SOURCE}/issued/{draft.case}--{draft.kind}--{time:%Y%m%d-%H%M}.yaml"


def _taken_names(project: Study, time: datetime.datetime, ready: Readiness) -> Iterator[Finding]:
    """What stands in the way of the files and of their record, before anything is printed."""
    place = f"{FOLDERS[ready.draft.what.reach]}/{_name(ready.draft, time)}"
    yield from _taken(project.root, _unprinted(place, ready))
    if (file := _record_file(ready.draft, time)) in project.files.contents:
        yield Finding(rule=rules.TAKEN, at=Place(file=file), values={"path": file})


def _put_out(
    project: Study, given: GivenOrder, ready: Readiness, files: IssuedBytes, folder: Path | None, *, dry_run: bool
) -> Done:
    assert given.time is not None
    place = f"{FOLDERS[ready.draft.what.reach]}/{files.name}"
    if taken := tuple(_taken(project.root, _at(place, files))):
        return Done(outcome=Outcome(findings=taken))
    values = recorded(project.plan, ready, given, files)
    done = _recorded(project, _at(place, files), _record_file(ready.draft, given.time), values, dry_run=dry_run)
    done = msgspec.structs.replace(done, path=project.root / place)
    return _copied(project.root, done, files, folder, dry_run=dry_run)


def _recorded(
    project: Study, files: Mapping[str, bytes], file: str, values: dict[str, object], *, dry_run: bool
) -> Done:
    """Write the files and their record, all or none; the record is read back as everybody will read it."""
    text = record_bytes(values)
    record = next(each for each in read({**project.files.under(SOURCE), file: text}).plan.issued if _is_in(each, file))
    if not dry_run:
        write_together(project.root, {**{path: (None, raw) for path, raw in files.items()}, file: (None, text)})
    done = Done(outcome=Outcome(findings=()), plan=project.plan, record=record, file=file)
    return msgspec.structs.replace(done, written=not dry_run)


def _is_unchanged(plan: Plan, ready: Readiness, record: Issued) -> bool:
    """Whether readers have this very notice, also where another version of plangen made other bytes of it."""
    assert ready.version is not None
    since, fates = changes(record, ready.version, ready.draft), fates_of(plan, ready.draft.case, ready.draft.kind)
    return again(ready.draft, fates, since) is Again.UNCHANGED


def _as_it_was(root: Path, plan: Plan, record: Issued) -> Done:
    """What another version of plangen issued: known where its file is whole, else to be put back from a copy."""
    place = f"{place_of(record)}/{record.file}"
    if hash_of(root, root / place) == record.sha256:
        file = record.where("case").file
        return Done(outcome=Outcome(findings=()), plan=plan, record=record, path=root / place, file=file, known=True)
    values = {"path": place, "time": record.time}
    return Done(outcome=Outcome(findings=(Finding(rule=rules.OTHER_PROGRAM, at=Place(file=place), values=values),)))


def _again(project: Study, record: Issued, ready: Readiness, folder: Path | None, *, dry_run: bool) -> Done:
    """Nothing changed since the latest issue: the same files, put back where they are gone, and no other record."""
    assert ready.raw is not None
    root, place = project.root, f"{place_of(record)}/{record.file}"
    if digest(ready.raw) != record.sha256:
        return _as_it_was(root, project.plan, record)
    printed, unlike = _printed_again(root, record, ready)
    wanted = {**_unprinted(place, ready), **({} if printed is None else {_pdf(place): printed})}
    if taken := tuple(_taken(root, wanted)):
        return Done(outcome=Outcome(findings=taken))
    gone = {path: (None, raw) for path, raw in wanted.items() if not (root / path).exists()}
    if gone and not dry_run:
        write_together(root, gone)
    done = Done(
        outcome=Outcome(findings=()),
        plan=project.plan,
        record=record,
        path=root / place,
        file=record.where("case").file,
        known=True,
        unlike=unlike,
    )
    if printed is None:
        return done
    files = IssuedBytes(name=record.file, raw=ready.raw, pdf=printed, text=ready.text)
    return _copied(root, done, files, folder, dry_run=dry_run)


def _printed_again(root: Path, record: Issued, ready: Readiness) -> tuple[bytes | None, bool]:
    """The PDF as it was issued; None, and whether the pages come out otherwise here, where it cannot be had."""
    if record.pdf_sha256 is None:
        return None, False
    path = root / _pdf(f"{place_of(record)}/{record.file}")
    if hash_of(root, path) == record.pdf_sha256:
        return path.read_bytes(), False
    made = _pages(ready)
    return (made, False) if digest(made) == record.pdf_sha256 else (None, True)


def _copied(root: Path, done: Done, files: IssuedBytes, folder: Path | None, *, dry_run: bool) -> Done:
    """The same with copies of what was issued in the folder that was asked for."""
    if folder is None:
        return done
    goals = {folder / name: raw for name, raw in files.by_name.items()}
    if taken := [each for each in goals if not is_replaceable(each, goals[each], lambda _: False)]:
        return msgspec.structs.replace(done, uncopied=tuple(taken))
    if not dry_run:
        for goal, raw in goals.items():
            write_atomically(goal, raw, within=territory(root, goal))
    return msgspec.structs.replace(done, copies=tuple(goals))


def _pdf(place: str) -> str:
    return f"{place.removesuffix('.docx')}.pdf"


def _at(place: str, files: IssuedBytes) -> Mapping[str, bytes]:
    """The files by their paths from the project; `place` is that of the document."""
    folder = place.rpartition("/")[0]
    return {f"{folder}/{name}": raw for name, raw in files.by_name.items()}


def _unprinted(place: str, ready: Readiness) -> Mapping[str, bytes]:
    """The final file, and beside it the text of a short notice to paste elsewhere; without the PDF."""
    found = {place: ready.raw, f"{place.removesuffix('.docx')}.txt": ready.text}
    return {each: raw for each, raw in found.items() if raw is not None}


def _taken(root: Path, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Findings for files that stand there with other content."""
    for each, raw in files.items():
        if not is_replaceable(root / each, raw, lambda _: False):  # not even plangen's own: it was issued
            yield Finding(rule=rules.TAKEN, at=Place(file=each), values={"path": each.rpartition("/")[2]})


def _given(plan: Plan, order: IssueOrder, draft: NoticeDraft, lookup: Lookup) -> GivenOrder:
    time = lookup.time(order.time, "--time")
    if time is not None and time > order.now:
        lookup.refuse(rules.FUTURE, "--time", time=stamp(time), now=stamp(order.now))
    post = lookup.post(order.by) if order.by else None
    if not (order.by and one_line(order.name)):
        lookup.refuse(rules.INCOMPLETE, "--name" if order.by else "--by")
    return GivenOrder(
        time=time,
        post=post,
        name=one_line(order.name),
        channels=_channels(plan, order, draft, lookup),
        recipients=order.recipients,
        now=order.now,
        reason=order.reason,
        authorisation=several_lines(order.authorisation),
    )


def _channels(plan: Plan, order: IssueOrder, draft: NoticeDraft, lookup: Lookup) -> tuple[str, ...]:
    """The channels of the order, all of the kind where it names none; no notice goes out by any other."""
    kind = draft.what
    known = channels_of(draft)
    if not known:
        lookup.findings.append(as_refusal(lacking_channels(kind)))
    lookup.findings += map(as_refusal, public_channels(plan, kind))
    for channel in order.channels if known else ():
        if channel not in known:
            lookup.refuse(rules.NO_CHANNEL, "--channel", channel=channel, kind=kind.title, known=list(known))
    return tuple(each for each in known if each in order.channels) or known


def _against(
    plan: Plan, ready: Readiness, given: GivenOrder, before: Sequence[Issued], order: IssueOrder
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
        yield from _against_releaser(plan, ready, given, given.post)
    yield from _against_time(ready, given)
    if given.time is not None:
        yield from against_order(ready.draft, given.time)
    since = changes(before[-1], ready.version, ready.draft) if before and ready.version else ()
    yield from against_again(ready.draft, fates_of(plan, ready.draft.case, ready.draft.kind), since, order.reason)


def _against_releaser(plan: Plan, ready: Readiness, given: GivenOrder, post: Id) -> Iterator[Finding]:
    """A post that does not release, and a person whom the plan does not name for it."""
    scenario = plan.scenario_of(ready.case)
    for stage in flow_of(plan, scenario.id if scenario else "", ready.draft.kind).stages[-1:]:
        yield from map(as_refusal, wrong_post_for(plan, stage, post, Place(file="--by")))
    if given.name and not given.authorisation:
        yield from against_stranger(plan, post, given.name)


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
    return [each.told for each in found]


def _against_time(ready: Readiness, given: GivenOrder) -> Iterator[Finding]:
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


def _is_in(record: Issued, file: str) -> bool:
    return record.where("case").file == file

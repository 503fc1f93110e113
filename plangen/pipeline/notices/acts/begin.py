"""`plangen notices correct` and `withdraw`: the file of a notice that sets right one that was issued.

It is a case of its own, which names the issue that it concerns and takes its other facts from that incident. So its
notice is asked for, checked, approved and issued as every other is.
"""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.diagnostics import Finding, Place, Severity, in_order
from plangen.disk.inside import is_odd
from plangen.errors import InTheWay, NoNotice
from plangen.model.communication import NoticeKind
from plangen.model.issue_history import CORRECTION, IssueFate, begun, fates_of
from plangen.model.issued import Act, Issued
from plangen.model.plan import Plan, SectionMissing
from plangen.model.values import is_time, parse_date, parse_time, shown
from plangen.office.templates.title_on import title_on
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices.acts import act_rules as rules
from plangen.pipeline.notices.acts.case_file import Begin, Fact, case_file, case_id
from plangen.pipeline.notices.again import WITHDRAWN
from plangen.pipeline.notices.chosen import Lookup, NoticeDraft, chosen, several_lines, the_one
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.readiness import lacks_records
from plangen.reading.source import read
from plangen.workspace.atomic import write_atomically
from plangen.workspace.issued_files import FileState, issued_files
from plangen.workspace.output import locked
from plangen.workspace.project import OUTPUT, SOURCE


class WantedAct(Struct, frozen=True, kw_only=True):
    """What is to begin, as it was typed. What is not said yet is left open in the file."""

    act: Act
    notice: str
    issue: str = ""  # when it was issued; the latest issue where nothing is said
    dated: str = ""
    published: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    since: str = ""
    cause: str = ""
    reason: str = ""
    now: str = ""
    advice: str = ""


class ActBegun(Struct, frozen=True, kw_only=True):
    """What began; with findings nothing did."""

    outcome: Outcome
    act: Act
    notice: str = ""  # how the commands call the new notice
    concerns: Issued | None = None
    file: str = ""  # relative to the project
    open: tuple[str, ...] = ()  # what is still to be filled in there
    unread: str = ""  # the issued file that could not be read, so that its title was taken from the plan
    written: bool = False


def begin_act(root: Path, wanted: WantedAct, *, dry_run: bool = False) -> ActBegun:
    """Write the file of a correction or withdrawal for the project at `root`, or say everything that is against it.

    Raises:
        UsageProblem: NoNotice, AmbiguousNotice.
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay.
    """
    with nullcontext() if dry_run else locked(root / OUTPUT, root=root):
        project = study(root)
        if lacks_records(project):  # what was issued would be taken for not being there
            return ActBegun(outcome=unreadable(project), act=wanted.act)
        try:
            if told := faults(project, wanted.notice):
                return ActBegun(outcome=told, act=wanted.act)
            return _begun(project, wanted, dry_run=dry_run)
        except SectionMissing:
            return ActBegun(outcome=unreadable(project), act=wanted.act)


def _begun(project: Study, wanted: WantedAct, *, dry_run: bool) -> ActBegun:
    plan, lookup = project.plan, Lookup(project.plan)
    if gone := _gone(plan, wanted.notice):
        return _refused(wanted, gone)
    draft = _issued_one(plan, wanted.notice)
    fate, findings = _issue_meant(plan, draft, wanted)
    kind = _kind_for(plan, draft.what, wanted.act)
    if kind is None:
        findings = (*findings, _no_kind(draft.what, wanted.act))
    dated = lookup.date(wanted.dated) if wanted.dated else None
    _pair(lookup, wanted)
    findings = (*findings, *lookup.findings)
    if findings or fate is None or kind is None:
        return _refused(wanted, findings)
    begin, unread = _beginning(project, draft, fate.issue, kind, wanted, dated)
    return _written(project, wanted, begin, fate.issue, unread, dry_run=dry_run)


def _refused(wanted: WantedAct, findings: Sequence[Finding]) -> ActBegun:
    return ActBegun(outcome=Outcome(findings=in_order(findings)), act=wanted.act)


def _issued_one(plan: Plan, name: str) -> NoticeDraft:
    """The notice called so; of several the one that was issued."""
    issued = {(each.case, each.kind) for each in plan.issued}
    found = [each for each in chosen(plan, name) if (each.case, each.kind) in issued] if name else []
    return found[0] if len(found) == 1 else the_one(plan, name)


def _gone(plan: Plan, name: str) -> tuple[Finding, ...]:
    """A finding where the notice was issued and the plan has it no more."""
    try:
        chosen(plan, name)
    except NoNotice:
        for record in plan.issued:
            notice = f"{record.case}/{record.kind}"
            if name in {notice, record.kind}:
                file = record.where("case").file
                values = {"notice": notice, "file": file}
                return (Finding(rule=rules.CASE_GONE, at=record.where("case"), values=values),)
    return ()


def _issue_meant(plan: Plan, draft: NoticeDraft, wanted: WantedAct) -> tuple[IssueFate | None, tuple[Finding, ...]]:
    """The issue that is to be set right, and what is against doing so."""
    at, fates = Place(file=draft.name), fates_of(plan, draft.case, draft.kind)
    if not fates:
        return None, (Finding(rule=rules.NOT_ISSUED, at=at, values={"notice": draft.name}),)
    fate = (
        next((each for each in fates if each.issue.time == _moment(wanted.issue)), None) if wanted.issue else fates[-1]
    )
    if fate is None:
        values = {"notice": draft.name, "time": wanted.issue, "known": [each.issue.time for each in fates]}
        return None, (Finding(rule=rules.NO_SUCH_ISSUE, at=Place(file="--issue"), values=values),)
    return fate, tuple(_against(plan, draft, fate, wanted.act, at))


def _moment(text: str) -> str:
    """A time as records write it."""
    return f"{parse_time(text):%Y-%m-%d %H:%M}" if is_time(text) else text


def _against(plan: Plan, draft: NoticeDraft, fate: IssueFate, act: Act, at: Place) -> Iterator[Finding]:
    values = {"notice": draft.name, "time": fate.issue.time}
    if fate.withdrawn is not None:
        by = f"{fate.withdrawn.case}/{fate.withdrawn.kind}"
        said = {**values, "withdrawn": fate.withdrawn.time, "by": by}
        yield Finding(rule=WITHDRAWN, at=at, values=said)
    for each in begun(plan, fate.issue):
        said = {**values, "name": each.name, "file": each.case.where("id").file}
        yield Finding(rule=rules.OPEN, at=at, values=said)
    if act != CORRECTION and draft.what.act not in {None, CORRECTION}:
        yield Finding(rule=rules.IS_WITHDRAWAL, at=at, values={"notice": draft.name})


def _kind_for(plan: Plan, original: NoticeKind, act: Act) -> NoticeKind | None:
    """The kind that does it for those whom the notice was for, in the same form where there is one."""
    found = [each for each in plan.communication.notices if each.act == act and each.reach == original.reach]
    return next((each for each in found if each.form == original.form), found[0] if found else None)


def _no_kind(original: NoticeKind, act: Act) -> Finding:
    known = ("correction-notice", "更正公告") if act == CORRECTION else ("withdrawal-notice", "撤回公告")
    values = {"act": act, "id": known[0], "title": known[1], "reach": original.reach}
    return Finding(rule=rules.NO_KIND, at=Place(file=f"{SOURCE}/communication.yaml"), values=values)


def _pair(lookup: Lookup, wanted: WantedAct) -> None:
    if len(wanted.wrong) != len(wanted.right):
        lookup.refuse(rules.UNPAIRED, "--wrong", wrong=len(wanted.wrong), right=len(wanted.right))


def _beginning(
    project: Study, draft: NoticeDraft, issue: Issued, kind: NoticeKind, wanted: WantedAct, dated: datetime.date | None
) -> tuple[Begin, str]:
    """What is written, and the issued file that could not be read for its title."""
    word = WordFile(_issued_file(project.root, issue), issue.file)
    title = title_on(word)
    return Begin(
        act=wanted.act,
        origin=draft,
        issue=issue,
        kind=kind,
        title=title or draft.kind_title,
        dated=dated,
        channels=_lines(wanted.published) or tuple(each.channel for each in issue.channels),
        facts=_correction(issue, wanted) if wanted.act == CORRECTION else _withdrawal(wanted),
    ), "" if word.is_sound else issue.file


def _issued_file(root: Path, issue: Issued) -> bytes | None:
    """The document as it was issued, wherever it is now; None where it is gone or was edited."""
    for each in issued_files(root, [issue]):
        if each.path.endswith(f"/{issue.file}") and each.state in {FileState.WHOLE, FileState.MOVED}:
            return (root / (each.found or each.path)).read_bytes()
    return None


def _correction(issue: Issued, wanted: WantedAct) -> dict[str, Fact]:
    pairs = zip(wanted.wrong, wanted.right, strict=True)
    points = tuple({"wrong": several_lines(wrong), "right": several_lines(right)} for wrong, right in pairs)
    return {
        "points": points or ({"wrong": "", "right": ""},),
        "since": _said(several_lines(wanted.since)) or _said(issue.time),
        "cause": several_lines(wanted.cause) or None,
        "advice": several_lines(wanted.advice),
    }


def _withdrawal(wanted: WantedAct) -> dict[str, Fact]:
    return {key: several_lines(getattr(wanted, key)) for key in ("reason", "now", "advice")}


def _said(text: str) -> str:
    """A day or a moment as a notice says it, 2026年3月2日14:05; other words as they are."""
    if is_time(text):
        moment = parse_time(text)
        return f"{shown(moment.date())}{moment.hour}:{moment.minute:02d}"
    try:
        return shown(parse_date(text))
    except ValueError:
        return text


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, (" ".join(several_lines(each).split()) for each in texts)))


def _written(project: Study, wanted: WantedAct, begin: Begin, issue: Issued, unread: str, *, dry_run: bool) -> ActBegun:
    """The file, once it is read back as it is meant."""
    number = case_id(project.plan, begin, taken=lambda path: _is_there(project, path))
    made = case_file(project.plan, begin, number)
    found = read({**project.files.under(SOURCE), made.path: made.raw})
    wrong = [each for each in found.findings if each.at.file == made.path and each.severity is Severity.ERROR]
    if wrong:
        return _refused(wanted, wrong)
    case = found.plan.cases[number]
    assert case.where("id").file == made.path
    done = ActBegun(
        outcome=Outcome(findings=()),
        act=wanted.act,
        notice=f"{number}/{begin.kind.id}",
        concerns=issue,
        file=made.path,
        open=made.open,
        unread=unread,
    )
    if dry_run:
        return done
    path = project.root / made.path
    if path.exists() or is_odd(path):  # another program wrote it meanwhile
        raise InTheWay(path=str(path))
    write_atomically(path, made.raw, within=project.root)
    return msgspec.structs.replace(done, written=True)


def _is_there(project: Study, path: str) -> bool:
    return path in project.files.contents or (project.root / path).exists()

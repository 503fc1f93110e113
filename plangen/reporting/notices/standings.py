"""Where each notice stands: stages, what lapsed and why, what is missing, who is next."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from plangen.checks.due_wording import end_of
from plangen.diagnostics import Words, words
from plangen.model.due import Due
from plangen.model.plan import Plan
from plangen.pipeline.notices.rules import MISSING
from plangen.pipeline.notices.standing import StageStanding, StageState
from plangen.pipeline.notices.status import NoticeStatus, Status
from plangen.pipeline.notices.versions import VersionChange
from plangen.reporting.listing import outcome_text
from plangen.reporting.notices.nothing_done import unless_stopped
from plangen.reporting.result import Result, finding_tree
from plangen.reporting.style import Style, plain

_STATES = {
    StageState.OPEN: words("未办", "open"),
    StageState.VALID: words("有效", "valid"),
    StageState.LAPSED: words("已失效", "lapsed"),
    StageState.VOID: words("不算数", "void"),
}
_COLOURS = {StageState.OPEN: "36", StageState.VALID: "32", StageState.LAPSED: "33;1", StageState.VOID: "31;1"}
_NONE = words("无", "none")


def report_status(status: Status) -> Result:
    """A passage for each notice: its stages, what is missing, what comes next, whether it can be issued.

    JSON adds `"notices"`.
    """
    return Result(
        text=unless_stopped(status.outcome, partial(_status, status)),
        outcome=status.outcome,
        more=partial(_status_tree, status),
    )


def _status(status: Status, style: Style) -> Iterator[str]:
    if status.plan is None or status.outcome.findings:
        yield from outcome_text(status.outcome, style)
    for number, notice in enumerate(status.notices):
        if number:
            yield ""
        assert status.plan is not None
        yield from _notice(notice, status.plan, style)


def _status_tree(status: Status, language: str) -> Mapping[str, object]:
    return {"notices": [_tree(each, status.plan, language) for each in status.notices if status.plan]}


def _notice(notice: NoticeStatus, plan: Plan, style: Style) -> Iterator[str]:
    yield style.paint(_heading(notice, style), "1")
    for standing in notice.ready.stages:
        yield from _stage(standing, plan, style)
    yield from _issues(notice, style)
    for due in notice.dues:
        end = plain(end_of(due).say(style.language))
        condition = style.aside(plain(due.deadline.condition or ""))
        label = style.say(words("法定时限", "deadline"))
        yield f"  {label}  {plain(due.deadline.title)}{style.colon}{end}{condition}"
    yield f"  {style.say(words('没有填写的内容', 'values missing'))}  {_missing(notice.ready.missing, style)}"
    yield from _elements(notice, style)
    can = words("能", "yes") if notice.can_issue else words("不能", "no")
    yield f"  {style.say(words('能否发布', 'can be issued'))}  {style.say(can)}"
    yield f"  {style.say(words('下一步', 'next'))}  {plain(style.say(notice.next_step))}"
    yield from _problems(notice, style)


def _heading(notice: NoticeStatus, style: Style) -> str:
    draft = notice.ready.draft
    kind = words("真实事件", "real incident") if notice.ready.real else words("演练", "drill")
    return f"{plain(draft.case_title)}{style.colon}{plain(draft.kind_title)}  [{draft.name}  {style.say(kind)}]"


def _issues(notice: NoticeStatus, style: Style) -> Iterator[str]:
    """What was issued, and what changed after that."""
    for issue in notice.issued:
        what = words("已更正", "corrected") if issue.corrects else words("已发布", "issued")
        yield f"  {style.say(what)}  {issue.time}  {plain(issue.file)}{style.aside(plain(issue.reason or ''))}"
    if notice.since:
        label = words("发布后有改动，属于更正稿", "changed since it was issued: a correction")
        yield f"  {style.say(label)}"
        yield from _changes(notice.since, style)


def _missing(values: Sequence[str], style: Style) -> str:
    return f"{len(values)}{style.aside(style.listed(map(plain, values)))}" if values else style.say(_NONE)


def _problems(notice: NoticeStatus, style: Style) -> Iterator[str]:
    """What keeps it back, but for the values that are listed anyway."""
    ready = notice.ready
    for finding in (*ready.template, *ready.content, *ready.hygiene):
        if finding.code != MISSING.code:
            label = style.say(words("问题", "problem"))
            yield f"  {label}[{finding.code}]  {plain(finding.message(style.language))}"


def _elements(notice: NoticeStatus, style: Style) -> Iterator[str]:
    """How many statutory elements are there, and how many nobody has confirmed; nothing where none apply."""
    proofs = notice.ready.proofs
    if proofs:
        said = words(
            "法定要素  {met}/{total} 已载明或者有意不载，{open} 项依据未经核对",
            "elements  {met} of {total} there or left out on purpose, {open} not confirmed by legal",
        )
        met, unconfirmed = sum(each.is_met for each in proofs), sum(not each.element.confirmed for each in proofs)
        yield f"  {style.say(said, total=len(proofs), met=met, open=unconfirmed)}"


def _stage(standing: StageStanding, plan: Plan, style: Style) -> Iterator[str]:
    state = style.paint(style.say(_STATES[standing.state]), _COLOURS[standing.state])
    entry = standing.entry
    note = style.aside(plain(" ".join((entry.note or "").split()))) if entry else ""
    said = f"  {plan.party(entry.by)} {plain(entry.name)} {entry.date.isoformat()}{note}" if entry else ""
    yield f"  {plain(standing.stage.title)}  {state}{said}"
    yield from _changes(standing.changes, style)
    for reason in standing.reasons:
        yield f"      {plain(reason.message(style.language))}"


def _changes(changes: Sequence[VersionChange], style: Style) -> Iterator[str]:
    """What changed: old and new, or the hashes of both where nobody kept what it said."""
    for change in changes:
        label, what = style.say(words("改动", "changed")), plain(style.say(change.what))
        if change.was is not None and change.now is not None:
            yield f"      {label}{style.colon}{what}{style.colon}{plain(change.was)} → {plain(change.now)}"
        else:
            yield f"      {label}{style.colon}{what}{style.aside(style.say(_hashes(change)))}"


def _hashes(change: VersionChange) -> Words:
    if not change.old:
        return words(f"新增，指纹 {change.new}", f"new, hash {change.new}")
    if not change.new:
        return words(f"不再使用，原指纹 {change.old}", f"no longer used, hash was {change.old}")
    return words(
        f"原指纹 {change.old}，现指纹 {change.new}；原来的内容没有保存",
        f"hash was {change.old}, is {change.new}; the old content was not kept",
    )


def _tree(notice: NoticeStatus, plan: Plan | None, language: str) -> dict[str, object]:
    ready = notice.ready
    problems = [*ready.template, *ready.content, *ready.hygiene]
    return {
        "notice": ready.draft.name,
        "case": ready.draft.case_title,
        "kind": ready.draft.kind_title,
        "real": ready.real,
        "stages": [_stage_tree(each, plan, language) for each in ready.stages],
        "issued": [
            {
                "time": each.time,
                "file": each.file,
                "sha256": each.sha256,
                "corrects": each.corrects,
                "reason": each.reason,
            }
            for each in notice.issued
        ],
        "since": _change_trees(notice.since, language),
        "missing": list(ready.missing),
        "elements": [{"id": each.element.id, "title": each.element.title, "met": each.is_met} for each in ready.proofs],
        "deadlines": [_due_tree(each, language) for each in notice.dues],
        "problems": [finding_tree(each, language) for each in problems],
        "can_issue": notice.can_issue,
        "next": notice.next_step.say(language),
    }


def _due_tree(due: Due, language: str) -> dict[str, object]:
    deadline = due.deadline
    return {
        "id": deadline.id,
        "title": deadline.title,
        "condition": deadline.condition,
        "due": end_of(due).say(language),
    }


def _stage_tree(standing: StageStanding, plan: Plan | None, language: str) -> dict[str, object]:
    entry = standing.entry
    return {
        "stage": standing.stage.id,
        "title": standing.stage.title,
        "state": standing.state.value,
        "by": entry.by if entry else None,
        "post": plan.party(entry.by) if entry and plan else None,
        "name": entry.name if entry else None,
        "date": entry.date.isoformat() if entry else None,
        "note": entry.note if entry else None,
        "changes": _change_trees(standing.changes, language),
        "reasons": [each.message(language) for each in standing.reasons],
    }


def _change_trees(changes: Sequence[VersionChange], language: str) -> list[dict[str, object]]:
    return [
        {
            "what": each.what.say(language),
            "old": each.old or None,
            "new": each.new or None,
            "was": each.was,
            "now": each.now,
        }
        for each in changes
    ]

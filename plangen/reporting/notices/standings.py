"""Where each notice stands: stages, what lapsed and why, what is missing, who is next."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from plangen.checks.due_wording import became, end_of
from plangen.checks.wording import unconfirmed
from plangen.diagnostics import Words, words
from plangen.model.approval import DECIDED, Approval
from plangen.model.due import Due
from plangen.model.how_met import duty_state
from plangen.model.met import DutyState
from plangen.model.plan import Plan
from plangen.pipeline.notices.rules import MISSING
from plangen.pipeline.notices.standing import StageStanding, StageState
from plangen.pipeline.notices.status import NoticeStatus, Status
from plangen.pipeline.notices.versions import VersionChange
from plangen.reporting.listing import outcome_text
from plangen.reporting.notices.fates import issue_lines, issue_tree
from plangen.reporting.notices.nothing_done import unless_stopped
from plangen.reporting.result import Result, finding_tree
from plangen.reporting.style import Style, plain

_STATES = {
    StageState.OPEN: words("未办", "open"),
    StageState.VALID: words("有效", "valid"),
    StageState.LAPSED: words("已失效", "lapsed"),
    StageState.VOID: words("不算数", "void"),
    StageState.REFUSED: words("不同意", "refused"),
    StageState.RETURNED: words("退回", "returned"),
    StageState.CONDITIONAL: words("条件没有落实", "conditions open"),
    StageState.WITHDRAWN: words("已撤回", "withdrawn"),
    StageState.UNSIGNED: words("待补签", "to be signed"),
}
_COLOURS = {
    **dict.fromkeys(StageState, "31;1"),
    **dict.fromkeys((StageState.LAPSED, StageState.CONDITIONAL, StageState.UNSIGNED), "33;1"),
    StageState.OPEN: "36",
    StageState.VALID: "32",
}
_NONE = words("无", "none")


def report_status(status: Status) -> Result:
    """A passage for each notice: its stages, what is missing, what comes next, whether it can be issued.

    JSON adds `"notices"` and `"sheet"`.
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
    if status.sheet:
        yield ""
        yield style.say(words("审批单已写入 {path}", "sheet written to {path}"), path=status.sheet)


def _status_tree(status: Status, language: str) -> Mapping[str, object]:
    notices = [_tree(each, status.plan, language) for each in status.notices if status.plan]
    return {"notices": notices, "sheet": str(status.sheet) if status.sheet else None}


def _notice(notice: NoticeStatus, plan: Plan, style: Style) -> Iterator[str]:
    yield style.paint(_heading(notice, style), "1")
    for standing in notice.ready.stages:
        yield from _stage(standing, plan, style)
    yield from _issues(notice, style)
    for due in notice.dues:
        end = plain(end_of(due).say(style.language))
        condition = style.aside(plain(due.deadline.condition or ""))
        label = style.say(words("法定时限", "deadline"))
        state = became(duty_state(plan, notice.ready.draft.case, due.deadline.id)).say(style.language)
        said = f"{style.semicolon}{plain(state)}" if notice.ready.real else ""
        yield f"  {label}  {plain(due.deadline.title)}{style.colon}{end}{condition}{said}"
    yield f"  {style.say(words('没有填写的内容', 'values missing'))}  {_missing(notice.ready.missing, style)}"
    yield from _elements(notice, style)
    if notice.ready.unlooked:
        unlooked = words("没有看过（{reason}）", "not looked at ({reason})")
        yield f"  {style.say(words('版面', 'pages'))}  {style.say(unlooked, reason=notice.ready.unlooked)}"
    can = words("能", "yes") if notice.can_issue else words("不能", "no")
    yield f"  {style.say(words('能否发布', 'can be issued'))}  {style.say(can)}"
    yield f"  {style.say(words('下一步', 'next'))}  {plain(style.say(notice.next_step))}"
    yield from _problems(notice, style)


def _heading(notice: NoticeStatus, style: Style) -> str:
    draft = notice.ready.draft
    kind = words("真实事件", "real incident") if notice.ready.real else words("演练", "drill")
    return f"{plain(draft.case_title)}{style.colon}{plain(draft.kind_title)}  [{draft.name}  {style.say(kind)}]"


def _issues(notice: NoticeStatus, style: Style) -> Iterator[str]:
    """What was issued, what became of it, and what changed after that."""
    draft = notice.ready.draft
    yield from issue_lines(notice.fates, notice.begun, style, counted=draft.what.repeats)
    for file in notice.spoilt:
        finding = file.finding
        problem = style.paint(style.say(words("文件", "file")), "31;1")
        yield f"  {problem}[{finding.code}]  {plain(finding.message(style.language))}"
    if notice.since:
        label = words("发布后有改动", "changed since it was issued")
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
    """How many statutory elements are there, where any apply; once, what of the legal data nobody confirmed."""
    proofs = notice.ready.proofs
    if proofs:
        said = words(
            "法定要素  {met}/{total} 已载明或者有意不载", "elements  {met} of {total} there or left out on purpose"
        )
        yield f"  {style.say(said, total=len(proofs), met=sum(each.is_met for each in proofs))}"
    open_ones = unconfirmed((*(each.element for each in proofs), *(each.deadline for each in notice.dues)))
    if open_ones is not None:
        advice = words("发布前由法律人员对照原文核对", "legal compares them with the law before the release")
        label = style.say(words("法律依据", "legal bases"))
        yield f"  {label}  {style.say(open_ones)}{style.semicolon}{style.say(advice)}"


def _stage(standing: StageStanding, plan: Plan, style: Style) -> Iterator[str]:
    state = style.paint(style.say(_STATES[standing.state]), _COLOURS[standing.state])
    entry = standing.entry
    said = f"  {_who(entry, plan)}{style.aside(_remark(entry))}" if entry else ""
    yield f"  {plain(standing.stage.title)}  {state}{said}"
    yield from _changes(standing.changes, style)
    for reason in standing.reasons:
        yield f"      {plain(reason.message(style.language))}"
    yield from _attached(standing, plan, style)


def _who(entry: Approval, plan: Plan) -> str:
    when = " ".join(filter(None, (entry.date.isoformat(), entry.time)))
    return f"{plan.party(entry.by)} {plain(entry.name)} {when}"


def _remark(entry: Approval) -> str:
    return plain(" ".join(f"{entry.reason or ''} {entry.note or ''}".split()))


def _attached(standing: StageStanding, plan: Plan, style: Style) -> Iterator[str]:
    """What belongs to a decision: its conditions, its signature, the outside answer, the authority of who signed."""
    decision, entry = standing.decision, standing.entry
    if decision is None or entry is None:
        return
    met = {each.met: each for each in decision.met}
    for condition in entry.conditions:
        by = met.get(condition)
        state = words("已落实", "met") if by else words("没有落实", "open")
        yield f"      {style.say(_CONDITION)}{style.colon}{plain(condition)}  {style.say(state)}{_by(by, plan, style)}"
    if entry.oral:
        state = words("已补签", "signed") if decision.signature else words("待补签", "to be signed")
        said = f"{plain(entry.oral)}  {style.say(state)}{_by(decision.signature, plan, style)}"
        yield f"      {style.say(_ORAL)}{style.colon}{said}"
    for label, text in ((_ANSWER, (entry.reference, entry.answer)), (_AUTHORITY, (entry.authorisation,))):
        if any(text):
            yield f"      {style.say(label)}{style.colon}{plain(' '.join(filter(None, text)))}"


def _by(entry: Approval | None, plan: Plan, style: Style) -> str:
    return style.aside(_who(entry, plan)) if entry else ""


_CONDITION, _ORAL = words("条件", "condition"), words("口头批准", "by word of mouth")
_ANSWER, _AUTHORITY = words("答复", "answer"), words("授权", "authority")


def _changes(changes: Sequence[VersionChange], style: Style) -> Iterator[str]:
    """What changed: old and new, or the hashes of both where nobody kept what it said."""
    for change in changes:
        label, what = style.say(words("改动", "changed")), plain(style.say(change.what))
        if change.was is not None and change.now is not None:
            yield f"      {label}{style.colon}{what}{style.colon}{plain(change.was)} → {plain(change.now)}"
        else:
            told = style.say(_hashes(change)) if change.old or change.new else ""
            yield f"      {label}{style.colon}{what}{style.aside(told)}"


def _hashes(change: VersionChange) -> Words:
    if not change.old:
        told = change.now or change.new
        return (
            words(f"新增：{told}", f"new: {told}") if change.now else words(f"新增，指纹 {told}", f"new, hash {told}")
        )
    if not change.new:
        if change.was:
            return words(f"不再使用，原为：{change.was}", f"no longer used, was: {change.was}")
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
        "issued": [issue_tree(each) for each in notice.fates],
        "begun": [{"notice": each.name, "act": each.kind.act} for each in notice.begun],
        "files": [{"path": each.path, "state": each.state.value, "found": each.found or None} for each in notice.files],
        "since": _change_trees(notice.since, language),
        "missing": list(ready.missing),
        "elements": [{"id": each.element.id, "title": each.element.title, "met": each.is_met} for each in ready.proofs],
        "deadlines": [_due_tree(each, notice, plan, language) for each in notice.dues],
        "problems": [finding_tree(each, language) for each in problems],
        "pages_looked_at": ready.unlooked is None and ready.raw is not None,
        "can_issue": notice.can_issue,
        "next": notice.next_step.say(language),
    }


def _due_tree(due: Due, notice: NoticeStatus, plan: Plan | None, language: str) -> dict[str, object]:
    deadline = due.deadline
    state = duty_state(plan, notice.ready.draft.case, deadline.id) if plan else DutyState()
    return {
        "id": deadline.id,
        "title": deadline.title,
        "condition": deadline.condition,
        "due": end_of(due).say(language),
        "applies": state.applies,
        "met": [each.met for each in state.met],
    }


def _stage_tree(standing: StageStanding, plan: Plan | None, language: str) -> dict[str, object]:
    entry, decision = standing.entry, standing.decision
    return {
        "stage": standing.stage.id,
        "title": standing.stage.title,
        "state": standing.state.value,
        **dict.fromkeys(_OF_ENTRY),
        **(_entry_tree(entry, plan) if entry else {}),
        "conditions": list(entry.conditions) if entry else [],
        "unmet": list(decision.unmet) if decision else [],
        "unsigned": bool(decision and decision.is_unsigned),
        "changes": _change_trees(standing.changes, language),
        "reasons": [each.message(language) for each in standing.reasons],
    }


_OF_ENTRY = ("by", "post", "name", "date", "time", "act", "result", "oral", "recorded", "note")


def _entry_tree(entry: Approval, plan: Plan | None) -> dict[str, object]:
    said = {name: getattr(entry, name) for name in _OF_ENTRY if name != "post"}
    decided = entry.result if entry.act == DECIDED else None
    party = plan.party(entry.by) if plan else None
    return {**said, "date": entry.date.isoformat(), "result": decided, "post": party}


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

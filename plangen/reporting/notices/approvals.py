"""Approval, status and issue of notices, as text and as JSON."""

from collections.abc import Iterator, Sequence

from plangen.checks.due_wording import end_of
from plangen.diagnostics import Words, words
from plangen.model.approval import Approval
from plangen.model.due import Due
from plangen.model.plan import Plan
from plangen.model.values import shown
from plangen.pipeline.notices.approve import Approved
from plangen.pipeline.notices.issue import Done
from plangen.pipeline.notices.standing import Standing, State
from plangen.pipeline.notices.status import NoticeStatus, Status
from plangen.pipeline.notices.versions import VersionChange
from plangen.reporting.json import dump, finding_tree, outcome_tree
from plangen.reporting.style import Style, plain
from plangen.reporting.text import outcome_text

_STATES = {
    State.OPEN: words("未办", "open"),
    State.VALID: words("有效", "valid"),
    State.LAPSED: words("已失效", "lapsed"),
    State.VOID: words("不算数", "void"),
}
_COLOURS = {State.OPEN: "36", State.VALID: "32", State.LAPSED: "33;1", State.VOID: "31;1"}
_NONE = words("无", "none")


def approved_text(approved: Approved, style: Style) -> Iterator[str]:
    if approved.outcome.findings:
        yield from outcome_text(approved.outcome, style)
        yield style.say(words("没有登记", "nothing was recorded"))
        return
    draft, stage, entry = approved.draft, approved.stage, approved.entry
    assert draft is not None
    assert stage is not None
    assert entry is not None
    said = {
        "notice": f"{plain(draft.case_title)}：{plain(draft.kind_title)}",
        "stage": plain(stage.title),
        "name": plain(entry.name),
        "date": shown(entry.date) if style.language == "zh" else entry.date.isoformat(),
        "file": approved.file,
    }
    if approved.known:
        what = words(
            "“{notice}”的“{stage}”已由{name}于{date}登记过，现在仍然有效，没有重复登记（{file}）",
            "'{stage}' of {notice} was recorded before ({name}, {date}) and still holds; not recorded again ({file})",
        )
    elif approved.written:
        what = words(
            "已登记：“{notice}”的“{stage}”由{name}于{date}完成（{file}）",
            "recorded: '{stage}' of {notice} by {name} on {date} ({file})",
        )
    else:
        what = words(
            "可以登记：“{notice}”的“{stage}”由{name}于{date}完成；只作检查，没有写入 {file}",
            "can be recorded: '{stage}' of {notice} by {name} on {date}; nothing was written to {file}",
        )
    yield style.say(what, **said)


def approved_json(approved: Approved, language: str, *, ok: bool) -> str:
    """As for a check, and `"notice"`, `"stage"`, `"file"`, `"recorded"`, `"known"`."""
    added = {
        "notice": approved.draft.name if approved.draft else None,
        "stage": approved.stage.id if approved.stage else None,
        "file": approved.file or None,
        "recorded": approved.written,
        "known": approved.known,
    }
    return dump({**outcome_tree(approved.outcome, language, ok=ok), **added})


def status_text(status: Status, style: Style) -> Iterator[str]:
    """A passage for each notice: its stages, what is missing, what comes next, whether it can be issued."""
    if status.plan is None or status.outcome.findings:
        yield from outcome_text(status.outcome, style)
    for number, notice in enumerate(status.notices):
        if number:
            yield ""
        assert status.plan is not None
        yield from _notice(notice, status.plan, style)


def status_json(status: Status, language: str, *, ok: bool) -> str:
    """As for a check, and `"notices"`."""
    notices = [_tree(each, status.plan, language) for each in status.notices if status.plan]
    return dump({**outcome_tree(status.outcome, language, ok=ok), "notices": notices})


def issued_text(done: Done, style: Style) -> Iterator[str]:
    if done.outcome.findings:
        yield from outcome_text(done.outcome, style)
        yield style.say(words("没有发布，没有写任何文件", "not issued; nothing was written"))
        return
    assert done.record is not None
    if done.known:
        yield style.say(
            words(
                "这份通知已于 {time} 发布，此后没有改动；文件内容相同，没有另作记录",
                "it was issued at {time} and has not changed since; the file is the same, nothing else was recorded",
            ),
            time=done.record.time,
        )
    elif done.written:
        yield style.say(words("已发布，时间 {time}", "issued at {time}"), time=done.record.time)
    else:
        yield style.say(words("可以发布；只作检查，没有写文件", "can be issued; nothing was written"))
    yield f"  {style.say(words('正式文件', 'final file'))}  {done.path}"
    yield f"  SHA-256   {done.record.sha256}"
    yield f"  {style.say(words('发布记录', 'record'))}  {done.file}"
    for channel in done.record.channels:
        label = style.say(words("渠道", "channel"))
        post = done.plan.party(channel.post) if done.plan else channel.post
        yield f"  {label}      {plain(channel.channel)}：{plain(channel.text)}（{plain(post)}）"


def issued_json(done: Done, language: str, *, ok: bool) -> str:
    """As for a check, and `"path"`, `"record"`, `"sha256"`, `"time"`, `"channels"`, `"issued"`, `"known"`."""
    record = done.record
    added = {
        "path": str(done.path) if done.path else None,
        "record": done.file or None,
        "sha256": record.sha256 if record else None,
        "time": record.time if record else None,
        "channels": [
            {"channel": each.channel, "text": each.text, "post": each.post}
            for each in (record.channels if record else ())
        ],
        "issued": done.written,
        "known": done.known,
    }
    return dump({**outcome_tree(done.outcome, language, ok=ok), **added})


def _notice(notice: NoticeStatus, plan: Plan, style: Style) -> Iterator[str]:
    ready = notice.ready
    kind = words("真实事件", "real incident") if ready.real else words("演练", "drill")
    title = f"{plain(ready.draft.case_title)}：{plain(ready.draft.kind_title)}"
    yield style.paint(f"{title}  [{ready.draft.name}  {style.say(kind)}]", "1")
    for standing in ready.stages:
        yield from _stage(standing, plan, style)
    for issue in notice.issued:
        what = words("已更正", "corrected") if issue.corrects else words("已发布", "issued")
        reason = f"（{plain(issue.reason)}）" if issue.reason else ""
        yield f"  {style.say(what)}  {issue.time}  {plain(issue.file)}{reason}"
    if notice.since:
        label = words("发布后有改动，属于更正稿", "changed since it was issued: a correction")
        yield f"  {style.say(label)}"
        yield from _changes(notice.since, style)
    for due in notice.dues:
        end = plain(end_of(due).say(style.language))
        condition = f"（{plain(due.deadline.condition)}）" if due.deadline.condition else ""
        yield f"  {style.say(words('法定时限', 'deadline'))}  {plain(due.deadline.title)}：{end}{condition}"
    missing = ready.missing
    said = f"{len(missing)}（{'、'.join(map(plain, missing))}）" if missing else style.say(_NONE)
    yield f"  {style.say(words('没有填写的内容', 'values missing'))}  {said}"
    yield from _elements(notice, style)
    for finding in (*ready.template, *ready.content, *ready.hygiene):
        if finding.code != "A208":
            yield f"  {style.say(words('问题', 'problem'))}[{finding.code}]  {plain(finding.message(style.language))}"
    can = words("能", "yes") if notice.can_issue else words("不能", "no")
    yield f"  {style.say(words('能否发布', 'can be issued'))}  {style.say(can)}"
    yield f"  {style.say(words('下一步', 'next'))}  {plain(style.say(notice.next_step))}"


def _elements(notice: NoticeStatus, style: Style) -> Iterator[str]:
    """How many statutory elements are there, and how many nobody has confirmed; nothing where none apply."""
    proofs = notice.ready.proofs
    if proofs:
        said = words(
            "法定要素  {met}/{total} 已载明或者有意不载，{open} 项依据未经法务核对",
            "elements  {met} of {total} there or left out on purpose, {open} not confirmed by legal",
        )
        met, unconfirmed = sum(each.is_met for each in proofs), sum(not each.element.confirmed for each in proofs)
        yield f"  {style.say(said, total=len(proofs), met=met, open=unconfirmed)}"


def _stage(standing: Standing, plan: Plan, style: Style) -> Iterator[str]:
    state = style.paint(style.say(_STATES[standing.state]), _COLOURS[standing.state])
    entry = standing.entry
    said = f"  {plan.party(entry.by)} {plain(entry.name)} {entry.date.isoformat()}{_note(entry)}" if entry else ""
    yield f"  {plain(standing.stage.title)}  {state}{said}"
    yield from _changes(standing.changes, style)
    for reason in standing.reasons:
        yield f"      {plain(reason.message(style.language))}"


def _note(entry: Approval) -> str:
    return f"（{plain(' '.join(entry.note.split()))}）" if entry.note else ""


def _changes(changes: Sequence[VersionChange], style: Style) -> Iterator[str]:
    """What changed, with the hashes of old and new: the old value itself was not kept."""
    for change in changes:
        hashes = _hashes(change)
        yield f"      {style.say(words('改动', 'changed'))}：{plain(style.say(change.what))}（{style.say(hashes)}）"


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


def _stage_tree(standing: Standing, plan: Plan | None, language: str) -> dict[str, object]:
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
    return [{"what": each.what.say(language), "old": each.old or None, "new": each.new or None} for each in changes]

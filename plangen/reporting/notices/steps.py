"""What was recorded on the way of a notice: a stage that was passed, an issue."""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.checks.due_wording import became
from plangen.diagnostics import Words, words
from plangen.model.approval import DECIDED, MET, RESULTS, SIGNED, WITHDRAWN, Approval
from plangen.model.issued import Issued
from plangen.model.values import shown
from plangen.pipeline.notices.approve import Approved
from plangen.pipeline.notices.issue import Done
from plangen.pipeline.notices.issuing.record_duty import DutyRecorded
from plangen.reporting.listing import outcome_text
from plangen.reporting.notices.nothing_done import unless_stopped
from plangen.reporting.result import Result
from plangen.reporting.style import Style, plain

_NOT_RECORDED = words("没有登记", "nothing was recorded")
_NOT_ISSUED = words("没有发布，没有写任何文件", "not issued; nothing was written")


def report_approval(approved: Approved) -> Result:
    """What was recorded, or why nothing was.

    JSON adds `"notice"`, `"stage"`, `"act"`, `"result"`, `"digest"`, `"file"`, `"recorded"`, `"known"`.
    """
    return Result(
        text=unless_stopped(approved.outcome, partial(_approved, approved), _NOT_RECORDED),
        outcome=approved.outcome,
        more=lambda _: _approved_tree(approved),
    )


def report_issue(done: Done) -> Result:
    """The final file and its record, or every reason against it.

    JSON adds `"path"`, `"record"`, `"number"`, `"reach"`, `"sha256"`, `"pdf_sha256"`, `"copies"`, `"time"`,
    `"channels"`, `"issued"`, `"known"`.
    """
    return Result(
        text=unless_stopped(done.outcome, partial(_issued, done), _NOT_ISSUED),
        outcome=done.outcome,
        more=lambda _: _issued_tree(done),
    )


def _approved(approved: Approved, style: Style) -> Iterator[str]:
    if approved.outcome.findings:
        yield from outcome_text(approved.outcome, style)
        yield style.say(_NOT_RECORDED)
        return
    draft, stage, entry = approved.draft, approved.stage, approved.entry
    assert draft is not None
    assert stage is not None
    assert entry is not None
    yield style.say(
        _what_became_of(approved),
        notice=f"{plain(draft.case_title)}{style.colon}{plain(draft.kind_title)}",
        stage=plain(stage.title),
        name=plain(entry.name),
        date=_day(entry, style),
        file=approved.file,
        what=_what(entry, style),
    )
    if approved.unnamed and not approved.known:
        yield style.say(_UNNAMED, post=plain(approved.unnamed))
    if entry.oral and entry.opens:
        yield style.say(_TO_BE_SIGNED)
    if approved.unlooked and not approved.known:
        yield style.say(_UNLOOKED, reason=approved.unlooked)


_UNLOOKED = words(
    "没有看过版面（{reason}）：发布前要装好 LibreOffice，看不见的文字到那时才查得出来",
    "its pages were not looked at ({reason}): LibreOffice is needed before it is issued, and may then find hidden text",
)
_UNNAMED = words(
    "计划没有写明{post}的责任人，姓名无从核对；请补写在 organisation.yaml 的 holder",
    "the plan does not say who holds the post {post}, so the name could not be compared: 'holder' in organisation.yaml",
)
_TO_BE_SIGNED = words(
    "这是口头批准：补签以后，用 --signed 登记",
    "approved by word of mouth: once it is signed, record that with --signed",
)


def _day(entry: Approval, style: Style) -> str:
    day = shown(entry.date) if style.language == "zh" else entry.date.isoformat()
    return f"{day} {entry.time}" if entry.time else day


def _what(entry: Approval, style: Style) -> str:
    """What the entry records, as the end of a sentence."""
    if entry.act == WITHDRAWN:
        return style.say(words("撤回", "withdrawn"))
    if entry.act == MET:
        return style.say(words("登记条件“{met}”已经落实", "condition met: {met}"), met=plain(entry.met or ""))
    if entry.act == SIGNED:
        return style.say(words("补签", "signed"))
    result = style.say(words(entry.result, RESULTS[entry.result]))
    way = (
        style.say(words("（口头，{oral}）", " (by word of mouth, {oral})"), oral=plain(entry.oral))
        if entry.oral
        else ""
    )
    return result + way


def _what_became_of(approved: Approved) -> Words:
    if approved.known:
        return words(
            "“{notice}”的“{stage}”已由{name}于{date}登记过（{what}），现在仍然有效，没有重复登记（{file}）",
            "'{stage}' of {notice} was recorded before ({name}, {date}: {what}) and still holds; not recorded again"
            " ({file})",
        )
    if approved.written:
        return words(
            "已登记：“{notice}”的“{stage}”由{name}于{date}{what}（{file}）",
            "recorded: '{stage}' of {notice} by {name} on {date}: {what} ({file})",
        )
    return words(
        "可以登记：“{notice}”的“{stage}”由{name}于{date}{what}；只作检查，没有写入 {file}",
        "can be recorded: '{stage}' of {notice} by {name} on {date}: {what}; nothing was written to {file}",
    )


def _approved_tree(approved: Approved) -> Mapping[str, object]:
    entry = approved.entry
    return {
        "notice": approved.draft.name if approved.draft else None,
        "stage": approved.stage.id if approved.stage else None,
        "act": entry.act if entry else None,
        "result": entry.result if entry and entry.act == DECIDED else None,
        "digest": entry.digest if entry else None,
        "file": approved.file or None,
        "recorded": approved.written,
        "known": approved.known,
    }


def _issued(done: Done, style: Style) -> Iterator[str]:
    if done.outcome.findings:
        yield from outcome_text(done.outcome, style)
        yield style.say(_NOT_ISSUED)
        return
    assert done.record is not None
    yield style.say(_how_it_went(done), time=done.record.time)
    yield f"  {style.say(words('正式文件', 'final file'))}  {done.path}"
    yield f"  SHA-256   {done.record.sha256}"
    if done.record.pdf_sha256:
        assert done.path is not None
        yield f"  {style.say(words('盖章用', 'for seal'))}    {done.path.with_suffix('.pdf').name}"
        yield f"  SHA-256   {done.record.pdf_sha256}"
    yield f"  {style.say(words('发布记录', 'record'))}  {done.file}"
    yield from _number(done.record, style)
    if done.unlike:
        yield "  " + style.say(_UNLIKE)
    for copy in done.copies:
        yield f"  {style.say(words('副本', 'copy'))}      {copy}"
    for copy in done.uncopied:
        yield "  " + style.say(_UNCOPIED, path=copy)
    for channel in done.record.channels:
        label = style.say(words("渠道", "channel"))
        post = plain(done.plan.party(channel.post) if done.plan else channel.post)
        yield f"  {label}      {plain(channel.channel)}{style.colon}{plain(channel.text)}{style.aside(post)}"


_UNLIKE = words(
    "盖章用的 PDF 不见了，而这台电脑排出的版面与发布时不同，没有另存：从备份放回",
    "its PDF is gone, and this machine makes other pages than those that were issued: put back a copy of it",
)
_UNCOPIED = words("{path} 已经存在、内容不同，没有另存副本", "{path} exists with other content; no copy was put there")
_REACHES = {
    "公开": words("公开发布", "to the public"),
    "个人": words("逐一送达本人", "to persons, one by one"),
    "内部": words("内部下发，不对外提供", "within the house, not to be passed on"),
}


def _number(record: Issued, style: Style) -> Iterator[str]:
    """Its number, and whom it is for."""
    if record.number:
        label = style.say(words("编号", "number"))
        yield f"  {label}      {plain(record.number)}{style.aside(style.say(_REACHES[record.reaches]))}"


def _how_it_went(done: Done) -> Words:
    is_internal = done.record is not None and done.record.reaches == "内部"
    if done.known:
        return words(
            "这份通知已于 {time} 发布，此后没有改动；文件内容相同，没有另作记录",
            "it was issued at {time} and has not changed since; the file is the same, nothing else was recorded",
        )
    if done.written and is_internal:
        return words("已在内部下发，时间 {time}", "released within the house at {time}")
    if done.written:
        return words("已发布，时间 {time}", "issued at {time}")
    return words("可以发布；只作检查，没有写文件", "can be issued; nothing was written")


def _issued_tree(done: Done) -> Mapping[str, object]:
    record = done.record
    channels = record.channels if record else ()
    keys = ("number", "sha256", "pdf_sha256", "time")
    return {
        "path": str(done.path) if done.path else None,
        "record": done.file or None,
        **{key: getattr(record, key, None) for key in keys},
        "reach": record.reaches if record else None,
        "channels": [{"channel": each.channel, "text": each.text, "post": each.post} for each in channels],
        "issued": done.written,
        "known": done.known,
        "copies": [str(each) for each in done.copies],
    }


def report_duty(recorded: DutyRecorded) -> Result:
    """What was recorded of a duty, or why nothing was.

    JSON adds `"case"`, `"duty"`, `"applies"`, `"met"`, `"file"`, `"recorded"`, `"known"`.
    """
    return Result(text=partial(_duty, recorded), outcome=recorded.outcome, more=lambda _: _duty_tree(recorded))


def _duty(recorded: DutyRecorded, style: Style) -> Iterator[str]:
    if recorded.outcome.findings:
        yield from outcome_text(recorded.outcome, style)
        yield style.say(words("没有登记", "nothing was recorded"))
        return
    assert recorded.case is not None
    assert recorded.due is not None
    if recorded.known:
        said = words("“{title}”已经这样登记过，没有重复登记（{file}）", "'{title}' was recorded so before ({file})")
    elif recorded.written:
        said = words("已登记：{case}的“{title}”（{file}）", "recorded: '{title}' of {case} ({file})")
    else:
        said = words(
            "可以登记：{case}的“{title}”；只作检查，没有写入 {file}",
            "can be recorded: '{title}' of {case}; nothing was written to {file}",
        )
    title, case = plain(recorded.due.deadline.title), plain(recorded.case.title)
    yield style.say(said, title=title, case=case, file=recorded.file)
    yield f"  {plain(became(recorded.state).say(style.language))}"


def _duty_tree(recorded: DutyRecorded) -> Mapping[str, object]:
    return {
        "case": recorded.case.id if recorded.case else None,
        "duty": recorded.due.deadline.id if recorded.due else None,
        "applies": recorded.state.applies,
        "met": [each.met for each in recorded.state.met],
        "file": recorded.file or None,
        "recorded": recorded.written,
        "known": recorded.known,
    }

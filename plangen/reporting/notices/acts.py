"""A correction or withdrawal that began: which file, what is open in it, what comes next."""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.diagnostics import Words, words
from plangen.pipeline.notices.acts.begin import ActBegun
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style, plain

_BEGUN: Mapping[str, Words] = {
    "更正": words(
        "已开始更正：{of}（{time} 发布），更正公告是 {notice}",
        "correction begun of {of}, issued at {time}: its notice is {notice}",
    ),
    "撤回": words(
        "已开始撤回：{of}（{time} 发布），撤回公告是 {notice}",
        "withdrawal begun of {of}, issued at {time}: its notice is {notice}",
    ),
}
_COULD: Mapping[str, Words] = {
    "更正": words(
        "可以开始更正：{of}（{time} 发布）；只作检查，没有写 {file}",
        "the correction of {of}, issued at {time}, can begin; {file} was not written",
    ),
    "撤回": words(
        "可以开始撤回：{of}（{time} 发布）；只作检查，没有写 {file}",
        "the withdrawal of {of}, issued at {time}, can begin; {file} was not written",
    ),
}
_UNREAD = words(
    "正式文件 {file} 不在 output/正式发布/ 里：原通知的名称取自通知种类，核对 original 的 title",
    "{file} is not in output/正式发布/: the title was taken from the kind of notice; check 'title' of 'original'",
)
_NEXT = words(
    "下一步  核对并填写这个文件（plangen notices questions {case}），再照常审批和发布 {notice}",
    "next  check and complete that file (plangen notices questions {case}), then approve and issue {notice}",
)


def report_act(done: ActBegun) -> Result:
    """What began, or why nothing did; JSON adds `"notice"`, `"concerns"`, `"file"`, `"open"`, `"begun"`."""
    return Result(text=partial(_text, done), outcome=done.outcome, more=lambda _: _tree(done))


def _text(done: ActBegun, style: Style) -> Iterator[str]:
    if done.concerns is None:
        yield from outcome_text(done.outcome, style)
        yield style.say(words("没有开始，没有写任何文件", "nothing began; nothing was written"))
        return
    said = _BEGUN if done.written else _COULD
    of = plain(f"{done.concerns.case}/{done.concerns.kind}")
    time = plain(done.concerns.time)
    yield style.say(said[done.act], of=of, time=time, notice=done.notice, file=done.file)
    if done.written:
        yield f"  {style.say(words('文件', 'file'))}  {done.file}"
    if done.open:
        yield f"  {style.say(words('待填写', 'open'))}  {style.listed(map(plain, done.open))}"
    if done.unread:
        yield "  " + style.say(_UNREAD, file=plain(done.unread))
    if done.written:
        yield "  " + style.say(_NEXT, case=done.notice.partition("/")[0], notice=done.notice)


def _tree(done: ActBegun) -> Mapping[str, object]:
    concerns = done.concerns
    return {
        "notice": done.notice or None,
        "concerns": {"notice": f"{concerns.case}/{concerns.kind}", "time": concerns.time} if concerns else None,
        "file": done.file or None,
        "open": list(done.open),
        "begun": done.written,
    }

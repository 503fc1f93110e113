"""What a printed copy is, and what takes its place."""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.diagnostics import words
from plangen.pipeline.verify import CopyState, Verified
from plangen.reporting.result import Result
from plangen.reporting.style import Style

_SAID = {
    CopyState.CURRENT: words(
        "“{title}”，版本 {revision}：现行有效，与现在的源文件一致",
        "“{title}”, revision {revision}: current, as the source says now",
    ),
    CopyState.EDITED: words(
        "“{title}”，版本 {revision}：内容本应现行，但文件在生成后被改动过，不要使用；重新生成",
        "“{title}”, revision {revision}: would be current, but the file was edited since; build it again",
    ),
    CopyState.STALE: words(
        "“{title}”，版本 {revision}：已经过期，请收回", "“{title}”, revision {revision}: out of date; take it back"
    ),
    CopyState.UNKNOWN: words(
        "不是本计划现在的文件，也不是已记录版本的文件：可能抄错了识别码，属于别的计划，或者是没有记录的修改期间打印的",
        "no document of this plan as it is, nor of a recorded revision: mistyped, of another plan, or printed between"
        " two revisions",
    ),
}
_NOW = words("现行版本 {revision} 的识别码是 {current}", "now, in revision {revision}, its fingerprint is {current}")
_CHANGED = words("源文件后来有改动，但没有记录新版本", "the source was changed since, and no new revision was recorded")
_GONE = words("现行版本 {revision} 里已经没有这份文件", "revision {revision} has no such document any more")
_UNREAD = words(
    "没有核对的版本（源文件不能完整读取）：{unread}",
    "revisions that were not compared (their source cannot be read): {unread}",
)


def report_copy(verified: Verified) -> Result:
    """What a printed copy is; not done unless it is current.

    JSON: `"fingerprint"`, `"state"`, `"title"`, `"revision"`, `"current": {"fingerprint", "revision"}`, `"unread"`.
    """
    return Result(
        text=partial(_copy, verified), more=lambda _: _copy_tree(verified), done=verified.state is CopyState.CURRENT
    )


def _copy(verified: Verified, style: Style) -> Iterator[str]:
    mark = verified.mark
    values = {"title": mark.title, "revision": mark.revision} if mark else {}
    yield f"{verified.fingerprint}  {style.say(_SAID[verified.state], **values)}"
    if verified.state is CopyState.STALE:
        said = _NOW if verified.current else _GONE
        yield style.say(said, revision=verified.revision, current=verified.current)
        if mark and mark.revision == verified.revision:
            yield style.say(_CHANGED)
    if verified.unread:
        yield style.say(_UNREAD, unread=list(verified.unread))


def _copy_tree(verified: Verified) -> Mapping[str, object]:
    mark = verified.mark
    return {
        "fingerprint": verified.fingerprint,
        "state": verified.state.value,
        "title": mark.title if mark else None,
        "revision": mark.revision if mark else None,
        "current": {"fingerprint": verified.current or None, "revision": verified.revision},
        "unread": list(verified.unread),
    }

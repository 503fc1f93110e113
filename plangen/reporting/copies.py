"""What a printed paper or a file is, and what to do with it."""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.diagnostics import Words, words
from plangen.model.edition import grouped
from plangen.model.in_force import begins
from plangen.model.papers import DIGITS
from plangen.pipeline.check import Outcome
from plangen.pipeline.verifying.verify import CopyState, Verified
from plangen.reporting.listing import findings_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style, plain

_SAID: Mapping[CopyState, Words] = {
    CopyState.IN_FORCE: words(
        "{title}，{version}：现行有效，自 {since} 起生效，可以使用",
        "{title}, {version}: in force since {since}; use it",
    ),
    CopyState.UNCHANGED: words(
        "{title}，{version}：现行的是 {current}，这一份的文字没有改变，可以继续使用，不必更换",
        "{title}, {version}: {current} is in force and has this paper in the same words; keep it",
    ),
    CopyState.SUPERSEDED: words(
        "{title}，{version}：自 {current_since} 起由 {current} 代替，请收回，换发 {current} 的",
        "{title}, {version}: superseded by {current} since {current_since}; collect it and hand out that of {current}",
    ),
    CopyState.NOT_YET: words(
        "{title}，{version}：已经记录，{since} 起生效，在此之前不要使用",
        "{title}, {version}: recorded, in force from {since} on; do not use it before",
    ),
    CopyState.DRAFT: words(
        "{title}：草稿，不是任何版本，不要作为依据；内容确定以后运行 plangen revise 记录，再重新生成",
        "{title}: a draft, no revision; do not rely on it. Once its content stands, record it with plangen revise and"
        " build it again",
    ),
    CopyState.FOR_SIGNATURE: words(
        "{title}：{label}，供签批用；批准并且用 plangen revise 记录以后，换发正式的",
        "{title}: {label}, for signature; once it is approved and recorded with plangen revise, hand out the real one",
    ),
    CopyState.NOT_ESTABLISHED: words(
        "{title}，{version}：不能确定，这个版本号记录过两次（{others}），先不要使用；运行 plangen log，"
        "照提示确定以哪一份为准",
        "{title}, {version}: not established: this version was recorded twice ({others}). Do not use it; plangen log"
        " says how to settle which one holds",
    ),
    CopyState.UNKNOWN_REVISION: words(
        "{title}：文件写明是 {label}，这里没有这个版本；先取得同事记录的版本（git pull）再核对，核对清楚之前不要使用",
        "{title}: says that it is of {label}, which is not known here; get what colleagues recorded (git pull) and"
        " verify it again before you use it",
    ),
    CopyState.OTHER_PLAN: words(
        "不是本计划的文件：文件写明属于“{plan}”，请在那份计划的文件夹里核对",
        "not of this plan: the file says that it belongs to '{plan}'; verify it in the folder of that plan",
    ),
    CopyState.UNKNOWN: words(
        "这里查不到：可能抄错了，可能属于同事记录、这里还没有的版本（先 git pull），也可能是没有记录过的草稿或者"
        "别的计划的文件；核对清楚之前不要使用",
        "unknown here: mistyped, of a revision that a colleague recorded and that is not here yet (git pull), a draft"
        " that was never recorded, or of another plan; do not use it before that is clear",
    ),
    CopyState.RECORD: words(
        "与 {version} 的修订记录一致：记录之后没有改动过", "the record of {version}: it was not changed since"
    ),
    CopyState.APPROVAL: words(
        "与通知 {title} 的第 {number} 条审批记录一致（{name}，{date}）{later}",
        "entry {number} of the approvals of {title} ({name}, {date}){later}",
    ),
    CopyState.NO_RECORD: words(
        "与这里的任何一份修订记录、审批记录都不一致：抄错了，或者是这里没有的版本（先 git pull），否则记录被改动过；"
        "请保留这一页，查明原因",
        "no record of a revision and no approval that is known here: mistyped, not here yet (git pull), or else a"
        " record was changed. Keep the page and find out why",
    ),
}
_GONE = words(
    "{title}，{version}：自 {current_since} 起由 {current} 代替，{current} 里没有这一份了，请收回",
    "{title}, {version}: superseded since {current_since} by {current}, which has no such paper; collect it",
)
_EDITED = words(
    "文件在生成之后改动过，与记录的内容不一致，不要使用；重新生成",
    "the file was edited after it was made and is not what was recorded; do not use it, build it again",
)
_LATER = words("，其后又登记了 {count} 条", ", and {count} more were recorded after it")
_BROKEN = words(
    "是通知 {title} 的第 {number} 条审批记录（{name}，{date}），但是这份通知的审批记录登记以后被改动过，见下",
    "entry {number} of the approvals of {title} ({name}, {date}), but these were changed since; see below",
)
_BY = words(
    "编制 {author}，审核 {reviewer}，批准 {approver}，修订日期 {date}",
    "written by {author}, reviewed by {reviewer}, approved by {approver}, dated {date}",
)
_RECORDED_BY = words("；由 {by} 记录", "; recorded by {by}")
_LABEL = words("文件标注：{label}", "the file calls itself: {label}")
_LATEST = words("这里最新的版本：{latest}", "the last revision that is known here: {latest}")
_FETCHED = words("，最近一次取得同事的版本：{fetched}", ", what colleagues recorded was last fetched on {fetched}")
_NOTHING = words("这里还没有记录过版本", "no revision has been recorded here")
_UNLISTED = words(
    "认不出打印件的版本（由较早的程序记录，或者缺少 .papers 文件）：{unlisted}",
    "revisions whose papers cannot be told (recorded by an earlier program, or without their .papers file): {unlisted}",
)
_UNSURE = {CopyState.UNKNOWN, CopyState.UNKNOWN_REVISION, CopyState.NO_RECORD}
_NO_DAY = words("（没有写日期）", "(a day that is not said)")
_PAPER = words("这一份", "this paper")


def report_copy(verified: Verified) -> Result:
    """What a paper is on the day; not done unless it may be used.

    JSON: `"fingerprint"`, `"state"`, `"on"`, `"edited"`, `"title"`, `"revision"`, `"in_force"`, `"approver"`,
    `"recorded_by"`, `"label"`, `"latest"`, `"unlisted"`.
    """
    return Result(
        text=partial(_copy, verified),
        outcome=Outcome(findings=verified.findings),
        more=lambda _: _copy_tree(verified),
        done=verified.may_be_used,
    )


def _copy(verified: Verified, style: Style) -> Iterator[str]:
    said = _said(verified)
    digits = grouped(verified.asked) if len(verified.asked) > DIGITS else verified.asked
    yield plain(f"{digits}  {style.say(said, **_values(verified, style))}")
    if verified.is_edited:
        yield style.say(_EDITED)
    if verified.record is not None:
        yield plain(_people(verified, style))
    if verified.label and verified.label != verified.version:
        yield plain(style.say(_LABEL, label=verified.label))
    if verified.state in _UNSURE:
        yield from _known(verified, style)
    if verified.findings:
        yield ""
        yield from findings_text(verified.findings, style)


def _said(verified: Verified) -> Words:
    if verified.state is CopyState.APPROVAL and verified.findings:
        return _BROKEN
    return _GONE if verified.is_gone else _SAID[verified.state]


def _values(verified: Verified, style: Style) -> Mapping[str, object]:
    record, current = verified.record, verified.current
    unsaid = style.say(_NO_DAY)
    return {
        "title": f"“{verified.title}”" if verified.title else style.say(_PAPER),
        "version": verified.version,
        "since": (begins(record) if record else None) or unsaid,
        "current": current.version if current else "",
        "current_since": (begins(current) if current else None) or unsaid,
        "label": verified.label,
        "plan": verified.plan,
        "others": list(verified.others),
        "number": verified.number,
        "later": style.say(_LATER, count=verified.later) if verified.later else "",
        "name": verified.approval.name if verified.approval else "",
        "date": verified.approval.date if verified.approval else "",
    }


def _people(verified: Verified, style: Style) -> str:
    record = verified.record
    assert record is not None
    told = style.say(
        _BY, author=record.author, reviewer=record.reviewer, approver=record.approver, date=str(record.date)
    )
    return told + (style.say(_RECORDED_BY, by=verified.recorded_by) if verified.recorded_by else "")


def _known(verified: Verified, style: Style) -> Iterator[str]:
    told = style.say(_LATEST, latest=verified.latest) if verified.latest else style.say(_NOTHING)
    yield told + (style.say(_FETCHED, fetched=verified.fetched) if verified.latest and verified.fetched else "")
    if verified.unlisted:
        yield plain(style.say(_UNLISTED, unlisted=list(verified.unlisted)))


def _copy_tree(verified: Verified) -> Mapping[str, object]:
    record, current = verified.record, verified.current
    return {
        "fingerprint": verified.asked,
        "state": verified.state.value,
        "on": verified.day.isoformat(),
        "edited": verified.is_edited,
        "title": verified.title or None,
        "revision": verified.version or None,
        "in_force": current.version if current else None,
        "approver": record.approver if record else None,
        "recorded_by": verified.recorded_by or None,
        "label": verified.label or None,
        "latest": verified.latest or None,
        "unlisted": list(verified.unlisted),
    }

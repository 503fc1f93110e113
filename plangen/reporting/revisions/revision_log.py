"""Revisions: the log of those recorded, and what a new one is."""

import datetime
from collections.abc import Iterator, Sequence
from functools import partial

from plangen.diagnostics import Words, words
from plangen.model.in_force import begins
from plangen.model.owed import Owed
from plangen.model.records import Revision
from plangen.pipeline.check import Outcome
from plangen.pipeline.revisions.log import Logged, Noted, Repaired
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style, plain

_UNCHAINED = words(
    "由旧版程序记录，没有与前后的记录相接，只由标签证明", "not chained (an older program), proved by its tag alone"
)
_ADOPTED = words(
    "接自一份拷贝，之前的版本在原来的版本库里",
    "adopted from a copy; earlier revisions are in the repository it came from",
)


def report_log(logged: Logged) -> Result:
    """The revisions, the latest first, and what is still owed; JSON adds `"revisions"` and `"waiting"`."""
    return Result(
        text=partial(_logged, logged),
        outcome=Outcome(findings=logged.findings),
        more=lambda _: {
            "revisions": [_noted_tree(noted) for noted in logged.revisions],
            "in_force": {
                "on": logged.on.isoformat() if logged.on else None,
                "version": logged.in_force.version if logged.in_force else None,
            },
            "waiting": waiting_tree(logged.waiting),
        },
    )


def _in_force(logged: Logged, day: datetime.date, style: Style) -> Iterator[str]:
    """Which revision holds on the day, since when, and who approved it by its record."""
    record = logged.in_force
    if record is None:
        yield style.say(words("{day} 没有已经生效的版本", "no revision was in force on {day}"), day=day)
        return
    said = words(
        "{day} 有效的版本：{version}，{since} 起生效，批准人：{approver}，由 {by} 记录",
        "in force on {day}: {version}, since {since}, approved by {approver}, recorded by {by}",
    )
    by = next((each.tagged.author for each in logged.revisions if each.record is record), "") or "?"
    since, assumed = begins(record), words("（没有写生效日期，按修订日期）", " (no day of effect, so its own date)")
    told = f"{since}{'' if since == record.effective else style.say(assumed)}"
    yield plain(style.say(said, day=day, version=record.version, since=told, approver=record.approver, by=by))


def waiting_text(waiting: Sequence[Owed], style: Style) -> Iterator[str]:
    """The findings that were put off and are still open: since when, how often, why."""
    yield style.paint(style.say(words("仍未解决的演练问题", "findings put off and still open")), "1")
    said = words(
        "{name} {title}：从 {since}（{date}）起暂缓，到 {last} 共 {times} 次，理由：{reason}",
        "{name} {title}: put off since {since} ({date}), {times} times up to {last}: {reason}",
    )
    for each in waiting:
        yield "  " + plain(style.say(said, **waiting_facts(each)))


def waiting_tree(waiting: Sequence[Owed]) -> list[dict[str, object]]:
    """The same for JSON."""
    return [waiting_facts(each) for each in waiting]


def waiting_facts(each: Owed) -> dict[str, object]:
    """A finding that was put off: name and title, since when, how often, the last reason."""
    first, last = each.deferrals[0].record, each.deferrals[-1].record
    return {
        "name": each.name,
        "title": each.finding.title,
        "since": first.version,
        "date": str(first.date),
        "last": last.version,
        "times": len(each.deferrals),
        "reason": each.deferrals[-1].reason,
    }


def report_repair(repaired: Repaired) -> Result:
    """Which tags were made or put right, or would be; JSON adds `"tags"`."""
    return Result(
        text=partial(_repaired, repaired),
        outcome=Outcome(findings=repaired.findings),
        more=lambda _: {"tags": dict(repaired.tags), "repaired": repaired.is_done},
    )


def _repaired(repaired: Repaired, style: Style) -> Iterator[str]:
    if repaired.findings:
        yield from outcome_text(Outcome(findings=repaired.findings), style)
    elif not repaired.tags:
        yield style.say(words("没有需要改正的标签", "no tag has to be put right"))
    done = words("标签 {version} 已指向提交 {commit}", "the tag {version} stands at the commit {commit} now")
    would = words("标签 {version} 会指向提交 {commit}", "the tag {version} would stand at the commit {commit}")
    for version, commit in repaired.tags.items():
        yield style.say(done if repaired.is_done else would, version=version, commit=commit[:10])


def record_tree(record: Revision) -> dict[str, object]:
    """A revision record as JSON has it."""
    return {
        "version": record.version,
        "date": str(record.date),
        "reason": record.reason,
        "chapters": record.chapters,
        "summary": record.summary,
        "drill": record.drill.isoformat() if record.drill else None,
        "answers": list(record.answers),
        "deferred": [{"finding": each.finding, "reason": each.reason} for each in record.deferred],
        "withdrawn": [{"finding": each.finding, "reason": each.reason} for each in record.withdrawn],
        "author": record.author,
        "reviewer": record.reviewer,
        "approver": record.approver,
        "effective": str(record.effective),
        **({"was": record.was} if record.was else {}),
    }


def _logged(logged: Logged, style: Style) -> Iterator[str]:
    for noted in logged.revisions:
        yield from _noted(noted, style, is_held=noted.record is not None and noted.record is logged.in_force)
        yield ""
    if logged.on and logged.revisions:
        yield from _in_force(logged, logged.on, style)
        yield ""
    if logged.waiting:
        yield from waiting_text(logged.waiting, style)
        yield ""
    if not logged.revisions and not logged.findings:
        yield style.say(
            words("还没有记录过版本；用 plangen revise 记录", "no revision yet; record one with plangen revise")
        )
    if logged.findings:
        yield from outcome_text(Outcome(findings=logged.findings), style)


def _noted(noted: Noted, style: Style, *, is_held: bool) -> Iterator[str]:
    tagged, record = noted.tagged, noted.record
    day = datetime.datetime.fromtimestamp(tagged.time, datetime.UTC).date().isoformat()
    held = f"  {style.say(words('有效', 'in force'))}" if is_held else ""
    yield style.paint(tagged.version, "1") + f"  {record.date if record else day}  {tagged.commit[:10]}{held}"
    if record is None:
        yield f"  {style.say(words('修订记录读不出来', 'its record cannot be read'))}"
        return
    for label, value in _facts(noted, record, style):
        if value:
            yield f"  {style.say(label)}{style.colon}{plain(value)}"


def _facts(noted: Noted, record: Revision, style: Style) -> Iterator[tuple[Words, str]]:
    """What a record says; nothing where it is silent."""
    deferred, withdrawn = (
        style.semicolon.join(f"{each.finding}{style.aside(each.reason)}" for each in entries)
        for entries in (record.deferred, record.withdrawn)
    )
    yield words("原因", "reason"), record.reason
    yield words("演练", "drill"), record.drill.isoformat() if record.drill else ""
    yield words("解决的问题", "answers"), style.listed(record.answers)
    yield words("暂缓的问题", "deferred"), deferred
    yield words("不再处理的问题", "withdrawn"), withdrawn
    yield words("内容", "summary"), record.summary
    yield words("编制/审核/批准", "by"), f"{record.author} / {record.reviewer} / {record.approver}"
    yield words("生效", "effective"), str(record.effective)
    yield words("核对", "proof"), style.say(_UNCHAINED) if not record.content else ""
    yield words("来历", "origin"), style.say(_ADOPTED) if noted.tagged.is_adopted else ""
    yield words("同号而未保留的版本", "given up under its number"), record.was or ""
    yield words("生成程序", "plangen"), noted.tagged.written_by


def _noted_tree(noted: Noted) -> dict[str, object]:
    tagged, record = noted.tagged, noted.record
    tree: dict[str, object] = {"version": tagged.version, "commit": tagged.commit, "plangen": tagged.written_by}
    return tree if record is None else {**record_tree(record), **tree}

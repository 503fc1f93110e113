"""What was read of forms that came back: old and new values, what is left, what was not certain."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from plangen.diagnostics import Words, words
from plangen.pipeline.returned.confirm import Confirmation, Confirmed
from plangen.pipeline.returned.fact_answers import AnswersRead
from plangen.pipeline.returned.stating import Stated
from plangen.reporting.listing import findings_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style, plain

_NOTHING = words("（空）", "(nothing)")
_WRITTEN = words("已写入 {count} 项事实", "{count} facts were written")
_WOULD = words("将写入 {count} 项事实；这次没有写入任何文件", "{count} facts would be written; nothing was written")
_RECORDED = words("已登记 {count} 条", "{count} entries were recorded")
_WOULD_RECORD = words("将登记 {count} 条；这次没有写入任何文件", "{count} would be recorded; nothing was written")
_NO_ENTRY = words("没有登记任何条目", "no entry was recorded")
_NONE = words("没有写入任何事实", "no fact was written")


def report_answers(answered: AnswersRead, *, dry_run: bool) -> Result:
    """The findings, then each fact with its old and new value and who says so; JSON adds `"facts"` and what is left."""
    return Result(
        text=partial(_answers, answered, dry_run),
        outcome=answered.outcome,
        more=lambda _: _answers_tree(answered),
    )


def report_confirmed(confirmed: Confirmed, *, dry_run: bool) -> Result:
    """The findings, then each entry with what counsel says of it; JSON adds `"entries"` and what is left."""
    return Result(
        text=partial(_confirmed, confirmed, dry_run),
        outcome=confirmed.outcome,
        more=lambda _: _confirmed_tree(confirmed),
    )


def _confirmed(confirmed: Confirmed, dry_run: bool, style: Style) -> Iterator[str]:
    yield from findings_text(confirmed.outcome.findings, style)
    file = ""
    for each in sorted(confirmed.entries, key=lambda one: one.entry.where("id").file):
        if each.entry.where("id").file != file:
            file = each.entry.where("id").file
            yield style.paint(plain(file), "1")
        said = f"{each.result}  {each.name} {each.date.isoformat()}" + (
            f"  {_shown(each.remark)}" if each.remark else ""
        )
        yield f"  {plain(each.entry.title)}  [{each.entry.id}]  {plain(said)}"
    if confirmed.known:
        said_known = words("与现有登记相同 {count} 条", "{count} are on record already")
        yield style.say(said_known, count=confirmed.known)
    if confirmed.blank:
        yield style.say(words("没有填写 {count} 条", "{count} are not filled in"), count=confirmed.blank)
    for path in confirmed.copies:
        yield style.say(words("带批注的副本：{path}", "copy with remarks: {path}"), path=path)
    said_last = _NO_ENTRY if not confirmed.entries else _WOULD_RECORD if dry_run else _RECORDED
    yield style.say(said_last, count=len(confirmed.entries))


def _confirmed_tree(confirmed: Confirmed) -> Mapping[str, object]:
    return {
        "written": confirmed.is_written,
        "entries": [_entry(each) for each in confirmed.entries],
        "known": confirmed.known,
        "blank": confirmed.blank,
        "copies": list(map(str, confirmed.copies)),
    }


def _entry(each: Confirmation) -> Mapping[str, object]:
    return {
        "id": each.entry.id,
        "title": each.entry.title,
        "result": each.result,
        "name": each.name,
        "date": each.date.isoformat(),
        "remark": each.remark or None,
    }


def _answers(answered: AnswersRead, dry_run: bool, style: Style) -> Iterator[str]:
    yield from findings_text(answered.outcome.findings, style)
    file = ""
    for each in sorted(answered.written, key=lambda one: one.home.file):
        if each.home.file != file:
            file = each.home.file
            yield style.paint(plain(file), "1")
        yield f"  {plain(each.home.title)}"
        yield f"    {_shown(each.home.value) or style.say(_NOTHING)} → {_shown(each.said)}"
        if told := _told(each):
            yield f"    {plain(told)}"
    yield from _left(answered, style)
    said = _NONE if not answered.written else _WOULD if dry_run else _WRITTEN
    yield style.say(said, count=len(answered.written))


def _left(answered: AnswersRead, style: Style) -> Iterator[str]:
    """What there is beside what was written."""
    groups: Sequence[tuple[Words, Sequence[Stated]]] = (
        (words("与现有内容相同：{facts}", "the same as before: {facts}"), answered.known),
        (
            words("没有可写入的内容（已记录答复）：{facts}", "answered with nothing to write (recorded): {facts}"),
            answered.without,
        ),
    )
    for said, listed in groups:
        if listed:
            facts = [f"{plain(each.home.title)}（{_shown(each.answer)}）" for each in listed]
            yield style.say(said, facts=facts)
    if answered.blank:
        yield style.say(
            words("没有填写的 {count} 项，仍待答复", "{count} rows are not filled in and still open"),
            count=answered.blank,
        )
    for path in answered.copies:
        yield style.say(words("带批注的副本：{path}", "copy with remarks: {path}"), path=path)


def _told(stated: Stated) -> str:
    date = stated.date.isoformat() if stated.date else ""
    who = " ".join(filter(None, (stated.unit, stated.name, date)))
    return f"{who}（{_shown(stated.basis)}）" if stated.basis else who


def _shown(text: str) -> str:
    return plain("；".join(line for line in text.splitlines() if line))


def _answers_tree(answered: AnswersRead) -> Mapping[str, object]:
    return {
        "written": answered.is_written,
        "facts": [_fact(each) for each in answered.written],
        "known": [each.home.key for each in answered.known],
        "without": [_fact(each) for each in answered.without],
        "blank": answered.blank,
        "copies": list(map(str, answered.copies)),
    }


def _fact(stated: Stated) -> Mapping[str, object]:
    return {
        "case": stated.home.case,
        "fact": stated.home.title,
        "file": stated.home.file,
        "key": stated.home.key,
        "old": stated.home.value or None,
        "new": stated.said or None,
        "answer": stated.answer,
        "result": stated.result,
        "unit": stated.unit or None,
        "name": stated.name or None,
        "date": stated.date.isoformat() if stated.date else None,
        "basis": stated.basis or None,
    }

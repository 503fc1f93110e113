"""Comparisons and revisions as text, Markdown, JSON version 1."""

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence

from plangen.changes.change import Kind
from plangen.changes.segments import Side, shortened
from plangen.changes.wording import Described
from plangen.diagnostics import Words, words
from plangen.model.records import Revision
from plangen.pipeline.check import Outcome
from plangen.pipeline.revisions.comparison import Compared
from plangen.pipeline.revisions.log import Logged, Noted
from plangen.pipeline.revisions.revise import Revised
from plangen.reporting.json import dump, outcome_tree
from plangen.reporting.style import Style, plain
from plangen.reporting.text import outcome_text

_COLOURS = {Kind.ADDED: "32", Kind.REMOVED: "31", Kind.CHANGED: "33", Kind.MOVED: "36", Kind.RENAMED: "36"}
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~", Kind.MOVED: ">", Kind.RENAMED: "="}
_COME, _GONE = "32", "31"
_SAME = words("没有差别", "no difference")
_HEAD = words("{old} → {new}", "{old} → {new}")
_TEMPLATES = words("模板", "templates")
_UNREAD = words(
    "{version} 的 {sections} 用本版程序读不出来，没有比较；原因如下",
    "{sections} of {version} cannot be read by this version and were not compared; because",
)
_COUNT = words(
    "共 {total} 处：增加 {added}，删除 {removed}，修改 {changed}，移动 {moved}，改编号 {renamed}；模板 {templates} 个",
    "{total} changes: {added} added, {removed} removed, {changed} changed, {moved} moved, {renamed} renamed;"
    " {templates} templates",
)


def compared_text(compared: Compared, style: Style) -> Iterator[str]:
    old, new = compared.names
    yield style.say(_HEAD, old=old, new=new)
    for record in compared.records:
        yield f"  {plain(record.version)}  {record.date}  {plain(record.reason)}"
    yield from _unread(compared, style)
    if compared.same:
        yield style.say(_SAME)
        return
    yield ""
    for subject, lines in _grouped(compared.lines):
        yield style.paint(subject, "1")
        for line in lines:
            yield _painted(line, style)
        yield ""
    if compared.templates:
        yield style.paint(style.say(_TEMPLATES), "1")
        for each in compared.templates:
            yield f"  {_SIGNS[each.kind]} {plain(each.path)}"
        yield ""
    yield style.say(_COUNT, **_counts(compared))


def compared_markdown(compared: Compared, style: Style) -> Iterator[str]:
    """The same as Markdown."""
    old, new = compared.names
    yield f"# {style.say(_HEAD, old=old, new=new)}"
    yield ""
    yield from _unread(compared, style)
    if compared.same:
        yield style.say(_SAME)
    for subject, lines in _grouped(compared.lines):
        yield f"## {subject}"
        yield ""
        for line in lines:
            yield f"- {_escaped(_below(line, style))}"
        yield ""
    if compared.templates:
        yield f"## {style.say(_TEMPLATES)}"
        yield ""
        for each in compared.templates:
            yield f"- {_SIGNS[each.kind]} `{each.path}`"


def compared_tree(compared: Compared, language: str) -> dict[str, object]:
    """`{"old", "new", "same", "records": […], "changes": […], "templates": […], "unread": {…}}`"""
    sides = (compared.old, compared.new)
    names = [side.version.name.say(language) for side in sides]
    return {
        "old": {"name": names[0], "commit": sides[0].version.commit or None},
        "new": {"name": names[1], "commit": sides[1].version.commit or None},
        "same": compared.same,
        "records": [record_tree(each) for each in compared.records],
        "changes": [_change(line, language) for line in compared.lines],
        "templates": [{"path": each.path, "kind": each.kind.value} for each in compared.templates],
        "unread": {name: list(side.unread) for name, side in zip(names, sides, strict=True) if side.unread},
    }


def logged_text(logged: Logged, style: Style) -> Iterator[str]:
    for noted in logged.revisions:
        yield from _noted(noted, style)
        yield ""
    if not logged.revisions and not logged.findings:
        yield style.say(
            words("还没有记录过版本；用 plangen revise 记录", "no revision yet; record one with plangen revise")
        )
    if logged.findings:
        yield from outcome_text(Outcome(findings=logged.findings), style)


def logged_json(logged: Logged, language: str) -> str:
    """`{"version": 1, "ok": …, "revisions": [{"version", "commit", "date", "reason", …}]}`"""
    tree = outcome_tree(Outcome(findings=logged.findings), language, ok=True)
    return dump({**tree, "revisions": [_noted_tree(noted) for noted in logged.revisions]})


def revised_text(revised: Revised, style: Style) -> Iterator[str]:
    if revised.recovered:
        said = words("上次中断的修订 {version} 已补完", "{version}, interrupted before, was completed")
        yield style.say(said, version=revised.recovered)
    if revised.compared:
        yield from compared_text(revised.compared, style)
        yield ""
    yield from outcome_text(revised.outcome, style)
    if revised.commit:
        said = words(
            "已记录版本 {version}（提交 {commit}，标签 {version}）；plangen build 会把它印在修订记录页上",
            "recorded {version} (commit {commit}, tag {version}); plangen build prints it on the revision page",
        )
        yield style.say(said, version=revised.version, commit=revised.commit[:10])
    elif revised.outcome.ok(strict=False):
        yield style.say(
            words("试运行：没有记录。将写入的修订记录：", "dry run: nothing recorded. The record would be:")
        )
        yield ""
        yield from revised.text.splitlines()


def revised_json(revised: Revised, language: str) -> str:
    """`{"version": 1, "ok": …, "revision", "commit", "changes": […]}`"""
    tree = outcome_tree(revised.outcome, language, ok=revised.outcome.ok(strict=False))
    lines = revised.compared.lines if revised.compared else ()
    tree |= {
        "revision": revised.version,
        "commit": revised.commit or None,
        "recovered": revised.recovered or None,
        "changes": [_change(line, language) for line in lines],
    }
    return dump(tree)


def _grouped(lines: Sequence[Described]) -> Iterator[tuple[str, list[Described]]]:
    for subject, group in itertools.groupby(lines, key=lambda line: line.subject):
        yield subject, list(group)


def _painted(line: Described, style: Style) -> str:
    """A line in the colour of its kind; of a long text that changed, what went in red and what came in green."""
    said, colour = plain(_below(line, style)), _COLOURS[line.kind]
    if not (line.is_long and style.colour):
        return style.paint(f"  {_SIGNS[line.kind]} {said}", colour)
    pieces = shortened(line.segments)
    marks = {Side.BEFORE: ("[-", "-]", _GONE), Side.AFTER: ("{+", "+}", _COME)}
    dressed, tail = [], ""
    for each in pieces:
        before, after, paint = marks.get(each.side, ("", "", colour))
        text = f"{before}{plain(each.text)}{after}"
        tail += text
        dressed.append(style.paint(text, paint))
    return style.paint(f"  {_SIGNS[line.kind]} {said.removesuffix(tail)}", colour) + "".join(dressed)


def _below(line: Described, style: Style) -> str:
    """The change without the subject that stands above it."""
    said = style.say(line.words)
    return said.removeprefix(line.subject).lstrip(" ›：") if style.language == "zh" else said


def _unread(compared: Compared, style: Style) -> Iterator[str]:
    for side in (compared.old, compared.new):
        if side.unread:
            yield style.paint(style.say(_UNREAD, version=side.version.name, sections=side.unread), "33;1")
            for each in side.errors:
                yield f"  {each.at.file}:{each.at.line}: {each.message(style.language)}"


def _counts(compared: Compared) -> dict[str, int]:
    found = {kind.value: sum(line.kind is kind for line in compared.lines) for kind in Kind}
    return {**found, "total": len(compared.lines), "templates": len(compared.templates)}


def _change(line: Described, language: str) -> dict[str, object]:
    return {
        "kind": line.kind.value,
        "path": line.path,
        "subject": line.subject,
        "place": list(line.place),
        "what": line.what,
        "before": line.before,
        "after": line.after,
        "segments": [{"text": each.text, "side": each.side.value} for each in line.segments],
        "position": line.at if line.kind is Kind.MOVED else None,
        "goal": list(line.goal),
        "references": line.also,
        "text": line.words.say(language),
    }


def _noted(noted: Noted, style: Style) -> Iterator[str]:
    tagged, record = noted.tagged, noted.record
    day = datetime.datetime.fromtimestamp(tagged.time, datetime.UTC).date().isoformat()
    yield style.paint(tagged.version, "1") + f"  {record.date if record else day}  {tagged.commit[:10]}"
    if record is None:
        yield f"  {style.say(words('修订记录读不出来', 'its record cannot be read'))}"
        return
    for label, value in _facts(record_values(noted)):
        yield f"  {style.say(label)}{style.say(words('：', ': '))}{plain(value)}"


def record_values(noted: Noted) -> list[tuple[Words, str]]:
    """What a record says, for people."""
    record = noted.record
    assert record is not None
    return [
        (words("原因", "reason"), record.reason),
        (words("演练", "drill"), record.drill.isoformat() if record.drill else ""),
        (words("解决的问题", "answers"), "、".join(record.answers)),
        (words("暂缓的问题", "deferred"), "；".join(f"{each.finding}（{each.reason}）" for each in record.deferred)),
        (words("内容", "summary"), record.summary),
        (words("编制/审核/批准", "by"), f"{record.author} / {record.reviewer} / {record.approver}"),
        (words("生效", "effective"), str(record.effective)),
        (words("生成程序", "plangen"), noted.tagged.written_by),
    ]


def _facts(values: Iterable[tuple[Words, str]]) -> Iterator[tuple[Words, str]]:
    return ((label, value) for label, value in values if value)


def _noted_tree(noted: Noted) -> dict[str, object]:
    tagged, record = noted.tagged, noted.record
    tree: dict[str, object] = {"version": tagged.version, "commit": tagged.commit, "plangen": tagged.written_by}
    return tree if record is None else {**record_tree(record), **tree}


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
        "author": record.author,
        "reviewer": record.reviewer,
        "approver": record.approver,
        "effective": str(record.effective),
    }


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)

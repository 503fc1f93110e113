"""The report of `plangen diff`: what changed, what was written beside it, whom it concerns."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from plangen.changes.change import Kind
from plangen.changes.segments import Side, inline, segments, shortened
from plangen.changes.wording import Described, looks_alike
from plangen.diagnostics import Severity, Words, words
from plangen.pipeline.check import Outcome
from plangen.pipeline.revisions.comparison import Compared
from plangen.pipeline.revisions.diff import Diff
from plangen.pipeline.revisions.source_changes import FileChange, ReadVersion
from plangen.pipeline.revisions.template_changes import TemplateChange
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.revisions.consequences import impact_text, impact_tree, redlines_text, redlines_tree
from plangen.reporting.revisions.revision_log import record_tree
from plangen.reporting.style import Style, plain

_COLOURS = {Kind.ADDED: "32", Kind.REMOVED: "31", Kind.CHANGED: "33", Kind.MOVED: "36", Kind.RENAMED: "36"}
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~", Kind.MOVED: ">", Kind.RENAMED: "="}
_COME, _GONE = "32", "31"
_SAME = words("没有差别", "no difference")
_REST_SAME = words(
    "其余部分没有差别；上面列出的部分没有比较，改正后请重新比较",
    "the rest does not differ; what is named above was not compared: correct it and compare again",
)
_HEAD = words("{old} → {new}", "{old} → {new}")
_TEMPLATES = words("模板", "templates")
_CONTENT_SAME = words("内容没有差别", "no difference in content")
_REWRITTEN = words(
    "只有写法不同（注释、空行、引号、文件名、重新保存等），内容没有变：{paths}",
    "only written otherwise (comments, blank lines, quotes, file names, saved again), the content is the same: {paths}",
)
_UNTOLD = words("其他文件（只比较文字文件的内容）", "other files (of text files the content is compared)")
_ALIKE = words(
    "{path}（文件名的字符编码不同，看起来一样）", "{path} (other code points in its name that look the same)"
)
_MOST_TEXT = 200  # characters of what a text file says
_MOST_DETAILS, _DETAIL = 12, 60  # lines below a thing that came or went, characters in each
_MORE = words("……另有 {count} 项，用 --html 或 --json 看全文", "… {count} more; see --html or --json")
_UNREAD = words(
    "{version} 的 {sections} 用本版程序读不出来，没有比较；原因如下",
    "{sections} of {version} cannot be read by this version and were not compared; because",
)
_COUNT = words(
    "共 {total} 处：增加 {added}，删除 {removed}，修改 {changed}，移动 {moved}，改编号 {renamed}；模板 {templates} 个",
    "{total} changes: {added} added, {removed} removed, {changed} changed, {moved} moved, {renamed} renamed;"
    " {templates} templates",
)


def report_comparison(diff: Diff, *, markdown: bool = False) -> Result:
    """As text or Markdown; not done where two versions could not be compared.

    JSON adds `"old"`, `"new"`, `"same"`, `"records"`, `"changes"`, `"templates"`, `"unread"`, and `"redlines"` and
    `"impact"` where these were wanted.
    """
    return Result(
        text=partial(_text, diff, markdown),
        outcome=Outcome(findings=(*diff.findings, *diff.history)),
        more=partial(_tree, diff),
        done=diff.compared is not None or all(each.severity is Severity.INFO for each in diff.findings),
    )


def _text(diff: Diff, markdown: bool, style: Style) -> Iterator[str]:
    if diff.compared:
        yield from _compared_markdown(diff.compared, style) if markdown else compared_text(diff.compared, style)
        yield from ("",) if diff.findings or diff.history else ()
    if found := (*diff.findings, *diff.history):
        yield from outcome_text(Outcome(findings=found), style)
    if diff.redlines and diff.ok:
        yield ""
        yield from redlines_text(diff.redlines, style)
    if diff.impact and diff.ok:
        yield ""
        yield from impact_text(diff.impact, style)


def _tree(diff: Diff, language: str) -> Mapping[str, object]:
    if diff.compared is None:
        return {}
    tree = _sides(diff.compared, language)
    if diff.redlines:
        tree["redlines"] = redlines_tree(diff.redlines)
    if diff.impact and diff.ok:
        tree["impact"] = impact_tree(diff.impact, diff.compared.lines)
    return tree


def _sides(compared: Compared, language: str) -> dict[str, object]:
    """The two versions and what differs."""
    sides = (compared.old, compared.new)
    return {
        "old": _side(compared.old, language),
        "new": _side(compared.new, language),
        "same": compared.same,
        "records": [record_tree(each) for each in compared.records],
        "changes": [change_tree(line, language) for line in compared.lines],
        "templates": [
            {
                "path": each.path,
                "kind": each.kind.value,
                "title": each.title.say(language) if each.title else None,
                "changes": [change_tree(line, language) for line in each.lines],
            }
            for each in compared.templates
        ],
        "rewritten": list(compared.rewritten),
        "others": [{"path": each.path, "kind": each.kind.value} for each in compared.untold],
        "unread": {side.version.name.say(language): list(side.unread) for side in sides if side.unread},
    }


def _side(side: ReadVersion, language: str) -> dict[str, object]:
    return {"name": side.version.name.say(language), "commit": side.version.commit or None}


def compared_text(compared: Compared, style: Style) -> Iterator[str]:
    """Subject by subject what changed, then the templates and the count."""
    old, new = compared.names
    yield style.say(_HEAD, old=old, new=new)
    for record in compared.records:
        yield f"  {plain(record.version)}  {record.date}  {plain(record.reason)}"
    yield from _unread(compared, style)
    if compared.shows_nothing:
        yield style.say(_nothing(compared))
        yield from _rewritten(compared, style)
        return
    yield ""
    for subject, lines in _grouped(compared.lines, style):
        yield style.paint(subject, "1")
        for line in lines:
            yield _painted(line, style)
            yield from (f"      {plain(detail)}" for detail in _details(line, style))
        yield ""
    for title, listed in ((_TEMPLATES, _templates(compared, style)), (_UNTOLD, _untold(compared))):
        every = list(listed)
        if every:
            yield from (style.paint(style.say(title), "1"), *every, "")
    yield style.say(_COUNT, **_counts(compared))
    yield from _rewritten(compared, style)


def _nothing(compared: Compared) -> Words:
    if not compared.is_whole:
        return _REST_SAME
    return _CONTENT_SAME if compared.rewritten else _SAME


def _rewritten(compared: Compared, style: Style) -> Iterator[str]:
    if compared.rewritten:
        yield style.say(_REWRITTEN, paths=tuple(_renamed(each, style) for each in compared.rewritten))


def _renamed(path: str, style: Style) -> str:
    """A file, or two names of one; two that look the same as one, and why."""
    old, _, new = path.partition(" → ")
    return style.say(_ALIKE, path=plain(new)) if new and looks_alike(old, new) else plain(path)


def _templates(compared: Compared, style: Style) -> Iterator[str]:
    """Each template with what it is, and below it what differs in its words, its look, its values."""
    for each in compared.templates:
        yield f"  {_SIGNS[each.kind]} {plain(each.path)}{_called(each, style)}"
        for line in each.lines:
            said = plain(_below(line, style).removeprefix(" › ".join(line.place)).lstrip("：:")).strip()
            yield f"      {said.removeprefix(f'{each.path}: ')}"


def _called(each: TemplateChange, style: Style) -> str:
    return style.aside(plain(each.title.say(style.language))) if each.title else ""


def _untold(compared: Compared) -> Iterator[str]:
    """Each file, and below it what differs in its text."""
    for each in compared.untold:
        yield f"  {_SIGNS[each.kind]} {plain(each.path)}"
        said = text_difference(each)
        if said:
            yield f"      {said if len(said) <= _MOST_TEXT else f'{said[: _MOST_TEXT - 1]}…'}"


def text_difference(change: FileChange) -> str:
    """What differs in a text file, in one line; nothing of any other file."""
    pieces = shortened(segments(change.before, change.after)) if change.before and change.after else ()
    return plain((inline(pieces) or change.before or change.after).replace("\n", " "))


def _details(line: Described, style: Style) -> Iterator[str]:
    """Field by field what a long thing says that came or went, cut down."""
    said = [each[style.language == "en"].replace("\n", " ") for each in line.details]
    for each in said[:_MOST_DETAILS]:
        yield each if len(each) <= _DETAIL else f"{each[: _DETAIL - 1]}…"
    if len(said) > _MOST_DETAILS:
        yield style.say(_MORE, count=len(said) - _MOST_DETAILS)


def change_tree(line: Described, language: str) -> dict[str, object]:
    """A change with what stood there and what stands there now, for JSON."""
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


def _compared_markdown(compared: Compared, style: Style) -> Iterator[str]:
    old, new = compared.names
    yield f"# {style.say(_HEAD, old=old, new=new)}"
    yield ""
    yield from _unread(compared, style)
    if compared.shows_nothing:
        yield style.say(_nothing(compared))
    for subject, lines in _grouped(compared.lines, style):
        yield f"## {subject}"
        yield ""
        for line in lines:
            yield f"- {_escaped(_below(line, style))}"
            yield from (f"  - {_escaped(detail)}" for detail in _details(line, style))
        yield ""
    if compared.templates:
        yield f"## {style.say(_TEMPLATES)}"
        yield ""
        for each in compared.templates:
            yield f"- {_SIGNS[each.kind]} `{each.path}`{_called(each, style)}"
            yield from (f"  - {_escaped(_below(line, style))}" for line in each.lines)
    yield from (f"- {_SIGNS[each.kind]} `{each.path}`" for each in compared.untold)
    yield from map(_escaped, _rewritten(compared, style))


def _grouped(lines: Sequence[Described], style: Style) -> Iterator[tuple[str, list[Described]]]:
    """The lines by their sections, which are called by their titles in Chinese, by their keys in English."""
    for (subject, section), group in itertools.groupby(lines, key=lambda line: (line.subject, line.section)):
        yield subject if style.language == "zh" else section, list(group)


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


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)

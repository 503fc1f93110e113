"""A comparison as one web page that needs nothing beside it: no script, no font, no network."""

import itertools
from collections.abc import Iterable, Iterator
from html import escape

from plangen.changes.change import Kind
from plangen.changes.segments import Side
from plangen.changes.wording import Described
from plangen.diagnostics import words
from plangen.pipeline.revisions.comparison import Compared
from plangen.pipeline.revisions.template_changes import TemplateChange
from plangen.reporting.style import Style

_STYLE = """
body{font:16px/1.7 "Noto Serif CJK SC","Songti SC",SimSun,serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}
h1{font-size:1.4em}h2{font-size:1.15em;margin-top:2em;border-bottom:1px solid #999}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}
th{background:#eee}.kind{white-space:nowrap}.added{background:#e6f4e6}.removed{background:#fbe9e7}
.changed{background:#fff8e1}.moved,.renamed{background:#e3f2fd}del{color:#a00}ins{color:#060}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
"""
_TITLE = words("修订对照", "Changes")
_HEADS = tuple(
    words(*pair)
    for pair in (("类别", "kind"), ("位置", "place"), ("内容", "what"), ("修订前", "before"), ("修订后", "after"))
)
_TEMPLATES = words("模板", "Templates")
_UNTOLD = words(
    "其他有改动的文件（内容不逐项比较）：{paths}", "other files that differ (not compared in detail): {paths}"
)
_REWRITTEN = words("只有写法不同，内容没有变：{paths}", "only written otherwise, the same content: {paths}")
_PLACE = words("第 {number} 项", "item {number}")
_SAME = words("没有差别。", "No difference.")
_UNREAD = words(
    "{version} 的 {sections} 读不出来，没有比较。", "{sections} of {version} could not be read and were not compared."
)


def change_page(compared: Compared, language: str) -> str:
    """The page; the same bytes for the same comparison."""
    return "\n".join(_lines(compared, language)) + "\n"


def _lines(compared: Compared, language: str) -> Iterator[str]:
    old, new = (escape(name.say(language)) for name in compared.names)
    colon = Style(language).colon
    title = f"{_TITLE.say(language)}{colon}{old} → {new}"
    yield f'<!doctype html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="generator" content="plangen">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    yield from _unread(compared, language)
    if compared.same:
        yield f"<p>{_SAME.say(language)}</p>"
    for (subject, section), lines in itertools.groupby(compared.lines, key=lambda line: (line.subject, line.section)):
        yield f"<h2>{escape(subject if language == 'zh' else section)}</h2>\n<table>"
        yield "<tr>" + "".join(f"<th>{head.say(language)}</th>" for head in _HEADS) + "</tr>"
        for line in lines:
            yield _row(line, language)
        yield "</table>"
    yield from _templates(compared.templates, language)
    yield from _beside(compared, language)
    yield "</body>\n</html>"


def _templates(changes: Iterable[TemplateChange], language: str) -> Iterator[str]:
    every = [item for each in changes for item in _template(each, language)]
    if every:
        yield from (f"<h2>{_TEMPLATES.say(language)}</h2>\n<ul>", *every, "</ul>")


def _template(each: TemplateChange, language: str) -> Iterator[str]:
    """What it is, and what differs in its words, its look, its values."""
    called = Style(language).aside(each.title.say(language)) if each.title else ""
    colon = Style(language).colon
    yield f"<li>{each.kind.words.say(language)}{colon}{escape(each.path)}{escape(called)}"
    if each.lines:
        yield "<table>"
        yield from (_row(line, language) for line in each.lines)
        yield "</table>"
    yield "</li>"


def _beside(compared: Compared, language: str) -> Iterator[str]:
    """Files that no line speaks of."""
    for title, paths in (
        (_UNTOLD, tuple(each.path for each in compared.untold)),
        (_REWRITTEN, compared.rewritten),
    ):
        if paths:
            yield f"<p>{escape(title.say(language, {'paths': paths}))}</p>"


def _unread(compared: Compared, language: str) -> Iterator[str]:
    for side in (compared.old, compared.new):
        if side.unread:
            values = {"version": side.version.name, "sections": side.unread}
            yield f"<p><strong>{escape(_UNREAD.say(language, values))}</strong></p>"


def _row(line: Described, language: str) -> str:
    before, after = _sides(line, language)
    cells = (
        f'<td class="kind">{line.kind.words.say(language)}</td>',
        f"<td>{escape(' › '.join(line.place))}</td>",
        f"<td>{escape(line.what if language == 'zh' else line.english or line.path.rpartition('.')[2])}</td>",
        f"<td>{before}</td>",
        f"<td>{after}</td>",
    )
    return f'<tr class="{line.kind.value}">{"".join(cells)}</tr>'


def _sides(line: Described, language: str) -> tuple[str, str]:
    """What stood there and what stands there now, what differs marked."""
    if line.kind is Kind.CHANGED:
        return _marked(line, Side.BEFORE, "del"), _marked(line, Side.AFTER, "ins")
    if line.kind is Kind.MOVED:
        return "", f"<ins>{escape(' › '.join((*line.goal, _PLACE.say(language, {'number': line.at}))))}</ins>"
    texts = line.sides if line.sides and language == "en" else (line.before, line.after)
    before, after = (f"<{tag}>{escape(text)}</{tag}>" for tag, text in zip(("del", "ins"), texts, strict=True))
    return {Kind.ADDED: ("", after), Kind.REMOVED: (before, "")}.get(line.kind, (before, after))


def _marked(line: Described, side: Side, tag: str) -> str:
    pieces = (each for each in line.segments if each.side in {Side.BOTH, side})
    return "".join(f"<{tag}>{escape(each.text)}</{tag}>" if each.side is side else escape(each.text) for each in pieces)

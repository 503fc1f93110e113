"""A comparison as one web page that needs nothing beside it: no script, no font, no network."""

import itertools
from collections.abc import Iterator
from html import escape

from plangen.changes.change import Kind
from plangen.changes.segments import Side
from plangen.changes.wording import Described
from plangen.diagnostics import words
from plangen.pipeline.revisions.comparison import Compared
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
    for subject, lines in itertools.groupby(compared.lines, key=lambda line: line.subject):
        yield f"<h2>{escape(subject)}</h2>\n<table>"
        yield "<tr>" + "".join(f"<th>{head.say(language)}</th>" for head in _HEADS) + "</tr>"
        for line in lines:
            yield _row(line, language)
        yield "</table>"
    if compared.templates:
        yield f"<h2>{_TEMPLATES.say(language)}</h2>\n<ul>"
        for each in compared.templates:
            yield f"<li>{each.kind.words.say(language)}{colon}{escape(each.path)}</li>"
        yield "</ul>"
    yield "</body>\n</html>"


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
        f"<td>{escape(line.what)}</td>",
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
    before, after = (f"<{tag}>{escape(text)}</{tag}>" for tag, text in (("del", line.before), ("ins", line.after)))
    return {Kind.ADDED: ("", after), Kind.REMOVED: (before, "")}.get(line.kind, (before, after))


def _marked(line: Described, side: Side, tag: str) -> str:
    pieces = (each for each in line.segments if each.side in {Side.BOTH, side})
    return "".join(f"<{tag}>{escape(each.text)}</{tag}>" if each.side is side else escape(each.text) for each in pieces)

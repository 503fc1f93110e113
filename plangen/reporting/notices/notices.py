"""What the commands of `plangen notices` found, as text and as JSON."""

import itertools
from collections.abc import Iterator

from plangen.diagnostics import words
from plangen.documents.notices.field_list import TemplateField
from plangen.pipeline.notices.check import Reviewed
from plangen.pipeline.notices.lists import Listed
from plangen.pipeline.notices.preview import Previewed
from plangen.reporting.json import dump, outcome_tree
from plangen.reporting.style import Style, plain, width
from plangen.reporting.text import outcome_text

_NAME_COLUMNS, _ENGLISH_COLUMNS = 34, 36
_FILLED, _MISSING = "●", "○"


def fields_text(listed: Listed, style: Style) -> Iterator[str]:
    """A line for each field: what to type, English name, filled or not per case; below it meaning, example, use."""
    if listed.outcome.findings:
        yield from outcome_text(listed.outcome, style)
    for number, (case, title) in enumerate(listed.cases.items(), start=1):
        yield f"{number} {case}  {plain(title)}"
    for group, members in itertools.groupby(listed.fields, key=lambda field: field.group):
        yield ""
        yield style.paint(group, "1")
        for field in members:
            yield from _field(field, listed, style)
    yield ""
    yield style.say(
        words("共 {fields} 个字段；●已填写 ○未填写，按上列顺序", "{fields} fields; ● filled ○ missing, in that order"),
        fields=len(listed.fields),
    )
    if listed.sheet:
        yield style.say(words("字段表已写入 {path}", "field sheet written to {path}"), path=listed.sheet)


def fields_json(listed: Listed, language: str, *, ok: bool) -> str:
    """As for a check, and `"cases"` and `"fields"`."""
    fields = [
        {
            "name": field.name,
            "english": field.english,
            "tag": field.tag,
            "loop": field.repeated or None,
            "list": field.many,
            "meaning": field.meaning,
            "example": field.example or None,
            "templates": list(field.templates),
            "filled": dict(field.filled),
        }
        for field in listed.fields
    ]
    cases = [{"id": case, "title": title} for case, title in listed.cases.items()]
    sheet = str(listed.sheet) if listed.sheet else None
    return dump({**outcome_tree(listed.outcome, language, ok=ok), "cases": cases, "fields": fields, "sheet": sheet})


def reviewed_text(reviewed: Reviewed, style: Style) -> Iterator[str]:
    """The findings, which templates were looked at, which copies were written."""
    yield from outcome_text(reviewed.outcome, style)
    if reviewed.templates:
        names = "、".join(reviewed.templates)
        yield style.say(
            words("检查了 {count} 个模板：{names}", "{count} templates checked: {names}"),
            count=len(reviewed.templates),
            names=names,
        )
    for path in reviewed.copies:
        yield style.say(words("带批注的副本：{path}", "copy with comments: {path}"), path=path)


def reviewed_json(reviewed: Reviewed, language: str, *, ok: bool) -> str:
    """As for a check, and `"templates"` and `"copies"`."""
    tree = outcome_tree(reviewed.outcome, language, ok=ok)
    return dump(
        {
            **tree,
            "templates": list(reviewed.templates),
            "copies": [str(path) for path in reviewed.copies],
        }
    )


def previewed_text(previewed: Previewed, style: Style) -> Iterator[str]:
    """The findings where there are any, then the files."""
    if previewed.outcome.findings:
        yield from outcome_text(previewed.outcome, style)
    for path in previewed.kept:
        yield style.say(words("改动过的草稿另存为：{path}", "an edited draft was kept as {path}"), path=path)
    for path in previewed.files:
        yield f"  {style.say(words('已生成', 'written'))}  {path}"
    if not previewed.files:
        yield style.say(words("没有生成任何文件", "nothing was written"))


def _field(field: TemplateField, listed: Listed, style: Style) -> Iterator[str]:
    marks = "".join(_FILLED if field.filled.get(case) else _MISSING for case in listed.cases)
    yield f"  {_padded(field.tag, _NAME_COLUMNS)} {_padded(field.english, _ENGLISH_COLUMNS)} {marks}"
    details = (
        (words("含义", "meaning"), field.meaning),
        (words("逐项", "each"), field.repeated),
        (words("举例", "example"), field.example),
        (words("用于", "used in"), "、".join(field.templates)),
    )
    said = "；".join(f"{style.say(label)}：{plain(text)}" for label, text in details if text)
    yield f"      {said}"


def _padded(text: str, columns: int) -> str:
    return text + " " * max(0, columns - width(text))

"""The field sheet: all fields on a few pages, to be printed and kept beside the template.

What notices are written from comes first, a line or two for each field; the rest of the plan, which hardly any notice
needs, stands behind it by name alone.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Role,
    Row,
    Table,
    Title,
    Tone,
    cell,
    paragraph,
    spans,
)
from plangen.documents.frame import document
from plangen.documents.notices.field_list import TemplateField
from plangen.model.plan import Plan

_TITLE = "通知模板字段表"
_TOLD = ("公司", "事件", "召回", "泄露", "现场", "提示", "答问", "后续", "办结", "时间节点")
"""The groups whose fields people fill in; the others are named after their records."""

_HEADS = ("写在模板里", "说明和举例", "用于", "已填")
_WEIGHTS = (4.6, 8.6, 2.3, 1.1)
_REST_COLUMNS = 3
_LONGEST = 24  # characters of an example: mostly one line
_MOST = 3  # of three templates two use the field: the others are named
_CENTRED = {2, 3}
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_USE = (
    (
        "照原样写进模板，花括号和点用半角。注“列表”的可以直接写，各项之间用顿号；也可以逐项各写一段："
        "{%p for 措施 in 事件.已采取措施 %}、{{ 措施 }}、{%p endfor %}，首尾两个标签各占一段。"
    ),
    "有值才出现的文字放在 {%p if 召回.监管部门 %} 和 {%p endif %} 之间。没有填写的字段在通知里显示为【待填写：…】。",
)


def field_sheet(plan: Plan, listed: Sequence[TemplateField], cases: Mapping[str, str]) -> Document:
    """The sheet; `cases` are the titles of the cases by id."""
    return document(plan, _TITLE, _blocks(plan, listed, cases), header=_TITLE)


def _blocks(plan: Plan, listed: Sequence[TemplateField], cases: Mapping[str, str]) -> Iterator[Block]:
    first = sorted((each for each in listed if each.group in _TOLD), key=lambda each: _TOLD.index(each.group))
    rest = [each for each in listed if each.group not in _TOLD]
    titles = {kind.template: kind.title for kind in plan.communication.notices}
    marks = dict(zip(titles, _NUMBERS, strict=False))
    yield Title(lines=(_TITLE,))
    yield from (paragraph(text, Role.NOTE) for text in _USE)
    yield _legend("用于", [f"{mark}{titles[template]}" for template, mark in marks.items()])
    yield _legend("已填", [f"{number}．{title}" for number, title in enumerate(cases.values(), start=1)])
    yield _table(_HEADS, _WEIGHTS, _rows(first, marks, list(cases)))
    yield paragraph("以下为演练计划的其他字段，通知一般用不到。", Role.NOTE)
    columns = tuple(Column() for _ in range(_REST_COLUMNS))
    yield Table(columns=columns, rows=tuple(_rest_rows(rest)), compact=True)


def _legend(column: str, entries: Sequence[str]) -> Paragraph:
    return paragraph(f"“{column}”栏：{'；'.join(entries)}。", Role.NOTE)


def _table(heads: Sequence[str], weights: Sequence[float], rows: Iterator[Row]) -> Table:
    header = Row(cells=tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in heads), header=True)
    return Table(columns=tuple(Column(weight) for weight in weights), rows=(header, *rows), compact=True)


def _rows(listed: Sequence[TemplateField], marks: Mapping[str, str], cases: Sequence[str]) -> Iterator[Row]:
    """A row for each field; one above each group, and one above the items of each list that says how they repeat."""
    for group, members in itertools.groupby(listed, key=lambda each: each.group):
        yield _across(f"**{group}**", len(_HEADS), Tone.KEY)
        for repeated, fields in itertools.groupby(members, key=_inside):
            if repeated:
                yield _across(f"逐项写在 {repeated} 和 {{%p endfor %}} 之间：", len(_HEADS), Tone.SOFT)
            yield from (_row(each, marks, cases) for each in fields if not _of_groups(each))


def _inside(field: TemplateField) -> str:
    """The loop in which a field of an item stands; nothing for a field of its own."""
    return field.repeated if "[]" in field.name else ""


def _across(text: str, columns: int, tone: Tone) -> Row:
    return Row(cells=(Cell(paragraphs=(spans(text),), columns=columns, tone=tone),))


def _row(field: TemplateField, marks: Mapping[str, str], cases: Sequence[str]) -> Row:
    filled = "".join(str(number) for number, case in enumerate(cases, start=1) if field.filled.get(case))
    texts = (_written(field), _said(field), _used(field, marks), filled)
    return Row(
        cells=tuple(cell(text, align=Align.CENTRE if at in _CENTRED else Align.LEFT) for at, text in enumerate(texts))
    )


def _used(field: TemplateField, marks: Mapping[str, str]) -> str:
    """The marks of the templates that use a field, or of those few that do not."""
    without = [mark for template, mark in marks.items() if template not in field.templates]
    if len(without) * _MOST < len(marks):
        return f"除{''.join(without)}外" if without else "全部"
    return "".join(mark for template, mark in marks.items() if template in field.templates)


def _rest_rows(listed: Sequence[TemplateField]) -> Iterator[Row]:
    """Several fields in a row, by name alone."""
    for group, members in itertools.groupby(listed, key=lambda each: each.group):
        yield _across(f"**{group}**", _REST_COLUMNS, Tone.KEY)
        for repeated, fields in itertools.groupby(members, key=_inside):
            if repeated:
                yield _across(f"逐项写在 {repeated} 和 {{%p endfor %}} 之间：", _REST_COLUMNS, Tone.SOFT)
            tags = [_written(each) for each in fields if not _of_groups(each)]
            for at in range(0, len(tags), _REST_COLUMNS):
                own = [*tags[at : at + _REST_COLUMNS], *[""] * _REST_COLUMNS][:_REST_COLUMNS]
                yield Row(cells=tuple(cell(text) for text in own))


def _written(field: TemplateField) -> str:
    return f"{field.tag}（列表）" if field.many and not _of_groups(field) else field.tag


def _of_groups(field: TemplateField) -> bool:
    """Whether the field is a list whose items have fields of their own: it is only ever repeated."""
    return field.many and field.example.startswith("共 ")


def _said(field: TemplateField) -> str:
    """What the field means, and an example."""
    example = f"例：{_shortened(field.example)}" if field.example else ""
    return "。".join(filter(None, (_meaning(field), example)))


def _meaning(field: TemplateField) -> str:
    """What the name does not say by itself: 消费者服务热线 of 事件.热线, nothing of 事件.名称."""
    own = field.name.rpartition(".")[2]
    said = field.meaning.removesuffix(own)
    return "" if said in {"", field.group} or (said != field.meaning and field.group not in _TOLD) else field.meaning


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

"""The field sheet: a landscape table of all fields, to be printed and kept beside the template."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from plangen.blocks.document import Block, Document, Heading, Paragraph, Role, SectionBreak, Title, paragraph
from plangen.documents.draft import grid
from plangen.documents.field_list import TemplateField
from plangen.documents.phrases import NONE, issue_date
from plangen.model.plan import Plan

__all__ = ["field_sheet"]

_HEADS = ("写在模板里", "英文名称", "说明", "举例", "使用的模板", "已填写")
_WEIGHTS = (5.0, 5.2, 4.4, 5.2, 3.8, 1.4)
_USE = (
    "把第一栏的内容照原样写进模板，花括号和点用半角；中文名称和英文名称任选一种。",
    "注明“逐项”的字段放在循环里，循环的开始和结束各占一段：{%p for 产品 in 召回.产品 %}、{%p endfor %}。",
    "没有填写的字段在通知里显示为【待填写：…】。",
)


def field_sheet(
    plan: Plan, listed: Sequence[TemplateField], cases: Mapping[str, str], identity: Mapping[str, str]
) -> Document:
    """The sheet; `cases` are the titles of the cases by id."""
    return Document(
        title="通知模板字段表",
        subject=plan.identity.title,
        author=plan.identity.company,
        header="通知模板字段表",
        created=issue_date(plan),
        blocks=tuple(_blocks(listed, cases)),
        identity=identity,
    )


def _blocks(listed: Sequence[TemplateField], cases: Mapping[str, str]) -> Iterator[Block]:
    yield SectionBreak(landscape=True)
    yield Title(lines=("通知模板字段表",))
    yield from (paragraph(text) for text in _USE)
    yield _cases(cases)
    for number, (group, members) in enumerate(itertools.groupby(listed, key=lambda each: each.group), start=1):
        yield Heading(level=1, text=group, key=f"fields-{number}")
        rows = [_row(each, list(cases)) for each in members]
        yield grid(f"表{number}　{group}", _HEADS, _WEIGHTS, rows)


def _cases(cases: Mapping[str, str]) -> Paragraph:
    named = "；".join(f"{number}．{title}" for number, title in enumerate(cases.values(), start=1))
    return paragraph(f"“已填写”栏的数字表示事实已经填写的场景或者事件：{named}。", Role.NOTE)


def _row(field: TemplateField, cases: Sequence[str]) -> tuple[Sequence[str] | str, ...]:
    loop = ("逐项：" + field.repeated,) if field.repeated else ()
    filled = "、".join(str(number) for number, case in enumerate(cases, start=1) if field.filled.get(case))
    return (
        (field.tag, *loop),
        field.english,
        field.meaning,
        field.example or NONE,
        tuple(name.removesuffix(".docx") for name in field.templates) or NONE,
        filled or NONE,
    )

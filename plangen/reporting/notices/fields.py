"""The field reference: every key of every source file with its Chinese name, kind and note, from the model itself."""

import datetime
from collections.abc import Iterator

from plangen.model.plan import SECTIONS
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.values import Duration, DurationRange, Id, Moment

_KINDS: dict[object, str] = {
    str: "文字",
    Id: "编号",
    int: "整数",
    bool: "true 或 false",
    datetime.date: "日期",
    Duration: "时长",
    DurationRange: "时长范围",
    Moment: "时刻",
}


def fields_markdown() -> Iterator[str]:
    """One table a record, section by section; a record that several sections use is described once."""
    done: set[type[Record]] = set()
    for section in SECTIONS:
        yield f"## source/{section.file}：{title_of(section.record)}"
        yield ""
        if section.many:
            yield "每项一个文件。"
            yield ""
        yield from _table(section.record, done)


def _table(record: type[Record], done: set[type[Record]]) -> Iterator[str]:
    done.add(record)
    below: list[type[Record]] = []
    yield "| 键 | 名称 | 类型 | 必填 | 说明 |"
    yield "|---|---|---|---|---|"
    for field in fields(record).values():
        yield (
            f"| `{field.name}` | {field.title} | {_kind(field)} | {'是' if field.required else ''} | {_note(field)} |"
        )
        if isinstance(field.kind, type) and issubclass(field.kind, Record) and field.kind not in done:
            below.append(field.kind)
            done.add(field.kind)
    yield ""
    for kind in below:
        yield f"### {title_of(kind)}"
        yield ""
        yield from _table(kind, done)


def _kind(field: Field) -> str:
    if isinstance(field.kind, type) and issubclass(field.kind, Record):
        name = title_of(field.kind)
    elif field.choices:
        name = "、".join(field.choices) + " 之一"
    else:
        name = _KINDS[field.kind]
    return f"列表：{name}" if field.many else name


def _note(field: Field) -> str:
    default = f"默认 {field.default}" if field.default not in {None, (), "", False} else ""
    return "；".join(part for part in (field.note, default) if part)

"""What plangen knows, explained: rules for `plangen explain`, rules and fields for the generated references."""

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import partial

from plangen.diagnostics import Rule, words
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.subjects import SECTIONS
from plangen.model.values import Duration, DurationRange, Id, Moment
from plangen.reporting.listing import SEVERITIES
from plangen.reporting.result import Result
from plangen.reporting.style import Style

_WHY, _WHAT = words("为什么", "why"), words("怎么办", "what to do")
_BAD, _GOOD = words("有问题的写法", "bad"), words("正确的写法", "good")
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


def report_rule(rule: Rule) -> Result:
    """One rule with its reason and examples."""
    return Result(text=partial(_rule, rule))


def report_rules(rules: Iterable[Rule]) -> Result:
    """A line for each rule."""
    return Result(text=lambda style: (_rule_line(rule, style) for rule in rules))


def rule_markdown(rule: Rule, style: Style) -> Iterator[str]:
    """The section of a rule in the rule reference."""
    yield f"## {rule.code} {style.say(rule.title)}"
    yield ""
    yield f"**{style.say(SEVERITIES[rule.severity])}** · {style.say(rule.why)}"
    yield ""
    yield f"{style.say(_WHAT)}: {_general(rule, style)}"
    yield ""
    for label, example in ((_BAD, rule.bad), (_GOOD, rule.good)):
        if example:
            yield f"{style.say(label)}:"
            yield ""
            yield "```yaml"
            yield from example.strip().splitlines()
            yield "```"
            yield ""


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


def _rule_line(rule: Rule, style: Style) -> str:
    return f"{rule.code}  {style.say(SEVERITIES[rule.severity])}  {style.say(rule.title)}"


def _rule(rule: Rule, style: Style) -> Iterator[str]:
    yield style.paint(_rule_line(rule, style), "1")
    yield ""
    yield f"{style.say(_WHY)}: {style.say(rule.why)}"
    yield f"{style.say(_WHAT)}: {_general(rule, style)}"
    for label, example in ((_BAD, rule.bad), (_GOOD, rule.good)):
        if example:
            yield ""
            yield f"{style.say(label)}:"
            yield from (f"    {line}" for line in example.strip().splitlines())


def _general(rule: Rule, style: Style) -> str:
    """The hint with "…" for what only an occurrence knows."""
    text = rule.hint.zh if style.language == "zh" else rule.hint.en
    return re.sub(r"\{[a-z_]+\}", "…", text)  # other braces are what somebody is to type


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
    if field.alone:
        return f"{name}，或列表：{name}"
    return f"列表：{name}" if field.many else name


def _note(field: Field) -> str:
    default = f"默认 {field.default}" if field.default not in {None, (), "", False} else ""
    return "；".join(part for part in (field.note, default) if part)

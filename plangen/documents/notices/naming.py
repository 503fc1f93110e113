"""The facts of the plan under the names that legal may use in templates: 事件.名称 as well as incident.name.

Chinese names are the titles of the model's records and fields; none is invented here.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.documents.phrases import clause
from plangen.model.incident import Advice, Answering, Closing, FollowUp, Gathering, Incident, Leak, Recall, Transfer
from plangen.model.plan import Plan
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.values import shown

Titles = Callable[[str, str], str]
"""The Chinese title of what a field refers to, by kind of reference and id."""

# What people are asked to fill in, where record and field together do not say it well.
_SUBJECTS: dict[tuple[type[Record], str], str] = {
    (Incident, "hotline"): "消费者服务热线",
    (Incident, "hours"): "热线服务时间",
    (Incident, "address"): "公司联系地址",
    (Incident, "website"): "公司网址",
    (Incident, "spokesperson"): "新闻发言人",
    (Incident, "media_contact"): "媒体联系方式",
    (Incident, "as_of"): "信息截至时间",
    (Incident, "next_update"): "下次通报时间",
    (Incident, "issued"): "发布日期",
    (Recall, "reported"): "已接到的投诉和事故情况",
    (Recall, "emergency_advice"): "应急处置建议",
    (Recall, "rights"): "消费者权利",
    (Leak, "individual_measures"): "个人防护措施",
    (Leak, "authority"): "已报告的履行个人信息保护职责的部门",
    (Leak, "officer"): "个人信息保护负责人",
    (Gathering, "as_of"): "现场情况说明的信息截至时间",
    (Gathering, "demands"): "消费者主要诉求",
    (Gathering, "representatives"): "消费者代表推选办法",
    (Gathering, "persons"): "到场人数",
    (Advice, "risks"): "事件的衍生风险",
    (Advice, "items"): "风险防范建议",
    (Answering, "questions"): "热线补充问答",
    (Answering, "withheld"): "热线不得答复的事项",
    (Transfer, "matter"): "需要转接的情形",
    (Transfer, "to"): "转接部门",
    (Transfer, "within"): "转接后的回复时限",
    (FollowUp, "as_of"): "后续通报的信息截至时间",
    (FollowUp, "issued"): "后续通报的发布日期",
    (FollowUp, "next_update"): "下次通报时间",
    (Closing, "as_of"): "处置结果通报的信息截至时间",
    (Closing, "conclusion"): "调查结论",
    (Closing, "results"): "处置结果",
    (Closing, "compensation"): "赔偿安排",
    (Closing, "corrections"): "整改情况",
    (Closing, "services"): "处置结束后的服务安排",
    (Closing, "issued"): "处置结果通报的发布日期",
}


def names_of(kind: type[Record], record: Record | None, titles: Titles) -> Names:
    """A record by its names; where there is none, every fact of its kind as missing."""
    if record is None:
        return _missing(kind)
    return Names(
        title=title_of(kind),
        values={name: _value(kind, field, getattr(record, name), titles) for name, field in fields(kind).items()},
        chinese=_chinese(kind),
    )


@cache
def _missing(kind: type[Record]) -> Names:
    """Every fact of a kind as missing, the same whatever the plan."""
    values = {name: _value(kind, field, None, lambda _, key: key) for name, field in fields(kind).items()}
    return Names(title=title_of(kind), values=values, chinese=_chinese(kind))


@cache
def _chinese(kind: type[Record]) -> Mapping[str, str]:
    return {field.title: name for name, field in fields(kind).items()}


def group(title: str, members: Iterable[tuple[str, str, Value]]) -> Names:
    """Facts that stand in no record of their own, each with its English name, its Chinese one and its value."""
    listed = tuple(members)
    return Names(
        title=title,
        values={english: value for english, _, value in listed},
        chinese={chinese: english for english, chinese, _ in listed},
    )


def titles_of(plan: Plan) -> Titles:
    """The titles of a plan's departments, posts, scenarios and so on; an id that leads nowhere stays as it is."""
    return plan.title


def _value(kind: type[Record], field: Field, value: Any, titles: Titles) -> Value:
    subject = _subjects(kind)[field.name]
    if isinstance(field.kind, type) and issubclass(field.kind, Record):
        if not field.many:
            return names_of(field.kind, value, titles)
        items = tuple(names_of(field.kind, each, titles) for each in value or ())
        return Listing(items=items, sample=names_of(field.kind, None, titles))
    if field.many:
        return Listing(items=tuple(_text(field, each, subject, titles) for each in value or ()), sample=Gap(subject))
    return _text(field, value, subject, titles)


def _text(field: Field, value: Any, subject: str, titles: Titles) -> str | Gap:
    if isinstance(value, bool):
        return "是" if value else ""
    if field.ref and value:
        return titles(field.ref, str(value))
    text = clause(shown(value))
    return text or Gap(subject)


@cache
def _subjects(kind: type[Record]) -> Mapping[str, str]:
    """What has to be filled in where a fact is missing, by field."""
    prefix = title_of(kind)
    whole = {
        name: each.title if each.title.startswith(prefix) else prefix + each.title
        for name, each in fields(kind).items()
    }
    return {name: _SUBJECTS.get((kind, name), said) for name, said in whole.items()}

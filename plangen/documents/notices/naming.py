"""The facts of the plan under the names that legal may use in templates: 事件.名称 as well as incident.name.

Chinese names are the titles of the model's records and fields; none is invented here.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.language.sentences import clause
from plangen.model.plan import Plan
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.values import shown

Titles = Callable[[str, str], str]
"""The Chinese title of what a field refers to, by kind of reference and id."""


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
    """The English name by the Chinese ones; the title of today stands first, as it is the one that is shown."""
    return {title: name for name, field in fields(kind).items() for title in (field.title, *field.former)}


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
    return {name: _subject(title_of(kind), each) for name, each in fields(kind).items()}


def _subject(prefix: str, field: Field) -> str:
    """Record and field together say it, 召回 and 缺陷, unless the field says it better."""
    if field.ask is not None and field.ask.subject:
        return field.ask.subject
    return field.title if field.title.startswith(prefix) else prefix + field.title

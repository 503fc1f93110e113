"""The facts that notices are written from, by the names people use: 召回.缺陷 as well as recall.defect."""

from collections.abc import Iterator, Mapping
from functools import cache

from plangen.model.drill import PlanFacts
from plangen.model.incident import Incident
from plangen.model.spec import Ask, Record, fields

COMPANY: Mapping[str, str] = {"full_name": "company", "short_name": "short_name"}
"""The keys of plan.yaml by what the facts of the company are called."""

_COMPANY = {"公司": "company", "公司.全称": "company.full_name", "公司.简称": "company.short_name"}


@cache
def fact_names() -> Mapping[str, str]:
    """The English path of each fact and group of facts by every name that it has; recall, not incident.recall."""
    found = {**_COMPANY, "事件": "incident"}
    for key, field in fields(Incident).items():
        if isinstance(field.kind, type) and issubclass(field.kind, Record) and not field.many:
            found[field.title] = key
            found |= {f"{field.title}.{chinese}": f"{key}.{english}" for chinese, english in _below(field.kind)}
        else:
            found[f"事件.{field.title}"] = f"incident.{key}"
    return {**found, **{english: english for english in found.values()}}


@cache
def fact_questions() -> Mapping[str, str]:
    """How each fact is asked for, by its English path: recall.products.batch."""
    company = fields(PlanFacts)
    asked = {f"company.{name}": company[key].ask for name, key in COMPANY.items()}
    for key, field in fields(Incident).items():
        own = isinstance(field.kind, type) and issubclass(field.kind, Record)
        asked |= {(key if own else f"incident.{key}"): field.ask} | (_asked_below(field.kind, key) if own else {})
    return {path: ask.question for path, ask in asked.items() if ask is not None}


def responsible(path: str, answers: Mapping[str, str]) -> str:
    """Who answers for a fact, by the longest part of its path that somebody answers for; nothing where nobody does."""
    steps = path.replace("[]", "").split(".")
    known = (".".join(steps[:length]) for length in range(len(steps), 0, -1))
    return next((answers[each] for each in known if each in answers), "")


def _asked_below(kind: type[Record], path: str) -> dict[str, Ask | None]:
    found: dict[str, Ask | None] = {}
    for key, field in fields(kind).items():
        found[f"{path}.{key}"] = field.ask
        if isinstance(field.kind, type) and issubclass(field.kind, Record):
            found |= _asked_below(field.kind, f"{path}.{key}")
    return found


def _below(kind: type[Record]) -> Iterator[tuple[str, str]]:
    for key, field in fields(kind).items():
        yield field.title, key
        if isinstance(field.kind, type) and issubclass(field.kind, Record):
            each = "[]" if field.many else ""
            for chinese, english in _below(field.kind):
                yield f"{field.title}{each}.{chinese}", f"{key}{each}.{english}"

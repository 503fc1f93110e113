"""The facts that notices are written from, by the names people use: 召回.缺陷 as well as recall.defect."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeAlias

from plangen.model.communication import ExtraFact
from plangen.model.drill import PlanFacts
from plangen.model.incident import DECLARED, Incident
from plangen.model.legal import Clock
from plangen.model.plan import Plan, SectionMissing
from plangen.model.spec import Ask, Record, fields

COMPANY: Mapping[str, str] = {"full_name": "company", "short_name": "short_name"}
"""The keys of plan.yaml by what the facts of the company are called."""

EXTRA, CLOCKS = ("extra", "补充"), ("clocks", "时间节点")
"""The groups whose facts a plan declares itself, in both languages."""

Declared: TypeAlias = ExtraFact | Clock

_COMPANY = {"公司": "company", "公司.全称": "company.full_name", "公司.简称": "company.short_name"}


@cache
def fact_names() -> Mapping[str, str]:
    """The English path of each fact and group of facts by every name that it has; recall, not incident.recall."""
    found = {**_COMPANY, "事件": "incident"}
    for key, field in fields(Incident).items():
        if field.kind in DECLARED:
            continue
        if isinstance(field.kind, type) and issubclass(field.kind, Record) and not field.many:
            found[field.title] = key
            found |= {f"{field.title}.{chinese}": f"{key}.{english}" for chinese, english in _below(field.kind)}
        else:
            found |= {f"事件.{title}": f"incident.{key}" for title in (field.title, *field.former)}
    return {**found, **{english: english for english in found.values()}}


def all_fact_names(plan: Plan) -> Mapping[str, str]:
    """The same with what the plan itself declares: 补充.受影响业务, 时间节点.服务恢复."""
    english, chinese = EXTRA
    groups = {english: english, chinese: english} if plan.communication.facts else {}
    return {**fact_names(), **groups, **declared_names(plan)}


def declared_names(plan: Plan) -> Mapping[str, str]:
    """The English path of each fact that the plan declares itself, by every name that it has."""
    return {
        f"{prefix}.{path.partition('.')[2]}": path
        for path in declared(plan)
        for english, chinese in (EXTRA, CLOCKS)
        if path.startswith(f"{english}.")
        for prefix in (chinese, f"事件.{chinese}", english, f"incident.{english}")
    }


def declared(plan: Plan) -> Mapping[str, Declared]:
    """What the plan declares itself, by English path: extra.受影响业务, clocks.服务恢复."""
    return {
        **{f"{EXTRA[0]}.{each.name}": each for each in plan.communication.facts},
        **{f"{CLOCKS[0]}.{each.name}": each for each in clocks_of(plan)},
    }


def clocks_of(plan: Plan) -> tuple[Clock, ...]:
    """The clocks that the plan declares itself; none where the legal data could not be read."""
    try:
        return plan.deadlines.clocks
    except SectionMissing:
        return ()


@cache
def fact_questions() -> Mapping[str, str]:
    """How each fact is asked for, by its English path: recall.products.batch."""
    company = fields(PlanFacts)
    asked = {f"company.{name}": company[key].ask for name, key in COMPANY.items()}
    for key, field in fields(Incident).items():
        if field.kind in DECLARED:
            continue
        own = isinstance(field.kind, type) and issubclass(field.kind, Record)
        asked |= {(key if own else f"incident.{key}"): field.ask} | (_asked_below(field.kind, key) if own else {})
    return {path: ask.question for path, ask in asked.items() if ask is not None}


def all_fact_questions(plan: Plan) -> Mapping[str, str]:
    """The same in the plan's terms, with what the plan itself asks: of its own facts, and instead of these words."""
    asked = {path: plan.terms.said(text) for path, text in fact_questions().items()}
    names = all_fact_names(plan)
    own = {path: each.ask for path, each in declared(plan).items() if each.ask}
    said = {names[each.fact].replace("[]", ""): each.ask for each in plan.communication.questions if each.fact in names}
    return {**asked, **own, **said}


def asks_for_one(plan: Plan, name: str) -> bool:
    """Whether a name is that of one fact, not of a group of them."""
    path = all_fact_names(plan).get(name, "").replace("[]", "")
    return path in fact_questions() or path in declared(plan)


def answers_of(plan: Plan) -> Mapping[str, str]:
    """Who answers for each fact or group of facts that somebody is named for, by English path."""
    names = all_fact_names(plan)
    own = {path: each.by for path, each in declared(plan).items() if each.by}
    said = {names[name]: each.by for each in plan.communication.answers for name in each.facts if name in names}
    return {path.replace("[]", ""): by for path, by in {**own, **said}.items()}


def responsible(path: str, answers: Mapping[str, str]) -> str:
    """Who answers for a fact, by the longest part of its path that somebody answers for; nothing where nobody does."""
    steps = path.replace("[]", "").split(".")
    known = (".".join(steps[:length]) for length in range(len(steps), 0, -1))
    return next((answers[each] for each in known if each in answers), "")


def _asked_below(kind: type[Record], path: str) -> dict[str, Ask | None]:
    found: dict[str, Ask | None] = {}
    for key, field in fields(kind).items():
        if field.kind in DECLARED:
            continue
        found[f"{path}.{key}"] = field.ask
        if isinstance(field.kind, type) and issubclass(field.kind, Record):
            found |= _asked_below(field.kind, f"{path}.{key}")
    return found


def _below(kind: type[Record]) -> Iterator[tuple[str, str]]:
    for key, field in fields(kind).items():
        if field.kind in DECLARED:
            continue
        yield from ((title, key) for title in (field.title, *field.former))
        if isinstance(field.kind, type) and issubclass(field.kind, Record):
            each = "[]" if field.many else ""
            for chinese, english in _below(field.kind):
                yield f"{field.title}{each}.{chinese}", f"{key}{each}.{english}"

"""Where each fact of a case is written, what is known of it now, and in what form it is answered.

Whoever asks for a fact names it by this, and whoever reads the answer finds it by this: a form that came back leads to
no place but one of these.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from plangen.model.case import AnyCase
from plangen.model.communication import Contact, ExtraFact
from plangen.model.contact import CONTACT_KEYS, home_of
from plangen.model.facts import CLOCKS, COMPANY, EXTRA, clocks_of
from plangen.model.incident import DECLARED, Clocks, ClockTime, Extra, Incident
from plangen.model.plan import Plan
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.values import Moment

Step: TypeAlias = tuple[str, str] | int
"""A key in both languages, or the number of an item from 0."""

_INCIDENT = ("incident", "事件事实")


class AnswerForm(StrEnum):
    """How a fact is answered."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    ITEMS = "items"  # a list of texts
    RECORDS = "records"  # a list of things with several properties each
    CLOCK = "clock"  # a date, with a time or without


class FactHome(Struct, frozen=True, kw_only=True):
    """One fact of one case."""

    case: str  # its id
    key: str  # incident.recall.products[0].batch
    title: str  # 召回.产品[1].批次
    file: str
    steps: tuple[Step, ...]  # from the root of the file
    how: AnswerForm
    value: str = ""  # what is known now, in the words of an answer; nothing where nothing is
    called: str = ""  # which item of a list it is of, in people's words
    record: type[Record] | None = None  # of which there are several, where there are
    name: str = ""  # of a fact that the plan declares itself

    @property
    def row_key(self) -> str:
        """What its row is named by, for ever."""
        return f"{self.case}#{self.key}"

    @property
    def state(self) -> str:
        """What is known of it now, so that a form knows whether that is still so when it comes back."""
        return f"{self.called}\0{self.value}"


def fact_homes(plan: Plan, case: AnyCase) -> Mapping[str, FactHome]:
    """Every fact that can be answered for a case, by its row key."""
    found = (*_company(plan, case), *_of_incident(plan, case), *_extras(plan, case), *_clocks(plan, case))
    return {home.row_key: home for home in found}


def all_fact_homes(plan: Plan) -> Mapping[str, FactHome]:
    """The same of every case."""
    return {key: home for case in plan.cases.values() for key, home in fact_homes(plan, case).items()}


def said_of(value: object) -> str:
    """A value in the words of an answer: a list one item a line, things with an empty line between them."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        records = any(isinstance(each, Record) for each in value)
        return ("\n\n" if records else "\n").join(map(said_of, value))
    if isinstance(value, Record):
        lines = ((field.title, said_of(getattr(value, key))) for key, field in fields(type(value)).items())
        return "\n".join(f"{title}：{said}" for title, said in lines if said)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _company(plan: Plan, case: AnyCase) -> Iterator[FactHome]:
    """The names of the company, which stand in plan.yaml."""
    for name, key in COMPANY.items():
        field = fields(type(plan.identity))[key]
        yield FactHome(
            case=case.id,
            key=key,
            title=f"公司.{'全称' if name == 'full_name' else '简称'}",
            file=plan.identity.where(key).file,
            steps=((key, field.title),),
            how=AnswerForm.TEXT,
            value=said_of(getattr(plan.identity, key)),
        )


def _of_incident(plan: Plan, case: AnyCase) -> Iterator[FactHome]:
    file = case.where("incident").file
    frame = FactHome(case=case.id, key="incident", title="", file=file, steps=(_INCIDENT,), how=AnswerForm.TEXT)
    for home in _below(frame, Incident, case.incident, title_of(Incident)):
        name = home.key.removeprefix("incident.")
        contact = home_of(plan, case, name) if name in CONTACT_KEYS else None
        yield _of_contact(plan, home, contact, name) if isinstance(contact, Contact) else home


def _of_contact(plan: Plan, home: FactHome, contact: Contact, name: str) -> FactHome:
    """A fact that holds for all cases, in communication.yaml."""
    return replace(
        home,
        key=f"contact.{name}",
        file=plan.communication.where("contact").file,
        steps=(("contact", fields(type(plan.communication))["contact"].title), home.steps[-1]),
        value=said_of(getattr(contact, name)),
    )


def _below(frame: FactHome, kind: type[Record], record: Record | None, title: str) -> Iterator[FactHome]:
    """The facts of a record, with those of what it holds."""
    for key, field in fields(kind).items():
        if field.kind in DECLARED:
            continue
        value = getattr(record, key) if record is not None else None
        own = replace(
            frame,
            key=f"{frame.key}.{key}",
            title=f"{title}.{field.title}",
            steps=(*frame.steps, (key, field.title)),
        )
        below = field.kind if isinstance(field.kind, type) and issubclass(field.kind, Record) else None
        if below is None:
            yield replace(own, how=_answering(field), value=said_of(value))
        elif not field.many:
            yield from _below(own, below, value if isinstance(value, below) else None, field.title)
        else:
            yield replace(own, how=AnswerForm.RECORDS, record=below, value=said_of(value))
            yield from _items(own, below, value)


def _items(own: FactHome, kind: type[Record], value: object) -> Iterator[FactHome]:
    for number, item in enumerate(value if isinstance(value, tuple) else ()):
        at = replace(
            own, key=f"{own.key}[{number}]", steps=(*own.steps, number), called=f"{number} {_called(item)}".strip()
        )
        yield from _below(at, kind, item, f"{own.title}[{number + 1}]")


def _called(item: Record) -> str:
    """What tells an item from the others, by its first property."""
    return said_of(next((each for key in ("name", "model") if (each := getattr(item, key, None))), ""))


def _answering(field: Field) -> AnswerForm:
    if field.many:
        return AnswerForm.ITEMS
    return {datetime.date: AnswerForm.DATE, Moment: AnswerForm.MOMENT}.get(field.kind, AnswerForm.TEXT)


def _extras(plan: Plan, case: AnyCase) -> Iterator[FactHome]:
    """The facts that the plan declares itself."""
    said: Sequence[Extra] = case.incident.extra if case.incident else ()
    for fact in plan.communication.facts:
        given = next((each for each in said if each.name == fact.name), None)
        yield _declared(case, fact, _extra_value(given))


def _extra_value(given: Extra | None) -> str:
    return "" if given is None else said_of(given.items or given.text)


def _declared(case: AnyCase, fact: ExtraFact, value: str) -> FactHome:
    return FactHome(
        case=case.id,
        key=f"incident.{EXTRA[0]}[{fact.name}]",
        title=f"{EXTRA[1]}.{fact.name}",
        file=case.where("incident").file,
        steps=(_INCIDENT, EXTRA),
        how=AnswerForm.ITEMS if fact.many else AnswerForm.TEXT,
        value=value,
        record=Extra,
        name=fact.name,
    )


def _clocks(plan: Plan, case: AnyCase) -> Iterator[FactHome]:
    """What deadlines are counted from that the plan declares itself."""
    given: Sequence[ClockTime] = case.incident.clocks.others if case.incident and case.incident.clocks else ()
    title = fields(Clocks)["others"].title
    for clock in clocks_of(plan):
        own = next((each for each in given if each.name == clock.name), None)
        value = "" if own is None else " ".join(said_of(each) for each in (own.date, own.time) if each is not None)
        yield FactHome(
            case=case.id,
            key=f"incident.{CLOCKS[0]}.others[{clock.name}]",
            title=f"{CLOCKS[1]}.{clock.name}",
            file=case.where("incident").file,
            steps=(_INCIDENT, CLOCKS, ("others", title)),
            how=AnswerForm.CLOCK,
            value=value,
            record=ClockTime,
            name=clock.name,
        )

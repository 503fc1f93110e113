"""The facts of an incident by their names, with those that the plan declares itself among them."""

import datetime
from collections.abc import Mapping

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.documents.notices.naming import group, names_of, titles_of
from plangen.language.sentences import clause
from plangen.model.communication import ExtraFact
from plangen.model.due import moment_at
from plangen.model.facts import CLOCKS, EXTRA, clocks_of
from plangen.model.incident import DECLARED, Clocks, ClockTime, Extra, Incident
from plangen.model.plan import Plan
from plangen.model.spec import fields
from plangen.model.values import shown


def incident_names(plan: Plan, incident: Incident | None) -> Names:
    """An incident by its names; what the plan declares itself stands under 补充 and 时间节点."""
    names = names_of(Incident, incident, titles_of(plan))
    values: dict[str, Value] = {**names.values, CLOCKS[0]: _clocks(plan, incident.clocks if incident else None)}
    values.pop(EXTRA[0])
    chinese = {title: key for title, key in names.chinese.items() if key in values}
    if plan.communication.facts:
        values[EXTRA[0]] = _extra(plan, incident.extra if incident else ())
        chinese[EXTRA[1]] = EXTRA[0]
    return Names(title=names.title, values=values, chinese=chinese)


def _extra(plan: Plan, given: tuple[Extra, ...]) -> Names:
    said = {each.name: each for each in given}
    return group(
        EXTRA[1], ((fact.name, fact.name, _value(fact, said.get(fact.name))) for fact in plan.communication.facts)
    )


def _value(fact: ExtraFact, given: Extra | None) -> Value:
    texts = tuple(clause(shown(each)) for each in ((given.text, *given.items) if given else ()) if each)
    subject = fact.title or fact.name
    if fact.many:
        return Listing(items=texts, sample=Gap(subject))
    return "、".join(texts) or Gap(subject)


def _clocks(plan: Plan, given: Clocks | None) -> Names:
    names = names_of(Clocks, given, titles_of(plan))
    said = {each.name: each for each in (given.others if given else ())}
    own = {each.name: _moment(each.name, said.get(each.name)) for each in clocks_of(plan)}
    built_in = {key: value for key, value in names.values.items() if fields(Clocks)[key].kind not in DECLARED}
    chinese: Mapping[str, str] = {title: key for title, key in names.chinese.items() if key in built_in}
    return Names(title=names.title, values={**built_in, **own}, chinese={**chinese, **{name: name for name in own}})


def _moment(name: str, given: ClockTime | None) -> Value:
    """2026年6月27日3:10; an hour without a day says nothing."""
    if given is None or given.date is None:
        return Gap(f"{name}时间")
    if not isinstance(given.date, datetime.date):
        return shown(given.date)
    moment = moment_at(given.date, given.time)
    time = f"{moment.hour}:{moment.minute:02d}" if isinstance(moment, datetime.datetime) else ""
    return shown(moment) + time

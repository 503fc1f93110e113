"""When it was: not in the future, not before the incident, the facts that the notice states, or what it is about."""

import datetime
from collections.abc import Iterator

from plangen.blocks.names import known_names
from plangen.diagnostics import Finding, Place, words
from plangen.model.approval import DECIDED, Approval
from plangen.model.incident import KNOWN_FROM
from plangen.model.values import is_time, parse_date, parse_time, shown
from plangen.pipeline.notices.approving import approval_rules as rules
from plangen.pipeline.notices.readiness import Readiness, dates_of
from plangen.pipeline.notices.rules import BEFORE_INCIDENT


def against_day(
    ready: Readiness, entry: Approval, target: Approval | None, now: datetime.datetime
) -> Iterator[Finding]:
    """Whatever is against the day, and where it is said the time, of an entry; `now` is that of the plan's country."""
    at = Place(file="--date")
    if _moment(entry) > f"{now:%Y-%m-%d %H:%M}":
        said = " ".join(filter(None, (shown(entry.date), entry.time)))
        yield Finding(rule=rules.FUTURE, at=at, values={"date": said, "now": f"{now:%Y-%m-%d %H:%M}"})
    if ready.happened is not None and entry.date < ready.happened:
        values = {"date": shown(entry.date), "incident": shown(ready.happened)}
        yield Finding(rule=BEFORE_INCIDENT, at=at, values=values)
    elif entry.act == DECIDED:
        yield from _before_facts(ready, entry, now.date(), at)
    if target is not None and entry.date < target.date:
        values = {"date": shown(entry.date), "name": target.name, "earlier": shown(target.date)}
        yield Finding(rule=rules.BEFORE_TARGET, at=at, values=values)


def _moment(entry: Approval) -> str:
    """As texts that are in order; without a time the day as a whole."""
    return f"{entry.date.isoformat()} {entry.time or ''}".strip()


def _before_facts(ready: Readiness, entry: Approval, today: datetime.date, at: Place) -> Iterator[Finding]:
    """The latest day that the notice states as past when it is issued, where the entry is from before it."""
    issued = min(dates_of(ready), default=today + datetime.timedelta(days=1))
    past = [(day, name) for day, name in _days(ready) if day < issued] if ready.real else []
    day, name = max(past, default=(datetime.date.min, ""))
    if entry.date < day:
        chinese = {each.english: each.chinese for each in known_names(ready.draft.job.context)}
        values = {"date": shown(entry.date), "fact": words(chinese.get(name, name), name), "day": shown(day)}
        yield Finding(rule=rules.BEFORE_FACT, at=at, values=values)


def _days(ready: Readiness) -> Iterator[tuple[datetime.date, str]]:
    """The days that the notice states, by the names of their facts, but for its own date of issue."""
    incident = ready.case.incident
    for fact in ready.version.facts if ready.version else ():
        name = fact.partition(" ")[0]
        group, _, field = name.partition(".")
        said = getattr(getattr(incident, group, incident), field, None)
        known = getattr(incident.clocks, KNOWN_FROM[name], None) if name in KNOWN_FROM and incident else None
        for value in (said, known) if field != "issued" else ():
            if day := _day(value):
                yield day, name


def _day(value: object) -> datetime.date | None:
    """A value that is a day, or a text that is one with or without a time."""
    if not isinstance(value, str):
        return value if isinstance(value, datetime.date) else None
    try:
        return parse_date(value)
    except ValueError:
        return parse_time(value).date() if is_time(value) else None

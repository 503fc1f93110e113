"""Facts of one incident that contradict each other: no two notices may say different things."""

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from plangen.checks.check import Check, Found
from plangen.checks.claims import Claim, Fact, claims_of, plain, records_at
from plangen.diagnostics import WARNING, Finding, Place, Words, rule, words
from plangen.model.case import AnyCase
from plangen.model.fact_order import ORDERED
from plangen.model.incident import Closing, Extra, FollowUp, Incident
from plangen.model.plan import Plan
from plangen.model.spec import title_of
from plangen.model.values import Moment, is_todo, shown
from plangen.model.walk import Value, values

_LEAK = "# scenarios/leak.yaml\n"
_FAULT = "# scenarios/fault.yaml\n"

DISORDERED = rule(
    "I103",
    WARNING,
    title=("事件的时间前后颠倒", "the times of an incident are out of order"),
    why=(
        "时间颠倒的通知一发出就会被质疑，例如召回结束早于开始、信息截至时间晚于下次通报",
        "people distrust a notice whose times contradict each other",
    ),
    message=(
        "{later}是{is_value}，早于{earlier}{than_value}{where}",
        "{later} is {is_value}, before {earlier} {than_value}{where}",
    ),
    hint=(
        "核对两处时间，改正写错的一处；改正以前不能审批和发布",
        "correct the wrong one; until then nothing is approved or issued",
    ),
    bad=_FAULT + "incident: {recall: {begins: 2026-03-12, ends: 2026-03-01}}\n",
    good=_FAULT + "incident: {recall: {begins: 2026-03-12, ends: 2026-06-01}}\n",
)
DIFFERING = rule(
    "I104",
    WARNING,
    title=("同一事实两处写得不同", "one fact is stated in two ways"),
    why=(
        "人数、数量、批次、热线和原因会写进多份通知，两处不同就会互相矛盾",
        "numbers, batches, hotline and cause go into several notices, which then contradict each other",
    ),
    message=(
        "{field}写的是“{said}”，与{base}“{value}”{where}不同",
        "{field} says '{said}', which differs from {base}, '{value}'{where}",
    ),
    hint=("核对后改成一致；改正以前不能审批和发布", "make both the same; until then nothing is approved or issued"),
    bad=_LEAK + "incident: {impact: 涉及约5000名消费者, leak: {persons: 约3000人}}\n",
    good=_LEAK + "incident: {impact: 涉及约3000名消费者, leak: {persons: 约3000人}}\n",
)
_TIME = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?\s*(?:(\d{1,2})[:时](\d{2})?)?")


class _Time(Struct, frozen=True):
    day: datetime.date
    minutes: int | None  # of the day, where the fact says them


def disordered(plan: Plan) -> Found:
    for incident in _incidents(plan):
        for path, followers in ORDERED:
            for follower in followers:
                for first, second in _pairs(incident, path, follower):
                    early, late = _time(incident, first), _time(incident, second)
                    if early is not None and late is not None and _is_before(late, early):
                        yield _reversed(first, second)


def _pairs(incident: Incident, path: str, follower: str) -> Iterable[tuple[Fact, Fact]]:
    """The facts to be compared; of one list each item with itself."""
    first, second = records_at(incident, path), records_at(incident, follower)
    if path.rpartition(".")[0] == follower.rpartition(".")[0]:
        return zip(first, second, strict=True)
    return itertools.product(first, second)


def _reversed(early: Fact, late: Fact) -> Finding:
    at, other = late.record.at.place(late.key), early.record.at.place(early.key)
    names = {"later": f"“{late.name}”", "earlier": f"“{early.name}”", "where": _where(other, at)}
    said = {"is_value": shown(late.value), "than_value": shown(early.value)}
    return Finding(rule=DISORDERED, at=at, values={**names, **said})


def differing(plan: Plan) -> Found:
    for case in _cases(plan):
        if case.incident is not None:
            yield from _differing(plan, case, case.incident)


def _differing(plan: Plan, case: AnyCase, incident: Incident) -> Found:
    texts = _texts(incident)
    for claim in claims_of(plan, case, incident):
        for text in texts:
            if _is_other(text, claim):
                for said in dict.fromkeys(claim.mention(plain(str(text.value)))):
                    if not claim.agrees(said):
                        yield _differs(text, said, claim.fact, claim.hint)
    yield from _causes(incident)


def _texts(incident: Incident) -> list[Value]:
    """What it says in words of its own; what another notice said may be wrong."""
    said = (each for each in values(incident) if isinstance(each.value, str) and not is_todo(each.value))
    return [each for each in said if not each.field.verbatim]


def day_and_minutes(value: object) -> tuple[datetime.date, int | None] | None:
    """The day that a fact says and the minutes of it, as far as it says them; None where it says no day."""
    read = _read(value, None)
    return (read.day, read.minutes) if read else None


def _incidents(plan: Plan) -> Iterator[Incident]:
    return (case.incident for case in _cases(plan) if case.incident is not None)


def _cases(plan: Plan) -> tuple[AnyCase, ...]:
    """With what each says itself: what a correction takes from its incident is looked at there."""
    return (*plan.played, *plan.incidents)


def _is_other(text: Value, claim: Claim) -> bool:
    """Whether a text may speak of what the claim settles, and is not the claim itself."""
    own = text.record is claim.fact.record and text.field.name == claim.fact.key
    spared = own or text.field.name in claim.spares or (bool(claim.spares) and isinstance(text.record, Extra))
    return not spared and (claim.later or not isinstance(text.record, FollowUp | Closing))


def _differs(text: Value, said: str, fact: Fact, hint: Words | None = None) -> Finding:
    field = f"“{title_of(type(text.record))}.{text.field.title}”"
    where = _where(fact.record.at.place(fact.key), text.place)
    told = {"field": field, "said": said, "base": f"“{fact.name}”", "value": shown(fact.value), "where": where}
    return Finding(rule=DIFFERING, at=text.place, values=told, hint=hint)


def _where(other: Place, at: Place) -> Words:
    """The line of the other place, with its file where that is another."""
    if not other.line:
        return words("", "")
    if other.file == at.file:
        return words(f"（第{other.line}行）", f" (line {other.line})")
    return words(f"（{other.file}第{other.line}行）", f" ({other.file}, line {other.line})")


def _causes(incident: Incident) -> Iterator[Finding]:
    """The cause stands in two places, since the law asks for it in the notice of a leak."""
    leak = incident.leak
    if leak is None or any(not each or is_todo(each) for each in (leak.cause, incident.cause)):
        return
    one, other = (plain(str(each)).rstrip("。") for each in (leak.cause, incident.cause))
    if one != other:
        text = next(each for each in values(leak) if each.field.name == "cause")
        yield _differs(text, str(leak.cause), Fact(incident, "cause"))


def _time(incident: Incident, fact: Fact) -> _Time | None:
    is_day_of_it = fact.record is incident and fact.key == "date"
    return _read(fact.value, incident.time if is_day_of_it and isinstance(incident.time, Moment) else None)


def _read(value: object, moment: Moment | None) -> _Time | None:
    if isinstance(value, datetime.date):
        return _Time(value, moment.minutes if moment is not None else None)
    found = _TIME.search(plain(value)) if isinstance(value, str) else None
    if not found:
        return None
    year, month, day, hour, minute = found.groups()
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return _Time(date, int(hour) * 60 + int(minute or 0) if hour else None)


def _is_before(one: _Time, other: _Time) -> bool:
    """Whether `one` is earlier, as precisely as both say it."""
    if one.day == other.day and one.minutes is not None and other.minutes is not None:
        return one.minutes < other.minutes
    return one.day < other.day


CONTRADICTIONS = frozenset({DISORDERED.code, DIFFERING.code})
"""What no notice of the case may be approved or issued with."""

CHECKS = (
    Check(rule=DISORDERED, run=disordered),
    Check(rule=DIFFERING, run=differing),
)

"""Facts of one incident that contradict each other: no two notices may say different things."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.case import AnyCase
from plangen.model.contact import home_of
from plangen.model.incident import Closing, FollowUp, Incident, Product
from plangen.model.plan import Plan
from plangen.model.spec import Record, fields, title_of
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
    message=("{later}是{is_value}，早于{earlier}{than_value}", "{later} is {is_value}, before {earlier} {than_value}"),
    hint=("核对两处时间，改正写错的一处", "correct the one that is wrong"),
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
        "{field}写的是“{said}”，与{base}“{value}”不同",
        "{field} says '{said}', which differs from {base}, '{value}'",
    ),
    hint=("核对后改成一致", "make both the same"),
    bad=_LEAK + "incident: {impact: 涉及约5000名消费者, leak: {persons: 约3000人}}\n",
    good=_LEAK + "incident: {impact: 涉及约3000名消费者, leak: {persons: 约3000人}}\n",
)
# Each fact with those that may not be earlier, by their paths below the incident.
_ORDER = (
    ("date", ("as_of", "issued", "gathering.as_of")),
    ("as_of", ("next_update", "issued", "follow_up.as_of", "closing.as_of")),
    ("issued", ("next_update", "follow_up.issued", "closing.issued")),
    ("recall.begins", ("recall.ends",)),
    ("gathering.as_of", ("gathering.reply_by",)),
    ("follow_up.as_of", ("follow_up.next_update", "follow_up.issued", "closing.as_of")),
    ("follow_up.issued", ("follow_up.next_update", "closing.issued")),
    ("closing.as_of", ("closing.issued",)),
)
_TIME = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?\s*(?:(\d{1,2}):(\d{2}))?")
_NUMBER = r"(?<!\d)(?<!\d,)\d[\d,]*(?:\.\d+)?[万千]?[余多]?"
_COUNTED = rf"({_NUMBER})\s*([台件个只辆套盒瓶袋包箱部支])"
_PERSONS = re.compile(
    rf"(?P<a>{_NUMBER})\s*[名位个]?(?:受影响的?|到场的?|到访的?)?(?:消费者|用户|客户)"
    rf"|(?:涉及|影响|到场)(?:的?人数)?(?:[为约近达共:]|超过)*\s*(?P<b>{_NUMBER})\s*[名位]?人"
)
_BATCH = re.compile(r"批次(?:[号为是:]|编号)*\s*[“\"]?([A-Za-z0-9][A-Za-z0-9-]{3,})")
_HOTLINE = re.compile(r"热线(?:电话|号码)?[为是:]?\s*(\d[\d-]{4,}\d)")  # those of the authorities are shorter


class _Time(Struct, frozen=True):
    day: datetime.date
    minutes: int | None  # of the day, where the fact says them


class _Fact(Struct, frozen=True):
    record: Record
    key: str

    @property
    def value(self) -> object:
        return getattr(self.record, self.key)

    @property
    def name(self) -> str:
        return f"{title_of(type(self.record))}.{fields(type(self.record))[self.key].title}"


class _Claim(Struct, frozen=True):
    """What a fact settles: how others speak of it, and what they may say."""

    fact: _Fact
    mention: Callable[[str], Iterable[str]]
    agrees: Callable[[str], bool]
    later: bool = False  # also in later bulletins, which give numbers of their own


def disordered(plan: Plan) -> Found:
    for incident in _incidents(plan):
        for path, followers in _ORDER:
            first = _time(incident, path)
            for follower in followers:
                second = _time(incident, follower)
                if first is not None and second is not None and _is_before(second[1], first[1]):
                    (early, _), (late, _) = first, second
                    names = {"later": f"“{late.name}”", "earlier": f"“{early.name}”"}
                    said = {"is_value": shown(late.value), "than_value": shown(early.value)}
                    yield Finding(rule=DISORDERED, at=late.record.at.place(late.key), values={**names, **said})


def differing(plan: Plan) -> Found:
    for case in _cases(plan):
        if case.incident is not None:
            yield from _differing(plan, case, case.incident)


def _differing(plan: Plan, case: AnyCase, incident: Incident) -> Found:
    texts = _texts(incident)
    for claim in (*_claims(incident), *_hotline(plan, case)):
        for text in texts:
            if _is_other(text, claim):
                for other in claim.mention(_plain(str(text.value))):
                    if not claim.agrees(other):
                        yield _differs(text, other, claim.fact)
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


def _is_other(text: Value, claim: _Claim) -> bool:
    """Whether a text may speak of what the claim settles, and is not the claim itself."""
    own = text.record is claim.fact.record and text.field.name == claim.fact.key
    return not own and (claim.later or not isinstance(text.record, FollowUp | Closing))


def _differs(text: Value, said: str, fact: _Fact) -> Finding:
    field = f"“{title_of(type(text.record))}.{text.field.title}”"
    values = {"field": field, "said": said, "base": f"“{fact.name}”", "value": shown(fact.value)}
    return Finding(rule=DIFFERING, at=text.place, values=values)


def _claims(incident: Incident) -> Iterator[_Claim]:
    yield from _persons(incident)
    yield from _products(incident.recall.products if incident.recall else ())


def _hotline(plan: Plan, case: AnyCase) -> Iterator[_Claim]:
    """The case's own hotline, else that of the company."""
    home = home_of(plan, case, "hotline")
    if home is not None and home.hotline and (number := re.sub(r"\D", "", home.hotline)):
        fact = _Fact(home, "hotline")
        yield _Claim(fact, _found(_HOTLINE), lambda said: re.sub(r"\D", "", said) == number, later=True)


def _causes(incident: Incident) -> Iterator[Finding]:
    """The cause stands in two places, since the law asks for it in the notice of a leak."""
    leak = incident.leak
    if leak is None or any(not each or is_todo(each) for each in (leak.cause, incident.cause)):
        return
    one, other = (_plain(str(each)).rstrip("。") for each in (leak.cause, incident.cause))
    if one != other:
        text = next(each for each in values(leak) if each.field.name == "cause")
        yield _differs(text, str(leak.cause), _Fact(incident, "cause"))


def _persons(incident: Incident) -> Iterator[_Claim]:
    owners = [each for each in (incident.leak, incident.gathering) if each is not None and _amount(each.persons)]
    numbers = {_amount(each.persons) for each in owners}
    if owners:
        yield _Claim(_Fact(owners[0], "persons"), _found(_PERSONS), lambda said: _amount(said) in numbers)


def _products(products: tuple[Product, ...]) -> Iterator[_Claim]:
    batches = [each.batch for each in products]
    if all(batch and not is_todo(batch) for batch in batches) and products:
        every = " ".join(map(str, batches))
        yield _Claim(_Fact(products[0], "batch"), _found(_BATCH), lambda said: said in every, later=True)
    yield from _quantities(products)


def _quantities(products: tuple[Product, ...]) -> Iterator[_Claim]:
    """Where all are counted in one unit: each number of it is that of a product, or their sum."""
    counted = [found for each in products if (found := re.search(_COUNTED, _plain(each.quantity or "")))]
    units = {found[2] for found in counted}
    if len(units) != 1 or len(counted) < len(products):
        return
    amounts = [_amount(found[1]) or 0.0 for found in counted]
    allowed = {*amounts, sum(amounts)}
    mention = re.compile(rf"({_NUMBER})\s*{units.pop()}(?![名人位])")
    yield _Claim(_Fact(products[0], "quantity"), _found(mention), lambda said: _amount(said) in allowed)


def _found(pattern: re.Pattern[str]) -> Callable[[str], Iterable[str]]:
    return lambda text: [next(filter(None, each.groups())) for each in pattern.finditer(text)]


def _amount(text: str | None) -> float | None:
    """The first number of a text: 3000 of 约3000人, 12000 of 1.2万台."""
    found = re.search(r"(\d[\d,]*(?:\.\d+)?)([万千]?)", _plain(text or ""))
    return float(found[1].replace(",", "")) * {"万": 10_000, "千": 1_000}.get(found[2], 1) if found else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _time(incident: Incident, path: str) -> tuple[_Fact, _Time] | None:
    record: object = incident
    *groups, key = path.split(".")
    for group in groups:
        record = getattr(record, group, None)
    if not isinstance(record, Record):
        return None
    fact = _Fact(record, key)
    moment = incident.time if path == "date" and isinstance(incident.time, Moment) else None
    read = _read(fact.value, moment)
    return (fact, read) if read is not None else None


def _read(value: object, moment: Moment | None) -> _Time | None:
    if isinstance(value, datetime.date):
        return _Time(value, moment.minutes if moment is not None else None)
    found = _TIME.search(_plain(value)) if isinstance(value, str) else None
    if not found:
        return None
    year, month, day, hour, minute = found.groups()
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return _Time(date, int(hour) * 60 + int(minute) if hour else None)


def _is_before(one: _Time, other: _Time) -> bool:
    """Whether `one` is earlier, as precisely as both say it."""
    if one.day == other.day and one.minutes is not None and other.minutes is not None:
        return one.minutes < other.minutes
    return one.day < other.day


CHECKS = (
    Check(rule=DISORDERED, run=disordered),
    Check(rule=DIFFERING, run=differing),
)

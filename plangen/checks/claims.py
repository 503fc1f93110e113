"""What the facts of an incident settle: how other texts speak of it, and what they may say."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from plangen.diagnostics import Words
from plangen.model.case import AnyCase
from plangen.model.contact import home_of
from plangen.model.fact_order import (
    DATED,
    GOODS,
    LABELLED,
    OF_SEVERAL,
    OTHER_THINGS,
    OWN_CONTACTS,
    PARTS,
    TOTALS,
)
from plangen.model.incident import Extra, Incident, Product
from plangen.model.plan import Plan
from plangen.model.spec import Record, fields, title_of
from plangen.model.values import is_todo, parse_date
from plangen.model.walk import Value, values

_NUMBER = r"(?<!\d)(?<!\d,)\d[\d,]*(?:\.\d+)?[万千]?[余多]?"
_UNIT = r"[\u4e00-\u9fff]"
_DAY = r"\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?"
_NEAR = 4  # characters in which a word that follows makes another thing of one
_CLAUSES = re.compile(r",(?!\d)|[;。、!?\n()（）]")
_HOTLINE = re.compile(r"热线(?:电话|号码)?[为是:]?\s*(\d[\d-]{4,}\d)")  # those of the authorities are shorter
_PHONE = re.compile(
    r"(?<![\dA-Za-z.-])([48]00(?:[- ]?\d{3}[- ]?\d{4}|[- ]?\d{4}[- ]?\d{3})|0\d{2,3}[- ]?\d{7,8}"
    r"|1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![\dA-Za-z-])"
)
_ASIDE = Words(
    "是同一条热线的，改成一致；确实是另一个电话的，先写进 communication.yaml 或者 organisation.yaml",
    "make both the same; a telephone of its own is first written into communication.yaml or organisation.yaml",
)


class Fact(Struct, frozen=True):
    """A fact by the record that holds it."""

    record: Record
    key: str

    @property
    def value(self) -> object:
        """What it says."""
        return getattr(self.record, self.key)

    @property
    def name(self) -> str:
        """What people call it: 召回.开始日期."""
        return f"{title_of(type(self.record))}.{fields(type(self.record))[self.key].title}"


class Claim(Struct, frozen=True):
    """What a fact settles."""

    fact: Fact
    mention: Callable[[str], Iterable[str]]  # what a text says of it
    agrees: Callable[[str], bool]
    later: bool = False  # also in later bulletins, which give numbers of their own
    spares: frozenset[str] = frozenset()  # keys of facts that may say another
    hint: Words | None = None


def claims_of(plan: Plan, case: AnyCase, incident: Incident) -> Iterator[Claim]:
    """Every claim of a case."""
    products = incident.recall.products if incident.recall else ()
    yield from _persons(plan, incident)
    yield from _quantities(products)
    yield from _counted_extras(incident)
    yield from _labelled(incident)
    yield from _dated(incident)
    yield from _hotline(plan, case)


def plain(text: str) -> str:
    """The text with digits and signs in one form."""
    return unicodedata.normalize("NFKC", text)


def records_at(incident: Incident, path: str) -> list[Fact]:
    """The facts at a path below the incident; of a list one for each item."""
    *groups, key = path.replace("[]", "").split(".")
    records: list[Record] = [incident]
    for group in groups:
        below = (getattr(each, group, None) for each in records)
        records = [item for each in below for item in (each if isinstance(each, tuple) else (each,)) if item]
    return [Fact(each, key) for each in records]


def _persons(plan: Plan, incident: Incident) -> Iterator[Claim]:
    nouns = "|".join(dict.fromkeys(("消费者", "用户", "客户", plan.terms.consumers)))
    said = re.compile(
        rf"(?P<a>{_NUMBER})\s*[名位个]?(?:受影响的?|到场的?|到访的?)?(?:{nouns})"
        rf"|(?:涉及|影响|到场)(?:的?人数)?(?:[为约近达共:]|超过)*\s*(?P<b>{_NUMBER})\s*[名位]?人"
    )
    owners = [each for each in (incident.leak, incident.gathering) if each is not None and _amount(each.persons)]
    numbers = {_amount(each.persons) for each in owners}
    if owners:
        yield Claim(Fact(owners[0], "persons"), _found(said), lambda said: _amount(said) in numbers)


def _quantities(products: tuple[Product, ...]) -> Iterator[Claim]:
    """Where all are counted in one unit: each number of all is that of a product, or their sum."""
    said = [plain(each.quantity or "") for each in products]
    unit = _unit_of_all(said)
    if unit is None:
        return
    every = [number for each in said for number in re.findall(rf"({_NUMBER})\s*{unit}", each)]
    allowed = {*map(_amount, every), sum(_amount(each) or 0.0 for each in said)}
    called = tuple(_called(products))
    fact = Fact(products[0], "quantity")
    yield Claim(fact, lambda text: _numbers_of(text, unit, called), lambda said: _amount(said) in allowed)


def _unit_of_all(said: Sequence[str]) -> str | None:
    """The unit in which every quantity is counted."""
    found = [re.search(rf"{_NUMBER}\s*({_UNIT})", each) for each in said]
    units = {each[1] if each is not None else None for each in found}
    return units.pop() if len(units) == 1 else None


def _called(products: tuple[Product, ...]) -> Iterator[str]:
    """What products are called: 电热毯 and 热毯 for a 双人电热毯."""
    yield from GOODS
    for name in (each.name or "" for each in products):
        yield from dict.fromkeys((name, name[-3:], name[-2:])) if name and not is_todo(name) else ()


def _counted_extras(incident: Incident) -> Iterator[Claim]:
    """A number that the plan asks for itself, where no other of its facts is counted in this unit."""
    counted: dict[str, list[tuple[Extra, str]]] = {}
    for each in incident.extra:
        found = re.fullmatch(rf"约?({_NUMBER})\s*({_UNIT})(?:左右)?", plain(each.text or "").strip())
        if found:
            counted.setdefault(found[2], []).append((each, found[1]))
    for unit, facts in counted.items():
        if len(facts) == 1:
            extra, number = facts[0]
            yield Claim(Fact(extra, "text"), _totals(unit), _is_amount(number))


def _totals(unit: str) -> Callable[[str], list[str]]:
    """The numbers in a unit that are of all."""
    pattern = re.compile(rf"(?:{'|'.join(TOTALS)})(?:[为约近达共:了到]|超过)*\s*({_NUMBER})\s*{unit}(?![名人位])")
    return lambda text: [found for clause in _CLAUSES.split(text) for found in pattern.findall(clause)]


def _numbers_of(text: str, unit: str, called: Sequence[str]) -> list[str]:
    """The numbers in a unit that a text says of all products, whatever else it counts in the same unit."""
    pattern = re.compile(rf"({_NUMBER})\s*{unit}(?![名人位])")
    return [
        found[1]
        for clause in _CLAUSES.split(text)
        for found in pattern.finditer(clause)
        if not any(part in clause for part in PARTS)
        and _is_of(clause[: found.start()], clause[found.end() :], called, unit)
    ]


def _is_of(before: str, after: str, called: Sequence[str], unit: str) -> bool:
    """Whether the number between is of what is called so: by the word behind it, else by the last one before it."""
    behind = re.sub(r"^(?:的|左右|以上|以下)+", "", after)
    own_name = next((name for name in called if behind.startswith(name)), None)
    if own_name is not None:  # but 产品事故报告 are reports
        return not any(name in behind[len(own_name) : len(own_name) + _NEAR] for name in OTHER_THINGS)
    if behind.startswith(OTHER_THINGS):
        return False
    own = max((before.rfind(name) for name in called), default=-1)
    other = max(before.rfind(name) for name in OTHER_THINGS)
    return own > other if max(own, other) >= 0 else unit not in OF_SEVERAL


def _labelled(incident: Incident) -> Iterator[Claim]:
    """What stands in texts behind the name of a fact, the number of a batch behind 批次."""
    for path, label in LABELLED.items():
        facts = records_at(incident, path)
        said = [str(each.value) for each in facts if each.value and not is_todo(each.value)]
        if facts and len(said) == len(facts):
            every = plain(" ".join(said))
            mention = _found(re.compile(label))
            yield Claim(facts[0], mention, _stands_in(every), later=True)


def _dated(incident: Incident) -> Iterator[Claim]:
    """The days that texts name of a fact."""
    for path, pattern in DATED.items():
        for fact in records_at(incident, path):
            if isinstance(fact.value, datetime.date):
                mention = _found(re.compile(pattern.replace("{day}", _DAY)))
                yield Claim(fact, mention, _is_on(fact.value), later=True)


def _is_on(day: datetime.date) -> Callable[[str], bool]:
    def agrees(said: str) -> bool:
        try:
            return parse_date(said) == day
        except ValueError:  # no day of the calendar, which is another mistake
            return True

    return agrees


def _stands_in(every: str) -> Callable[[str], bool]:
    return lambda said: said.rstrip("/") in every


def _is_amount(number: str) -> Callable[[str], bool]:
    return lambda said: _amount(said) == _amount(number)


def _hotline(plan: Plan, case: AnyCase) -> Iterator[Claim]:
    """The case's own hotline, else that of the company, against telephones that nobody knows."""
    home = home_of(plan, case, "hotline")
    if home is None or not home.hotline or is_todo(home.hotline) or not (number := _digits(home.hotline)):
        return
    fact = Fact(home, "hotline")
    hotline = _found(_HOTLINE)
    yield Claim(fact, hotline, lambda said: _digits(said) == number, later=True, hint=_ASIDE)
    known = {number, *_known(plan, case)}

    def others(text: str) -> list[str]:
        return [each for each in _PHONE.findall(text) if each not in hotline(text)]

    yield Claim(fact, others, lambda said: _digits(said) in known, later=True, spares=OWN_CONTACTS, hint=_ASIDE)


def _known(plan: Plan, case: AnyCase) -> Iterator[str]:
    """The telephones of those whom the plan names, and of the contacts that the case names itself."""
    own = [each for each in _texts(case) if each.field.name in OWN_CONTACTS or isinstance(each.record, Extra)]
    for each in (*_texts(plan.organisation), *_texts(plan.communication), *own):
        yield from map(_digits, _PHONE.findall(plain(str(each.value))))


def _texts(record: Record) -> list[Value]:
    return [each for each in values(record) if isinstance(each.value, str)]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _found(pattern: re.Pattern[str]) -> Callable[[str], list[str]]:
    return lambda text: [next(filter(None, each.groups())) for each in pattern.finditer(text)]


def _amount(text: str | None) -> float | None:
    """The first number of a text: 3000 of 约3000人, 12000 of 1.2万台."""
    found = re.search(r"(\d[\d,]*(?:\.\d+)?)([万千]?)", plain(text or ""))
    return float(found[1].replace(",", "")) * {"万": 10_000, "千": 1_000}.get(found[2], 1) if found else None

"""People by their names: in one scene at a time, and with one telephone number."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations

from msgspec import Struct

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import clock
from plangen.diagnostics import WARNING, Finding, Place, rule
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.script import CONTROLLING, EVALUATING, DrillStaff
from plangen.model.values import Moment

_STAFF = (
    "# script.yaml\nstaff:\n  - {{id: controller, kind: 导调, title: 总导调, name: 周七{}}}\n"
    "  - {{id: actor, kind: 模拟, title: 模拟员, name: {}}}\n"
    "  - {{id: observer, kind: 评估, title: 评估员, name: 郑九, watches: [service], objectives: [quick]}}\n"
)
_SCENES = (
    "# script.yaml\nstaff:\n  - {{id: controller, kind: 导调, title: 导调员一, name: 周七, scenarios: [leak]}}\n"
    "  - {{id: actor, kind: 导调, title: 导调员二, name: {}, scenarios: [fault]}}\n"
    "  - {{id: observer, kind: 评估, title: 评估员, name: 郑九, watches: [service], objectives: [quick]}}\n"
)
IN_TWO_SCENES = rule(
    "M309",
    WARNING,
    title=("一人同时负责两个场景", "one person in two scenes at one time"),
    why=(
        "两个场景同时进行，一个人不能同时在两处导调或者观察",
        "the scenes run at the same time, and nobody can be in two places",
    ),
    message=(
        "{person}既是“{other}”，又是“{staff}”，两处的场景在{start}至{end}同时进行",
        "{person} is '{other}' and '{staff}', whose scenes both run from {start} to {end}",
    ),
    hint=(
        "为其中一个场景另定人员；只是同名的，在姓名后加以区分",
        "find somebody else for one of the scenes; two people of one name are told apart by an addition to it",
    ),
    bad=_SCENES.format("周七"),
    good=_SCENES.format("吴八"),
)
TWO_AT_ONCE = rule(
    "M310",
    WARNING,
    title=("一人同时投放两个场景的导调事件", "one person with injects in two scenes at one moment"),
    why=("同一时刻只能投放一条，另一条会迟", "only one of them can be delivered at that moment, the other one is late"),
    message=(
        "{person}在{time}既投放“{other}”（{other_id}），又投放“{inject}”（{inject_id}），两者属于不同的场景",
        "{person} delivers '{other}' ({other_id}) and '{inject}' ({inject_id}) of different scenes at {time}",
    ),
    hint=(
        "错开两条导调事件的 time，或者换由另一人投放；只是同名的，在姓名后加以区分",
        "move one of them, or let somebody else deliver it; two people of one name are told apart by an addition to it",
    ),
    bad=_STAFF.format("", "周七"),
    good=_STAFF.format("", "吴八"),
)
TWO_NUMBERS = rule(
    "O111",
    WARNING,
    title=("同一个人有两个电话号码", "one name with two telephone numbers"),
    why=(
        "通讯录里同一个人有两个号码，紧急时不知道打哪一个",
        "the directory gives two numbers for one person, and nobody knows which one answers",
    ),
    message=(
        "{person}的电话在这里是{phone}，在“{other}”处是{other_phone}",
        "the number of {person} is {phone} here and {other_phone} at '{other}'",
    ),
    hint=(
        "核对后写成一个号码；只是同名的，在姓名后加以区分",
        "find out which one is right; two people of one name are told apart by an addition to it",
    ),
    bad=_STAFF.format(", phone: '13800000001'", "周七, phone: '13800000002'"),
    good=_STAFF.format(", phone: '13800000001'", "吴八, phone: '13800000002'"),
)


_Spans = Mapping[str, tuple[Moment, Moment]]


class _Listed(Struct, frozen=True, kw_only=True):
    """One place where somebody's number stands."""

    person: str
    title: str
    phone: str
    at: Place


def in_two_scenes(plan: Plan) -> Found:
    spans: _Spans = {scenario.id: span for scenario in plan.played if (span := _span(plan, scenario))}
    present = [each for each in plan.script.staff if each.kind in {CONTROLLING, EVALUATING} and _known(each.name)]
    for other, staff in combinations(present, 2):
        if other.name != staff.name or set(other.scenarios) & set(staff.scenarios):
            continue
        if shared := _shared(spans, other, staff):
            start, end = shared
            values = {"person": staff.name, "other": other.title, "staff": staff.title}
            times = {"start": clock(start), "end": clock(end)}
            yield Finding(rule=IN_TWO_SCENES, at=staff.where("name"), values={**values, **times})


def _span(plan: Plan, scenario: Scenario) -> tuple[Moment, Moment] | None:
    """From the first inject of a scene to its last."""
    times = [time for _, time in _timed(plan, scenario)]
    return (min(times), max(times)) if times else None


def _shared(spans: _Spans, other: DrillStaff, staff: DrillStaff) -> tuple[Moment, Moment] | None:
    """When a scene of the one and a scene of the other both run; of several the first."""
    pairs = ((spans[one], spans[two]) for one in other.scenarios for two in staff.scenarios if {one, two} <= {*spans})
    both = ((max(one[0], two[0]), min(one[1], two[1])) for one, two in pairs)
    return min(((start, end) for start, end in both if start <= end), default=None)


def two_at_once(plan: Plan) -> Found:
    first: dict[tuple[str, Moment], tuple[str, Inject]] = {}
    for scenario in plan.played:
        for inject, time in _timed(plan, scenario):
            staff = plan.staff.get(inject.by or "")
            if staff is None or not _known(staff.name):
                continue
            home, other = first.setdefault((str(staff.name), time), (scenario.id, inject))
            if home != scenario.id:
                values = {"person": staff.name, "time": clock(time), "other": other.title, "inject": inject.title}
                serials = {"other_id": other.serial, "inject_id": inject.serial}
                yield Finding(rule=TWO_AT_ONCE, at=inject.where("by"), values={**values, **serials})


def _timed(plan: Plan, scenario: Scenario) -> Iterator[tuple[Inject, Moment]]:
    """The injects that come in any case, each with its time."""
    for inject in plan.events(scenario.id):
        if inject.time is not None and inject.kind != CONTINGENCY:
            yield inject, inject.time


def two_numbers(plan: Plan) -> Found:
    first: dict[str, _Listed] = {}
    for entry in _entries(plan):
        other = first.setdefault(entry.person, entry)
        ours, theirs = _numbers(entry.phone), _numbers(other.phone)
        if not (ours <= theirs or theirs <= ours):
            values = {"person": entry.person, "phone": entry.phone, "other": other.title, "other_phone": other.phone}
            yield Finding(rule=TWO_NUMBERS, at=entry.at, values=values)


def _entries(plan: Plan) -> Iterator[_Listed]:
    for post in plan.organisation.posts:
        if _known(post.holder) and _known(post.phone):
            yield _Listed(person=str(post.holder), title=post.title, phone=str(post.phone), at=post.where("phone"))
    for staff in plan.script.staff:
        if _known(staff.name) and _known(staff.phone):
            yield _Listed(person=str(staff.name), title=staff.title, phone=str(staff.phone), at=staff.where("phone"))


def _known(text: str | None) -> bool:
    return text is not None and "【待填写" not in text


def _numbers(phone: str) -> frozenset[str]:
    """The numbers of an entry by their digits: several may stand in one, 86 in front is the country."""
    parts = re.split(r"[/、,;]|或", unicodedata.normalize("NFKC", phone))
    return frozenset(
        re.sub(r"^(?:00)?86(?=\d{10})", "", digits) for part in parts if (digits := re.sub(r"\D", "", part))
    )


CHECKS = (
    Check(rule=IN_TWO_SCENES, run=in_two_scenes, needs=(resolved("scenario"), distinct("staff"))),
    Check(rule=TWO_AT_ONCE, run=two_at_once, needs=(resolved("scenario"), distinct("staff", "inject"))),
    Check(rule=TWO_NUMBERS, run=two_numbers),
)

"""Several venues: every department at one of them, and whoever plays before people at one of them at a time."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import clock, length
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.presence import places_of
from plangen.model.values import Duration, Moment, is_todo

ON_THE_WAY = Duration(30)
"""Who delivers something at another place later than this has had time to go there."""

_BEFORE_PEOPLE = frozenset({"口头", "书面", "大屏幕", "现场扮演", "观察"})
"""The ways of an inject for which somebody has to be where it is delivered."""

_SITES = (
    "# drill.yaml\nvenues:\n  - {id: east, title: 城东支行, departments: [service]}\n"
    "  - {id: west, title: 城西支行, departments: [quality]}\n"
)
_TWO = (
    "# injects/fault.yaml\ninjects:\n"
    "  - {{id: f-1, title: 吵闹, time: 9:00, way: 现场扮演, by: actor, to: [service], place: east, content: 吵闹}}\n"
    "  - {{id: f-2, title: 聚集, time: {}, way: 现场扮演, by: actor, to: [quality], place: west, content: 聚集}}\n"
)
_ONE = (
    "# injects/fault.yaml\ninjects:\n"
    "  - {{id: f-1, title: 吵闹, time: 9:00, way: 现场扮演, by: actor, to: [{}], place: east, content: 吵闹}}\n"
)
IN_TWO_VENUES = rule(
    "D114",
    WARNING,
    title=("一个部门写在两个分会场", "a department at two venues"),
    why=("部门只在一处签到和参演", "a department signs in and plays at one place"),
    message=(
        "{department}既在“{other}”，又在“{site}”",
        "{department} is at '{other}' and at '{site}'",
    ),
    hint=("只留一处", "keep it at one of them"),
    bad="# drill.yaml\nvenues:\n  - {id: east, title: 城东支行, departments: [service]}\n"
    "  - {id: west, title: 城西支行, departments: [service, quality]}\n",
    good=_SITES,
)
IN_TWO_PLACES = rule(
    "M311",
    WARNING,
    title=("一人来不及到另一地点投放", "one person at two places at one time"),
    why=("一个人不能同时在两处，赶不到的一条会迟或者漏投", "nobody is in two places; one inject is late or left out"),
    message=(
        "{person}{before}在{other_place}投放{other_id}，{time}又在{place}投放{inject_id}“{inject}”，相隔不到{apart}",
        "{person} delivers {other_id} at {other_place} ({before}) and within {apart} '{inject}' at {place} ({time})",
    ),
    hint=(
        "换由在该地点的人投放，或者错开时间",
        "let somebody at that place deliver one of them, or move it",
    ),
    bad=_SITES + _TWO.format("9:05"),
    good=_SITES + _TWO.format("9:40"),
)
ELSEWHERE = rule(
    "M312",
    WARNING,
    title=("投放人不在投放地点", "an inject delivered by somebody who is elsewhere"),
    why=("当面投放的事件，投放人要在现场", "what is played before people needs the one who plays it there"),
    message=(
        "导调事件“{inject}”在{place}投放，而投放人“{staff}”在{home}",
        "the inject '{inject}' is delivered at {place}, but '{staff}' is at {home}",
    ),
    hint=(
        "换投放人，或者更正 place；投放人不固定在一处的，不写 place",
        "choose somebody else or correct 'place'; whoever moves about has no 'place'",
    ),
    bad=_SITES + _ONE.format("service") + "# script.yaml\nstaff:\n  - {id: controller, kind: 导调, title: 总导调}\n"
    "  - {id: actor, kind: 模拟, title: 模拟员, place: west}\n"
    "  - {id: observer, kind: 评估, title: 评估员, watches: [service, quality], objectives: [quick]}\n",
    good=_SITES + _ONE.format("service"),
)
NOBODY_THERE = rule(
    "M116",
    WARNING,
    title=("接收方不在投放地点", "an inject where none of its receivers is"),
    why=("当面投放的事件，接收方不在现场就无人处置", "what is played before people reaches only those who are there"),
    message=(
        "导调事件“{inject}”在{place}投放，而接收方{receivers}在{home}参演",
        "the inject '{inject}' is delivered at {place}, but {receivers} takes part at {home}",
    ),
    hint=(
        "更正 place 或 to，或者在 drill.yaml 的 venues 中写明部门在哪里",
        "correct 'place' or 'to', or the departments of the venues in drill.yaml",
    ),
    bad=_SITES + _ONE.format("quality"),
    good=_SITES + _ONE.format("service"),
)


def in_two_venues(plan: Plan) -> Found:
    first: dict[tuple[str, str], str] = {}
    for site in plan.drill.venues:
        for field, kind, keys in (
            ("departments", "department", site.departments),
            ("branches", "branch", site.branches),
        ):
            for index, key in enumerate(keys):
                other = first.setdefault((kind, key), site.title)
                if other != site.title:
                    values = {"department": plan.title(kind, key), "other": other, "site": site.title}
                    yield Finding(rule=IN_TWO_VENUES, at=site.where(field, index), values=values)


def in_two_places(plan: Plan) -> Found:
    """What one delivers in two scenarios at one moment is another rule's business."""
    for person, injects in _by_person(plan):
        for (before, home, other), (time, scenario, inject) in pairwise(injects):
            is_said = time == before and home != scenario
            if inject.place != other.place and before.until(time) < ON_THE_WAY and not is_said:
                values = {
                    "person": person,
                    "before": clock(before),
                    "other_id": other.serial,
                    "other_place": plan.title("place", str(other.place)),
                    "time": clock(time),
                    "inject": inject.title,
                    "inject_id": inject.serial,
                    "place": plan.title("place", str(inject.place)),
                    "apart": length(ON_THE_WAY),
                }
                yield Finding(rule=IN_TWO_PLACES, at=inject.where("place"), values=values)


_Played = tuple[Moment, str, Inject]  # when, in which scenario, what


def _by_person(plan: Plan) -> Iterator[tuple[str, Sequence[_Played]]]:
    """What each person delivers before people at a place, by time."""
    found: list[tuple[str, Moment, int, str, Inject]] = []
    for scenario in plan.played:
        for inject in _before_people(plan, scenario.id):
            staff = plan.staff.get(inject.by or "")
            if staff is not None and inject.time is not None:
                person = staff.title if staff.name is None or is_todo(staff.name) else staff.name
                found.append((person, inject.time, len(found), scenario.id, inject))
    found.sort(key=lambda each: each[:3])
    for person, group in groupby(found, key=lambda each: each[0]):
        yield person, [(time, scenario, inject) for _, time, _, scenario, inject in group]


def _before_people(plan: Plan, scenario: str) -> Iterator[Inject]:
    return (
        each for each in plan.events(scenario) if each.place and each.way in _BEFORE_PEOPLE and each.kind != CONTINGENCY
    )


def elsewhere(plan: Plan) -> Found:
    for scenario in plan.played:
        for inject in _before_people(plan, scenario.id):
            staff = plan.staff.get(inject.by or "")
            if staff is not None and staff.place and staff.place != inject.place:
                values = {
                    "inject": inject.title,
                    "place": plan.title("place", str(inject.place)),
                    "staff": staff.title,
                    "home": plan.title("place", staff.place),
                }
                yield Finding(rule=ELSEWHERE, at=inject.where("by"), values=values)


def nobody_there(plan: Plan) -> Found:
    for scenario in plan.played:
        for inject in _before_people(plan, scenario.id):
            homes = {key: places_of(plan, key) for key in inject.to}
            places = tuple(chain(*homes.values()))
            if not homes or not all(homes.values()) or inject.place in places:
                continue  # of all departments, outsiders and those who lead nobody knows where they are
            values = {
                "inject": inject.title,
                "place": plan.title("place", str(inject.place)),
                "receivers": [plan.party(key) for key in homes],
                "home": [plan.title("place", str(each)) for each in dict.fromkeys(places)],
            }
            yield Finding(rule=NOBODY_THERE, at=inject.where("place"), values=values)


CHECKS = (
    Check(rule=IN_TWO_VENUES, run=in_two_venues),
    Check(rule=IN_TWO_PLACES, run=in_two_places, needs=(resolved("place"), distinct("staff", "inject"))),
    Check(rule=ELSEWHERE, run=elsewhere, needs=(resolved("place"), distinct("staff", "inject"))),
    Check(rule=NOBODY_THERE, run=nobody_there, needs=(resolved("place", "department"),)),
)

"""Facts of notices that nobody can know yet, or that are over by then: held against the script and their own time."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct

from plangen.checks.check import Check, Found
from plangen.checks.contradictions import day_and_minutes
from plangen.checks.contrary_duties import said
from plangen.checks.needs import distinct, resolved
from plangen.diagnostics import WARNING, Finding, Place, rule
from plangen.model.incident import Incident
from plangen.model.injects import CONTINGENCY, EXPECTED, Inject
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.spec import Record, title_of
from plangen.model.values import Moment, is_todo
from plangen.model.walk import Value, values

_FACTS = "# scenarios/leak.yaml\nincident: {gathering: {as_of: 2026年3月10日"
_DEMAND = (
    "# injects/leak.yaml\nscenario: leak\ninjects:\n"
    "  - {id: l-1, title: 提出诉求, scenario_time: 9:40, time: 9:40, way: 电话, by: controller, to: [service],"
    " content: 要求赔偿因产品问题造成的全部损失, expected: [{who: service, action: 登记}], objectives: [quick]}\n"
)
TOO_EARLY = rule(
    "M315",
    WARNING,
    title=("通知写了当时还不知道的事", "a notice that knows what nobody knows yet"),
    why=(
        "通知的信息截至时间早于脚本投放这一情况的时间，当天照着写就露出了后面的情节",
        "the facts of the notice end before the script brings what they say, and so the notice gives the script away",
    ),
    message=(
        "“{group}”的信息截至时间是{as_of}，而“{text}”要到{time}才由{inject}投放（{other}）",
        "the facts of '{group}' end at {as_of}, while '{text}' comes with {inject} at {time} only ({other})",
    ),
    hint=(
        "把 as_of 改到投放以后，或者删去当时还不知道的内容",
        "move as_of behind the inject, or leave out what is not known by then",
    ),
    bad=_FACTS + "9:30, demands: [赔偿因产品问题造成的全部损失]}}\n" + _DEMAND,
    good=_FACTS + "9:50, demands: [赔偿因产品问题造成的全部损失]}}\n" + _DEMAND,
)
OVER = rule(
    "M316",
    WARNING,
    title=("通知里的期限已经过去", "a deadline in a notice that is over"),
    why=(
        "通知发出时期限已过，收到的人无法照办",
        "when the notice goes out the deadline is over, and nobody can keep it",
    ),
    message=(
        "“{text}”要求在{time}前，而信息截至时间是{as_of}（{other}）",
        "'{text}' asks for something before {time}, while the facts end at {as_of} ({other})",
    ),
    hint=("改期限，或者改成已经完成的情况", "change the deadline, or say what has been done"),
    bad=_FACTS + "9:50, representatives: 请于9:30前推选代表}}\n",
    good=_FACTS + "9:50, representatives: 请于10:30前推选代表}}\n",
)

_SAME = 10  # characters that a fact and an inject have in common where they speak of one thing
_BEFORE = re.compile(r"(?<![\d:日])(\d{1,2}):(\d{2})(?:以|之)?前")
_MARKS = re.compile(r"[^\w]")


class _Group(Struct, frozen=True, kw_only=True):
    """Facts of one time."""

    record: Record
    minutes: int  # of the first day of the drill
    shown: str
    place: Place


def too_early(plan: Plan) -> Found:
    for scenario in plan.played:
        revealed = _revealed(plan, scenario)
        for group in _groups(plan, scenario.incident):
            for value in _texts(group.record):
                inject = _first(revealed, str(value.value))
                if inject is not None and inject.time is not None and inject.time.minutes > group.minutes:
                    told = {"text": value.value, "time": str(inject.time), "inject": inject.serial}
                    yield Finding(
                        rule=TOO_EARLY,
                        at=group.place,
                        values={
                            **told,
                            "group": title_of(type(group.record)),
                            "as_of": group.shown,
                            "other": said(inject.where("content")),
                        },
                    )
                    break  # one of them shows it


def over(plan: Plan) -> Found:
    for scenario in plan.played:
        for group in _groups(plan, scenario.incident):
            for value in _texts(group.record):
                for found in _BEFORE.finditer(unicodedata.normalize("NFKC", str(value.value))):
                    if int(found[1]) * 60 + int(found[2]) < group.minutes:
                        values = {"text": value.value, "time": f"{found[1]}:{found[2]}", "as_of": group.shown}
                        yield Finding(rule=OVER, at=value.place, values={**values, "other": said(group.place)})


def _groups(plan: Plan, incident: Incident | None) -> Iterator[_Group]:
    """The facts of the drill's first day, by when they end; those of later days are of later bulletins."""
    for record in (incident, incident.gathering) if incident else ():
        read = day_and_minutes(record.as_of) if record else None
        if record and read and read[0] == plan.date and read[1] is not None:
            shown = str(Moment(read[1]))
            yield _Group(record=record, minutes=read[1], shown=shown, place=record.where("as_of"))


def _texts(record: Record) -> Iterator[Value]:
    """The texts of the record itself, without those of records below it and without its times."""
    for value in values(record):
        is_own = value.record is record and value.field.name not in {"as_of", "next_update"}
        if is_own and value.field.kind is str and isinstance(value.value, str) and not is_todo(value.value):
            yield value


def _revealed(plan: Plan, scenario: Scenario) -> Mapping[str, Inject]:
    """By each run of characters that injects say, the first that says it; expected actions reveal nothing."""
    timed = (
        each for each in plan.events(scenario.id) if each.time is not None and each.kind not in {CONTINGENCY, EXPECTED}
    )
    found: dict[str, Inject] = {}
    for inject in sorted(timed, key=lambda each: each.time or Moment(0)):
        for run in _runs(inject.content):
            found.setdefault(run, inject)
    return found


def _first(revealed: Mapping[str, Inject], text: str) -> Inject | None:
    """The inject that reveals what a text says; None where none does, or where it was known before."""
    found = [revealed[run] for run in _runs(text) if run in revealed]
    return min(found, key=lambda each: each.time or Moment(0), default=None)


def _runs(text: str) -> Iterator[str]:
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    return (bare[at : at + _SAME] for at in range(len(bare) - _SAME + 1))


_NEEDS = (distinct("inject"), resolved("scenario"))
CHECKS = (
    Check(rule=TOO_EARLY, run=too_early, needs=_NEEDS),
    Check(rule=OVER, run=over, needs=_NEEDS),
)

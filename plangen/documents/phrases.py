"""Shared wording of the documents: sentences, enumerations, times and limits in formal Chinese.

Texts of the source come with or without a final stop, single or many, filled in or not; here they become clauses,
sentences and lists that read as one hand wrote them.
"""

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from plangen.blocks.numbering import chinese_number
from plangen.language.sentences import clause, listed, quoted
from plangen.model.communication import Route
from plangen.model.drill import Hours
from plangen.model.plan import Plan, once
from plangen.model.presence import sessions_of, sites
from plangen.model.resources import Item
from plangen.model.scenario import Scenario
from plangen.model.schedule import Told, Window
from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE, Phase, Since, Step
from plangen.model.values import Duration, Moment, is_todo, shown

BREAK = "休息"
"""Stands for the time between two sessions of the drill."""

NONE = "—"
"""Stands in a table cell where there is nothing to say."""

_UNSAID = "有关情况出现"  # what a limit counts from where the plan does not say what players see of it
_AT = re.compile("(?<![随当同及届临小定实按平即有])时$")  # 发现时, not 随时
_MEANWHILE = re.compile("(?:时|(?<!集)中|内|期间|立即)$")  # 沟通过程中随时, 处置期间

_UNDATED = datetime.date(2000, 1, 1)  # a file needs some date; a plan without any has none to give


def amount(quantity: int | str, unit: str) -> str:
    """3部; a quantity still to be filled in stands alone."""
    return f"{quantity}{unit}" if isinstance(quantity, int) else quantity


def stock(item: Item) -> str:
    """How many there are and how they are got: 3部, 2台（租用）, 租用 where there is none in stock."""
    if item.is_got:
        return clause(item.source or "")
    return amount(item.quantity, item.unit) + from_where(item)


def from_where(item: Item) -> str:
    """（租用）, nothing for what is in stock."""
    return f"（{clause(item.source)}）" if item.source else ""


def people(names: str | None) -> tuple[str, ...]:
    """The people that a field names, one by one; nobody while it is to be filled in."""
    if names is None or is_todo(names):
        return ()
    return tuple(name for each in re.split("[、，,；;]", names) if (name := each.strip()))


def period(start: Moment, end: Moment) -> str:
    """9:00—9:10, 22:00—次日1:00, 次日9:00—10:00."""
    return f"{start}—{end.clock if start.day == end.day else end}"


def day_shown(plan: Plan, moment: Moment) -> str:
    """The date of a moment, as far as the date of the drill is known: 2024年12月11日 or 第2天."""
    if plan.date is None:
        return shown(plan.drill.date) if moment.day == 1 else f"第{moment.day}天"
    return shown(plan.date + datetime.timedelta(days=moment.day - 1))


def drill_time(plan: Plan, shift: Collection[str] = ()) -> str:
    """When the drill takes place: 2024年12月10日9:00至17:00, or to a later day; of several sessions each.

    For somebody with a shift only the sessions of that.
    """
    times: Sequence[Hours] = sessions_of(plan, shift) or plan.drill.times
    spans = [span(plan, each.start, each.end) for each in times]
    for at, (before, each) in enumerate(pairwise(times), start=1):
        if before.start.day == before.end.day == each.start.day:  # the date stands before the one before
            spans[at] = spans[at].removeprefix(day_shown(plan, each.start))
    return listed(spans) if len(spans) > 1 else "".join(spans)


def span(plan: Plan, start: Moment, end: Moment) -> str:
    """2024年12月10日9:00至17:00, or to a later day."""
    later = end.clock if start.day == end.day else f"{day_shown(plan, end)}{end.clock}"
    return f"{day_shown(plan, start)}{start.clock}至{later}"


def place_named(plan: Plan, key: str | None) -> str:
    """The title of a place of the drill; nothing where no place is meant, or where the drill has only one."""
    return plan.title("place", key) if key and plan.drill.venues else ""


def site_named(plan: Plan, key: str) -> str:
    """A place of the drill with its address, as far as that is known: 城东支行（人民路1号）."""
    site = sites(plan).get(key)
    if site is None:
        return clause(plan.drill.venue.title)
    return clause(site.title) + (f"（{clause(site.address)}）" if site.address else "")


def sessions_named(plan: Plan, shift: Collection[str]) -> tuple[str, ...]:
    """The sessions of a shift: 夜间时段（20:00—次日2:30）; nothing for somebody who is there all the time."""
    return tuple(
        f"{clause(each.title)}（{period(each.start, each.end)}）" if each.title else period(each.start, each.end)
        for each in sessions_of(plan, shift)
    )


def limit(plan: Plan, step: Step, phase: Phase | None = None) -> str:
    """Within what time a step is to be done and from when that counts; from `phase` by name, else 本阶段."""
    if gives_order(plan, step):
        return NONE
    here = phase_name(phase) if phase else "本阶段"
    every = f"每{step.every}报告一次" if step.every else ""
    if step.limit is None and step.since is None:
        return every or f"{here}内"
    within = since(begin(plan, step, here), step.limit) if step.limit else f"{begin(plan, step, here)}后"
    return f"{within}，{every}" if every else within


def gives_order(plan: Plan, step: Step) -> bool:
    """Whether the step is the start order itself, which is given at a time and takes none."""
    if step is not _opening(plan):
        return False
    return step.waits_for == AFTER_ORDER or plan.timeline.phases[0].start == plan.timeline.order.time


def begin(plan: Plan, step: Step, here: str = "本阶段") -> str:
    """From when the step's limit counts."""
    if step.since is not None:
        return _occasion(plan, step.since)
    if step.after == AFTER_PHASE:
        return f"{here}开始"
    if step.after == AFTER_ORDER:
        return "启动指令下达"
    before = plan.steps.get(step.after)
    return f"{quoted(before.title)}完成" if before else f"{here}开始"


def _occasion(plan: Plan, start: Since) -> str:
    """What players notice when the limit begins to count, never what the script calls it."""
    step = plan.steps.get(start.start or "")
    return f"{quoted(step.title)}开始" if step else occasion(start.event or "") or _UNSAID


def occasion(text: str) -> str:
    """What a text says that something counts from: 来访者到场 of 来访者到场后, 发现 of 发现时."""
    said = clause(text)
    return _AT.sub("", said.removesuffix("后"))


def since(text: str, span: Duration) -> str:
    """A limit that counts from what a text says: 发现后4小时内; 沟通过程中随时，30分钟内 where it is no beginning."""
    said = occasion(text)
    if not said:
        return f"{span}内"
    joint = "" if said.endswith(("起", "前")) else "，" if _MEANWHILE.search(said) else "后"
    return f"{said}{joint}{span}内"


@once
def told_windows(plan: Plan) -> Mapping[str, Window]:
    """When the steps run whose times everybody may know, by id: they follow from no inject and no event."""
    return {key: window for key, window in plan.windows.items() if window.told is Told.TO_ALL}


def phase_name(phase: Phase) -> str:
    """The phase's title as a phase: 应急处置阶段."""
    return phase.title if phase.title.endswith("阶段") else f"{phase.title}阶段"


def waits_for_event(plan: Plan, step: Step) -> bool:
    """Whether the times of the step follow from an event or an inject, so that players read of no clock time."""
    window = plan.windows.get(step.id)
    return window is not None and window.told is not Told.TO_ALL


def leads_as(called: str, function: str) -> str:
    """The drill's word for who leads a team, with the place in it: 总指挥（组长）; one where both are the same."""
    return called if called == function else f"{called}（{function}）"


def edition(plan: Plan) -> str:
    """The plan and its version, or what is none yet: 应急演练计划　v1.2."""
    return "　".join(filter(None, (plan.identity.title, plan.edition.label)))


def issue_date(plan: Plan) -> datetime.date:
    """The date that the files carry: of the revision that they are of, else of the latest, else of the drill."""
    known_as = [at for at, each in enumerate(plan.revisions, start=1) if each.version == plan.edition.version]
    revisions = plan.revisions[: known_as[-1]] if known_as else plan.revisions
    dates: Sequence[datetime.date | str] = [revision.date for revision in reversed(revisions)]
    known = [date for date in dates if isinstance(date, datetime.date)]
    return known[0] if known else plan.date or _UNDATED


@once
def _opening(plan: Plan) -> Step | None:
    """The first step of the drill that the one who orders the start does at once."""
    by = plan.timeline.order.by
    steps = (step for phase in plan.timeline.phases[:1] for step in phase.steps)
    return next((step for step in steps if step.owner == by and _is_at_once(step)), None)


def _is_at_once(step: Step) -> bool:
    return step.limit is None and step.every is None and step.waits_for in {AFTER_PHASE, AFTER_ORDER}


def place_of(plan: Plan, scenario: Scenario) -> str:
    """场景一; nothing for a scenario that the drill does not play."""
    return _places(plan).get(scenario.id, "")


def called(plan: Plan, scenario: Scenario) -> str:
    """场景一：产品质量问题引发集中投诉; the bare title where the drill has only one."""
    return _placed(plan, scenario, scenario.title)


def called_briefly(plan: Plan, scenario: Scenario) -> str:
    """场景一：产品质量; where the scenario has no short title as `called`."""
    return _placed(plan, scenario, scenario.brief)


def _placed(plan: Plan, scenario: Scenario, title: str) -> str:
    place = place_of(plan, scenario)
    return f"{place}：{title}" if place and len(plan.played) > 1 else title


def column_name(plan: Plan, scenario: Scenario) -> str:
    """What stands for a scenario where there is little room: its short title, else 场景一."""
    return scenario.short or place_of(plan, scenario)


@once
def _places(plan: Plan) -> Mapping[str, str]:
    return {each.id: f"场景{chinese_number(at)}" for at, each in enumerate(plan.played, start=1)}


def route_scope(plan: Plan, route: Route) -> str:
    """场景一、场景二的短信通知; what a rule of its own release is for."""
    places = _places(plan)
    scenarios = "、".join(places.get(each.id, each.brief) for each in plan.scenarios if each.id in route.scenarios)
    notices = "、".join(plan.title("notice", key) for key in route.notices) or "通知"
    return f"{scenarios}的{notices}" if scenarios else notices


def step_time(plan: Plan, step: Step) -> str:
    """When a step runs: from when its limit counts to when it must be done; the start order is given at its time."""
    if gives_order(plan, step):
        return str(plan.timeline.order.time)
    window = told_windows(plan).get(step.id)
    if window is not None:
        return period(window.start, window.due)
    phase = next(phase for phase in plan.timeline.phases if step in phase.steps)
    return period(phase.start, phase.end)


def step_needs(plan: Plan, step: Step) -> str:
    """对讲机、检测仪器2台; nothing where the step needs nothing."""
    items = ((plan.items.get(need.item), need.quantity) for need in step.needs)
    return "、".join(
        f"{item.title}{'' if quantity is None else amount(quantity, item.unit)}{from_where(item)}"
        for item, quantity in items
        if item
    )


def scenarios_named(plan: Plan, keys: Sequence[str]) -> str:
    """The places of some scenarios: 场景一、场景二; nothing when they are none or all of the drill's."""
    places = _places(plan)
    named = [places[key] for key in keys if key in places]
    if len(named) == len(places) or not keys:
        return ""
    elsewhere = () if named else (each.brief for each in plan.scenarios if each.id in keys)
    return "、".join((*named, *elsewhere))

"""Resources: what the steps need and what is handed out is at hand."""

from collections.abc import Iterable, Mapping

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import clock, quoted
from plangen.diagnostics import WARNING, Finding, Place, Rule, Skipped, Words, rule
from plangen.model.plan import Plan
from plangen.model.resources import Allocation, Item
from plangen.model.schedule import Window
from plangen.model.timeline import Need

NEEDS_MORE = rule(
    "C401",
    WARNING,
    title=("物资不够用", "steps that need more than is in stock"),
    why=(
        "同时进行的步骤所需物资超过存量，总有一个步骤落空",
        "if steps at the same time need more than there is, one of them goes without",
    ),
    message=(
        "{time}起步骤{steps}同时需要{title}{needed}{unit}，现有{stock}{unit}",
        "from {time} the steps {steps} need {needed} {title}, of which there are {stock}",
    ),
    hint=(
        "补充物资，或错开步骤的时间；需要租用、采购的，数量写 0，并写明 source",
        "get more of it, or move one of the steps; of what is hired or bought write 'quantity: 0' and its 'source'",
    ),
    bad="# resources.yaml\nitems:\n  - {id: meters, title: 检测仪, category: 设备, quantity: 1, unit: 台}\n"
    "# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验, needs: [{item: meters, quantity: 2}]}\n",
    good="# resources.yaml\nitems:\n  - {id: meters, title: 检测仪, category: 设备, quantity: 2, unit: 台}\n"
    "# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验, needs: [{item: meters, quantity: 2}]}\n",
)
OVERALLOCATED = rule(
    "C402",
    WARNING,
    title=("配发多于存量", "more handed out than there is"),
    why=("配发方案无法执行，有的单位领不到物资", "somebody will find the shelf empty"),
    message=(
        "{title}共配发{given}{unit}，现有{stock}{unit}",
        "{given} {title} are handed out, of which there are {stock}",
    ),
    hint=("补充物资，或减少配发数量", "get more of it, or hand out less"),
    bad="# resources.yaml\nallocation:\n  - {item: radios, to: service, quantity: 99}\n",
    good="# resources.yaml\nallocation:\n  - {item: radios, to: service, quantity: 2}\n",
)
NO_QUANTITY = rule(
    "C403",
    WARNING,
    title=("数量不合理", "a quantity that makes no sense"),
    why=("所需或配发的数量为零，多半是误写", "handing out or needing none of an item is most likely a mistake"),
    message=("{title}的数量是{quantity}", "the quantity of {title} is {quantity}"),
    hint=("填写实际数量，未定时写 !todo 数量", "fill in the real quantity, or !todo while it is open"),
    bad="# resources.yaml\nallocation:\n  - {item: radios, to: service, quantity: 0}\n",
    good="# resources.yaml\nallocation:\n  - {item: radios, to: service, quantity: 2}\n",
)
NOT_FOR_SCENARIO = rule(
    "C404",
    WARNING,
    title=("物资不适用于该场景", "an item that is not meant for the scenario"),
    why=(
        "物资只为某些场景准备，别的场景的步骤可能用不上",
        "an item kept for some scenarios may not be there in others",
    ),
    message=(
        "步骤“{step}”需要{title}，而{title}没有列入场景{scenarios}",
        "the step '{step}' needs {title}, which is not meant for {scenarios}",
    ),
    hint=(
        "在该物资的 scenarios 中补充场景，或改写步骤的 needs",
        "add the scenario to the item, or change the step's 'needs'",
    ),
    bad="# resources.yaml\nitems:\n"
    "  - {id: meters, title: 检测仪, category: 设备, quantity: 9, unit: 台, scenarios: [leak]}\n",
    good="# resources.yaml\nitems:\n"
    "  - {id: meters, title: 检测仪, category: 设备, quantity: 9, unit: 台, scenarios: [fault]}\n",
)
NO_CHANNEL = rule(
    "C405",
    WARNING,
    title=("部门没有通讯渠道", "a department without a channel"),
    why=("没有频道或群组，指令和信息传不到该部门", "orders and reports do not reach it"),
    message=("没有写明{department}的通讯渠道", "{department} has no channel"),
    hint=(
        "在 resources.yaml 的 channels 中写明频道或群组",
        "name its channel or group in the channels of resources.yaml",
    ),
    bad="# resources.yaml\nchannels:\n  - {department: service, kind: 对讲机频道, name: 1频道}\n",
    good="# resources.yaml\nchannels:\n  - {department: service, kind: 对讲机频道, name: 1频道}\n"
    "  - {department: quality, kind: 对讲机频道, name: 2频道}\n",
)

_Use = tuple[Window, Need]


def needs_more(plan: Plan) -> Found:
    """All scenarios of the drill share one clock and one stock, so that their steps compete for it."""
    uses = _uses(plan)
    for key, item in plan.items.items():
        if key not in uses or item.is_got:
            continue
        if isinstance(item.quantity, str):
            yield _unknown(NEEDS_MORE, item.title, item.where("quantity"))
        elif (peak := _peak(uses[key])) and _sum(peak) > item.quantity:
            yield _short(item, peak)


def _uses(plan: Plan) -> Mapping[str, list[_Use]]:
    """What the steps of the drill need, by item."""
    played = {scenario.id for scenario in plan.played}
    uses: dict[str, list[_Use]] = {}
    for window in plan.windows.values():
        if not window.step.scenarios or played.intersection(window.step.scenarios):
            for need in window.step.needs:
                uses.setdefault(need.item, []).append((window, need))
    return uses


def _short(item: Item, peak: list[_Use]) -> Finding:
    window, need = peak[-1]
    return Finding(
        rule=NEEDS_MORE,
        at=need.where("quantity"),
        values={
            "time": clock(window.start),
            "steps": quoted(dict.fromkeys(each.step.title for each, _ in peak)),
            "title": item.title,
            "needed": _sum(peak),
            "stock": item.quantity,
            "unit": item.unit,
        },
    )


def _peak(uses: list[_Use]) -> list[_Use]:
    """The uses at the moment when most is needed, the one that begins last at the end."""
    running: list[_Use] = []
    peak: list[_Use] = []
    for use in sorted(uses, key=lambda use: use[0].start):
        running = [each for each in running if each[0].due > use[0].start]
        running.append(use)
        if _sum(running) > _sum(peak):
            peak = list(running)
    return peak


def _sum(uses: Iterable[_Use]) -> int:
    return sum(1 if need.quantity is None else need.quantity for _, need in uses)


def overallocated(plan: Plan) -> Found:
    given: dict[str, list[Allocation]] = {}
    for each in plan.resources.allocation:
        given.setdefault(each.item, []).append(each)
    for key, item in plan.items.items():
        if key in given and not item.is_got:
            yield from _overallocated(item, given[key])


def _overallocated(item: Item, given: list[Allocation]) -> Found:
    if isinstance(item.quantity, str):
        yield _unknown(OVERALLOCATED, item.title, item.where("quantity"))
        return
    total = sum(each.quantity for each in given if isinstance(each.quantity, int))
    open_one = next((each for each in given if isinstance(each.quantity, str)), None)
    if total > item.quantity:
        values = {"title": item.title, "given": total, "stock": item.quantity, "unit": item.unit}
        yield Finding(rule=OVERALLOCATED, at=given[-1].where("quantity"), values=values)
    elif open_one is not None:
        yield _unknown(OVERALLOCATED, item.title, open_one.where("quantity"))


def _unknown(rule: Rule, title: str, at: Place) -> Skipped:
    reason = Words(f"{title}的数量尚未填写", f"the quantity of {title} is still to be filled in")
    return Skipped(rule=rule, reason=reason, at=at)


def no_quantity(plan: Plan) -> Found:
    titles = {item.id: item.title for item in plan.resources.items}
    needs = (need for step in plan.steps.values() for need in step.needs)
    wanted: tuple[Allocation | Need, ...] = (*plan.resources.allocation, *needs)
    for each in wanted:
        if isinstance(each.quantity, int) and each.quantity < 1:
            values = {"title": titles.get(each.item, each.item), "quantity": each.quantity}
            yield Finding(rule=NO_QUANTITY, at=each.where("quantity"), values=values)


def not_for_scenario(plan: Plan) -> Found:
    played: dict[str, str] = {scenario.id: scenario.title for scenario in plan.played}
    for step in plan.steps.values():
        for need in step.needs:
            if (item := plan.items.get(need.item)) and (without := _without(item, step.scenarios, played)):
                values = {"step": step.title, "title": item.title, "scenarios": quoted(without)}
                yield Finding(rule=NOT_FOR_SCENARIO, at=need.where("item"), values=values)


def _without(item: Item, scenarios: Iterable[str], played: Mapping[str, str]) -> list[str]:
    if not item.scenarios:
        return []
    return [title for key, title in played.items() if key in (scenarios or played) and key not in item.scenarios]


def no_channel(plan: Plan) -> Found:
    reached = {channel.department for channel in plan.resources.channels}
    for department in plan.organisation.departments if plan.has("resources") else ():
        if department.id not in reached:
            at = plan.resources.where("channels")
            yield Finding(rule=NO_CHANNEL, at=at, values={"department": department.title})


CHECKS = (
    Check(rule=NEEDS_MORE, run=needs_more),
    Check(rule=OVERALLOCATED, run=overallocated),
    Check(rule=NO_QUANTITY, run=no_quantity),
    Check(rule=NOT_FOR_SCENARIO, run=not_for_scenario, needs=(resolved("scenario"), distinct("item"))),
    Check(rule=NO_CHANNEL, run=no_channel, needs=(resolved("department"),)),
)

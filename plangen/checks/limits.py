"""Limits: what they add up to fits the phase, and what they count from really happens, and in time."""

from collections.abc import Iterator, Mapping

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import clock, length, quoted, with_limits
from plangen.diagnostics import ERROR, WARNING, Finding, Place, rule
from plangen.model.plan import Plan
from plangen.model.schedule import Window
from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE, Step
from plangen.model.values import Duration

CHAIN_TOO_LONG = rule(
    "T201",
    WARNING,
    title=("相继步骤的时限之和超出阶段", "a chain of limits that does not fit its phase"),
    why=(
        "每个步骤单独看都来得及，首尾相接就超出了阶段，责任方必然违反时限",
        "each step fits by itself, but one after the other they do not: the owner cannot keep the limits",
    ),
    message=(
        "{owner}的步骤{chain}时限共{total}，最迟{due}完成，而阶段“{phase}”{end}结束，超出{excess}",
        (
            "{owner}: {chain} take {total} and may last until {due}, but the phase '{phase}' ends at {end}: "
            "{excess} too long"
        ),
    ),
    hint=(
        "缩短时限，延长阶段，或者把后面的步骤移到以后的阶段",
        "shorten a limit, lengthen the phase, or move a step to a later one",
    ),
    bad="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 2小时}\n"
    "      - {id: recheck, title: 复检, owner: quality, action: 抽样复检, limit: 2小时, after: examine}\n",
    good="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 2小时}\n"
    "      - {id: recheck, title: 复检, owner: quality, action: 抽样复检, limit: 1小时, after: examine}\n",
)
LIMIT_TOO_LONG = rule(
    "T202",
    WARNING,
    title=("时限超出阶段", "a limit that does not fit its phase"),
    why=("时限比阶段还长，阶段结束时步骤可能尚未完成", "the phase may be over before the step is done"),
    message=(
        "{owner}的步骤“{step}”时限{total}，最迟{due}完成，而阶段“{phase}”{end}结束，超出{excess}",
        (
            "{owner}: the step '{step}' takes {total} and may last until {due}, but the phase '{phase}' ends at {end}: "
            "{excess} too long"
        ),
    ),
    hint=("缩短时限，或延长阶段", "shorten the limit, or lengthen the phase"),
    bad="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 4小时}\n",
    good="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 3小时}\n",
)
CIRCULAR = rule(
    "T203",
    ERROR,
    title=("时限起算循环", "limits that count from each other"),
    why=("互相等待的步骤永远不会开始", "steps that wait for each other never start"),
    message=("步骤{steps}的时限互相起算，永远不会开始", "the steps {steps} wait for each other and never start"),
    hint=("把其中一个步骤的 after 改为 phase 或 order", "let one of them count from 'phase' or 'order'"),
    bad="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 1小时, after: recheck}\n"
    "      - {id: recheck, title: 复检, owner: quality, action: 抽样复检, limit: 1小时, after: examine}\n",
    good="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 1小时}\n"
    "      - {id: recheck, title: 复检, owner: quality, action: 抽样复检, limit: 1小时, after: examine}\n",
)
FROM_NOTHING = rule(
    "T204",
    WARNING,
    title=("时限从不会发生的步骤起算", "a limit that counts from a step that does not happen"),
    why=("前一步骤在该场景中不执行，时限就无从起算", "if the step before is not taken, the limit never begins"),
    message=(
        "步骤“{step}”的时限从“{before}”起算，而“{before}”在场景{scenarios}中不执行",
        "the limit of '{step}' counts from '{before}', which is not taken in {scenarios}",
    ),
    hint=("改写 after，或使两个步骤的适用场景一致", "change 'after', or give both steps the same scenarios"),
    bad="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 1小时, scenarios: [fault]}\n"
    "      - {id: calm, title: 答复消费者, owner: service, action: 答复消费者, limit: 1小时, after: examine}\n",
    good="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 1小时}\n"
    "      - {id: calm, title: 答复消费者, owner: service, action: 答复消费者, limit: 1小时, after: examine}\n",
)
FROM_LATER = rule(
    "T205",
    WARNING,
    title=("时限从以后阶段的步骤起算", "a limit that counts from a later phase"),
    why=("本阶段结束时，起算的步骤还没有开始", "the phase is over before the limit begins"),
    message=(
        "步骤“{step}”在阶段“{phase}”，时限却从以后的“{later}”阶段的“{before}”起算",
        "'{step}' belongs to the phase '{phase}', but its limit counts from '{before}' in the later phase '{later}'",
    ),
    hint=("改写 after，或把步骤移到以后的阶段", "change 'after', or move the step to the later phase"),
    bad="# timeline.yaml\nphases:\n  - id: collect\n    title: 信息收集\n    start: 9:00\n    end: 9:30\n    steps:\n"
    "      - {id: report, title: 报告, owner: service, action: 报告情况, limit: 10分钟, after: examine}\n"
    "  - id: respond\n    title: 应急处置\n    start: 9:30\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 1小时}\n",
    good="# timeline.yaml\nphases:\n  - id: collect\n    title: 信息收集\n    start: 9:00\n    end: 9:30\n    steps:\n"
    "      - {id: report, title: 报告, owner: service, action: 报告情况, limit: 10分钟}\n"
    "  - id: respond\n    title: 应急处置\n    start: 9:30\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 1小时}\n",
)
FROM_UNLIMITED = rule(
    "T206",
    WARNING,
    title=("时限从没有时限的步骤起算", "a limit that counts from a step without one"),
    why=(
        "前一步骤没有时限，可以拖到阶段结束，后一步骤就没有时间了",
        "the step before may last until the phase ends and leave no time for this one",
    ),
    message=(
        "步骤“{step}”的时限从“{before}”完成起算，而“{before}”没有时限",
        "the limit of '{step}' counts from the end of '{before}', which has no limit",
    ),
    hint=("给“{before}”写明时限", "give '{before}' a limit"),
    bad="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品}\n"
    "      - {id: recheck, title: 复检, owner: quality, action: 抽样复检, limit: 1小时, after: examine}\n",
    good="# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:00\n    end: 12:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品, limit: 2小时}\n"
    "      - {id: recheck, title: 复检, owner: quality, action: 抽样复检, limit: 1小时, after: examine}\n",
)
TOO_EARLY = rule(
    "T207",
    WARNING,
    title=("时限在阶段开始前就已届满", "a step that is due before its phase begins"),
    why=("阶段还没开始，步骤就已经超时", "the step is late before it can begin"),
    message=(
        "步骤“{step}”最迟{due}完成，而阶段“{phase}”{start}才开始",
        "the step '{step}' is due at {due}, but the phase '{phase}' begins only at {start}",
    ),
    hint=("把 after 改为 phase，或放宽时限", "let it count from 'phase', or give it more time"),
    bad="# timeline.yaml\nphases:\n  - id: respond\n    title: 处置\n    start: 10:00\n    end: 12:00\n    steps:\n"
    "      - {id: muster, title: 集合, owner: quality, action: 集合, limit: 5分钟, after: order}\n",
    good="# timeline.yaml\nphases:\n  - id: respond\n    title: 处置\n    start: 10:00\n    end: 12:00\n    steps:\n"
    "      - {id: muster, title: 集合, owner: quality, action: 集合, limit: 5分钟}\n",
)


def chain_too_long(plan: Plan) -> Found:
    for window in _overruns(plan):
        if len(window.chain) > 1:
            yield Finding(rule=CHAIN_TOO_LONG, at=window.step.where("limit"), values=_values(window, plan))


def limit_too_long(plan: Plan) -> Found:
    for window in _overruns(plan):
        if len(window.chain) == 1:
            yield Finding(rule=LIMIT_TOO_LONG, at=window.step.where("limit"), values=_values(window, plan))


def _values(window: Window, plan: Plan) -> Mapping[str, object]:
    return {
        "owner": plan.party(window.step.owner),
        "step": window.step.title,
        "chain": with_limits(window.chain),
        "total": length(window.total),
        "due": clock(window.due),
        "phase": window.phase.title,
        "end": clock(window.phase.end),
        "excess": length(window.overrun),
    }


def _overruns(plan: Plan) -> list[Window]:
    """The windows that do not fit their phase by their own limits: the longest of each owner, phase and scenarios."""
    windows = plan.windows
    over = [window for window in windows.values() if window.overrun > Duration(0) and _by_itself(window, windows)]
    inside = {step.id for window in over for step in window.chain[:-1]}
    longest: dict[tuple[object, ...], Window] = {}
    for window in over:
        if window.step.id in inside:
            continue  # a longer chain names it
        key = (len(window.chain) > 1, window.step.owner, window.phase.id, frozenset(window.step.scenarios))
        if key not in longest or window.overrun > longest[key].overrun:
            longest[key] = window
    return list(longest.values())


def _by_itself(window: Window, windows: Mapping[str, Window]) -> bool:
    """Whether the limits of the chain explain its end; otherwise the cause is named by another rule."""
    if window.phase.end <= window.phase.start or not all(step.limit for step in window.chain):
        return False
    first = window.chain[0]
    if not first.waits_for and windows[first.id].start > window.phase.end:
        return False
    before = windows.get(first.waits_for)
    return before is None or (before.due <= before.phase.end and before.due <= window.phase.end)


def circular(plan: Plan) -> Found:
    steps = plan.steps
    done: set[str] = set()
    for start in steps.values():
        path: dict[str, Step] = {}
        step: Step | None = start
        while step is not None and step.id not in done and step.id not in path:
            path[step.id] = step
            step = _before(step, plan)
        if step is not None and step.id in path:
            yield _ring([*path.values()][[*path].index(step.id) :], [*steps])
        done.update(path)


def _ring(steps: list[Step], order: list[str]) -> Finding:
    """Steps that wait for each other, reported at the one that is written first."""
    first = min(steps, key=lambda step: order.index(step.id))
    return Finding(rule=CIRCULAR, at=_start_place(first), values={"steps": quoted(step.title for step in steps)})


def counts_from_nothing(plan: Plan) -> Found:
    played = {scenario.id: scenario.title for scenario in plan.played}
    for step, before in _pairs(plan):
        idle = [
            title
            for key, title in played.items()
            if key in (step.scenarios or played) and key not in (before.scenarios or played)
        ]
        if idle:
            values = {"step": step.title, "before": before.title, "scenarios": quoted(idle)}
            yield Finding(rule=FROM_NOTHING, at=_start_place(step), values=values)


def counts_from_later(plan: Plan) -> Found:
    homes = {step.id: phase for phase in plan.timeline.phases for step in phase.steps}
    for step, before in _pairs(plan):
        phase, later = homes[step.id], homes[before.id]
        if later.start > phase.start and later.start >= phase.end:
            values = {"step": step.title, "phase": phase.title, "before": before.title, "later": later.title}
            yield Finding(rule=FROM_LATER, at=_start_place(step), values=values)


def counts_from_unlimited(plan: Plan) -> Found:
    homes = {step.id: phase for phase in plan.timeline.phases for step in phase.steps}
    for step, before in _pairs(plan):
        if (
            step.since is None
            and step.limit
            and not before.limit
            and homes[step.id].id == homes[before.id].id
            and step.id != before.id
        ):
            values = {"step": step.title, "before": before.title}
            yield Finding(rule=FROM_UNLIMITED, at=_start_place(step), values=values)


def due_too_early(plan: Plan) -> Found:
    for window in plan.windows.values():
        if window.step.limit and window.due <= window.phase.start < window.phase.end:
            values = {
                "step": window.step.title,
                "due": clock(window.due),
                "phase": window.phase.title,
                "start": clock(window.phase.start),
            }
            yield Finding(rule=TOO_EARLY, at=window.step.where("limit"), values=values)


def _start_place(step: Step) -> Place:
    return step.where("since", "start") if step.since else step.where("after")


def _pairs(plan: Plan) -> Iterator[tuple[Step, Step]]:
    """Each step whose limit counts from another one, with that one."""
    for step in plan.steps.values():
        if before := _before(step, plan):
            yield step, before


def _before(step: Step, plan: Plan) -> Step | None:
    return None if step.waits_for in {AFTER_ORDER, AFTER_PHASE} else plan.steps.get(step.waits_for)


CHECKS = (
    Check(rule=CHAIN_TOO_LONG, run=chain_too_long, needs=(distinct("step"),)),
    Check(rule=LIMIT_TOO_LONG, run=limit_too_long, needs=(distinct("step"),)),
    Check(rule=CIRCULAR, run=circular, needs=(distinct("step"),)),
    Check(rule=FROM_NOTHING, run=counts_from_nothing, needs=(resolved("scenario"), distinct("step"))),
    Check(rule=FROM_LATER, run=counts_from_later, needs=(distinct("step"),)),
    Check(rule=FROM_UNLIMITED, run=counts_from_unlimited, needs=(distinct("step"),)),
    Check(rule=TOO_EARLY, run=due_too_early, needs=(distinct("step"),)),
)

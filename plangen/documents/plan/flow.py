"""Section 演练流程: the start order, the timeline chart, and each phase with its steps, limits and supplies."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Block, Table
from plangen.documents.draft import Draft, grid, part, section, text
from plangen.documents.phrases import (
    NONE,
    amount,
    begin,
    clause,
    gives_order,
    limit,
    listed,
    period,
    phase_name,
    sentence,
)
from plangen.documents.plan.charts import timeline_charts
from plangen.model.timeline import Phase, Step


def flow_section(draft: Draft) -> Iterator[Block]:
    """The section on the course of the day: the start order, the time chart, the steps of each phase."""
    plan = draft.plan
    order, phases = plan.timeline.order, plan.timeline.phases
    yield section("演练流程", "flow")
    charts = list(timeline_charts(draft, "演练时间安排"))
    shown = f"，时间安排见{listed(label for label, _ in charts)}" if charts else ""
    yield from text(f"{order.time}，由{plan.party(order.by)}下达启动指令：“{sentence(order.text)}”")
    yield from text(
        f"演练分为{len(phases)}个阶段{shown}。",
        "各阶段步骤表中的时间按照时限推算，未注明场景的步骤适用于全部场景。" if len(plan.played) > 1 else "",
    )
    for _, chart in charts:
        yield chart
    for phase in phases:
        yield from _phase(draft, phase)


def time_of(draft: Draft, step: Step, phase: Phase) -> str:
    """When a step runs: from when its limit counts to when it must be done; the start order is given at its time."""
    if gives_order(draft.plan, step):
        return str(draft.plan.timeline.order.time)
    window = draft.windows.get(step.id)
    return period(window.start, window.due) if window else period(phase.start, phase.end)


def _phase(draft: Draft, phase: Phase) -> Iterator[Block]:
    steps = draft.steps(phase)
    yield part(f"{phase.title}（{period(phase.start, phase.end)}）", f"phase-{phase.id}")
    if not steps:
        yield from text(sentence(phase.purpose) or "本阶段不另设步骤。")
    elif len(steps) == 1:
        yield from text(sentence(phase.purpose), _alone(draft, phase, steps[0]), _needs(draft, steps[0]))
    else:
        label = draft.captions.table(f"phase-{phase.id}")
        yield from text(sentence(phase.purpose), f"步骤见{label}。")
        yield _steps(draft, phase, steps, f"{label}　{phase_name(phase)}步骤")


def _alone(draft: Draft, phase: Phase, step: Step) -> str:
    """The one step of a phase in words: a table of one row compares nothing."""
    plan = draft.plan
    time, owner, action = time_of(draft, step, phase), plan.party(step.owner), clause(step.action)
    when = "" if time == period(phase.start, phase.end) else f"{time}，"
    done = action if action.startswith(owner) else f"{owner}{action}"
    return sentence(f"{when}{done}{_ending(draft, step)}{_scenarios(draft, step)}")


def _ending(draft: Draft, step: Step) -> str:
    """By when the step is to be done and to whom its owner reports, as the end of the sentence on the step."""
    plan, window = draft.plan, draft.windows.get(step.id)
    party = plan.party(step.reports_to) if step.reports_to else ""
    interval = f"，期间每{step.every}{party and f'向{party}'}报告一次" if step.every else ""
    within = ""
    if step.limit:
        span = f"{begin(plan, step)}后{step.limit}内"
        by = f"{window.due}前（{span}）" if window else span
        within = f"，{'' if interval else '并'}于{by}完成"
    report = f"，并向{party}报告" if party and not interval and party not in step.action else ""
    return f"{interval}{within}{report}"


def _steps(draft: Draft, phase: Phase, steps: Sequence[Step], caption: str) -> Table:
    plan = draft.plan
    rows = [
        (
            time_of(draft, step, phase),
            plan.party(step.owner),
            (f"**{step.title}**", sentence(step.action), _needs(draft, step), _scenarios(draft, step)),
            limit(plan, step),
            plan.party(step.reports_to) if step.reports_to else NONE,
        )
        for step in steps
    ]
    heads = ("时间", "责任方", "行动要求", "时限", "报告对象")
    return grid(caption, heads, (3, 2.3, 5.4, 2.8, 2.1), rows, centred=(0,))


def _scenarios(draft: Draft, step: Step) -> str:
    names = draft.scenarios(step.scenarios)
    return f"（适用：{names}）" if names else ""


def _needs(draft: Draft, step: Step) -> str:
    """所需物资：对讲机、检测仪器2台。 Nothing where the step needs nothing."""
    items = [(draft.plan.items.get(need.item), need.quantity) for need in step.needs]
    named = "、".join(
        item.title if quantity is None else f"{item.title}{amount(quantity, item.unit)}"
        for item, quantity in items
        if item
    )
    return sentence(f"所需物资：{named}") if named else ""

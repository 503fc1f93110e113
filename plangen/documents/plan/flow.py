"""Section 演练流程: the start order, the timeline chart, and each phase with its steps, limits and supplies."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Block, Table
from plangen.documents.draft import Draft, bullets, grid, part, section, text
from plangen.documents.phrases import (
    NONE,
    amount,
    clause,
    limit,
    listed,
    obligation,
    period,
    phase_name,
    quoted,
    sentence,
)
from plangen.documents.plan.charts import timeline_charts
from plangen.model.timeline import Phase, Step

__all__ = ["flow_section", "time_of"]


def flow_section(draft: Draft) -> Iterator[Block]:
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
    """When a step runs: from when its limit counts to when it must be done."""
    window = draft.windows.get(step.id)
    return period(window.start, window.due) if window else period(phase.start, phase.end)


def _phase(draft: Draft, phase: Phase) -> Iterator[Block]:
    steps = draft.steps(phase)
    yield part(f"{phase.title}（{period(phase.start, phase.end)}）", f"phase-{phase.id}")
    if not steps:
        yield from text(sentence(phase.purpose) or "本阶段不另设步骤。")
        return
    if len(steps) == 1:
        yield from text(sentence(phase.purpose), _alone(draft, phase, steps[0]))
    else:
        label = draft.captions.table(f"phase-{phase.id}")
        yield from text(sentence(phase.purpose), f"本阶段的步骤见{label}。", keep_next=True)
        yield _steps(draft, phase, steps, f"{label}　{phase_name(phase)}步骤")
    duties = [obligation(draft.plan, step, draft.windows.get(step.id)) for step in steps]
    yield from bullets("本阶段的时限要求", duties)
    needs = "，".join(filter(None, (_needs(draft, step) for step in steps)))
    yield from text(sentence(f"本阶段使用以下物资：{needs}") if needs else "")


def _alone(draft: Draft, phase: Phase, step: Step) -> str:
    """The one step of a phase in words: a table of one row compares nothing."""
    names = draft.scenarios(step.scenarios)
    time, owner = time_of(draft, step, phase), draft.plan.party(step.owner)
    return sentence(
        f"{time}，{owner}开展{quoted(step.title)}工作{names and f'（适用：{names}）'}：{clause(step.action)}"
    )


def _steps(draft: Draft, phase: Phase, steps: Sequence[Step], caption: str) -> Table:
    plan = draft.plan
    rows = [
        (
            time_of(draft, step, phase),
            plan.party(step.owner),
            (f"**{step.title}**", sentence(step.action), _scenarios(draft, step)),
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
    """What a step needs: “集结与检查”用对讲机1部; nothing where it needs nothing."""
    items = [(draft.plan.items.get(need.item), need.quantity) for need in step.needs]
    named = listed(f"{item.title}{amount(quantity, item.unit)}" for item, quantity in items if item)
    return f"{quoted(clause(step.title))}用{named}" if named else ""

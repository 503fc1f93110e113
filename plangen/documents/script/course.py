"""The course of the drill: the injects of each scenario by phase, its contingency injects, the day in one table."""

from collections.abc import Iterable, Iterator, Sequence

from plangen.blocks.document import Align, Block, Cell, Column, Row, Table, Tone, cell
from plangen.documents.draft import Draft, chapter, grid, section, text
from plangen.documents.inject_words import (
    day_time,
    deliverer,
    expected_lines,
    objectives,
    points,
    receivers,
    sender,
)
from plangen.documents.phrases import NONE, period, phase_name
from plangen.language.sentences import clause, sentence
from plangen.model.events import by_drill_time, phase_of
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.timeline import Phase

_HEADS = ("编号和时间", "注入内容", "预期行动", "目标与评估要点")
_WEIGHTS = (2.6, 6.2, 5, 3.8)


def course_chapters(draft: Draft) -> Iterator[Block]:
    """A chapter for each scenario with events, then the whole day by the clock."""
    for scenario in draft.plan.played:
        if draft.plan.events(scenario.id):
            yield from _scenario(draft, scenario)
    yield from _day(draft)


def _scenario(draft: Draft, scenario: Scenario) -> Iterator[Block]:
    plan = draft.plan
    planned, contingency = _parted(plan.events(scenario.id))
    clocks = [sentence(each.clock) for each in plan.injects if each.scenario == scenario.id and each.clock]
    yield chapter(draft.scenario(scenario), f"scenario-{scenario.id}", new_page=True)
    yield from text(
        sentence(scenario.situation.summary),
        *clocks,
        f"计划投放的导调事件{len(planned)}条" + (f"，应变注入{len(contingency)}条。" if contingency else "。"),
    )
    for phase in (*plan.timeline.phases, None):
        members = [each for each in planned if phase_of(plan, each) is phase]
        if members:
            yield from _phase(draft, scenario, phase, members)
    if contingency:
        yield from _contingency(draft, scenario, contingency)


def _parted(events: Iterable[Inject]) -> tuple[list[Inject], list[Inject]]:
    """Planned injects, and those that wait for their condition."""
    planned: list[Inject] = []
    waiting: list[Inject] = []
    for inject in events:
        (waiting if inject.kind == CONTINGENCY else planned).append(inject)
    return planned, waiting


def _contingency(draft: Draft, scenario: Scenario, injects: Sequence[Inject]) -> Iterator[Block]:
    label = draft.captions.table(f"contingency-{scenario.id}")
    yield section("应变注入", f"contingency-{scenario.id}")
    yield from text(f"{label}的事件不预先确定时间，符合启用条件时由总导调决定是否使用。", keep_next=True)
    yield _table(draft, injects, f"{label}　{scenario.title}应变注入")


def _phase(draft: Draft, scenario: Scenario, phase: Phase | None, members: Sequence[Inject]) -> Iterator[Block]:
    title = f"{phase_name(phase)}（{period(phase.start, phase.end)}）" if phase else "未列入阶段"
    key = f"events-{scenario.id}-{phase.id if phase else 'none'}"
    label = draft.captions.table(key)
    yield section(title, key)
    yield _table(draft, members, f"{label}　{phase_name(phase) if phase else scenario.title}导调事件")


def _table(draft: Draft, members: Sequence[Inject], caption: str) -> Table:
    return grid(caption, _HEADS, _WEIGHTS, [_row(draft, each) for each in members], centred=(0,), compact=True)


def _row(draft: Draft, inject: Inject) -> tuple[str | Sequence[str], ...]:
    plan = draft.plan
    tested = [each for each in objectives(plan, inject) if each != NONE]
    aims = (f"目标：{'、'.join(tested)}。",) if tested else ()
    return (
        (f"**{inject.serial}**", *_times(inject), inject.kind, inject.way),
        tuple(_told(plan, inject)),
        expected_lines(plan, inject),
        (*aims, *(each for each in points(inject) if each != NONE)) or (NONE,),
    )


def _times(inject: Inject) -> tuple[str, ...]:
    """When it is sent, and the time within the scenario where that is another."""
    if not inject.time:
        return ("按条件",)
    told = () if inject.scenario_time in {None, inject.time} else (f"情景{inject.scenario_time}",)
    return (f"**{day_time(inject.time)}**", *told)


def _told(plan: Plan, inject: Inject) -> Iterator[str]:
    """Who sends whom what, on which condition."""
    speaks, delivers = sender(plan, inject), deliverer(plan, inject)
    yield f"**{inject.title}**"
    yield f"发出：{speaks}{'' if speaks == delivers else f'（{delivers}投放）'}。"
    if inject.to:
        yield f"接收：{'、'.join(receivers(plan, inject))}。"
    if inject.condition:
        yield f"启用条件：{sentence(inject.condition)}"
    yield sentence(inject.content)
    if inject.note:
        yield f"导调提示：{sentence(inject.note)}"


def _day(draft: Draft) -> Iterator[Block]:
    """Every inject by drill time, to tick off; controllers of all scenarios share one clock."""
    plan = draft.plan
    events = list(by_drill_time(plan))
    if not events:
        return
    label = draft.captions.table("day")
    heads = ("演练时间", "编号", "导调事件", "方式", "投放人", "接收方", "实际时间", "状态")
    header = Row(cells=tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in heads), header=True)
    rows = [
        Row(
            cells=(
                cell(day_time(inject.time), align=Align.CENTRE),
                cell(inject.serial, align=Align.CENTRE),
                cell(clause(inject.title)),
                cell(inject.way, align=Align.CENTRE),
                cell(deliverer(plan, inject)),
                cell("、".join(receivers(plan, inject))),
                Cell(blank=True),
                Cell(blank=True),
            )
        )
        for _, inject in events
    ]
    yield chapter("全天导调时刻表", "day", new_page=True)
    yield from text(f"{label}按照演练时间汇总全部场景的计划事件，供总导调掌握进度。", keep_next=True)
    columns = tuple(map(Column, (2, 2, 3.6, 2, 2.8, 2.8, 1.8, 1.6)))
    yield Table(columns=columns, rows=(header, *rows), caption=f"{label}　全天导调时刻表", compact=True)

"""A scenario's chapter: situation, flow to tick off, points, who decides, notification chain, limits, contacts."""

from collections.abc import Iterator

from plangen.blocks.document import Align, Block, Cell, Column, Row, Table, Tone, cell
from plangen.documents.draft import Draft, bullets, chapter, section, text
from plangen.documents.handbook.contacts import contact_table, involved
from plangen.documents.handbook.general import LEVELS
from plangen.documents.phrases import limit
from plangen.documents.tables import in_role, notification_chain
from plangen.language.sentences import clause, quoted, sentence
from plangen.model.scenario import FlowStep, Scenario
from plangen.model.timeline import Phase, Step
from plangen.model.values import Id

_WRITING_HEIGHT = 11  # millimetres: room for a time written by hand
_TICK = "□"


def scenario_chapter(draft: Draft, scenario: Scenario) -> Iterator[Block]:
    """Only the parts that the scenario has something to say on."""
    yield chapter(draft.scenario(scenario), f"scenario-{scenario.id}", new_page=True)
    yield section("情况概要", f"situation-{scenario.id}")
    yield from _situation(draft, scenario)
    if scenario.flow:
        yield section("指挥流程", f"flow-{scenario.id}")
        yield from _flow(draft, scenario)
    if scenario.points or draft.plan.command.points:
        yield section("指挥要点", f"points-{scenario.id}")
        yield from bullets("指挥人员应当把握以下要点", (*scenario.points, *draft.plan.command.points))
    yield section("决策权限", f"decision-{scenario.id}")
    yield from _decision(draft, scenario)
    if scenario.notifications:
        label = draft.captions.table(f"notifications-{scenario.id}")
        yield section("通知链", f"notifications-{scenario.id}")
        yield from text(f"通知方、被通知方和时限见{label}。", keep_next=True)
        yield notification_chain(draft, scenario, f"{label}　{scenario.title}通知链")
    yield from _limits(draft, scenario)
    label = draft.captions.table(f"contacts-{scenario.id}")
    yield section("联系方式", f"contacts-{scenario.id}")
    yield from text(f"本场景有关人员和单位的联系方式见{label}。", keep_next=True)
    yield contact_table(draft, involved(draft, scenario), f"{label}　{scenario.title}联系方式", compact=True)


def who_decides(draft: Draft, severity: Id | None) -> tuple[str, ...]:
    """Who decides on an incident of this severity and how, as clauses; without one, for every severity."""
    command = draft.plan.command
    return tuple(
        f"{each.title}的决策者为{in_role(draft.plan, level.decides)}，{clause(level.manner)}"
        for each in command.severities
        if severity in {None, each.id}
        for level in command.levels
        if each.id in level.severities
    )


def limited_steps(draft: Draft, scenario: Scenario) -> list[tuple[Phase, Step]]:
    """The steps of this scenario with a limit or a reporting interval, the earliest due first."""
    found = [
        (phase, step)
        for phase in draft.plan.timeline.phases
        for step in phase.steps
        if (step.limit or step.every) and (not step.scenarios or scenario.id in step.scenarios)
    ]
    return sorted(found, key=lambda pair: _due(draft, *pair))


def _due(draft: Draft, phase: Phase, step: Step) -> int:
    window = draft.windows.get(step.id)
    return (window.due if window else phase.end).minutes


def _situation(draft: Draft, scenario: Scenario) -> Iterator[Block]:
    situation = scenario.situation
    owner = f"牵头部门为{draft.plan.party(scenario.owner)}。" if scenario.owner else ""
    yield from text(sentence(situation.summary), owner)
    yield from bullets("具体情形", situation.details)
    yield from bullets("可能后果", situation.harm)


def _decision(draft: Draft, scenario: Scenario) -> Iterator[Block]:
    levels, severity = draft.captions.known(LEVELS), draft.plan.severities.get(scenario.severity or "")
    if severity is None:
        team = draft.plan.organisation.team.title
        yield from text(f"本场景的事件等级由{team}现场判定，判定后按照{levels}的决策权限决策。")
        return
    yield from text(
        f"本场景的演练设定等级为{quoted(severity.title)}。",
        *(sentence(each) for each in who_decides(draft, severity.id)),
        f"现场判定为其他等级的，按照{levels}的决策权限决策。",
    )


def _flow(draft: Draft, scenario: Scenario) -> Iterator[Block]:
    label = draft.captions.table(f"flow-{scenario.id}")
    yield from text(f"按照{label}逐步下达指令，一步一记录。", keep_next=True)
    rows = [_order(draft, number, step) for number, step in enumerate(scenario.flow, start=1)]
    heads = ("步骤", "指令", "责任方", "指挥要求", "时间", "完成")
    yield _checklist(heads, (1.2, 3, 2.4, 5.4, 1.8, 1.2), rows, f"{label}　{scenario.title}指挥流程")


def _order(draft: Draft, number: int, step: FlowStep) -> Row:
    return Row(
        cells=(
            cell(str(number), align=Align.CENTRE),
            cell(f"**{step.title}**"),
            cell(draft.plan.party(step.owner)),
            cell(sentence(step.action)),
            Cell(blank=True),
            cell(_TICK, align=Align.CENTRE),
        ),
        height=_WRITING_HEIGHT,
    )


def _limits(draft: Draft, scenario: Scenario) -> Iterator[Block]:
    steps = limited_steps(draft, scenario)
    if not steps:
        return
    label = draft.captions.table(f"limits-{scenario.id}")
    rows = [_limit(draft, phase, step) for phase, step in steps]
    heads = ("最迟时间", "责任方", "任务", "时限", "实际完成", "完成")
    yield section("时限一览", f"limits-{scenario.id}")
    yield from text(f"各责任方的时限按照先后次序列于{label}。", keep_next=True)
    yield _checklist(heads, (2, 2.4, 3.8, 4.4, 2, 1.2), rows, f"{label}　{scenario.title}时限一览")


def _limit(draft: Draft, phase: Phase, step: Step) -> Row:
    window = draft.windows.get(step.id)
    return Row(
        cells=(
            cell(str(window.due if window else phase.end), align=Align.CENTRE),
            cell(draft.plan.party(step.owner)),
            cell(step.title),
            cell(limit(draft.plan, step, phase)),
            Cell(blank=True),
            cell(_TICK, align=Align.CENTRE),
        ),
        height=_WRITING_HEIGHT,
    )


def _checklist(heads: tuple[str, ...], weights: tuple[float, ...], rows: list[Row], caption: str) -> Table:
    header = Row(cells=tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in heads), header=True)
    return Table(columns=tuple(map(Column, weights)), rows=(header, *rows), caption=caption, compact=True)

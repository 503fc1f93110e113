"""The master scenario events list as a workbook to control by: the whole day, a sheet per scenario, contingencies.

Actual times and states are entered once, on the sheet of the scenario; the whole day shows them.
"""

from collections.abc import Sequence

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Formula, Grid, Highlight, Kind, Register, Row, Sheet, Tone, Value, Workbook
from plangen.documents.audience import marking
from plangen.documents.draft import Draft
from plangen.documents.frame import workbook
from plangen.documents.inject_words import deliverer, expected_lines, objectives, points, receivers, sender
from plangen.documents.phrases import NONE, drill_time, edition
from plangen.documents.workbooks.instructions import PROTECTION, instructions
from plangen.documents.workbooks.process_columns import time_guidance
from plangen.language.sentences import clause, sentence
from plangen.model.dossier import DOCUMENTS
from plangen.model.events import by_drill_time
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario

_TITLE = DOCUMENTS["msel"]
_DAY, _CONTINGENCY = "day", "contingency"
_STATES = ("已投放", "推迟", "取消", "已观察到", "未观察到")
_GIVEN = (
    ("number", "序号", 7, Align.CENTRE),
    ("scenario_time", "情景时间", 9, Align.CENTRE),
    ("time", "演练时间", 8, Align.CENTRE),
    ("kind", "事件类型", 8, Align.CENTRE),
    ("way", "注入方式", 8, Align.CENTRE),
    ("sender", "发出方／导调员", 14, None),
    ("receiver", "接收方", 11, None),
    ("content", "注入内容", 32, None),
    ("expected", "预期行动", 33, None),
    ("objective", "对应目标", 12, None),
    ("points", "评估要点", 20, None),
    ("note", "备注", 11, None),
)


def events_list(plan: Plan) -> Workbook:
    """The whole workbook: the day by the clock, a sheet for each scenario, contingencies, how to fill in."""
    draft = Draft.of(plan)
    scenarios = tuple(scenario for scenario in plan.played if _planned(plan, scenario))
    contingency = tuple(
        (scenario, inject)
        for scenario in plan.played
        for inject in plan.events(scenario.id)
        if inject.kind == CONTINGENCY
    )
    several_days = plan.drill.hours.end.day > 1
    marked = marking(plan, "msel")
    notes = (
        "　　".join(filter(None, (edition(plan), f"演练时间：{drill_time(plan)}", marked))),
        "投放后立即填写实际时间和状态；所有通话和书面材料以“演练、演练、演练”开头。",
    )
    sheets: tuple[Sheet, ...] = (
        _day(draft, scenarios, notes, several_days=several_days),
        *(_scenario(draft, scenario, notes, several_days=several_days) for scenario in scenarios),
        *([_contingency(draft, contingency, notes, several_days=several_days)] if contingency else []),
        _instructions(several_days=several_days),
    )
    return workbook(plan, _TITLE, sheets, marked=marked)


def _planned(plan: Plan, scenario: Scenario) -> tuple[Inject, ...]:
    return tuple(inject for inject in plan.events(scenario.id) if inject.kind != CONTINGENCY)


def _scenario(draft: Draft, scenario: Scenario, notes: tuple[str, ...], *, several_days: bool) -> Register:
    rows = tuple(_row(draft.plan, inject) for inject in _planned(draft.plan, scenario))
    clocks = [each.clock for each in draft.plan.injects if each.scenario == scenario.id and each.clock]
    return Register(
        key=scenario.id,
        name=draft.places[scenario.id],
        title=f"{_TITLE}——{draft.scenario(scenario)}",
        notes=(*notes, *(sentence(clock) for clock in clocks)),
        columns=(*_given(), *_entries(several_days=several_days)),
        rows=rows,
        height=32,
    )


def _contingency(
    draft: Draft, events: Sequence[tuple[Scenario, Inject]], notes: tuple[str, ...], *, several_days: bool
) -> Register:
    """Without planned times, with the condition under which each is used."""
    rows = []
    for scenario, inject in events:
        row = _row(draft.plan, inject)
        values = {**row.values, "scenario": draft.places[scenario.id], "condition": sentence(inject.condition or NONE)}
        rows.append(Row(key=row.key, values=values))
    left_out = {"scenario_time", "time", "kind"}
    condition = Column(id="condition", title="启用条件", width=24, kind=Kind.LONG)
    given = [column for column in _given() if column.id not in left_out]
    return Register(
        key=_CONTINGENCY,
        name="应变注入",
        title=f"{_TITLE}——应变注入",
        notes=(*notes, "应变注入由总导调决定是否启用；没有启用的，状态留空。"),
        columns=(given[0], _scenario_column(), condition, *given[1:], *_entries(several_days=several_days)),
        rows=tuple(rows),
        height=32,
    )


def _day(draft: Draft, scenarios: Sequence[Scenario], notes: tuple[str, ...], *, several_days: bool) -> Register:
    rows = []
    for scenario, inject in by_drill_time(draft.plan):
        row = _row(draft.plan, inject)
        rows.append(Row(key=row.key, values={**row.values, "scenario": draft.places[scenario.id]}))
    given = _given()
    entries = tuple(
        Column(
            id=column.id,
            title=column.title,
            width=column.width,
            kind=column.kind,
            align=Align.CENTRE,
            formula=_looked_up(column.id, scenarios),
            highlights=column.highlights,
        )
        for column in _entries(several_days=several_days)
    )
    return Register(
        key=_DAY,
        name="总表",
        title=f"{_TITLE}——总表",
        notes=(notes[0], "本表按照演练时间汇总全部场景的计划事件；实际时间和状态在各场景的表中填写，自动显示在本表。"),
        columns=(given[0], _scenario_column(), *given[1:], *entries),
        rows=tuple(rows),
        height=32,
    )


def _looked_up(column: str, scenarios: Sequence[Scenario]) -> Formula | None:
    """What was entered for the event of this number on the sheet of its scenario; nothing while it is blank."""
    found = '""'
    for scenario in reversed(scenarios):
        match = f"MATCH([number],[{scenario.id}!number],0)"
        value = f"INDEX([{scenario.id}!{column}],{match})"
        found = f'IF(ISNUMBER({match}),IF({value}="","",{value}),{found})'
    return Formula(found) if scenarios else None


def _given() -> tuple[Column, ...]:
    long = {"content", "expected", "points", "note", "sender", "receiver", "objective"}
    return tuple(
        Column(id=key, title=title, width=width, kind=Kind.LONG if key in long else Kind.TEXT, align=align)
        for key, title, width, align in _GIVEN
    )


def _scenario_column() -> Column:
    return Column(id="scenario", title="场景", width=7, align=Align.CENTRE)


def _entries(*, several_days: bool) -> tuple[Column, ...]:
    return (
        Column(
            id="actual",
            title="实际时间",
            width=15 if several_days else 9,
            kind=Kind.CLOCK if several_days else Kind.TIME,
            entry=True,
            guidance=time_guidance(several_days=several_days),
        ),
        Column(
            id="state",
            title="状态",
            width=9,
            kind=Kind.CHOICE,
            entry=True,
            choices=_STATES,
            highlights=(
                Highlight('OR([.]="已投放",[.]="已观察到")', Tone.GOOD),
                Highlight('OR([.]="取消",[.]="未观察到")', Tone.BAD),
                Highlight('[.]="推迟"', Tone.NEUTRAL),
            ),
        ),
    )


def _row(plan: Plan, inject: Inject) -> Row:
    by = deliverer(plan, inject)
    speaker = sender(plan, inject)
    values: dict[str, Value] = {
        "number": inject.serial,
        "scenario_time": str(inject.scenario_time) if inject.scenario_time else NONE,
        "time": str(inject.time) if inject.time else NONE,
        "kind": inject.kind,
        "way": inject.way,
        "sender": speaker if speaker == by else f"{speaker}\n（{by}）",
        "receiver": "\n".join(receivers(plan, inject)),
        "content": f"【{clause(inject.title)}】{sentence(inject.content)}",
        "expected": "\n".join(expected_lines(plan, inject)),
        "objective": "\n".join(objectives(plan, inject)),
        "points": "\n".join(points(inject)),
        "note": sentence(inject.note),
    }
    return Row(key=inject.id, values=values)


def _instructions(*, several_days: bool) -> Grid:
    points_ = (
        "本清单供导控人员投放导调事件、掌握演练进程使用；“总表”供总导调使用，各场景的表供场景导调员使用",
        "序号是导调事件的编号，通话时先报编号；编号固定，增加事件另编新号",
        "“背景”说明情景，“注入”由投放人发给接收方，“预期行动”只观察不投放，“应变”符合条件时由总导调决定启用",
        "提前或者推迟5分钟以上的，报总导调同意；推迟、取消的，在备注中说明原因",
        "可以按照演练时间、投放人、接收方筛选；打印为A4横向，表头逐页重复",
        PROTECTION,
    )
    rows = [
        (column.title, "填写", clause(column.guidance) or "选项：" + "、".join(column.choices))
        for column in _entries(several_days=several_days)
    ]
    return instructions(f"{_TITLE}填写说明", points_, ("栏目", "要求", "填写方法"), rows)

"""应急处置过程记录表: what each department had to do by when, what it did, and a summary that counts it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from plangen.blocks.workbook import (
    Formula,
    Grid,
    GridCell,
    GridRow,
    Highlight,
    Kind,
    Part,
    Register,
    Row,
    Sheet,
    Tone,
    Value,
    Workbook,
)
from plangen.documents.frame import workbook
from plangen.documents.phrases import NONE, drill_time, edition, limit
from plangen.documents.workbooks.instructions import PROTECTION, instructions
from plangen.documents.workbooks.process_columns import SUMMARY, columns, finished_results, time_guidance
from plangen.language.sentences import clause
from plangen.model.dossier import DOCUMENTS
from plangen.model.plan import Plan
from plangen.model.schedule import Window
from plangen.model.timeline import ALL_DEPARTMENTS, Phase, Step

_TITLE = DOCUMENTS["process-record"]
_SPARE_ROWS = 6  # for what nobody planned
_SIGNATURES = ("记录人：", "审核人：")
_SEVERAL = "各场景"
_FIGURES = ("planned", "begun", "done", "timely", "late", "under-way", "open", "rate", "extra")
_HEADS = ("部门", "计划行动", "已开始", "已完成", "按时", "超时", "进行中", "未完成", "按时率", "计划外行动")


class _Unit(Struct, frozen=True, kw_only=True):
    """A department, or the emergency team with the posts that belong to none, and what it has to do."""

    key: str
    title: str
    actions: tuple[tuple[Phase, Step], ...]


def process_record(plan: Plan) -> Workbook:
    """The whole workbook: summary, a sheet for each department, one for the emergency team, how to fill in."""
    units = _units(plan)
    windows = plan.windows
    days = max([plan.drill.hours.end.day, *(window.due.day for window in windows.values())])
    sheets: tuple[Sheet, ...] = (
        _summary(plan, units),
        *(_register(plan, unit, windows, several_days=days > 1) for unit in units),
        _instructions(plan, several_days=days > 1),
    )
    return workbook(plan, _TITLE, sheets)


def _units(plan: Plan) -> tuple[_Unit, ...]:
    team = plan.organisation.team
    actions: dict[str, list[tuple[Phase, Step]]] = {key: [] for key in plan.departments}
    actions[team.id] = []
    for phase in plan.timeline.phases:
        for step in phase.steps:
            if _is_played(plan, step):
                for key in _performers(plan, step):
                    actions[key].append((phase, step))
    titles = {**{key: each.title for key, each in plan.departments.items()}, team.id: team.title}
    return tuple(
        _Unit(key=key, title=titles[key], actions=tuple(found))
        for key, found in actions.items()
        if found or key != team.id
    )


def _is_played(plan: Plan, step: Step) -> bool:
    played = {scenario.id for scenario in plan.played}
    return not step.scenarios or not played.isdisjoint(step.scenarios)


def _performers(plan: Plan, step: Step) -> Sequence[str]:
    """The sheets that a step stands on; whoever belongs to no department reports with the emergency team."""
    if step.owner == ALL_DEPARTMENTS:
        return tuple(plan.departments)
    teams = {team.id: team.department for team in plan.organisation.response_teams}
    post = plan.posts.get(step.owner)
    home = post.department if post else teams.get(step.owner, step.owner)
    return (home,) if home and home in plan.departments else (plan.organisation.team.id,)


def _register(plan: Plan, unit: _Unit, windows: Mapping[str, Window], *, several_days: bool) -> Register:
    rows = tuple(
        Row(key=step.id, values=_values(plan, number, phase, step, windows.get(step.id)))
        for number, (phase, step) in enumerate(unit.actions, start=1)
    )
    return Register(
        key=unit.key,
        name=unit.title,
        title=f"{_TITLE}（演练）——{unit.title}",
        notes=(
            f"{edition(plan)}　　演练时间：{drill_time(plan)}",
            f"{clause(plan.forms.process.note)}。计划以外的行动填写在末尾的空白行。",
        ),
        signatures=_SIGNATURES,
        columns=columns(plan.forms.process.results, several_days=several_days),
        rows=rows,
        blank=_SPARE_ROWS,
        height=32,
    )


def _values(plan: Plan, number: int, phase: Phase, step: Step, window: Window | None) -> Mapping[str, Value]:
    return {
        **_told(plan, number, phase, step),
        **_planned(window, is_repeated=step.every is not None and step.limit is None),
    }


def _planned(window: Window | None, *, is_repeated: bool) -> Mapping[str, Value]:
    """When the step begins and must be done; what is reported again and again is not due at one time."""
    if window is None:
        return {"start": NONE, "due": "阶段结束" if is_repeated else NONE, "_start": None, "_due": None}
    due = None if is_repeated else window.due
    return {
        "start": str(window.start),
        "due": str(due) if due else "阶段结束",
        "_start": window.start.minutes,
        "_due": due.minutes if due else None,
    }


def _told(plan: Plan, number: int, phase: Phase, step: Step) -> Mapping[str, Value]:
    titles = {scenario.id: scenario.title for scenario in plan.played if scenario.id in step.scenarios}
    scenarios = "；".join(titles[key] for key in step.scenarios if key in titles)
    return {
        "number": number,
        "phase": phase.title,
        "scenario": scenarios or _SEVERAL,
        "owner": plan.party(step.owner),
        "action": f"{step.title}：{clause(step.action)}",
        "limit": limit(plan, step),
    }


def _summary(plan: Plan, units: Sequence[_Unit]) -> Grid:
    width = len(_HEADS)
    rows = (
        GridRow(cells=(GridCell(value=f"{_TITLE}（演练）——汇总", part=Part.TITLE, columns=width),)),
        GridRow(
            cells=(
                GridCell(value="计划", part=Part.LABEL),
                GridCell(value=edition(plan), columns=5),
                GridCell(value="演练日期", part=Part.LABEL),
                GridCell(
                    value=plan.date,
                    part=Part.ENTRY,
                    kind=Kind.DATE,
                    columns=3,
                    key="day",
                    guidance="演练第一天的日期；改期的，在此修改",
                ),
            ),
            height=26,
        ),
        GridRow(cells=tuple(GridCell(value=head, part=Part.HEAD) for head in _HEADS), height=26),
        *(_unit_line(unit) for unit in units),
        *([_total_line(units)] if units else []),
        GridRow(
            cells=(
                GridCell(
                    value="本表除演练日期外自动统计，不需填写；单位为项。未完成为计划行动减去已完成和进行中，包括尚未开始的行动。由各部门分别开展的行动，在每个部门各计一项。",
                    part=Part.NOTE,
                    columns=width,
                ),
            )
        ),
    )
    return Grid(key=SUMMARY, name="汇总", widths=(24, *(11.0,) * (width - 1)), rows=rows, landscape=True)


def _unit_line(unit: _Unit) -> GridRow:
    """A department's figures, counted on its sheet; one without planned actions counts nothing but extra ones."""
    key = unit.key
    judged = f"[{key}!judged/given]"
    counts = {
        "begun": f"SUMPRODUCT(--(LEN([{key}!began/given])+LEN([{key}!ended/given])>0))",
        "done": "+".join(f'COUNTIF({judged},"{word}")' for word in ("按时", "超时", "不判定")),
        "timely": f'COUNTIF({judged},"按时")',
        "late": f'COUNTIF({judged},"超时")',
        "under-way": f'COUNTIF({judged},"进行中")',
    }
    formulas = {name: text if unit.actions else "0" for name, text in counts.items()}
    formulas["open"] = f"{_figure(key, 'planned')}-{_figure(key, 'done')}-{_figure(key, 'under-way')}"
    formulas["rate"] = _rate(key)
    formulas["extra"] = f"SUMPRODUCT(--(LEN([{key}!action/blank])>0))"
    return _line(
        unit.title, key, {"planned": len(unit.actions), **{name: Formula(text) for name, text in formulas.items()}}
    )


def _total_line(units: Sequence[_Unit]) -> GridRow:
    sums: dict[str, Value] = {
        name: Formula(f"SUM({_figure(units[0].key, name)}:{_figure(units[-1].key, name)})") for name in _FIGURES
    }
    return _line("合计", "total", {**sums, "rate": Formula(_rate("total"))})


def _line(title: str, key: str, values: Mapping[str, Value]) -> GridRow:
    tones = {"late": Tone.BAD}
    cells = tuple(
        GridCell(
            value=values[name],
            part=Part.RESULT,
            kind=Kind.SHARE if name == "rate" else Kind.INTEGER,
            key=f"{key}.{name}",
            highlights=(Highlight("[.]>0", tones[name]),) if name in tones else (),
        )
        for name in _FIGURES
    )
    return GridRow(cells=(GridCell(value=title, part=Part.LABEL if key == "total" else Part.TEXT), *cells), height=26)


def _figure(key: str, name: str) -> str:
    return f"[{SUMMARY}!{key}.{name}]"


def _rate(key: str) -> str:
    """The timely share of the actions that could be judged; nothing before there is one."""
    timely, late = _figure(key, "timely"), _figure(key, "late")
    return f'IF({timely}+{late}=0,"",{timely}/({timely}+{late}))'


def _instructions(plan: Plan, *, several_days: bool) -> Grid:
    form = plan.forms.process
    finished = finished_results(form.results)
    points = (
        "本表用于记录演练中各部门采取的措施及其时间，由各部门指定记录人随行动进展逐项填写，演练结束后交应急小组",
        "计划行动、时限要求和最迟完成时间取自演练计划，不得改动",
        clause(form.note),
        *([f"本次演练跨日，实际开始和实际完成{time_guidance(several_days=True)}"] if several_days else []),
        f"结果选择“{'”或者“'.join(finished)}”的，计为已完成；选择其他各项的，计为未完成",
        "“是否按时”自动得出：实际完成不晚于最迟完成的为按时，晚于最迟完成的为超时；已经填写实际开始、尚未填写实际完成和结果的为进行中",
        "按固定间隔报告的行动没有单一的最迟完成时间，完成后显示“不判定”，逐次报告的时间记入备注",
        "显示“时间有误”的，检查实际完成是否早于实际开始、时刻是否使用半角冒号；显示“缺完成时间”的，补填实际完成",
        "计划以外的行动填写在末尾的空白行，并写明阶段、责任方和行动内容",
        PROTECTION,
    )
    rows = [
        (column.title, "填写", clause(column.guidance) or "选项：" + "、".join(column.choices))
        for column in columns(form.results, several_days=several_days)
        if column.entry
    ]
    return instructions(f"{_TITLE}填写说明", points, ("栏目", "要求", "填写方法"), rows)

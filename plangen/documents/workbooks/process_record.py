"""The process record: what each department had to do by when, what it did, and a summary that counts it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from plangen.blocks.workbook import (
    Column,
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
    literal,
)
from plangen.documents.frame import workbook
from plangen.documents.outlines.worded import Worded
from plangen.documents.phrases import NONE, begin, column_name, edition, limit
from plangen.documents.workbooks.instructions import entered, examples, instructions, time_guidance
from plangen.documents.workbooks.process_bases import HELPERS, Bases
from plangen.documents.workbooks.process_columns import ColumnWords, Judged, begins, columns, finished_results
from plangen.documents.workbooks.process_times import SUMMARY, as_clock
from plangen.documents.workbooks.widths import balanced, wide_enough
from plangen.language.sentences import clause
from plangen.model.audience import PLAYERS
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.schedule import Told, Window
from plangen.model.timeline import ALL_DEPARTMENTS, Phase, Step
from plangen.model.visibility import reaches

_DOCUMENT = "process-record"
_LONGEST_TITLE = 20  # characters: three lines of its column
_NARROWEST = {"scenario": 9.0, "action": 20.0, "limit": 10.0}  # the columns that share their room
_SPARE_ROWS = 6  # at least, for what nobody planned
_DONE = (Judged.TIMELY, Judged.LATE, Judged.UNJUDGED, Judged.UNKNOWN)
_FIGURES = ("planned", "begun", "done", "timely", "late", "unjudged", "under-way", "open", "rate", "extra")


class _Unit(Struct, frozen=True, kw_only=True):
    """A department, or the emergency team with the posts that belong to none, and what it has to do."""

    key: str
    title: str
    actions: tuple[tuple[Phase, Step], ...]


def process_record(plan: Plan) -> Workbook:
    """The whole workbook: summary, a sheet for each department, one for the emergency team, how to fill in."""
    units = _units(plan)
    days = max([plan.drill.end.day, *(window.due.day for window in plan.windows.values())])
    words = _words(plan, several_days=days > 1)
    form = columns(_column_words(plan, words, several_days=days > 1), plan.forms.results, several_days=days > 1)
    bases = Bases(plan, words, {unit.key: unit.actions for unit in units})
    sheets: tuple[Sheet, ...] = (
        _summary(plan, units, words, bases),
        *(_register(plan, unit, form, words, bases) for unit in units),
        instructions(plan, words.text("instructions-title"), words.texts("points"), entered(plan, form)),
    )
    return workbook(plan, plan.dossier.title(_DOCUMENT), sheets)


def _words(plan: Plan, *, several_days: bool) -> Worded:
    """What the form says, knowing what it is called."""
    words = Worded(plan, _DOCUMENT, examples(plan))
    return words.giving(
        {
            "完成的结果": tuple(finished_results(plan.forms.results)),
            "填写时刻": time_guidance(plan, several_days=True) if several_days else "",
        }
    )


def _column_words(plan: Plan, words: Worded, *, several_days: bool) -> ColumnWords:
    clock = time_guidance(plan, several_days=several_days)
    return ColumnWords(
        heads=words.heads("heads"),
        clock=clock,
        remark=words.text("remark"),
        unread=words.text("unread"),
        backwards=words.text("backwards"),
    )


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


def _register(plan: Plan, unit: _Unit, form: tuple[Column, ...], words: Worded, bases: Bases) -> Register:
    several, ending = words.text("several"), words.text("phase-end")
    rows = tuple(
        Row(
            key=step.id,
            values={
                "number": number,
                **_told(plan, phase, step, several),
                **_planned(plan, step, ending),
                **_counted(bases.values(unit.key, step), _planned(plan, step, ending)["due"]),
            },
        )
        for number, (phase, step) in enumerate(unit.actions, start=1)
    )
    titles = [phase.title for phase, _ in unit.actions]
    return Register(
        key=unit.key,
        name=unit.title,
        title=words.giving({"工作表": unit.title}).text("sheet-title"),
        notes=words.texts("notes"),
        signatures=words.texts("signatures"),
        columns=balanced(form, rows, {**_NARROWEST, "phase": wide_enough(titles, 9, 11.5)}),
        rows=rows,
        blank=max(_SPARE_ROWS, len(rows)),
    )


def _planned(plan: Plan, step: Step, ending: str) -> Mapping[str, Value]:
    """When the step begins and must be done; what is reported again and again is not due at one time.

    Where that follows from an event, players read its words, and no column holds a time, not a hidden one either:
    whether it was done in time is for those to judge who know when the event came.
    """
    window = plan.windows.get(step.id)
    is_repeated = step.every is not None and step.limit is None
    if window is None or _is_kept(plan, window):
        begins = NONE if window is None else begin(plan, step)
        return {"start": begins, "due": ending if is_repeated else NONE, "_start": None}
    fixed = None if is_repeated or step.limit else window.due.minutes
    times: dict[str, Value] = {"_start": window.start.minutes, "_fixed": fixed}
    return {"start": str(window.start), "due": ending if is_repeated else str(window.due), **times}


def _counted(basis: Mapping[str, Value], planned: Value) -> Mapping[str, Value]:
    """What a limit counts from, and the time that follows from it once that is known; before, the planned one."""
    if not basis:
        return {}
    due = f"IF(ISNUMBER([_due]),{as_clock('[_due]')},{literal(str(planned))})"
    return {**basis, "due": Formula(due)}


def _is_kept(plan: Plan, window: Window) -> bool:
    """Whether the readers of the record are not told the clock times of a step, or nobody can."""
    return window.told is Told.TO_NOBODY or (window.told is Told.TO_STAFF and reaches(plan, PLAYERS, _DOCUMENT))


def _told(plan: Plan, phase: Phase, step: Step, several: str) -> Mapping[str, Value]:
    titles = {scenario.id: _named(plan, scenario) for scenario in plan.played if scenario.id in step.scenarios}
    scenarios = "；".join(titles[key] for key in step.scenarios if key in titles)
    return {
        "phase": phase.title,
        "scenario": scenarios or several,
        "owner": "、".join(map(plan.party, (step.owner, *step.joined_by))),
        "action": f"{step.title}：{clause(step.action)}",
        "limit": limit(plan, step),
    }


def _named(plan: Plan, scenario: Scenario) -> str:
    """Its short title, else its title; 场景四 for a title that would make the row as high as a third of a page."""
    return scenario.brief if len(scenario.brief) <= _LONGEST_TITLE else column_name(plan, scenario)


def _summary(plan: Plan, units: Sequence[_Unit], words: Worded, bases: Bases) -> Grid:
    heads = list(words.heads("summary-heads"))
    heads.insert(_FIGURES.index("unjudged") + 1, words.text("unjudged-name"))
    width, name = len(heads), words.text("summary-name")
    of_plan, of_day = words.heads("plan-heads")
    title = words.giving({"工作表": name}).text("sheet-title")
    rows = (
        GridRow(cells=(GridCell(value=title, part=Part.TITLE, columns=width),)),
        GridRow(
            cells=(
                GridCell(value=of_plan, part=Part.LABEL),
                GridCell(value=edition(plan), columns=width - 5),
                GridCell(value=of_day, part=Part.LABEL),
                GridCell(
                    value=plan.date,
                    part=Part.ENTRY,
                    kind=Kind.DATE,
                    columns=3,
                    key="day",
                    guidance=words.text("first-day"),
                ),
            ),
            height=26,
        ),
        GridRow(cells=tuple(GridCell(value=head, part=Part.HEAD) for head in heads), height=26),
        *(_unit_line(unit) for unit in units),
        *([_total_line(units, words.text("total-name"))] if units else []),
        GridRow(cells=(GridCell(value=words.text("summary-note"), part=Part.NOTE, columns=width),)),
        *bases.rows(width),
    )
    widths = (24, *(11.0,) * (width - 1), *(8.0,) * HELPERS)
    return Grid(key=SUMMARY, name=name, widths=widths, rows=rows, landscape=True, hidden=HELPERS)


def _unit_line(unit: _Unit) -> GridRow:
    """A department's figures, counted on its sheet; one without planned actions counts nothing but extra ones."""
    key = unit.key
    judged = f"[{key}!judged/given]"
    counts = {
        "begun": f"SUMPRODUCT(--(LEN([{key}!began/given])+LEN([{key}!ended/given])>0))",
        "done": f"SUMPRODUCT({'+'.join(f'({begins(judged, word)})' for word in _DONE)})",
        "timely": _counting(judged, Judged.TIMELY),
        "late": _counting(judged, Judged.LATE),
        "unjudged": _counting(judged, Judged.UNKNOWN),
        "under-way": _counting(judged, Judged.UNDER_WAY),
    }
    formulas = {name: text if unit.actions else "0" for name, text in counts.items()}
    formulas["open"] = f"{_figure(key, 'planned')}-{_figure(key, 'done')}-{_figure(key, 'under-way')}"
    formulas["rate"] = _rate(key)
    formulas["extra"] = f"SUMPRODUCT(--(LEN([{key}!action/blank])>0))"
    return _line(
        unit.title, key, {"planned": len(unit.actions), **{name: Formula(text) for name, text in formulas.items()}}
    )


def _counting(judged: str, word: Judged) -> str:
    return f"SUMPRODUCT(--({begins(judged, word)}))"


def _total_line(units: Sequence[_Unit], title: str) -> GridRow:
    sums: dict[str, Value] = {
        name: Formula(f"SUM({_figure(units[0].key, name)}:{_figure(units[-1].key, name)})") for name in _FIGURES
    }
    return _line(title, "total", {**sums, "rate": Formula(_rate("total"))})


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

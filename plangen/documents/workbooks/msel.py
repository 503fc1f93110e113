"""The master scenario events list as a workbook to control by: the whole day, a sheet per scenario, contingencies.

Actual times and states are entered once, on the sheet of the scenario; the whole day shows them. It is for the screen,
with a column for everything that one may want to filter by; paper has each event once, on the sheet of its scenario, in
few columns of several lines, so that it can be read.
"""

from collections.abc import Mapping, Sequence

from plangen.blocks.document import Align
from plangen.blocks.workbook import Column, Formula, Highlight, Kind, Register, Row, Sheet, Tone, Value, Workbook
from plangen.documents.audience import marking
from plangen.documents.draft import Draft
from plangen.documents.frame import workbook
from plangen.documents.inject_words import deliverer, expected_lines, objectives, points, receivers, sender
from plangen.documents.outlines.worded import Worded
from plangen.documents.phrases import BREAK, NONE, called_briefly, column_name, period, place_named
from plangen.documents.workbooks.instructions import entered, instructions, time_guidance
from plangen.documents.workbooks.msel_columns import ON_CONDITION, PLANNED, all_columns, few_columns
from plangen.language.sentences import clause, sentence
from plangen.model.drill import Pause
from plangen.model.events import by_drill_time, with_breaks
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario

_DAY, _CONTINGENCY = "day", "contingency"
_STATES = ("已投放", "推迟", "取消", "已观察到", "未观察到")
_HEADS = (
    *("number", "scenario_time", "time", "kind", "way", "sender", "receiver"),
    *("content", "expected", "objective", "points", "note"),
)
_LEAST_HEIGHT = 32.0


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
    words = _words(plan)
    entries = _entries(plan, words)
    sheets: tuple[Sheet, ...] = (
        _day(draft, scenarios, words, entries),
        *(_scenario(draft, scenario, words, entries) for scenario in scenarios),
        *([_contingency(draft, contingency, words, entries)] if contingency else []),
        instructions(plan, words.text("instructions-title"), words.texts("points"), entered(plan, entries)),
    )
    return workbook(plan, plan.dossier.title("msel"), sheets, marked=marking(plan, "msel"))


def _words(plan: Plan) -> Worded:
    """What the list says, knowing what it and its first sheet are called."""
    words = Worded(plan, "msel")
    return words.giving({"总表": words.text("day-name")})


def _sheet_title(words: Worded, name: str) -> str:
    return words.giving({"工作表": name}).text("sheet-title")


def _planned(plan: Plan, scenario: Scenario) -> tuple[Inject, ...]:
    return tuple(inject for inject in plan.events(scenario.id) if inject.kind != CONTINGENCY)


def _scenario(draft: Draft, scenario: Scenario, words: Worded, entries: tuple[Column, ...]) -> Register:
    rows = [_row(draft.plan, inject) for inject in _planned(draft.plan, scenario)]
    clocks = [each.clock for each in draft.plan.injects if each.scenario == scenario.id and each.clock]
    columns, lines = few_columns(_heads(words), rows, PLANNED, entries)
    return Register(
        key=scenario.id,
        name=column_name(draft.plan, scenario),
        title=_sheet_title(words, called_briefly(draft.plan, scenario)),
        notes=(*words.texts("notes"), *(sentence(clock) for clock in clocks)),
        columns=columns,
        rows=lines,
        height=_LEAST_HEIGHT,
    )


def _contingency(
    draft: Draft, events: Sequence[tuple[Scenario, Inject]], words: Worded, entries: tuple[Column, ...]
) -> Register:
    """Without planned times, with the condition under which each is used."""
    rows = []
    for scenario, inject in events:
        row = _row(draft.plan, inject)
        case = {"scenario": column_name(draft.plan, scenario), "condition": sentence(inject.condition or NONE)}
        rows.append(Row(key=row.key, values={**row.values, **case}))
    columns, lines = few_columns(_heads(words), rows, ON_CONDITION, entries)
    return Register(
        key=_CONTINGENCY,
        name=words.text("contingency-name"),
        title=_sheet_title(words, words.text("contingency-name")),
        notes=(*words.texts("notes"), *words.texts("contingency-note")),
        columns=columns,
        rows=lines,
        height=_LEAST_HEIGHT,
    )


def _day(draft: Draft, scenarios: Sequence[Scenario], words: Worded, entries: tuple[Column, ...]) -> Register:
    played = {inject.id: column_name(draft.plan, scenario) for scenario, inject in by_drill_time(draft.plan)}
    rows = []
    for each in with_breaks(draft.plan, [inject for _, inject in by_drill_time(draft.plan)]):
        if isinstance(each, Pause):
            rows.append(_pause(each))
            continue
        row = _row(draft.plan, each)
        rows.append(Row(key=row.key, values={**row.values, "scenario": played[each.id]}))
    heads = {key: head for key, head in _heads(words).items() if key not in _elsewhere(draft.plan)}
    shown = tuple(
        Column(
            id=column.id,
            title=column.title,
            width=column.width,
            kind=column.kind,
            align=Align.CENTRE,
            formula=_looked_up(column.id, scenarios),
            highlights=column.highlights,
        )
        for column in entries
    )
    return Register(
        key=_DAY,
        name=words.text("day-name"),
        title=_sheet_title(words, words.text("day-name")),
        notes=(*words.texts("notes")[:1], *words.texts("day-note")),
        columns=all_columns(heads, shown),
        rows=tuple(rows),
        height=_LEAST_HEIGHT,
        on_screen=True,
    )


def _pause(each: Pause) -> Row:
    """Of a break of the drill only when it is."""
    return Row(key=f"break-{each.start.minutes}", values={"time": period(each.start, each.end), "content": BREAK})


def _looked_up(column: str, scenarios: Sequence[Scenario]) -> Formula | None:
    """What was entered for the event of this number on the sheet of its scenario; nothing while it is blank."""
    found = '""'
    for scenario in reversed(scenarios):
        match = f"MATCH([number],[{scenario.id}!number],0)"
        value = f"INDEX([{scenario.id}!{column}],{match})"
        found = f'IF(ISNUMBER({match}),IF({value}="","",{value}),{found})'
    return Formula(found) if scenarios else None


def _heads(words: Worded) -> Mapping[str, str]:
    """What each column is called."""
    return {
        **dict(zip(_HEADS, words.heads("heads"), strict=True)),
        "scenario": words.text("scenario-name"),
        "place": words.text("place-name"),
        "condition": words.text("condition-name"),
    }


def _elsewhere(plan: Plan) -> set[str]:
    """The columns that the whole day does not need."""
    has_places = plan.drill.venues and any(each.place for scenario in plan.played for each in plan.events(scenario.id))
    return {"condition"} if has_places else {"condition", "place"}


def _entries(plan: Plan, words: Worded) -> tuple[Column, ...]:
    several_days = plan.drill.end.day > 1
    actual, state = words.heads("entry-heads")
    return (
        Column(
            id="actual",
            title=actual,
            width=15 if several_days else 9,
            kind=Kind.CLOCK if several_days else Kind.TIME,
            entry=True,
            guidance=time_guidance(plan, several_days=several_days),
        ),
        Column(
            id="state",
            title=state,
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
        **({"place": place_named(plan, inject.place)} if inject.place else {}),
        "content": f"【{clause(inject.title)}】{sentence(inject.content)}",
        "expected": "\n".join(expected_lines(plan, inject)),
        "objective": "\n".join(objectives(plan, inject)),
        "points": "\n".join(points(inject)),
        "note": sentence(inject.note),
    }
    return Row(key=inject.id, values=values)

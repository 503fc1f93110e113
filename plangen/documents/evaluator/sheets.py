"""What an evaluator writes on: a sheet by the clock or one for each of his objectives, the grades, the whole."""

from collections.abc import Iterator, Mapping, Sequence

from plangen.blocks.answers import BOX
from plangen.blocks.document import Align, Cell, Column, Row, Table, Tone, cell
from plangen.documents.draft import Draft
from plangen.documents.inject_words import action, day_time
from plangen.documents.outlines.generated import FormRows
from plangen.documents.phrases import NONE, place_named
from plangen.language.sentences import sentence
from plangen.model.events import by_drill_time
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.observation import observes, watched_actions
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.script import DrillStaff, Objective
from plangen.model.values import Id

WORDS: Mapping[str, str] = {
    **{name: name for name in ("目标", "评估标准", "全程", "应变", "评定", "等次")},
    "理由": "评定理由",
}
"""What a sheet says beside its heads."""

GRADING_WORDS: Mapping[str, str] = {"评估标准": "评估标准"}
"""What the table of grades says beside its heads."""

TIME_WORDS: Mapping[str, str] = {"应变": "应变"}
"""What the sheet by the clock says of an inject without a time."""

OPINION_WORDS: Mapping[str, str] = {"栏目": "", "签名": "签名", "日期": "日期"}
"""What the sheet for the whole asks for, and its last row."""

_WRITING_HEIGHT = 16  # millimetres: room for two lines by hand
_SUMMARY_HEIGHT = 40
_GRADING_HEIGHT = 30  # room for the reasons
_SIGNING_HEIGHT = 12
_BLANK = Cell(blank=True)


def sheet(draft: Draft, staff: DrillStaff, objective: Objective, words: Mapping[str, str]) -> FormRows:
    """What an evaluator has to observe for an objective, each with room for what he sees."""
    plan = draft.plan
    return [
        _goal(plan, objective, words),
        *([_general(objective, words["全程"])] if objective.points else []),
        *(_line(plan, staff, inject, words["应变"]) for inject in _observed(plan, staff, objective)),
        _grade(plan, words),
    ]


def by_time(draft: Draft, staff: DrillStaff, words: Mapping[str, str]) -> FormRows:
    """What an evaluator has to observe, each inject once and by the clock, with the objectives that it tests."""
    plan = draft.plan
    own = {key: objective for key in staff.objectives if (objective := plan.objectives.get(key))}
    found: dict[Id, tuple[Inject, list[str]]] = {}
    for objective in own.values():
        for inject in _observed(plan, staff, objective):
            found.setdefault(inject.id, (inject, []))[1].append(objective.title)
    order = [each.id for _, each in _in_order(plan) if each.id in found]
    return [_timed(plan, staff, *found[key], words["应变"]) for key in order]


def _timed(plan: Plan, staff: DrillStaff, inject: Inject, tested: Sequence[str], untimed: str) -> Row:
    time, told, points, *_ = _line(plan, staff, inject, untimed).cells
    return Row(cells=(time, told, points, cell(*tested), _BLANK, _BLANK), height=_WRITING_HEIGHT)


def grading(draft: Draft, staff: DrillStaff, words: Mapping[str, str]) -> FormRows:
    """Each objective of an evaluator with what holds for the whole drill, room for the reasons, and the grades."""
    plan = draft.plan
    boxes = cell(*(f"{BOX}{each.title}" for each in plan.evaluation.grades))
    return [
        Row(
            cells=(cell(f"**{each.title}**", _demanded(plan, each, words)), cell(*_points(each)), _BLANK, boxes),
            height=_GRADING_HEIGHT,
        )
        for key in staff.objectives
        if (each := plan.objectives.get(key))
    ]


def _points(objective: Objective) -> tuple[str, ...]:
    return tuple(sentence(point) for point in objective.points) or (NONE,)


def opinion(_: Draft, __: DrillStaff, words: Mapping[str, str]) -> Iterator[Table]:
    """A row for each thing that is asked, and one to sign; in one table, so that no page break parts them."""
    signature = Row(cells=(_key(words["签名"]), _BLANK, _key(words["日期"]), _BLANK), height=_SIGNING_HEIGHT)
    asked = (Row(cells=(_key(each), Cell(blank=True, columns=3)), height=_SUMMARY_HEIGHT) for each in _asked(words))
    yield Table(columns=(Column(4), Column(8), Column(2), Column(6)), rows=(*asked, signature))


def _asked(words: Mapping[str, str]) -> Iterator[str]:
    return filter(None, (each.strip() for each in words["栏目"].split("、")))


def _goal(plan: Plan, objective: Objective, words: Mapping[str, str]) -> Row:
    return Row(cells=(_key(words["目标"]), cell(_demanded(plan, objective, words), columns=5)))


def _demanded(plan: Plan, objective: Objective, words: Mapping[str, str]) -> str:
    """What is demanded, and by what it is judged."""
    titles: dict[str, str] = {each.id: each.title for each in plan.evaluation.criteria}
    judged_by = "、".join(titles[key] for key in objective.criteria if key in titles) or NONE
    return f"{sentence(objective.text)}{words['评估标准']}：{judged_by}。"


def _general(objective: Objective, whole: str) -> Row:
    """What holds for the whole drill, whatever is injected."""
    points = cell(*_points(objective), columns=2)
    return Row(cells=(cell(whole, align=Align.CENTRE), points, _BLANK, _BLANK, _BLANK), height=_WRITING_HEIGHT)


def _line(plan: Plan, staff: DrillStaff, inject: Inject, untimed: str) -> Row:
    return Row(
        cells=(
            cell(f"**{inject.serial}**", day_time(inject.time) if inject.time else untimed, align=Align.CENTRE),
            cell(_titled(plan, inject), *(action(plan, inject, each) for each in watched_actions(plan, staff, inject))),
            cell(*(tuple(sentence(point) for point in inject.points) or (NONE,))),
            *(_BLANK, _BLANK, _BLANK),
        ),
        height=_WRITING_HEIGHT,
    )


def _titled(plan: Plan, inject: Inject) -> str:
    """The title of an inject, with its place where the drill has several."""
    place = place_named(plan, inject.place)
    return f"**{inject.title}**（{place}）" if place else f"**{inject.title}**"


def _observed(plan: Plan, staff: DrillStaff, objective: Objective) -> Iterator[Inject]:
    """The injects that test the objective on somebody whom the evaluator watches: by drill time, contingencies last."""
    for scenario, inject in _in_order(plan):
        if objective.id in inject.objectives and observes(plan, staff, scenario.id, inject, objective.id):
            yield inject


def _in_order(plan: Plan) -> Iterator[tuple[Scenario, Inject]]:
    """All injects by drill time, contingencies last."""
    yield from by_drill_time(plan)
    for scenario in plan.played:
        yield from ((scenario, inject) for inject in plan.events(scenario.id) if inject.kind == CONTINGENCY)


def _grade(plan: Plan, words: Mapping[str, str]) -> Row:
    boxes = "　　".join(f"{BOX}{each.title}" for each in plan.evaluation.grades)
    reasons = Cell(blank=True, columns=3, guidance=words["理由"])
    return Row(
        cells=(_key(words["评定"]), cell(f"{words['等次']}：{boxes}", columns=2), reasons), height=_WRITING_HEIGHT
    )


def _key(title: str) -> Cell:
    return cell(title, tone=Tone.KEY, align=Align.CENTRE)

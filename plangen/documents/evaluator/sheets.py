"""What an evaluator writes on: a sheet for each of his objectives, and one for the whole."""

from collections.abc import Iterator, Mapping

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
from plangen.model.script import DrillStaff, Objective

WORDS: Mapping[str, str] = {
    **{name: name for name in ("目标", "评估标准", "全程", "应变", "评定", "等次")},
    "理由": "评定理由",
}
"""What a sheet says beside its heads."""

OPINION_WORDS: Mapping[str, str] = {"栏目": "", "签名": "签名", "日期": "日期"}
"""What the sheet for the whole asks for, and its last row."""

_WRITING_HEIGHT = 16  # millimetres: room for two lines by hand
_SUMMARY_HEIGHT = 40
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


def opinion(_: Draft, __: DrillStaff, words: Mapping[str, str]) -> Iterator[Table]:
    """A row for each thing that is asked, and one to sign; in one table, so that no page break parts them."""
    signature = Row(cells=(_key(words["签名"]), _BLANK, _key(words["日期"]), _BLANK), height=_SIGNING_HEIGHT)
    asked = (Row(cells=(_key(each), Cell(blank=True, columns=3)), height=_SUMMARY_HEIGHT) for each in _asked(words))
    yield Table(columns=(Column(4), Column(8), Column(2), Column(6)), rows=(*asked, signature))


def _asked(words: Mapping[str, str]) -> Iterator[str]:
    return filter(None, (each.strip() for each in words["栏目"].split("、")))


def _goal(plan: Plan, objective: Objective, words: Mapping[str, str]) -> Row:
    titles: dict[str, str] = {each.id: each.title for each in plan.evaluation.criteria}
    judged_by = "、".join(titles[key] for key in objective.criteria if key in titles) or NONE
    said = f"{sentence(objective.text)}{words['评估标准']}：{judged_by}。"
    return Row(cells=(_key(words["目标"]), cell(said, columns=5)))


def _general(objective: Objective, whole: str) -> Row:
    """What holds for the whole drill, whatever is injected."""
    points = cell(*(sentence(point) for point in objective.points), columns=2)
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
    by_condition = [
        (scenario, inject)
        for scenario in plan.played
        for inject in plan.events(scenario.id)
        if inject.kind == CONTINGENCY
    ]
    for scenario, inject in (*by_drill_time(plan), *by_condition):
        if objective.id in inject.objectives and observes(plan, staff, scenario.id, inject, objective.id):
            yield inject


def _grade(plan: Plan, words: Mapping[str, str]) -> Row:
    boxes = "　　".join(f"{BOX}{each.title}" for each in plan.evaluation.grades)
    reasons = Cell(blank=True, columns=3, guidance=words["理由"])
    return Row(
        cells=(_key(words["评定"]), cell(f"{words['等次']}：{boxes}", columns=2), reasons), height=_WRITING_HEIGHT
    )


def _key(title: str) -> Cell:
    return cell(title, tone=Tone.KEY, align=Align.CENTRE)

"""The observation sheets: per evaluator a chapter, in it a sheet per objective and one for the whole."""

from collections.abc import Iterator

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    PageBreak,
    Row,
    Table,
    Tone,
    cell,
)
from plangen.documents.draft import Draft, chapter, section, text
from plangen.documents.evaluator.method import evaluators
from plangen.documents.inject_words import action, day_time
from plangen.documents.phrases import NONE
from plangen.documents.script.control import criteria, scenarios_of
from plangen.language.sentences import listed, sentence
from plangen.model.events import by_drill_time
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.observation import observes, watched_actions
from plangen.model.plan import Plan
from plangen.model.script import DrillStaff, Objective

_HEADS = ("编号和\n时间", "情况和预期行动", "评估要点", "实际\n时间", "观察到的事实和依据", "等次")
_WEIGHTS = (2, 4.3, 3.2, 1.7, 4.7, 1.3)
_WRITING_HEIGHT = 16  # millimetres: room for two lines by hand
_SUMMARY_HEIGHT = 40
_SIGNING_HEIGHT = 12


def evaluator_chapters(draft: Draft) -> Iterator[Block]:
    """A chapter for each evaluator: a sheet for each of his objectives, and one for the whole."""
    for staff in evaluators(draft):
        yield chapter(f"{staff.title}观察记录表", f"evaluator-{staff.id}", new_page=True, owner=staff.id)
        yield from _task(draft, staff)
        for key in (key for key in staff.objectives if key in draft.plan.objectives):
            yield from _sheet(draft, staff, draft.plan.objectives[key])
        yield PageBreak()
        yield section("综合意见", f"opinion-{staff.id}")
        yield from _opinion(draft, staff)


def _task(draft: Draft, staff: DrillStaff) -> Iterator[Block]:
    watched = listed(draft.plan.party(key) for key in staff.watches)
    yield from text(
        f"观察对象：{watched}。" if watched else "观察对象：全体参演人员。",
        f"观察场景：{scenarios_of(draft, staff)}。",
        *(sentence(duty) for duty in staff.duties),
    )


def _sheet(draft: Draft, staff: DrillStaff, objective: Objective) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table(f"sheet-{staff.id}-{objective.id}")
    yield section(objective.title, f"sheet-{staff.id}-{objective.id}")
    header = Row(
        cells=tuple(cell(*head.split("\n"), tone=Tone.HEAD, align=Align.CENTRE) for head in _HEADS), header=True
    )
    goal = Row(
        cells=(
            cell("目标", tone=Tone.KEY, align=Align.CENTRE),
            cell(f"{sentence(objective.text)}评估标准：{criteria(plan, objective.criteria)}。", columns=5),
        )
    )
    rows = [_general(objective)] if objective.points else []
    rows += [_line(plan, staff, inject) for inject in _observed(plan, staff, objective)]
    yield Table(
        columns=tuple(map(Column, _WEIGHTS)),
        rows=(header, goal, *rows, _grade(plan)),
        caption=f"{label}　{staff.title}——{objective.title}",
        compact=True,
    )


def _general(objective: Objective) -> Row:
    """What holds for the whole drill, whatever is injected."""
    return Row(
        cells=(
            cell("全程", align=Align.CENTRE),
            cell(*(sentence(point) for point in objective.points), columns=2),
            Cell(blank=True),
            Cell(blank=True),
            Cell(blank=True),
        ),
        height=_WRITING_HEIGHT,
    )


def _line(plan: Plan, staff: DrillStaff, inject: Inject) -> Row:
    return Row(
        cells=(
            cell(f"**{inject.serial}**", day_time(inject.time) if inject.time else "应变", align=Align.CENTRE),
            cell(f"**{inject.title}**", *(action(plan, inject, each) for each in watched_actions(plan, staff, inject))),
            cell(*(tuple(sentence(point) for point in inject.points) or (NONE,))),
            Cell(blank=True),
            Cell(blank=True),
            Cell(blank=True),
        ),
        height=_WRITING_HEIGHT,
    )


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


def _grade(plan: Plan) -> Row:
    boxes = "　　".join(f"□{each.title}" for each in plan.evaluation.grades)
    return Row(
        cells=(
            cell("评定", tone=Tone.KEY, align=Align.CENTRE),
            cell(f"等次：{boxes}", columns=2),
            Cell(blank=True, columns=3, guidance="评定理由"),
        ),
        height=_WRITING_HEIGHT,
    )


def _opinion(draft: Draft, staff: DrillStaff) -> Iterator[Block]:
    label = draft.captions.table(f"opinion-{staff.id}")
    yield Table(
        columns=(Column(4), Column(8), Column(2), Column(6)),
        rows=(*(_blank(title) for title in ("主要优点", "主要不足", "改进建议", "其他情况")), _signature()),
        caption=f"{label}　{staff.title}综合意见",
    )


def _blank(title: str) -> Row:
    return Row(
        cells=(cell(title, tone=Tone.KEY, align=Align.CENTRE), Cell(blank=True, columns=3)), height=_SUMMARY_HEIGHT
    )


def _signature() -> Row:
    """In the table, so that no page break parts the opinion from who signs it."""
    return Row(
        cells=(
            cell("评估人员签名", tone=Tone.KEY, align=Align.CENTRE),
            Cell(blank=True),
            cell("日期", tone=Tone.KEY, align=Align.CENTRE),
            Cell(blank=True),
        ),
        height=_SIGNING_HEIGHT,
    )

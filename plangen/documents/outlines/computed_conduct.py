"""Facts that follow from others, for those who conduct the drill and those who are told of it."""

from collections.abc import Mapping
from typing import Any

from plangen.blocks.template import Listing, Value
from plangen.documents.outlines.computing import Computed, Makes
from plangen.documents.phrases import site_named
from plangen.language.sentences import clause, listed, quoted
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.organisation import Department
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.script import CONTROLLING, EVALUATING, DrillStaff

_CALL = "用语"  # stands in the title of the signal with which every message begins


def _drill_name(plan: Plan, _: Any, __: Makes) -> str:
    """The drill that the plan is of: 消费者权益保护应急演练."""
    return clause(plan.identity.title).removesuffix("计划").removesuffix("方案")


def _forms(plan: Plan, _: Any, __: Makes) -> str:
    return listed([clause(each).removesuffix("形式") for each in plan.drill.form])


def _places(plan: Plan, _: Any, __: Makes) -> str:
    venue = plan.drill.venue
    areas = listed(venue.areas)
    main = clause(venue.title) + (f"及{areas}" if areas else "")
    return listed([main, *(site_named(plan, each.id) for each in plan.drill.venues)]) if plan.drill.venues else main


def _taking_part(plan: Plan, _: Any, makes: Makes) -> Listing:
    keys = dict.fromkeys(each.department for each in plan.drill.participants)
    return makes.many(Department, [plan.departments[key] for key in keys if key in plan.departments])


def _evaluators(plan: Plan, _: Any, makes: Makes) -> Listing:
    return makes.many(DrillStaff, [each for each in plan.script.staff if each.kind == EVALUATING])


def _runs(plan: Plan, _: Any, __: Makes) -> Value:
    return "导控人员" if plan.script.staff else plan.party(plan.timeline.order.by)


def _leads_all(plan: Plan, _: Any, __: Makes) -> Value:
    leading = [each for each in plan.script.staff if each.kind == CONTROLLING]
    found = next((each for each in leading if not each.scenarios), next(iter(leading), None))
    return found.title if found else plan.party(plan.timeline.order.by)


def _call(plan: Plan, _: Any, __: Makes) -> str:
    """The words of the signal for that, as they stand within quotation marks."""
    words = next((each.words for each in plan.script.signals if _CALL in each.title), "")
    return quoted(words)[1:-1]


def _has_events(plan: Plan, _: Any, __: Makes) -> str:
    return "是" if any(plan.events(each.id) for each in plan.played) else ""


def _clocks(plan: Plan, scenario: Scenario, _: Makes) -> Listing:
    clocks = (clause(each.clock) for each in plan.injects if each.scenario == scenario.id)
    return Listing(items=tuple(filter(None, clocks)), sample="")


def _planned(plan: Plan, scenario: Scenario, makes: Makes) -> Listing:
    return makes.many(Inject, [each for each in plan.events(scenario.id) if each.kind != CONTINGENCY])


def _waiting(plan: Plan, scenario: Scenario, makes: Makes) -> Listing:
    return makes.many(Inject, [each for each in plan.events(scenario.id) if each.kind == CONTINGENCY])


CONDUCT: Mapping[type, tuple[Computed, ...]] = {
    Plan: (
        Computed(
            english="drill_name", chinese="演练名称", meaning="计划名称去掉末尾的“计划”或者“方案”", make=_drill_name
        ),
        Computed(
            english="forms",
            chinese="演练形式",
            meaning="演练形式；几种的连成一句，例如“桌面推演和功能演练”",
            make=_forms,
        ),
        Computed(english="places", chinese="演练场所", meaning="主会场和其他区域，分会场", make=_places),
        Computed(
            english="taking_part",
            chinese="参演部门",
            meaning="派出参演人员的部门",
            make=_taking_part,
            lists=Department,
        ),
        Computed(
            english="evaluators",
            chinese="评估人员",
            meaning="导控人员中担任评估的",
            make=_evaluators,
            lists=DrillStaff,
        ),
        Computed(
            english="runs",
            chinese="导控方",
            meaning="有导控人员时为“导控人员”，没有时为下达启动指令的岗位",
            make=_runs,
        ),
        Computed(
            english="leads_all",
            chinese="总导调",
            meaning="导控人员中负责全部场景的导调人员；没有时为下达启动指令的岗位",
            make=_leads_all,
        ),
        Computed(
            english="call",
            chinese="演练用语",
            meaning="用途中有“用语”的导控信号的用语，用来说明正在演练",
            make=_call,
        ),
        Computed(english="has_events", chinese="有导调事件", meaning="有导调事件时为“是”", make=_has_events),
    ),
    Scenario: (
        Computed(english="clocks", chinese="情景时间说明", meaning="情景时间与演练时间的关系", make=_clocks, lists=str),
        Computed(
            english="planned",
            chinese="计划事件",
            meaning="按照计划投放的导调事件",
            make=_planned,
            lists=Inject,
        ),
        Computed(
            english="waiting",
            chinese="应变事件",
            meaning="符合条件时才投放的导调事件",
            make=_waiting,
            lists=Inject,
        ),
    ),
}
"""By kind of record, or of the plan."""

"""Facts that follow from others, for those who conduct the drill and those who are told of it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from plangen.blocks.template import Listing, Value
from plangen.documents.outlines.computing import Computed, Makes
from plangen.documents.phrases import day_shown, site_named
from plangen.documents.reached import reached, reached_outside
from plangen.language.sentences import clause, listed, quoted
from plangen.model.drill import MAIN, EmergencyCall, Participants
from plangen.model.duties import in_name_of
from plangen.model.injects import CONTINGENCY, Inject
from plangen.model.organisation import Department, Outside, Post
from plangen.model.plan import Plan
from plangen.model.presence import arrival, place_of_party
from plangen.model.scenario import Scenario
from plangen.model.script import CALL, EVALUATING, IN_EARNEST, SIMULATING, STOP, DrillStaff
from plangen.model.standing_in import chief, controllers, emergency_calls, is_played, reachable, stand_ins
from plangen.model.values import Moment, Todo


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
    found = chief(plan)
    return clause(found.title) if found else plan.party(plan.timeline.order.by)


def _signal(title: str) -> Callable[[Plan, Any, Makes], str]:
    """The words of the signal for that, as they stand within quotation marks."""

    def words(plan: Plan, _: Any, __: Makes) -> str:
        return quoted(next((each.words for each in plan.script.signals if title in each.title), ""))[1:-1]

    return words


def _arriving(plan: Plan, party: str, shift: Collection[str] = ()) -> str:
    """When and where somebody signs in before the drill: 8:30，三楼会议室; nothing where the plan does not say."""
    if plan.drill.arrival is None:
        return ""
    time, place = arrival(plan, shift), place_of_party(plan, party)
    return "，".join(filter(None, (_clock(plan, time), _assembly(plan) if place == MAIN else site_named(plan, place))))


def _clock(plan: Plan, time: Moment | Todo | None) -> str:
    """8:30; with its day where the drill has several."""
    if not isinstance(time, Moment):
        return time or ""
    return f"{day_shown(plan, time)}{time.clock}" if len(plan.drill.days) > 1 else time.clock


def _assembly(plan: Plan) -> str:
    own = plan.drill.arrival.place if plan.drill.arrival else None
    return clause(own or plan.drill.venue.title)


def _played(plan: Plan, _: Any, makes: Makes) -> Listing:
    """The outside parties that players may have to call and that others answer for."""
    told = {sent.receiver for scenario in plan.played for sent in scenario.notifications}
    parties = (each for each in plan.organisation.outside if is_played(plan, each))
    return makes.many(Outside, [each for each in parties if each.contact or each.id in told])


def _answered(plan: Plan, outside: Outside, _: Makes) -> str:
    return "；".join(each.said for each in reached_outside(plan, outside))


def _calls(plan: Plan, senders: Collection[str]) -> Listing:
    """Whom these parties call for the outside parties that they have to tell: 模拟员　0100-9（代媒体、公安机关）."""
    answered: dict[str, dict[str, None]] = {}
    outside = {each.id: each for each in plan.organisation.outside}
    for scenario in plan.played:
        for sent in scenario.notifications:
            if sent.sender in senders and sent.receiver in outside and is_played(plan, outside[sent.receiver]):
                found = reached_outside(plan, outside[sent.receiver], scenario.id)
                titles = answered.setdefault("；".join(each.said for each in found), {})
                titles[outside[sent.receiver].title] = None
    return Listing(items=tuple(f"{who}（代{'、'.join(titles)}）" for who, titles in answered.items()), sample="")


def _plays(plan: Plan, staff: DrillStaff, makes: Makes) -> Listing:
    parties = plan.organisation.outside
    return makes.many(Outside, [each for each in parties if staff in stand_ins(plan, each.id)])


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
            english="simulators",
            chinese="模拟人员",
            meaning="导控人员中担任模拟的",
            make=lambda plan, _, makes: makes.many(DrillStaff, [s for s in plan.script.staff if s.kind == SIMULATING]),
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
            make=_signal(CALL),
        ),
        Computed(english="has_events", chinese="有导调事件", meaning="有导调事件时为“是”", make=_has_events),
        Computed(
            english="real_signal",
            chinese="真实情况用语",
            meaning="用途中有“真实”的导控信号的用语，发生真实险情时说",
            make=_signal(IN_EARNEST),
        ),
        Computed(
            english="stop_signal",
            chinese="中止用语",
            meaning="用途中有“中止”的导控信号的用语，听到后停止演练行动",
            make=_signal(STOP),
        ),
        Computed(
            english="reachable",
            chinese="现场导控人员",
            meaning="参演人员可以找的导调人员：负责全部场景的；没有时为全部导调人员",
            make=lambda plan, _, makes: makes.many(DrillStaff, reachable(plan)),
            lists=DrillStaff,
        ),
        Computed(
            english="controllers",
            chinese="导调人员",
            meaning="导控人员中担任导调的",
            make=lambda plan, _, makes: makes.many(DrillStaff, controllers(plan)),
            lists=DrillStaff,
        ),
        Computed(
            english="chief_reached",
            chinese="总导调联络",
            meaning="总导调的职务、姓名、电话；没有导调人员时为下达启动指令的岗位",
            make=lambda plan, _, __: reached(found).said if (found := chief(plan)) else "",
        ),
        Computed(
            english="emergency_calls",
            chinese="险情电话",
            meaning="发生真实险情时拨打的号码：写了真实险情电话的为所写的，没有的为火警119、急救120、报警110",
            make=lambda plan, _, makes: makes.many(EmergencyCall, emergency_calls(plan)),
            lists=EmergencyCall,
        ),
        Computed(
            english="played_outside",
            chinese="模拟的外部单位",
            meaning="参演人员可能要联系、演练中由模拟人员或者导控人员代接电话的外部单位和人员",
            make=_played,
            lists=Outside,
        ),
        Computed(
            english="arrival_time",
            chinese="报到时刻",
            meaning="演练第一天的报到时间，例如“8:30”",
            make=lambda plan, _, __: _clock(plan, arrival(plan)),
        ),
        Computed(
            english="assembly",
            chinese="集合地点",
            meaning="报到地点；没有写明的，为主会场",
            make=lambda plan, _, __: _assembly(plan),
        ),
    ),
    Department: (
        Computed(
            english="arriving",
            chinese="报到",
            meaning="部门的人员何时到何地报到，例如“8:30，三楼会议室”",
            make=lambda plan, each, _: _arriving(plan, each.id),
        ),
        Computed(
            english="outside_calls",
            chinese="模拟联络",
            meaning="部门在演练中要联系的外部单位由谁代接、什么号码，每人一条",
            make=lambda plan, each, _: _calls(plan, (each.id,)),
            lists=str,
        ),
    ),
    Post: (
        Computed(
            english="arriving",
            chinese="报到",
            meaning="何时到何地报到，例如“8:30，三楼会议室”；只参加后面时段的，在那个时段之前",
            make=lambda plan, each, _: _arriving(plan, each.id, each.sessions),
        ),
        Computed(
            english="outside_calls",
            chinese="模拟联络",
            meaning="岗位在演练中要联系的外部单位由谁代接、什么号码，每人一条",
            make=lambda plan, each, _: _calls(plan, in_name_of(plan, each).keys()),
            lists=str,
        ),
    ),
    Participants: (
        Computed(
            english="arriving",
            chinese="报到",
            meaning="何时到何地报到，例如“8:30，三楼会议室”；只参加后面时段的，在那个时段之前",
            make=lambda plan, each, _: _arriving(plan, each.department, each.sessions),
        ),
    ),
    Outside: (
        Computed(
            english="answered",
            chinese="模拟接听",
            meaning="演练中由谁代接、什么号码",
            make=_answered,
        ),
    ),
    DrillStaff: (
        Computed(
            english="plays",
            chinese="代接的外部单位",
            meaning="演练中由其扮演、代接电话的外部单位和人员",
            make=_plays,
            lists=Outside,
        ),
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

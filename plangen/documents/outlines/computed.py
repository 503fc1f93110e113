"""Facts that stand in no field because they follow from others: when the drill is, how a scenario is called."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from plangen.blocks.template import Gap, Listing, Value
from plangen.documents.outlines.computed_cards import OF_CARDS
from plangen.documents.outlines.computed_command import COMMAND
from plangen.documents.outlines.computed_conduct import CONDUCT
from plangen.documents.outlines.computed_papers import OF_PAPERS
from plangen.documents.outlines.computing import Computed, Makes
from plangen.documents.owner import company, terms
from plangen.documents.phrases import (
    begin,
    called,
    day_shown,
    drill_time,
    limit,
    period,
    phase_name,
    place_of,
    scenarios_named,
    since,
    step_needs,
    step_time,
    told_windows,
)
from plangen.documents.tables import in_role
from plangen.language.sentences import clause
from plangen.model.evaluation import Rectification
from plangen.model.organisation import Post
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.spec import title_of
from plangen.model.timeline import Phase, Step
from plangen.model.values import Duration


@cache
def computed(kind: type) -> tuple[Computed, ...]:
    """What follows for records of this kind, or for the plan as a whole."""
    return tuple(each for part in _PARTS for each in part.get(kind, ()))


def meanings() -> Mapping[tuple[str, str], str]:
    """What each of them means, by the title of its kind of record, "" for the plan, and its own."""
    return {
        ("" if kind is Plan else title_of(kind), each.chinese): each.meaning
        for part in _PARTS
        for kind, known in part.items()
        for each in known
    }


def _texts(texts: Iterable[str]) -> Listing:
    return Listing(items=tuple(map(clause, texts)), sample="")


def _liaison(plan: Plan) -> str:
    return plan.communication.liaison.post if plan.communication.liaison else ""


def _people(plan: Plan, _: Any, __: Makes) -> Value:
    """How many take part; nothing while some number is open."""
    counts = [each.count for each in plan.drill.participants]
    known = [count for count in counts if isinstance(count, int)]
    return str(sum(known)) if known and len(known) == len(counts) else ""


def _steps(plan: Plan, phase: Phase, makes: Makes) -> Listing:
    """The steps that the drill plays: those of its scenarios and those of all."""
    played = {scenario.id for scenario in plan.played}
    return makes.many(Step, [each for each in phase.steps if not each.scenarios or played & set(each.scenarios)])


def _reported(plan: Plan, _: Any, __: Makes) -> str:
    steps = [step for phase in plan.timeline.phases for step in phase.steps]
    return "是" if any(step.reports_to or step.every for step in steps) else ""


def _alone(plan: Plan, step: Step) -> str:
    """A step in words, for a phase that has no other: a table of one row compares nothing."""
    phase = next(each for each in plan.timeline.phases if step in each.steps)
    time, owner, action = step_time(plan, step), plan.party(step.owner), clause(step.action)
    when = "" if time == period(phase.start, phase.end) else f"{time}，"
    if step.since is not None and step.limit is None:
        when = f"{begin(plan, step)}后，"
    done = action if action.startswith(owner) else f"{owner}{action}"
    return f"{when}{done}{_ending(plan, step)}"


def _ending(plan: Plan, step: Step) -> str:
    """By when the step is to be done and to whom its owner reports, as the end of the sentence on the step."""
    party = plan.party(step.reports_to) if step.reports_to else ""
    interval = f"，期间每{step.every}{party and f'向{party}'}报告一次" if step.every else ""
    report = f"，并向{party}报告" if party and not interval and party not in step.action else ""
    within = f"，{'' if interval or report else '并'}于{_by(plan, step, step.limit)}完成" if step.limit else ""
    return f"{interval}{within}{report}"


def _by(plan: Plan, step: Step, within: Duration) -> str:
    """14:40前（本阶段开始后1小时内）; the bracket alone where no clock tells it."""
    window, span = told_windows(plan).get(step.id), since(begin(plan, step), within)
    return f"{window.due}前（{span}）" if window else span


def _release(plan: Plan, what: Callable[[Phase, Step], str]) -> Value:
    """Of the step that publishes, where it has a limit."""
    key = plan.communication.release_step
    found = ((phase, step) for phase in plan.timeline.phases for step in phase.steps if step.id == key and step.limit)
    return next((what(phase, step) for phase, step in found), Gap("信息发布时限"))


def _release_limit(plan: Plan, _: Any, __: Makes) -> Value:
    def said(phase: Phase, step: Step) -> str:
        window = told_windows(plan).get(step.id)
        return limit(plan, step, phase) + (f"（{window.due}前）" if window else "")

    return _release(plan, said)


_GENERAL: Mapping[type, tuple[Computed, ...]] = {
    Plan: (
        Computed(english="company", chinese="公司", meaning="公司的全称和简称", make=lambda plan, _, __: company(plan)),
        Computed(
            english="terms",
            chinese="用语",
            meaning="怎样称呼自己、领导和服务对象；plan.yaml 里没有写的，从写了的推出",
            make=lambda plan, _, __: terms(plan),
        ),
        Computed(
            english="edition", chinese="版本", meaning="这一稿的版本", make=lambda plan, _, __: plan.edition.label
        ),
        Computed(
            english="drill_time",
            chinese="演练起止",
            meaning="演练的日期和起止时间",
            make=lambda p, _, __: drill_time(p),
        ),
        Computed(
            english="drill_day",
            chinese="演练首日",
            meaning="演练第一天的日期",
            make=lambda plan, _, __: day_shown(plan, plan.drill.start),
        ),
        Computed(english="people", chinese="参演总人数", meaning="各部门人数都已知时的合计", make=_people),
        Computed(
            english="needed_fields",
            chinese="投诉必填栏目",
            meaning="投诉信息表里必填的栏目",
            make=lambda plan, _, __: _texts(each.title for each in plan.forms.complaint if each.required),
        ),
        Computed(
            english="gated",
            chinese="有审批环节",
            meaning="发布流程里有审批或征询环节时为“是”",
            make=lambda plan, _, __: "是" if any(each.approves for each in plan.communication.stages) else "",
        ),
        Computed(english="reported", chinese="有报告要求", meaning="有步骤要求报告时为“是”", make=_reported),
        Computed(english="release_limit", chinese="发布时限", meaning="发布步骤的时限", make=_release_limit),
        Computed(
            english="release_by",
            chinese="发布责任方",
            meaning="发布步骤的责任方",
            make=lambda plan, _, __: _release(plan, lambda _, step: plan.party(step.owner)),
        ),
    ),
    Scenario: (
        Computed(
            english="short",
            chinese="简称",
            meaning="场景的简称；没有简称的为场景名称",
            make=lambda _, each, __: clause(each.brief),
        ),
        Computed(
            english="place", chinese="次序", meaning="例如“场景一”", make=lambda plan, each, _: place_of(plan, each)
        ),
        Computed(
            english="called",
            chinese="称呼",
            meaning="例如“场景一：名称”；只有一个场景时只写名称",
            make=lambda plan, each, _: called(plan, each),
        ),
    ),
    Phase: (
        Computed(
            english="period",
            chinese="起止",
            meaning="例如“9:00—9:10”",
            make=lambda _, each, __: period(each.start, each.end),
        ),
        Computed(
            english="called",
            chinese="称呼",
            meaning="例如“应急处置阶段”",
            make=lambda _, each, __: phase_name(each),
        ),
        Computed(
            english="played",
            chinese="本次步骤",
            meaning="本次演练要做的步骤",
            make=_steps,
            lists=Step,
        ),
    ),
    Step: (
        Computed(
            english="only_in",
            chinese="适用范围",
            meaning="只用于部分场景时，例如“场景一、场景二”",
            make=lambda plan, each, _: scenarios_named(plan, each.scenarios),
        ),
        Computed(
            english="alone",
            chinese="要求全文",
            meaning="时间、责任方、行动要求、时限和报告，连成一句",
            make=lambda plan, each, _: _alone(plan, each),
        ),
        Computed(
            english="needed",
            chinese="物资清单",
            meaning="所需物资，例如“对讲机、检测仪器2台”",
            make=lambda plan, each, _: step_needs(plan, each),
        ),
        Computed(
            english="time", chinese="起止", meaning="步骤的起止时间", make=lambda plan, each, _: step_time(plan, each)
        ),
        Computed(
            english="within",
            chinese="时限说明",
            meaning="例如“本阶段开始后10分钟内”",
            make=lambda plan, each, _: limit(plan, each),
        ),
    ),
    Rectification: (
        Computed(
            english="untold",
            chinese="文中未写的督办方",
            meaning="“要求”里没有提到时的跟踪督办方",
            make=lambda plan, each, _: "" if (tracker := plan.party(each.tracked_by)) in each.text else tracker,
        ),
    ),
    Post: (
        Computed(
            english="is_liaison",
            chinese="是媒体沟通专员",
            meaning="是媒体沟通专员时为“是”",
            make=lambda plan, each, _: "是" if each.id == _liaison(plan) else "",
        ),
        Computed(
            english="in_role",
            chinese="职务",
            meaning="带演练职务的岗位，例如“总经理（总指挥、组长）”",
            make=lambda plan, each, _: clause(in_role(plan, each.id)),
        ),
    ),
}

_PARTS = (_GENERAL, CONDUCT, COMMAND, OF_PAPERS, OF_CARDS)

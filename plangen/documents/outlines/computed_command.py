"""Facts that follow from others, for those who command and those who evaluate."""

from collections.abc import Mapping

from plangen.blocks.template import Listing
from plangen.documents.outlines.computing import Computed, Makes
from plangen.documents.phrases import route_scope, scenarios_named
from plangen.documents.tables import in_role
from plangen.language.sentences import clause
from plangen.model.command import Level, Severity
from plangen.model.communication import Route
from plangen.model.contact import CONTACT_KEYS, facts_of
from plangen.model.incident import Incident
from plangen.model.plan import Plan
from plangen.model.routes import applies
from plangen.model.scenario import Scenario
from plangen.model.script import DrillStaff
from plangen.model.spec import fields
from plangen.model.values import is_todo


def _points(plan: Plan, scenario: Scenario, _: Makes) -> Listing:
    """The scenario's own points, then those of every scenario."""
    points = (*scenario.points, *plan.command.points)
    return Listing(items=tuple(map(clause, points)), sample="")


def _public_contact(plan: Plan, scenario: Scenario, _: Makes) -> Listing:
    """How the public reaches the company, as far as it is known; nothing where the plan has no `contact`."""
    facts = facts_of(plan, scenario) if plan.communication.contact is not None else None
    said = {fields(Incident)[key].title: getattr(facts, key) for key in CONTACT_KEYS} if facts is not None else {}
    items = (f"{title}：{clause(text)}" for title, text in said.items() if text and not is_todo(text))
    return Listing(items=tuple(items), sample="")


def _levels(plan: Plan, severity: Severity, makes: Makes) -> Listing:
    return makes.many(Level, [each for each in plan.command.levels if severity.id in each.severities])


def _says(holds: object) -> str:
    return "是" if holds else ""


def _has_limits(plan: Plan) -> bool:
    played = {scenario.id for scenario in plan.played}
    steps = (step for phase in plan.timeline.phases for step in phase.steps)
    return any((step.limit or step.every) and (not step.scenarios or played & set(step.scenarios)) for step in steps)


def _routes(plan: Plan, scenario: Scenario, makes: Makes) -> Listing:
    """Those that some notice of the scenario goes by."""
    kinds = plan.kinds_of(scenario)
    found = [each for each in plan.communication.routes if any(applies(each, scenario.id, kind.id) for kind in kinds)]
    return makes.many(Route, found)


COMMAND: Mapping[type, tuple[Computed, ...]] = {
    Plan: (
        Computed(
            english="has_flow",
            chinese="有指挥流程",
            meaning="有场景写了指挥流程时为“是”",
            make=lambda plan, _, __: _says(any(each.flow for each in plan.played)),
        ),
        Computed(
            english="has_notifications",
            chinese="有通知链",
            meaning="有场景写了通知链时为“是”",
            make=lambda plan, _, __: _says(any(each.notifications for each in plan.played)),
        ),
        Computed(
            english="has_limits",
            chinese="有时限",
            meaning="有步骤规定了时限或报告间隔时为“是”",
            make=lambda plan, _, __: _says(_has_limits(plan)),
        ),
    ),
    Scenario: (
        Computed(
            english="all_points", chinese="全部要点", meaning="本场景和各场景共同的指挥要点", make=_points, lists=str
        ),
        Computed(
            english="public_contact",
            chinese="公开联系方式",
            meaning="已经填写的公开联系方式，例如“热线：400-000-0000”；本场景没有写的取 communication.yaml 的",
            make=_public_contact,
            lists=str,
        ),
        Computed(english="routes", chinese="发布规定", meaning="本场景的通知另行规定的发布", make=_routes, lists=Route),
    ),
    Route: (
        Computed(
            english="scope",
            chinese="适用范围",
            meaning="适用于哪些场景的哪些通知，例如“场景一的短信通知”",
            make=lambda plan, each, _: clause(route_scope(plan, each)),
        ),
    ),
    Severity: (
        Computed(
            english="decided", chinese="所用权限", meaning="这一等级由谁决策、怎样决策", make=_levels, lists=Level
        ),
    ),
    Level: (
        Computed(
            english="decider",
            chinese="决策者职务",
            meaning="带演练职务的决策者，例如“总经理（总指挥、组长）”",
            make=lambda plan, each, _: clause(in_role(plan, each.decides)),
        ),
    ),
    DrillStaff: (
        Computed(
            english="only_in",
            chinese="适用范围",
            meaning="只负责部分场景时，例如“场景一、场景二”",
            make=lambda plan, each, _: scenarios_named(plan, each.scenarios),
        ),
    ),
}

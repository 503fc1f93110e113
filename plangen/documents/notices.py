"""The draft public notices: one for each played scenario and each kind of notice that it needs.

Wording and order are the templates'; here they get their facts. Each draft carries the drill mark on every page.
"""

from collections.abc import Iterator, Mapping

from plangen.blocks.template import Listing, Names, Templated, Value
from plangen.documents.naming import group, names_of, titles_of
from plangen.documents.phrases import issue_date
from plangen.model.communication import Content, NoticeKind, Responsible, Stage
from plangen.model.drill import Drill
from plangen.model.incident import Gathering, Incident, Leak, Recall
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario

__all__ = ["DRILL_MARK", "notices"]

DRILL_MARK = "演练文稿　非真实发布"


def notices(plan: Plan, identity: Mapping[str, str]) -> tuple[tuple[str, Templated], ...]:
    """The drafts with the titles of their files, in the order of the drill; ids of unknown kinds are left out."""
    return tuple(
        (f"{scenario.title}-{kind.title}", _notice(plan, identity, scenario, kind))
        for scenario in plan.played
        for kind in _kinds(plan, scenario)
    )


def _kinds(plan: Plan, scenario: Scenario) -> Iterator[NoticeKind]:
    return (plan.notices[key] for key in scenario.notices if key in plan.notices)


def _notice(plan: Plan, identity: Mapping[str, str], scenario: Scenario, kind: NoticeKind) -> Templated:
    return Templated(
        template=f"notices/{kind.template}",
        title=f"{kind.title}（{scenario.title}）",
        subject=f"公开通知草稿　{DRILL_MARK}",
        author=plan.identity.company,
        created=issue_date(plan),
        identity={**identity, "scenario": scenario.id, "notice": kind.id},
        context=_facts(plan, scenario, kind),
        mark=DRILL_MARK,
    )


def _facts(plan: Plan, scenario: Scenario, kind: NoticeKind) -> Names:
    titles = titles_of(plan)
    incident = scenario.incident
    company = (("full_name", "全称", plan.identity.company), ("short_name", "简称", plan.identity.short_name))
    return group(
        "",
        (
            ("company", "公司", group("公司", company)),
            ("drill", "演练", names_of(Drill, plan.drill, titles)),
            ("scenario", "场景", names_of(Scenario, scenario, titles)),
            ("incident", "事件", names_of(Incident, incident, titles)),
            ("recall", "召回", names_of(Recall, incident.recall if incident else None, titles)),
            ("leak", "泄露", names_of(Leak, incident.leak if incident else None, titles)),
            ("gathering", "现场", names_of(Gathering, incident.gathering if incident else None, titles)),
            ("notice", "通知", names_of(NoticeKind, kind, titles)),
            ("release", "发布", _release(plan)),
        ),
    )


def _release(plan: Plan) -> Names:
    titles = titles_of(plan)
    communication = plan.communication
    stages: tuple[Value, ...] = tuple(names_of(Stage, each, titles) for each in communication.stages)
    contents: tuple[Value, ...] = tuple(names_of(Content, each, titles) for each in communication.contents)
    return group(
        "发布",
        (
            ("channels", "渠道", Listing(items=communication.release.channels, sample="")),
            ("responsible", "责任", names_of(Responsible, communication.responsible, titles)),
            ("supporting", "配合", names_of(Responsible, communication.supporting, titles)),
            ("stages", "流程", Listing(items=stages, sample=names_of(Stage, None, titles))),
            ("contents", "内容", Listing(items=contents, sample=names_of(Content, None, titles))),
        ),
    )

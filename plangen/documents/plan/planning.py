"""Chapter 一、应急演练计划: purpose, scope, organisation, then preparation, scenarios, drill day and what follows."""

from collections.abc import Iterator

from plangen.blocks.document import Block
from plangen.documents.draft import Draft, bullets, chapter, grid, part, section, text
from plangen.documents.phrases import NONE, book, clause, endings, listed, quoted, sentence
from plangen.documents.plan.charts import organisation_chart
from plangen.documents.plan.closing import closing_sections
from plangen.documents.plan.flow import flow_section
from plangen.documents.plan.preparation import preparation_section
from plangen.documents.tables import office
from plangen.model.organisation import Post


def planning_chapter(draft: Draft) -> Iterator[Block]:
    """The chapter on the drill itself: aims, scope, organisation, scenarios, preparation, course, evaluation."""
    identity = draft.plan.identity
    yield chapter("应急演练计划", "planning")
    if identity.purposes:
        yield section("演练目的", "purpose")
        yield from bullets(f"本次演练检验{book(identity.contingency_plan)}，演练目的", identity.purposes)
    yield section("适用范围", "scope")
    yield from _scope(draft)
    yield section("组织机构与职责", "organisation")
    yield from _organisation(draft)
    yield from preparation_section(draft)
    yield from _scenarios(draft)
    yield from flow_section(draft)
    yield from closing_sections(draft)


def _scope(draft: Draft) -> Iterator[Block]:
    scope = draft.plan.identity.scope
    names = listed(draft.plan.party(key) for key in scope.departments)
    yield from text(sentence(scope.text), f"涉及的部门主要包括{names}。" if names else "")


def _organisation(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    team = plan.organisation.team
    chart, members = draft.captions.figure("organisation"), listed(plan.party(post) for post in team.members)
    yield part("组织架构", "structure")
    yield from text(
        f"公司设立{team.title}，统一指挥演练和应急处置工作。{team.commander_title}由{plan.party(team.leader)}担任，",
        f"同时任{team.title}组长；{team.deputy_title}由{plan.party(team.deputy_leader)}担任，同时任副组长",
        f"；成员包括{members}" if members else "",
        f"。组织架构见{chart}。",
    )
    yield organisation_chart(plan, f"{chart}　应急演练组织架构图")
    yield from _team(draft)
    yield from _departments(draft)
    yield from _posts(draft)


def _team(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    team = plan.organisation.team
    label = draft.captions.table("team")
    roles = [
        (f"{team.commander_title}（组长）", team.leader),
        (f"{team.deputy_title}（副组长）", team.deputy_leader),
        *(("成员", post) for post in team.members),
    ]
    posts = [(role, plan.posts.get(post)) for role, post in roles]
    rows = [
        (role, post.title, post.holder or NONE, office(plan, post.deputy)) for role, post in posts if post is not None
    ]
    yield part(f"{team.title}的组成与职责", "team")
    yield from text(f"{team.title}的组成见{label}。")
    yield grid(f"{label}　{team.title}组成", ("演练职务", "岗位", "责任人", "替补岗位"), (3.4, 4, 5, 3), rows)
    yield from bullets(f"{team.title}的主要职责", team.duties)


def _departments(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table("departments")
    rows = [(each.title, endings(each.duties)) for each in plan.organisation.departments]
    yield part("部门职责", "departments")
    yield from text(f"各部门的应急职责见{label}。")
    yield grid(f"{label}　部门应急职责", ("部门", "应急职责"), (3, 12), rows)


def _posts(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    told = {plan.communication.liaison.post} if plan.communication.liaison else set()
    owing = [post for post in plan.organisation.posts if post.duties and post.id not in told]
    if owing:
        yield part("岗位职责", "posts")
        yield from bullets("有关岗位的职责", [_duties(post) for post in owing])
    if plan.organisation.incompatible:
        yield part("不相容岗位", "incompatible")
        yield from bullets(
            "以下岗位不得由同一人同时担任",
            [
                f"{listed(plan.party(key) for key in each.posts)}，理由是{clause(each.reason)}"
                for each in plan.organisation.incompatible
            ],
        )


def _duties(post: Post) -> str:
    return f"{post.title}：{'，'.join(clause(duty) for duty in post.duties)}"


def _scenarios(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    if plan.played:
        yield section("场景设定", "scenarios")
    for scenario in plan.played:
        situation = scenario.situation
        severity = plan.severities.get(scenario.severity or "")
        lead = f"本场景由{plan.party(scenario.owner)}牵头" if scenario.owner else ""
        grade = (
            f"演练设定的事件等级为{quoted(severity.title)}"
            if severity
            else f"事件等级由{plan.organisation.team.title}现场判定"
        )
        yield part(draft.scenario(scenario), f"scenario-{scenario.id}")
        yield from text(sentence(situation.summary), sentence("，".join(filter(None, (lead, grade)))))
        yield from bullets("具体情形", situation.details)
        yield from bullets("可能后果", situation.harm)

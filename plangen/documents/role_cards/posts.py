"""The cards of the posts."""

from collections.abc import Iterator

from plangen.documents.draft import Draft
from plangen.documents.phrases import NONE
from plangen.documents.role_cards.card import Card, Matter
from plangen.documents.role_cards.lines import (
    call,
    duties,
    hotline_call,
    notices_to_give,
    part,
    prohibitions,
    run_on,
)
from plangen.language.sentences import clause, listed
from plangen.model.command import Level
from plangen.model.duties import COLLECTOR, Capacity, collectors, has_duties, heads, in_name_of, superior, tasks
from plangen.model.organisation import Department, Post
from plangen.model.plan import Plan

_HEAD = "部门负责人"


def post_card(draft: Draft, post: Post) -> Card:
    """The card of a post: what it has to do, may decide, reports, gives notice of, fills in, and may not do."""
    plan = draft.plan
    steps = [(task.phase, task.step) for task in tasks(plan, post)]
    return Card(
        key=f"card-{post.id}",
        owner=post.id,
        role=post.title,
        person=post.holder or "",
        facts=(
            ("电话", post.phone or ""),
            ("部门", home(plan, post)),
            ("演练职务", listed(functions(plan, post), "、") or NONE),
        ),
        duties=duties(draft, steps),
        idle="" if steps else _idle(plan, post),
        parts=(
            part(Matter.WORK, "职责", _duties(plan, post)),
            part(Matter.DECISIONS, "决策权限", _decisions(plan, post)),
            part(Matter.REPORTS, "报告", _reports(plan, post)),
            part(Matter.NOTICES, "通知", notices_to_give(draft, _senders(plan, post), steps)),
            part(Matter.FORMS, "填写", ["；".join(_forms(plan, post))]),
            part(Matter.CONTACTS, "联系", _calls(plan, post)),
            part(Matter.PROHIBITIONS, "禁止", prohibitions(plan, post)),
        ),
    )


def functions(plan: Plan, post: Post) -> list[str]:
    """What the post is in the drill: 总指挥、组长, 部门负责人 …"""
    communication, team = plan.communication, plan.organisation.team
    named = [
        (post.id == team.leader, f"{team.commander_title}（{team.title}组长）"),
        (post.id == team.deputy_leader, f"{team.deputy_title}（{team.title}副组长）"),
        (post.id in team.members, f"{team.title}成员"),
        (post.id in heads(plan), _HEAD),
        (post.id in collectors(plan), COLLECTOR),
        (plan.reporting.hotline.post == post.id, "信息报告热线接听"),
        (communication.responsible.post == post.id, "信息发布责任岗位"),
        (communication.supporting.post == post.id, "信息发布配合岗位"),
        (communication.liaison is not None and communication.liaison.post == post.id, "媒体沟通专员"),
        *((post.id in staff.posts, f"应急指挥中心{staff.title}") for staff in plan.command.centre.staff),
    ]
    return [name for holds, name in named if holds]


def home(plan: Plan, post: Post) -> str:
    """The department of a post; 公司领导 where it leads the company, — where it has none."""
    return plan.party(post.department) if post.department else "公司领导" if post.leadership else NONE


def _idle(plan: Plan, post: Post) -> str:
    if not has_duties(plan, post):
        return "演练计划没有给本岗位安排任何任务和职责。请与演练协调人确认：补充任务，或者不设本岗位。"
    return "演练流程没有给本岗位安排单独的步骤，按照下列职责行动。"


def _duties(plan: Plan, post: Post) -> Iterator[str]:
    yield from post.duties
    team, reporting = plan.organisation.team, plan.reporting
    for department in plan.organisation.departments:
        if department.head == post.id:
            is_his = department.id == post.department
            yield from run_on("" if is_his else f"{department.title}职责", department.duties)
        if department.collector == post.id:
            yield from _collector(plan, department)
    if post.id == team.leader:
        yield from run_on(f"{team.title}职责", team.duties)
    for staff in plan.command.centre.staff:
        if post.id in staff.posts:
            yield from run_on(f"应急指挥中心{staff.title}", staff.duties)
    if reporting.hotline.post == post.id:
        yield from run_on("热线接听", reporting.hotline.duties)
    yield from _communication(plan, post)


def _collector(plan: Plan, department: Department) -> Iterator[str]:
    yield from plan.reporting.collector_duties
    yield from run_on("重点关注", department.watches)
    methods = [each for each in plan.reporting.methods if department.id in each.departments]
    yield from run_on("收集方法", [f"{clause(each.title)}，{clause(each.text)}" for each in methods])


def _communication(plan: Plan, post: Post) -> Iterator[str]:
    communication = plan.communication
    for lead, who in (("信息发布责任", communication.responsible), ("信息发布配合", communication.supporting)):
        if who.post == post.id:
            yield from run_on(lead, who.duties)
    liaison = communication.liaison
    if liaison and liaison.post == post.id:
        yield from (f"{each.title}：{clause(each.text)}" for each in liaison.duties)
        yield from (
            f"工作流程{number}，{each.title}：{clause(each.text)}" for number, each in enumerate(liaison.workflow, 1)
        )


def _decisions(plan: Plan, post: Post) -> Iterator[str]:
    levels = list(_levels(plan, post))
    for level in levels:
        grades = [plan.title("severity", key) for key in level.severities]
        yield f"{listed(grades, '、')}：{clause(level.manner)}"
    for stage in plan.communication.stages:
        if stage.approves and stage.by == post.id:
            yield f"信息发布{stage.title}：{clause(stage.action)}"
    above = superior(plan, post)
    if above and not any(level.decides == post.id for level in levels):
        yield f"其他事项报{above.title}决定" if levels else f"不作处置决策，报{above.title}决定"


def _levels(plan: Plan, post: Post) -> Iterator[Level]:
    """The levels of decision at which the post decides, by itself or with the team."""
    team = plan.organisation.team
    takes_part = post.id in {team.leader, team.deputy_leader, *team.members}
    for level in plan.command.levels:
        if level.decides == post.id or (level.decides == team.id and takes_part):
            yield level


def _reports(plan: Plan, post: Post) -> Iterator[str]:
    """Beside what the lines of the duties say."""
    roles = functions(plan, post)
    for each in plan.reporting.path:
        if each.by in {*roles, post.title}:
            yield clause(each.action) + (f"（{clause(each.channel)}）" if each.channel else "")
    if above := superior(plan, post):
        yield f"重要情况随时报告{above.title}"


def _senders(plan: Plan, post: Post) -> set[str]:
    """A team's notices are its leader's to give; a member has no part in them."""
    team = plan.organisation.team
    return {
        party
        for party, capacity in in_name_of(plan, post).items()
        if capacity is not Capacity.TEAM or post.id == team.leader
    }


def _forms(plan: Plan, post: Post) -> Iterator[str]:
    headed, collected = heads(plan).get(post.id, ()), collectors(plan).get(post.id, ())
    complaint = "消费者投诉信息表、" if plan.forms.complaint_by in {*headed, *collected} else ""
    sheets = f"信息报告、{complaint}应急处置过程记录表"
    yield "签到表" + (f"、{sheets}" if collected else "")
    if headed and not collected:
        yield f"审核{sheets}"
    yield from _logs(plan, post)


def _logs(plan: Plan, post: Post) -> Iterator[str]:
    team, liaison = plan.organisation.team, plan.communication.liaison
    if plan.reporting.hotline.post == post.id:
        yield "热线来电记录"
    if liaison and liaison.post == post.id:
        yield "媒体问询记录"
    if post.id in {team.leader, team.deputy_leader}:
        yield "应急指挥手册（时间栏和完成栏）"


def _calls(plan: Plan, post: Post) -> Iterator[str]:
    yield hotline_call(plan)
    yield from call("上级", superior(plan, post))
    yield from call("替补", plan.posts.get(post.deputy or ""))
    for channel in plan.resources.channels:
        if channel.department == post.department:
            yield f"部门频道：{channel.name}"

"""The cards of the posts."""

from collections.abc import Iterator

from plangen.documents.draft import Draft
from plangen.documents.offices import functions, is_chief
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.phrases import route_scope
from plangen.documents.role_cards.card import Card, Matter
from plangen.documents.role_cards.lines import card, notices_to_give, run_on
from plangen.language.sentences import clause, listed
from plangen.model.communication import Stage
from plangen.model.duties import DEPARTMENT_HEAD, Capacity, decides, heads, in_name_of, tasks
from plangen.model.organisation import Department, Post
from plangen.model.plan import Plan
from plangen.model.presence import begins_within
from plangen.model.routes import ORDERED

_AT_HOME = {True: "限本部门", False: "限本单位"}  # whether the post heads a department as a whole


def post_card(draft: Draft, post: Post, words: BlockWords) -> Card:
    """The card of a post: what it has to do, may decide, reports, gives notice of, fills in, and may not do."""
    plan = draft.plan
    all_tasks = ((task.phase, task.step) for task in tasks(plan, post))
    steps = [(phase, step) for phase, step in all_tasks if begins_within(plan, post.sessions, phase.start)]
    data = {
        Matter.WORK: _duties(plan, post, words),
        Matter.DECISIONS: _decisions(plan, post, words),
        Matter.REPORTS: _reports(plan, post),
        Matter.NOTICES: notices_to_give(draft, _senders(plan, post), steps),
        Matter.PROHIBITIONS: post.prohibited,
    }
    return card(draft, post.id, words, steps, data, person=post.holder)


def _duties(plan: Plan, post: Post, words: BlockWords) -> Iterator[str]:
    yield from post.duties
    team, reporting = plan.organisation.team, plan.reporting
    led = heads(plan).get(post.id, ())
    for department in plan.organisation.departments:
        if department.id in led:
            is_his = department.id == post.department
            yield from run_on("" if is_his else department.title + words["职责"], department.duties)
        if department.collector == post.id:
            yield from _collector(plan, department, words)
    if post.id == team.leader:
        yield from run_on(team.title + words["职责"], team.duties)
    for staff in plan.command.staff:
        if post.id in staff.posts:
            yield from run_on(words["应急指挥中心"] + staff.title, staff.duties)
    if reporting.hotline and reporting.hotline.post == post.id:
        yield from run_on(words["热线接听"], reporting.hotline.duties)
    yield from _communication(plan, post, words)


def _collector(plan: Plan, department: Department, words: BlockWords) -> Iterator[str]:
    yield from plan.reporting.collector_duties
    yield from run_on(words["重点关注"], department.watches)
    methods = [each for each in plan.reporting.methods if department.id in each.departments]
    yield from run_on(words["收集方法"], [f"{clause(each.title)}，{clause(each.text)}" for each in methods])


def _communication(plan: Plan, post: Post, words: BlockWords) -> Iterator[str]:
    communication = plan.communication
    for lead, who in (("信息发布责任", communication.responsible), ("信息发布配合", communication.supporting)):
        if who and who.post == post.id:
            yield from run_on(words[lead], who.duties)
    liaison = communication.liaison
    if liaison and liaison.post == post.id:
        yield from (f"{each.title}：{clause(each.text)}" for each in liaison.duties)
        for number, each in enumerate(liaison.workflow, 1):
            yield f"{words['工作流程']}{number}，{each.title}：{clause(each.text)}"


def _decisions(plan: Plan, post: Post, words: BlockWords) -> Iterator[str]:
    """The levels at which the post decides, by itself or with the team, and what it approves."""
    team = plan.organisation.team
    takes_part = post.id in team.everybody
    at_home = _AT_HOME[is_chief(plan, post)]
    for level in plan.command.levels:
        if decides(plan, level, post) or (level.decides == team.id and takes_part):
            grades = [plan.title("severity", key) for key in level.severities]
            within = "" if level.decides in {post.id, team.id} else words[at_home]
            yield f"{listed(grades, '、')}{within}：{clause(level.manner)}"
    for stage in plan.communication.stages:
        if stage.approves and stage.by == post.id:
            yield f"{words['信息发布']}{stage.title}：{clause(stage.action)}{_scopes(plan, stage)}"


def _scopes(plan: Plan, stage: Stage) -> str:
    """What a stage is for that comes only where a rule orders it."""
    routes = [each for each in plan.communication.routes if stage.id in each.stages] if stage.when == ORDERED else []
    return f"（{'；'.join(route_scope(plan, each) for each in routes)}）" if routes else ""


def _reports(plan: Plan, post: Post) -> Iterator[str]:
    """Beside what the lines of the duties say."""
    roles = {*functions(plan, post), post.title, *((DEPARTMENT_HEAD,) if post.id in heads(plan) else ())}
    for each in plan.reporting.path:
        if each.by in roles:
            yield clause(each.action) + (f"（{clause(each.channel)}）" if each.channel else "")


def _senders(plan: Plan, post: Post) -> set[str]:
    """A team's notices are its leader's to give; a member has no part in them."""
    team = plan.organisation.team
    return {
        party
        for party, capacity in in_name_of(plan, post).items()
        if capacity is not Capacity.TEAM or post.id == team.leader
    }

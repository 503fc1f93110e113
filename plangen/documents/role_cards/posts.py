"""The cards of the posts."""

import itertools
from collections.abc import Iterable, Iterator

from plangen.documents.draft import Draft
from plangen.documents.offices import functions, is_chief
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.phrases import route_scope
from plangen.documents.role_cards.agenda_rows import rows
from plangen.documents.role_cards.card import Card, Matter
from plangen.documents.role_cards.lines import card, commands, measures, notices_to_give, run_on
from plangen.language.sentences import clause, listed
from plangen.model.agenda import DutyKind, duties_of
from plangen.model.command import Level
from plangen.model.communication import Stage
from plangen.model.duties import Capacity, collectors, decides, heads, in_name_of
from plangen.model.holders import holder
from plangen.model.organisation import Department, Post
from plangen.model.plan import Plan
from plangen.model.report_path import Passing, passings
from plangen.model.routes import ALWAYS, ORDERED, common_stages

_AT_HOME = {True: "限本部门", False: "限本单位"}  # whether the post heads a department as a whole


def post_card(draft: Draft, post: Post, words: BlockWords) -> Card:
    """The card of a post: what it has to do, may decide, reports, gives notice of, fills in, and may not do."""
    plan = draft.plan
    found = holder(plan, post.id)
    duties = duties_of(plan, found) if found else ()
    team = plan.organisation.team
    lines, told = rows(draft, duties, words, leads=post.id in heads(plan) or post.id in team.everybody)
    is_commander = post.id in team.commanders
    data = {
        Matter.WORK: _duties(plan, post, words, told),
        Matter.COMMANDS: commands(draft, duties) if is_commander and DutyKind.COMMAND not in told else (),
        Matter.MEASURES: measures(draft, duties) if DutyKind.ORDERED not in told else (),
        Matter.DECISIONS: _decisions(plan, post, words),
        Matter.REPORTS: _reports(plan, post, words),
        Matter.NOTICES: notices_to_give(
            draft, _senders(plan, post), [duty.step for duty in duties if duty.kind is DutyKind.STEP and duty.step]
        ),
        Matter.PROHIBITIONS: post.prohibited,
    }
    return card(draft, post.id, words, lines, data, person=post.holder, commands=is_commander)


def _duties(plan: Plan, post: Post, words: BlockWords, told: frozenset[DutyKind]) -> Iterator[str]:
    """What the post is for, as far as the rows do not say it."""
    if DutyKind.STANDING not in told:
        yield from _standing(plan, post, words)
    for staff in plan.command.staff:
        if post.id in staff.posts and DutyKind.CENTRE not in told:
            yield from run_on(words["应急指挥中心"] + staff.title, staff.duties)
    hotline = plan.reporting.hotline
    if hotline and hotline.post == post.id and DutyKind.HOTLINE not in told:
        yield from run_on(words["热线接听"], hotline.duties)
    yield from _communication(plan, post, words, told)


def _standing(plan: Plan, post: Post, words: BlockWords) -> Iterator[str]:
    yield from post.duties
    team = plan.organisation.team
    led = heads(plan).get(post.id, ())
    for department in plan.organisation.departments:
        if department.id in led:
            is_his = department.id == post.department
            yield from run_on("" if is_his else department.title + words["职责"], department.duties)
        if department.collector == post.id:
            yield from _collector(plan, department, words)
    if post.id == team.leader:
        yield from run_on(team.title + words["职责"], team.duties)


def _collector(plan: Plan, department: Department, words: BlockWords) -> Iterator[str]:
    yield from plan.reporting.collector_duties
    yield from run_on(words["重点关注"], department.watches)
    methods = [each for each in plan.reporting.methods if department.id in each.departments]
    yield from run_on(words["收集方法"], [f"{clause(each.title)}，{clause(each.text)}" for each in methods])


def _communication(plan: Plan, post: Post, words: BlockWords, told: frozenset[DutyKind]) -> Iterator[str]:
    communication = plan.communication
    for lead, who in (("信息发布责任", communication.responsible), ("信息发布配合", communication.supporting)):
        if who and who.post == post.id:
            yield from run_on(words[lead], who.duties)
    liaison = communication.liaison if communication.liaison and communication.liaison.post == post.id else None
    if liaison and DutyKind.STANDING not in told:
        yield from (f"{each.title}：{clause(each.text)}" for each in liaison.duties)
    yield from _release(plan, post, words)


def _release(plan: Plan, post: Post, words: BlockWords) -> Iterator[str]:
    """The way to the public, from who drafts to who publishes, for those who answer for it or speak to the press."""
    communication = plan.communication
    publishing = (communication.responsible, communication.supporting, communication.liaison)
    if post.id in [each.post for each in publishing if each]:
        yield from run_on(words["发布流程"], ["—".join(_stage(plan, each) for each in common_stages(plan))])


def _stage(plan: Plan, stage: Stage) -> str:
    """审批（总经理）; a stage that not everything passes says for what it is."""
    when = "" if stage.when == ALWAYS else f"，{stage.when}"
    return f"{clause(stage.title)}（{plan.party(stage.by)}{when}）"


def _decisions(plan: Plan, post: Post, words: BlockWords) -> Iterator[str]:
    """Who decides at which level, for those who decide or belong to the team, and what the post approves."""
    for level in plan.command.levels:
        yield from _decision(plan, level, post, words)
    for stage in plan.communication.stages:
        if stage.approves and stage.by == post.id:
            yield f"{words['信息发布']}{stage.title}：{clause(stage.action)}{_scopes(plan, stage)}"


def _decision(plan: Plan, level: Level, post: Post, words: BlockWords) -> Iterator[str]:
    team = plan.organisation.team
    takes_part = post.id in team.everybody
    grades = listed([plan.title("severity", key) for key in level.severities], "、")
    if decides(plan, level, post) or (level.decides == team.id and takes_part):
        within = "" if level.decides in {post.id, team.id} else words[_AT_HOME[is_chief(plan, post)]]
        yield f"{grades}{within}：{clause(level.manner)}"
    elif takes_part:
        yield f"{grades}：{words['转报'].replace('#', plan.party(level.decides))}"


def _scopes(plan: Plan, stage: Stage) -> str:
    """What a stage is for that comes only where a rule orders it."""
    routes = [each for each in plan.communication.routes if stage.id in each.stages] if stage.when == ORDERED else []
    return f"（{'；'.join(route_scope(plan, each) for each in routes)}）" if routes else ""


def _reports(plan: Plan, post: Post, words: BlockWords) -> Iterator[str]:
    """Beside what the rows say: what the report path wants of him, and for a collector the whole way."""
    if post.id in collectors(plan) and post.id not in heads(plan):
        yield from run_on(words["报告路径"], [_way(plan, passings(plan, collectors(plan)[post.id][0]))])
        return
    roles = {*functions(plan, post), post.title}
    mine = {
        id(each.step)
        for department in heads(plan).get(post.id, ())
        for each in passings(plan, department)
        if post.id in each.posts
    }
    for step in plan.reporting.path:
        if step.by in roles or id(step) in mine:
            yield clause(step.action) + (f"（{clause(step.channel)}）" if step.channel else "")


def _way(plan: Plan, stations: Iterable[Passing]) -> str:
    """收集（信息员）—审核、报告（经理，热线）—接收（应急小组）."""
    found: list[str] = []
    for _, group in itertools.groupby(stations, key=lambda each: each.posts or (each.step.by,)):
        same = tuple(group)
        who = plan.party(same[0].posts[0]) if same[0].posts else same[0].step.by
        ways = (clause(each.step.channel) for each in same if each.step.channel)
        titles = "、".join(clause(each.step.title) for each in same)
        found.append(f"{titles}（{'，'.join((who, *ways))}）")
    return "—".join(found)


def _senders(plan: Plan, post: Post) -> set[str]:
    """A team's notices are its leader's to give; a member has no part in them."""
    team = plan.organisation.team
    return {
        party
        for party, capacity in in_name_of(plan, post).items()
        if capacity is not Capacity.TEAM or post.id == team.leader
    }

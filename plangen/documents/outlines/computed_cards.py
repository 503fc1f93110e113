"""Facts that role cards need and that follow from others: what a post decides, whom it reports to, how to reach it."""

from collections.abc import Mapping
from typing import Any

from plangen.blocks.template import Listing
from plangen.documents.offices import branch_named, functions, home
from plangen.documents.outlines.computing import Computed, Makes
from plangen.documents.phrases import NONE, amount, drill_time, site_named
from plangen.documents.reached import reached
from plangen.language.sentences import clause, listed
from plangen.model.command import CONCERNED_HEAD
from plangen.model.drill import Participants
from plangen.model.duties import collectors, deciders, decides, has_duties, heads, is_of_posts, superiors
from plangen.model.forms_filled import DECISION_LOG, forms_of
from plangen.model.holders import commander_of, group_mark, holder
from plangen.model.organisation import Department, Outside, Post, ResponseTeam
from plangen.model.plan import Plan
from plangen.model.presence import place_of_party
from plangen.model.press import speakers, speaks
from plangen.model.routes import flows
from plangen.model.script import DrillStaff
from plangen.model.standing_in import acting


def _says(holds: object) -> str:
    return "是" if holds else ""


def _approvers(plan: Plan, _: Any, __: Makes) -> Listing:
    """Who approves whatever is published, in every case and by every way."""
    first, *others = (
        [stage.by for stage in flow.stages if stage.approves and stage.when != "影响重大时"] for flow in flows(plan)
    )
    always = (by for by in first if all(by in each for each in others))
    return Listing(items=tuple(map(plan.party, always)), sample="")


def _belongs(plan: Plan, post: Post, _: Makes) -> str:
    where = home(plan, post)
    return "" if where == NONE else where


def _above(plan: Plan, post: Post, _: Makes) -> str:
    return listed([each.title for each in superiors(plan, post)], "或者")


def _answered_to(plan: Plan, department: Department, _: Makes) -> str:
    """Whom the people of a department report to; in one of branches each has its own head."""
    titles = [plan.posts[key].title for key in department.leading if key in plan.posts]
    if department.branches and not department.chiefs and titles:
        return f"本单位的负责人（{listed(titles, '、')}）"
    return listed(titles, "或者") or clause(plan.party(plan.organisation.team.leader))


def _decides(plan: Plan, post: Post, _: Makes) -> str:
    return _says(any(decides(plan, level, post) for level in plan.command.levels))


def _decides_at_home(plan: Plan, post: Post, _: Makes) -> str:
    """Whether whatever a post decides is of its own department."""
    named = {level.decides for level in plan.command.levels}
    return _says(CONCERNED_HEAD in named and post.id in heads(plan) and post.id not in named)


def _takes_part(plan: Plan, post: Post, _: Makes) -> str:
    """Whether the card lists who decides at which level: that of whoever decides, and of the team."""
    levels = plan.command.levels
    is_member = bool(levels) and post.id in plan.organisation.team.everybody
    return _says(is_member or post.id in deciders(plan))


def _publishes(plan: Plan, post: Post, _: Makes) -> str:
    stages = plan.communication.stages
    named = {plan.communication.responsible_post, *(stage.by for stage in stages if stage.approves)}
    return _says(post.id in named)


def _registers(plan: Plan, post: Post, _: Makes) -> str:
    departments = (*heads(plan).get(post.id, ()), *collectors(plan).get(post.id, ()))
    return _says(plan.forms.complaint_by in departments)


def _keeps_decisions(plan: Plan, post: Post, _: Makes) -> str:
    found = holder(plan, post.id)
    return _says(found and any(form.part == DECISION_LOG for form in forms_of(plan, found)))


def _acts(plan: Plan, outside: Outside, _: Makes) -> str:
    return _says(outside.id in acting(plan))


_SHIFT = Computed(
    english="shift",
    chinese="时段说明",
    meaning="参加的时段，带日期和起止时间；全部参加的没有",
    make=lambda plan, each, _: drill_time(plan, each.sessions) if each.sessions else "",
)

_SPEAKS = Computed(
    english="speaks",
    chinese="答复媒体",
    meaning="可以答复媒体时为“是”",
    make=lambda plan, each, _: _says(each.id in speakers(plan)),
)

OF_CARDS: Mapping[type, tuple[Computed, ...]] = {
    Plan: (
        Computed(
            english="approvers",
            chinese="发布审批方",
            meaning="无论何种情形，对外发布前都要审批的岗位和部门",
            make=_approvers,
            lists=str,
        ),
        Computed(
            english="first_speaker",
            chinese="媒体询问转接方",
            meaning="不答复媒体的人遇到媒体询问，转给谁；没有规定的为空",
            make=lambda plan, _, __: plan.party(speakers(plan)[0]) if speakers(plan) else "",
        ),
    ),
    Department: (
        _SPEAKS,
        Computed(
            english="registers",
            chinese="登记投诉",
            meaning="是投诉登记部门时为“是”",
            make=lambda plan, each, _: _says(plan.forms.complaint_by == each.id),
        ),
        Computed(
            english="answered_to",
            chinese="报告对象",
            meaning="部门的人员向谁报告：负责人；有下属单位的，本单位的负责人；没有负责人的，应急小组组长",
            make=_answered_to,
        ),
        Computed(
            english="leading",
            chinese="全部负责人",
            meaning="部门的负责人、并列的负责人和各下属单位的负责人，不分主次",
            make=lambda plan, each, makes: makes.many(
                Post, [plan.posts[key] for key in each.leading if key in plan.posts]
            ),
            lists=Post,
        ),
    ),
    DrillStaff: (
        _SHIFT,
        Computed(
            english="reached",
            chinese="联络",
            meaning="职务、姓名、电话，例如“总导调　张三　1234”",
            make=lambda _, each, __: reached(each).said,
        ),
    ),
    ResponseTeam: (_SPEAKS,),
    Post: (
        _SHIFT,
        Computed(
            english="keeps_decisions",
            chinese="填写决策记录",
            meaning="由它填写指挥决策记录时为“是”",
            make=_keeps_decisions,
        ),
        Computed(
            english="speaks",
            chinese="答复媒体",
            meaning="可以答复媒体，或者是可以答复媒体的部门的负责人时为“是”",
            make=lambda plan, each, _: _says(speaks(plan, each.id)),
        ),
        Computed(
            english="site",
            chinese="参演地点",
            meaning="部门参演的地点，带地址；没有部门的，是主会场",
            make=lambda plan, each, _: site_named(plan, place_of_party(plan, each.id)),
        ),
        Computed(
            english="branch",
            chinese="下属单位",
            meaning="所在的下属单位，例如“城东支行”；没有的为空",
            make=lambda plan, each, _: branch_named(plan, each),
        ),
        Computed(english="belongs", chinese="所在", meaning="所属部门；部门外的领导写用语中的“领导”", make=_belongs),
        Computed(
            english="functions",
            chinese="演练职务",
            meaning="在演练中担任什么，例如“总指挥（应急小组组长）、部门负责人”",
            make=lambda plan, each, _: listed(functions(plan, each), "、"),
        ),
        Computed(
            english="has_duties",
            chinese="有任务",
            meaning="计划给它安排了步骤、职责或其他任务时为“是”",
            make=lambda plan, each, _: _says(has_duties(plan, each)),
        ),
        Computed(english="above", chinese="上级", meaning="演练中向谁报告；组长没有上级", make=_above),
        Computed(
            english="above_reached",
            chinese="上级联络",
            meaning="上级的岗位、姓名、电话",
            make=lambda plan, each, _: "；".join(reached(above).said for above in superiors(plan, each)),
        ),
        Computed(
            english="reached",
            chinese="联络",
            meaning="岗位、姓名、电话，例如“总经理　张三　1234”",
            make=lambda _, each, __: reached(each).said,
        ),
        Computed(english="decides", chinese="有决策权", meaning="某一等级的事件由它决策时为“是”", make=_decides),
        Computed(
            english="decides_at_home",
            chinese="只决定本部门事件",
            meaning="由事发部门负责人决策、它只作为部门负责人决策时为“是”",
            make=_decides_at_home,
        ),
        Computed(
            english="takes_part",
            chinese="参与决策",
            meaning="某一等级由它决策，或者是应急小组的一员时为“是”：它的角色卡逐级写明由谁决策",
            make=_takes_part,
        ),
        Computed(
            english="publishes",
            chinese="有发布权",
            meaning="是信息发布的责任岗位，或者审批发布时为“是”",
            make=_publishes,
        ),
        Computed(
            english="heads",
            chinese="是部门负责人",
            meaning="是某个部门的负责人时为“是”",
            make=lambda plan, each, _: _says(each.id in heads(plan)),
        ),
        Computed(
            english="collects",
            chinese="是信息收集员",
            meaning="是某个部门的信息收集员时为“是”",
            make=lambda plan, each, _: _says(each.id in collectors(plan)),
        ),
        Computed(
            english="registers",
            chinese="登记投诉",
            meaning="是投诉登记部门的负责人或者信息收集员时为“是”",
            make=_registers,
        ),
    ),
    Participants: (
        _SHIFT,
        Computed(
            english="of_posts",
            chinese="就是岗位",
            meaning="人员写的就是本部门的岗位、人数也相同时为“是”：岗位已有自己的卡和签到行",
            make=lambda plan, each, _: _says(is_of_posts(plan, each)),
        ),
        Computed(
            english="group",
            chinese="组号",
            meaning="一个部门的第二组为“-2”，用在章节的编号里",
            make=lambda plan, each, _: group_mark(plan, each),
        ),
        Computed(
            english="amount",
            chinese="计划人数",
            meaning="例如“4人”",
            make=lambda _, each, __: amount(each.count, "人"),
        ),
    ),
    Outside: (
        _SPEAKS,
        Computed(
            english="obeys",
            chinese="听命岗位",
            meaning="演练中听谁指挥：写明的现场指挥岗位；没有写的，是它参加的场景的牵头部门负责人，没有的是组长",
            make=lambda plan, each, _: plan.party(commander_of(plan, each)),
        ),
        Computed(
            english="obeys_reached",
            chinese="听命联络",
            meaning="听命岗位的岗位、姓名、电话",
            make=lambda plan, each, _: (
                reached(found).said if (found := plan.posts.get(commander_of(plan, each))) else ""
            ),
        ),
        Computed(
            english="acts", chinese="有任务", meaning="演练流程给它安排了步骤，或者写明它待命时为“是”", make=_acts
        ),
    ),
}
"""By what they are facts of."""

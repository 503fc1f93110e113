"""What a post is in the drill, and where it belongs."""

from plangen.documents.phrases import NONE, leads_as
from plangen.model.duties import COLLECTOR, DEPARTMENT_HEAD, collectors
from plangen.model.holders import commander_of, holder
from plangen.model.organisation import Outside, Post, Team
from plangen.model.plan import Plan, once


def branch_named(plan: Plan, post: Post) -> str:
    """The branch of its department that a post belongs to; nothing where it belongs to none."""
    department = plan.departments.get(post.department or "")
    branch = department.branch_of(post.id) if department else None
    return branch.title if branch else ""


def branches_headed(plan: Plan, post: Post) -> tuple[str, ...]:
    """The branches that a post heads without heading the whole department."""
    return tuple(
        branch.title
        for department in plan.organisation.departments
        for branch in department.branches
        if branch.head == post.id and post.id not in department.chiefs
    )


def is_chief(plan: Plan, post: Post) -> bool:
    """Whether a post heads a department as a whole."""
    return post.id in _chiefs(plan)


@once
def _chiefs(plan: Plan) -> frozenset[str]:
    return frozenset(key for department in plan.organisation.departments for key in department.chiefs)


def functions(plan: Plan, post: Post) -> list[str]:
    """What the post is in the drill: 总指挥、组长, 部门负责人 …"""
    communication, team = plan.communication, plan.organisation.team
    named = [
        (post.id == team.leader, _leads(team, team.commander_title, "组长")),
        (post.id == team.deputy_leader, _leads(team, team.deputy_title, "副组长")),
        (post.id in team.members, f"{team.title}成员"),
        *((True, f"{each}负责人") for each in branches_headed(plan, post)),
        (is_chief(plan, post), DEPARTMENT_HEAD),
        (post.id in collectors(plan), COLLECTOR),
        (plan.reporting.hotline_post == post.id, "信息报告热线接听"),
        (communication.responsible_post == post.id, "信息发布责任岗位"),
        (communication.supporting_post == post.id, "信息发布配合岗位"),
        (communication.liaison is not None and communication.liaison.post == post.id, "媒体沟通专员"),
        (plan.drill.coordinator == post.id, "演练协调人"),
        *((True, f"{each.title}现场指挥") for each in plan.organisation.outside if _commands(plan, post, each)),
        *((post.id in staff.posts, f"应急指挥中心{staff.title}") for staff in plan.command.staff),
    ]
    return [name for holds, name in named if holds]


def _commands(plan: Plan, post: Post, outside: Outside) -> bool:
    """Whether an outside party obeys the post on the spot; that the leader commands everybody goes without saying."""
    if outside.commander:
        return outside.commander == post.id
    is_leader = post.id == plan.organisation.team.leader
    return not is_leader and holder(plan, outside.id) is not None and commander_of(plan, outside) == post.id


def _leads(team: Team, called: str, function: str) -> str:
    """总指挥（应急小组组长）; 应急小组组长 where the drill calls the leader nothing else."""
    whole = f"{team.title}{function}"
    return whole if called == function else leads_as(called, whole)


def home(plan: Plan, post: Post) -> str:
    """The department of a post; where it leads the whole, what its owner calls that; — where it has none."""
    if post.department:
        branch = branch_named(plan, post)
        return plan.party(post.department) + (f"（{branch}）" if branch else "")
    return plan.terms.leaders if post.leadership else NONE

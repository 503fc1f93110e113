"""Organisation: every department has its people, every post its person, and nobody duties that exclude each other."""

from collections.abc import Iterator

from plangen.checks.check import Check, Found, require_all
from plangen.checks.needs import resolved
from plangen.checks.wording import quoted
from plangen.diagnostics import WARNING, Finding, Place, Words, rule
from plangen.model.duties import has_duties
from plangen.model.organisation import Department, Post
from plangen.model.plan import Plan
from plangen.model.schedule import Window
from plangen.model.values import is_todo

NO_COLLECTOR = rule(
    "O101",
    WARNING,
    title=("部门没有信息收集员", "a department without an information collector"),
    why=("每个部门都应有人关注、收集并上报信息", "somebody in every department has to watch, gather and report"),
    message=("{department}没有信息收集员", "{department} has no information collector"),
    hint=(
        "在 posts 中登记信息收集员岗位，并把编号写入该部门的 collector",
        "add a post for the collector and write its id into the department's 'collector'",
    ),
    bad="# organisation.yaml\ndepartments:\n  - {id: service, title: 客户服务部, head: service-head}\n",
    good="# organisation.yaml\ndepartments:\n"
    "  - {id: service, title: 客户服务部, head: service-head, collector: service-collector}\n",
)
NO_HEAD = rule(
    "O102",
    WARNING,
    title=("部门没有负责人", "a department without a head"),
    why=(
        "演练中由部门负责人集合人员、传达指令、审核信息",
        "in the drill the head gathers the people, passes the order on and reviews what is reported",
    ),
    message=("{department}没有负责人", "{department} has no head"),
    hint=(
        "把负责人岗位的编号写入该部门的 head；几名不分主次的写 heads",
        "write the id of the head's post into the department's 'head', several equal ones into 'heads'",
    ),
    bad="# organisation.yaml\ndepartments:\n  - {id: service, title: 客户服务部, collector: service-collector}\n",
    good="# organisation.yaml\ndepartments:\n"
    "  - {id: service, title: 客户服务部, head: service-head, collector: service-collector}\n",
)
NO_HOLDER = rule(
    "O103",
    WARNING,
    title=("岗位没有责任人", "a post without a responsible person"),
    why=("没有责任人的岗位，任务无人承担", "the tasks of a post that nobody holds are nobody's"),
    message=("岗位“{post}”没有责任人", "nobody holds the post '{post}'"),
    hint=("在 holder 中写明姓名，未定时写 !todo 姓名", "write the name into 'holder', or !todo while it is open"),
    bad="# organisation.yaml\nposts:\n  - {id: service-head, title: 客户服务部负责人, department: service}\n",
    good="# organisation.yaml\nposts:\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service, holder: 张三}\n",
)
INCOMPATIBLE = rule(
    "O104",
    WARNING,
    title=("一人担任不相容岗位", "one person in incompatible posts"),
    why=("计划规定这些岗位不得由同一人担任", "the plan itself says that one person must not hold these posts"),
    message=(
        "{person}同时担任{posts}，这些岗位不得由同一人担任：{reason}",
        "{person} holds the incompatible posts {posts}: {reason}",
    ),
    hint=("为其中一个岗位另定责任人", "find another person for one of the posts"),
    bad="# organisation.yaml\nposts:\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service, holder: 张三}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: 张三}\n"
    "incompatible:\n  - {posts: [service-head, quality-head], reason: 投诉受理与质量调查应当分开}\n",
    good="# organisation.yaml\nposts:\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service, holder: 张三}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: 钱五}\n"
    "incompatible:\n  - {posts: [service-head, quality-head], reason: 投诉受理与质量调查应当分开}\n",
)
BUSY_TWICE = rule(
    "O105",
    WARNING,
    title=("一人同时负责两个步骤", "one person with two steps at one time"),
    why=("同一个人不能在同一时间以两个岗位行动", "nobody can act in two posts at one time"),
    message=(
        "{person}以“{post}”负责步骤“{step}”，同一时间又以“{other_post}”负责步骤“{other_step}”",
        "{person} has the step '{step}' as '{post}' and at the same time '{other_step}' as '{other_post}'",
    ),
    hint=(
        "为其中一个岗位另定责任人，或错开两个步骤的时间",
        "find another person for one post, or move one of the steps",
    ),
    bad="# organisation.yaml\nposts:\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service, holder: 张三}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: 张三}\n"
    "# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:30\n    end: 11:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality-head, action: 检验问题产品}\n"
    "      - {id: calm, title: 接待消费者, owner: service-head, action: 接待到场消费者}\n",
    good="# organisation.yaml\nposts:\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service, holder: 张三}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: 钱五}\n"
    "# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:30\n    end: 11:00\n    steps:\n"
    "      - {id: examine, title: 检验产品, owner: quality-head, action: 检验问题产品}\n"
    "      - {id: calm, title: 接待消费者, owner: service-head, action: 接待到场消费者}\n",
)
IDLE_DEPUTY = rule(
    "O106",
    WARNING,
    title=("替补岗位形同虚设", "a deputy who is the same person"),
    why=("责任人不在时，替补必须是另一个人", "when the person is away the deputy has to be somebody else"),
    message=("岗位“{post}”的替补与责任人是同一人", "the deputy of the post '{post}' is the same person"),
    hint=("改写 deputy，指定由另一个人担任的岗位", "name a post in 'deputy' that another person holds"),
    bad="# organisation.yaml\nposts:\n"
    "  - {id: service-head, title: 客服负责人, department: service, holder: 张三, deputy: service-head}\n",
    good="# organisation.yaml\nposts:\n"
    "  - {id: service-head, title: 客服负责人, department: service, holder: 张三, deputy: service-collector}\n"
    "  - {id: service-collector, title: 客户服务部信息收集员, department: service, holder: 赵四}\n",
)
NO_HOME = rule(
    "O107",
    WARNING,
    title=("岗位不属于任何部门", "a post that belongs to no department"),
    why=(
        "不属于任何部门的岗位，没有人安排其工作，也没有人为其补位",
        "nobody gives such a post its work, and nobody fills in for it",
    ),
    message=(
        "岗位“{post}”不属于任何部门，也不是公司领导",
        "the post '{post}' belongs to no department and is not a leadership post",
    ),
    hint=(
        "在 department 中写明所属部门；属于公司领导的，写 leadership: true",
        "name its department in 'department', or write leadership: true",
    ),
    bad="# organisation.yaml\nposts:\n  - {id: spokesperson, title: 发言人, holder: 周六}\n",
    good="# organisation.yaml\nposts:\n  - {id: spokesperson, title: 发言人, department: service, holder: 周六}\n",
)
STRANGER = rule(
    "O108",
    WARNING,
    title=("部门的岗位属于别的部门", "a department's post that belongs to another department"),
    why=(
        "负责人和信息收集员应当是本部门的人，否则指令和信息会走错路",
        "orders and reports go astray when the head or the collector belongs elsewhere",
    ),
    message=("{department}的{role}“{post}”属于{other}", "the {role} of {department}, '{post}', belongs to {other}"),
    hint=(
        "改用本部门的岗位，或更正该岗位的 department",
        "name a post of this department, or correct the post's 'department'",
    ),
    bad="# organisation.yaml\ndepartments:\n"
    "  - {id: service, title: 客户服务部, head: service-head, collector: quality-collector}\n"
    "  - {id: quality, title: 质量管理部, head: quality-head, collector: quality-collector}\n",
    good="# organisation.yaml\ndepartments:\n"
    "  - {id: service, title: 客户服务部, head: service-head, collector: service-collector}\n"
    "  - {id: quality, title: 质量管理部, head: quality-head, collector: quality-collector}\n",
)
SAME_TITLE = rule(
    "O109",
    WARNING,
    title=("名称相同", "two parties with one name"),
    why=(
        "文件中只印名称，名称相同就分不清是谁",
        "the documents print names; when two are alike nobody can tell them apart",
    ),
    message=("“{title}”是{count}个编号的名称：{ids}", "'{title}' is the name of {count} ids: {ids}"),
    hint=("给它们不同的名称；重复登记的，只保留一个", "give them different names, or keep only one"),
    bad="# organisation.yaml\noutside:\n  - {id: consumers, title: 消费者}\n  - {id: regulator, title: 消费者}\n",
    good="# organisation.yaml\noutside:\n  - {id: consumers, title: 消费者}\n  - {id: regulator, title: 监管部门}\n",
)
ONE_HAND = rule(
    "O110",
    WARNING,
    title=("正副总指挥是同一人", "commander and deputy are one person"),
    why=(
        "总指挥不在时由副总指挥接替，两者必须是两个人",
        "the deputy takes over when the commander is away, so they have to be two people",
    ),
    message=("{commander}与{deputy}是同一人", "{commander} and {deputy} are the same person"),
    hint=("为 deputy_leader 另定岗位或责任人", "choose another post or person for 'deputy_leader'"),
    bad="# organisation.yaml\nteam: {leader: manager, deputy_leader: manager}\n",
    good="# organisation.yaml\nteam: {leader: manager, deputy_leader: deputy-manager}\n",
)
NO_DUTIES = rule(
    "O121",
    WARNING,
    title=("岗位没有任务和职责", "a post without tasks or duties"),
    why=(
        "该岗位的角色卡上没有可写的内容，拿到卡的人不知道做什么",
        "the role card of the post would be empty, and its holder would not know what to do",
    ),
    message=(
        "岗位“{post}”在演练中没有任何任务和职责",
        "the post '{post}' has no task or duty in the drill",
    ),
    hint=(
        "在 timeline.yaml 的步骤或该岗位的 duties 中写明做什么；不参加演练的岗位可以删除",
        "give it a step in timeline.yaml or write its 'duties', or delete a post that takes no part in the drill",
    ),
    bad="# organisation.yaml\nposts:\n"
    "  - {id: manager, title: 总经理, leadership: true, holder: 王一, deputy: deputy-manager}\n"
    "  - {id: deputy-manager, title: 副总经理, leadership: true, holder: 李二, deputy: assistant}\n"
    "  - {id: assistant, title: 总经理助理, leadership: true, holder: 周七}\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service, holder: 张三}\n"
    "  - {id: service-collector, title: 客户服务部信息收集员, department: service, holder: 赵四}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: 钱五}\n"
    "  - {id: quality-collector, title: 质量管理部信息收集员, department: quality, holder: 孙六}\n",
    good="# organisation.yaml\nposts:\n"
    "  - {id: manager, title: 总经理, leadership: true, holder: 王一, deputy: deputy-manager}\n"
    "  - {id: deputy-manager, title: 副总经理, leadership: true, holder: 李二, deputy: assistant}\n"
    "  - {id: assistant, title: 总经理助理, leadership: true, holder: 周七, duties: [记录指挥决策]}\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service, holder: 张三}\n"
    "  - {id: service-collector, title: 客户服务部信息收集员, department: service, holder: 赵四}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: 钱五}\n"
    "  - {id: quality-collector, title: 质量管理部信息收集员, department: quality, holder: 孙六}\n",
)


def no_collector(plan: Plan) -> Found:
    departments = plan.organisation.departments
    is_collected = plan.has("reporting") or any(each.collector for each in departments)
    for department in departments:
        if is_collected and not department.collector:
            at = department.where("id")
            yield Finding(rule=NO_COLLECTOR, at=at, values={"department": department.title})


def no_head(plan: Plan) -> Found:
    for department in plan.organisation.departments:
        if not department.leading:
            yield Finding(rule=NO_HEAD, at=department.where("id"), values={"department": department.title})


def no_holder(plan: Plan) -> Found:
    for post in plan.organisation.posts:
        if post.holder is None:
            yield Finding(rule=NO_HOLDER, at=post.where("id"), values={"post": post.title})


def incompatible(plan: Plan) -> Found:
    for group in plan.organisation.incompatible:
        held: dict[str, list[Post]] = {}
        for key in dict.fromkeys(group.posts):
            post = plan.posts.get(key)
            if post and (person := _person(post)):
                held.setdefault(person, []).append(post)
        for person, posts in held.items():
            if len(posts) > 1:
                values = {"person": person, "posts": quoted(post.title for post in posts), "reason": group.reason}
                yield Finding(rule=INCOMPATIBLE, at=posts[-1].where("holder"), values=values)


def busy_twice(plan: Plan) -> Found:
    busy: dict[str, list[tuple[Post, Window]]] = {}
    for window in plan.windows.values():
        post = plan.posts.get(window.step.owner)
        if post and (person := _person(post)):
            busy.setdefault(person, []).append((post, window))
    played = {scenario.id for scenario in plan.played}
    for person, duties in busy.items():
        now = [duty for duty in duties if not duty[1].step.scenarios or played & set(duty[1].step.scenarios)]
        for (post, window), (other_post, other) in _clashes(now):
            yield Finding(
                rule=BUSY_TWICE,
                at=window.step.where("owner"),
                values={
                    "person": person,
                    "post": post.title,
                    "step": window.step.title,
                    "other_post": other_post.title,
                    "other_step": other.step.title,
                },
            )


_Duty = tuple[Post, Window]


def _clashes(duties: list[_Duty]) -> Iterator[tuple[_Duty, _Duty]]:
    """For each duty the first earlier one of another post that it overlaps; scenarios of one drill share its clock."""
    for number, (post, window) in enumerate(duties):
        for other_post, other in duties[:number]:
            apart = post is other_post or window.start >= other.due or other.start >= window.due
            if not apart:
                yield (post, window), (other_post, other)
                break


def idle_deputy(plan: Plan) -> Found:
    for post in plan.organisation.posts:
        deputy = plan.posts.get(post.deputy) if post.deputy else None
        if deputy and _same_person(post, deputy):
            yield Finding(rule=IDLE_DEPUTY, at=post.where("deputy"), values={"post": post.title})


def no_home(plan: Plan) -> Found:
    for post in plan.organisation.posts:
        if not post.department and not post.leadership:
            yield Finding(rule=NO_HOME, at=post.where("id"), values={"post": post.title})


_ROLES = {
    "head": Words("负责人", "head"),
    "member": Words("下属单位岗位", "post"),
    "collector": Words("信息收集员", "collector"),
}


def stranger(plan: Plan) -> Found:
    for department in plan.organisation.departments:
        for role, key, place in _named_by(department):
            post = plan.posts.get(key) if key else None
            if post and post.department and post.department != department.id:
                other = plan.party(post.department)
                values = {"department": department.title, "role": _ROLES[role], "post": post.title, "other": other}
                yield Finding(rule=STRANGER, at=place, values=values)


def _named_by(department: Department) -> Iterator[tuple[str, str | None, Place]]:
    """The posts that a department names as its own: in what role, and where."""
    yield "head", department.head, department.where("head")
    yield from (("head", key, department.where("heads", at)) for at, key in enumerate(department.heads))
    for branch in department.branches:
        yield "head", branch.head, branch.where("head")
        yield from (("member", key, branch.where("posts", at)) for at, key in enumerate(branch.posts))
    yield "collector", department.collector, department.where("collector")


def same_title(plan: Plan) -> Found:
    organisation = plan.organisation
    ids: dict[str, dict[str, None]] = {}
    for group in (
        organisation.departments,
        organisation.posts,
        organisation.response_teams,
        organisation.outside,
        (organisation.team,),
    ):
        for party in group:
            named = ids.setdefault(party.title, {})
            fresh = party.id not in named
            named[party.id] = None
            if fresh and len(named) > 1 and not is_todo(party.title):
                values = {"title": party.title, "count": len(named), "ids": tuple(named)}
                yield Finding(rule=SAME_TITLE, at=party.where("title"), values=values)


def command_in_one_hand(plan: Plan) -> Found:
    team = plan.organisation.team
    leader, deputy = plan.posts.get(team.leader), plan.posts.get(team.deputy_leader or "")
    if leader and deputy and _same_person(leader, deputy):
        yield Finding(
            rule=ONE_HAND,
            at=team.where("deputy_leader"),
            values={"commander": team.commander_title, "deputy": team.deputy_title},
        )


def no_duties(plan: Plan) -> Found:
    require_all(plan)
    for post in plan.organisation.posts:
        if not has_duties(plan, post):
            yield Finding(rule=NO_DUTIES, at=post.where("id"), values={"post": post.title})


def _person(post: Post) -> str | None:
    """Who holds the post, where that is settled."""
    return None if post.holder is None or "【待填写" in post.holder else post.holder


def _same_person(post: Post, other: Post) -> bool:
    return post is other or (_person(post) is not None and _person(post) == _person(other))


CHECKS = (
    Check(rule=NO_COLLECTOR, run=no_collector),
    Check(rule=NO_HEAD, run=no_head),
    Check(rule=NO_HOLDER, run=no_holder),
    Check(rule=INCOMPATIBLE, run=incompatible),
    Check(rule=BUSY_TWICE, run=busy_twice, needs=(resolved("scenario"),)),
    Check(rule=IDLE_DEPUTY, run=idle_deputy),
    Check(rule=NO_HOME, run=no_home),
    Check(rule=STRANGER, run=stranger, needs=(resolved("department"),)),
    Check(rule=SAME_TITLE, run=same_title),
    Check(rule=ONE_HAND, run=command_in_one_hand),
    Check(rule=NO_DUTIES, run=no_duties, needs=(resolved("post"),)),
)

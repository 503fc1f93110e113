"""通讯录与通知树: whom to call, who passes the start order on to whom, and who is told what within what time."""

from collections.abc import Iterator, Mapping, Sequence

from plangen.blocks.document import Block, Cell, Node, OrgChart, SectionBreak, Title
from plangen.documents.draft import Content, Draft, chapter, grid, text
from plangen.documents.frame import dossier_document, form_table
from plangen.documents.handbook.contacts import answering
from plangen.documents.phrases import NONE
from plangen.documents.role_cards.posts import home
from plangen.documents.tables import in_role, office, within
from plangen.language.sentences import clause, listed
from plangen.model.duties import superior
from plangen.model.organisation import Department, Post
from plangen.model.plan import Plan
from plangen.model.timeline import AFTER_ORDER, ALL_DEPARTMENTS
from plangen.model.values import is_todo


@dossier_document("contacts")
def contact_list(draft: Draft) -> Iterator[Block]:
    """Command centre and hotline, posts, collectors, outside parties, the call tree, notifications by scenario."""
    yield Title(lines=(draft.title,))
    yield chapter("应急指挥中心和信息报告热线", "command-centre")
    yield from _centre(draft)
    yield chapter("岗位通讯录", "posts")
    yield from _posts(draft)
    yield chapter("部门信息收集员和通讯渠道", "collectors")
    yield from _collectors(draft)
    if draft.plan.organisation.outside:
        yield chapter("外部单位和人员", "outside")
        yield from _outside(draft)
    yield chapter("启动指令通知树", "call-tree")
    yield from _tree(draft)
    if any(scenario.notifications for scenario in draft.plan.played):
        yield SectionBreak(landscape=True)
        yield chapter("各场景通知要求", "notifications")
        yield from _notifications(draft)


def _centre(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    centre, hotline = plan.command.centre, plan.reporting.hotline
    answered = plan.party(hotline.post) if hotline.post else hotline.operator or ""
    rows = [
        ("应急指挥中心", centre.room, "", ""),
        ("信息报告热线", hotline.number, answered, clause(hotline.open)),
        *(
            (
                f"指挥中心{staff.title}",
                "",
                listed([in_role(plan, post) for post in staff.posts]) or staff.people or "",
                "",
            )
            for staff in centre.staff
        ),
    ]
    label = draft.captions.table("centre")
    yield grid(
        f"{label}　应急指挥中心和热线",
        ("名称", "地点或号码", "人员", "开通时间或电话"),
        (3, 4, 4.4, 4.2),
        [tuple(each or Cell(blank=True) for each in row) for row in rows],
    )


def _posts(draft: Draft) -> Iterator[Block]:
    """In the order of the plan; what is not known is left to be written in."""
    plan = draft.plan
    label = draft.captions.table("posts")
    rows = [
        (
            in_role(plan, post.id),
            home(plan, post),
            post.holder or Cell(blank=True),
            post.phone or Cell(blank=True),
            office(plan, post.deputy),
        )
        for post in plan.organisation.posts
    ]
    yield from text("责任人或者电话变更的，立即告知演练协调人。")
    heads = ("岗位", "部门", "责任人", "电话", "替补岗位")
    yield grid(f"{label}　岗位通讯录", heads, (4, 2.6, 3.4, 3.4, 2.4), rows)


def _collectors(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table("collectors")
    rows = [_collector(plan, department) for department in plan.organisation.departments]
    heads = ("部门", "信息收集员岗位", "责任人", "电话", "频道或群组")
    yield grid(f"{label}　部门信息收集员和通讯渠道", heads, (2.4, 3.2, 3.2, 3.2, 3.8), rows)


def _collector(plan: Plan, department: Department) -> tuple[Content, ...]:
    post = plan.posts.get(department.collector or "")
    channels = [f"{each.kind}：{each.name}" for each in plan.resources.channels if each.department == department.id]
    known = (post.title, post.holder, post.phone) if post else (NONE, None, None)
    return (department.title, *(each or Cell(blank=True) for each in (*known, channels)))


def _outside(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table("outside")
    rows: list[Sequence[Content]] = []
    for each in plan.organisation.outside:
        told = [sent for scenario in plan.played for sent in scenario.notifications if sent.receiver == each.id]
        senders = dict.fromkeys(plan.party(sent.sender) for sent in told)
        matters = dict.fromkeys(clause(sent.content) for sent in told)
        rows.append(
            (each.title, each.contact or Cell(blank=True), listed(senders, "、") or NONE, "；".join(matters) or NONE)
        )
    yield from text(
        "演练中需要与外部单位和人员联系的，按照导控人员的安排进行，并首先说明正在演练；真实事件发生时按照本表联系。"
    )
    heads = ("单位或人员", "联系方式", "由谁联系", "联系事项")
    yield grid(f"{label}　外部单位和人员", heads, (3.2, 4, 2.8, 5.6), rows)


def _tree(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    order = plan.timeline.order
    figure, table = draft.captions.figure("call-tree"), draft.captions.table("call-tree")
    yield from text(
        f"{order.time}，{plan.party(order.by)}下达启动指令，按照{figure}逐级传达，每级的通知方、被通知方和时限见{table}。",
        "被通知人无法联系的，立即通知其替补岗位；通知后由通知方填写时间。",
    )
    root = plan.posts.get(plan.organisation.team.leader)
    below = _below(plan)
    if root:
        alt = f"启动指令由{root.title}逐级传达：" + "；".join(
            f"{plan.posts[key].title}通知{listed([post.title for post in posts], '、')}" for key, posts in below.items()
        )
        yield OrgChart(root=_node(root, below), caption=f"{figure}　启动指令通知树", alt=f"{alt}。")
    heads = ("通知方", "被通知方", "被通知方电话", "时限", "通知时间")
    rows = [
        (plan.posts[key].title, post.title, post.phone or None, _within(plan, key), None)
        for key, posts in below.items()
        for post in posts
    ]
    yield form_table(heads, (3, 3.6, 3.6, 3.4, 2), rows, caption=f"{table}　启动指令逐级通知", height=8)


def _below(plan: Plan) -> Mapping[str, list[Post]]:
    """Who tells whom: the leader all who answer to him, each head his department's people."""
    found: dict[str, list[Post]] = {}
    for post in plan.organisation.posts:
        if above := superior(plan, post):
            found.setdefault(above.id, []).append(post)
    leader = plan.organisation.team.leader
    return {key: found[key] for key in sorted(found, key=lambda key: key != leader)}


def _node(post: Post, below: Mapping[str, list[Post]]) -> Node:
    known = [value for value in (post.holder, post.phone) if value and not is_todo(value)]
    return Node(lines=(post.title, *known), children=tuple(_node(each, below) for each in below.get(post.id, ())))


def _within(plan: Plan, sender: str) -> str:
    """At once for whoever gives the order; the heads have as long as the plan gives them to gather their people."""
    if sender == plan.organisation.team.leader:
        return "启动指令下达时"
    limits = [
        step.limit
        for step in plan.steps.values()
        if step.owner == ALL_DEPARTMENTS and step.after == AFTER_ORDER and step.limit
    ]
    return f"启动指令下达后{min(limits)}内" if limits else NONE


def _notifications(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table("notifications")
    rows = [
        (
            draft.places[scenario.id],
            _with_phone(plan, each.sender),
            _with_phone(plan, each.receiver),
            clause(each.content),
            within(each),
            each.channel or NONE,
        )
        for scenario in plan.played
        for each in scenario.notifications
    ]
    named = "；".join(draft.scenario(scenario) for scenario in plan.played)
    yield from text(f"{named}。通知方和被通知方为部门的，由其负责人负责。")
    heads = ("场景", "通知方", "被通知方", "通知内容", "时限", "方式")
    yield grid(f"{label}　通知要求", heads, (1.6, 3.4, 3.6, 6, 4.2, 4.2), rows, centred=(0,))


def _with_phone(plan: Plan, party: str) -> Content:
    """A party, below it the number that is called for it where one is known."""
    key = answering(plan, party)
    post = plan.posts.get(key or "")
    contact = post.phone if post else next((each.contact for each in plan.organisation.outside if each.id == key), None)
    return (plan.party(party), contact) if contact and not is_todo(contact) else plan.party(party)

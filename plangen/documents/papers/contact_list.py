"""通讯录与通知树: whom to call, who passes the start order on to whom, and who is told what within what time."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.document import Document, Node, OrgChart
from plangen.documents.attending import without_post
from plangen.documents.draft import Content, Draft, Rows
from plangen.documents.handbook.contacts import answering
from plangen.documents.offices import home
from plangen.documents.outlines.generated import Head, by_name, figure, table
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.phrases import NONE
from plangen.documents.tables import in_role, office, within
from plangen.language.sentences import clause, listed
from plangen.model.agenda import DutyKind, duties_of
from plangen.model.duties import superiors
from plangen.model.holders import Holder, commander_of, holder, holders
from plangen.model.organisation import Department, Outside, Post
from plangen.model.plan import Plan
from plangen.model.presence import is_there, sessions_of
from plangen.model.reporting import Hotline
from plangen.model.timeline import AFTER_ORDER, ALL_DEPARTMENTS
from plangen.model.values import Id, is_todo

_TREE_HEIGHT = 8.0  # millimetres of a line


def _posts(draft: Draft) -> Rows:
    """In the order of the plan; what is not known is left to be written in."""
    plan = draft.plan
    return [
        (in_role(plan, post.id), home(plan, post), post.holder or None, post.phone or None, office(plan, post.deputy))
        for post in plan.organisation.posts
    ]


def _collectors(draft: Draft) -> Rows:
    """Each department; nothing where neither collectors nor channels are set up."""
    plan = draft.plan
    departments = plan.organisation.departments
    if not plan.resources.channels and not any(department.collector for department in departments):
        return []
    return [_collector(plan, department) for department in departments]


def _collector(plan: Plan, department: Department) -> tuple[Content, ...]:
    post = plan.posts.get(department.collector or "")
    own = [each for each in plan.resources.channels if each.department == department.id]
    channels = [f"{clause(each.name)}（{clause(each.kind)}）" for each in own]
    known = (post.title, post.holder, post.phone) if post else (NONE, None, None)
    return (department.title, *(each or None for each in (*known, channels)))


def _outside(draft: Draft) -> Rows:
    """Outside parties, with who tells them what: in a scenario, before something is published, at the start."""
    rows = list[tuple[Content, ...]]()
    for each in draft.plan.organisation.outside:
        told = tuple(_dealings(draft.plan, each))
        senders = dict.fromkeys(sender for sender, _ in told)
        matters = dict.fromkeys(matter for _, matter in told)
        rows.append((each.title, each.contact or None, listed(senders, "、") or NONE, list(matters) or NONE))
    return rows


def _dealings(plan: Plan, outside: Outside) -> Iterator[tuple[str, str]]:
    """Who turns to an outside party, and about what."""
    for scenario in plan.played:
        for sent in scenario.notifications:
            if sent.receiver == outside.id:
                yield plan.party(sent.sender), clause(sent.content)
    responsible = plan.communication.responsible
    for stage in plan.communication.stages:
        if stage.by == outside.id and responsible:
            yield plan.party(responsible.post), clause(stage.title)
    acting = holder(plan, outside.id)
    for duty in duties_of(plan, acting) if acting else ():
        if duty.kind is DutyKind.STEP:
            yield plan.party(commander_of(plan, outside)), clause(duty.title)


def _tree(draft: Draft) -> Iterator[OrgChart]:
    """The leader, and below him whoever learns it from him."""
    plan = draft.plan
    root, below = plan.posts.get(plan.organisation.team.leader), _below(plan)
    if root and below:
        told = (f"{plan.posts[key].title}通知{listed(each.title for each in heard)}" for key, heard in below.items())
        yield OrgChart(root=_node(_post(root), below), caption="", alt="，".join(told))


def _told(draft: Draft) -> Rows:
    plan = draft.plan
    return [
        (plan.posts[key].title, each.title, each.phone or None, _within(plan, key, each.shift), None)
        for key, heard in _below(plan).items()
        for each in heard
    ]


class _Hearer(Struct, frozen=True, kw_only=True):
    """Somebody to whom the start order is passed on."""

    key: str
    title: str
    name: str = ""
    phone: str = ""
    shift: tuple[Id, ...] = ()


def _post(post: Post) -> _Hearer:
    return _Hearer(key=post.id, title=post.title, name=post.holder or "", phone=post.phone or "", shift=post.sessions)


def _below(plan: Plan) -> Mapping[str, list[_Hearer]]:
    """Who tells whom: the leader all who answer to him, each head his department's people; nobody is left out."""
    found: dict[str, list[_Hearer]] = {}
    for post in plan.organisation.posts:
        for above in superiors(plan, post)[:1]:
            found.setdefault(above.id, []).append(_post(post))
    leader = plan.organisation.team.leader
    for each in holders(plan):
        title = without_post(each)
        if title:
            found.setdefault(_teller(plan, each), []).append(_Hearer(key=each.key, title=title, phone=_phone(each)))
    return {key: found[key] for key in sorted(found, key=lambda key: key != leader) if key in plan.posts}


def _teller(plan: Plan, each: Holder) -> str:
    """The post that passes the start order on to somebody without a post."""
    record = each.record
    if isinstance(record, Outside):
        return commander_of(plan, record)
    department = plan.departments.get(each.department)
    chiefs = department.chiefs if department else ()
    return chiefs[0] if chiefs else plan.organisation.team.leader


def _phone(each: Holder) -> str:
    record = each.record
    if isinstance(record, Outside):
        return record.contact or ""
    return record.number if isinstance(record, Hotline) else ""


def _node(each: _Hearer, below: Mapping[str, list[_Hearer]]) -> Node:
    known = [value for value in (each.name, each.phone) if value and not is_todo(value)]
    return Node(lines=(each.title, *known), children=tuple(_node(one, below) for one in below.get(each.key, ())))


def _within(plan: Plan, sender: str, shift: Sequence[Id]) -> str:
    """At once for whoever gives the order; the heads have as long as the plan gives them to gather their people.

    Whoever takes part only in a later session is told before it begins.
    """
    sessions = sessions_of(plan, shift)
    if sessions and not is_there(plan, shift, plan.timeline.order.time):
        return f"{sessions[0].start}前"
    if sender == plan.organisation.team.leader:
        return "启动指令下达时"
    limits = [
        step.limit
        for step in plan.steps.values()
        if step.owner == ALL_DEPARTMENTS and step.waits_for == AFTER_ORDER and step.limit
    ]
    return f"启动指令下达后{min(limits)}内" if limits else NONE


def _notifications(draft: Draft) -> Rows:
    """Scenario by scenario; a drill that plays only one names none."""
    plan = draft.plan
    return [
        (
            draft.places[scenario.id] if len(draft.places) > 1 else "",
            _with_phone(plan, each.sender),
            _with_phone(plan, each.receiver),
            clause(each.content),
            within(each),
            each.channel or NONE,
        )
        for scenario in plan.played
        for each in scenario.notifications
    ]


def _with_phone(plan: Plan, party: str) -> Content:
    """A party, below it the numbers that are called for it where some are known, several each with its post."""
    keys = answering(plan, party)
    numbers = {key: number for key in keys if (number := _number(plan, key)) and not is_todo(number)}
    if not numbers:
        return plan.party(party)
    if len(keys) == 1:
        return (plan.party(party), *numbers.values())
    return (plan.party(party), *(f"{plan.party(key)}：{number}" for key, number in numbers.items()))


def _number(plan: Plan, key: str) -> str | None:
    post = plan.posts.get(key)
    return post.phone if post else next((each.contact for each in plan.organisation.outside if each.id == key), None)


BLOCKS = by_name(
    (
        *PAGES,
        table(
            "posts",
            "岗位通讯录",
            _posts,
            Head("岗位", 4),
            Head("部门", 2.6),
            Head("责任人", 3.4),
            Head("电话", 3.4),
            Head("替补岗位", 2.4),
            meaning="全部岗位的责任人和电话；未知的手工填写",
        ),
        table(
            "collectors",
            "信息收集员和通讯渠道",
            _collectors,
            Head("部门", 2.4),
            Head("信息收集员岗位", 3.2),
            Head("责任人", 3.2),
            Head("电话", 3.2),
            Head("频道或群组", 3.8),
            meaning="各部门的信息收集员、频道和群组",
            caption="部门信息收集员和通讯渠道",
        ),
        table(
            "outside",
            "外部单位和人员",
            _outside,
            Head("单位或人员", 3.2),
            Head("联系方式", 4),
            Head("由谁联系", 2.8),
            Head("联系事项", 5.6),
            meaning="外部单位和人员，由谁联系、为什么事",
        ),
        figure("call-tree", "启动指令通知树", _tree, meaning="启动指令从上到下由谁通知谁"),
        table(
            "told",
            "启动指令逐级通知",
            _told,
            Head("通知方", 3),
            Head("被通知方", 3.6),
            Head("被通知方电话", 3.6),
            Head("时限", 3.4),
            Head("通知时间", 2),
            meaning="通知树的每一级，通知时间手工填写",
            height=_TREE_HEIGHT,
        ),
        table(
            "notifications",
            "各场景通知要求",
            _notifications,
            Head("场景", 1.6, centred=True, optional=True),
            Head("通知方", 3.4),
            Head("被通知方", 3.6),
            Head("通知内容", 6),
            Head("时限", 4.2),
            Head("方式", 4.2),
            meaning="各场景里谁通知谁，带电话；只有一个场景时没有“场景”一列",
            caption="通知要求",
        ),
    )
)


def contact_list(plan: Plan) -> Document:
    """Command centre and hotline, posts, collectors, outside parties, the call tree, notifications by scenario."""
    return outlined(plan, "contacts", BLOCKS)

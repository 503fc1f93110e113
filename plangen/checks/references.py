"""References: every id that is named is declared once, and every id that is declared serves something."""

from collections.abc import Iterable, Sequence

from plangen.checks.check import Check, Found, require_all, unread
from plangen.checks.needs import Named, dangling, doubled, parties, resolved
from plangen.diagnostics import ERROR, INFO, WARNING, Finding, Words, rule
from plangen.model.command import RESERVED_DECIDERS
from plangen.model.kinds import KINDS
from plangen.model.plan import Plan
from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE, ALL_DEPARTMENTS
from plangen.near import MOST_SUGGESTIONS, did_you_mean, nearest

UNRESOLVED = rule(
    "R101",
    ERROR,
    title=("引用的编号没有定义", "a reference that does not resolve"),
    why=(
        "编号指向不存在的部门、岗位、步骤等，文件中就会缺少责任人或内容",
        "an id that names nothing leaves the documents without the person or the content meant",
    ),
    message=("没有编号为“{id}”的{kind}", "no {kind} has the id '{id}'"),
    hint=("改为{file}中已有的编号，或在该文件中补充", "use an id from {file}, or add it there"),
    bad="# timeline.yaml\norder: {by: general-manger}\n",
    good="# timeline.yaml\norder: {by: manager}\n",
)
TWICE = rule(
    "R102",
    ERROR,
    title=("编号重复", "an id used twice"),
    why=(
        "同一编号指两样东西，引用它的地方就说不清是谁",
        "when one id names two things, every reference to it is ambiguous",
    ),
    message=(
        "编号“{id}”已用于“{other}”，不能再用于“{title}”",
        "the id '{id}' already names '{other}' and cannot name '{title}' too",
    ),
    hint=(
        "给其中一项换一个编号；部门、岗位、小组、队伍和外部单位的编号也不能相同",
        "give one of them another id; departments, posts, teams and outside parties share their ids",
    ),
    bad="# resources.yaml\nitems:\n"
    "  - {id: radios, title: 对讲机, category: 通讯, quantity: 10, unit: 部}\n"
    "  - {id: radios, title: 检测仪, category: 设备, quantity: 4, unit: 台}\n",
    good="# resources.yaml\nitems:\n"
    "  - {id: radios, title: 对讲机, category: 通讯, quantity: 10, unit: 部}\n"
    "  - {id: meters, title: 检测仪, category: 设备, quantity: 4, unit: 台}\n",
)
RESERVED = rule(
    "R103",
    ERROR,
    title=("编号是保留字", "an id that is a reserved word"),
    why=(
        (
            "all-departments 表示各部门，concerned-head 表示事发部门负责人，order 和 phase 表示启动指令和阶段开始，"
            "用作编号会被误解"
        ),
        "all-departments, concerned-head, order and phase have a meaning of their own: as ids they would be misread",
    ),
    message=("“{title}”的编号“{id}”是保留字", "the id '{id}' of '{title}' is a reserved word"),
    hint=("换一个编号", "choose another id"),
    bad="# organisation.yaml\noutside:\n  - {id: all-departments, title: 消费者}\n",
    good="# organisation.yaml\noutside:\n  - {id: consumers, title: 消费者}\n",
)
UNUSED = rule(
    "R104",
    INFO,
    title=("编号没有被用到", "an id used nowhere"),
    why=(
        "登记了却无处使用的岗位、物资、队伍或单位，可能是漏写了任务",
        "a post, an item, a team or a party that nothing names may mean that a task was forgotten",
    ),
    message=("{kind}“{title}”（{id}）没有任何地方用到", "the {kind} '{title}' ({id}) is used nowhere"),
    hint=(
        "在步骤、通知或配发中用到它；确实不需要的可以删除",
        "use it in a step, a notification or an allocation, or delete it",
    ),
    brief=True,
    bad="# organisation.yaml\noutside:\n"
    "  - {id: consumers, title: 消费者}\n  - {id: regulator, title: 市场监督管理部门}\n  - {id: press, title: 媒体}\n",
    good="# organisation.yaml\noutside:\n"
    "  - {id: consumers, title: 消费者}\n  - {id: regulator, title: 市场监督管理部门}\n",
)
UNDRAFTED = rule(
    "R105",
    WARNING,
    title=("没有场景使用的通知", "a notice that no scenario drafts"),
    why=("没有场景使用的通知不会生成草稿", "no draft is made of a notice that no scenario asks for"),
    message=("没有场景需要通知“{title}”（{id}）", "no scenario drafts the notice '{title}' ({id})"),
    hint=("写入有关场景的 notices，或删除该通知", "add it to the notices of a scenario, or delete it"),
    bad="# scenarios/leak.yaml\nnotices: [recall]\n",
    good="# scenarios/leak.yaml\nnotices: [bulletin]\n",
)
NOT_PLAYED = rule(
    "R106",
    INFO,
    title=("场景未列入本次演练", "a scenario that the drill does not play"),
    why=("未列入的场景不参加演练，也不生成文件", "such a scenario is not rehearsed and gets no documents"),
    message=("场景“{title}”没有列入本次演练", "the drill does not play the scenario '{title}'"),
    hint=("需要演练的，写入 drill.yaml 的 scenarios", "add it to the scenarios of drill.yaml if it is to be played"),
    bad="# drill.yaml\nscenarios: [fault]\n",
    good="# drill.yaml\nscenarios: [fault, leak]\n",
)
REPEATED = rule(
    "R107",
    WARNING,
    title=("同一清单重复引用", "a list that names the same thing twice"),
    why=("重复的引用会在文件中出现两次，多半是误写", "it appears twice in the documents and is most likely a slip"),
    message=("“{id}”在“{field}”中重复出现", "'{id}' appears more than once in '{field}'"),
    hint=("删除重复的一项", "delete the second one"),
    bad="# drill.yaml\nscenarios: [fault, leak, fault]\n",
    good="# drill.yaml\nscenarios: [fault, leak]\n",
)


def unresolved(plan: Plan) -> Found:
    hints: dict[tuple[str, str], Words | None] = {}
    for value in dangling(plan):
        kind, name = KINDS[value.field.ref], str(value.value)
        key = (value.field.ref, name)
        if key not in hints:
            ids = tuple(kind.ids(plan))
            near = nearest(name, ids) if len(hints) < MOST_SUGGESTIONS else None
            hints[key] = _of_branch(plan, value.field.ref, name) or _hint(value.field.ref, near, ids)
        yield Finding(
            rule=UNRESOLVED,
            at=value.place,
            values={"id": name, "kind": kind.name, "file": kind.file},
            hint=hints[key],
            cause=f"{kind.file.partition('、')[0]} {name}",
        )
    yield from unread(plan, UNRESOLVED)


def _of_branch(plan: Plan, ref: str, name: str) -> Words | None:
    """What to write where a branch is named, which acts through its head and is no department."""
    branch = plan.organisation.branches.get(name) if "organisation" not in plan.missing else None
    if branch is None or ref not in {"department", "party", "person", "decider"}:
        return None
    department = next(each for each in plan.organisation.departments if branch in each.branches)
    return Words(
        f"“{branch.title}”是{department.title}的下属单位：写部门 {department.id}，或者负责人岗位 {branch.head}；"
        "会场写在 venues 的 branches",
        f"'{name}' is a branch: write its department {department.id}, or the post of its head, {branch.head}; "
        "venues have 'branches'",
    )


def _hint(ref: str, near: str | None, ids: Iterable[str]) -> Words | None:
    if near is None and ref == "document":  # no file of the source declares these
        return Words(f"可用的编号：{'、'.join(ids)}", f"the ids are {', '.join(ids)}")
    return did_you_mean(near)


def twice(plan: Plan) -> Found:
    for _, each, first in doubled(plan):
        values = {"id": each.id, "title": each.title, "other": first.title}
        yield Finding(rule=TWICE, at=each.where("id"), values=values)
    yield from unread(plan, TWICE)


def reserved(plan: Plan) -> Found:
    for words_of_space, named in (
        ({ALL_DEPARTMENTS, *RESERVED_DECIDERS}, [*parties(plan)]),
        ({AFTER_ORDER, AFTER_PHASE}, list(plan.steps.values())),
    ):
        for each in named:
            if each.id in words_of_space:
                yield Finding(rule=RESERVED, at=each.where("id"), values={"id": each.id, "title": each.title})


def unused(plan: Plan) -> Found:
    """Departments and teams are left out: whether they have work is the business of other rules."""
    require_all(plan)
    organisation = plan.organisation
    parties = _referred_to(plan, "party", "post", "department", "decider")
    groups: tuple[tuple[Words, Sequence[Named], frozenset[object]], ...] = (
        (Words("岗位", "post"), organisation.posts, parties),
        (Words("队伍", "response team"), organisation.response_teams, parties),
        (Words("外部单位", "outside party"), organisation.outside, parties),
        (KINDS["item"].name, plan.resources.items, _referred_to(plan, "item")),
    )
    for kind, declared, used in groups:
        for each in declared:
            if each.id not in used:
                values = {"id": each.id, "title": each.title, "kind": kind}
                yield Finding(rule=UNUSED, at=each.where("id"), values=values)


def _referred_to(plan: Plan, *refs: str) -> frozenset[object]:
    """Every id that a reference of one of these kinds names."""
    return frozenset(value.value for value in plan.values if value.field.ref in refs)


def undrafted(plan: Plan) -> Found:
    """Of a scenario, or of an incident: each names those of its own."""
    drafted = {key for scenario in plan.scenarios for key in scenario.notices}
    drafted |= {key for incident in plan.incidents for key in incident.notices}
    for notice in plan.communication.notices:
        if notice.id not in drafted and not notice.act:  # what sets others right is begun when it is needed
            yield Finding(rule=UNDRAFTED, at=notice.where("id"), values={"id": notice.id, "title": notice.title})


def not_played(plan: Plan) -> Found:
    for scenario in plan.scenarios:
        if scenario.id not in plan.drill.scenarios:
            yield Finding(rule=NOT_PLAYED, at=scenario.where("id"), values={"title": scenario.title})


def repeated(plan: Plan) -> Found:
    seen: set[object] = set()
    for value in plan.values:
        if not value.field.ref or value.index is None:
            continue
        if value.index == 0:  # the values of a list follow one another
            seen = set()
        if value.value in seen:
            yield Finding(rule=REPEATED, at=value.place, values={"id": str(value.value), "field": value.field.title})
        seen.add(value.value)
    yield from unread(plan, REPEATED)


CHECKS = (
    Check(rule=UNRESOLVED, run=unresolved),
    Check(rule=TWICE, run=twice),
    Check(rule=RESERVED, run=reserved),
    Check(rule=UNUSED, run=unused, needs=(resolved("party", "item"),)),
    Check(rule=UNDRAFTED, run=undrafted, needs=(resolved("notice"),)),
    Check(rule=NOT_PLAYED, run=not_played, needs=(resolved("scenario"),)),
    Check(rule=REPEATED, run=repeated),
)

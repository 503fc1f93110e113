"""Command and reporting: each severity is decided once, by somebody of the team, and somebody answers the telephone."""

from collections.abc import Iterator

from plangen.checks.check import Check, Found
from plangen.checks.needs import resolved
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.command import CONCERNED_HEAD, DecisionExample, Level, Severity
from plangen.model.duties import heads
from plangen.model.plan import Plan

DECIDED_TWICE = rule(
    "C201",
    WARNING,
    title=("同一等级有两条决策权限", "a severity that two levels decide"),
    why=(
        "同一等级由两方决策，事发时就要争论由谁定",
        "with two deciders, people argue about who decides just when it matters",
    ),
    message=("“{severity}”既由{first}决策，又由{second}决策", "'{severity}' is decided by {first} and by {second}"),
    hint=("每个等级只写在一条决策权限中", "write each severity into one level only"),
    bad="# command.yaml\nlevels:\n"
    "  - {severities: [general, serious], decides: deputy-manager, manner: 直接决策}\n"
    "  - {severities: [serious], decides: manager, manner: 听取意见后决策}\n",
    good="# command.yaml\nlevels:\n"
    "  - {severities: [general], decides: deputy-manager, manner: 直接决策}\n"
    "  - {severities: [serious], decides: manager, manner: 听取意见后决策}\n",
)
UNDECIDED = rule(
    "C202",
    WARNING,
    title=("等级没有决策权限", "a severity that no level decides"),
    why=("发生该等级的事件时无人有权决策", "nobody may decide when such an incident happens"),
    message=("没有规定“{severity}”由谁决策", "no level says who decides '{severity}'"),
    hint=(
        "把该等级写入 levels 中的一条；decides 写 concerned-head 的，部门应当写明负责人",
        "write it into one of the levels; where 'decides' is concerned-head, departments need a head",
    ),
    bad="# command.yaml\nlevels:\n  - {severities: [general], decides: deputy-manager, manner: 直接决策}\n",
    good="# command.yaml\nlevels:\n  - {severities: [general, serious], decides: manager, manner: 听取意见后决策}\n",
)
FOREIGN_DECIDER = rule(
    "C203",
    WARNING,
    title=("决策者不在应急小组", "a decider outside the emergency team"),
    why=("决策者应当在指挥的位置上，掌握全部情况", "the person who decides has to be where the reports come in"),
    message=(
        "{decider}有决策权限，但不是应急小组或其成员",
        "{decider} decides, but is neither the emergency team nor in it",
    ),
    hint=(
        "改由应急小组、组长、副组长或成员决策，或把该岗位列入成员",
        "let the team or one of its members decide, or make the post a member",
    ),
    bad="# command.yaml\nlevels:\n  - {severities: [general, serious], decides: regulator, manner: 直接决策}\n",
    good="# command.yaml\nlevels:\n  - {severities: [general, serious], decides: emergency-team, manner: 表决}\n",
)
UNSTAFFED = rule(
    "C204",
    WARNING,
    title=("指挥中心职能没有人员", "a duty of the command centre without people"),
    why=("没有人员的职能等于没有设置", "a duty that nobody has is not performed"),
    message=("应急指挥中心的“{duty}”没有写明岗位或人员", "nobody is named for '{duty}' in the command centre"),
    hint=(
        "在 posts 中写明岗位，或在 people 中写明姓名，未定时写 !todo",
        "name posts in 'posts' or people in 'people', or write !todo",
    ),
    bad="# command.yaml\ncentre:\n  staff: [{title: 信息处理, duties: [整理报告]}]\n",
    good="# command.yaml\ncentre:\n  staff: [{title: 信息处理, people: 李明, duties: [整理报告]}]\n",
)
UNANSWERED = rule(
    "C205",
    WARNING,
    title=("热线没有接听人", "a hotline without an operator"),
    why=("没有指定接听人，报告可能无人接听", "reports may go unheard if nobody is named"),
    message=("信息报告热线没有写明接听岗位或人员", "nobody is named to answer the report hotline"),
    hint=(
        "在 post 中写明岗位，或在 operator 中写明姓名，未定时写 !todo",
        "name a post in 'post' or a person in 'operator', or write !todo",
    ),
    bad="# reporting.yaml\nhotline: {number: 010-55550100, operator: null, open: 演练期间, duties: [立即记录]}\n",
    good="# reporting.yaml\nhotline: {number: 010-55550100, operator: 李明, open: 演练期间, duties: [立即记录]}\n",
)
EXAMPLE_ELSEWHERE = rule(
    "C206",
    WARNING,
    title=("举例与决策权限不一致", "an example that contradicts the decision levels"),
    why=(
        "举例和权限各说各的，同一件事就有两种决策办法",
        "where an example says one thing and the levels another, the same matter is decided in two ways",
    ),
    message=(
        "举例中“{matter}”由{decider}决策，而它属于“{severity}”，按照决策权限由{other}决策",
        "in the example {decider} decides '{matter}', but that is '{severity}', which {other} decides by the levels",
    ),
    hint=(
        "把举例移到对应的决策权限中，或者修改决策权限，使二者一致",
        "move the example to the level that it belongs to, or change the levels until both say the same",
    ),
    bad="# command.yaml\nlevels:\n"
    "  - {severities: [general], decides: deputy-manager, manner: 直接决策}\n"
    "  - {severities: [serious], decides: manager, manner: 听取意见后决策,"
    " examples: [{matter: 较小的事项, severities: [general]}]}\n",
    good="# command.yaml\nlevels:\n"
    "  - {severities: [general], decides: deputy-manager, manner: 直接决策,"
    " examples: [{matter: 较小的事项, severities: [general]}]}\n"
    "  - {severities: [serious], decides: manager, manner: 听取意见后决策}\n",
)
EXAMPLE_TWICE = rule(
    "C207",
    WARNING,
    title=("同一举例属于两个等级", "an example of two severities"),
    why=(
        "同一件事既算这一级又算那一级，就不知道由谁决策",
        "where the same matter is of two severities, nobody knows who decides",
    ),
    message=(
        "“{example}”既是“{first}”的举例，又是“{second}”的举例",
        "'{example}' is an example of '{first}' and of '{second}'",
    ),
    hint=("只写在一个等级的举例中", "write it into the examples of one severity only"),
    bad="# command.yaml\nseverities:\n  - {id: general, title: 一般事件, text: 影响有限, examples: [大量投诉]}\n"
    "  - {id: serious, title: 严重事件, text: 影响较大, examples: [大量投诉]}\n",
    good="# command.yaml\nseverities:\n  - {id: general, title: 一般事件, text: 影响有限, examples: [个别投诉]}\n"
    "  - {id: serious, title: 严重事件, text: 影响较大, examples: [大量投诉]}\n",
)


def decided_twice(plan: Plan) -> Found:
    first: dict[str, str] = {}
    for level in plan.command.levels:
        for index, key in enumerate(level.severities):
            if key in first and key not in level.severities[:index]:
                severity = plan.severities.get(key)
                values = {
                    "severity": severity.title if severity else key,
                    "first": plan.party(first[key]),
                    "second": plan.party(level.decides),
                }
                yield Finding(rule=DECIDED_TWICE, at=level.where("severities", index), values=values)
            first.setdefault(key, level.decides)


def undecided(plan: Plan) -> Found:
    decided = {key for level in plan.command.levels if _somebody(plan, level) for key in level.severities}
    for severity in plan.command.severities:
        if severity.id not in decided:
            yield Finding(rule=UNDECIDED, at=severity.where("id"), values={"severity": severity.title})


def _somebody(plan: Plan, level: Level) -> bool:
    """Whether anybody decides there: where it is the head of the department concerned, some department has one."""
    return level.decides != CONCERNED_HEAD or bool(heads(plan))


def foreign_decider(plan: Plan) -> Found:
    team = plan.organisation.team
    entitled = {team.id, *team.everybody}
    for level in plan.command.levels:
        if level.decides not in entitled and level.decides in plan.parties:
            at = level.where("decides")
            yield Finding(rule=FOREIGN_DECIDER, at=at, values={"decider": plan.party(level.decides)})


def unstaffed(plan: Plan) -> Found:
    for staff in plan.command.staff:
        if not staff.posts and not staff.people:
            yield Finding(rule=UNSTAFFED, at=staff.where("title"), values={"duty": staff.title})


def unanswered(plan: Plan) -> Found:
    hotline = plan.reporting.hotline
    if hotline and not hotline.post and not hotline.operator:
        yield Finding(rule=UNANSWERED, at=hotline.where("number"))


def example_elsewhere(plan: Plan) -> Found:
    """What a level gives as an example is of a severity that somebody else decides."""
    for level in plan.command.levels:
        for example in level.examples:
            for severity in _severities_of(plan, example):
                others = [each.decides for each in plan.command.levels if severity.id in each.severities]
                if others and level.decides not in others:
                    values = {
                        "matter": example.matter,
                        "severity": severity.title,
                        "decider": plan.party(level.decides),
                        "other": plan.party(others[0]),
                    }
                    yield Finding(rule=EXAMPLE_ELSEWHERE, at=example.where("matter"), values=values)


def _severities_of(plan: Plan, example: DecisionExample) -> Iterator[Severity]:
    """Those that the example says it is of, or else those whose title or example its words contain."""
    for severity in plan.command.severities:
        named = any(words in example.matter for words in (severity.title, *severity.examples))
        if severity.id in example.severities or (named and not example.severities):
            yield severity


def example_twice(plan: Plan) -> Found:
    first: dict[str, Severity] = {}
    for severity in plan.command.severities:
        for index, example in enumerate(severity.examples):
            other = first.setdefault(example, severity)
            if other is not severity:
                values = {"example": example, "first": other.title, "second": severity.title}
                yield Finding(rule=EXAMPLE_TWICE, at=severity.where("examples", index), values=values)


CHECKS = (
    Check(rule=DECIDED_TWICE, run=decided_twice),
    Check(rule=UNDECIDED, run=undecided, needs=(resolved("severity"),)),
    Check(rule=FOREIGN_DECIDER, run=foreign_decider, needs=(resolved("party"),)),
    Check(rule=UNSTAFFED, run=unstaffed),
    Check(rule=UNANSWERED, run=unanswered),
    Check(rule=EXAMPLE_ELSEWHERE, run=example_elsewhere, needs=(resolved("severity"), resolved("party"))),
    Check(rule=EXAMPLE_TWICE, run=example_twice),
)

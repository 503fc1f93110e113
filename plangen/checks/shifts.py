"""Shifts: nobody is planned for what happens in a session in which he does not take part."""

from collections.abc import Collection, Iterator, Sequence

from plangen.checks.check import Check, Found
from plangen.checks.events import events_of
from plangen.checks.needs import distinct, resolved
from plangen.checks.sessions import TIMED
from plangen.checks.wording import clock
from plangen.diagnostics import WARNING, Finding, Place, Words, rule
from plangen.model.drill import DrillSession
from plangen.model.duties import played_steps
from plangen.model.plan import Plan
from plangen.model.presence import begins_within, department_of, groups_of, is_there, takes_part
from plangen.model.timeline import ALL_DEPARTMENTS
from plangen.model.values import Id, Moment

_SESSIONS = (
    "# drill.yaml\nhours: ~\nsessions:\n  - {id: early, start: 9:00, end: 10:00}\n"
    "  - {id: late, start: 10:30, end: 12:00}\n"
)
_PEOPLE = (
    _SESSIONS + "participants:\n  - {department: service, people: 客服人员, count: 3, tasks: [接待消费者]%s}\n"
    "  - {department: quality, people: 技术人员, count: 2, tasks: [检测产品]}\n"
)
_PHASES = (
    "# timeline.yaml\nphases:\n  - id: collect\n    title: 信息收集\n    start: 9:00\n    end: 10:00\n    steps:\n"
    "      - {id: gather, title: 收集投诉, owner: service, action: 收集投诉信息, limit: 30分钟}\n"
    "  - {id: respond, title: 应急处置, start: 10:30, end: 12:00, steps: []}\n"
)
_CALL = (
    "# injects/fault.yaml\ninjects:\n"
    "  - {id: f-1, title: 来电, time: 9:20, way: 电话, by: actor, to: [service], content: 产品发热}\n"
)
STEP_OFF_SHIFT = rule(
    "T114",
    WARNING,
    title=("步骤安排在责任方不参加的时段", "a step in a session in which its owner takes no part"),
    why=("责任方不在，步骤无人执行", "the owner is not there, so nobody takes the step"),
    message=(
        "步骤“{step}”所在的阶段{time}开始，而{owner}不参加这个时段",
        "the step '{step}' is in a phase that begins at {time}, when {owner} takes no part",
    ),
    hint=(
        "换责任方、移到其他阶段，或者补充“参加时段”（sessions）",
        "choose another owner, move the step, or add to the 'sessions' of its people",
    ),
    bad=_PEOPLE % ", sessions: [late]" + _PHASES,
    good=_PEOPLE % ", sessions: [early]" + _PHASES,
)
DELIVERED_OFF_SHIFT = rule(
    "M313",
    WARNING,
    title=("导调事件安排在投放人不参加的时段", "an inject in a session in which its deliverer takes no part"),
    why=("投放人不在，事件到时无人投放", "the one who delivers it is not there"),
    message=(
        "导调事件“{inject}”在{time}投放，而投放人“{staff}”不参加这个时段",
        "the inject '{inject}' comes at {time}, when '{staff}' takes no part",
    ),
    hint=("换投放人，或者补充他的“参加时段”（sessions）", "choose somebody else, or add to his 'sessions'"),
    bad=_PEOPLE % "" + _PHASES + _CALL + "# script.yaml\nstaff:\n  - {id: controller, kind: 导调, title: 总导调}\n"
    "  - {id: actor, kind: 模拟, title: 模拟员, sessions: [late]}\n"
    "  - {id: observer, kind: 评估, title: 评估员, watches: [service, quality], objectives: [quick]}\n",
    good=_PEOPLE % "" + _PHASES + _CALL,
)
RECEIVED_OFF_SHIFT = rule(
    "M117",
    WARNING,
    title=("导调事件安排在接收方不参加的时段", "an inject in a session in which a receiver takes no part"),
    why=("接收方不在，事件无人处置", "the receiver is not there to deal with it"),
    message=(
        "导调事件“{inject}”在{time}投放，而{receiver}不参加这个时段",
        "the inject '{inject}' comes at {time}, when {receiver} takes no part",
    ),
    hint=(
        "改发其他部门、调整时间，或者补充“参加时段”（sessions）",
        "send it elsewhere, move it, or add to the 'sessions' of the receiver's people",
    ),
    bad=_PEOPLE % ", sessions: [late]" + _PHASES + _CALL,
    good=_PEOPLE % ", sessions: [early]" + _PHASES + _CALL,
)
_ON_CALL = (
    _SESSIONS + "# organisation.yaml\nposts:\n"
    "  - {id: manager, title: 总经理, leadership: true}\n"
    "  - {id: deputy-manager, title: 副总经理, leadership: true}\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service%s}\n"
    "  - {id: service-collector, title: 客户服务部信息收集员, department: service}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality}\n"
    "  - {id: quality-collector, title: 质量管理部信息收集员, department: quality}\n"
    "# reporting.yaml\nhotline: {number: '96000', post: service-head, open: 演练期间}\n"
)
UNMANNED = rule(
    "D115",
    WARNING,
    title=("热线、指挥中心或者信息收集有时段没有人", "a duty that nobody has in one of the sessions"),
    why=("这个时段的报告没有人接，指令没有人记", "in that session nobody takes reports or keeps the record"),
    message=("{duty}由{posts}负责，而{posts}不参加{session}", "{duty} is for {posts}, who takes no part in {session}"),
    hint=(
        "补充岗位，或者补充“参加时段”（sessions）",
        "name another post beside it, or add to the 'sessions' of the post",
    ),
    bad=_ON_CALL % ", sessions: [late]",
    good=_ON_CALL % "",
)


def step_off_shift(plan: Plan) -> Found:
    for phase, step in played_steps(plan):
        absent = [
            key
            for key, shifts in _shifts(plan, step.owner)
            if not any(begins_within(plan, shift, phase.start) for shift in shifts)
        ]
        if absent:
            values = {"step": step.title, "time": clock(phase.start), "owner": _titles(plan, absent)}
            yield Finding(rule=STEP_OFF_SHIFT, at=step.where("owner"), values=values)


def delivered_off_shift(plan: Plan) -> Found:
    for inject in events_of(plan):
        staff = plan.staff.get(inject.by or "")
        if staff is not None and inject.time is not None and not is_there(plan, staff.sessions, inject.time):
            values = {"inject": inject.title, "time": clock(inject.time), "staff": staff.title}
            yield Finding(rule=DELIVERED_OFF_SHIFT, at=inject.where("by"), values=values)


def received_off_shift(plan: Plan) -> Found:
    for inject in events_of(plan):
        for index, receiver in enumerate(inject.to):
            absent = _absent(plan, receiver, inject.time)
            if inject.time is not None and absent:
                values = {"inject": inject.title, "time": clock(inject.time), "receiver": _titles(plan, absent)}
                yield Finding(rule=RECEIVED_OFF_SHIFT, at=inject.where("to", index), values=values)


def unmanned(plan: Plan) -> Found:
    for duty, posts, at, sessions in _standing(plan):
        known = [plan.posts[key] for key in posts if key in plan.posts]
        for session in sessions:
            if known and not any(takes_part(post.sessions, session) for post in known):
                titles = _titles(plan, [post.id for post in known])
                yield Finding(rule=UNMANNED, at=at, values={"duty": duty, "posts": titles, "session": session.said})


def _standing(plan: Plan) -> Iterator[tuple[Words, Sequence[str], Place, Sequence[DrillSession]]]:
    """What somebody has to do as long as people are there: who, where that is written, and in which sessions."""
    hotline, centre, sessions = plan.reporting.hotline, plan.command.centre, plan.drill.sessions
    if hotline and hotline.post:
        yield Words("信息报告热线", "the hotline"), [hotline.post], hotline.where("post"), sessions
    for staff in centre.staff if centre else ():
        title = f"应急指挥中心{staff.title}"
        yield Words(title, title), staff.posts, staff.where("posts"), sessions
    for department in plan.organisation.departments:
        if department.collector:
            title = f"{department.title}的信息收集"
            at = department.where("collector")
            yield Words(title, title), [department.collector], at, _attended(plan, department.id)


def _attended(plan: Plan, department: str) -> list[DrillSession]:
    """The sessions in which anybody of the department takes part."""
    shifts = [each.sessions for each in groups_of(plan, department)]
    return [each for each in plan.drill.sessions if any(takes_part(shift, each) for shift in shifts)]


def _absent(plan: Plan, party: str, moment: Moment | None) -> list[str]:
    """Which of those whom a party stands for are not there; nobody where no moment is known."""
    if moment is None:
        return []
    return [key for key, shifts in _shifts(plan, party) if not any(is_there(plan, shift, moment) for shift in shifts)]


def _shifts(plan: Plan, party: str) -> Iterator[tuple[str, Collection[tuple[Id, ...]]]]:
    """The post or the departments that a party stands for, with the shifts of their people.

    What has no people, and the team as a whole, is left out.
    """
    if post := plan.posts.get(party):
        yield post.id, [post.sessions]
        return
    home = department_of(plan, party)
    for department in plan.departments if party == ALL_DEPARTMENTS else filter(None, [home]):
        if shifts := [each.sessions for each in groups_of(plan, department)]:
            yield department, shifts


def _titles(plan: Plan, keys: Collection[str]) -> Words:
    titles = [plan.party(key) for key in keys]
    return Words("、".join(titles), ", ".join(titles))


CHECKS = (
    Check(rule=STEP_OFF_SHIFT, run=step_off_shift, needs=(*TIMED, resolved("session", "party"))),
    Check(
        rule=DELIVERED_OFF_SHIFT,
        run=delivered_off_shift,
        needs=(*TIMED, resolved("session"), distinct("staff")),
    ),
    Check(rule=UNMANNED, run=unmanned, needs=(*TIMED, resolved("session", "post"))),
    Check(rule=RECEIVED_OFF_SHIFT, run=received_off_shift, needs=(*TIMED, resolved("session", "party"))),
)

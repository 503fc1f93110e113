"""Safety of the drill: who answers for outside parties, what players are told, no real number in what is played."""

import re
from collections.abc import Iterator

from plangen.checks.check import Check, Found
from plangen.checks.needs import resolved
from plangen.checks.wording import clock
from plangen.diagnostics import INFO, WARNING, Finding, Words, rule
from plangen.model.organisation import Outside
from plangen.model.plan import Plan
from plangen.model.presence import arrival
from plangen.model.script import IN_EARNEST, STOP, DrillStaff
from plangen.model.spec import Record
from plangen.model.standing_in import NATIONAL, acting, controllers, is_played, stand_ins
from plangen.model.values import Moment, is_todo
from plangen.model.walk import values

_TOLD = (
    "# scenarios/fault.yaml\nnotifications:\n"
    "  - {sender: service, receiver: regulator, content: 情况, since: 决策作出后, channel: 电话}\n"
    "# organisation.yaml\noutside:\n  - {id: consumers, title: 消费者}\n  - {id: regulator, title: 监管部门}\n"
)
_STAFF = (
    "# script.yaml\nstaff:\n  - {{id: controller, kind: 导调, title: 总导调, name: 周七, phone: '0100-7'}}\n"
    "  - {{id: actor, kind: 模拟, title: 模拟员, name: 吴八{}}}\n"
    "  - {{id: observer, kind: 评估, title: 评估员, name: 郑九, watches: [service, quality], objectives: [quick]}}\n"
)

NOBODY_ANSWERS = rule(
    "D116",
    WARNING,
    title=("外部单位没有模拟人员", "an outside party that nobody plays"),
    why=(
        "参演人员在演练中要联系它，没有人代接，就可能打给真实的单位；文件上只好写明找总导调",
        "players have to reach it, and with nobody to answer they might ring the real one; papers send them to control",
    ),
    message=(
        "演练中要联系“{party}”，没有人扮演，也没有人代接电话",
        "'{party}' is to be told in the drill, and nobody plays it or answers for it",
    ),
    hint=(
        "在 script.yaml 的模拟角色里写 stands_for: {id}，或者在导控人员里写 answers_for: [{id}]",
        "write stands_for: {id} at a role of script.yaml, or answers_for: [{id}] at a member of its staff",
    ),
    bad=_TOLD + _STAFF.format(""),
    good=_TOLD + _STAFF.format(", phone: '0100-8', answers_for: [regulator]"),
)
NO_NUMBER = rule(
    "D117",
    WARNING,
    title=("代接电话的人没有电话", "somebody answers and has no number"),
    why=(
        "参演人员的文件上印的是他的号码，没有号码就联系不上",
        "players' papers print that number in place of the real one",
    ),
    message=("“{staff}”代接打给“{party}”的电话，没有写电话", "'{staff}' answers for '{party}' and has no phone"),
    hint=("填写 phone，未定时写 !todo 电话", "write 'phone', or !todo while it is open"),
    bad=_TOLD + _STAFF.format(", answers_for: [regulator]"),
    good=_TOLD + _STAFF.format(", phone: '0100-8', answers_for: [regulator]"),
)
LATE = rule(
    "D118",
    WARNING,
    title=("报到时间不早于演练开始", "people are to arrive when the drill has begun"),
    why=("报到以后还要签到、领文件、听安全说明", "signing in, papers and the safety briefing come before the start"),
    message=("报到时间是{time}，演练{start}开始", "people are to arrive at {time}, and the drill begins at {start}"),
    hint=("把报到时间提前，例如提前半小时", "set an earlier time, such as half an hour before"),
    bad="# drill.yaml\narrival: {time: 9:00, place: 大厅}\n",
    good="# drill.yaml\narrival: {time: 8:30, place: 大厅}\n",
)
UNTOLD = rule(
    "D119",
    INFO,
    title=("参演人员的安全事项不全", "what participants are not told for their safety"),
    why=(
        "每个参演人员都要知道何时到哪里、怎样认出导控人员、听到什么立即停止、发生真实险情说什么",
        "all have to know where to be when, how to recognise control, what stops the drill and what to say in earnest",
    ),
    message=("角色卡、须知和资料包上没有{what}", "role cards, briefing and packets do not say {what}"),
    hint=("在 {where} 写明", "write it into {where}"),
    bad="# script.yaml\nsignals:\n  - {title: 真实情况, words: 真实情况, by: 任何人员, response: 停止}\n",
    good="# script.yaml\nsignals:\n"
    "  - {title: 真实情况, words: 真实情况, by: 任何人员, response: 停止}\n"
    "  - {title: 演练中止, words: 演练中止, by: 总导调, response: 停止}\n",
)
REAL_NUMBER = rule(
    "X102",
    WARNING,
    title=("演练内容里有真实号码", "a real number in what the drill plays"),
    why=(
        "参演人员会照着文件拨打，把演练报成真实的警情或者投诉；真实险情的号码只印在“真实险情”一栏",
        "players dial what their papers say and report the drill in earnest; such numbers stand in one box only",
    ),
    message=("“{near}”里有真实的号码 {number}", "'{near}' holds the real number {number}"),
    hint=(
        "删除号码，写单位的名称；演练中由模拟人员代接。真实险情的号码写在 drill.yaml 的 conduct.emergency",
        "name the party without a number; real emergency numbers belong to conduct.emergency of drill.yaml",
    ),
    bad="# scenarios/fault.yaml\nmeasures:\n  - {title: 报警, text: 立即拨打110报警, owner: service}\n",
    good="# scenarios/fault.yaml\nmeasures:\n  - {title: 报警, text: 立即向公安机关报警, owner: service}\n",
)
RULES = (NOBODY_ANSWERS, NO_NUMBER, LATE, UNTOLD, REAL_NUMBER)

_PLAYED = ("organisation", "timeline", "scenarios", "command", "reporting", "resources")
_PLAIN = re.compile(r"(?<![\d.:：-])(?:" + "|".join(NATIONAL.values()) + r")(?![\d.:：%％-])")
_DIALLED = re.compile(r"拨|打|电话|报警|火警|急救|求助|呼叫|热线|号码|致电")
_BESIDE = 6  # characters on either side that say that a number is dialled
_COUNTED = frozenset("年月日时分秒个人名件条台部只次元万千百米公吨度页份套户起小天周")
_LEAST = 5  # digits of a number that means nobody else


def nobody_answers(plan: Plan) -> Found:
    if not plan.script.staff:
        return
    for each in _called(plan):
        if not stand_ins(plan, each.id):
            yield Finding(rule=NOBODY_ANSWERS, at=each.where("id"), values={"party": each.title, "id": each.id})


def no_number(plan: Plan) -> Found:
    found: dict[str, tuple[DrillStaff, Outside]] = {}
    for each in _called(plan):
        for staff in stand_ins(plan, each.id):
            if not staff.phone:
                found.setdefault(staff.id, (staff, each))
    for staff, each in found.values():
        yield Finding(rule=NO_NUMBER, at=staff.where("id"), values={"staff": staff.title, "party": each.title})


def _called(plan: Plan) -> Iterator[Outside]:
    """The outside parties that players have to tell something and that take no part themselves."""
    told = {sent.receiver for scenario in plan.played for sent in scenario.notifications}
    yield from (each for each in plan.organisation.outside if each.id in told and is_played(plan, each))


def late(plan: Plan) -> Found:
    time = arrival(plan)
    if plan.drill.arrival is not None and isinstance(time, Moment) and time >= plan.drill.start:
        values = {"time": clock(time), "start": clock(plan.drill.start)}
        yield Finding(rule=LATE, at=plan.drill.arrival.where("time"), values=values)


def untold(plan: Plan) -> Found:
    """Of a drill that somebody controls."""
    if not controllers(plan):
        return
    drill, titles = plan.drill, [each.title for each in plan.script.signals]
    badge = drill.conduct.badge if drill.conduct else None
    lacking = (
        (drill.arrival, Words("报到的时间和地点", "when and where to arrive"), "drill.yaml", "arrival"),
        (badge, Words("导控人员的标识", "how to recognise controllers"), "drill.yaml", "conduct.badge"),
        (_has(titles, STOP), Words("演练中止的用语", "the words that stop the drill"), "script.yaml", "signals"),
        (_has(titles, IN_EARNEST), Words("真实情况的用语", "what to say in earnest"), "script.yaml", "signals"),
    )
    for said, what, file, key in lacking:
        if not said:
            at = drill.where() if file == "drill.yaml" else plan.script.where()
            yield Finding(rule=UNTOLD, at=at, values={"what": what, "where": f"{file} {key}"})


def _has(titles: list[str], word: str) -> bool:
    return any(word in title for title in titles)


def real_number(plan: Plan) -> Found:
    real = [each.contact for each in plan.organisation.outside if each.id not in acting(plan) and _tells(each.contact)]
    for name, record in plan.records():
        if name in _PLAYED:
            yield from _numbers(record, list(filter(None, real)))


def _tells(contact: str | None) -> bool:
    return bool(contact) and not is_todo(contact) and sum(map(str.isdigit, contact or "")) >= _LEAST


def _numbers(record: Record, real: list[str]) -> Found:
    for value in values(record):
        text = value.value
        if not isinstance(text, str) or isinstance(value.record, Outside):
            continue
        for number in (*_dialled(text), *(each for each in real if each in text)):
            yield Finding(rule=REAL_NUMBER, at=value.place, values={"near": text, "number": number})


def _dialled(text: str) -> Iterator[str]:
    """The national numbers that a text says to dial: 拨打110, not 110台 or 120分钟."""
    for found in _PLAIN.finditer(text):
        around = text[max(0, found.start() - _BESIDE) : found.start()] + text[found.end() : found.end() + _BESIDE]
        if text[found.end() : found.end() + 1] not in _COUNTED and _DIALLED.search(around):
            yield found[0]


CHECKS = (
    Check(rule=NOBODY_ANSWERS, run=nobody_answers, needs=(resolved("party"), resolved("staff"))),
    Check(rule=NO_NUMBER, run=no_number, needs=(resolved("party"), resolved("staff"))),
    Check(rule=LATE, run=late),
    Check(rule=UNTOLD, run=untold),
    Check(rule=REAL_NUMBER, run=real_number),
)

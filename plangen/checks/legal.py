"""Legal's own data: elements that can be proved, deadlines that can be computed, entries that somebody confirmed."""

import datetime
from collections.abc import Mapping

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import day
from plangen.diagnostics import INFO, WARNING, Finding, Place, Words, rule
from plangen.model.case import AnyCase
from plangen.model.facts import declared_names
from plangen.model.incident import Clocks, Suspension
from plangen.model.legal import WITHOUT_NUMBER, Deadline, Element, Entry, bare, canonical, field_names
from plangen.model.plan import Plan
from plangen.model.who_answers import who_keeps
from plangen.near import MOST_SUGGESTIONS, did_you_mean, nearest

_GOOD = """# legal/elements.yaml
elements:
  - {id: defect, title: 缺陷, kinds: [recall], duty: 必须, covered_by: [召回.缺陷], basis: 召回规定,
     certainty: 已查证, checked_on: 2026-03-01,
     confirmed_by: 赵法务}
"""
_GOOD_DEADLINE = """# legal/deadlines.yaml
deadlines:
  - {id: report, title: 报告, kinds: [recall], starts: 发现, amount: 2, unit: 工作日, to: 监管部门, basis: 召回规定,
     certainty: 已查证, checked_on: 2026-03-01,
     confirmed_by: 赵法务}
"""

MISNAMED = rule(
    "L101",
    WARNING,
    title=("法定要素对应的字段不存在", "an element names an unknown field"),
    why=(
        "字段写错，就无法证明通知载明了这项要素",
        "with a wrong name nobody can prove that a notice contains the element",
    ),
    message=("没有字段“{name}”", "there is no field '{name}'"),
    hint=("照字段说明抄写，例如 召回.缺陷", "copy the name from the list of fields, such as recall.defect"),
    bad=_GOOD.replace("召回.缺陷", "召回.缺线"),
    good=_GOOD,
)
UNPROVED = rule(
    "L102",
    WARNING,
    title=("法定要素没有对应的字段或者文字", "an element that nothing covers"),
    why=("没有对应内容的要素总是显示为缺少", "it would always be reported as missing"),
    message=("要素“{title}”没有写明由哪个字段或者文字体现", "nothing is named that covers the element '{title}'"),
    hint=("写上 covered_by 或者 passages", "write covered_by or passages"),
    bad=_GOOD.replace("covered_by: [召回.缺陷], ", ""),
    good=_GOOD,
)
WRONG_OMISSION = rule(
    "L103",
    WARNING,
    title=("有意不载的要素没有对应", "an omission that matches nothing"),
    why=("写错的条目不起作用", "an entry with a wrong name has no effect"),
    message=("“{notice}”没有要素“{element}”", "'{notice}' has no element '{element}'"),
    hint=("要素和通知照 elements 和 communication.yaml 抄写", "copy both from elements and from communication.yaml"),
    bad=_GOOD + "left_out: [{element: defect, notice: bulletin, reason: 不涉及产品, by: 赵法务}]\n",
    good=_GOOD + "left_out: [{element: defect, notice: recall, reason: 尚未查明, by: 赵法务}]\n",
)
UNCONFIRMED = rule(
    "L104",
    INFO,
    title=("法律依据未经核对", "legal data that nobody confirmed"),
    why=("未经核对的要素和时限可能过时或者有误", "elements and deadlines may be outdated or wrong until confirmed"),
    message=("{total} 项{what}中，{count} 项未经核对", "{count} of {total} {what} are not confirmed by legal"),
    hint=(
        "由法律人员对照法律法规原文核对，在 confirmed_by 填写姓名、checked_on 填写日期",
        "have legal compare them with the law; enter a name as confirmed_by and a date as checked_on",
    ),
    brief=True,
    bad=_GOOD.replace("赵法务", "!todo 法务核对人"),
    good=_GOOD,
)
NO_NUMBER = rule(
    "L105",
    WARNING,
    title=("法定时限不完整", "an incomplete deadline"),
    why=("数值和单位不配，就推算不出期限", "without number and unit nothing can be computed"),
    message=("时限“{title}”的数值和单位不相配", "number and unit of the deadline '{title}' do not fit"),
    hint=(
        "单位为“立即”“及时”时不写 amount，其他单位写 1 以上的整数",
        "leave the amount out with 立即 and 及时; otherwise write a whole number of at least 1",
    ),
    bad=_GOOD_DEADLINE.replace("amount: 2, ", ""),
    good=_GOOD_DEADLINE,
)
NO_DATE = rule(
    "L106",
    WARNING,
    title=("查证或者核对没有日期", "an entry without a checking date"),
    why=(
        "法律法规会修改，不知道哪天查证的，就不知道是否仍然有效",
        "laws change: without a date nobody knows what is still in force",
    ),
    message=("“{title}”没有写明查证日期", "'{title}' does not say when it was checked"),
    hint=(
        "在 checked_on 填写日期；没有查证过的，certainty 写 待查证",
        "enter the date as checked_on, or write 待查证 as certainty",
    ),
    bad=_GOOD.replace("certainty: 已查证, checked_on: 2026-03-01", "certainty: 已查证"),
    good=_GOOD,
)
NO_REASON = rule(
    "L107",
    WARNING,
    title=("有意不载的要素没有理由", "an omission without a reason"),
    why=(
        "没有理由的不载不起作用，该要素仍按缺少处理",
        "without a reason it has no effect: the element counts as missing",
    ),
    message=("要素“{element}”没有写明不载的理由", "no reason is given for leaving '{element}' out"),
    hint=("在 reason 写明理由", "write the reason"),
    bad=_GOOD + "left_out: [{element: defect, notice: recall, reason: !todo 理由, by: 赵法务}]\n",
    good=_GOOD + "left_out: [{element: defect, notice: recall, reason: 尚未查明, by: 赵法务}]\n",
)

NO_BASIS = rule(
    "L121",
    WARNING,
    title=("没有写明依据", "an entry that rests on nothing"),
    why=("没有依据的要素和时限，无从核对，也说服不了人", "without a basis legal can compare it with nothing"),
    message=("“{title}”没有写明依据", "'{title}' does not say what it rests on"),
    hint=(
        "在 law、article 写明法律法规和条款，在 text 概括规定；依惯例的，在 basis 写 惯例",
        "write law and article, and the rule in own words as text; where it is only usual, write 惯例 as basis",
    ),
    bad=_GOOD.replace("basis: 召回规定", "text: 写明缺陷"),
    good=_GOOD.replace("basis: 召回规定", "law: 某规定, article: 第三条, text: 写明缺陷"),
)
UNREAD_DUTY = rule(
    "L122",
    WARNING,
    title=("必须的要素没有查证", "a required element that nobody looked up"),
    why=(
        "没有人读过条文，不能认定法律要求必须载明；在查证以前按“应当”处理",
        "nobody has read that the law requires it; until then it counts as customary",
    ),
    message=(
        "“{title}”写的是“必须”，查证程度却是“待查证”，按“应当”处理",
        "'{title}' is written as required, but nobody has looked it up: it counts as customary",
    ),
    hint=(
        "由法律人员读到条文后，把 certainty 改为 已查证 并写明条款；没有条文的，把 duty 改为 应当",
        "have legal read the law, then write 已查证 with the article; where there is none, write 应当 as duty",
    ),
    bad=_GOOD.replace("已查证, checked_on: 2026-03-01", "待查证").replace("赵法务", "!todo 核对人"),
    good=_GOOD.replace("赵法务", "!todo 核对人"),
)
UNDECIDED = rule(
    "L123",
    WARNING,
    title=("有意不载没有人决定", "an omission that nobody decided"),
    why=(
        "没有人决定的不载不起作用，该要素仍按缺少处理",
        "what nobody decided has no effect: the element counts as missing",
    ),
    message=("要素“{element}”没有写明由谁决定不载", "nobody is named who decided to leave '{element}' out"),
    hint=("由决定的人在 by 写上姓名或者职务", "whoever decides it enters a name or a post as by"),
    bad=_GOOD + "left_out: [{element: defect, notice: recall, reason: 尚未查明, by: !todo 决定人}]\n",
    good=_GOOD + "left_out: [{element: defect, notice: recall, reason: 尚未查明, by: 赵法务}]\n",
)
FORMER_CLOCK = rule(
    "L124",
    INFO,
    title=("起算用了旧名称", "the former name of a clock"),
    why=(
        "消费品的召回计划是向监管部门报告，不是备案；旧名称仍照原意读取",
        "recall plans of consumer goods are reported, not filed; the former name is read as before",
    ),
    message=("“{title}”的起算写的是旧名称“{former}”", "'{title}' counts from '{former}', which is a former name"),
    hint=("改写为“{name}”", "write {name}"),
    bad=_GOOD_DEADLINE.replace("starts: 发现", "starts: 召回计划备案"),
    good=_GOOD_DEADLINE.replace("starts: 发现", "starts: 召回计划报告"),
)
TURNED_ROUND = rule(
    "L127",
    WARNING,
    title=("起止日期颠倒", "an end before its beginning"),
    why=("颠倒的日期使规定永远不适用，或者使时间不能扣除", "then a rule never applies, and no time can be left out"),
    message=("“{title}”的{last}早于{first}", "the end of '{title}', {last}, is before its beginning, {first}"),
    hint=("更正其中一个日期", "correct one of the two dates"),
    bad=_GOOD.replace("certainty:", "effective_from: 2020-01-01, effective_to: 2019-12-31, certainty:"),
    good=_GOOD.replace("certainty:", "effective_from: 2020-01-01, effective_to: 2020-01-01, certainty:"),
)
UNREAD = rule(
    "L129",
    INFO,
    title=("时限的条文待查证", "deadlines that nobody looked up"),
    why=(
        "没有读过条文的时限不推算日期，任何清单和记录都不会印出",
        "no date is computed from a rule that nobody has read; no list and no record prints one",
    ),
    message=("{count} 项时限的条文待查证，不推算：{titles}", "{count} deadlines were not looked up: {titles}"),
    hint=(
        "由法律人员读到条文后，写明 law、article、text，把 certainty 改为 已查证，填写 checked_on",
        "have legal read the law, then write law, article and text, 已查证 as certainty, and the date as checked_on",
    ),
    brief=True,
    bad=_GOOD_DEADLINE.replace("已查证, checked_on: 2026-03-01", "待查证").replace("赵法务", "!todo 核对人"),
    good=_GOOD_DEADLINE.replace("赵法务", "!todo 核对人"),
)

_WHAT: Mapping[type[Entry], Words] = {
    Element: Words("法定要素", "elements"),
    Deadline: Words("法定时限", "deadlines"),
}


def misnamed(plan: Plan) -> Found:
    suggestions, own = 0, declared_names(plan)
    for element in plan.elements.elements:
        for index, name in enumerate(element.covered_by):
            if canonical(name) is None and bare(name) not in own:
                at = element.where("covered_by", index)
                suggestions += 1
                near = nearest(name, (*field_names(), *own)) if suggestions <= MOST_SUGGESTIONS else None
                yield Finding(rule=MISNAMED, at=at, values={"name": name}, hint=did_you_mean(near))


def unproved(plan: Plan) -> Found:
    left_out = {each.element for each in plan.elements.left_out}
    for element in plan.elements.elements:
        if not element.covered_by and not element.passages and element.id not in left_out:
            yield Finding(rule=UNPROVED, at=element.where("id"), values={"title": element.title})


def wrong_omission(plan: Plan) -> Found:
    kinds = {element.id: element.kinds for element in plan.elements.elements}
    cases = {f"{case.id}/{kind.id}" for case in plan.cases.values() for kind in plan.kinds_of(case)}
    for each in plan.elements.left_out:
        case, slash, kind = each.notice.rpartition("/")
        if kind not in kinds.get(each.element, ()) or (slash and f"{case}/{kind}" not in cases):
            values = {"notice": each.notice, "element": each.element}
            yield Finding(rule=WRONG_OMISSION, at=each.where("element"), values=values)


def unconfirmed(plan: Plan) -> Found:
    groups: dict[tuple[str, Words], list[Element | Deadline]] = {}
    for entry in _entries(plan):
        groups.setdefault((entry.where().file, _WHAT[type(entry)]), []).append(entry)
    for (_, what), entries in groups.items():
        open_ones = [each for each in entries if not each.confirmed]
        if open_ones:
            values = {"what": what, "total": len(entries), "count": len(open_ones)}
            at = open_ones[0].where("confirmed_by")
            yield Finding(rule=UNCONFIRMED, at=at, values=values, by=who_keeps(plan, at.path))


def no_number(plan: Plan) -> Found:
    for each in plan.deadlines.deadlines:
        if (each.unit in WITHOUT_NUMBER) is not (each.amount is None) or (each.amount is not None and each.amount < 1):
            yield Finding(rule=NO_NUMBER, at=each.where("unit"), values={"title": each.title})


def no_date(plan: Plan) -> Found:
    for each in (*plan.elements.elements, *plan.deadlines.deadlines):
        days = (each.checked_on, each.confirmed_on)
        if each.was_read and not any(isinstance(day, datetime.date) for day in days):
            yield Finding(rule=NO_DATE, at=each.where("certainty"), values={"title": each.title})


def no_reason(plan: Plan) -> Found:
    for each in plan.elements.left_out:
        if not each.reasoned:
            yield Finding(rule=NO_REASON, at=each.where("reason"), values={"element": each.element})


def no_basis(plan: Plan) -> Found:
    for each in _entries(plan):
        if not each.law and not (each.basis or "").strip():
            yield Finding(rule=NO_BASIS, at=each.where("id"), values={"title": each.title})


def unread_duty(plan: Plan) -> Found:
    for each in plan.elements.elements:
        if each.duty != each.held_as:
            yield Finding(rule=UNREAD_DUTY, at=each.where("duty"), values={"title": each.title})


def undecided(plan: Plan) -> Found:
    for each in plan.elements.left_out:
        if each.reasoned and not each.decided:
            yield Finding(rule=UNDECIDED, at=each.where("by"), values={"element": each.element})


def former_clock(plan: Plan) -> Found:
    for each in plan.deadlines.deadlines:
        if each.starts != each.clock:
            values = {"title": each.title, "former": each.starts, "name": each.clock}
            yield Finding(rule=FORMER_CLOCK, at=each.where("starts"), values=values)


def turned_round(plan: Plan) -> Found:
    for entry in _entries(plan):
        if isinstance(first := entry.effective_from, datetime.date) and entry.ended_before(first):
            assert isinstance(entry.effective_to, datetime.date)
            yield _turned_round(entry.where("effective_to"), entry.title, first, entry.effective_to)
    cases: tuple[AnyCase, ...] = (*plan.scenarios, *plan.incidents)
    for case in cases:
        clocks = case.incident.clocks if case.incident else None
        for each in _suspensions(clocks):
            if each.last < each.first:
                yield _turned_round(each.where("last"), each.reason, each.first, each.last)


def unread(plan: Plan) -> Found:
    open_ones = [each for each in plan.deadlines.deadlines if not each.was_read]
    if open_ones:
        at = open_ones[0].where("certainty")
        values = {"count": len(open_ones), "titles": tuple(each.title for each in open_ones)}
        yield Finding(rule=UNREAD, at=at, values=values, by=who_keeps(plan, at.path))


def _entries(plan: Plan) -> tuple[Element | Deadline, ...]:
    return (*plan.elements.elements, *plan.deadlines.deadlines)


def _suspensions(clocks: Clocks | None) -> tuple[Suspension, ...]:
    """Every time that an incident leaves out, of all complaints and of one."""
    if clocks is None:
        return ()
    return (*clocks.suspended, *(each for complaint in clocks.complaints for each in complaint.suspended))


def _turned_round(at: Place, title: str, first: datetime.date, last: datetime.date) -> Finding:
    return Finding(rule=TURNED_ROUND, at=at, values={"title": title, "first": day(first), "last": day(last)})


CHECKS = (
    Check(rule=MISNAMED, run=misnamed),
    Check(rule=UNPROVED, run=unproved, needs=(distinct("element"),)),
    Check(rule=WRONG_OMISSION, run=wrong_omission, needs=(resolved("notice", "scenario"), distinct("element"))),
    Check(rule=UNCONFIRMED, run=unconfirmed),
    Check(rule=NO_NUMBER, run=no_number),
    Check(rule=NO_DATE, run=no_date),
    Check(rule=NO_REASON, run=no_reason),
    Check(rule=NO_BASIS, run=no_basis),
    Check(rule=UNREAD_DUTY, run=unread_duty),
    Check(rule=UNDECIDED, run=undecided),
    Check(rule=FORMER_CLOCK, run=former_clock),
    Check(rule=TURNED_ROUND, run=turned_round),
    Check(rule=UNREAD, run=unread),
)

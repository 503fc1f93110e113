"""Legal's own data: elements that can be proved, deadlines that can be computed, entries that somebody confirmed."""

import datetime

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.diagnostics import INFO, WARNING, Finding, Words, rule
from plangen.model.facts import declared_names
from plangen.model.legal import Deadline, Element, bare, canonical, field_names
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
        "单位为“立即”时不写 amount，其他单位写 1 以上的整数",
        "leave the amount out with 立即; otherwise write a whole number of at least 1",
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
    groups: tuple[tuple[Words, tuple[Element | Deadline, ...]], ...] = (
        (Words("法定要素", "elements"), plan.elements.elements),
        (Words("法定时限", "deadlines"), plan.deadlines.deadlines),
    )
    for what, entries in groups:
        open_ones = [each for each in entries if not each.confirmed]
        if open_ones:
            values = {"what": what, "total": len(entries), "count": len(open_ones)}
            at = open_ones[0].where("confirmed_by")
            yield Finding(rule=UNCONFIRMED, at=at, values=values, by=who_keeps(plan, at.path))


def no_number(plan: Plan) -> Found:
    for each in plan.deadlines.deadlines:
        if (each.unit == "立即") is not (each.amount is None) or (each.amount is not None and each.amount < 1):
            yield Finding(rule=NO_NUMBER, at=each.where("unit"), values={"title": each.title})


def no_date(plan: Plan) -> Found:
    for each in (*plan.elements.elements, *plan.deadlines.deadlines):
        if (each.confirmed or each.certainty != "待查证") and not isinstance(each.checked_on, datetime.date):
            yield Finding(rule=NO_DATE, at=each.where("certainty"), values={"title": each.title})


def no_reason(plan: Plan) -> Found:
    for each in plan.elements.left_out:
        if not each.reasoned:
            yield Finding(rule=NO_REASON, at=each.where("reason"), values={"element": each.element})


CHECKS = (
    Check(rule=MISNAMED, run=misnamed),
    Check(rule=UNPROVED, run=unproved, needs=(distinct("element"),)),
    Check(rule=WRONG_OMISSION, run=wrong_omission, needs=(resolved("notice", "scenario"), distinct("element"))),
    Check(rule=UNCONFIRMED, run=unconfirmed),
    Check(rule=NO_NUMBER, run=no_number),
    Check(rule=NO_DATE, run=no_date),
    Check(rule=NO_REASON, run=no_reason),
)

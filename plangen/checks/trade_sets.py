"""Sets of legal data: those that the plan chooses are there, and what of them counts for this plan is said."""

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct, resolved
from plangen.checks.wording import quoted
from plangen.diagnostics import ERROR, INFO, WARNING, Finding, Words, rule
from plangen.model.legal import Deadline, Element
from plangen.model.legal_sets import replaced_in
from plangen.model.plan import Plan
from plangen.near import did_you_mean, nearest

_SET = """# legal/sets/goods.yaml
name: 消费品
about: 生产、进口消费品的单位适用
compiled_on: 2026-03-01
deadlines:
  - {id: report, title: 报告, kinds: [recall], starts: 发现, amount: 2, unit: 工作日, to: 监管部门, law: 召回规定,
     article: 第八条, certainty: 已查证, checked_on: 2026-03-01, confirmed_by: 赵法务}
"""
_OWN = """# legal/deadlines.yaml
deadlines:
  - {id: %s, title: 报告, kinds: [recall], starts: 发现, amount: 1, unit: 工作日, to: 监管部门, law: 召回规定,
     article: 第八条, certainty: 已查证, checked_on: 2026-03-01, confirmed_by: 赵法务}
"""
_CHOSEN = _SET + "# plan.yaml\nlegal_sets: [消费品]\n"

NO_SET = rule(
    "L120",
    ERROR,
    title=("没有这样的法律依据集", "a set of legal data that is not there"),
    why=(
        "缺了一集，就不知道法律要求载明什么、什么时候报告",
        "without it nobody knows what the law asks for, and by when",
    ),
    message=("legal/sets/ 里没有名为“{name}”的法律依据集", "no file of legal/sets/ is called '{name}'"),
    hint=(
        "改为已有的名称：{known}；不需要的，从 legal_sets 中删去",
        "write one of {known}, or leave it out of legal_sets",
    ),
    bad=_SET + "# plan.yaml\nlegal_sets: [消费者]\n",
    good=_CHOSEN,
)
REPLACED = rule(
    "L125",
    INFO,
    title=("法律依据集中由本计划改写的", "entries of a set that the plan writes otherwise"),
    why=(
        "以本计划自己的写法为准；法律依据集更新以后，改写的这几项不会跟着变",
        "the plan's own ones count, and do not follow when the set is brought up to date",
    ),
    message=(
        "“{name}”中的 {count} 项以本计划自己的写法为准：{titles}",
        "of '{name}' the plan writes {count} itself: {titles}",
    ),
    hint=("换用新的法律依据集时，逐项比较", "compare them one by one whenever a newer set is taken"),
    brief=True,
    bad=_CHOSEN + _OWN % "report",
    good=_CHOSEN + _OWN % "other",
)
IDLE = rule(
    "L126",
    WARNING,
    title=("法律依据集中本计划用不到的", "entries of a set that concern no notice of the plan"),
    why=(
        "本计划没有这些通知种类；自己的通知种类编号不同的，这些要求就落空了",
        "the plan has no such kinds of notice; where its own have other ids, these requirements are lost",
    ),
    message=(
        "“{name}”中有 {count} 项只适用于本计划没有的通知种类：{kinds}",
        "{count} entries of '{name}' are about kinds of notice that the plan has not: {kinds}",
    ),
    hint=(
        "通知编号不同的，在 legal/ 自己的文件里以同一编号另写；确实没有这类通知的，在 exceptions.yaml 写明",
        "where only ids differ, write them in the plan's own file; else add an exception with its reason",
    ),
    bad=_CHOSEN.replace("kinds: [recall]", "kinds: [recalled]"),
    good=_CHOSEN,
)


def no_set(plan: Plan) -> Found:
    known = [each.name for each in plan.legal_sets]
    for index, name in enumerate(plan.identity.legal_sets):
        if name not in known:
            near = nearest(name, known)
            listed = quoted(known) if known else Words("（一集也没有）", "(there is none)")
            yield Finding(
                rule=NO_SET,
                at=plan.identity.where("legal_sets", index),
                values={"name": name, "known": listed},
                hint=did_you_mean(near),
            )


def replaced(plan: Plan) -> Found:
    for each in plan.chosen_sets:
        entries = tuple(replaced_in(each, plan.own_elements, plan.own_deadlines))
        if entries:
            titles = tuple(entry.title for entry in entries)
            values = {"name": each.name, "count": len(entries), "titles": titles}
            yield Finding(rule=REPLACED, at=each.where("name"), values=values)


def idle(plan: Plan) -> Found:
    for each in plan.chosen_sets:
        instead = {id(entry) for entry in replaced_in(each, plan.own_elements, plan.own_deadlines)}
        listed: tuple[Element | Deadline, ...] = (*each.elements, *each.deadlines)
        unused = [
            entry
            for entry in listed
            if entry.kinds and not plan.notices.keys() & set(entry.kinds) and id(entry) not in instead
        ]
        if unused:
            kinds = tuple(dict.fromkeys(kind for entry in unused for kind in entry.kinds))
            values = {"name": each.name, "count": len(unused), "kinds": kinds}
            yield Finding(rule=IDLE, at=each.where("name"), values=values)


CHECKS = (
    Check(rule=NO_SET, run=no_set),
    Check(rule=REPLACED, run=replaced, needs=(distinct("element", "deadline"),)),
    Check(rule=IDLE, run=idle, needs=(resolved("notice"),)),
)

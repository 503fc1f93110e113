"""Real incidents: nothing of the drill in them, and a notice to write."""

from plangen.alike.unfit import DRILL, unfit_in
from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.case import Case
from plangen.model.plan import Plan
from plangen.model.walk import Value, values

_REAL = """# incidents/kettle.yaml
id: kettle
title: 电热水壶召回
scenario: fault
"""

DRILL_WORDS = rule(
    "I101",
    WARNING,
    title=("真实事件里有演练文字", "drill text in a real incident"),
    why=(
        "演练设定的内容混入真实通知，会误导消费者，公司要承担责任",
        "text invented for the drill would mislead consumers and make the company liable",
    ),
    message=("{field}含有演练文字“{text}”", "{field} holds the drill text '{text}'"),
    hint=("改成真实、已核实的事实；还不知道的写 !todo", "write the verified fact, or !todo if it is not known yet"),
    bad=_REAL + "incident: {name: 电热水壶质量问题（演练）}\n",
    good=_REAL + "incident: {name: 电热水壶质量问题}\n",
)
NO_KIND = rule(
    "I102",
    WARNING,
    title=("真实事件没有要发布的通知", "a real incident without a notice"),
    why=("没有通知种类就不会起草任何通知", "no notice is drafted unless its kind is named"),
    message=("事件“{title}”及其参照场景都没有写通知种类", "neither '{title}' nor its scenario names a notice"),
    hint=("在 notices 中写明需要哪些通知", "name the notices that it needs under 'notices'"),
    bad="# scenarios/fault.yaml\nnotices: []\n" + _REAL + "incident: {name: 电热水壶质量问题}\n",
    good="# scenarios/fault.yaml\nnotices: []\n" + _REAL + "notices: [recall]\nincident: {name: 电热水壶质量问题}\n",
)


def drill_words(plan: Plan) -> Found:
    for case in plan.incidents:
        for value, text in drill_texts(case):
            yield Finding(rule=DRILL_WORDS, at=value.place, values={"field": value.field.title, "text": text})


def drill_texts(case: Case) -> tuple[tuple[Value, str], ...]:
    """The values of a real incident that speak of the drill, each with the words that say so."""
    texts = ((value, value.value) for value in values(case) if isinstance(value.value, str))
    return tuple((value, said) for value, text in texts for _, said in unfit_in(text, DRILL))


def no_kind(plan: Plan) -> Found:
    for case in plan.incidents:
        if not plan.kinds_of(case):
            yield Finding(rule=NO_KIND, at=case.where("id"), values={"title": case.title})


CHECKS = (
    Check(rule=DRILL_WORDS, run=drill_words),
    Check(rule=NO_KIND, run=no_kind),
)

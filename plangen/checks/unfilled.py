"""Values still to be filled in: each one is listed until somebody fills it in."""

import re

from plangen.checks.check import Found, unread
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.legal import Entry
from plangen.model.plan import Plan
from plangen.model.values import TODO_PATTERN, todo_subject

UNFILLED = rule(
    "X101",
    WARNING,
    title=("待填写的内容", "a value still to be filled in"),
    why=(
        "没有填写的内容会原样印在文件里，正式使用前必须补齐",
        "it is printed as open; before real use it has to be there",
    ),
    message=("{field}待填写：{subject}", "{field} is still to be filled in: {subject}"),
    hint=("用实际内容替换 !todo 或【待填写：…】", "replace !todo or 【待填写：…】 by the real value"),
    brief=True,
    bad="# plan.yaml\nnumber: !todo 文件编号\n",
    good="# plan.yaml\nnumber: 演练〔2026〕1号\n",
)
RULES = (UNFILLED,)

_OPEN = re.compile(TODO_PATTERN)


def unfilled(plan: Plan) -> Found:
    for value in plan.values:
        if isinstance(value.record, Entry) and value.field.name == "confirmed_by":
            continue  # of legal's entries there are dozens: one finding of their own counts them
        if isinstance(value.value, str) and "【" in value.value and (subjects := _OPEN.findall(value.value)):
            values = {"field": value.field.title, "subject": tuple(todo_subject(each) for each in subjects)}
            yield Finding(rule=UNFILLED, at=value.place, values=values)
    yield from unread(plan, UNFILLED)

"""What was recorded of statutory duties: of a real incident, of a duty that there is, at a time that is one."""

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.case import Case
from plangen.model.plan import Plan
from plangen.model.values import is_time

_CASE = """# incidents/kettle.yaml
id: kettle
title: 电热水壶召回
scenario: fault
notices: [recall]
incident: {name: 电热水壶质量问题}
"""
_DUTIES = """# legal/deadlines.yaml
deadlines:
  - {id: recall-plan, title: 报告召回计划, to: 监管部门, amount: 10, unit: 工作日, starts: 确认缺陷,
     basis: 消费品召回管理暂行规定第17条, certainty: 已查证, confirmed_by: 李四}
"""


def _entry(case: str = "kettle", duty: str = "recall-plan", met: str = "2026-03-02 10:00") -> str:
    """A record as in an example."""
    return (
        f"{_CASE}{_DUTIES}# duties/{case}.yaml\ncase: {case}\nentries:\n"
        f"  - {{duty: {duty}, applies: 适用, met: {met}, how: 书面报告, by: service-head, name: 李四,"
        " recorded: 2026-03-02 11:00}\n"
    )


UNKNOWN = rule(
    "A284",
    WARNING,
    title=("办理记录的事件或者事项不存在", "a record of a duty or incident that does not exist"),
    why=("编号改了，办理记录就没有对象", "what this record is about is no longer there"),
    message=("没有“{what}”", "there is no '{what}'"),
    hint=("现有的：{known}", "there are {known}"),
    bad=_entry(duty="recall-final"),
    good=_entry(),
)
BAD_MOMENT = rule(
    "A288",
    WARNING,
    title=("办理时间有误", "malformed time of a duty"),
    why=("是否按时办理，要看这个时间", "whether it was met in time is judged by it"),
    message=("“{text}”不是时间", "'{text}' is not a time"),
    hint=("写成 2026-03-01 14:05", "write it as 2026-03-01 14:05"),
    bad=_entry(met="三月二日"),
    good=_entry(),
)


def unknown(plan: Plan) -> Found:
    cases: list[str] = [case.id for case in plan.cases.values() if isinstance(case, Case)]
    duties: list[str] = [each.id for each in plan.deadlines.deadlines]
    for record in plan.met:
        if record.case not in cases:
            yield Finding(rule=UNKNOWN, at=record.where("case"), values={"what": record.case, "known": cases or ["—"]})
        for entry in record.entries:
            if entry.duty not in duties:
                values = {"what": entry.duty, "known": duties or ["—"]}
                yield Finding(rule=UNKNOWN, at=entry.where("duty"), values=values)


def bad_moment(plan: Plan) -> Found:
    for record in plan.met:
        for entry in record.entries:
            for key in ("met", "recorded"):
                text = getattr(entry, key)
                if text and not is_time(text):
                    yield Finding(rule=BAD_MOMENT, at=entry.where(key), values={"text": text})


CHECKS = (Check(rule=UNKNOWN, run=unknown), Check(rule=BAD_MOMENT, run=bad_moment))

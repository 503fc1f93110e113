"""After the drill, and what accompanies the plan: evaluation, rectification, revision, revision records."""

import itertools

from plangen.checks.check import Check, Found
from plangen.checks.wording import day, length
from plangen.diagnostics import WARNING, Finding, Words, rule
from plangen.model.plan import Plan
from plangen.model.values import Duration

REVISED_TOO_EARLY = rule(
    "E101",
    WARNING,
    title=("预案修订早于整改完成", "a revision due before its rectification"),
    why=(
        "预案要根据评估和整改结果修订，整改还没完成，结果就写不进去",
        "the plan is revised according to what the rectification shows, which is not known before it ends",
    ),
    message=(
        "预案修订期限为演练后{revision}，而整改期限为演练后{rectification}",
        "the revision is due {revision} after the drill, the rectification only {rectification} after it",
    ),
    hint=(
        "把修订期限定在整改完成之后，或规定先修订、整改后再作补充修订",
        "let the revision come after the rectification, or provide for a second one",
    ),
    bad="# improvement.yaml\nrevision: {due: 1至2天}\nrectification: {due: 1至2周}\n",
    good="# improvement.yaml\nrevision: {due: 3周}\nrectification: {due: 1至2周}\n",
)
UNMEASURED = rule(
    "E102",
    WARNING,
    title=("评估要素缺失", "an evaluation without its parts"),
    why=(
        "没有标准、方式或等次，评估就没有结论",
        "without criteria, rounds or grades the evaluation comes to no conclusion",
    ),
    message=("演练评估没有{what}", "the evaluation has no {what}"),
    hint=("在 evaluation.yaml 中补充", "add them to evaluation.yaml"),
    bad="# evaluation.yaml\ncriteria: []\n",
    good="# evaluation.yaml\ncriteria:\n  - {id: speed, title: 响应速度, text: 是否在规定时间内到位}\n",
)
DESCENDING = rule(
    "E202",
    WARNING,
    title=("修订日期与版本次序不符", "revision dates against the order of versions"),
    why=("后一版的日期应当不早于前一版", "a later version cannot be older than the one before"),
    message=(
        "{version}的修订日期{date}早于前一版{before}的{earlier}",
        "{version} is dated {date}, before the {earlier} of the earlier {before}",
    ),
    hint=("更正日期或版本号", "correct the date or the version"),
    bad="# revisions/v1.1.yaml\n"
    "{version: v1.1, date: 2025-02-01, reason: 修订, summary: 更新人员, author: 甲, reviewer: 乙, approver: 丙, "
    "effective: 2026-02-02}\n",
    good="# revisions/v1.1.yaml\n"
    "{version: v1.1, date: 2026-02-01, reason: 修订, summary: 更新人员, author: 甲, reviewer: 乙, approver: 丙, "
    "effective: 2026-02-02}\n",
)
EFFECTIVE_TOO_EARLY = rule(
    "E203",
    WARNING,
    title=("生效日期早于修订日期", "a version in force before its date"),
    why=("文件不能在修订之前生效", "a document cannot be in force before it is written"),
    message=(
        "{version}的生效日期{effective}早于修订日期{date}",
        "{version} is in force from {effective}, before its date {date}",
    ),
    hint=("更正生效日期或修订日期", "correct one of the dates"),
    bad="# revisions/v1.0.yaml\ndate: 2026-01-10\neffective: 2026-01-05\n",
    good="# revisions/v1.0.yaml\ndate: 2026-01-10\neffective: 2026-01-15\n",
)


def revised_too_early(plan: Plan) -> Found:
    improvement = plan.improvement
    if improvement.rectification is None or improvement.revision is None:
        return
    rectification, revision = improvement.rectification.due, improvement.revision.due
    if revision.high < rectification.high:
        values = {
            "revision": Words(str(revision), _range(revision.low, revision.high)),
            "rectification": Words(str(rectification), _range(rectification.low, rectification.high)),
        }
        yield Finding(rule=REVISED_TOO_EARLY, at=improvement.revision.where("due"), values=values)


def _range(low: Duration, high: Duration) -> str:
    return length(low).en if low == high else f"{length(low).en} to {length(high).en}"


def unmeasured(plan: Plan) -> Found:
    evaluation = plan.evaluation
    for field, there, what in (
        ("criteria", evaluation.criteria, Words("评估标准", "criteria")),
        ("rounds", evaluation.rounds, Words("评估方式", "rounds")),
        ("grades", evaluation.grades, Words("评估等次", "grades")),
    ):
        if plan.has("evaluation") and not there:
            yield Finding(rule=UNMEASURED, at=evaluation.where(field), values={"what": what})


def descending(plan: Plan) -> Found:
    dated = [(each, each.date) for each in plan.revisions if not isinstance(each.date, str)]
    for (before, earlier), (revision, date) in itertools.pairwise(dated):
        if date < earlier:
            values = {
                "version": revision.version,
                "date": day(date),
                "before": before.version,
                "earlier": day(earlier),
            }
            yield Finding(rule=DESCENDING, at=revision.where("date"), values=values)


def effective_too_early(plan: Plan) -> Found:
    for each in plan.revisions:
        if not isinstance(each.date, str) and not isinstance(each.effective, str) and each.effective < each.date:
            values = {"version": each.version, "effective": day(each.effective), "date": day(each.date)}
            yield Finding(rule=EFFECTIVE_TOO_EARLY, at=each.where("effective"), values=values)


CHECKS = (
    Check(rule=UNMEASURED, run=unmeasured),
    Check(rule=REVISED_TOO_EARLY, run=revised_too_early),
    Check(rule=DESCENDING, run=descending),
    Check(rule=EFFECTIVE_TOO_EARLY, run=effective_too_early),
)

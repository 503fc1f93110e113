"""What drills brought to light: due as the plan's rule says, pointing at places that there are, verified when done."""

import datetime
from collections.abc import Iterator

from plangen.checks.check import Check, Found, skipped_for
from plangen.checks.needs import after, resolved
from plangen.checks.wording import day
from plangen.diagnostics import INFO, WARNING, Finding, rule
from plangen.model.finding import DONE, DrillFinding, DrillFindings
from plangen.model.kinds import KINDS
from plangen.model.lookup import leads_somewhere
from plangen.model.owed import FindingState, meant, owed
from plangen.model.plan import Plan, SectionMissing

_HEAD = "# drills/2026-03-10/findings.yaml\ndrill: 2026-03-10\ntitle: 演练\nfindings:\n"
_GOOD = (
    "  - {id: f-01, title: 报告迟, text: 迟报, source: 现场观察, cause: 无人提醒, measure: 设提醒, owner: manager, "
    "due: 2026-03-20}\n"
)
_REVISION = (
    "# revisions/v1.1.yaml\n{version: v1.1, date: 2026-03-12, reason: 演练, summary: 修订, author: 甲, reviewer: 乙, "
    "approver: 丙, effective: 2026-03-15, drill: 2026-03-10, answers: [f-01]}\n"
)

DUE_TOO_LATE = rule(
    "N101",
    WARNING,
    title=("整改期限晚于规定", "a measure due later than the rule allows"),
    why=("整改要在规定期限内完成，晚了要有理由", "measures have to be completed within the time that the plan sets"),
    message=(
        "“{title}”的整改期限{due}晚于规定的{latest}（演练后{rule}）",
        "'{title}' is due on {due}, later than {latest} ({rule} after the drill)",
    ),
    hint=("提前期限，或者修改 improvement.yaml 的 rectification.due", "set an earlier date, or change the rule"),
    bad=_HEAD + _GOOD.replace("due: 2026-03-20", "due: 2026-05-20"),
    good=_HEAD + _GOOD,
)
DUE_TOO_EARLY = rule(
    "N102",
    WARNING,
    title=("整改期限早于演练", "a measure due before the drill"),
    why=("演练之前不可能有演练发现的问题", "a drill's finding cannot be due before the drill"),
    message=("“{title}”的整改期限{due}早于演练日期{drill}", "'{title}' is due on {due}, before the drill on {drill}"),
    hint=("更正日期", "correct the date"),
    bad=_HEAD + _GOOD.replace("due: 2026-03-20", "due: 2026-03-01"),
    good=_HEAD + _GOOD,
)
NOWHERE_TO_CHANGE = rule(
    "N103",
    WARNING,
    title=("须修改的位置不存在", "a place to change that does not exist"),
    why=("位置写错，修订时就核对不上", "with a wrong place nobody can tell whether the revision settles the finding"),
    message=("计划里没有“{path}”", "the plan has no '{path}'"),
    hint=(
        "照检查结果里“位置”后面的路径写，例如 timeline.phases[response]",
        "write the path as findings show it, such as timeline.phases[response]",
    ),
    bad=_HEAD + _GOOD.replace("due: 2026-03-20", "due: 2026-03-20, revises: [timelime.phases]"),
    good=_HEAD + _GOOD.replace("due: 2026-03-20", "due: 2026-03-20, revises: [timeline.phases]"),
)
UNVERIFIED = rule(
    "N104",
    WARNING,
    title=("已销号的问题没有验收", "a closed finding that nobody verified"),
    why=("没有验收的整改可能只写在纸上", "a measure that nobody verified may exist only on paper"),
    message=("“{title}”已销号，但是没有写明怎样验收", "'{title}' is closed, but not how it was verified"),
    hint=("在 verified 写明谁在何时怎样验收", "say in 'verified' who verified it, when and how"),
    bad=_HEAD + _GOOD.replace("due: 2026-03-20", "due: 2026-03-20, status: 已销号"),
    good=_HEAD + _GOOD.replace("due: 2026-03-20", "due: 2026-03-20, status: 已销号, verified: 丙 3月20日现场检查"),
)
MISFILED = rule(
    "N105",
    WARNING,
    title=("演练日期与文件夹不符", "a drill in another day's folder"),
    why=("按日期找问题的人会找错", "people who look for a drill by its date find the wrong one"),
    message=("文件夹应当叫 {folder}", "the folder should be called {folder}"),
    hint=("改文件夹名称，或者更正 drill", "rename the folder, or correct 'drill'"),
    bad=_HEAD.replace("drill: 2026-03-10", "drill: 2026-03-11") + _GOOD,
    good=_HEAD + _GOOD,
)
SAME_FINDING = rule(
    "N106",
    WARNING,
    title=("演练问题编号重复", "two findings with one id"),
    why=("修订记录按编号指明问题，重复就分不清", "revisions name findings by id"),
    message=("编号“{id}”出现了两次", "the id '{id}' is there twice"),
    hint=("给其中一个换编号", "give one of them another id"),
    bad=_HEAD + _GOOD + _GOOD.replace("报告迟", "人未到"),
    good=_HEAD + _GOOD + _GOOD.replace("报告迟", "人未到").replace("f-01", "f-02"),
)
UNKNOWN_ANSWER = rule(
    "N107",
    WARNING,
    title=("修订记录指向不存在的演练问题", "a revision answers an unknown finding"),
    why=("写错编号，问题就没有着落", "with a wrong id the finding stays open"),
    message=("演练问题清单里没有“{id}”（{drill}）", "no list of findings has '{id}' ({drill})"),
    hint=(
        "编号见 source/drills/<日期>/findings.yaml；其他演练的问题写成 2024-12-10/f-03",
        "the ids stand in source/drills/<date>/findings.yaml; write 2024-12-10/f-03 for one of another drill",
    ),
    bad=_HEAD + _GOOD + _REVISION.replace("f-01", "f-09"),
    good=_HEAD + _GOOD + _REVISION,
)
UNANSWERED = rule(
    "N108",
    WARNING,
    title=("已销号的问题没有落实到计划", "a closed finding that no revision answers"),
    why=("问题要求修改计划，没有修订记录说明已经修改", "it asks for a change of the plan that no revision has made"),
    message=("“{title}”已销号，但是没有一个版本解决它", "'{title}' is closed, but no revision answers it"),
    hint=("用 plangen revise --answers {id} 记录修订", "record it with plangen revise --answers {id}"),
    bad=_HEAD
    + _GOOD.replace("due: 2026-03-20", "due: 2026-03-20, status: 已销号, verified: 查, revises: [timeline.phases]"),
    good=_HEAD
    + _GOOD.replace("due: 2026-03-20", "due: 2026-03-20, status: 已销号, verified: 查, revises: [timeline.phases]")
    + _REVISION,
)
DEFERRED = rule(
    "N109",
    INFO,
    title=("演练问题仍未解决", "a finding that was put off and is still open"),
    why=("暂缓不是解决，每次修订都要重新考虑", "what was put off is not done; each revision has to look at it again"),
    message=(
        "“{title}”从 {since}（{date}）起暂缓，到 {last} 共 {times} 次，理由：{reason}",
        "'{title}' has been put off since {since} ({date}), {times} times up to {last}: {reason}",
    ),
    hint=(
        "已经解决的用 plangen revise --answers {id} 记录，不再处理的用 --withdraw {id}=理由",
        "record it with plangen revise --answers {id}, or close it with --withdraw {id}=REASON",
    ),
    bad=_HEAD + _GOOD + _REVISION.replace("answers: [f-01]", "deferred: [{finding: f-01, reason: 等采购}]"),
    good=_HEAD + _GOOD + _REVISION,
)
RULES = (
    *(DUE_TOO_LATE, DUE_TOO_EARLY, NOWHERE_TO_CHANGE, UNVERIFIED, MISFILED, SAME_FINDING),
    *(UNKNOWN_ANSWER, UNANSWERED, DEFERRED),
)


def _each(plan: Plan) -> Iterator[tuple[DrillFindings, DrillFinding]]:
    return ((drill, each) for drill in plan.findings for each in drill.findings)


def due_too_late(plan: Plan) -> Found:
    if plan.improvement.rectification is None:
        return
    rule = plan.improvement.rectification.due
    for drill, each in _each(plan):
        latest = drill.drill + datetime.timedelta(minutes=rule.high.minutes)
        if each.due > latest:
            values = {"title": each.title, "due": day(each.due), "latest": day(latest), "rule": str(rule)}
            yield Finding(rule=DUE_TOO_LATE, at=each.where("due"), values=values)


def due_too_early(plan: Plan) -> Found:
    for drill, each in _each(plan):
        if each.due < drill.drill:
            values = {"title": each.title, "due": day(each.due), "drill": day(drill.drill)}
            yield Finding(rule=DUE_TOO_EARLY, at=each.where("due"), values=values)


def nowhere(plan: Plan) -> Found:
    unread: dict[str, None] = {}
    for _, each in _each(plan):
        for index, path in enumerate(each.revises):
            try:
                leads = leads_somewhere(plan, path)
            except SectionMissing as missing:
                unread[missing.section] = None
                continue
            if not leads:
                yield Finding(rule=NOWHERE_TO_CHANGE, at=each.where("revises", index), values={"path": path})
    yield from (skipped_for(NOWHERE_TO_CHANGE, section) for section in unread)


def unverified(plan: Plan) -> Found:
    for _, each in _each(plan):
        if each.status == DONE and not each.verified:
            yield Finding(rule=UNVERIFIED, at=each.where("status"), values={"title": each.title})


def misfiled(plan: Plan) -> Found:
    for drill in plan.findings:
        place = drill.where("drill")
        folder = drill.drill.isoformat()
        if place.file and place.file.split("/")[-2:-1] != [folder]:
            yield Finding(rule=MISFILED, at=place, values={"folder": folder})


def same_finding(plan: Plan) -> Found:
    for drill in plan.findings:
        seen: set[str] = set()
        for each in drill.findings:
            if each.id in seen:
                yield Finding(rule=SAME_FINDING, at=each.where("id"), values={"id": each.id})
            seen.add(each.id)


def unknown_answer(plan: Plan) -> Found:
    for revision in plan.revisions:
        named = [(each, ("answers", index)) for index, each in enumerate(revision.answers)]
        for field in ("deferred", "withdrawn"):
            named += [(each.finding, (field, index)) for index, each in enumerate(getattr(revision, field))]
        for name, place in named:
            if meant(name, revision, plan.findings) is None:
                values = {"id": name, "drill": day(revision.drill) if revision.drill else revision.version}
                yield Finding(rule=UNKNOWN_ANSWER, at=revision.where(*place), values=values)


def unanswered(plan: Plan) -> Found:
    for each in owed(plan):
        finding = each.finding
        if finding.status == DONE and finding.revises and not each.is_closed:
            yield Finding(
                rule=UNANSWERED, at=finding.where("status"), values={"title": finding.title, "id": finding.id}
            )


def deferred(plan: Plan) -> Found:
    for each in owed(plan):
        if each.state is FindingState.DEFERRED:
            first, last = each.deferrals[0], each.deferrals[-1]
            values = {
                "title": each.finding.title,
                "id": each.finding.id,
                "since": first.record.version,
                "date": first.record.date,
                "last": last.record.version,
                "times": len(each.deferrals),
                "reason": last.reason,
            }
            yield Finding(rule=DEFERRED, at=each.finding.where("id"), values=values)


CHECKS = (
    Check(rule=DUE_TOO_LATE, run=due_too_late, needs=(after(misfiled),)),
    Check(rule=DUE_TOO_EARLY, run=due_too_early, needs=(after(misfiled),)),
    Check(rule=NOWHERE_TO_CHANGE, run=nowhere, needs=(resolved(*KINDS),)),
    Check(rule=UNVERIFIED, run=unverified),
    Check(rule=MISFILED, run=misfiled),
    Check(rule=SAME_FINDING, run=same_finding),
    Check(rule=UNKNOWN_ANSWER, run=unknown_answer, needs=(after(misfiled), after(same_finding))),
    Check(rule=UNANSWERED, run=unanswered, needs=(after(misfiled),)),
    Check(rule=DEFERRED, run=deferred, needs=(after(misfiled), after(same_finding))),
)

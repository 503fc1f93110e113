"""Duties that contradict each other: a task that the same role is forbidden, a report past the path, nothing to do."""

import itertools
import re
from collections.abc import Iterator

from plangen.checks.check import Check, Found, require_all
from plangen.checks.needs import distinct, resolved
from plangen.diagnostics import WARNING, Finding, Place, rule
from plangen.model.agenda import Duty, DutyKind, duties_of
from plangen.model.duties import COLLECTOR, collectors
from plangen.model.holders import Holder, HolderKind, holders
from plangen.model.organisation import Post
from plangen.model.plan import Plan
from plangen.model.press import may_speak, speakers
from plangen.model.report_path import passings
from plangen.model.timeline import Step
from plangen.model.values import is_todo

_LIAISON = (
    "# communication.yaml\nliaison: {post: quality-head, duties: [{title: 媒体关系, text: 联系媒体}], "
    "workflow: [{title: 监测, text: 监测舆情}]}\n"
)
FORBIDDEN = rule(
    "O124",
    WARNING,
    title=("给了任务，又不许做", "a task that the same role is forbidden"),
    why=(
        "同一张角色卡上既写着任务，又写着不得做这件事，本人不知道听哪一句",
        "one card tells its holder to do a thing and forbids it, and nobody knows which sentence counts",
    ),
    message=(
        "“{holder}”的任务“{task}”，同它的“{ban}”相反（{other}）",
        "the task '{task}' of '{holder}' is against its rule '{ban}' ({other})",
    ),
    hint=(
        "改任务或者改规定；可以答复媒体的部门、岗位写入 communication.yaml 的 press",
        "change the task or the rule; who may answer the press is named in press of communication.yaml",
    ),
    bad=_LIAISON + "# drill.yaml\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 3, tasks: [答复媒体询问]}\n",
    good=_LIAISON + "# drill.yaml\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 3, tasks: [把媒体询问转给质量管理部]}\n",
)
_PATH = (
    "# reporting.yaml\npath:\n  - {title: 收集, by: 信息收集员, action: 收集信息}\n"
    "  - {title: 审核, by: 部门负责人, action: 审核信息}\n  - {title: 接收, by: 应急小组, action: 接收信息}\n"
    "# timeline.yaml\nphases:\n  - {id: collect, title: 信息收集, start: 9:00, end: 12:00, steps: ["
    "{id: publish, title: 发布, owner: service-head, action: 发布公开通知}, "
    "{id: gather, title: 收集, owner: service, action: "
)
SKIPPED_PATH = rule(
    "O125",
    WARNING,
    title=("报告越过了报告路径", "a report that skips the path"),
    why=(
        "报告路径要求先经负责人审核，步骤却让信息收集员直接报告，两处写法不同，当天各走各的",
        "the path leads through the head, the step lets the collector report directly, and people will do either",
    ),
    message=(
        "“{title}”由信息收集员直接报告{team}，而报告路径规定先经{between}（{other}）",
        "in '{title}' the collector reports to {team} directly, while the path leads through {between} ({other})",
    ),
    hint=(
        "写明“经部门负责人审核后报告”，或者改 reporting.yaml 的 path",
        "write that the head reviews it first, or change the path in reporting.yaml",
    ),
    bad=_PATH + "信息收集员记录投诉并向应急小组报告, reports_to: emergency-team}]}\n",
    good=_PATH + "信息收集员记录投诉，经部门负责人审核后报告应急小组, reports_to: emergency-team}]}\n",
)
IDLE = rule(
    "O127",
    WARNING,
    title=("角色没有任何任务", "a role with nothing to do"),
    why=(
        "当天拿到角色卡的人不知道做什么；只是待命的，也要知道等什么",
        "whoever is handed the card finds nothing to do on it; who waits must know for what",
    ),
    message=("计划没有给“{holder}”安排任何任务", "the plan gives '{holder}' nothing to do"),
    hint=(
        "写上职责或者任务，在步骤里用 joined_by 列出它；只是待命的写 waits",
        "give it duties or tasks, name it in joined_by of a step, or say in waits what it waits for",
    ),
    bad="# organisation.yaml\nresponse_teams:\n"
    "  - {id: quality-team, title: 质量检测队, department: quality, people: 技术骨干}\n"
    "  - {id: night-team, title: 夜间备勤队, department: quality, people: 技术骨干}\n",
    good="# organisation.yaml\nresponse_teams:\n"
    "  - {id: quality-team, title: 质量检测队, department: quality, people: 技术骨干}\n"
    "  - {id: night-team, title: 夜间备勤队, department: quality, people: 技术骨干, waits: 接到组长通知后到现场增援}\n",
)

_BANS = re.compile("^(?:不得|不准|不能|禁止|严禁)(?:自行|擅自|私自|随意)?")
_FEW = 3  # characters of what is forbidden: fewer are found everywhere
_ANSWERS = re.compile("(?:答复|回答|回应|应对)(?:主要)?(?:媒体|记者)|接受(?:媒体|记者)?采访")
_OWN = frozenset({DutyKind.STEP, DutyKind.TASK, DutyKind.RESPONSE, DutyKind.STANDING, DutyKind.CENTRE})
_REVIEWED = ("审核", "负责人", "审批", "复核")


def forbidden(plan: Plan) -> Found:
    seen: set[tuple[Place, str]] = set()
    for holder in holders(plan):
        for duty in _tasks(plan, holder):
            for ban, place in _bans(plan, holder, duty):
                if (duty.place, ban) not in seen:
                    seen.add((duty.place, ban))
                    task = duty.title if duty.kind is DutyKind.STEP else duty.what
                    values = {"holder": title_of(plan, holder), "task": task, "ban": ban, "other": said(place)}
                    yield Finding(rule=FORBIDDEN, at=duty.place, values=values)


def _tasks(plan: Plan, holder: Holder) -> Iterator[Duty]:
    """What the holder does himself or for his department; what he only joins is its owner's."""
    if holder.kind is HolderKind.STAFF:
        return
    for duty in duties_of(plan, holder):
        is_joined = duty.step is not None and holder.party in duty.step.joined_by
        if duty.kind in _OWN and duty.what and not is_joined:
            yield duty


def _bans(plan: Plan, holder: Holder, duty: Duty) -> Iterator[tuple[str, Place]]:
    """The rules of the holder that the duty breaks, each with where it stands."""
    yield from _own_bans(holder, duty)
    if not speakers(plan) or may_speak(plan, holder) or not _ANSWERS.search(duty.what):
        return
    if not isinstance(duty.record, Step) or duty.record.owner in {holder.party, holder.department}:
        communication = plan.communication
        yield "不得自行答复媒体", communication.where("press" if communication.press else "liaison")


def _own_bans(holder: Holder, duty: Duty) -> Iterator[tuple[str, Place]]:
    record = holder.record
    for at, text in enumerate(record.prohibited if isinstance(record, Post) else ()):
        core = _BANS.sub("", text)
        if core != text and len(core) >= _FEW and core in duty.what:
            yield text, record.where("prohibited", at)


def skipped_path(plan: Plan) -> Found:
    team = plan.organisation.team
    for phase in plan.timeline.phases:
        for step in phase.steps:
            between = _between(plan, step.owner)
            if between is not None and _goes_past(plan, step, team.title):
                values = {"title": step.title, "team": team.title, "between": between[0], "other": said(between[1])}
                yield Finding(rule=SKIPPED_PATH, at=step.where("action"), values=values)
    for scenario in plan.scenarios:
        for told in scenario.notifications:
            between = _between(plan, told.sender) if told.sender in collectors(plan) else None
            if between is not None and told.receiver == team.id:
                values = {"title": told.content, "team": team.title, "between": between[0], "other": said(between[1])}
                yield Finding(rule=SKIPPED_PATH, at=told.where("sender"), values=values)


def _between(plan: Plan, owner: str) -> tuple[str, Place] | None:
    """Who stands between the collector and the team on the path of an owner's department, and where it says so."""
    team = plan.organisation.team.id
    post = plan.posts.get(owner)
    stations = [each for each in passings(plan, (post.department or "") if post else owner) if each.posts]
    after = tuple(itertools.dropwhile(lambda each: each.step.by != COLLECTOR, stations))[1:]
    heads = [each for each in after if team not in each.posts and each.step.by != COLLECTOR]
    leads = heads and team in after[-1].posts
    return (plan.party(heads[0].posts[0]), heads[0].step.where("by")) if leads else None


def _goes_past(plan: Plan, step: Step, team: str) -> bool:
    if step.owner in collectors(plan) and step.reports_to == plan.organisation.team.id:
        return True
    is_collector = COLLECTOR in step.action and not any(word in step.action for word in _REVIEWED)
    return is_collector and re.search(f"(?:向|报告|报送|上报)[^，。；]*{re.escape(team)}", step.action) is not None


def idle(plan: Plan) -> Found:
    require_all(plan)
    for holder in holders(plan):
        if holder.kind not in {HolderKind.POST, HolderKind.STAFF} and not duties_of(plan, holder):
            yield Finding(rule=IDLE, at=holder.record.where(), values={"holder": title_of(plan, holder)})


def title_of(plan: Plan, holder: Holder) -> str:
    """What findings call a holder."""
    record = holder.record
    if holder.kind is HolderKind.PARTICIPANTS:
        return f"{plan.party(holder.department)}参演人员"
    title = getattr(record, "title", "") or "信息报告热线"
    return "" if is_todo(title) else str(title)


def said(place: Place) -> str:
    """Where the other side of a contradiction stands: source/reporting.yaml:23."""
    return f"{place.file}:{place.line}" if place.line else place.file


_NEEDS = (distinct("party"), resolved("party", "post", "department"))
CHECKS = (
    Check(rule=FORBIDDEN, run=forbidden, needs=_NEEDS),
    Check(rule=SKIPPED_PATH, run=skipped_path, needs=_NEEDS),
    Check(rule=IDLE, run=idle, needs=(*_NEEDS, resolved("scenario", "step"))),
)

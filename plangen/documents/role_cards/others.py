"""The cards of roles that are not posts: participants, response teams, centre staff, hotline, outsiders."""

from collections.abc import Iterator, Sequence

from plangen.documents.draft import Draft
from plangen.documents.phrases import amount
from plangen.documents.role_cards.card import Card, Matter
from plangen.documents.role_cards.lines import (
    call,
    duties,
    hotline_call,
    part,
    prohibitions,
)
from plangen.model.drill import Participants
from plangen.model.duties import played_steps, steps_of
from plangen.model.organisation import Department, Outside, Post, ResponseTeam
from plangen.model.plan import Plan
from plangen.model.timeline import ALL_DEPARTMENTS

_ALONE = "演练流程没有给本角色安排单独的步骤，按照下列职责行动。"


def other_cards(draft: Draft) -> Iterator[Card]:
    """In the order in which they are handed out: departments, teams, command centre, outsiders who act."""
    plan = draft.plan
    seen: dict[str, int] = {}
    for participants in plan.drill.participants:
        seen[participants.department] = seen.get(participants.department, 0) + 1
        yield _participants(draft, participants, seen[participants.department])
    for team in plan.organisation.response_teams:
        yield _team(draft, team)
    yield from _centre(draft)
    acting = {step.owner for _, step in played_steps(plan)}
    for outside in plan.organisation.outside:
        if outside.id in acting:
            yield _outside(draft, outside)


def _participants(draft: Draft, participants: Participants, number: int) -> Card:
    plan = draft.plan
    department = plan.departments.get(participants.department)
    title = f"{plan.party(participants.department)}参演人员"
    forms = ["签到表", "应急处置过程记录表（本部门）"]
    if plan.forms.complaint_by == participants.department:
        forms.insert(1, "消费者投诉信息表")
    return _card(
        draft,
        key=f"card-participants-{participants.department}" + (f"-{number}" if number > 1 else ""),
        owner=participants.department,
        title=title,
        facts=(
            ("人数", amount(participants.count, "人")),
            ("部门", plan.party(participants.department)),
            ("人员", participants.people),
        ),
        owners=(participants.department, ALL_DEPARTMENTS),
        work=participants.tasks,
        forms=forms,
        calls=_department_calls(plan, department),
        above=_above(plan, department),
    )


def _team(draft: Draft, team: ResponseTeam) -> Card:
    plan = draft.plan
    department = plan.departments.get(team.department)
    return _card(
        draft,
        key=f"card-{team.id}",
        owner=team.id,
        title=team.title,
        facts=(("电话", ""), ("派出部门", plan.party(team.department)), ("人员要求", team.people)),
        owners=(team.id,),
        work=team.duties,
        forms=("签到表", "物资领用、归还登记"),
        calls=_department_calls(plan, department),
        above=_above(plan, department),
    )


def _centre(draft: Draft) -> Iterator[Card]:
    """Those who work in the command centre, or answers the hotline, without a post of his own."""
    plan = draft.plan
    leader = plan.posts.get(plan.organisation.team.leader)
    roles: list[tuple[str, str, str | None, Sequence[str], str]] = [
        (f"card-centre-{number}", f"应急指挥中心{staff.title}人员", staff.people, staff.duties, "指挥决策记录")
        for number, staff in enumerate(plan.command.centre.staff, start=1)
        if not staff.posts
    ]
    hotline = plan.reporting.hotline
    if hotline.post is None:
        roles.append(("card-hotline", "信息报告热线接听人员", hotline.operator, hotline.duties, "热线来电记录"))
    for key, title, people, work, form in roles:
        yield _card(
            draft,
            key=key,
            title=title,
            person=people or "",
            facts=(("电话", ""), ("岗位", title), ("地点", plan.command.centre.room)),
            owners=(),
            work=work,
            forms=("签到表", form),
            calls=list(call("上级", leader)),
            above=leader,
        )


def _outside(draft: Draft, outside: Outside) -> Card:
    plan = draft.plan
    leader = plan.posts.get(plan.organisation.team.leader)
    return _card(
        draft,
        key=f"card-{outside.id}",
        owner=outside.id,
        title=outside.title,
        facts=(("电话", outside.contact or ""), ("单位", outside.title), ("演练职务", "外部单位和人员")),
        owners=(outside.id,),
        work=(),
        forms=("签到表",),
        calls=list(call("现场指挥", leader)),
        above=leader,
    )


def _card(
    draft: Draft,
    *,
    key: str,
    owner: str = "",
    title: str,
    facts: tuple[tuple[str, str], ...],
    person: str = "",
    owners: Sequence[str],
    work: Sequence[str],
    forms: Sequence[str],
    calls: Sequence[str],
    above: Post | None,
) -> Card:
    steps = steps_of(draft.plan, owners)
    superior = f"重要情况随时报告{above.title}" if above else ""
    return Card(
        key=key,
        owner=owner,
        role=title,
        person=person,
        facts=facts,
        duties=duties(draft, steps),
        idle=_ALONE,
        parts=(
            part(Matter.WORK, "任务" if owners else "职责", work),
            part(Matter.DECISIONS, "决策权限", ["不作处置决策，按照指令行动"]),
            part(Matter.REPORTS, "报告", [superior]),
            part(Matter.FORMS, "填写", ["、".join(forms)]),
            part(Matter.CONTACTS, "联系", (hotline_call(draft.plan), *calls)),
            part(Matter.PROHIBITIONS, "禁止", prohibitions(draft.plan)),
        ),
    )


def _above(plan: Plan, department: Department | None) -> Post | None:
    head = plan.posts.get(department.head or "") if department else None
    return head or plan.posts.get(plan.organisation.team.leader)


def _department_calls(plan: Plan, department: Department | None) -> list[str]:
    if department is None:
        return []
    return [
        *call("部门负责人", plan.posts.get(department.head or "")),
        *call("信息收集员", plan.posts.get(department.collector or "")),
        *(f"部门频道：{each.name}" for each in plan.resources.channels if each.department == department.id),
    ]

"""Corrections and withdrawals: of a notice that was issued, by kinds that are there for it, saying what they must."""

import datetime
from collections.abc import Callable

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.case import Case
from plangen.model.plan import Plan
from plangen.model.values import is_time, parse_time, shown

_KINDS = """# communication.yaml
notices:
  - {id: recall, title: 召回公告, template: recall.docx, audience: 消费者}
  - {id: bulletin, title: 事件通报, template: bulletin.docx, audience: 社会公众}
  - {id: correction, title: 更正公告, template: correction.docx, audience: 消费者, act: 更正}
# incidents/kettle.yaml
id: kettle
title: 电热水壶召回
scenario: fault
notices: [recall]
incident: {name: 电热水壶质量问题}
"""
_HASHES = 'sha256: "' + "0123456789abcdef" * 4 + '"\ntemplate: t\nhouse: h\ncontent: c\n'
_ISSUED = (
    "# issued/kettle--recall--20260302-1405.yaml\ncase: kettle\nkind: recall\ntime: 2026-03-02 14:05\n"
    f"file: 召回公告.docx\n{_HASHES}"
)
_FACTS = "incident: {original: {title: 召回公告, issued: 2026-03-02}}\n"


def _case(concerns: str = "2026-03-02 14:05", notices: str = "[correction]", facts: str = _FACTS) -> str:
    """A plan whose notice was issued, and a correction of it."""
    link = f"concerns: {{case: kettle, kind: recall, time: {concerns}}}\n" if concerns else ""
    return (
        f"{_KINDS}{_ISSUED}# incidents/kettle-c1.yaml\nid: kettle-c1\ntitle: 电热水壶召回更正1\nscenario: fault\n"
        f"{link}notices: {notices}\n{facts}"
    )


def _record(time: str) -> str:
    """The record of a correction that was issued."""
    return (
        _case()
        + "# issued/kettle-c1--correction--20260303-0900.yaml\ncase: kettle-c1\nkind: correction\n"
        + f"time: 2026-03-03 09:00\nfile: 更正公告.docx\n{_HASHES}act: 更正\n"
        + f"concerns: {{case: kettle, kind: recall, time: {time}}}\n"
    )


NEVER_ISSUED = rule(
    "I130",
    WARNING,
    title=("要更正或者撤回的通知没有发布记录", "a correction of what was never issued"),
    why=("没有发布过的通知直接改，不需要更正；记录丢了的，无法说明更正的是哪一份", "only what went out is set right"),
    message=("没有 {notice} 于 {time} 发布的记录", "there is no record that {notice} was issued at {time}"),
    hint=(
        "恢复 source/issued/ 里的发布记录；没有发布过的，删除这个文件，直接改原来的事件文件",
        "restore the record under source/issued/; if it never went out, delete this file and edit the incident itself",
    ),
    bad=_case("2026-03-02 18:00"),
    good=_case(),
)
NO_LINK = rule(
    "I131",
    WARNING,
    title=("更正或者撤回没有写明针对哪一份通知", "a correction of nothing"),
    why=("更正、撤回公告必须写明针对哪一份通知，发布以后才对得上", "it has to say which notice it sets right"),
    message=("“{title}”要发布“{kind}”，但没有写 concerns", "'{title}' is to issue '{kind}' and has no 'concerns'"),
    hint=(
        "删去这种通知，用 plangen notices correct 或者 withdraw 开始更正、撤回",
        "remove the kind, and begin it with plangen notices correct or withdraw",
    ),
    bad=_case("", facts="incident: {name: 电热水壶质量问题}\n"),
    good=_case(),
)
NO_ACT = rule(
    "I132",
    WARNING,
    title=("更正文件里的通知不是更正或者撤回", "a notice that sets nothing right among corrections"),
    why=(
        "新的事实写在原来的事件里，另外的通知也从那里发布，审批和时限才不会分成两处",
        "other notices of the incident belong to the incident itself, with their approvals and deadlines",
    ),
    message=(
        "“{title}”针对已经发布的通知，但“{kind}”没有 act（更正或者撤回）",
        "'{title}' concerns an issued notice, but '{kind}' corrects or withdraws nothing (it has no 'act')",
    ),
    hint=(
        "在 notices 里只写更正、撤回的通知种类；种类写错的，在 communication.yaml 给它加 act",
        "name only kinds that correct or withdraw; give the kind an 'act' in communication.yaml if it is one",
    ),
    bad=_case(notices="[correction, bulletin]"),
    good=_case(),
)
OTHER_DAY = rule(
    "I133",
    WARNING,
    title=("原通知的发布日期与记录不一致", "another date than that of the notice concerned"),
    why=("读者按名称和日期辨认原通知", "readers find the notice by its title and date"),
    message=("原通知写的是{said}发布，记录是{time}", "the notice concerned is dated {said}, its record says {time}"),
    hint=("照发布记录改正 original 的 issued", "correct 'issued' of 'original' by the record"),
    bad=_case(facts=_FACTS.replace("03-02", "03-01")),
    good=_case(),
)
SAME = rule(
    "I134",
    WARNING,
    title=("更正前后的内容相同", "a correction that changes nothing"),
    why=("读者看不出更正了什么", "readers cannot tell what was wrong"),
    message=("有误内容和正确内容都是“{text}”", "what was wrong and what is right both say '{text}'"),
    hint=("“有误内容”照抄原通知，“正确内容”写更正后的", "copy what the notice said, and write what is right"),
    bad=_case(facts="incident: {correction: {points: [{wrong: 400-000-0000, right: 400-000-0000}]}}\n"),
    good=_case(facts="incident: {correction: {points: [{wrong: 400-000-0000, right: 400-000-0001}]}}\n"),
)
LOST = rule(
    "A290",
    WARNING,
    title=("更正或者撤回的发布记录对不上", "a correction's record without the record that it names"),
    why=(
        "少了原来的记录，就无法证明更正、撤回的是什么",
        "without the earlier record nobody can prove what was set right",
    ),
    message=("记录里写的 {notice}（{time} 发布）没有发布记录", "there is no record of {notice}, issued at {time}"),
    hint=("从备份或者历史版本恢复 source/issued/ 里的记录", "restore the record under source/issued/"),
    bad=_record("2026-03-02 18:00"),
    good=_record("2026-03-02 14:05"),
)


def never_issued(plan: Plan, case: Case) -> Found:
    if case.concerns and case.concerns.key not in {each.key for each in plan.issued}:
        values = {"notice": f"{case.concerns.case}/{case.concerns.kind}", "time": case.concerns.time}
        yield Finding(rule=NEVER_ISSUED, at=case.where("concerns"), values=values)


def no_link(plan: Plan, case: Case) -> Found:
    for kind in plan.kinds_of(case) if case.concerns is None else ():
        if kind.act:
            values = {"title": case.title, "kind": kind.title}
            yield Finding(rule=NO_LINK, at=case.where("notices"), values=values)


def no_act(plan: Plan, case: Case) -> Found:
    for kind in plan.kinds_of(case) if case.concerns else ():
        if not kind.act:
            values = {"title": case.title, "kind": kind.title}
            yield Finding(rule=NO_ACT, at=case.where("notices"), values=values)


def other_day(_plan: Plan, case: Case) -> Found:
    original, concerns = case.incident.original, case.concerns
    said = shown(original.issued) if original and isinstance(original.issued, datetime.date) else ""
    if original and concerns and said and is_time(concerns.time):
        day = shown(parse_time(concerns.time).date())
        if said != day:
            yield Finding(rule=OTHER_DAY, at=original.where("issued"), values={"said": said, "time": day})


def same(_plan: Plan, case: Case) -> Found:
    for point in case.incident.correction.points if case.incident.correction else ():
        wrong, right = (" ".join((text or "").split()) for text in (point.wrong, point.right))
        if wrong and wrong == right:
            yield Finding(rule=SAME, at=point.where("right"), values={"text": right})


def lost(plan: Plan) -> Found:
    issued = {each.key for each in plan.issued}
    for record in plan.issued:
        if record.concerns and record.concerns.key not in issued:
            values = {"notice": f"{record.concerns.case}/{record.concerns.kind}", "time": record.concerns.time}
            yield Finding(rule=LOST, at=record.where("concerns"), values=values)


_OF_A_CASE = {
    NEVER_ISSUED: never_issued,
    NO_LINK: no_link,
    NO_ACT: no_act,
    OTHER_DAY: other_day,
    SAME: same,
}


def against(plan: Plan, case: Case) -> Found:
    """Everything that is wrong with what one case says of the notice that it sets right."""
    for find in _OF_A_CASE.values():
        yield from find(plan, case)


def _of_all(find: Callable[[Plan, Case], Found]) -> Callable[[Plan], Found]:
    return lambda plan: (finding for case in plan.incidents for finding in find(plan, case))


CHECKS = (
    *(Check(rule=found, run=_of_all(find)) for found, find in _OF_A_CASE.items()),
    Check(rule=LOST, run=lost),
)

"""Records of issue: of a notice that there is, of a real incident, with a whole hash, a time, its own channels."""

import re

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.values import is_time

_CASE = """# incidents/kettle.yaml
id: kettle
title: 电热水壶召回
scenario: fault
notices: [recall]
incident: {name: 电热水壶质量问题}
"""
_HASH = "0123456789abcdef" * 4


def _record(case: str = "kettle", sha256: str = _HASH, time: str = "2026-03-01 14:05") -> str:
    """A record as in an example."""
    return (
        f"{_CASE}# issued/{case}--recall--20260301-1405.yaml\ncase: {case}\nkind: recall\ntime: {time}\n"
        f'file: 召回公告.docx\nsha256: "{sha256}"\ntemplate: t\nhouse: h\ncontent: c\n'
    )


UNKNOWN = rule(
    "A106",
    WARNING,
    title=("发布记录的通知不存在", "issue record for a notice that does not exist"),
    why=("编号改了，发布记录就没有对象", "the notice that this record is about no longer exists"),
    message=("没有通知“{notice}”", "there is no notice '{notice}'"),
    hint=("现有的通知：{known}", "the notices are {known}"),
    bad=_record(case="flood"),
    good=_record(),
)
DRILL = rule(
    "A107",
    WARNING,
    title=("演练的通知有发布记录", "issue record for a notice of the drill"),
    why=("演练的通知不得发布；留有记录说明可能误发", "a drill's notice is never issued; it may have gone out"),
    message=("“{case}”是演练场景，不是真实事件", "'{case}' is a scenario of the drill, not a real incident"),
    hint=(
        "查清有没有误发；误发的立即更正，再删除这份记录",
        "find out whether it went out, set it right outside, and delete the record",
    ),
    bad=_record(case="fault"),
    good=_record(),
)
BAD_HASH = rule(
    "A108",
    WARNING,
    title=("发布记录的文件指纹有误", "malformed hash in an issue record"),
    why=("指纹不完整就无法证明发布的是哪一份文件", "without a whole hash nobody can prove which file went out"),
    message=("“{text}”不是 SHA-256（64 位十六进制数）", "'{text}' is not a SHA-256 hash (64 hexadecimal digits)"),
    hint=("从备份或者历史版本恢复这份记录，不要手工改", "restore the record; it is not to be edited by hand"),
    bad=_record(sha256=_HASH[:-1]),
    good=_record(),
)
BAD_TIME = rule(
    "A109",
    WARNING,
    title=("发布记录的时间有误", "malformed time in an issue record"),
    why=("发布时间是判断法定时限的依据", "statutory deadlines are judged by it"),
    message=("“{text}”不是发布时间", "'{text}' is not a time of issue"),
    hint=("写成 2026-03-01 14:05", "write it as 2026-03-01 14:05"),
    bad=_record(time="三月一日"),
    good=_record(),
)


WRONG_CHANNEL = rule(
    "A272",
    WARNING,
    title=("发布记录的渠道不是这种通知的渠道", "issued through a channel that is not its kind's"),
    why=(
        "内部材料和给本人的告知书可能已经公开；按记录核对，才能及时补救",
        "an internal paper or a personal letter may have gone public; what the record says has to be looked into",
    ),
    message=("“{kind}”的记录写着经“{channel}”发布", "'{kind}' was recorded to have gone out by '{channel}'"),
    hint=(
        "它的渠道：{known}。查清是否真的在那里发布过；是的，立即撤下并按撤回办理，不是的，这份记录不要改，写明情况留存",
        (
            "its channels are {known}. Find out whether it really went out there; if so, take it down and withdraw it;"
            " leave the record as it is"
        ),
    ),
    bad="# communication.yaml\nnotices:\n  - {id: recall, title: 召回公告, template: recall.docx, audience: 消费者,"
    " channels: [公司网站]}\n" + _record() + "channels:\n  - {channel: 新闻发布会, text: 全文, post: service-head}\n",
    good="# communication.yaml\nnotices:\n  - {id: recall, title: 召回公告, template: recall.docx, audience: 消费者,"
    " channels: [公司网站]}\n" + _record() + "channels:\n  - {channel: 公司网站, text: 全文, post: service-head}\n",
)
SAME_NUMBER = rule(
    "A283",
    WARNING,
    title=("发布编号重复", "a number given twice"),
    why=("两份通知同一个编号，登记簿就对不上", "two notices of one number cannot be told apart in the register"),
    message=("编号 {number} 已经给了 {other}", "{number} was given to {other} before"),
    hint=(
        "多半是两台电脑分别发布、没有先取得对方的记录；商定保留哪一个，另一个改用没有用过的编号，并写明原因",
        (
            "two machines issued without knowing of each other; agree on which of them keeps it and give the other a"
            " number that is free"
        ),
    ),
    bad=f"{_record()}number: 公2026-001\n"
    + _record(time="2026-03-02 14:05").replace(_CASE, "").replace("20260301", "20260302")
    + "number: 公2026-001\n",
    good=f"{_record()}number: 公2026-001\n"
    + _record(time="2026-03-02 14:05").replace(_CASE, "").replace("20260301", "20260302")
    + "number: 公2026-002\n",
)


def issued_unknown(plan: Plan) -> Found:
    known = [f"{case.id}/{kind.id}" for case in plan.cases.values() for kind in plan.kinds_of(case)]
    for record in plan.issued:
        name = f"{record.case}/{record.kind}"
        if name not in known:
            yield Finding(rule=UNKNOWN, at=record.where("case"), values={"notice": name, "known": known})


def issued_drill(plan: Plan) -> Found:
    for record in plan.issued:
        if isinstance(plan.cases.get(record.case), Scenario):
            yield Finding(rule=DRILL, at=record.where("case"), values={"case": record.case})


def bad_hash(plan: Plan) -> Found:
    for record in plan.issued:
        if not re.fullmatch(r"[0-9a-f]{64}", record.sha256):
            yield Finding(rule=BAD_HASH, at=record.where("sha256"), values={"text": record.sha256})


def bad_time(plan: Plan) -> Found:
    for record in plan.issued:
        if not is_time(record.time):
            yield Finding(rule=BAD_TIME, at=record.where("time"), values={"text": record.time})


def wrong_channel(plan: Plan) -> Found:
    """What was issued since kinds have a reach was held against their channels then; they may have others now."""
    for record in plan.issued:
        kind = plan.notices.get(record.kind)
        for number, each in enumerate(record.channels if kind else ()):
            assert kind is not None
            known = plan.communication.channels_of(kind)
            is_public = each.channel in plan.communication.channels
            if each.channel not in known and (record.reach is None or (is_public and kind.reach != "公开")):
                values = {"kind": kind.title, "channel": each.channel, "known": list(known) or ["—"]}
                yield Finding(rule=WRONG_CHANNEL, at=record.where("channels", number, "channel"), values=values)


def same_number(plan: Plan) -> Found:
    first: dict[str, str] = {}
    for record in plan.issued:
        if record.number:
            if record.number in first:
                values = {"number": record.number, "other": first[record.number]}
                yield Finding(rule=SAME_NUMBER, at=record.where("number"), values=values)
            first.setdefault(record.number, f"{record.case}/{record.kind} {record.time}")


CHECKS = (
    Check(rule=UNKNOWN, run=issued_unknown),
    Check(rule=DRILL, run=issued_drill),
    Check(rule=BAD_HASH, run=bad_hash),
    Check(rule=BAD_TIME, run=bad_time),
    Check(rule=WRONG_CHANNEL, run=wrong_channel),
    Check(rule=SAME_NUMBER, run=same_number),
)

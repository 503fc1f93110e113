"""One change of each kind, in all kinds of source file and template: what the diff says of it.

A row holds what becomes of which files, and the lines that tell it; whatever is not told has to be named.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import pytest
from docx.shared import Pt

from plangen.pipeline.revisions.comparison import Compared, compare_versions
from plangen.pipeline.revisions.versions import working
from plangen.reporting.revisions.comparison import compared_text
from plangen.reporting.style import Style
from plangen.workspace.project import Files
from tests.revisions.test_files_told import FILES, HOUSE, LAYOUT, LOCKED, SMS, saved

Changed: TypeAlias = Mapping[str, bytes | None]
Row: TypeAlias = tuple[Changed, Changed, tuple[str, ...]]
"""What stands beside the sample, what becomes of it, and what is told: all lines that begin with a sign, and others."""

ORGANISATION, TIMELINE, PLAN = "source/organisation.yaml", "source/timeline.yaml", "source/plan.yaml"
RESOURCES, DRILL, RECORD = "source/resources.yaml", "source/drill.yaml", "source/revisions/v1.0.yaml"
LEAK, INJECTS = "source/scenarios/data-leak.yaml", "source/injects/data-leak.yaml"
LEGAL, CALENDAR = "source/legal/sets/personal-data.yaml", "source/calendars/2025.yaml"
COMMUNICATION, REMARK, LOGO = "source/communication.yaml", "source/备注.txt", "templates/logo.png"
NFC, NFD = (f"source/{unicodedata.normalize(form, 'é')}-附件.txt" for form in ("NFC", "NFD"))


def put(path: str, *edits: str | tuple[str, str]) -> dict[str, bytes | None]:
    """A file with passages in other words: pairs of old and new, or a single old one and its new one."""
    pairs = [each for each in edits if isinstance(each, tuple)] or [(str(edits[0]), str(edits[1]))]
    text = FILES[path].decode()
    for was, now in pairs:
        assert was in text, (path, was)
        text = text.replace(was, now, 1)
    return {path: text.encode()}


def renamed(old: str, new: str, *more: tuple[str, str]) -> dict[str, bytes | None]:
    """An id renamed wherever it is used."""
    found = {path: raw.decode() for path, raw in FILES.items() if path.endswith(".yaml") and old.encode() in raw}
    for was, now in ((old, new), *more):
        found = {path: text.replace(was, now) for path, text in found.items()}
    return {path: text.encode() for path, text in found.items()}


def swapped(path: str, first: str, second: str) -> dict[str, bytes | None]:
    text = FILES[path].decode()
    assert first in text
    assert second in text
    return {path: text.replace(first, "\0").replace(second, first).replace("\0", second).encode()}


def without(path: str, start: str, end: str) -> dict[str, bytes | None]:
    text = FILES[path].decode()
    return {path: (text[: text.index(start)] + text[text.index(end) :]).encode()}


def both(*changes: Changed) -> dict[str, bytes | None]:
    return {path: raw for each in changes for path, raw in each.items()}


def template(edit: Callable[[Any], object]) -> dict[str, bytes | None]:
    return {SMS: saved(SMS, edit)}


SATELLITE = "{id: satellite-phones, title: 卫星电话, category: 通讯, quantity: !todo 卫星电话数量,"
CLIENTS = (
    "  - department: customer-service\n    people: 客服人员\n    count: 3\n"
    "    tasks: [接待模拟投诉的消费者, 详细记录投诉信息]\n"
)
TESTERS = "  - department: quality\n    people: 技术人员\n    count: 2\n    tasks: [检测模拟的产品质量故障]\n"
CHECKING, SUPPORT = "      - 对整改后的产品进行抽样检验\n", "      - 为事件处置提供法律支持\n"
SAYS = "类别：通讯；数量：【待填写：卫星电话数量】；单位：部；用途：备用通讯；保管部门：IT部门"
ORDER = "number: !todo 文件编号\ncompany: !todo 公司全称\n"
MUSTER = (
    "      - id: muster\n        title: 集结与检查\n        owner: all-departments\n"
    "        action: 部门负责人集合参演人员，传达指令，检查人员和物资到位情况\n"
    "        limit: 5分钟\n        after: order\n        needs: [{item: walkie-talkies}]\n"
)
COLLECT = "      - id: collect-complaints\n"
INCIDENT = (
    "id: kettle-2026\ntitle: 电热水壶召回\nscenario: product-quality\nnotices: [recall-notice]\n"
    "incident:\n  name: 电热水壶\n"
    "  date: 2026-03-01\n  summary: 同一批次电热水壶底座异常发热\n  hotline: 400-000-0000\n  issued: 2026-03-02\n"
)
APPROVAL = (
    "case: data-leak\nkind: leak-bulletin\napprovals:\n  - stage: draft\n    by: legal-head\n    name: 赵起草\n"
    "    date: 2025-06-20\n"
    + "".join(f"    {key}: {'0' * 64}\n" for key in ("template", "house", "content"))
    + f"    facts: [a {'0' * 12}]\n"
)
NOTHING: Changed = {}
ONLY = "只有写法不同"

ROWS: dict[str, Row] = {
    "form": (
        NOTHING,
        put(DRILL, "form: 实战演练", "form: [桌面推演, 功能演练]"),
        ("~ 演练形式 实战演练 → 桌面推演、功能演练",),
    ),
    "sessions": (
        NOTHING,
        put(DRILL, "hours: {start: 9:00, end: 17:00}", "sessions: [{id: day, start: 9:00, end: 17:00}]"),
        (
            "- 删除演练起止时间“演练时间”：开始：9:00；结束：17:00",
            "+ 增加演练时段“9:00至17:00”：开始：9:00；结束：17:00",
        ),
    ),
    "session gets an id": (
        put(DRILL, "hours: {start: 9:00, end: 17:00}", "sessions: [{start: 9:00, end: 17:00}]"),
        put(DRILL, "hours: {start: 9:00, end: 17:00}", "sessions: [{id: day, start: 9:00, end: 17:00}]"),
        ("~ 9:00至17:00：编号 （无） → day",),
    ),
    "venues": (
        NOTHING,
        put(
            DRILL,
            "scenarios: [product",
            "venues: [{id: mall, title: 门店, departments: [marketing]}]\nscenarios: [product",
        ),
        ("+ 增加分会场“门店”：部门：市场营销部",),
    ),
    "place": (
        put(DRILL, "scenarios: [product", "venues: [{id: mall, title: 门店}]\nscenarios: [product"),
        both(
            put(DRILL, "scenarios: [product", "venues: [{id: mall, title: 门店}]\nscenarios: [product"),
            put(INJECTS, "    way: 电话", "    place: mall\n    way: 电话"),
        ),
        ("+ 消费者信息泄露 › 消费者反映诈骗电话：增加投放地点：门店",),
    ),
    "shift": (
        NOTHING,
        put(
            DRILL,
            ("hours: {start: 9:00, end: 17:00}", "sessions: [{id: day, title: 日班, start: 9:00, end: 17:00}]"),
            ("count: 3", "count: 3\n    sessions: [day]"),
        ),
        (
            "- 删除演练起止时间“演练时间”：开始：9:00；结束：17:00",
            "+ 增加演练时段“日班”：开始：9:00；结束：17:00",
            "+ 客户服务部：增加参加时段：日班",
        ),
    ),
    "limit": (
        NOTHING,
        put(TIMELINE, "limit: 3小时", "limit: 2小时"),
        ("~ 应急处置 › 封堵泄露源头：时限 3小时 → 2小时",),
    ),
    "id renamed everywhere": (
        NOTHING,
        renamed("media-liaison-officer", "media-officer"),
        ("= 媒体沟通专员：编号 media-liaison-officer → media-officer（12 处引用随之改变）",),
    ),
    "id and title at once": (
        NOTHING,
        renamed("media-liaison-officer", "media-officer", ("title: 媒体沟通专员,", "title: 新闻发言人,")),
        (
            "= 媒体沟通专员：编号 media-liaison-officer → media-officer（12 处引用随之改变）",
            "~ 媒体沟通专员：岗位名称 媒体沟通专员 → 新闻发言人",
        ),
    ),
    "two swapped": (NOTHING, swapped(DRILL, CLIENTS, TESTERS), ("> 参演人员“质量管理部”移至第 1 项",)),
    "todo filled": (NOTHING, put(PLAN, "!todo 文件编号", "XB-01"), ("~ 文件编号 【待填写：文件编号】 → XB-01",)),
    "todo's text": (
        NOTHING,
        put(PLAN, "!todo 文件编号", "!todo 公文编号"),
        ("~ 文件编号 【待填写：文件编号】 → 【待填写：公文编号】",),
    ),
    "legal basis": (
        NOTHING,
        put(LEGAL, "并通知，没有规定小时数", "并通知"),
        ("~ 个人信息 › 通知履行个人信息保护职责的部门：规定内容 …即采取补救措施并通知[-，没有规定小时数-]",),
    ),
    "holiday": (
        NOTHING,
        put(CALENDAR, "last: 2025-02-04", "last: 2025-02-05"),
        ("~ 2025 › 春节：最后一天 2025年2月4日 → 2025年2月5日",),
    ),
    "inject deleted": (
        NOTHING,
        without(INJECTS, "  - id: dl-02", "  - id: dl-03"),
        ("- 消费者信息泄露：删除导调事件“异常访问告警”",),
    ),
    "word in a long text": (
        NOTHING,
        put(INJECTS, "反复读取客户", "反复下载客户"),
        ("~ 消费者信息泄露 › 异常访问告警：内容 …地址使用维护账号反复[-读取-]{+下载+}客户信息数据库，流量…",),
    ),
    "duty to another department": (
        NOTHING,
        put(ORGANISATION, (CHECKING, ""), (SUPPORT, SUPPORT + CHECKING)),
        (
            "- 质量管理部：删除应急职责：对整改后的产品进行抽样检验",
            "+ 法务部：增加应急职责：对整改后的产品进行抽样检验",
        ),
    ),
    "number": (NOTHING, put(DRILL, "count: 3", "count: 30"), ("~ 客户服务部：人数 3 → 30",)),
    "text in two": (
        NOTHING,
        put(ORGANISATION, "起草公开通知，防控法律风险", "起草公开通知\n      - 防控法律风险"),
        ("~ 法务部：应急职责 起草公开通知，防控法律风险 → 起草公开通知", "+ 法务部：增加应急职责：防控法律风险"),
    ),
    "step to another phase": (
        NOTHING,
        put(TIMELINE, (MUSTER, ""), (COLLECT, MUSTER + COLLECT)),
        ("> 演练启动：步骤“集结与检查”移至“信息收集与报告”第 1 项",),
    ),
    "optional field removed": (
        NOTHING,
        put(TIMELINE, "        every: 10分钟\n", ""),
        ("- 信息收集与报告 › 收集投诉信息：删除报告间隔：10分钟",),
    ),
    "one comma": (
        NOTHING,
        put(PLAN, "力，切实", "力、切实"),
        ("~ 演练目的 …急响应和协同处置能力[-，-]{+、+}切实维护消费者合法权…",),
    ),
    "record's approver": (
        NOTHING,
        put(RECORD, "!todo 批准人", "王批准"),
        ("~ v1.0：批准人 【待填写：批准人】 → 王批准",),
    ),
    "record deleted": (NOTHING, {RECORD: None}, ("- 删除修订记录“v1.0”",)),
    "post renamed": (
        NOTHING,
        put(ORGANISATION, "title: 媒体沟通专员,", "title: 媒体联络专员,"),
        ("~ 媒体沟通专员：岗位名称 媒体沟通专员 → 媒体联络专员",),
    ),
    "scenarios in another order": (
        NOTHING,
        put(DRILL, "[product-quality, data-leak,", "[data-leak, product-quality,"),
        ("> 演练场景“消费者信息泄露”移至第 1 项",),
    ),
    "leadership to a department": (
        NOTHING,
        put(ORGANISATION, "title: 副总经理, leadership: true,", "title: 副总经理, department: legal,"),
        ("+ 副总经理：增加所属部门：法务部", "~ 副总经理：公司领导 是 → 否"),
    ),
    "drill date": (
        NOTHING,
        put(DRILL, "date: 2024-12-10", "date: 2025-12-10"),
        ("~ 演练日期 2024年12月10日 → 2025年12月10日",),
    ),
    "tasks swapped": (
        NOTHING,
        put(DRILL, "[接待模拟投诉的消费者, 详细记录投诉信息]", "[详细记录投诉信息, 接待模拟投诉的消费者]"),
        ("> 客户服务部：演练任务“详细记录投诉信息”移至第 1 项",),
    ),
    "duty added": (
        NOTHING,
        put(
            ORGANISATION,
            "      - 通知、安抚消费者并解答疑问\n",
            "      - 通知、安抚消费者并解答疑问\n      - 每日汇总\n",
        ),
        ("+ 客户服务部：增加应急职责：每日汇总",),
    ),
    "item in place of another one": (
        NOTHING,
        put(
            RESOURCES,
            SATELLITE,
            SATELLITE.replace("satellite-phones", "flares").replace("title: 卫星电话", "title: 信号弹"),
        ),
        (
            f"- 删除物资“卫星电话”：{SAYS}",
            f"+ 增加物资“信号弹”：{SAYS}",
        ),
    ),
    "id that nothing refers to": (
        NOTHING,
        put(RESOURCES, "satellite-phones", "sat-phones"),
        ("= 卫星电话：编号 satellite-phones → sat-phones",),
    ),
    "incident": (
        NOTHING,
        {"source/incidents/kettle-2026.yaml": INCIDENT.encode()},
        ("+ 增加突发事件“电热水壶召回”",),
    ),
    "approval": (
        NOTHING,
        {"source/approvals/data-leak--leak-bulletin.yaml": APPROVAL.encode()},
        (
            "+ 增加通知审批“消费者信息泄露　个人信息安全事件通报”：",
            "赵起草（环节：起草；岗位：法务部负责人；日期：2025年6月20日",
        ),
    ),
    "text that looks the same": (
        put(PLAN, "title: 消费者", "title: Café消费者"),
        put(PLAN, "title: 消费者", unicodedata.normalize("NFD", "title: Café消费者")),
        ("~ 计划名称 ", "消费者保护应急预案演练计划（字符的编码不同，看起来一样）"),
    ),
    "other unit": (NOTHING, put(TIMELINE, "limit: 5小时", "limit: 300分钟"), (ONLY, TIMELINE)),
    "quotes": (
        NOTHING,
        put(PLAN, "title: 消费者保护应急预案演练计划", 'title: "消费者保护应急预案演练计划"'),
        (ONLY, PLAN),
    ),
    "order of keys": (NOTHING, put(PLAN, ORDER, "".join(reversed(ORDER.splitlines(keepends=True)))), (ONLY, PLAN)),
    "file renamed": (
        NOTHING,
        {LEAK: None, "source/scenarios/leak.yaml": FILES[LEAK]},
        (ONLY, f"{LEAK} → source/scenarios/leak.yaml"),
    ),
    "full-width digit": (NOTHING, put(TIMELINE, "limit: 3小时", "limit: ３小时"), (ONLY, TIMELINE)),
    "blank lines": (NOTHING, put(PLAN, "\npurposes", "\n\n\npurposes"), (ONLY, PLAN)),
    "09:00": (NOTHING, put(TIMELINE, "time: 9:00", "time: 09:00"), (ONLY, TIMELINE)),
    "comment": (NOTHING, put(PLAN, "# 审批页", "# 老板：审批页"), (ONLY, PLAN)),
    "template saved again": (NOTHING, {SMS: saved(SMS)}, (ONLY, SMS)),
    "remark": ({REMARK: "待办一".encode()}, {REMARK: "待办二".encode()}, (f"~ {REMARK}", "待办[-一-]{+二+}")),
    "logo that is new": (NOTHING, {LOGO: b"\x89PNG 1"}, (f"+ {LOGO}",)),
    "logo": ({LOGO: b"\x89PNG 1"}, {LOGO: b"\x89PNG 22"}, (f"~ {LOGO}", "另一张图片，大小 6 字节 → 7 字节")),
    "unreadable": (
        NOTHING,
        {TIMELINE: b"phases: [\n"},
        ("工作文件 的 timeline 用本版程序读不出来，没有比较", "其余部分没有差别；上面列出的部分没有比较"),
    ),
    "template's words": (
        NOTHING,
        template(lambda each: each.paragraphs[0].runs[0].add_text("（新）")),
        (f"~ {SMS}（通知模板“短信通知”）", "文字 短信通知 → 短信通知（新）"),
    ),
    "template's look": (
        NOTHING,
        template(lambda each: setattr(each.paragraphs[1].runs[0].font, "bold", True)),
        (f"~ {SMS}（通知模板“短信通知”）", "段落“说明：标题和本说明不发送。含【公司简称】不超过…”的加粗 按样式 → 是"),
    ),
    "house": (
        NOTHING,
        {HOUSE: saved(HOUSE, lambda each: setattr(each.styles["公文居中"].font, "size", Pt(15)))},
        (f"~ {HOUSE}（公文模板）", "样式“公文居中”的字号 16磅 → 15磅"),
    ),
    "layout": (NOTHING, put(LAYOUT, "top_mm: 37", "top_mm: 40"), (f"~ {LAYOUT}（版式）", "page.top_mm 37 → 40")),
    "locked passages": (
        NOTHING,
        put(LOCKED, "也不会要求转账", "更不会要求转账"),
        (f"~ {LOCKED}（固定条款）", "no-password.text …具索要密码、验证码，[-也-]{+更+}不会要求转账。"),
    ),
    "template renamed": (
        NOTHING,
        both(
            {SMS: None, "templates/notices/text.docx": FILES[SMS]},
            put(COMMUNICATION, "template: sms.docx", "template: text.docx"),
        ),
        ("~ 短信通知：模板 sms.docx → text.docx", f"{SMS} → templates/notices/text.docx"),
    ),
}
NOT_SHOWN = ("不逐项显示", "不逐项比较")


def compared(beside: Changed, changed: Changed) -> Compared:
    old = {path: raw for path, raw in {**FILES, **beside}.items() if raw is not None}
    new = {path: raw for path, raw in {**old, **changed}.items() if raw is not None}
    return compare_versions(*(working(Files(contents=each, findings=())) for each in (old, new)))


@cache
def found(name: str) -> Compared:
    return compared(*ROWS[name][:2])


def lines(name: str, language: str = "zh") -> list[str]:
    return [each.strip() for each in compared_text(found(name), Style(language))]


def signed(said: Sequence[str]) -> list[str]:
    return [line for line in said if re.match(r"[+\-~>=] ", line)]


@pytest.mark.parametrize("name", ROWS)
def test_each_kind_of_change_is_told_in_so_many_words(name: str) -> None:
    said, wanted = lines(name), ROWS[name][2]
    for each in wanted:
        assert any(line.startswith(each) or (each[0] not in "+-~>=" and each in line) for line in said), said
    assert len(signed(said)) == sum(each[0] in "+-~>=" for each in wanted), said
    assert max(map(len, said)) <= 240
    assert not any(re.search(r"[0-9a-f]{32}", line) for line in said)
    assert not found(name).same


def test_at_most_three_kinds_are_not_shown() -> None:
    hidden = [name for name in ROWS if any(word in line for line in lines(name) for word in NOT_SHOWN)]
    assert len(ROWS) >= 48
    assert len(hidden) <= 3


@pytest.mark.parametrize("name", ROWS)
def test_english_names_places_and_fields_in_english(name: str) -> None:
    """What people wrote stays as it is; all that the program says itself is English."""
    said = lines(name, "en")
    assert len(signed(said)) == len(signed(lines(name)))
    for line in said:
        words = re.sub(r"[“'\[].*?[”'\]]", "", line).partition(": ")[0]
        own = words if words.isascii() or signed([line]) else ""
        assert own.replace("备注", "").isascii() or line.endswith("working copy"), line
    for title in ("时限", "编号", "增加", "删除", "移至", "岗位：", "类别：", "写法不同", "其他文件"):
        assert not any(title in re.sub("【.*?】", "", line) for line in said), said

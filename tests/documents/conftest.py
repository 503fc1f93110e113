"""Plans for the tests of documents: a small one, given here as text for tests to change, and the sample."""

import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from openpyxl import load_workbook

from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Severity
from plangen.model.plan import Plan
from plangen.office.excel.styles import SheetLook
from plangen.office.excel.writer import write_workbook
from plangen.pipeline.wording_files import with_templates
from plangen.reading.source import read

ReadPlan: TypeAlias = Callable[[Mapping[str, str]], Plan]

SMALL = {
    "plan.yaml": """
title: 暖阳乳业消费者权益保护应急演练计划
number: XB-2026-01
company: 暖阳乳业有限公司
short_name: 暖阳乳业
contingency_plan: 消费者权益保护应急预案
owner: 消费者权益保护办公室
purposes: [检验应急预案的实用性, 提高协同处置能力]
scope: {text: 本计划适用于公司各部门, departments: [service, lab]}
approvals: [{title: 编制}, {title: 批准, post: director}]
""",
    "organisation.yaml": """
team:
  id: command
  title: 应急指挥组
  commander_title: 总指挥
  deputy_title: 副总指挥
  leader: director
  deputy_leader: deputy-director
  members: [service-head, lab-head]
  duties: [作出处置决策, 督促整改]
departments:
  - id: service
    title: 客服部
    head: service-head
    collector: service-clerk
    watches: [来电和来信]
    duties: [受理投诉, 通知消费者]
  - {id: lab, title: 检验室, head: lab-head, duties: [检验留样]}
posts:
  - id: director
    title: 厂长
    leadership: true
    holder: 王敏
    phone: "0100-1"
    deputy: deputy-director
    duties: [担任总指挥]
  - {id: deputy-director, title: 副厂长, leadership: true, holder: 李强, phone: "0100-2"}
  - {id: service-head, title: 客服部经理, department: service, holder: 赵静, phone: "0100-3"}
  - {id: service-clerk, title: 客服部信息员, department: service, holder: !todo 信息员姓名}
  - {id: lab-head, title: 检验室主任, department: lab, holder: 周涛, phone: "0100-4"}
response_teams:
  - {id: samplers, title: 抽样队, department: lab, people: 持证检验员, duties: [现场抽样]}
response_training: [抽样规范, 沟通技巧]
outside:
  - {id: buyers, title: 购买者}
  - {id: regulator, title: 市场监督管理局, contact: "12315"}
incompatible:
  - {posts: [service-head, lab-head], reason: 投诉受理与检验应当分开。}
""",
    "drill.yaml": """
form: 桌面推演
date: 2026-03-12
hours: {start: 13:30, end: 16:00}
venue: {title: 办公楼二楼会议室}
scenarios: [spoiled-milk, rumour]
participants:
  - {department: service, people: 客服人员, count: 4, tasks: [接听模拟来电]}
  - {department: lab, people: 检验员, count: 2, tasks: [检验模拟留样, 填写检验记录]}
training:
  contents: [预案内容]
  forms: [集中授课]
  sessions: [{form: 集中授课, led_by: service, content: 讲解受理流程}]
publicity: {audience: 全厂职工, channels: [公告栏], contents: [演练时间, 演练地点]}
""",
    "scenarios/rumour.yaml": """
id: rumour
title: 网络传言
situation: {summary: 网上出现不实传言。}
""",
    "scenarios/spoiled-milk.yaml": """
id: spoiled-milk
title: 鲜奶变质
owner: lab
severity: serious
situation: {summary: 一批鲜奶提前变质, details: [三个门店收到投诉, 一名消费者就医], harm: [消费者健康受损]}
measures:
  - {title: 下架, text: 同批次鲜奶立即下架, owner: service}
  - {title: 退款, text: 凭小票退款}
flow:
  - {title: 封存留样, owner: lab, action: 命令检验室封存留样}
  - {title: 通知购买者, owner: service, action: 命令客服部通知购买者}
points: [先保健康，后论责任]
notifications:
  - {sender: lab, receiver: command, content: 初检结果, within: 40分钟, since: 封存留样, channel: 电话}
  - {sender: service, receiver: buyers, content: 停止饮用, within: 1小时, since: 决策作出后}
  - {sender: service, receiver: regulator, content: 事件报告, since: 决策作出后, channel: 书面}
notices: [stop-notice]
""",
    "timeline.yaml": """
order: {by: director, time: 13:30, text: 演练开始}
phases:
  - id: start
    title: 启动
    start: 13:30
    end: 13:40
    purpose: 下达指令，清点人员
    steps:
      - {id: muster, title: 清点人员, owner: all-departments, action: 清点参演人员, limit: 5分钟, after: order}
  - id: handling
    title: 处置
    start: 13:40
    end: 15:30
    purpose: 检验并通知
    steps:
      - {id: watch, title: 汇总来电, owner: service, action: 汇总来电内容, every: 15分钟, reports_to: command}
      - id: test
        title: 检验留样
        owner: lab
        scenarios: [spoiled-milk]
        action: 检验同批留样
        limit: 40分钟
        reports_to: command
        needs: [{item: kit, quantity: 2}]
      - id: tell
        title: 通知购买者
        owner: service
        scenarios: [spoiled-milk]
        action: 逐一电话通知
        limit: 1小时
        after: test
  - id: closing
    title: 收尾阶段
    start: 15:30
    end: 16:00
    steps: []
""",
    "reporting.yaml": """
collector_duties: [主动收集]
range: {direct: [消费者来电], indirect: []}
methods: [{title: 值守, text: 值守热线, departments: [service]}]
path:
  - {title: 收集, by: 信息员, action: 核实来电}
  - {title: 上报, by: 部门负责人, action: 报告指挥组, channel: 热线}
hotline: {number: 0100-9, post: service-clerk, open: 演练期间开通, duties: [立即记录]}
template:
  title: 关于……的信息报告
  rule: 人数必须准确
  kinds: [{id: first, title: 初报, note: 半小时内报告}]
  sections: [{title: 基本情况, fields: [{title: 人数, guidance: 受影响人数, key: true, kinds: [first]}]}]
""",
    "command.yaml": """
severities:
  - {id: minor, title: 一般事件, text: 单个门店的投诉}
  - {id: serious, title: 严重事件, text: 多个门店的投诉, examples: [批量变质]}
levels:
  - {severities: [minor], decides: deputy-director, manner: 由副组长决定}
  - {severities: [serious], decides: director, manner: 听取成员意见后决定}
flow: [{title: 汇总, text: 汇总各部门信息}, {title: 决策, text: 按照权限决策}]
basis: [严重程度, 影响范围]
centre:
  room: 二楼会议室
  equipment: [电话, 投影仪]
  operation: [专人记录进展]
  staff: [{title: 指挥, posts: [director], duties: [统一指挥]}, {title: 记录, people: 孙洁, duties: [记录进展]}]
handbook: 指挥人员按照手册逐步指挥
points: [口径一致]
""",
    "resources.yaml": """
items:
  - id: kit
    title: 检验箱
    category: 设备
    quantity: 3
    unit: 套
    precheck: 检查试剂有效期
    keeper: lab
    scenarios: [spoiled-milk]
  - {id: water, title: 饮用水, category: 食品, quantity: !todo 饮用水数量, unit: 瓶}
communication: [手机保持畅通]
channels: [{department: service, kind: 群组, name: 客服应急群}]
allocation_rule: 按照方案发放
allocation: [{item: kit, to: samplers, quantity: 2}]
""",
    "communication.yaml": """
contents: [{title: 基本事实, text: 时间和批次}]
stages:
  - {id: draft, title: 起草, by: service, action: 起草公告}
  - {id: sign, title: 签发, by: director, action: 签发公告, approves: true, limit: 20分钟}
release: {step: tell, channels: [官网, 门店公告栏]}
responsible: {post: service-head, duties: [确保信息准确]}
supporting: {post: lab-head, duties: [提供检验数据]}
notices: [{id: stop-notice, title: 停售公告, template: stop-notice.docx, audience: 购买者}]
""",
    "evaluation.yaml": """
summary: [响应速度, 处置效果]
criteria: [{id: speed, title: 响应速度, text: 是否按时清点}]
rounds: [{id: self, title: 自评, by: all-departments, text: 对照标准自评}]
grades: [{title: 优, text: 没有失误}, {title: 差, text: 出现重大失误}]
""",
    "improvement.yaml": """
rectification: {due: 2周, tracked_by: command, text: 逐项整改, examples: [补充试剂]}
revision: {due: 3天, by: deputy-director, basis: [评估结果], examples: [调整流程]}
""",
    "forms.yaml": """
complaint:
  - {id: time, title: 投诉时间, kind: 日期时间, required: true}
  - {id: content, title: 投诉内容, required: true}
process: {results: [完成, 未完成], note: 时间写到分钟}
""",
    "revisions/v1.0.yaml": """
version: v1.0
date: 2026-02-01
reason: 首次编制
summary: 编制演练计划
author: 孙洁
reviewer: 李强
approver: 王敏
effective: 2026-02-10
""",
}


@pytest.fixture
def small() -> Mapping[str, str]:
    """The text of the small plan, by file; a test that needs another one replaces parts of it."""
    return SMALL


@pytest.fixture
def read_plan() -> ReadPlan:
    """Reads a plan from its files; one that cannot be read is a mistake of the test."""

    def reading(files: Mapping[str, str]) -> Plan:
        result = read({f"source/{name}": text.encode() for name, text in files.items()})
        assert [each.message("en") for each in result.findings if each.severity is Severity.ERROR] == []
        return with_templates(result.plan, {})

    return reading


@pytest.fixture(scope="session")
def sample() -> Plan:
    """The plan of the repository's own source/."""
    root = Path(__file__).parents[2]
    files = {str(path.relative_to(root)): path.read_bytes() for path in (root / "source").rglob("*.yaml")}
    return with_templates(read(files).plan, {})


class Form:
    """A form written as Excel, filled in as people do, and read back by what is hidden in it."""

    def __init__(self, raw: bytes, folder: Path) -> None:
        self._folder = folder
        self.package = load_workbook(io.BytesIO(raw))

    def about(self) -> dict[str, Any]:
        """What the hidden sheet says of the form."""
        pieces = [str(row[0]) for row in self.package["_plangen"].iter_rows(min_row=2, values_only=True)]
        about = json.loads("".join(pieces))
        assert isinstance(about, dict)
        return about

    def address(self, key: str, row: str, column: str) -> tuple[str, str]:
        """The sheet and the address of a register's cell, by the hidden key of its row."""
        described = next(each for each in self.about()["sheets"] if each["key"] == key)
        title, cells = next(iter(self.package.defined_names[described["range"]].destinations))
        columns = described["columns"]
        for line in self.package[title][cells.replace("$", "")]:
            if line[columns.index("#key")].value == row:
                return title, str(line[columns.index(column)].coordinate)
        raise KeyError(row)

    def enter(self, key: str, row: str, **values: object) -> None:
        for column, value in values.items():
            title, address = self.address(key, row, column)
            self.package[title][address].value = value

    def value(self, key: str, row: str, column: str) -> object:
        title, address = self.address(key, row, column)
        return self.package[title][address].value

    def calculated(self) -> "Form":
        """The form after LibreOffice has reckoned its formulas and saved it; skipped where that is missing."""
        raw = self.recalculated()
        saved = Form(raw, self._folder)
        saved.package = load_workbook(io.BytesIO(raw), data_only=True)
        return saved

    def recalculated(self) -> bytes:
        """The file that LibreOffice saves of it, its formulas reckoned; skipped where that is missing."""
        program = shutil.which("soffice")
        if not program:
            pytest.skip("needs LibreOffice")
        source, target = self._folder / "form.xlsx", self._folder / "calculated"
        self.package.save(source)
        (target / source.name).unlink(missing_ok=True)
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(source)]
        home = {**os.environ, "HOME": str(self._folder)}
        subprocess.run(command, check=True, capture_output=True, timeout=180, env=home)
        return (target / source.name).read_bytes()


FillIn: TypeAlias = Callable[[Workbook], Form]


@pytest.fixture
def fill_in(tmp_path: Path) -> FillIn:
    """The workbook as a form to fill in."""
    return lambda workbook: Form(write_workbook(workbook, SheetLook()), tmp_path)

"""Each value that is still open has somebody who can answer: whose it is, else who looks after its file."""

from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.model.plan import Plan
from plangen.model.subjects import SECTIONS
from plangen.model.walk import values
from plangen.model.who_answers import who_answers
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]

SERVICE, QUALITY = "客户服务部（客户服务部负责人 张三）", "质量管理部（质量管理部负责人 钱五）"
LEGAL = (
    "# legal/deadlines.yaml\ndeadlines:\n  - {id: report, title: 报告, starts: 发现, unit: 立即, to: 监管部门,"
    " basis: !todo 依据, certainty: 待查证, confirmed_by: 甲}\n"
)
OWN = "# communication.yaml\nfacts: [{name: 受影响业务, by: service}]\n"
ANSWERS = "# communication.yaml\nanswers: [{facts: [%s], by: %s}]\n"
RADIOS = (
    "# resources.yaml\nitems:\n"
    "  - {id: radios, title: 对讲机, category: 通讯, quantity: 2, unit: 部, keeper: service}\n"
)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("# resources.yaml\nchannels: [{department: quality, kind: 群组, name: !todo 群组}]\n", QUALITY),
        (RADIOS.replace("2", "!todo 数"), SERVICE),
        (
            f"{RADIOS}allocation: [{{item: radios, to: !todo 配发对象, quantity: 1}}]\n",
            SERVICE,
        ),
        ("# scenarios/fault.yaml\nincident: {hotline: !todo 热线}\n", QUALITY),  # who leads the scenario
        (
            "# scenarios/fault.yaml\nincident: {hotline: !todo 热线}\n" + ANSWERS % ("事件.热线", "service-head"),
            SERVICE,  # a post answers for its department
        ),
        (
            "# scenarios/fault.yaml\nincident: {recall: {filing: !todo 编号}}\n" + ANSWERS % ("召回", "service"),
            SERVICE,
        ),
        ("# scenarios/fault.yaml\nincident: {extra: [{name: 受影响业务, text: !todo 业务}]}\n" + OWN, SERVICE),
        ("# communication.yaml\ncontact: {hotline: !todo 热线}\n", SERVICE),  # who publishes
        (
            "# communication.yaml\ncontact: {hotline: !todo 热线}\nanswers: [{facts: [事件.热线], by: quality}]\n",
            QUALITY,
        ),
        ("# scenarios/fault.yaml\nflow: [{title: 检测, owner: service, action: !todo 要求}]\n", QUALITY),
        ("# plan.yaml\nnumber: !todo 编号\nowner: 消保办\n", "消保办"),
        ("# plan.yaml\nowner: !todo 编制部门\n", "计划编制部门"),
        ("# command.yaml\ncentre: {room: !todo 地点}\n# plan.yaml\nowner: 消保办\n", "消保办"),
        ("# drill.yaml\nvenue: {title: !todo 地点}\n", "总导调"),
        ("# drill.yaml\nvenue: {title: !todo 地点}\ncoordinator: quality-head\n", "质量管理部负责人"),
        (LEGAL, "法律人员"),
        ("# communication.yaml\nrelease: {step: publish, channels: [!todo 渠道]}\n", SERVICE),
    ],
)  # fmt: skip
def test_who_can_answer(changed: Changed, text: str, who: str) -> None:
    script = "# script.yaml\nstaff: [{id: chief, kind: 导调, title: 总导调}]\n"
    found = [each for each in check(changed(text + script).plan).findings if each.code == "X101"]
    assert [each.by.zh for each in found if each.by] == [who] * len(found)
    assert found


def test_the_head_without_a_name_is_called_by_the_post(changed: Changed) -> None:
    posts = (
        "# organisation.yaml\nposts:\n"
        "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: !todo 姓名}\n"
    )
    (found,) = [each for each in check(changed(posts).plan).findings if each.code == "X101"]
    assert found.by is not None
    assert found.by.en == "质量管理部 (质量管理部负责人)"


def test_a_department_with_several_heads_is_called_with_all_of_them(changed: Changed) -> None:
    heads = (
        "# organisation.yaml\ndepartments:\n"
        "  - {id: quality, title: 质量管理部, heads: [quality-head, quality-collector], collector: quality-collector}\n"
        "# resources.yaml\nchannels: [{department: quality, kind: 群组, name: !todo 群组}]\n"
    )
    (found,) = [each for each in check(changed(heads).plan).findings if each.code == "X101"]
    assert found.by is not None
    assert found.by.zh == "质量管理部（质量管理部负责人 钱五、质量管理部信息收集员 孙六）"


@pytest.mark.parametrize("missing", [section.name for section in SECTIONS])
def test_somebody_can_answer_whatever_could_not_be_read(changed: Changed, missing: str) -> None:
    whole = changed(f"{LEGAL}# scenarios/fault.yaml\nincident: {{hotline: !todo 热线}}\n").plan
    plan: Plan = whole.without({missing})
    for _, record in plan.records():
        for value in values(record):
            assert who_answers(plan, value).zh

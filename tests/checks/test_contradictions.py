"""Facts of one incident that contradict each other."""

import re
from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.reading.source import Reading

Find = Callable[..., list[str]]

LEAK, FAULT = "# scenarios/leak.yaml\nincident: ", "# scenarios/fault.yaml\nincident: "


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ("{date: 2026-03-12, issued: 2026-03-11}", "issued"),
        ("{date: 2026-03-12, time: 9:00, as_of: 2026年3月12日8:30}", "as_of"),
        ("{as_of: 2026年3月12日14：00, next_update: 2026年3月12日10:00前}", "next_update"),
        ("{as_of: 2026年3月13日, issued: 2026-03-12}", "issued"),
        ("{recall: {begins: 2026-03-12, ends: 2026-03-11}}", "recall.ends"),
        ("{gathering: {as_of: 2026年3月12日10:00, reply_by: 2026年3月11日}}", "gathering.reply_by"),
        ("{issued: 2026-03-12, follow_up: {issued: 2026-03-11}}", "follow_up.issued"),
        ("{follow_up: {as_of: 2026年3月13日}, closing: {as_of: 2026年3月12日}}", "closing.as_of"),
        ("{closing: {as_of: 2026年3月13日, issued: 2026-03-12}}", "closing.issued"),
        ("{date: 2026-03-12, recall: {begins: 2026-03-11}}", "recall.begins"),
        ("{clocks: {defect_confirmed: 2026-03-12}, recall: {begins: 2026-03-11}}", "recall.begins"),
        ("{date: 2026-03-12, clocks: {defect_confirmed: 2026-03-11}}", "clocks.defect_confirmed"),
        ("{clocks: {defect_confirmed: 2026-03-12, recall_filed: 2026-03-11}}", "clocks.recall_filed"),
        ("{recall: {begins: 2026-03-12}, clocks: {recall_completed: 2026-03-11}}", "clocks.recall_completed"),
        ("{date: 2026-03-12, clocks: {closed: 2026-03-11}}", "clocks.closed"),
        ("{date: 2026-03-12, closing: {issued: 2026-03-11}}", "closing.issued"),
        ("{date: 2026-03-12, leak: {authority: 已于2026年3月11日向网信部门报告}}", "leak.authority"),
        (
            "{recall: {products: [{produced: 2026年1月1日至7日, sold: 2025年12月1日至2月1日}]}}",
            "recall.products[1].sold",
        ),
        ("{date: 2026-01-05, recall: {products: [{produced: 2026年1月6日}]}}", "date"),
        ("{as_of: 2026年3月12日14时30分, next_update: 2026年3月12日14时}", "next_update"),
    ],
)
def test_a_time_before_the_one_it_follows_is_found(found: Find, facts: str, path: str) -> None:
    assert found(LEAK + facts, "I103") == [f"I103 scenarios[leak].incident.{path}"]


@pytest.mark.parametrize(
    "facts",
    [
        "{date: 2026-03-12, time: 9:00, as_of: 2026年3月12日}",  # no hour to compare
        "{as_of: 2026年3月12日14:00, issued: 2026-03-12}",
        "{as_of: 2026年3月12日14:00, next_update: 2026年3月12日14:00}",  # the same minute
        "{as_of: 昨日, next_update: 2026年3月12日}",
        "{as_of: 2026年13月45日, next_update: 2026年3月12日}",
        "{recall: {begins: !todo 召回开始日期, ends: 2026-03-11}}",
        "{as_of: 2026年3月12日14:00, next_update: 2026年3月13日}",
        "{date: 2026-03-12, clocks: {defect_confirmed: 2026-03-12}, recall: {begins: 2026-03-12}}",
        "{recall: {products: [{produced: 2026年2月1日, sold: 2026年3月1日}, {produced: 2025年1月1日}]}}",
        "{recall: {products: [{produced: 2026年2月1日}, {produced: 2025年1月1日, sold: 2025年2月1日}]}}",
        "{date: 2026-03-12, leak: {authority: 已向网信部门报告}}",
    ],
)
def test_what_cannot_be_compared_or_agrees_is_left_alone(found: Find, facts: str) -> None:
    assert found(LEAK + facts, "I103") == []


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ("{leak: {persons: 约3000人}, impact: 涉及约5000名消费者}", "impact"),
        ('{leak: {persons: 约3000人}, confirmed: [系统遭受攻击, "影响5,000人"]}', "confirmed[2]"),
        ("{leak: {persons: 0.3万人}, summary: 涉及3001位用户}", "summary"),
        ("{gathering: {persons: 约50人}, impact: 到场60人}", "impact"),
        (
            "{leak: {persons: 约3000人}, answering: {questions: [{answer: 涉及400名客户}]}}",
            "answering.questions[1].answer",
        ),
        ("{recall: {products: [{quantity: 1200台}]}, impact: 涉及产品1300台}", "impact"),
        ("{recall: {products: [{quantity: 200台}, {quantity: 300台}]}, impact: 共600台}", "impact"),
        ("{recall: {products: [{batch: YL-241001}]}, impact: 批次为YL-241002的产品}", "impact"),
        ("{hotline: 400-000-0000, follow_up: {progress: [请拨打热线400-000-0001]}}", "follow_up.progress[1]"),
        (
            "{recall: {products: [{batch: YL-241001}]}, follow_up: {progress: [批次YL-241002已召回]}}",
            "follow_up.progress[1]",
        ),
        ("{cause: 系统漏洞, leak: {cause: 员工操作不当}}", "leak.cause"),
        ("{recall: {products: [{name: 双人电热毯, quantity: 860条}]}, impact: 涉及同一批次产品86条}", "impact"),
        ("{recall: {products: [{name: 双人电热毯, quantity: 860件}]}, impact: 召回86件电热毯}", "impact"),
        ("{recall: {products: [{quantity: 860份}]}, impact: 涉及商品86份}", "impact"),
        ("{extra: [{name: 受影响业务, text: 860笔}], impact: 共影响86笔}", "impact"),
        ("{hotline: 400-000-0000, recall: {participation: 请拨打400-123-4567登记}}", "recall.participation"),
        ("{hotline: 400-000-0000, summary: 致电010-12345678}", "summary"),
        ("{hotline: 400-000-0000, summary: 致电13800138000}", "summary"),
        ("{recall: {products: [{model: ND-180}]}, impact: 型号为ND-181的产品}", "impact"),
        ("{recall: {filing: 甲备〔2026〕17号}, summary: 召回计划备案编号为甲备〔2026〕18号}", "summary"),
        ("{website: www.example.cn, summary: 网址为www.example.com}", "summary"),
        ("{recall: {begins: 2026-03-12}, summary: 自2026年3月13日起召回}", "summary"),
        ("{recall: {ends: 2026-08-31}, measures: [召回至2026年9月30日]}", "measures[1]"),
    ],
)
def test_a_fact_said_otherwise_elsewhere_is_found(found: Find, facts: str, path: str) -> None:
    assert found(LEAK + facts, "I104") == [f"I104 scenarios[leak].incident.{path}"]


@pytest.mark.parametrize(
    "facts",
    [
        "{leak: {persons: 约3000人（以核实结果为准）}, impact: 涉及约3,000名消费者, summary: 影响0.3万人}",
        "{gathering: {persons: 约50人, representatives: 代表以不超过5人为宜}, impact: 到场约50人}",
        "{leak: {persons: 约3000人}, measures: [派出2名技术人员], follow_up: {progress: [已通知2800名消费者]}}",
        "{leak: {persons: !todo 涉及人数}, impact: 涉及约5000名消费者}",
        "{recall: {products: [{quantity: 200台}, {quantity: 300台}]}, impact: 共500台，其中甲市200台}",
        "{recall: {products: [{quantity: 1200台}, {quantity: !todo 数量}]}, impact: 涉及产品1300台}",
        "{recall: {products: [{batch: YL-241001、YL-241002}]}, impact: 批次YL-241002}",
        "{recall: {products: [{batch: YL-241001}, {batch: !todo 批次}]}, impact: 批次YL-241002}",
        "{hotline: 400-000-0000, summary: 也可以拨打热线12315, impact: 热线4000000000}",
        "{hotline: !todo 热线, summary: 请拨打热线400-000-0001}",
        "{cause: 系统漏洞。, leak: {cause: 系统漏洞}}",
        "{cause: !todo 原因, leak: {cause: 系统漏洞}}",
        "{recall: {products: [{quantity: 86件}], reported: 接到局部过热的投诉3件，没有接到人身伤害报告}}",
        "{recall: {products: [{quantity: 86件}], reported: 接到3件投诉和2件产品事故报告}}",
        "{recall: {products: [{quantity: 86件}]}, measures: [封存库存产品20件, 已退回产品5件, 派出3件检测设备]}",
        "{recall: {products: [{quantity: 共1200台，其中已售出900台}]}, impact: 涉及产品900台}",
        "{recall: {products: [{name: 电热毯, quantity: 860条}]}, summary: 收到3条信息}",
        "{recall: {products: [{quantity: 86件}]}, impact: 每件产品重3件}",
        "{extra: [{name: 甲, text: 860笔}, {name: 乙, text: 86笔}], impact: 共影响86笔}",
        "{extra: [{name: 甲, text: 860笔}], impact: 已恢复86笔}",
        "{hotline: 400-000-0000, media_contact: 0571-88880101, summary: 媒体请致电0571-88880101}",
        "{hotline: 400-000-0000, recall: {authority: 甲省市场监管局（电话0571-88880000）}}",
        "{hotline: 400-000-0000, summary: 批次20260301001，产品编号13800138000X}",
        "{hotline: 400-000-0000, summary: 再拨打4000000000}",
        "{website: www.example.cn, summary: 网址为www.example.cn/}",
        "{recall: {begins: 2026-03-12}, summary: 自2026年3月12日起召回，自2026年3月1日起停止销售}",
        "{recall: {begins: !todo 召回开始日期}, summary: 自2026年3月13日起召回}",
    ],
)
def test_the_same_said_otherwise_or_another_number_is_no_contradiction(found: Find, facts: str) -> None:
    assert found(LEAK + facts, "I104") == []


def test_the_message_names_both_places(changed: Callable[[str], Reading]) -> None:
    reading = changed(LEAK + "{leak: {persons: 约3000人}, impact: 涉及约5000名消费者}")
    said = [each.message("zh") for each in check(reading.plan).findings if each.code == "I104"]
    assert said == ["“事件.影响范围”写的是“5000”，与“泄露.涉及人数”“约3000人”（第11行）不同"]


@pytest.mark.parametrize(
    ("facts", "base"),
    [
        (
            "{leak: {persons: 约3000人}, gathering: {persons: 约50人}, impact: 涉及约400名消费者}",
            "“泄露.涉及人数”“约3000人”",
        ),
        ("{gathering: {persons: 约50人}, impact: 涉及约400名消费者}", "“现场.到场人数”“约50人”"),
        ("{recall: {products: [{quantity: 200台}, {quantity: 300台}]}, impact: 共600台}", "“产品.数量”“200台”"),
        (
            "{recall: {products: [{batch: YL-241001}, {batch: YL-241002}]}, impact: 批次YL-241003}",
            "“产品.批次”“YL-241001”",
        ),
    ],
)
def test_of_several_records_that_state_a_fact_the_message_names_the_first(
    changed: Callable[[str], Reading], facts: str, base: str
) -> None:
    (said,) = [each.message("zh") for each in check(changed(LEAK + facts).plan).findings if each.code == "I104"]
    assert re.sub("（第[0-9]+行）", "", said.partition("，与")[2]) == f"{base}不同"


def test_the_company_s_hotline_counts_where_a_case_has_none(found: Find) -> None:
    company = "# communication.yaml\ncontact: {hotline: 400-111-1111}\n"
    said = LEAK + "{measures: [请拨打热线400-999-9999咨询]}\n"
    assert found(company + said, "I104") == ["I104 scenarios[leak].incident.measures[1]"]
    own = LEAK + "{hotline: 400-999-9999, measures: [请拨打热线400-999-9999咨询]}\n"
    assert found(company + own, "I104") == []


def test_what_a_notice_said_wrongly_is_quoted_and_contradicts_nothing(found: Find) -> None:
    """The right wording is still held against the facts."""
    facts = "{recall: {products: [{quantity: 1200台}]}, correction: {points: [{wrong: 共1300台, right: 共%s}]}}"
    assert found(FAULT + facts % "1200台", "I104") == []
    assert found(FAULT + facts % "1250台", "I104") == ["I104 scenarios[fault].incident.correction.points[1].right"]

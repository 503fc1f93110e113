"""What the plan reports to authorities is compared with the statutory limits, and only with those that are meant."""

from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.diagnostics import Finding
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]

LAW = (
    "# legal/deadlines.yaml\ndeadlines:\n"
    "  - {id: report, title: 报告网络安全事件, kinds: [bulletin], starts: 发现, amount: %s, unit: %s, to: %s,"
    " basis: 某办法第四条, certainty: 已查证, checked_on: 2026-03-01, confirmed_by: 赵法务,"
    " condition: 达到较大等级的}\n"
)
FOUR_HOURS = LAW % (4, "小时", "省级网信部门、公安机关")
PARTY = (
    "# organisation.yaml\noutside:\n  - {id: consumers, title: 消费者}\n"
    "  - {id: regulator, title: 市场监督管理部门}\n  - {id: cac, title: %s}\n"
)
INCIDENT = "incident: {date: 2026-03-10, time: 9:10}\n"


def late(
    changed: Changed, notifications: str, law: str = FOUR_HOURS, party: str = "省网信办", more: str = ""
) -> list[Finding]:
    text = f"{law}{PARTY % party}# scenarios/leak.yaml\n{INCIDENT}notifications: [{notifications}]\n{more}"
    return [each for each in check(changed(text).plan).findings if each.code == "L108"]


def told(within: str, since: str = "发现时", receiver: str = "cac") -> str:
    return f"{{sender: service, receiver: {receiver}, content: 事件报告, within: {within}, since: {since}}}"


def test_a_report_later_than_the_law_allows_names_article_and_limit(changed: Changed) -> None:
    (found,) = late(changed, told("6小时"))
    assert found.at.path == "scenarios[leak].notifications[1].within"
    assert found.message("zh") == (
        "场景“消费者信息泄露”的“事件报告”在发现后6小时才报告省网信办，而法定时限“报告网络安全事件”是4小时"
    )
    assert found.advice("zh") == (
        "某办法第四条：发现后4小时内报告省级网信部门、公安机关，适用于达到较大等级的（已查证（2026年3月1日），赵法务核对）。"
        "把时限改短；由法律人员确认不适用的，写入 exceptions.yaml"
    )


@pytest.mark.parametrize(
    ("within", "since", "is_late"),
    [
        ("4小时", "发现时", False),
        ("4小时1分钟", "发现时", True),
        ("3小时10分钟", "信息发布阶段开始", True),  # that phase begins at 11:00, the incident is found at 9:10
        ("2小时10分钟", "信息发布阶段开始", False),
        ("9小时", "决策作出后", False),  # nobody knows when that is
    ],
)
def test_the_clock_is_that_of_the_law(changed: Changed, within: str, since: str, is_late: bool) -> None:
    assert bool(late(changed, told(within, since))) is is_late


@pytest.mark.parametrize(
    ("party", "to", "is_meant"),
    [
        ("网信部门", "省级网信部门", True),
        ("省级网信部门", "省级网信部门", True),
        ("市网信局", "省级网信部门、公安机关", True),
        ("公安机关", "保护工作部门、公安机关", True),
        ("省级市场监督管理局", "市场监督管理部门", True),
        ("公安机关", "省级网信部门", False),
        ("有关主管部门", "有关主管部门", False),  # nobody knows who is meant
        ("行业监管部门", "有关主管部门", False),
        ("媒体", "社会公众", False),
        ("投诉人", "投诉人", True),
    ],
)
def test_the_receiver_is_the_one_whom_the_law_names(changed: Changed, party: str, to: str, is_meant: bool) -> None:
    assert bool(late(changed, told("6小时"), LAW % (4, "小时", to), party)) is is_meant


@pytest.mark.parametrize(("amount", "unit", "is_late"), [(5, "小时", True), (1, "天", False), (1, "工作日", False)])
def test_only_what_is_counted_alike_is_compared(changed: Changed, amount: int, unit: str, is_late: bool) -> None:
    assert bool(late(changed, told("6小时"), LAW % (amount, unit, "网信部门"))) is is_late


def test_who_is_told_in_time_may_be_told_again_later(changed: Changed) -> None:
    assert late(changed, f"{told('6小时')}, {told('1小时')}") == []


def test_a_kind_of_notice_that_the_scenario_needs_not_has_no_deadline(changed: Changed) -> None:
    assert late(changed, told("6小时"), FOUR_HOURS.replace("[bulletin]", "[recall]")) == []


STEP = (
    "# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 11:00\n    end: 15:00\n    steps:\n"
    "      - {id: report, title: 报告, owner: service, action: %s, limit: %s%s}\n"
    "# drill.yaml\nhours: {start: 9:00, end: 15:00}\n"
)


@pytest.mark.parametrize(
    ("action", "limit", "more", "place"),
    [
        ("向省级网信部门报告事件", "3小时", "", "timeline.phases[respond].steps[report].limit"),
        ("报告事件", "3小时", ", reports_to: cac", "timeline.phases[respond].steps[report].limit"),
        ("向省级网信部门报告事件", "2小时", "", ""),
        ("配合公安机关调查", "3小时", "", ""),
        ("报告事件", "3小时", ", reports_to: cac, scenarios: [fault]", ""),
    ],
)
def test_steps_are_looked_at_by_their_last_moment(
    changed: Changed, action: str, limit: str, more: str, place: str
) -> None:
    found = late(changed, "", more=STEP % (action, limit, more))
    assert [each.at.path for each in found] == ([place] if place else [])


def test_an_incident_whose_hour_is_open_says_nothing_of_steps(changed: Changed) -> None:
    text = STEP % ("向省级网信部门报告事件", "3小时", "")
    plan = changed(f"{FOUR_HOURS}{PARTY % '省网信办'}{text}").plan
    assert [each for each in check(plan).findings if each.code == "L108"] == []

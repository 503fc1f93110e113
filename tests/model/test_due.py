"""When deadlines are due: hours, days, working days, months, repetitions, and what cannot be reckoned."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.checks.due_wording import remarks
from plangen.diagnostics import Severity
from plangen.model.due import Due, Moments, Standing, deadlines_of, due_after
from plangen.model.legal import Deadline
from plangen.model.plan import Plan
from plangen.model.spec import Origin
from plangen.model.working_days import WorkingDays
from plangen.reading.source import read

KINDS = """
contents: []
stages: []
release: {step: publish, channels: [公司网站]}
responsible: {post: manager, duties: [甲]}
supporting: {post: manager, duties: [甲]}
notices:
  - {id: recall, title: 召回公告, template: recall.docx, audience: 消费者}
  - {id: bulletin, title: 事件通报, template: bulletin.docx, audience: 社会公众}
"""
SCENARIO = """
id: fault
title: 产品质量问题
owner: quality
situation: {summary: 一批产品出现故障}
measures: []
flow: []
notifications: []
notices: [recall]
"""
DRILL = "scenarios: [fault]"
CALENDAR = """
year: 2024
source: 国务院办公厅的通知
confirmed_by: 甲
holidays: [{title: 国庆节, first: 2024-10-01, last: 2024-10-07}]
workdays: [2024-09-29, 2024-10-12]
"""
ENTRY = "title: 报告, to: 监管部门, basis: 召回规定, certainty: 待查证, confirmed_by: 赵法务"


_YEAR_END = "缺少2025年的节假日安排，2024年12月下旬可能调休"


def plan_of(deadline: str, incident: str, *, extra: str = "") -> Plan:
    """A plan with one deadline and one real incident; the rest of it is not there."""
    case = f"id: kettle\ntitle: 水壶召回\nscenario: fault\nnotices: [recall]\nincident: {incident}\n"
    sources = {
        "communication.yaml": KINDS,
        "calendars/2024.yaml": CALENDAR,
        "scenarios/fault.yaml": SCENARIO,
        "incidents/kettle.yaml": case,
        "legal/deadlines.yaml": f"deadlines:\n  - {{id: report, {ENTRY}, {deadline}}}\n{extra}",
    }
    reading = read({f"source/{name}": text.encode() for name, text in sources.items()})
    own = [each for each in reading.findings if each.at.file[7:] in sources and each.severity is Severity.ERROR]
    assert own == []
    return reading.plan


def due(deadline: str, incident: str) -> Due:
    plan = plan_of(deadline, incident)
    (case,) = plan.incidents
    (found,) = deadlines_of(plan, case)
    return found


def at(text: str) -> Moments:
    return datetime.datetime.fromisoformat(text) if ":" in text else datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("deadline", "incident", "end"),
    [
        ("starts: 发现, amount: 4, unit: 小时", "{date: 2024-12-10, time: '9:10'}", "2024-12-10 13:10"),
        ("starts: 发现, amount: 4, unit: 小时", "{date: 2024-12-31, time: '22:30'}", "2025-01-01 02:30"),
        ("starts: 发现, amount: 1, unit: 小时", "{date: 2024-12-10, time: 次日 1:00}", "2024-12-11 02:00"),
        ("starts: 发现, amount: 24, unit: 小时", "{date: 2024-02-28, time: '24:00'}", "2024-03-01 00:00"),
        ("starts: 发现, amount: 2, unit: 工作日", "{date: 2024-09-30, time: '9:10'}", "2024-10-09"),
        ("starts: 发现, amount: 2, unit: 工作日", "{date: 2024-09-30}", "2024-10-09"),
        ("starts: 发现, amount: 2, unit: 工作日", "{date: 2024-12-23}", "2024-12-25"),
        ("starts: 发现, amount: 30, unit: 天", "{date: 2024-12-10}", "2025-01-09"),
        ("starts: 发现, amount: 3, unit: 个月", "{date: 2024-11-30}", "2025-02-28"),
        ("starts: 发现, amount: 12, unit: 个月", "{date: 2024-02-29}", "2025-02-28"),
        ("starts: 召回开始, amount: 1, unit: 天", "{recall: {begins: 2024-12-10}}", "2024-12-11"),
        ("starts: 召回结束, amount: 1, unit: 天", "{recall: {ends: 2024-12-10}}", "2024-12-11"),
        (
            "starts: 召回结束, amount: 1, unit: 天",
            "{recall: {ends: 2024-12-10}, clocks: {recall_completed: 2024-11-01}}",
            "2024-11-02",
        ),
        ("starts: 确认缺陷, amount: 1, unit: 天", "{clocks: {defect_confirmed: 2024-12-10}}", "2024-12-11"),
        ("starts: 召回计划备案, amount: 1, unit: 天", "{clocks: {recall_filed: 2024-12-10}}", "2024-12-11"),
        ("starts: 处置结束, amount: 1, unit: 天", "{clocks: {closed: 2024-12-10}}", "2024-12-11"),
    ],
)
def test_a_deadline_is_reckoned_from_the_incident(deadline: str, incident: str, end: str) -> None:
    found = due(deadline, incident)
    assert (found.ends, found.reason) == ((at(end),), None)


@pytest.mark.parametrize(
    ("deadline", "incident", "why"),
    [
        ("starts: 发现, amount: 4, unit: 小时", "{date: 2024-12-10}", "事件的时间尚未填写，小时无从起算"),
        (
            "starts: 发现, amount: 4, unit: 小时",
            "{date: 2024-12-10, time: !todo 时间}",
            "事件的时间尚未填写，小时无从起算",
        ),
        ("starts: 发现, amount: 4, unit: 小时", "{date: !todo 日期, time: '9:10'}", "事件日期尚未填写"),
        ("starts: 发现, amount: 2, unit: 工作日", "{}", "事件日期尚未填写"),
        ("starts: 发现, amount: 2, unit: 工作日", "{date: 2024-12-31}", "缺少2025年的节假日安排"),
        ("starts: 召回开始, amount: 3, unit: 个月", "{date: 2024-12-10}", "召回开始日期尚未填写"),
        (
            "starts: 召回计划备案, amount: 3, unit: 工作日",
            "{clocks: {recall_filed: !todo 日期}}",
            "召回计划报告日期尚未填写",
        ),
        ("starts: 处置结束, amount: 30, unit: 天", "{clocks: {}}", "处置结束日期尚未填写"),
        ("starts: 召回结束, amount: 30, unit: 天", "{recall: {begins: 2024-12-10}}", "召回结束日期尚未填写"),
        (
            "starts: 收到投诉, amount: 7, unit: 工作日",
            "{date: 2024-12-10}",
            "按每件投诉分别起算，投诉的日期写在事件的 clocks",
        ),
        (
            "starts: 受理投诉, amount: 60, unit: 天",
            "{date: 2024-12-10}",
            "按每件投诉分别起算，投诉的日期写在事件的 clocks",
        ),
        ("starts: 其他, amount: 60, unit: 天", "{date: 2024-12-10}", "起算时间由法律人员确定"),
        ("starts: 发现, unit: 天", "{date: 2024-12-10}", "没有写明时限数值"),
        ("starts: 发现, amount: 0, unit: 天", "{date: 2024-12-10}", "没有写明时限数值"),
        ("starts: 发现, amount: 999999, unit: 个月", "{date: 2024-12-10}", "期限超出日历的范围"),
        ("starts: 发现, amount: 999999, unit: 工作日", "{date: 2024-12-10}", _YEAR_END),
        ("starts: 发现, amount: 2, unit: 工作日", "{date: 2024-12-25}", _YEAR_END),
    ],
)
def test_what_cannot_be_reckoned_says_why(deadline: str, incident: str, why: str) -> None:
    found = due(deadline, incident)
    assert found.ends == ()
    assert found.reason is not None
    assert found.reason.zh == why


def test_at_once_has_no_end_and_needs_no_reason() -> None:
    found = due("starts: 发现, unit: 立即", "{date: 2024-12-10, time: '9:10'}")
    assert (found.ends, found.reason, found.start) == ((), None, at("2024-12-10 09:10"))
    assert found.standing(at("2030-01-01")) is None


def test_repetitions_are_reckoned_from_the_start_until_the_recall_ends() -> None:
    """A short month does not move the dates after it."""
    found = due(
        "starts: 召回开始, amount: 3, unit: 个月, repeats: true", "{recall: {begins: 2024-11-30, ends: 2025-09-01}}"
    )
    assert [str(each) for each in found.ends] == ["2025-02-28", "2025-05-30", "2025-08-30"]
    assert str(found.end) == "2025-02-28"


def test_a_repetition_without_an_end_says_the_first() -> None:
    found = due("starts: 召回开始, amount: 3, unit: 个月, repeats: true", "{recall: {begins: 2024-11-30}}")
    assert [str(each) for each in found.ends] == ["2025-02-28"]
    endless = due(
        "starts: 召回开始, amount: 1, unit: 天, repeats: true", "{recall: {begins: 2024-11-30, ends: 2100-12-31}}"
    )
    assert len(endless.ends) == 40


@pytest.mark.parametrize(("begins", "in_force"), [("2025-11-01", False), ("2024-12-10", True), ("!todo 日期", True)])
def test_a_rule_of_later_years_is_reckoned_and_marked(begins: str, *, in_force: bool) -> None:
    found = due(f"starts: 发现, amount: 4, unit: 小时, effective_from: {begins}", "{date: 2024-12-10, time: '9:10'}")
    assert (found.in_force, found.end) == (in_force, at("2024-12-10 13:10"))


@pytest.mark.parametrize(
    ("incident", "in_force"),
    [
        ("{date: 2024-12-10, recall: {begins: 2024-12-31}}", False),
        ("{date: 2024-12-10, recall: {begins: 2025-01-01}}", True),  # not the day of the incident
        ("{date: 2024-12-10}", False),  # as long as the clock has not started: the day of the incident
        ("{date: 2025-01-01}", True),
        ("{}", True),
    ],
)
def test_a_rule_is_in_force_from_its_first_day_on_by_when_its_clock_starts(incident: str, *, in_force: bool) -> None:
    found = due("starts: 召回开始, amount: 3, unit: 天, effective_from: 2025-01-01", incident)
    assert found.in_force is in_force


@pytest.mark.parametrize(
    ("deadline", "incident", "day_off"),
    [
        ("amount: 4, unit: 天", "{date: 2024-12-10}", True),  # Saturday
        ("amount: 3, unit: 天", "{date: 2024-12-10}", False),
        ("amount: 1, unit: 个月", "{date: 2024-11-14}", True),  # Saturday
        ("amount: 1, unit: 个月", "{date: 2024-11-13}", False),
        ("amount: 24, unit: 小时", "{date: 2024-12-13, time: '9:10'}", False),  # hours run on a Saturday, too
    ],
)
def test_a_last_day_that_is_no_working_day_is_marked(deadline: str, incident: str, *, day_off: bool) -> None:
    assert due(f"starts: 发现, {deadline}", incident).day_off is day_off


@pytest.mark.parametrize(
    ("begins", "ends", "day_off"),
    [
        ("2024-12-02", ["2024-12-06", "2024-12-10", "2024-12-14"], False),  # Friday, Tuesday, Saturday
        ("2024-12-10", ["2024-12-14", "2024-12-18"], True),  # Saturday, Wednesday
    ],
)
def test_of_a_repeated_deadline_the_first_end_decides_whether_the_last_day_is_a_working_day(
    begins: str, ends: list[str], *, day_off: bool
) -> None:
    incident = f"{{recall: {{begins: {begins}, ends: {ends[-1]}}}}}"
    found = due("starts: 召回开始, amount: 4, unit: 天, repeats: true", incident)
    assert [str(each) for each in found.ends] == ends
    assert found.day_off is day_off


@pytest.mark.parametrize(
    ("amount", "why"), [(15, None), (16, _YEAR_END), (21, _YEAR_END), (22, "缺少2025年的节假日安排")]
)
def test_of_a_last_day_without_a_calendar_it_is_said_that_nobody_knows(amount: int, why: str | None) -> None:
    found = due(f"starts: 发现, amount: {amount}, unit: 天", "{date: 2024-12-10}")
    assert found.reason is None
    assert not found.day_off
    assert (found.unsure.zh if found.unsure else None) == why
    said = [each.zh for each in remarks(found)]
    assert said == ([] if why is None else [f"不能判断最后一日是否为工作日：{why}"])


@pytest.mark.parametrize(
    ("scope", "applies"),
    [
        ("kinds: [recall]", True),
        ("kinds: [bulletin, recall]", True),  # one of them is enough
        ("kinds: [bulletin]", False),
        ("scenarios: [fault]", True),
        ("kinds: [bulletin], scenarios: [fault]", False),
        ("condition: 涉嫌犯罪的", True),
    ],
)
def test_a_deadline_applies_by_kind_and_scenario(scope: str, *, applies: bool) -> None:
    plan = plan_of(f"starts: 发现, unit: 立即, {scope}", "{date: 2024-12-10}")
    assert bool(deadlines_of(plan, plan.incidents[0])) is applies


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [
        ("2024-12-09", Standing.AHEAD),
        ("2024-12-10", Standing.TODAY),
        ("2024-12-11", Standing.PAST),
        ("2024-12-10 13:10", Standing.TODAY),
        ("2024-12-10 13:11", Standing.PAST),
        ("2024-12-09 23:59", Standing.AHEAD),
    ],
)
def test_past_is_said_of_a_moment_that_somebody_names(as_of: str, standing: Standing) -> None:
    hours = due("starts: 发现, amount: 4, unit: 小时", "{date: 2024-12-10, time: '9:10'}")
    assert hours.standing(at(as_of)) is standing


def test_a_last_day_lasts_until_midnight() -> None:
    days = due("starts: 发现, amount: 1, unit: 天", "{date: 2024-12-09}")
    assert days.standing(at("2024-12-10 23:59")) is Standing.TODAY
    assert days.standing(at("2024-12-11 00:00")) is Standing.PAST


def deadline(amount: int, unit: str) -> Deadline:
    texts = {"title": "甲", "basis": "甲", "certainty": "待查证", "confirmed_by": "甲", "to": "甲", "starts": "发现"}
    return Deadline(at=Origin(), id="report", amount=amount, unit=unit, **texts)  # type: ignore[arg-type]


moments = st.datetimes(datetime.datetime.fromisoformat("1990-01-01"), datetime.datetime.fromisoformat("2100-01-01"))
NO_DAYS = WorkingDays(())


@given(moments, st.integers(1, 100), st.integers(1, 6))
def test_repeated_hours_and_days_add_up(start: datetime.datetime, amount: int, times: int) -> None:
    for unit in ("小时", "天"):
        once = due_after(deadline(amount * times, unit), start, NO_DAYS)
        assert due_after(deadline(amount, unit), start, NO_DAYS, times) == once


@given(moments, st.integers(1, 100))
def test_months_keep_the_day_or_end_with_the_month(start: datetime.datetime, months: int) -> None:
    end = due_after(deadline(months, "个月"), start, NO_DAYS)
    assert end is not None
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + datetime.timedelta(days=1)).day == 1)

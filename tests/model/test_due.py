"""When deadlines are due: hours, days, working days, months, repetitions, and what cannot be reckoned."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.checks.due_wording import end_of, remarks, standing
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


def plan_of(deadline: str, incident: str, *, extra: str = "", entry: str = ENTRY) -> Plan:
    """A plan with one deadline and one real incident; the rest of it is not there."""
    case = f"id: kettle\ntitle: 水壶召回\nscenario: fault\nnotices: [recall]\nincident: {incident}\n"
    sources = {
        "communication.yaml": KINDS,
        "calendars/2024.yaml": CALENDAR,
        "scenarios/fault.yaml": SCENARIO,
        "incidents/kettle.yaml": case,
        "legal/deadlines.yaml": f"deadlines:\n  - {{id: report, {entry}, {deadline}}}\n{extra}",
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
        ("starts: 召回计划报告, amount: 1, unit: 天", "{clocks: {recall_filed: 2024-12-10}}", "2024-12-11"),
        ("starts: 接到召回通知, amount: 1, unit: 天", "{clocks: {recall_notified: 2024-12-10}}", "2024-12-11"),
        ("starts: 被责令召回, amount: 1, unit: 天", "{clocks: {recall_ordered: 2024-12-10}}", "2024-12-11"),
        ("starts: 处置结束, amount: 1, unit: 天", "{clocks: {closed: 2024-12-10}}", "2024-12-11"),
        ("starts: 处置结束, amount: 5, unit: 年", "{clocks: {closed: 2024-02-29}}", "2029-02-28"),
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


MEDIATION = "starts: 受理投诉, amount: 60, unit: 天, not_counted: 鉴定、检测的时间"
TESTED = "{first: %s, last: %s, reason: 送检}"


def dues(deadline: str, incident: str) -> tuple[Due, ...]:
    plan = plan_of(deadline, incident)
    (case,) = plan.incidents
    return deadlines_of(plan, case)


@pytest.mark.parametrize(
    ("first", "last", "end", "left_out"),
    [
        ("2024-03-10", "2024-03-19", "2024-05-10", 10),
        ("2024-03-10", "2024-03-10", "2024-05-01", 1),
        ("2024-02-01", "2024-03-01", "2024-04-30", 0),  # up to the day on which it starts, which is not counted anyway
        ("2024-03-01", "2024-03-02", "2024-05-01", 1),
        ("2024-04-30", "2024-04-30", "2024-05-01", 1),  # its last day: it ends on the next
        ("2024-05-01", "2024-05-31", "2024-04-30", 0),  # after its end
        ("2024-04-30", "2024-05-02", "2024-05-03", 3),  # across its end
        ("2024-03-19", "2024-03-10", "2024-04-30", 0),  # turned round: the check says so
    ],
)
def test_the_time_of_tests_is_not_counted(first: str, last: str, end: str, left_out: int) -> None:
    suspended = TESTED % (first, last)
    complaint = f"{{title: 第1号, accepted: 2024-03-01, suspended: [{suspended}]}}"
    (found,) = dues(MEDIATION, f"{{clocks: {{complaints: [{complaint}]}}}}")
    assert (found.end, found.left_out) == (at(end), left_out)
    (of_all,) = dues(MEDIATION, f"{{clocks: {{suspended: [{suspended}], complaints: [{complaint}]}}}}")
    assert of_all.end == at(end)  # said twice, left out once
    (without,) = dues(MEDIATION.partition(", not_counted")[0], f"{{clocks: {{complaints: [{complaint}]}}}}")
    assert (without.end, without.left_out) == (at("2024-04-30"), 0)


def test_working_days_and_months_leave_out_the_time_of_tests_too() -> None:
    suspended = f"suspended: [{TESTED % ('2024-12-12', '2024-12-13')}]"
    for unit, end in (("amount: 3, unit: 工作日", "2024-12-17"), ("amount: 1, unit: 个月", "2025-01-12")):
        incident = f"{{clocks: {{closed: 2024-12-10, {suspended}}}}}"
        assert due(f"starts: 处置结束, {unit}, not_counted: 检测", incident).end == at(end)


def test_each_complaint_counts_apart_from_the_day_that_starts_it() -> None:
    complaints = "[{title: 甲, received: 2024-12-02, accepted: 2024-12-10}, {title: 乙, received: 2024-12-03}]"
    received = dues("starts: 收到投诉, amount: 7, unit: 工作日", f"{{clocks: {{complaints: {complaints}}}}}")
    assert [(each.complaint, str(each.end)) for each in received] == [("甲", "2024-12-11"), ("乙", "2024-12-12")]
    accepted = dues(MEDIATION, f"{{clocks: {{complaints: {complaints}}}}}")
    assert [str(each.end) for each in accepted] == ["2025-02-08", "None"]
    assert accepted[1].reason is not None
    assert accepted[1].reason.zh == "乙的受理日期尚未填写"


def test_months_need_no_calendar_and_working_days_do() -> None:
    """Of a year without a calendar what is counted in months is computed, and what needs one says what is lacking."""
    recall = "{recall: {begins: 2027-03-01, ends: 2027-04-01}}"
    progress = due("starts: 召回开始, amount: 3, unit: 个月", recall)
    assert (str(progress.end), progress.reason) == ("2027-06-01", None)
    assert progress.unsure is not None
    final = due("starts: 召回结束, amount: 15, unit: 工作日", recall)
    assert final.reason is not None
    assert (final.ends, final.reason.zh) == ((), "缺少2027年的节假日安排")


@pytest.mark.parametrize(
    ("period", "in_force", "ended"),
    [
        ("effective_from: 2024-12-10", True, False),
        ("effective_from: 2024-12-11", False, False),
        ("effective_to: 2024-12-10", True, False),
        ("effective_to: 2024-12-09", False, True),
        ("effective_from: 2024-12-10, effective_to: 2024-12-10", True, False),
        ("effective_to: !todo 日期", True, False),
    ],
)
def test_a_rule_applies_from_its_first_day_to_its_last(period: str, *, in_force: bool, ended: bool) -> None:
    found = due(f"starts: 发现, amount: 1, unit: 天, {period}", "{date: 2024-12-10}")
    assert (found.in_force, found.ended) == (in_force, ended)
    assert ("依据有效至2024年12月9日，本事件应按新的规定办理" in [each.zh for each in remarks(found)]) is ended


def test_what_is_kept_at_least_so_long_is_never_late() -> None:
    found = due("starts: 处置结束, amount: 5, unit: 年, at_least: true", "{clocks: {closed: 2024-12-10}}")
    assert (found.deadline.limit, str(found.end)) == ("不少于5年", "2029-12-10")
    assert end_of(found).zh == "至少到2029年12月10日"
    assert found.standing(datetime.date(2031, 1, 1)) is None


@given(
    starts=st.sampled_from(("发现", "确认缺陷", "召回计划备案", "处置结束", "收到投诉", "受理投诉", "其他")),
    limit=st.sampled_from(
        (
            "amount: 2, unit: 小时",
            "amount: 10, unit: 工作日",
            "amount: 30, unit: 天",
            "amount: 3, unit: 个月",
            "unit: 立即",
        )
    ),
    more=st.sampled_from(("", ", repeats: true", ", not_counted: 检测", ", at_least: true")),
)
def test_nothing_is_computed_from_what_nobody_has_read(starts: str, limit: str, more: str) -> None:
    clocks = (
        "{defect_confirmed: 2024-03-01, recall_filed: 2024-03-01, closed: 2024-03-01,"
        " complaints: [{title: 甲, received: 2024-03-01, accepted: 2024-03-01}]}"
    )
    unread = ENTRY.replace("赵法务", "!todo 核对人")
    plan = plan_of(
        f"starts: {starts}, {limit}{more}", f"{{date: 2024-03-01, time: '9:00', clocks: {clocks}}}", entry=unread
    )
    (case,) = plan.incidents
    for found in deadlines_of(plan, case):
        assert (found.ends, found.standing(datetime.date(2031, 1, 1))) == ((), None)
        assert end_of(found).zh == "条文待查证，不推算；由法律人员读到条文后填写条款和查证日期"
        assert standing(found, datetime.date(2031, 1, 1)).zh == ""

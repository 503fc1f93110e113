"""The process record: who finds which actions on which sheet, and how times are judged."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from plangen.blocks.workbook import Kind, Register, Workbook
from plangen.documents.workbooks.process_record import process_record
from plangen.model.plan import Plan
from plangen.pipeline.building.on_paper import identified

ReadPlan = Callable[[Mapping[str, str]], Plan]
FillIn = Callable[[Workbook], Any]
Time = datetime.time

STEPS = """
order: {by: director, time: 13:30, text: 演练开始}
phases:
  - id: handling
    title: 处置
    start: 13:40
    end: 15:30
    steps:
      - {id: muster, title: 清点, owner: all-departments, action: 清点人员, limit: 5分钟, after: order}
      - {id: lead, title: 指挥, owner: director, action: 下达指令}
      - {id: post, title: 接听, owner: service-clerk, action: 接听来电}
      - {id: team, title: 抽样, owner: samplers, action: 现场抽样}
      - {id: watch, title: 汇总, owner: service, action: 汇总来电, every: 15分钟}
      - {id: both, title: 报告, owner: service, action: 报告进展, every: 15分钟, limit: 1小时}
      - {id: rumour, title: 辟谣, owner: service, action: 发布声明, scenarios: [rumour]}
      - {id: milk, title: 检验, owner: lab, action: 检验留样, scenarios: [spoiled-milk], limit: 40分钟}
"""


def _several(limits: Mapping[str, str], *, start: str = "13:40", end: str = "15:30") -> str:
    """A timeline of one phase, with a step of the service department for each limit."""
    steps = "".join(
        f"      - {{id: {key}, title: {key}, owner: service, action: 处置, limit: {limit}}}\n"
        for key, limit in limits.items()
    )
    return (
        f"order: {{by: director, time: {start}, text: 演练开始}}\n"
        f"phases:\n  - id: only\n    title: 处置\n    start: {start}\n    end: {end}\n    steps:\n{steps}"
    )


def _register(workbook: Workbook, key: str) -> Register:
    return next(sheet for sheet in workbook.sheets if isinstance(sheet, Register) and sheet.key == key)


def _actions(workbook: Workbook) -> dict[str, list[str]]:
    return {sheet.key: [row.key for row in sheet.rows] for sheet in workbook.sheets if isinstance(sheet, Register)}


def test_each_action_stands_with_the_department_that_does_it(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    """Posts and teams count with their department, who has none with the command; 各部门 with every department."""
    record = process_record(read_plan({**small, "timeline.yaml": STEPS}))
    assert _actions(record) == {
        "service": ["muster", "post", "watch", "both", "rumour"],
        "lab": ["muster", "team", "milk"],
        "command": ["lead"],
    }


def test_what_an_outside_party_does_stands_with_the_command(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    steps = STEPS.replace("owner: director, action", "owner: regulator, action")
    command = _register(process_record(read_plan({**small, "timeline.yaml": steps})), "command")
    assert [(row.key, row.values["owner"]) for row in command.rows] == [("lead", "市场监督管理局")]


def test_actions_of_scenarios_that_are_not_played_are_left_out(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    drill = small["drill.yaml"].replace("[spoiled-milk, rumour]", "[rumour]")
    record = process_record(read_plan({**small, "timeline.yaml": STEPS, "drill.yaml": drill}))
    assert _actions(record)["lab"] == ["muster", "team"]


def test_a_department_without_planned_actions_has_a_sheet_for_what_nobody_planned(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    record = process_record(read_plan({**small, "timeline.yaml": _several({"call": "5分钟"})}))
    assert _actions(record) == {"service": ["call"], "lab": []}
    assert _register(record, "lab").blank > 0


def test_a_row_says_when_an_action_begins_and_must_be_done(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    record = process_record(read_plan({**small, "timeline.yaml": STEPS}))
    milk = _register(record, "lab").rows[2].values
    assert [milk[key] for key in ("number", "scenario", "start", "limit", "_start", "_limit")] == [
        *(3, "鲜奶变质", "13:40", "本阶段开始后40分钟内"),
        *(820, 40),
    ]


def test_a_reporting_interval_has_no_single_due_time_unless_there_is_a_limit_too(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    rows = _register(process_record(read_plan({**small, "timeline.yaml": STEPS})), "service").rows
    due = {row.key: (row.values["limit"], row.values.get("_fixed"), row.values.get("_limit")) for row in rows}
    assert due["watch"] == ("每15分钟报告一次", None, None)
    assert due["both"] == ("本阶段开始后1小时内，每15分钟报告一次", None, 60)
    assert due["post"] == ("本阶段内", 930, None)


def test_only_a_drill_of_several_days_asks_for_dates(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    def kind(files: Mapping[str, str]) -> Kind:
        columns = _register(process_record(read_plan(files)), "service").columns
        return next(column.kind for column in columns if column.id == "began")

    drill = small["drill.yaml"].replace("end: 16:00", "end: 次日 2:00")
    assert (kind(small), kind({**small, "drill.yaml": drill})) == (Kind.TIME, Kind.CLOCK)


@pytest.mark.office
def test_times_of_one_day_are_judged_as_they_are_read_off_a_clock(
    read_plan: ReadPlan, small: Mapping[str, str], fill_in: FillIn
) -> None:
    """Due at 14:20 each; what is blank stays blank, what cannot be says so."""
    entered: dict[str, tuple[dict[str, object], str | None]] = {
        "blank": ({}, None),
        "remarked": ({"remark": "无"}, None),
        "timely": ({"began": Time(13, 41), "ended": Time(14, 20)}, "按时"),
        "rounded": ({"ended": 860 / 1440 + 1e-9}, "按时"),
        "late": ({"began": Time(13, 41), "ended": Time(14, 21), "result": "完成"}, "超时"),
        "dated": ({"ended": datetime.datetime(2026, 3, 12, 14, 20)}, "按时"),  # noqa: DTZ001  # a cell knows no zone
        "other-day": ({"ended": datetime.datetime(2026, 3, 13, 14, 0)}, "超时"),  # noqa: DTZ001
        "over-midnight": ({"began": Time(23, 50), "ended": Time(0, 10)}, "超时"),
        "begun": ({"began": Time(13, 41)}, "进行中"),
        "given-up": ({"ended": Time(14, 0), "result": "未完成"}, "未完成"),
        "no-end": ({"began": Time(13, 41), "result": "完成"}, "缺完成时间"),
        "backwards": ({"began": Time(14, 10), "ended": Time(14, 0)}, "时间有误：完成早于开始"),
        "words": ({"ended": "两点"}, "时间有误：写成 13:42"),
        "number": ({"ended": 14.2}, "时间有误：写成 13:42"),
        "full-width": ({"began": "１３：４１", "ended": "14：20"}, "按时"),
        "in-words": ({"began": "13点41分", "ended": "下午2点21"}, "超时"),
        "half": ({"ended": "2点半"}, "超时"),
    }
    plan = read_plan({**small, "timeline.yaml": _several(dict.fromkeys(entered, "40分钟"))})
    form = fill_in(process_record(plan))
    for row, (values, _) in entered.items():
        form.enter("service", row, **values)
    form.enter("service", "blank-1", action="临时接待", ended=Time(14, 0))
    done = form.calculated()
    judged = {row: done.value("service", row, "judged") for row in entered}
    assert judged == {row: expected for row, (_, expected) in entered.items()}
    assert done.value("service", "blank-1", "judged") == "不判定"
    summary = [cell.value for cell in done.package["汇总"][4][:11]]
    assert summary == ["客服部", 17, 15, 9, 4, 5, 0, 1, 7, pytest.approx(4 / 9), 1]
    assert [cell.value for cell in done.package["汇总"][6][:11]] == [
        "合计",
        17,
        15,
        9,
        4,
        5,
        0,
        1,
        7,
        pytest.approx(4 / 9),
        1,
    ]


@pytest.mark.office
def test_a_plain_time_belongs_to_the_day_nearest_to_the_plan(
    read_plan: ReadPlan, small: Mapping[str, str], fill_in: FillIn
) -> None:
    """A drill from 22:00 to 4:00 of the next day."""
    plan = read_plan(
        {
            **small,
            "drill.yaml": small["drill.yaml"].replace("start: 13:30, end: 16:00", "start: 22:00, end: 次日 4:00"),
            "timeline.yaml": _several(
                dict.fromkeys(("early", "timely", "late", "next-day"), "3小时"), start="22:00", end="次日 4:00"
            ),
        }
    )
    form = fill_in(process_record(plan))
    form.enter("service", "early", began=Time(21, 50), ended=Time(23, 0))
    form.enter("service", "timely", began=Time(0, 10), ended=Time(1, 0))
    form.enter("service", "late", ended=Time(1, 1))
    form.enter("service", "next-day", ended=datetime.datetime(2026, 3, 13, 22, 30))  # noqa: DTZ001
    done = form.calculated()
    judged = [done.value("service", row, "judged") for row in ("early", "timely", "late", "next-day")]
    assert judged == ["按时", "按时", "超时", "超时"]


@pytest.mark.office
def test_an_end_up_to_six_hours_before_the_beginning_is_of_the_same_day_and_an_earlier_one_of_the_next(
    read_plan: ReadPlan, small: Mapping[str, str], fill_in: FillIn
) -> None:
    """Both sides of the limit: the first is a slip of the pen, the second the small hours."""
    plan = read_plan({**small, "timeline.yaml": _several(dict.fromkeys(("same-day", "next-day"), "40分钟"))})
    form = fill_in(process_record(plan))
    form.enter("service", "same-day", began=Time(12, 0), ended=Time(6, 0))
    form.enter("service", "next-day", began=Time(12, 0), ended=Time(5, 59))
    done = form.calculated()
    ends = {row: done.value("service", row, "_ended") for row in ("same-day", "next-day")}
    assert ends == {"same-day": 6 * 60, "next-day": 24 * 60 + 5 * 60 + 59}
    assert [done.value("service", row, "judged") for row in ends] == ["时间有误：完成早于开始", "超时"]


@pytest.mark.office
def test_in_a_drill_of_several_days_a_beginning_is_of_the_day_within_twelve_hours_before_the_plan(
    read_plan: ReadPlan, small: Mapping[str, str], fill_in: FillIn
) -> None:
    hours = small["drill.yaml"].replace("start: 13:30, end: 16:00", "start: 8:00, end: 次日 18:00")
    limits = dict.fromkeys(("day-before", "same-day"), "3小时")
    files = {**small, "drill.yaml": hours, "timeline.yaml": _several(limits, start="次日 9:00", end="次日 18:00")}
    form = fill_in(process_record(read_plan(files)))
    form.enter("service", "day-before", began=Time(21, 0))
    form.enter("service", "same-day", began=Time(20, 59))
    done = form.calculated()
    begins = [done.value("service", row, "_began") for row in ("day-before", "same-day")]
    assert begins == [21 * 60, 24 * 60 + 20 * 60 + 59]


@pytest.mark.office
def test_a_filled_form_says_what_it_is_after_another_program_saved_it(sample: Plan, fill_in: FillIn) -> None:
    form = fill_in(identified(process_record(sample), "process-record", sample))
    form.enter("it", "close-source", began=Time(10, 5), ended=Time(12, 0), result="完成")
    back = form.calculated()
    about = back.about()
    assert {key: about[key] for key in ("schema", "form", "revision")} == {
        "schema": 1,
        "form": "process-record",
        "revision": "v1.0",
    }
    assert back.package["_plangen"].sheet_state != "visible"
    assert back.value("it", "close-source", "judged") == "按时"


def test_the_sample_has_every_department_and_no_action_twice(sample: Plan) -> None:
    actions = _actions(process_record(sample))
    assert list(actions) == [*sample.departments, "emergency-team"]
    assert {key for keys in actions.values() for key in keys} == set(sample.steps)
    assert all(len(keys) == len(set(keys)) for keys in actions.values())


CHAIN = """
order: {by: director, time: 23:00, text: 演练开始}
phases:
  - id: night
    title: 处置
    start: 23:00
    end: 次日 2:00
    steps:
      - {id: open, title: 下达启动指令, owner: director, action: 下达指令}
      - {id: muster, title: 清点, owner: all-departments, action: 清点人员, limit: 5分钟, after: order}
      - {id: report, title: 报告, owner: service, action: 报告, limit: 30分钟, after: muster}
      - {id: weigh, title: 研判, owner: director, action: 研判, limit: 20分钟, after: muster}
      - {id: test, title: 检验, owner: lab, action: 检验, limit: 10分钟, since: {start: report}}
      - {id: meet, title: 接待, owner: service, action: 接待来访者, limit: 8分钟, since: {event: 来访者到场时}}
      - {id: patrol, title: 巡查, owner: lab, action: 巡查, limit: 15分钟}
"""


def _chain(read_plan: ReadPlan, small: Mapping[str, str]) -> Workbook:
    drill = small["drill.yaml"].replace("start: 13:30, end: 16:00", "start: 23:00, end: 次日 2:00")
    return process_record(read_plan({**small, "drill.yaml": drill, "timeline.yaml": CHAIN}))


def _judged(form: Any, rows: Mapping[str, str]) -> dict[str, object]:
    done = form.calculated()
    return {row: (done.value(key, row, "judged"), done.value(key, row, "due")) for row, key in rows.items()}


STEPS_OF = {"muster": "service", "report": "service", "weigh": "command", "test": "lab", "meet": "service"}


@pytest.mark.office
def test_limits_count_from_what_really_came_before_over_midnight(
    read_plan: ReadPlan, small: Mapping[str, str], fill_in: FillIn
) -> None:
    """The order came 26 minutes late, the visitors after midnight; each limit follows from that."""
    form = fill_in(_chain(read_plan, small))
    summary = form.package["汇总"]
    entries = {summary.cell(row, 1).value: summary.cell(row, 10) for row in range(1, summary.max_row + 1)}
    entries["启动指令下达"].value = Time(23, 26)
    entries["来访者到场"].value = "次日0：10"
    form.enter("service", "muster", ended=Time(23, 31))
    form.enter("lab", "muster", ended=Time(23, 40))
    form.enter("service", "report", began=Time(23, 50), ended=Time(0, 1))
    form.enter("command", "weigh", ended=Time(0, 0))
    form.enter("lab", "test", ended=Time(0, 1))
    form.enter("service", "meet", ended=Time(0, 18))
    form.enter("lab", "patrol", ended=Time(23, 16))
    assert _judged(form, {**STEPS_OF, "patrol": "lab"}) == {
        "muster": ("按时", "23:31"),
        "report": ("按时", "次日0:01"),
        "weigh": ("按时", "次日0:00"),
        "test": ("超时", "次日0:00"),
        "meet": ("按时", "次日0:18"),
        "patrol": ("超时", "23:15"),
    }
    assert _judged_again(form)["汇总"] == ["客服部", 3, 3, 3, 3, 0, 0, 0, 0, 1, 0]


def _judged_again(form: Any) -> dict[str, list[object]]:
    return {"汇总": [cell.value for cell in form.calculated().package["汇总"][4][:11]]}


@pytest.mark.office
def test_what_a_limit_counts_from_and_nobody_recorded_is_said_and_not_judged(
    read_plan: ReadPlan, small: Mapping[str, str], fill_in: FillIn
) -> None:
    form = fill_in(_chain(read_plan, small))
    for row, key in STEPS_OF.items():
        form.enter(key, row, ended=Time(23, 30))
    form.enter("lab", "muster", ended="十一点半")
    assert _judged(form, STEPS_OF) == {
        "muster": ("未判定：启动指令没有填时间", "23:05"),
        "report": ("按时", "次日0:00"),
        "weigh": ("未判定：起算步骤没有填时间", "23:25"),
        "test": ("未判定：起算步骤没有填时间", "23:15"),
        "meet": ("未判定：起算情形没有填时间", "—"),
    }
    done = form.calculated().package["汇总"]
    assert [cell.value for cell in done[4][:11]] == ["客服部", 3, 3, 3, 1, 0, 2, 0, 0, 1, 0]


@pytest.mark.office
def test_the_step_that_gives_the_order_says_when_it_was_given(
    read_plan: ReadPlan, small: Mapping[str, str], fill_in: FillIn
) -> None:
    form = fill_in(_chain(read_plan, small))
    form.enter("command", "open", ended=Time(23, 4))
    form.enter("service", "muster", ended=Time(23, 10))
    assert _judged(form, {"muster": "service"}) == {"muster": ("超时", "23:09")}

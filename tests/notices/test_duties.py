"""Statutory duties: nothing is concluded from a limit; what legal judged and what was done is recorded, once each."""

from typing import Any

import pytest

from plangen.model.values import parse_time
from plangen.pipeline.check import check_project
from plangen.pipeline.notices.lists import list_deadlines
from plangen.reporting.notices.statutory import report_deadlines
from plangen.reporting.style import Style

pytestmark = pytest.mark.slow

FILE = "source/duties/kettle-2026.yaml"
DEADLINES = """deadlines:
  - {id: early, title: 提前报告, kinds: [stop-use], starts: 发现, amount: 4, unit: 小时, to: 监管部门, basis: 规定,
     condition: 较大以上的, certainty: 已查证, checked_on: 2026-01-01, confirmed_by: 赵法务}
"""


@pytest.fixture
def office(desk: Any) -> Any:
    (desk.root / "source/legal/deadlines.yaml").write_text(DEADLINES, encoding="utf-8")
    desk.edit("source/incidents/kettle-2026.yaml", "date: 2026-03-01", "date: 2026-03-01\n  time: '9:10'")
    return desk


def recorded(desk: Any) -> Any:
    (record,) = desk.issue().record.deadlines
    return record


def test_a_limit_that_is_over_says_nothing_of_a_duty_that_nobody_judged(office: Any) -> None:
    """Four hours after the discovery are over by a day when the notice goes out."""
    office.approve_all()
    duty = recorded(office)
    assert (duty.applies, duty.condition, duty.done, duty.met) == ("未判断是否适用", "较大以上的", None, None)
    assert "已过" not in "".join(
        raw.decode() for name, raw in office.files().items() if name.startswith("source/issued/")
    )
    assert "提前报告：2026年3月1日13:10（较大以上的）；未判断是否适用" in office.status()


def test_what_was_judged_and_done_is_in_every_list_and_in_the_record(office: Any) -> None:
    office.approve_all()
    given = {"met": "2026-03-01 10:30", "how": "电话报告", "reference": "值班记录12号"}
    assert office.duty("提前报告", applies="是", **given).written
    duty = recorded(office)
    assert (duty.applies, duty.done, duty.how, duty.reference, duty.by, duty.name) == (
        *("适用", "2026-03-01 10:30", "电话报告", "值班记录12号", "legal-head", "李四"),
    )
    said = "适用；已办理：2026-03-01 10:30 电话报告（值班记录12号）"
    assert said in office.status()
    told = "\n".join(report_deadlines(list_deadlines(office.root, "kettle-2026")).text(Style("zh")))
    assert f"{said}（法务部负责人 李四 2026-03-31 12:00）" in told


def test_entries_are_only_added_and_the_later_judgement_counts(office: Any) -> None:
    assert office.duty("early", applies="否", reason="只有三件").written
    first = office.read(FILE)
    assert office.duty("early", applies="是", reason="后来查明不止三件").written
    assert office.read(FILE).startswith(first)
    assert office.duty("early", met="2026-03-02 8:00", how="书面报告").written
    assert office.duty("early", met="2026-03-02 8:00", how="书面报告").known
    state = office.duty("early", applies="未判断", dry_run=True).state
    assert (state.applies, [each.met for each in state.met]) == ("未判断是否适用", ["2026-03-02 08:00"])
    assert office.read(FILE).count("- duty: early") == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "A276 既没有判断是否适用，也没有办理时间"),
        ({"applies": "也许"}, "A279 “也许”不是回答"),
        ({"applies": "否"}, "A277 判断为不适用，没有写理由"),
        ({"met": "2026-03-01 10:00", "how": "电话"}, "A278 登记了办理时间，而这一事项现在是：未判断是否适用"),
        (
            {"applies": "否", "reason": "三件", "met": "2026-03-01 10:00", "how": "电话"},
            "A278 登记了办理时间，而这一事项现在是：不适用",
        ),
        ({"applies": "是", "met": "2026-03-01 10:00"}, "A286 登记了办理时间，没有写怎样办理"),
        ({"applies": "是", "met": "昨天", "how": "电话"}, "A225 “昨天”不是时间"),
        ({"applies": "是", "met": "2026-02-28 23:59", "how": "电话"}, "A207 2026-02-28 23:59早于事件日期2026年3月1日"),
        (
            {"applies": "是", "met": "2026-03-31 12:01", "how": "电话"},
            "A274 2026-03-31 12:01还没有到，现在是2026-03-31 12:00",
        ),
        ({"applies": "是", "name": " "}, "A205 姓名是空的"),
        ({"applies": "是", "by": "厂长"}, "A203 没有岗位“厂长”"),
        ({"applies": "是", "duty": "late"}, "A275 没有法定事项“late”"),
        ({"applies": "是", "case": "data-leak"}, "A289 “消费者信息泄露”是演练场景"),
    ],
)
def test_each_refusal_says_what_is_wrong_and_writes_nothing(office: Any, given: dict[str, str], said: str) -> None:
    before = office.files()
    assert office.said(office.duty(given.pop("duty", "early"), **given)) == [said]
    assert office.files() == before


def test_the_minute_that_it_is_has_come(office: Any) -> None:
    assert office.duty("early", applies="是", met="2026-03-31 12:00", how="电话").written
    office.approve_all()
    now = parse_time("2026-03-02 14:05")
    assert office.said(office.issue("2026-03-02 14:06", now=now)) == [
        "A274 2026-03-02 14:06还没有到，现在是2026-03-02 14:05"
    ]
    assert office.issue("2026-03-02 14:05", now=now).written


def test_a_file_that_cannot_be_added_to_is_left_alone(office: Any) -> None:
    (office.root / "source/duties").mkdir()
    odd = "case: kettle-2026\nentries: []\n# 备注\n"
    (office.root / FILE).write_text(odd, encoding="utf-8")
    assert [each[:4] for each in office.said(office.duty("early", applies="是"))] == ["A287"]
    assert office.read(FILE) == odd


def test_an_older_record_reads_as_before(office: Any) -> None:
    """It compared the limit with the time of issue, and knew neither condition nor judgement."""
    office.approve_all()
    done = office.issue()
    text = office.read(done.file)
    head = text[: text.index("deadlines:")]
    old = head + 'deadlines:\n  - title: "提前报告"\n    due: "2026年3月1日13:10"\n    met: "期限已过"\n'
    (office.root / done.file).write_text(old, encoding="utf-8")
    assert {each.code for each in check_project(office.root).findings if each.at.file == done.file} == set()
    assert office.issue().known

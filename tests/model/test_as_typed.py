"""What people type into forms comes to one certain value, or to none."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.model.as_typed import Amount, ticked, typed_amount, typed_date, typed_items, typed_moment, typed_text

CHOICES = ("已核实", "暂不能确定", "不适用")


def is_refused(read: Callable[..., object], *arguments: object) -> bool:
    try:
        read(*arguments)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("9：19", "9:19"), ("9点20分", "9:20"), ("9时20分", "9:20"), ("9点半", "9:30"), ("9点", "9:00")),
        *(("９：１９", "9:19"), ("上午9:30", "9:30"), ("下午3点", "15:00"), ("晚上8点10分", "20:10")),
        *(("中午12:10", "12:10"), ("次日 0:30", "次日0:30"), ("第2天 9:00", "次日9:00"), ("24:00", "24:00")),
        *(("0.3958333", "9:30"), ("9:30 PM", "21:30"), ("十点半", "10:30"), ("十点二十", "10:20")),
        *(("9点一刻", "9:15"), ("09:29:59.97", "9:30"), ("PT9H30M", "9:30"), ("9点整", "9:00"), ("9点钟", "9:00")),
    ],
)
def test_a_time_is_read_however_it_is_written(text: str, moment: str) -> None:
    assert str(typed_moment(text)) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("约10点半", "10点左右", "25:00", "9.30", "930", "晚上12点", "上午15点", "9:60", "", "下午", "9:20至9:40"),
        *("凌晨12点", "9点半20分", "3月1日9:00", "24:01", "x" * 100_000),
    ],
)
def test_a_time_that_may_mean_several_things_is_none(text: str) -> None:
    assert is_refused(typed_moment, text)


@given(st.integers(0, 24 * 60 - 1))
def test_a_sheet_gives_back_the_minute_that_was_typed(minutes: int) -> None:
    """Sheets keep times as fractions, and LibreOffice as a little less."""
    for fraction in (minutes / 1440, minutes / 1440 - 3e-8 if minutes else 0.0):
        assert typed_moment("", fraction).minutes == minutes


@pytest.mark.parametrize(
    "text",
    [
        *("2026-3-1", "2026/03/01", "2026.3.1", "2026．3．1", "2026年3月1日", "2026年3月1号", "2026 年 3 月 1 日"),
        *("2026年3月1日（星期日）", "2026-03-01 00:00:00", "二〇二六年三月一日", "20260301", "２０２６－０３－０１"),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert typed_date(text) == datetime.date(2026, 3, 1)


@pytest.mark.parametrize("text", ["3月1日", "2026年3月", "2026年2月30日", "昨天", "1899-12-31", "", "2026-03-01 09:00"])
def test_a_date_without_its_year_or_with_more_is_none(text: str) -> None:
    assert is_refused(typed_date, text)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))
def test_a_day_of_a_sheet_is_the_day_that_was_typed(day: datetime.date) -> None:
    assert typed_date("", (day - datetime.date(1899, 12, 30)).days) == day


@pytest.mark.parametrize("number", [-1.0, 0.5, 36_525.0, 73_051.0])
def test_a_number_that_is_no_day_is_no_date(number: float) -> None:
    assert is_refused(typed_date, "", number)


def test_amounts_keep_what_they_count() -> None:
    assert typed_amount("1,200件") == Amount(Decimal(1200), "件")
    assert typed_amount("3 万人") == Amount(Decimal(30_000), "人")
    assert typed_amount("", 12.0) == Amount(Decimal(12), "")
    for text in ("约120件", "100至200件", "一些", "3-5台"):
        assert is_refused(typed_amount, text)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1.甲；2.乙；3、丙", ("甲", "乙", "丙")),
        ("（1）甲\n（2）乙\n\n丙", ("甲", "乙", "丙")),
        ("一、甲\n二、乙", ("甲", "乙")),
        ("• 甲\n- 乙", ("甲", "乙")),
        ("3.5万台已经封存", ("3.5万台已经封存",)),
        ("2026年3月1日停止销售；3月2日公告", ("2026年3月1日停止销售；3月2日公告",)),
        ("2.甲；1.乙", ("甲；1.乙",)),
        ("", ()),
    ],
)
def test_a_list_has_an_item_for_each_line_or_number(text: str, items: tuple[str, ...]) -> None:
    assert typed_items(text) == items


@given(st.lists(st.text("甲乙丙丁，。", min_size=1, max_size=9), max_size=5))
def test_lines_come_back_as_they_were_typed(lines: list[str]) -> None:
    assert typed_items("\n".join(lines)) == tuple(lines)
    assert typed_text("\n\n".join(lines)) == "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("■已核实　□暂不能确定　□不适用", ("已核实",)),
        ("□√已核实□不适用", ("已核实",)),
        ("√□已核实□不适用", ("已核实",)),
        ("已核实√ □不适用", ("已核实",)),
        ("□已核实□不适用√", ("不适用",)),
        ("☒已核实 ☐不适用", ("已核实",)),
        ("[x]已核实 [ ]不适用", ("已核实",)),
        ("已核实", ("已核实",)),
        ("■已核实■不适用", ("已核实", "不适用")),
        ("□已核实□暂不能确定□不适用", ()),
        ("×已核实", ()),
        ("", ()),
    ],
)
def test_boxes_are_read_by_their_signs(text: str, found: tuple[str, ...]) -> None:
    assert ticked(text, CHOICES) == found


def test_one_choice_within_another_is_not_taken_for_it() -> None:
    assert ticked("□一致 ■不一致", ("一致", "不一致")) == ("不一致",)
    assert ticked("■一致 □不一致", ("一致", "不一致")) == ("一致",)

"""Titles break between words, in lines of about one length, and are still the whole title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.blocks.breaking import broken

ROOM = 13


def lines(text: str, room: float = ROOM) -> tuple[str, ...]:
    return broken(text, room, lambda part: float(len(part)))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "某某银行城东支行消费者权益保护突发事件联合应急演练计划",
            ("某某银行城东支行", "消费者权益保护突发事件", "联合应急演练计划"),
        ),
        ("关于开展消费者保护应急预案演练培训的通知", ("关于开展消费者保护", "应急预案演练培训的通知")),
        ("某某小学食物中毒与停电应急疏散演练计划", ("某某小学食物中毒", "与停电应急疏散演练计划")),
        ("甲公司客户服务应急演练计划", ("甲公司客户服务应急演练计划",)),  # thirteen characters fit
        ("一二三四五六七八九十一二三四五六", ("一二三四五六七八", "九十一二三四五六")),  # no word is known
        ("关于【待填写：演练名称】的通知", ("关于【待填写：演练名称】", "的通知")),
    ],
)
def test_a_title_breaks_where_the_sense_does_and_only_where_it_is_too_long(
    title: str, expected: tuple[str, ...]
) -> None:
    assert lines(title) == expected


@given(st.text("消费者保护应急预案演练计划的和与（）、“”AB12 ", max_size=120), st.integers(2, 30))
def test_a_broken_title_is_the_whole_title_in_lines_that_fit(title: str, room: int) -> None:
    found = lines(title, room)
    assert "".join(found) == title
    assert all(len(line) <= room for line in found)


@given(st.text("消费者保护应急预案演练计划的和与未知字词", min_size=14, max_size=120))
def test_no_line_holds_one_character_alone(title: str) -> None:
    assert min(map(len, lines(title))) > 1


@given(st.text("消费者保护应急（）、“”的", min_size=14, max_size=60))
def test_a_closing_mark_never_begins_a_line_that_something_else_could(title: str) -> None:
    """Only where marks follow one another for a whole line is there no other way."""
    if not any(mark in title for mark in ("、、", "））", "））", "””", "（（", "““", "、）", "）、", "（、", "“、")):
        assert not any(line[0] in "）、”" for line in lines(title)[1:])


def test_a_title_of_any_length_is_broken() -> None:
    assert "".join(lines("应急演练" * 2_000)) == "应急演练" * 2_000

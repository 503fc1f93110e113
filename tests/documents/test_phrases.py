"""Texts of the source become clauses, sentences and lists that read as one hand wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.documents.phrases import people, period, since
from plangen.language.sentences import book, clause, endings, listed, quoted, sentence
from plangen.model.values import Duration, Moment, todo
from tests.strategies import moments, names, texts


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["", "。"], ""),
        (["甲"], "甲"),
        (["甲", "乙"], "甲和乙"),
        (["甲。", "乙；", "丙"], "甲、乙和丙"),
        (["甲", todo("热线")], "甲、【待填写：热线】"),
        ([todo("热线"), "甲"], "【待填写：热线】和甲"),
        (["甲和乙", "丙"], "甲和乙、丙"),
        (["与甲", "丙"], "与甲、丙"),
        (["甲，乙", "丙"], "甲，乙；丙"),
        (["“甲”", "“乙”", "丙"], "“甲”“乙”和丙"),
        (["《甲》", "《乙》", "丙"], "《甲》《乙》和丙"),
    ],
)
def test_items_are_joined_as_people_write_them(items: list[str], expected: str) -> None:
    """A value still to be filled in is not joined by 和 as the last: what stands there may be anything."""
    assert listed(items) == expected


@given(st.lists(names(), min_size=1, max_size=6))
def test_every_item_is_listed_once_in_its_order(items: list[str]) -> None:
    *first, last = items
    assert listed(items) == ("、".join(first) + "和" if first else "") + last
    assert listed(items, "、") == "、".join(items)


@given(st.lists(texts(), max_size=6))
def test_a_list_of_lines_is_one_sentence(items: list[str]) -> None:
    lines = endings(items)
    assert [line[:-1] for line in lines] == [clause(item) for item in items if clause(item)]
    assert "".join(line[-1] for line in lines) == "；" * (len(lines) - 1) + "。" * bool(lines)


@given(texts())
def test_a_sentence_stays_as_it_is(text: str) -> None:
    said = sentence(text)
    assert sentence(said) == said
    assert said in {"", clause(text), f"{clause(text)}。"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("。", ""),
        ("甲", "甲。"),
        ("甲；", "甲。"),
        ("甲！", "甲！"),
        ("甲……", "甲……"),
        ("说“甲。”", "说“甲。”"),
        ("说“甲”", "说“甲”。"),
    ],
)
def test_a_sentence_has_exactly_one_final_stop(text: str, expected: str) -> None:
    assert sentence(text) == expected


def test_marks_within_quotation_marks_become_single_ones() -> None:
    assert quoted("甲说“乙”。") == "“甲说‘乙’”"


@pytest.mark.parametrize(
    ("title", "expected"), [("预案", "《预案》"), ("《预案》", "《预案》"), (todo("预案"), todo("预案"))]
)
def test_a_title_has_its_marks_once_and_none_while_it_is_open(title: str, expected: str) -> None:
    assert book(title) == expected


def test_people_are_named_one_by_one_and_nobody_while_they_are_open() -> None:
    assert people("王敏、李强，赵静") == ("王敏", "李强", "赵静")
    assert people(todo("姓名")) == people(None) == ()


@given(moments(3), moments(3))
def test_a_period_says_the_day_of_its_end_only_where_it_is_another(one: Moment, other: Moment) -> None:
    start, end = min(one, other), max(one, other)
    first, last = period(start, end).split("—")
    assert first == str(start)
    assert last == (end.clock if start.day == end.day else str(end))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发现时", "发现后4小时内"),
        ("发现后。", "发现后4小时内"),
        ("上次报告", "上次报告后4小时内"),
        ("知悉之日起", "知悉之日起4小时内"),
        ("发布前", "发布前4小时内"),
        ("沟通过程中随时", "沟通过程中随时，4小时内"),
        ("处置期间", "处置期间，4小时内"),
        ("来访者到场及时", "来访者到场及时，4小时内"),
        ("投诉集中", "投诉集中后4小时内"),
        ("", "4小时内"),
    ],
)
def test_a_limit_is_joined_to_what_it_counts_from_as_people_write_it(text: str, expected: str) -> None:
    assert since(text, Duration.parse("4小时")) == expected

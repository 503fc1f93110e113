"""Text on a terminal: columns, not characters; punctuation of the language; nothing that steers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.diagnostics import words
from plangen.reporting.style import Style, fitting, padded, plain
from plangen.visible import width

TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=40)
COLUMNS = st.integers(0, 60)


@given(TEXTS, COLUMNS)
def test_padding_fills_up_to_the_width_and_cuts_nothing(text: str, columns: int) -> None:
    made = padded(text, columns)
    assert made.startswith(text)
    assert not made[len(text) :].strip(" ")
    assert width(made) == max(width(text), columns)


@given(TEXTS, COLUMNS)
def test_what_fits_is_the_longest_beginning_within_the_width(text: str, columns: int) -> None:
    made = fitting(text, columns)
    assert text.startswith(made)
    assert width(made) <= columns
    assert made == text or width(text[: len(made) + 1]) > columns


@given(TEXTS, TEXTS)
def test_widths_add_up(one: str, other: str) -> None:
    assert width(one + other) == width(one) + width(other)
    assert len(one) <= width(one) <= 2 * len(one)


@given(st.text(max_size=40))
def test_plain_text_steers_nothing(text: str) -> None:
    made = plain(text)
    assert not [char for char in made if unicodedata.category(char) in {"Cc", "Cs"} and char != "\t"]
    assert plain(made) == made


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("应急指挥", 8, "应急指挥"),
        ("应急指挥", 7, "应急指"),
        ("应急指挥", 6, "应急指"),
        ("应急指挥", 1, ""),
        ("abcd", 4, "abcd"),
        ("abcd", 3, "abc"),
        ("a应b", 2, "a"),
        ("a应b", 3, "a应"),
        ("", 0, ""),
    ],
)
def test_a_wide_character_is_never_cut_in_two(text: str, columns: int, shown: str) -> None:
    assert fitting(text, columns) == shown


def test_width_counts_two_columns_for_han() -> None:
    assert width("演练 ab：") == 2 + 2 + 1 + 2 + 2


def test_control_characters_are_shown_as_such() -> None:
    assert plain("a\x1b[31mb\x07\ud800\t") == r"a\x1b[31mb\x07\ud800" "\t"


def test_punctuation_is_that_of_the_language() -> None:
    zh, en = Style("zh"), Style("en")
    assert (zh.colon, zh.comma, zh.semicolon) == ("：", "，", "；")
    assert (en.colon, en.comma, en.semicolon) == (": ", ", ", "; ")
    assert (zh.listed(["甲", "乙"]), en.listed(["a", "b"])) == ("甲、乙", "a, b")
    assert (zh.aside("甲"), en.aside("a")) == ("（甲）", " (a)")
    assert (zh.aside(""), en.aside("")) == ("", "")


def test_colour_only_where_it_is_wanted() -> None:
    assert Style("zh", escape="\x1b").paint("甲", "31;1") == "\x1b[31;1m甲\x1b[0m"
    assert Style("zh").paint("甲", "31;1") == "甲"


def test_values_are_said_in_the_same_language() -> None:
    text, value = words("有{what}", "there is {what}"), words("错误", "an error")
    assert (Style("zh").say(text, what=value), Style("en").say(text, what=value)) == ("有错误", "there is an error")

"""What is shown can be seen: nothing that steers a terminal, turns the direction of letters, or is blank remains."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.visible import is_seen, visible

ODD = st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp")) | st.sampled_from("\u034f\u115f\u3164\ufe0f\U000e0041⠀")


@given(st.text(st.characters() | ODD, max_size=60))
def test_nothing_that_does_not_show_is_left_and_all_else_stays(text: str) -> None:
    shown = visible(text)
    assert not [char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert visible(shown) == shown
    assert "".join(filter(is_seen, text)) == shown if all(map(is_seen, text)) else len(shown) > len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\x1b[31m乙", r"甲\x1b[31m乙"),
        ("\x9b2J", r"\x9b2J"),
        ("a\u202egpj.exe", r"a\u202egpj.exe"),
        ("计划\U000e0041", r"计划\U000e0041"),
        ("甲\u3164乙\ufe0f丙\u2800", r"甲\u3164乙\ufe0f丙\u2800"),
        ("\udcff", r"\udcff"),
        ("行\n止\r", r"行\n止\r"),
        ("全角　空格\u00a0“引号”", "全角　空格\u00a0“引号”"),
        ("C:\\演练", "C:\\演练"),
    ],
)
def test_what_steers_or_hides_is_spelled(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_the_end_of_a_line_stays_where_it_is_one() -> None:
    assert visible("一\n二\t三\r", kept="\n\t") == "一\n二\t三\\r"

"""Heading numbers as Word counts them."""

import pytest

from plangen.blocks.document import Heading
from plangen.blocks.numbering import chinese_number, heading_counts, heading_label


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (2024, "二千零二十四"),
        (9999, "九千九百九十九"),
        (10000, "10000"),
    ],
)
def test_numbers_in_chinese(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_a_higher_heading_begins_the_lower_ones_anew() -> None:
    levels = [1, 2, 2, 3, 4, 4, 3, 2, 1, 2, 3]
    counts = heading_counts([Heading(level=level, text="题", key=str(n)) for n, level in enumerate(levels)])
    assert [heading_label(each) for each in counts.values()] == [
        "一、",
        "（一）",
        "（二）",
        "1、",
        "（1）",
        "（2）",
        "2、",
        "（三）",
        "二、",
        "（一）",
        "1、",
    ]


def test_an_unnumbered_heading_neither_counts_nor_restarts() -> None:
    blocks = [
        Heading(level=1, text="甲", key="a"),
        Heading(level=1, text="附", key="x", numbered=False),
        Heading(level=2, text="乙", key="b"),
    ]
    assert dict(heading_counts(blocks)) == {"a": (1,), "b": (1, 1)}

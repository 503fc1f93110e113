"""A moment as people type it, by which deadlines are judged."""

import datetime

import pytest

from plangen.errors import NoMoment
from plangen.pipeline.notices.lists import moment_of


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-12-12", "2024-12-12"),
        (" 2024年12月12日 ", "2024-12-12"),
        ("2024-12-12 15:00", "2024-12-12 15:00:00"),
        ("2024-12-12T15:00", "2024-12-12 15:00:00"),
        ("2024年12月12日  9:05", "2024-12-12 09:05:00"),
        ("2024-12-12 0:00", "2024-12-12 00:00:00"),
        ("2024-12-12 24:00", "2024-12-13 00:00:00"),
        ("2024-12-31 次日 1:00", "2025-01-01 01:00:00"),
    ],
)
def test_a_day_stays_a_day_and_a_day_with_a_time_is_a_moment(text: str, moment: str) -> None:
    found = moment_of(text)
    assert str(found) == moment
    assert isinstance(found, datetime.datetime) is (":" in text)


@pytest.mark.parametrize(
    "text", ["", "昨天", "2024-13-01", "2024-12-12 25:61", "15:00", "2024-12-12 下午", "9999-12-31 次日 1:00"]
)
def test_what_is_no_moment_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NoMoment) as caught:
        moment_of(text)
    assert caught.value.text == text

"""Where name and date stand, by the rules for official documents (7.3.5): with a seal and without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.office.ooxml.signature import SignedPlace, is_date, placed

ROOM = 28.0
LONG, SHORT, DAY = "某某股份有限公司消费者权益保护办公室", "应急办", "2026年5月11日"


def places(*lines: str, sealed: bool = False) -> tuple[SignedPlace, ...]:
    return placed(lines, ROOM, sealed=sealed)


def test_without_a_seal_the_date_begins_two_characters_right_of_the_name() -> None:
    name, date = places(LONG, DAY)
    assert name == SignedPlace(right=2)
    assert date == SignedPlace(left=ROOM - 2 - len(LONG) + 2)


def test_a_date_longer_than_the_name_ends_two_characters_from_the_edge_and_the_name_begins_two_before_it() -> None:
    name, date = places(SHORT, "　　　　年　　月　　日")
    assert date == SignedPlace(right=2)
    assert name == SignedPlace(left=ROOM - 2 - 11 - 2)


def test_with_a_seal_the_date_ends_four_characters_from_the_edge_and_the_name_stands_over_its_middle() -> None:
    name, date = places(SHORT, "二〇二六年五月十一日", sealed=True)
    assert date == SignedPlace(right=4)
    assert name == SignedPlace(right=4 + 10 / 2 - 3 / 2)


def test_a_wide_name_over_a_date_stays_within_the_text() -> None:
    name, date = places(LONG, DAY, sealed=True)
    assert name.right == 0
    assert date.right is not None
    assert date.right > 4


@pytest.mark.parametrize("lines", [("某某公司",), ("某某公司", "某某办公室"), ("2026年5月11日",)])
def test_without_a_name_over_a_date_all_lines_end_alike(lines: tuple[str, ...]) -> None:
    assert set(places(*lines)) == {SignedPlace(right=2)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年5月11日", True),
        ("　　　　年　　月　　日", True),
        ("二〇二六年五月十一日", True),
        ("【待填写：发布日期】", True),
        ("【待填写：编制部门】", False),
        ("某某公司2026年5月11日印", False),
    ],
)
def test_a_date_is_known(text: str, *, expected: bool) -> None:
    assert is_date(text) is expected


@given(name=st.text("某公司办室ABC 12年月日", min_size=1, max_size=60), sealed=st.booleans())
def test_no_line_stands_outside_the_text(name: str, *, sealed: bool) -> None:
    for place in places(name, DAY, sealed=sealed):
        assert 0 <= ((place.left if place.right is None else place.right) or 0) <= ROOM

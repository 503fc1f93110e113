"""What a mistyped name most likely meant: only what is near, and nothing where nothing is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.near import did_you_mean, is_one_slip, nearest

NAMES = st.text("abcdefghij-", min_size=4, max_size=12)
# difflib pairs a letter that comes twice with the wrong one now and then.
NO_LETTER_TWICE = st.lists(st.sampled_from("abcdefghij-"), min_size=4, unique=True).map("".join)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("abcx", "abcd"),  # three quarters alike
        ("abxy", None),
        ("ABCD", "abcd"),
        ("a_bcd", "a-bcd"),
        (" abcd ", "abcd"),
        ("", None),
    ],
)
def test_three_quarters_of_a_name_are_near(name: str, meant: str | None) -> None:
    assert nearest(name, ("abcd", "a-bcd", "zzzz")) == meant


def test_of_two_the_nearer_is_meant() -> None:
    assert nearest("customer-servise", ("customer-services", "customer-service")) == "customer-service"
    assert nearest("timelin", ("timeline", "timelines")) == "timeline"


def test_a_suggestion_quotes_the_name_in_both_languages() -> None:
    assert did_you_mean(None) is None
    words = did_you_mean("plan")
    assert words is not None
    assert (words.zh, words.en) == ("是不是想写“plan”？", "did you mean 'plan'?")


@given(NAMES, st.sets(NAMES, max_size=5))
def test_what_is_suggested_is_known(name: str, known: set[str]) -> None:
    assert nearest(name, known) in {None, *known}


@given(NAMES, st.sets(NAMES, max_size=5))
def test_a_known_name_is_near_to_nothing_but_itself(name: str, known: set[str]) -> None:
    assert nearest(name, {*known, name}) == name


@given(NO_LETTER_TWICE, st.integers(min_value=0), st.sampled_from("klmn"))
def test_one_wrong_letter_is_forgiven_in_either_direction(name: str, place: int, letter: str) -> None:
    at = place % len(name)
    typed = name[:at] + letter + name[at + 1 :]
    assert nearest(typed, (name,)) == name
    assert nearest(name, (typed,)) == typed


@given(NAMES, st.sampled_from(("upper", "title", "swapcase")))
def test_capitals_and_underscores_are_not_mistakes(name: str, form: str) -> None:
    assert nearest(getattr(name, form)().replace("-", "_"), (name, "zzzzzzzzzzzzz")) == name


def test_nothing_else_looks_for_near_names() -> None:
    """One home for what counts as near and how it is said."""
    package = Path(__file__).parents[1] / "plangen"
    users = {path.name for path in package.rglob("*.py") if "get_close_matches" in path.read_text(encoding="utf-8")}
    assert users == {"near.py"}


@pytest.mark.parametrize(
    ("said", "is_slip"),
    [
        ("质量管控部", True),
        ("质量理部", True),
        ("质量管理理部", True),
        ("质量理管部", True),
        ("质量管理", True),
        ("质量管理部", False),
        ("质检管控部", False),
        ("质量部", False),
        ("", False),
    ],
)
def test_one_slip(said: str, is_slip: bool) -> None:
    assert is_one_slip(said, "质量管理部") is is_slip
    assert is_one_slip("质量管理部", said) is is_slip

"""What the end of a page and the beginning of the next say together is a leak only if a part of it is unknown."""

import pytest

from plangen.alike import TURNED, normal
from plangen.diagnostics import words
from plangen.documents.packets.known_texts import forms
from plangen.documents.packets.secret_phrases import SecretGroup, Secrets

WHAT = words("签到表", "sign-in sheets")
SECRET = normal("日期：2026年12月9日")


def told(text: str, *known: str) -> list[str]:
    group = SecretGroup.of({SECRET: WHAT}, {}, tuple(map(forms, known)))
    return [phrase for phrase, _ in Secrets.of([group]).told(text, by_letters=True)]


@pytest.mark.parametrize("cut", range(1, 10))
def test_a_secret_that_a_page_end_cuts_is_told_wherever_it_is_cut(cut: int) -> None:
    whole = "日期2026年12月9日"
    assert told(f"前面的话{whole[:cut]}{TURNED}{whole[cut:]}后面的话") == [SECRET]


def test_two_texts_that_meet_at_a_page_end_are_no_secret_where_both_are_known() -> None:
    text = f"评估人员签名　日期{TURNED}2026年12月9日12:40至16:30组织演练"
    known = ("评估人员签名　日期", "我校定于2026年12月9日12:40至16:30组织演练")
    assert told(text, *known) == []
    assert told(text, known[0]) == [SECRET]
    assert told(text, known[1]) == [SECRET]


def test_within_a_page_the_same_words_are_told() -> None:
    known = ("评估人员签名　日期", "我校定于2026年12月9日组织演练")
    said = "日期2026年12月9日"
    assert told(said, *known) == [SECRET]
    assert told(f"别的{TURNED}话\f{said}", *known) == [SECRET]
    assert told(f"{said}{TURNED}后面的话", *known) == [SECRET]

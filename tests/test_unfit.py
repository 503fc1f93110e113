"""Words of drafts, drills and internal papers are found however they are written, and no ordinary sentence is."""

import pytest

from plangen.alike import passage, unfit
from plangen.alike.unfit import DRILL, SHIPPED, Unfit, unfit_in

FOUND = [(kind, text) for kind in SHIPPED for text in kind.found]
PASSES = [(kind, text) for kind in SHIPPED for text in kind.passes]


@pytest.mark.parametrize(("kind", "text"), FOUND, ids=[text for _, text in FOUND])
def test_each_sentence_that_must_be_found_is(kind: Unfit, text: str) -> None:
    assert kind in [each for each, _ in unfit_in(text)]


@pytest.mark.parametrize(("kind", "text"), PASSES, ids=[text for _, text in PASSES])
def test_each_sentence_that_must_pass_does(kind: Unfit, text: str) -> None:
    assert list(unfit_in(text)) == []


def test_every_kind_has_sentences_of_both_sides() -> None:
    assert [kind.title for kind in SHIPPED if not (kind.found and kind.passes and kind.english)] == []
    assert [kind.title for kind in DRILL] == ["演练", "模拟"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("（草　稿）", "草　稿"),
        ("ＤＲＡＦＴ", "ＤＲＡＦＴ"),
        ("電話：待 定", "待定"),
        ("演-练-用", "演-练-用"),
        ("電熱毯（演練）", "演練"),
    ],
)
def test_the_words_are_told_as_they_stand(text: str, said: str) -> None:
    """Spaces, widths and traditional characters make no difference; what is told can be copied."""
    assert [each.replace(" ", "") for _, each in unfit_in(text)] == [said.replace("　", "")]


def test_a_plan_adds_plain_words_and_what_they_may_stand_in() -> None:
    own = Unfit(title="代号", texts=("暖冬",), unless=("暖冬牌",))
    assert [said for _, said in unfit_in("本次暖 冬行动涉及暖冬牌电热毯", (own,))] == ["暖冬"]
    assert list(unfit_in("暖冬牌电热毯", (own,))) == []
    assert list(unfit_in("暖冬牌电热毯", (Unfit(title="代号", texts=("暖冬",)),))) != []
    assert list(unfit_in("任何文字", (Unfit(title="空", texts=("（）",)),))) == []


def test_what_stands_in_a_text_a_thousand_times_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look goes through the whole text: one for each time that it stands there would take for ever."""
    looks: list[str] = []

    def counted(text: str, hit: str) -> str:
        looks.append(hit)
        return passage(text, hit)

    monkeypatch.setattr(unfit, "passage", counted)
    found = list(unfit_in("【待填写：甲】，演练。" * 1_000))
    assert len(found) <= len(looks) <= 2 * len(found)
    assert found

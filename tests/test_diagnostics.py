"""Findings in an order that does not depend on who found them first, and words in the language asked for."""

from hypothesis import given
from hypothesis import strategies as st

from plangen.diagnostics import WARNING, Finding, Place, Words, in_order, rule, rules_of
from plangen.reading import homes

RULES = [
    rule(code, WARNING, title=("甲", "a"), why=("乙", "b"), message=("丙{n}", "c {n}"), hint=("丁", "d"))
    for code in ("T101", "T102")
]
PATHS = st.sampled_from(("", "a", "a.b"))
LINES = st.builds(
    Place, file=st.sampled_from(("a.yaml", "b.yaml")), line=st.integers(0, 3), column=st.integers(0, 3), path=PATHS
)
PARAGRAPHS = st.builds(Place, file=st.just("c.docx"), path=PATHS, spot=st.just(Words("第 1 段", "paragraph 1")))
FINDINGS = st.builds(
    Finding, rule=st.sampled_from(RULES), at=LINES | PARAGRAPHS, values=st.fixed_dictionaries({"n": st.integers(0, 2)})
)


@given(st.lists(FINDINGS, max_size=12).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_is_the_same_whoever_found_it_first(both: tuple[list[Finding], list[Finding]]) -> None:
    one, other = map(in_order, both)
    assert one == other


@given(st.lists(FINDINGS, max_size=12))
def test_what_is_in_order_stays_so_and_nothing_is_lost_or_told_twice(findings: list[Finding]) -> None:
    ordered = in_order(findings)
    assert in_order(ordered) == ordered

    def told(each: Finding) -> tuple[object, ...]:
        return each.code, each.at.file, each.at.line, each.at.column, each.at.path, each.message("en")

    assert {*map(told, ordered)} == {*map(told, findings)}
    lines = [(each.at.file, each.at.line, each.at.column) for each in ordered]
    assert lines == sorted(lines)


def test_words_are_filled_in_in_their_own_language() -> None:
    words = Words("{who}：{what}", "{who}: {what}")
    values = {"who": Words("甲", "A"), "what": (Words("乙", "B"), 3)}
    assert words.say("zh", values) == "甲：乙、3"
    assert words.say("en", values) == "A: B, 3"
    assert words.say("en") == "{who}: {what}"  # nothing to fill in: braces are text


def test_a_rule_of_a_single_place_has_its_own_hint() -> None:
    at = Place(file="f.yaml")
    assert Finding(rule=RULES[0], at=at, values={"n": 1}).advice("zh") == "丁"
    assert Finding(rule=RULES[0], at=at, values={"n": 1}, hint=Words("戊", "e")).advice("en") == "e"


def test_braces_that_somebody_typed_stay_as_they_are() -> None:
    hint = Words("是不是想写“a{b}{.yaml”？{n}", "did you mean 'a{b}{.yaml'? {n}")
    at = Place(file="a{b}.yaml")
    assert (
        Finding(rule=RULES[0], at=at, values={"n": "{b}"}, hint=hint).advice("en") == "did you mean 'a{b}{.yaml'? {b}"
    )


def test_the_rules_of_a_module_are_those_it_declares_in_order() -> None:
    assert [each.code for each in rules_of(homes)] == ["S101", "S102", "S103", "S104", "S106", "S125"]

"""Texts are filled in as Jinja would, and what was filled in stays apart from what is written."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.language.environment import Budget, TooMuch, compiled, rendered
from plangen.language.filled import Namespace, Unfilled, filled, holds
from plangen.language.following import Walk
from plangen.language.tags import read


def group(called: str, text: str = "", /, **values: Value) -> Names:
    return Names(title=called, values=values, chinese={}, text=text)


def posts(*titles: str) -> Listing:
    sample = group("岗位", title=Gap("岗位名称"), phone=Gap("电话"))
    return Listing(items=tuple(group("岗位", each, title=each, phone="1") for each in titles), sample=sample)


FACTS = Names(
    title="",
    values={
        "a": "甲",
        "b": "",
        "count": "12",
        "gap": Gap("热线"),
        "names": Listing(items=("子", "丑", "寅"), sample=Gap("名称")),
        "one": Listing(items=("子",), sample=Gap("名称")),
        "posts": posts("经理", "组长"),
        "team": group("小组", title="应急组", none=Gap("职责")),
    },
    chinese={"名单": "names", "小组": "team"},
)


def said(text: str, facts: Names = FACTS) -> str:
    return "".join(piece for piece, _ in filled(text, Namespace(facts, Budget())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一句话。", "一句话。"),
        ("{{ a }}和{{ team.title }}", "甲和应急组"),
        ("{{ gap }}", "【待填写：热线】"),
        ("{{ 小组.title }}", "应急组"),
        ("{{ team['title'] }}", "应急组"),
        ("{% if gap %}有{% else %}无{% endif %}", "无"),
        ("{% if b %}一{% elif a %}二{% else %}三{% endif %}", "二"),
        ("{% if a == '甲' and not b %}是{% endif %}", "是"),
        ("{% if a != '甲' or b %}是{% endif %}", ""),
        ("{% for x in names %}{{ loop.index }}{{ x }}{% if not loop.last %}、{% endif %}{% endfor %}", "1子、2丑、3寅"),
        ("{% for x in posts if x.title != '经理' %}{{ x }}{% endfor %}", "组长"),
        ("{{ names|join('，') }}", "子，丑，寅"),
        ("{{ 名单|连接('，') }}", "子，丑，寅"),
        ("{{ 名单|并列 }}", "子、丑和寅"),
        ("{{ one|并列 }}", "子"),
        ("{{ 名单|个数 }}", "3"),
        ("{{ a|包含('甲') }}", "是"),
        ("{{ a|contains('乙') }}", ""),
        ("{% if 名单|包含('丑') %}有{% endif %}", "有"),
        ("{% if 名单|包含('卯') or gap|包含('热线') %}有{% else %}没有{% endif %}", "没有"),
        ("{% if 名单|个数 == 3 %}三{% endif %}", "三"),
        ("{% if 名单|个数 == '3' %}三{% endif %}", "三"),
        ("{% if 名单|个数 != 3 %}不是三{% endif %}", ""),
        ("{% if 3 == 名单|length != 2 %}三{% endif %}", "三"),
        ("{% if count == 12 and count == '12' %}十二{% endif %}", "十二"),
        ("{% for x in names %}{% if loop.index == 2 and loop.index == '2' %}{{ x }}{% endif %}{% endfor %}", "丑"),
        ("{% for x in posts if x == '组长' %}{{ x.title }}{% endfor %}", "组长"),
        ("{% if one == '子' and gap != '' and b == '' %}是{% endif %}", "是"),
        ("{{ gap|default('无') }}", "无"),
        ("{{ b|缺省('无') }}", "无"),
        ("{{ a if b else '没有' }}", "没有"),
        ("{{ a if b }}", ""),
        ("{# 说明 #}甲", "甲"),
    ],
)
def test_what_a_text_says(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        ("count == 12", True),
        ("count == '12'", True),
        ("count != 12", False),
        ("count == 1", False),
        ("a == '甲'", True),
    ],
)
def test_tags_that_are_followed_are_compared_as_those_that_are_filled_in(condition: str, *, truth: bool) -> None:
    text = f"{{% if {condition} %}}是{{% endif %}}"
    assert said(text) == ("是" if truth else "") == rendered(compiled(text), FACTS, Budget())
    tag = read(f"{{% if {condition} %}}")
    assert tag is not None
    assert Walk(FACTS).truths(tag.expression) == {truth}


def test_what_was_filled_in_is_told_from_what_is_written() -> None:
    assert filled("**{{ a }}**", Namespace(FACTS, Budget())) == [("**", False), ("甲", True), ("**", False)]


def test_a_list_without_items_is_repeated_not_once() -> None:
    """A template repeats once, to show what has to be filled in; a list of a plan that is empty is none."""
    empty = Names(title="", values={"x": Listing(items=(), sample=Gap("名称"))}, chinese={})
    assert said("前{% for each in x %}{{ each }}{% endfor %}后", empty) == "前后"
    assert said("{% for each in x %}有{% else %}没有{% endfor %}", empty) == "没有"


@pytest.mark.parametrize(
    "text",
    [
        "{{ nothing }}",
        "{{ a.b }}",
        "{{ team.nothing }}",
        "{{ a() }}",
        "{{ 1 + 1 }}",
        "{% if 名单|个数 > 1 %}甲{% endif %}",
        "{% if count <= 12 %}甲{% endif %}",
        "{{ a|upper }}",
        "{% if a %}甲",
        "甲{% endif %}",
        "{% for x in names %}{{ x }}",
        "{% else %}",
        "{% set x = a %}",
        "{{ a",
    ],
)
def test_what_the_language_has_not_is_never_filled_in(text: str) -> None:
    if text == "{{ a":  # no tag at all
        assert said(text) == text
        return
    with pytest.raises(Unfilled):
        said(text)


def test_repetition_within_repetition_has_an_end() -> None:
    many = Names(title="", values={"x": Listing(items=("甲",) * 300, sample="")}, chinese={})
    text = "{% for a in x %}{% for b in x %}{{ b }}{% endfor %}{% endfor %}"
    with pytest.raises(TooMuch):
        filled(text, Namespace(many, Budget(rounds=20_000)))
    with pytest.raises(TooMuch):
        filled("{{ x }}", Namespace(many, Budget(characters=100)))


def test_a_condition_of_whole_lines_is_that_of_texts() -> None:
    scope = Namespace(FACTS, Budget())
    assert holds("{%p if a %}", scope)
    assert not holds("{%p elif gap %}", scope)
    assert holds("{%p else %}", scope)


_NAMES = st.sampled_from(["a", "b", "gap", "names", "one", "team.title", "team.none", "x", "名单"])
_EXPRESSIONS = st.recursive(
    st.one_of(_NAMES, st.sampled_from(["'甲'", "'子'", "''", "1", "3", "'3'"])),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} and {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} or {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} == {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} != {pair[1]})"),
        st.tuples(inner, inner, inner).map(lambda three: f"({three[0]} == {three[1]} != {three[2]})"),
        st.tuples(inner, inner, inner).map(lambda three: f"({three[0]} if {three[1]} else {three[2]})"),
        inner.map(lambda one: f"(not {one})"),
        inner.map(lambda one: f"({one})|default('无')"),
        _NAMES.map(lambda name: f"{name}|join('；')"),
        _NAMES.map(lambda name: f"{name}|length"),
        _NAMES.map(lambda name: f"{name}|listed"),
    ),
    max_leaves=5,
)
_TEXTS = st.recursive(
    st.one_of(st.sampled_from(["甲。", "、", " "]), _EXPRESSIONS.map(lambda each: f"{{{{ {each} }}}}")),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(_EXPRESSIONS, inner).map(lambda pair: f"{{% if {pair[0]} %}}{pair[1]}{{% endif %}}"),
        st.tuples(_EXPRESSIONS, inner, _EXPRESSIONS, inner, inner).map(
            lambda five: (
                f"{{% if {five[0]} %}}{five[1]}{{% elif {five[2]} %}}{five[3]}{{% else %}}{five[4]}{{% endif %}}"
            )
        ),
        inner.map(
            lambda each: f"{{% for x in names %}}{each}{{{{ x }}}}{{% if not loop.last %}}，{{% endif %}}{{% endfor %}}"
        ),
    ),
    max_leaves=4,
)
_ALL: Mapping[str, Value] = {**FACTS.values, "x": "外"}


@given(text=_TEXTS)
def test_a_text_says_what_jinja_says(text: str) -> None:
    facts = Names(title="", values=_ALL, chinese=FACTS.chinese)
    try:
        template = compiled(text)
    except RecursionError:
        return
    assert said(text, facts) == rendered(template, facts, Budget()).replace("&#39;", "'")

"""Pieces of Word's XML: texts come back as they were said, whatever their letters and however they are cut."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plangen.blocks.document import Mark, Span
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import (
    NAMESPACES,
    attribute,
    half_points,
    millimetres,
    part,
    run,
    runs,
    twips,
    width_in_characters,
)
from plangen.visible import clean

W = f"{{{NAMESPACES['w']}}}"
SPANS = st.lists(
    st.builds(Span, st.text(alphabet='甲ab【待填写：】\n\t<&"', max_size=12), strong=st.booleans()), max_size=6
).map(tuple)


def said(element: etree._Element) -> str:
    """What the runs of an element show."""
    texts = []
    for each in element.iter():
        if each.tag == f"{W}t":
            texts.append(each.text or "")
        elif each.tag in {f"{W}br", f"{W}tab"}:
            texts.append("\n" if each.tag == f"{W}br" else "\t")
    return "".join(texts)


@given(st.text())
def test_a_run_says_its_text_and_nothing_that_no_file_can_hold(text: str) -> None:
    assert said(parsed(part("p", run(text)))) == clean(text)


@given(st.text())
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", once)
    if re.fullmatch("[\t\n -~\u4e00-\u9fff\U00010000-\U0010ffff]*", text) and "\x7f" not in text:
        assert once == text


@given(st.text())
def test_an_attribute_is_read_back_as_it_was_said(text: str) -> None:
    element = parsed(f"<x a={attribute(text)}/>".encode())
    assert element.get("a") == clean(text)


@given(SPANS)
def test_spans_say_the_same_however_they_are_cut(spans: tuple[Span, ...]) -> None:
    whole = "".join(span.text for span in spans)
    assert said(parsed(part("p", runs(spans, "s")))) == clean(whole)


@given(SPANS)
def test_values_to_fill_in_are_highlighted_though_they_run_over_several_spans(spans: tuple[Span, ...]) -> None:
    whole = "".join(span.text for span in spans)
    shown = []
    for each in parsed(part("p", runs(spans, "s"))).iter(f"{W}r"):
        shown += [(char, each.find(f"{W}rPr/{W}highlight") is not None) for char in said(each)]
    expected = [False] * len(whole)
    for found in re.finditer("【待填写[：:][^】]*】", whole):
        expected[found.start() : found.end()] = [True] * (found.end() - found.start())
    assert shown == list(zip(whole, expected, strict=True))


@given(SPANS)
def test_strong_words_are_strong_and_no_others(spans: tuple[Span, ...]) -> None:
    shown = []
    for each in parsed(part("p", runs(spans, "s"))).iter(f"{W}r"):
        shown += [(char, each.find(f"{W}rPr/{W}rStyle") is not None) for char in said(each)]
    assert shown == [(char, span.strong) for span in spans for char in span.text]


@pytest.mark.parametrize(
    ("text", "is_chinese"),
    [
        ("“甲”", True),
        ("“a”", False),
        ("a—b", False),
        ("甲—乙", True),
        ("→", True),
        ("①", True),
        ("甲", False),
        ("é", False),
    ],
)
def test_marks_that_word_would_draw_in_latin_type_are_told_to_be_chinese(text: str, is_chinese: bool) -> None:
    assert ('w:hint="eastAsia"' in run(text)) is is_chinese


@pytest.mark.parametrize(("mark", "name"), [(Mark.ADDED, "u"), (Mark.REMOVED, "strike")])
def test_marks_show_without_colour(mark: Mark, name: str) -> None:
    look = parsed(part("p", run("甲", mark=mark))).find(f"{W}r/{W}rPr")
    assert look is not None
    assert look.find(f"{W}{name}") is not None


def test_the_properties_of_a_run_stand_in_the_order_of_the_schema() -> None:
    order = ["rStyle", "rFonts", "strike", "color", "highlight", "u"]
    for mark, highlight, style in itertools.product(Mark, (False, True), ("", '<w:rStyle w:val="s"/>')):
        look = parsed(part("p", run("“甲”", style, highlight=highlight, mark=mark))).find(f"{W}r/{W}rPr")
        assert look is not None
        names = [etree.QName(each).localname for each in look]
        assert names == sorted(names, key=order.index)


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_texts_are_as_wide_as_each_of_them_together(one: str, other: str) -> None:
    whole = width_in_characters(one + other)
    assert whole == pytest.approx(width_in_characters(one) + width_in_characters(other))
    assert len(one + other) * 0.5 <= whole <= len(one + other)


def test_letters_are_narrow_up_to_general_punctuation() -> None:
    assert width_in_characters("\u200f") < 1
    assert width_in_characters("\u2010") == width_in_characters("甲") == 1


def test_lengths_are_rounded_to_what_word_counts_in() -> None:
    assert (twips(10.5), half_points(10.5), half_points(10.3), millimetres(25.4)) == (210, 21, 21, 1440)

"""Where lines of Chinese break: no closing mark begins one; codes, times, numbers with their units stay whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.blocks.document import Span
from plangen.blocks.line_breaks import (
    CLOSING,
    JOINER,
    OPENING,
    code_hyphens,
    is_code,
    joined,
    measures,
    width_in_ems,
    wrapped,
)
from plangen.office.ooxml.wml import part, runs
from plangen.office.pdf.for_print import _joined
from plangen.office.word.kinsoku import with_line_breaks

TEXTS = st.text(alphabet=st.sampled_from("客户服务部，。、；：）（“”【】PQDL-0123456789:年月日分钟 \n"), max_size=60)
WHOLE = ["PQ-09", "YL-241001", "9:05", "010-12345678", "2024-12-10", "010-5550 0100", "v1.0"]


@given(TEXTS, st.floats(min_value=6, max_value=40))
def test_lines_put_together_are_the_text(text: str, room: float) -> None:
    assert "".join(wrapped(text, room)) == text.replace("\n", "")


@given(TEXTS, st.floats(min_value=6, max_value=40))
def test_a_line_is_no_wider_than_its_room(text: str, room: float) -> None:
    assert all(width_in_ems(line) <= room + 1e-9 for line in wrapped(text, room))


@pytest.mark.parametrize("mark", sorted(set(CLOSING) - set("!%),.:;>?]}¢¨°·ˇˉ")))
def test_no_line_begins_with_a_closing_mark(mark: str) -> None:
    """Wherever the line ends: the character before it goes to the next line with it."""
    for length in range(1, 24):
        lines = wrapped(f"{'字' * length}{mark}{'字' * 9}", 8)
        assert [line for line in lines[1:] if line[0] in CLOSING] == []


@pytest.mark.parametrize("mark", "（“《【")
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    for length in range(1, 24):
        assert [line for line in wrapped(f"{'字' * length}{mark}{'字' * 9}", 8)[:-1] if line[-1] in OPENING] == []


@pytest.mark.parametrize("whole", [*WHOLE, "10日", "5分钟", "2小时", "1200台", "9:05前"[:4]])
def test_what_belongs_together_stands_on_one_line(whole: str) -> None:
    for length in range(24):
        lines = wrapped(f"{'字' * length}{whole}{'字' * 9}", 9)
        assert any(whole in line for line in lines), (length, lines)


def test_what_is_wider_than_a_line_is_broken() -> None:
    assert wrapped("A-" * 10 + "A", 5) != ("A-" * 10 + "A",)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("见PQ-09、DL-02", [3, 9]),
        ("2024-12-10", [4, 7]),
        ("010-5550 0100", [3]),
        ("公司-部门", []),
        ("——PQ", []),
        ("A-" * 20 + "A", []),  # an address, which has to be broken somewhere
    ],
)
def test_the_hyphens_of_codes_are_found(text: str, places: list[int]) -> None:
    assert list(code_hyphens(text)) == places


@pytest.mark.parametrize("text", ["2024年12月10日", "5分钟", "共32件", "9时"])
def test_a_number_and_its_unit_are_found(text: str) -> None:
    assert [text[start:end] for start, end in measures(text)]


@given(TEXTS)
def test_what_joins_can_be_taken_out_again(text: str) -> None:
    assert re.sub("[\u2060\u200b]", "", joined(text)) == text


def test_a_code_by_itself_stays_as_it_is_written_in_word() -> None:
    """A column of codes has room for them; whoever searches for one in Word finds its row."""
    assert is_code("PQ-09")
    assert not is_code("见PQ-09")
    assert '<w:t xml:space="preserve">PQ-09</w:t>' in runs((Span("PQ-09"),), "")
    assert 'PQ</w:t><w:noBreakHyphen/><w:t xml:space="preserve">09' in runs((Span("见PQ-09"),), "")


@pytest.mark.parametrize("text", ["见PQ-09。", "于2024年12月10日举行", "9:05前报PQ-03、DL-02"])
def test_the_copy_to_print_says_the_same(text: str) -> None:
    """It has joiners in it that no page shows, and nothing else."""
    made = _joined(part("document", f"<w:body><w:p>{runs((Span(text),), '')}</w:p></w:body>"))
    assert made is not None
    said = "".join(re.findall("<w:t[^>]*>([^<]*)</w:t>", made.decode()))
    assert JOINER in said
    assert re.sub("[\u2060\u200b]", "", said) == text


def test_word_is_told_which_marks_begin_and_end_no_line() -> None:
    """In the order of the schema, once, and not where a house template says so itself."""
    settings = b'<w:settings><w:characterSpacingControl w:val="compressPunctuation"/><w:compat/></w:settings>'
    told = with_line_breaks(settings).decode()
    assert re.findall(r"<w:(\w+)", told) == [
        *("settings", "characterSpacingControl", "noLineBreaksAfter", "noLineBreaksBefore", "compat"),
    ]
    assert "、。" in told
    assert with_line_breaks(told.encode()) == told.encode()
    assert with_line_breaks(b"<w:settings><w:compat/></w:settings>") == b"<w:settings><w:compat/></w:settings>"

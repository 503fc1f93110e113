"""What holds of every document, whatever stands in it: numbers count on, spans keep their text, text shows it all."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from plangen.blocks.document import Column, Document, Heading, Items, Row, Table, cell, paragraph, row, spans
from plangen.blocks.identity import Identity
from plangen.blocks.numbering import chinese_number, heading_counts
from plangen.blocks.text import as_text
from tests.strategies import names

_VALUES = {"零": 0, **{digit: number for number, digit in enumerate("一二三四五六七八九", start=1)}}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def as_number(text: str) -> int:
    """What a Chinese numeral below ten thousand says."""
    total, digit = 0, 0
    for letter in text:
        if letter in _PLACES:
            total += (digit or 1) * _PLACES[letter]
            digit = 0
        else:
            digit = _VALUES[letter]
    return total + digit


@given(st.integers(0, 9999))
def test_a_number_in_chinese_reads_back(number: int) -> None:
    said = chinese_number(number)
    assert as_number(said) == number
    assert "零零" not in said
    assert said == "零" or not said.endswith("零")


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=20))
def test_heading_numbers_only_ever_count_on(listed: list[tuple[int, bool]]) -> None:
    """On its level each follows the one before by one, or begins at one below a new heading above."""
    blocks = [
        Heading(level=level, text="题", key=str(at), numbered=numbered) for at, (level, numbered) in enumerate(listed)
    ]
    counts = heading_counts(blocks)
    assert list(counts) == [block.key for block in blocks if block.numbered]
    before: tuple[int, ...] = ()
    for now in counts.values():
        above = (*before, 0, 0, 0, 0)[: len(now)]
        assert now == (*above[:-1], above[-1] + 1)
        before = now


@given(st.lists(names(), max_size=6))
def test_spans_keep_their_text_and_every_second_is_strong(pieces: list[str]) -> None:
    made = spans("**".join(pieces))
    assert [(span.text, span.strong) for span in made] == [(piece, at % 2 == 1) for at, piece in enumerate(pieces)]


@given(st.lists(names(), min_size=1, max_size=5), st.lists(st.lists(names(), min_size=2, max_size=2), max_size=4))
def test_the_text_of_a_document_shows_everything_in_order(said: list[str], table: list[list[str]]) -> None:
    rows: tuple[Row, ...] = tuple(row(*texts) for texts in table)
    document = Document(
        title="计划",
        subject="演练",
        author="某公司",
        header="演练文件",
        created=datetime.date(2024, 12, 1),
        blocks=(
            *(paragraph(text) for text in said),
            Items(items=tuple(spans(text) for text in said)),
            Table(columns=(Column(), Column()), rows=rows),
        ),
    )
    written = as_text(document)
    at = 0
    for text in (*said, *said, *(text for texts in table for text in texts)):
        at = written.index(text, at) + len(text)


@given(names(), names())
def test_what_is_not_known_of_a_file_is_not_said_of_it(document: str, plan: str) -> None:
    assert Identity(document=document, plan=plan).properties() == {"document": document, "plan": plan}
    assert Identity().properties() == {}


def test_a_cell_has_a_paragraph_for_each_text() -> None:
    assert [len(cell(*texts).paragraphs) for texts in ((), ("甲",), ("甲", "乙"))] == [0, 1, 2]

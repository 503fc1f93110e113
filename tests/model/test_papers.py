"""Marks tell papers apart, and what a revision notes of its papers is read back as it was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.model.papers import (
    NotedPaper,
    copy_with,
    mark_of,
    mark_of_copy,
    packet_of,
    paper_of,
    papers_file,
    papers_text,
    read_papers,
)

HEAD, OTHER = "a" * 64, "b" * 64
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
names = st.text(st.characters(codec="utf-8", exclude_characters="\t"), min_size=1).map(
    lambda each: " ".join(each.split())
)


def test_a_mark_follows_from_record_document_part_and_copy() -> None:
    marks = [
        mark_of(HEAD, "plan"),
        mark_of(OTHER, "plan"),
        mark_of(HEAD, "handbook"),
        mark_of(HEAD, paper_of("notices", "召回公告")),
        mark_of(HEAD, paper_of("notices", "情况通报")),
        *(mark_of_copy(HEAD, packet_of(key), number) for key in ("quality", "legal") for number in (1, 2)),
    ]
    assert len(set(marks)) == len(marks)
    assert all(re.fullmatch("[0-9a-f]{12}", mark) for mark in marks)


def test_marks_are_the_same_in_every_program() -> None:
    """Papers outlive programs: what was printed must be known for years."""
    assert mark_of(HEAD, "plan") == "be1234677273"
    assert mark_of_copy(HEAD, packet_of("legal"), 7) == "053fb92bba9e"


@given(digests, names)
def test_no_two_copies_share_a_mark_and_each_is_found_again(origin: str, key: str) -> None:
    marks = [mark_of_copy(origin, packet_of(key), number) for number in range(1, 1000)]
    assert len(set(marks)) == len(marks)
    for number in (1, 2, 500, 999):
        assert copy_with(marks[number - 1], origin, packet_of(key), 999) == number
    assert copy_with(marks[998], origin, packet_of(key), 998) == 0
    assert copy_with(mark_of_copy(origin, packet_of(key), 0), origin, packet_of(key), 999) == 0
    assert copy_with(marks[0], origin, packet_of(key + "x"), 999) == 0


@given(st.dictionaries(names.filter(bool), st.builds(NotedPaper, digests, names)))
def test_papers_are_read_back(papers: dict[str, NotedPaper]) -> None:
    assert read_papers(papers_text(papers)) == papers
    assert papers_text(dict(reversed(papers.items()))) == papers_text(papers)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"plangen-papers 2\n",
        b"\xff\xfe",
        b"plangen-papers 1\nplan\n",
        b"plangen-papers 1\n" + b"g" * 64 + b" plan\ttitle\n",
        b"plangen-papers 1\n" + b"a" * 63 + b" plan\ttitle\n",
    ],
)
def test_what_is_no_note_of_papers_says_nothing(raw: bytes) -> None:
    assert read_papers(raw) == {}


def test_where_papers_are_noted() -> None:
    assert papers_file("v1.3", "0123456789" * 6) == "source/revisions/v1.3-01234567.papers"

"""Bytes to text: what is accepted silently, what is said, and where."""

import pytest

from plangen.reading.text import MAX_BYTES, Text, decode


def codes(raw: bytes) -> list[str]:
    return [f"{each.code}@{each.at.line}:{each.at.column}" for each in decode("f.yaml", raw)[1]]


def text_of(raw: bytes) -> Text:
    text = decode("f.yaml", raw)[0]
    assert text is not None
    return text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_or_without_a_mark_is_read_silently(encoding: str) -> None:
    assert codes("title: 演练\n".encode(encoding)) == []
    assert text_of("title: 演练\n".encode(encoding)).lines == ("title: 演练", "")


def test_gbk_is_read_with_a_warning() -> None:
    raw = "title: 消费者权益保护应急演练计划\n".encode("gbk")
    assert codes(raw) == ["Y103@0:0"]
    assert text_of(raw).lines[0] == "title: 消费者权益保护应急演练计划"


def test_damaged_utf8_is_not_mistaken_for_gbk() -> None:
    assert codes("title: 应急演练计划\nowner: 消保办".encode()[:-1]) == ["Y102@2:10"]


def test_a_binary_file_is_one_finding() -> None:
    assert codes(b"PK\x03\x04\x00\x00") == ["Y102@1:5"]
    assert codes(b"title: \xff\xfe\xff\xff\xff") == ["Y102@1:8"]


def test_a_file_over_the_limit_is_not_read() -> None:
    assert codes(b"#\n" * (MAX_BYTES // 2)) == []
    assert codes(b"#" * (MAX_BYTES + 1)) == ["Y101@0:0"]


@pytest.mark.parametrize("character", ["\x07", "\x7f", "\x85", "\u200b", "\u2028", "\u2029", "\u202e", "\ufeff"])
def test_an_invisible_character_is_named_and_the_rest_keeps_its_place(character: str) -> None:
    raw = f"a: 1\nb: 甲{character}乙\n".encode()
    (finding,) = decode("f.yaml", raw)[1]
    assert (finding.code, finding.at.line, finding.at.column) == ("Y104", 2, 5)
    assert finding.values == {"character": f"U+{ord(character):04X}"}
    assert text_of(raw).lines[1] == "b: 甲 乙"
    assert finding.at.excerpt == "b: 甲\ufffd乙"


def test_joined_emoji_are_text() -> None:
    assert codes("a: 👨\u200d👩\n".encode()) == []


def test_each_tab_that_indents_is_reported() -> None:
    assert codes(b"a:\n\tb: 1\n  \tc: 2\nd:\t1\n") == ["Y105@2:1", "Y105@3:3"]


@pytest.mark.parametrize("space", ["\u3000", "\u00a0"])
def test_each_odd_space_that_indents_is_reported(space: str) -> None:
    assert codes(f"a:\n{space}b: 1\n {space} c: 2\nd: 甲{space}乙\n".encode()) == ["Y106@2:1", "Y106@3:2"]


def test_odd_spaces_inside_a_block_text_are_text() -> None:
    assert codes("a: |\n  \u3000\u3000甲\n  \t乙\n- b: >-\n\n    \u3000丙\n".encode()) == []


def test_a_line_of_odd_spaces_alone_is_empty() -> None:
    raw = "a: 1\n\u3000\nb: 2\n".encode()
    assert codes(raw) == []
    assert not text_of(raw).lines[1].strip()


def test_places_on_a_mended_line_are_those_of_the_file() -> None:
    text = text_of("a:\n\t\tb: 甲乙\n".encode())
    assert text.lines[1] == "    b: 甲乙"
    place = text.place(1, 7, (1, 9))
    assert (place.line, place.column, place.end_column, place.excerpt) == (2, 6, 8, "\t\tb: 甲乙")


def test_every_line_end_counts_once() -> None:
    assert text_of(b"a: 1\r\nb: 2\rc: 3\n").lines == ("a: 1", "b: 2", "c: 3", "")

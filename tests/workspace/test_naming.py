"""File names hold on Windows, macOS and Linux whatever people call their scenarios."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.workspace.naming import is_generated_name, safe_name, unique, worded_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("消费者权益保护应急演练计划", "消费者权益保护应急演练计划"),
        ("投诉/维权: “甲”?", "投诉 维权 “甲”"),
        ("a\tb\nc", "a b c"),
        ("CON", "_CON"),
        ("nul.docx", "_nul.docx"),
        ("..", "_"),
        ("", "_"),
        ("结尾有点. . ", "结尾有点"),
        ("零\u200b宽", "零宽"),
    ],
)
def test_known_names(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=400))
def test_every_name_is_safe(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 243  # with "01-" and ".docx" below the 255 bytes of a file name
    assert not set(name) & set('<>:"/\\|?*\n\t\0')
    assert not name.endswith((".", " "))


@given(st.lists(st.sampled_from(["甲", "A", "a", "乙"]), max_size=12))
def test_names_of_one_folder_differ_even_without_case(names: list[str]) -> None:
    taken: set[str] = set()
    found = [unique(name, taken).casefold() for name in names]
    assert len(set(found)) == len(found)


@given(st.text(max_size=400))
def test_a_safe_name_is_safe_already(text: str) -> None:
    """Law: cleaning a clean name changes nothing, so that a file is found again by its name."""
    name = safe_name(text)
    assert safe_name(name) == name


@given(st.integers(0, 9999), st.text(max_size=100), st.sampled_from([".docx", ".xlsx", ".pdf", ".txt"]))
def test_what_is_generated_has_the_name_of_what_is_generated(number: int, text: str, ending: str) -> None:
    """Law: whatever a title is, a manifest that names the file is believed; with that of a packet's copy, too."""
    name = f"{number:02d}-{safe_name(text)}{ending}"
    assert is_generated_name(name)
    assert is_generated_name(f"06-{safe_name(text)}/{name}")
    assert is_generated_name(f"{unique(name.removesuffix(ending), {name.removesuffix(ending).casefold()})}{ending}")


STRANGE = (
    *("1-a.docx", "a.docx", "01-a", "01-a.exe", "01-.docx/x", "../01-a.docx", "01-a/../02-b.docx", "01-a//02-b.docx"),
    *("/01-a.docx", "01-a\\b.docx", "C:/01-a.docx", "01-a/02-b/03-c.docx", "01-a\n.docx", "01-\ud800.docx"),
    *("01-a /02-b.docx", "01-a./02-b.docx", ".01-a.docx", "正式发布/01-a.docx", "x/01-a.docx", ""),
)


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_not_generated_has_no_such_name(name: str) -> None:
    assert not is_generated_name(name)


def test_a_name_of_the_longest_that_is_possible_is_still_one() -> None:
    assert is_generated_name(f"01-{'a' * 247}.docx")
    assert not is_generated_name(f"01-{'a' * 248}.docx")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=90))
def test_a_word_fits_into_every_name(stem: str) -> None:
    """Law: the name with the word has its ending and at most 255 bytes; nothing is cut that need not be."""
    name = worded_name(f"{stem}.docx", "手工修改")
    assert name.endswith("（手工修改）.docx")
    assert len(name.encode()) <= 255
    if len(f"{stem}（手工修改）.docx".encode()) <= 255:
        assert name == f"{stem}（手工修改）.docx"


@pytest.mark.parametrize(("name", "worded"), [("a", "a（x）"), (".a", ".a（x）"), ("a.b.c", "a.b（x）.c")])
def test_a_word_goes_before_the_ending(name: str, worded: str) -> None:
    assert worded_name(name, "x") == worded

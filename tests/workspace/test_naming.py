"""File names hold on Windows, macOS and Linux whatever people call their scenarios."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.workspace.naming import safe_name, unique


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

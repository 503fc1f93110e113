"""What does not show is found wherever it stands; what belongs to an emoji stays."""

import sys
import unicodedata

import pytest

from plangen.reading.source import read
from plangen.reading.text import decode
from plangen.reading.tree import read_tree

# Default_Ignorable_Code_Point of the Unicode Character Database, as first and last of each stretch.
DEFAULT_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
BLANKS = {0x2800, 0x16FE4, 0x1D159}  # a braille cell without dots, a filler, a note without a head
FORMAT = {code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in {"Cf", "Zl", "Zp"}}
INVISIBLE = {code for first, last in DEFAULT_IGNORABLE for code in range(first, last + 1)} | BLANKS | FORMAT


def codes(content: str) -> list[str]:
    text, found = decode("f.yaml", content.encode())
    assert text is not None
    return [each.code for each in (*found, *read_tree(text)[2])]


def test_every_character_that_does_not_show_is_found() -> None:
    """Those that Unicode says to ignore, all of format, fillers and blanks: as themselves."""
    assert [hex(code) for code in sorted(INVISIBLE) if codes(f"a: 甲{chr(code)}乙\n") != ["Y104"]] == []


def test_it_is_found_as_an_escape_too() -> None:
    some = [*BLANKS, 0x3164, 0xFE0F, 0x200D, 0xE0041, 0x00AD, 0x061C]
    assert [hex(code) for code in some if codes(f'a: "甲\\U{code:08X}乙"\n') != ["Y104"]] == []


@pytest.mark.parametrize("emoji", ["👨‍👩‍👧", "❤️", "1️⃣", "⚠️", "👍🏽", "🏳️‍🌈", "©️", "🏴‍☠️"])
def test_an_emoji_is_what_it_is(emoji: str) -> None:
    assert codes(f"a: 注意{emoji}安全\n") == []


@pytest.mark.parametrize("hidden", ["1\ufe0f2", "甲\u200d乙", "A\ufe0f", "👍\u200d", "🏴\U000e0067\U000e007f"])
def test_parts_of_an_emoji_without_it_are_found(hidden: str) -> None:
    assert "Y104" in codes(f"a: {hidden}\n")


@pytest.mark.parametrize("text", ["甲乙", "naïve", "한국어", "ᠮᠣᠩᠭᠣᠯ", "㐀𠀀", "a\u0301", "Ａ１", "～—…"])
def test_what_shows_is_not_found(text: str) -> None:
    assert codes(f"a: {text}\n") == []


def test_the_message_names_the_character() -> None:
    (found,) = [
        each for each in read({"source/plan.yaml": "title: 甲\u3164\n".encode()}).findings if each.code == "Y104"
    ]
    assert "U+3164" in found.message("zh")
    assert (found.at.line, found.at.column) == (1, 9)

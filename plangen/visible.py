"""Text as it may be shown: what would steer a terminal or cannot be seen is spelled; how many columns a text takes."""

import re
import unicodedata

# Ignored by whoever draws them, or drawn as nothing, though Python calls them printable; U+FE0F is apart, since it
# belongs to emoji. As it stands within the brackets of a pattern.
HIDDEN = (
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0e\uffa0\U0001d159\U00016fe4"
    r"\U000e0100-\U000e01ef"
)
_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # no XML file can hold them; carriage returns go too
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(rf"[{HIDDEN}\ufe0f\U000e0000-\U000e0fff]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str, kept: str = "") -> str:
    r"""`text` with each control, direction mark, half a letter or blank letter spelled: \x1b, \u202e, \u3164.

    `kept` are the controls that may stand, such as the end of a line.
    """
    if text.isprintable() and not _BLANK.search(text):
        return text
    return "".join(char if char in kept or is_seen(char) else _spelled(char) for char in text)


def clean(text: str) -> str:
    """The text without what no XML file can hold; half a surrogate pair shows as �."""
    return _SURROGATE.sub("\ufffd", _DROPPED.sub("", text))


def is_seen(char: str) -> bool:
    """Whether somebody who looks at it sees the character, or the white space that it makes."""
    return unicodedata.category(char) not in _UNSEEN and not _BLANK.match(char)


def width(text: str) -> int:
    """How many columns a terminal gives to `text`: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1 for char in text)


def _spelled(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")

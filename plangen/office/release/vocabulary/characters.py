"""The characters that may stand in a text that leaves the house: those that somebody sees, and white space."""

import re
import unicodedata

from plangen.visible import is_seen

_NOTHING = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufff9-\ufffb]")
"""What is drawn as nothing and changes nothing that is drawn."""
_JOINED = re.compile("(?<=[\u2190-\u32ff\U0001f000-\U0001faff])[\u200d\ufe0f]")  # within a picture of a face, say
_LINE = frozenset("\t\n\r")
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})


def plain(text: str) -> str:
    """The text without what is drawn as nothing; what changes the order of the text, or nobody knows, stays."""
    if text.isascii() or not _NOTHING.search(text):
        return text
    kept = {found.start() for found in _JOINED.finditer(text)}
    return "".join(each for at, each in enumerate(text) if at in kept or not _NOTHING.match(each))


def unseen(text: str) -> tuple[str, ...]:
    """The characters in it that nobody sees or knows, each once, as U+202E."""
    if text.isascii() and text.isprintable():
        return ()
    rest = _JOINED.sub("", text)
    return tuple(dict.fromkeys(f"U+{ord(each):04X}" for each in rest if not _may_stand(each)))


def is_plain(text: str) -> bool:
    """Whether every character of it may stand."""
    return not unseen(text)


def _may_stand(char: str) -> bool:
    return char in _LINE or (unicodedata.category(char) not in _FORBIDDEN and is_seen(char))

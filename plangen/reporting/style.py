"""How text is dressed for a terminal: language, punctuation, colour, nothing that would steer it."""

from collections.abc import Iterable

from plangen.diagnostics import Words
from plangen.visible import visible, width


class Style:
    """How text may be dressed: in which language, with or without colour."""

    def __init__(self, language: str, *, escape: str = "") -> None:
        """`escape` stands before what steers the terminal; without it there is no colour."""
        self.language = language
        self._escape = escape

    @property
    def colour(self) -> bool:
        """Whether colour is wanted."""
        return bool(self._escape)

    @property
    def colon(self) -> str:
        """What stands between a label and its value."""
        return "：" if self.language == "zh" else ": "

    @property
    def comma(self) -> str:
        """What stands between two counts."""
        return "，" if self.language == "zh" else ", "

    @property
    def semicolon(self) -> str:
        """What stands between two remarks."""
        return "；" if self.language == "zh" else "; "

    def say(self, text: Words, **values: object) -> str:
        """The text in this language with `{name}` filled in."""
        return text.say(self.language, values)

    def listed(self, items: Iterable[str]) -> str:
        """The items on one line."""
        return ("、" if self.language == "zh" else ", ").join(items)

    def aside(self, text: str) -> str:
        """`text` in brackets, to be put directly behind what it explains; nothing where there is no text."""
        if not text:
            return ""
        return f"（{text}）" if self.language == "zh" else f" ({text})"

    def paint(self, text: str, colour: str) -> str:
        """`text` in a colour, given as the numbers of an ANSI sequence, where colour is wanted."""
        return f"{self._escape}[{colour}m{text}{self._escape}[0m" if self.colour else text


def plain(text: str) -> str:
    """`text` as it is shown within a line."""
    return visible(text, "\t")


def padded(text: str, columns: int) -> str:
    """`text` with blanks up to a width; a wider text stays as it is."""
    return text + " " * max(0, columns - width(text))


def fitting(text: str, columns: int) -> str:
    """As much of the beginning of `text` as fits into a width."""
    used = 0
    for end, char in enumerate(text):
        used += width(char)
        if used > columns:
            return text[:end]
    return text

"""How text is dressed for a terminal: language, colour, nothing that would steer it."""

import unicodedata

from plangen.diagnostics import Words


class Style:
    """How text may be dressed: in which language, with or without colour."""

    def __init__(self, language: str, *, colour: bool = False) -> None:
        self.language = language
        self.colour = colour

    def say(self, text: Words, **values: object) -> str:
        return text.say(self.language, values)

    def paint(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.colour else text


def plain(text: str) -> str:
    """`text` without characters that would steer a terminal."""
    return "".join("�" if unicodedata.category(char) in {"Cc", "Cs"} and char != "\t" else char for char in text)


def width(text: str) -> int:
    """How many columns a terminal gives to `text`: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1 for char in text)

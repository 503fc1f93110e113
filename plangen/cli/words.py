"""What the command line says before anything is loaded: `diagnostics.Words` would bring msgspec along."""

from typing import NamedTuple

LANGUAGES = ("zh", "en")


class Phrase(NamedTuple):
    """One text in the two languages of the user interface."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """The text in `language`, "zh" or "en"."""
        return self.zh if language == "zh" else self.en

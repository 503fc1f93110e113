"""The words of a plan's forms and front pages: texts that its owner keeps, called by document and key.

Texts hold tags in the language of the templates ({{ 应急小组.名称 }}), as those of outlines do.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from plangen.diagnostics import Place

WORDING = "templates/wording.yaml"
"""Where the words of a plan stand; what that file does not say, the one says that comes with plangen."""


class WordedText(Struct, frozen=True, kw_only=True):
    """A text, or a list of them, as it is written."""

    texts: tuple[str, ...]
    is_list: bool
    at: Place  # of its key
    places: tuple[Place, ...]  # of each text

    def stands_for(self, other: "WordedText", key: str) -> bool:
        """Whether it can stand where the other one, of this key, does."""
        if self.is_list is not other.is_list:
            return False
        return not is_fixed(key) or (len(self.texts) == len(other.texts) and all(map(str.strip, self.texts)))


Wording: TypeAlias = Mapping[str, Mapping[str, WordedText]]
"""Texts by document and key."""

NO_WORDING: Wording = MappingProxyType({})


def is_fixed(key: str) -> bool:
    """Whether the texts of this key are names: none can be empty, and of heads there are as many as columns."""
    return key.endswith(("name", "title", "heads"))

"""Words of drafts, drills and internal papers: what must not stand in a text for the public unless somebody means it.

Each entry says what it is about and how it reads: `letters` in the one form of letters and digits, where spaces, signs
and widths do not count, `signs` with the signs that stand between them. Its examples are proved by the tests.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from plangen.alike import normal, passage, spelled
from plangen.alike.unfit_words import ENTRIES

__all__ = ["SHIPPED", "Unfit", "unfit_in"]


class Unfit(Struct, frozen=True, kw_only=True):
    """One kind of words."""

    title: str
    english: str = ""
    letters: str = ""
    signs: str = ""
    found: tuple[str, ...] = ()  # sentences in which it is found
    passes: tuple[str, ...] = ()  # sentences in which nothing is found


SHIPPED: tuple[Unfit, ...] = tuple(Unfit(**each) for each in ENTRIES)
"""What plangen knows by itself; a plan adds its own."""


def unfit_in(text: str, kinds: Iterable[Unfit] = SHIPPED) -> Iterator[tuple[Unfit, str]]:
    """The words in a text that are of one of these kinds, as they stand there, each once."""
    if not text or text.isspace():
        return
    forms = {"letters": normal(text), "signs": spelled(text)}
    seen: set[str] = set()
    for kind in kinds:
        for form in ("letters", "signs"):
            pattern = getattr(kind, form)
            for hit in re.finditer(pattern, forms[form]) if pattern else ():
                said = passage(text, hit[0]) if hit[0] else ""
                if said and said not in seen:
                    seen.add(said)
                    yield kind, said

"""Words of drafts, drills and internal papers: what must not stand in a text for the public unless somebody means it.

Each entry says what it is about and how it reads: `letters` in the one form of letters and digits, where spaces, signs
and widths do not count, `signs` with the signs that stand between them. Its examples are proved by the tests.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from plangen.alike import normal, passage, spelled
from plangen.alike.unfit_words import ENTRIES

__all__ = ["DRILL", "SHIPPED", "Unfit", "unfit_in"]


class Unfit(Struct, frozen=True, kw_only=True):
    """One kind of words."""

    title: str
    drill: bool = False  # whether it tells of a drill: no fact of a real incident says so
    english: str = ""
    inside: bool = False  # whether it may stand in what is meant for colleagues alone
    letters: str = ""
    signs: str = ""
    texts: tuple[str, ...] = ()  # plain words instead of a pattern,
    unless: tuple[str, ...] = ()  # but not within these
    found: tuple[str, ...] = ()  # sentences in which it is found
    passes: tuple[str, ...] = ()  # sentences in which nothing is found


SHIPPED: tuple[Unfit, ...] = tuple(Unfit(**each) for each in ENTRIES)
"""What plangen knows by itself; a plan adds its own."""
DRILL: tuple[Unfit, ...] = tuple(each for each in SHIPPED if each.drill)
"""Those that tell of a drill."""


def unfit_in(text: str, kinds: Iterable[Unfit] = SHIPPED) -> Iterator[tuple[Unfit, str]]:
    """The words in a text that are of one of these kinds, as they stand there, each once."""
    if not text or text.isspace():
        return
    forms = {"letters": normal(text), "signs": spelled(text)}
    found: dict[str, Unfit] = {}
    for kind in kinds:
        for form, pattern in (("letters", kind.letters), ("signs", kind.signs), ("letters", _plain(kind))):
            for hit in dict.fromkeys(_hits(pattern, forms[form])):  # what stands there a thousand times is told once
                found.setdefault(passage(text, hit), kind)
    yield from ((kind, said) for said, kind in found.items() if said)


def _hits(pattern: str, text: str) -> Iterator[str]:
    every = re.finditer(pattern, text) if pattern else ()
    return (hit[0] for hit in every if hit[0] and hit.groupdict().get("unless") is None)


@cache
def _plain(kind: Unfit) -> str:
    """Its plain words as a pattern; nothing where it has none."""
    texts, unless = (
        "|".join(re.escape(form) for each in all_ if (form := normal(each))) for all_ in (kind.texts, kind.unless)
    )
    return f"(?P<unless>{unless})|{texts}" if texts and unless else texts

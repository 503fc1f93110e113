"""What somebody may know: the texts that he may read, and whether they say a phrase.

On paper one text follows upon another without a mark: a heading upon a paragraph, a cell upon a cell. So a phrase is
said as well where it is made of such texts, one whole behind the other.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from plangen.alike import normal, spelled

SHORTEST = 8
"""Characters of a text that is a phrase by itself; fewer say nothing that could not stand elsewhere."""

_LINE = "\n"


class TextForms(NamedTuple):
    """A text as it is looked for."""

    written: str
    letters: str


def forms(text: str) -> TextForms:
    """The two forms of a text."""
    return TextForms(spelled(text), normal(text))


def runs(said: str, length: int) -> frozenset[str]:
    """Every run of so many characters of a normal text."""
    return frozenset(said[at : at + length] for at in range(len(said) - length + 1))


class KnownTexts:
    """Texts that somebody may know."""

    def __init__(self, texts: Iterable[TextForms]) -> None:
        self.texts = tuple(texts)
        self.written = _LINE.join(each.written for each in self.texts)
        self.starts = runs(self.written, SHORTEST)
        self.letters = runs(_LINE.join(each.letters for each in self.texts), SHORTEST)


class Sayings:
    """Whether a phrase is said by texts that stand one behind the other."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` in one of their forms."""
        self._texts = frozenset(filter(None, texts))

    def says(self, phrase: str) -> bool:
        """Whether one of the texts has the phrase in it, or it is the end of one, whole ones, the beginning of one."""
        return phrase in self._joined or self._goes_on(phrase, self._begun(phrase))

    def has(self, piece: str) -> bool:
        """Whether one of the texts has the piece in it."""
        return piece in self._joined

    @cached_property
    def _joined(self) -> str:
        return _LINE.join(sorted(self._texts))

    @cached_property
    def _forwards(self) -> Sequence[str]:
        return sorted(self._texts)

    @cached_property
    def _backwards(self) -> Sequence[str]:
        return sorted(text[::-1] for text in self._texts)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._texts), default=0)

    def _begun(self, phrase: str) -> list[int]:
        """Where in the phrase a text may end that began before it; 0 where none need to."""
        ends = (at for at in range(1, len(phrase)) if _is_begun(self._backwards, phrase[:at][::-1]))
        return [0, *ends]

    def _goes_on(self, phrase: str, ends: Iterable[int]) -> bool:
        """Whether from one of these places whole texts lead to one that begins with the rest."""
        reached = set(ends)
        for at in range(len(phrase)):
            if at not in reached:
                continue
            if _is_begun(self._forwards, phrase[at:]):
                return True
            furthest = min(len(phrase), at + self._longest)
            reached.update(end for end in range(at + 1, furthest + 1) if phrase[at:end] in self._texts)
        return len(phrase) in reached


def _is_begun(ordered: Sequence[str], start: str) -> bool:
    """Whether one of the texts begins so."""
    at = bisect_left(ordered, start)
    return at < len(ordered) and ordered[at].startswith(start)

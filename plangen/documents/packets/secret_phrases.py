"""Phrases that must not be told, and whether a text tells one.

Phrases are looked for by their letters alone, so that no sign between them hides anything. A text of which every few
letters are known, though not as they follow one another, is looked for as it is written, signs and all.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from plangen.alike import TURNED, normal, spelled
from plangen.diagnostics import Words
from plangen.documents.packets.known_texts import SHORTEST, KnownTexts, Sayings, TextForms, runs

_PARTED = "\f"


class Secrets:
    """By phrase, what somebody would learn by it: phrases in letters alone, and others as they are spelled."""

    def __init__(self, phrases: Mapping[str, Words], written: Mapping[str, Words] | None = None) -> None:
        self._groups: tuple[SecretGroup, ...] = (SecretGroup.of(phrases, written or {}),)

    @classmethod
    def of(cls, groups: Iterable["SecretGroup"]) -> "Secrets":
        """Those of several groups; of a phrase that is in two the first says what it tells of."""
        made = cls({})
        made._groups = tuple(groups)
        return made

    @property
    def phrases(self) -> Mapping[str, Words]:
        """All of them in both forms."""
        found: dict[str, Words] = {}
        for group in reversed(self._groups):
            found |= group.phrases
        return found

    def told(self, text: str, *, by_letters: bool = False) -> Iterator[tuple[str, Words]]:
        """The secrets that a text tells, each with the phrase that it tells it by.

        `by_letters` is for a text put together by guess: it leaves out the phrases that only count as they are written,
        and no phrase goes over a form feed. What only the end of a page and the beginning of the next say together is
        left out where each of them is known.
        """
        pieces = text.split(_PARTED) if by_letters else [text]
        seen: set[str] = set()
        for which, form in enumerate((normal,) if by_letters else (normal, spelled)):
            said = _PARTED.join(map(form, pieces))
            starts = runs(said, SHORTEST)
            for group in self._groups:
                for phrase, what in group.in_form(which, said, starts):
                    if phrase not in seen and not (by_letters and group.is_put_together(phrase, pieces)):
                        seen.add(phrase)
                        yield phrase, what


_ByStart = Mapping[str, list[str]]


class SecretGroup(Struct, frozen=True, kw_only=True):
    """Phrases, and the texts that say some of them all the same; each in letters alone, then as it is written."""

    phrases: Mapping[str, Words]
    starts: tuple[_ByStart, _ByStart]
    sayings: tuple[Sayings, Sayings]

    @classmethod
    def of(
        cls, letters: Mapping[str, Words], written: Mapping[str, Words], texts: Iterable[TextForms] = ()
    ) -> "SecretGroup":
        """Phrases in their two forms, and the texts that may say some of them."""
        known = tuple(texts)
        return cls(
            phrases={**written, **letters},
            starts=(_by_start(letters), _by_start(written)),
            sayings=(Sayings(each.letters for each in known), Sayings(each.written for each in known)),
        )

    def in_form(self, which: int, said: str, starts: Collection[str]) -> Iterator[tuple[str, Words]]:
        """The phrases of one form that a text of that form tells, its runs being `starts`."""
        by_start = self.starts[which]
        for start in sorted(starts & by_start.keys()):
            for phrase in sorted(by_start[start]):
                if phrase in said and not self.sayings[which].says(phrase):
                    yield phrase, self.phrases[phrase]

    def is_put_together(self, phrase: str, pieces: Iterable[str]) -> bool:
        """Whether these pieces say a phrase in letters alone only over the end of a page, both parts being known."""
        found = [each for each in pieces if phrase in normal(each)]
        return all(self._is_cut(phrase, *each.partition(TURNED)) for each in found)

    def _is_cut(self, phrase: str, before: str, turned: str, after: str) -> bool:
        one, other = normal(before), normal(after)
        if not turned or phrase in one or phrase in other or phrase not in one + other:
            return False
        cut = len(one) - (one + other).index(phrase)
        return self.sayings[0].has(phrase[:cut]) and self.sayings[0].has(phrase[cut:])


def _by_start(phrases: Iterable[str]) -> _ByStart:
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(phrase[:SHORTEST], []).append(phrase)
    return found


class Searched(Struct, frozen=True):
    """A text that is to be looked for."""

    letters: str
    length: int  # of its phrases
    runs: frozenset[str]  # of its letters
    spellings: frozenset[str]  # its phrases as they are written: runs of the text, or a shorter one as a whole

    @classmethod
    def of(cls, text: str, length: int) -> "Searched":
        """The text in its two forms."""
        written = spelled(text)
        whole = frozenset({written}) if len(written) >= SHORTEST else frozenset()
        letters = normal(text)
        return cls(letters, length, runs(letters, SHORTEST), runs(written, length) or whole)

    def unknown_letters(self, known: KnownTexts) -> Iterator[str]:
        """The phrases in letters alone that hold a run of which nothing is known."""
        unknown = self.runs - known.letters
        if not unknown:
            return
        size = min(self.length, len(self.letters))
        told: set[int] = set()
        for at in range(len(self.letters) - SHORTEST + 1):
            if self.letters[at : at + SHORTEST] in unknown:
                told.update(range(max(0, at + SHORTEST - size), min(at, len(self.letters) - size) + 1))
        yield from (self.letters[at : at + size] for at in told)

    def unknown_writing(self, known: KnownTexts) -> Iterator[str]:
        """The phrases as they are written that are not known."""
        for phrase in self.spellings:
            if phrase[:SHORTEST] not in known.starts or phrase not in known.written:
                yield phrase


class Phrases:
    """Phrases that are secrets to somebody, in their two forms."""

    def __init__(self) -> None:
        self.letters: dict[str, Words] = {}
        self.written: dict[str, Words] = {}

    def add(self, text: Searched, what: Words, known: KnownTexts) -> None:
        """What of a text is not known."""
        self.letters.update(dict.fromkeys(text.unknown_letters(known), what))
        self.written.update(dict.fromkeys(text.unknown_writing(known), what))

    def update(self, other: "Phrases") -> None:
        """These as well."""
        self.letters.update(other.letters)
        self.written.update(other.written)

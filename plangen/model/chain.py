"""Chains: entries that are only ever added, each of which names the one before by a digest of its bytes.

What an entry holds is proved by whoever named its digest: the entry after it, a tag, a printed page. All of them are
witnesses; an entry that none of them names is proved by nobody.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from plangen.model.plan_files import canonical_digest

_LINK = re.compile(r"([^\s,]+) ([0-9a-f]{64})")


class Link(Struct, frozen=True):
    """An entry, named by its digest."""

    name: str
    head: str


class ChainEntry(Struct, frozen=True, kw_only=True):
    """One entry, as it lies there."""

    name: str
    raw: bytes
    after: str = ""  # as it says it; nothing: it names none
    settles: tuple[Link, ...] = ()  # entries that others took the place of, openly: whoever names them is no witness

    @property
    def head(self) -> str:
        """The digest that names it: of its bytes, line ends as line feeds."""
        return canonical_digest(self.raw)

    @property
    def link(self) -> Link:
        """Itself, named."""
        return Link(self.name, self.head)

    @property
    def links(self) -> tuple[Link, ...]:
        """What it says that went before it."""
        return tuple(Link(*found) for found in _LINK.findall(self.after))


class Witness(Struct, frozen=True, kw_only=True):
    """Somebody who says what an entry holds."""

    name: str  # the later entry, or the tag
    link: Link


class BreakKind(StrEnum):
    """What is wrong with an entry."""

    CHANGED = "changed"  # a witness knows it with other bytes
    MISSING = "missing"  # a witness knows it, and it is not there
    UNNAMED = "unnamed"  # it stands between an entry and the one that this names


class Break(Struct, frozen=True, kw_only=True):
    """An entry that is not what it was."""

    kind: BreakKind
    name: str
    witness: str
    head: str = ""  # the digest that the witness knows


def said(links: Iterable[Link]) -> str:
    """The entries before as the next one says them, in ASCII."""
    return ", ".join(f"{each.name} {each.head}" for each in links)


def links_after(entries: Sequence[ChainEntry], chained: Iterable[str]) -> tuple[Link, ...]:
    """What the next entry has to name: the last one, or all where the last is not `chained` to those before it."""
    if not entries:
        return ()
    known = set(chained)
    return (entries[-1].link,) if entries[-1].name in known else tuple(each.link for each in entries)


def breaks(entries: Sequence[ChainEntry], others: Iterable[Witness] = ()) -> Iterator[Break]:
    """Every entry that is not as a witness knows it, once; entries are witnesses of those before them."""
    held = {each.name: each.head for each in entries}
    own = (Witness(name=each.name, link=link) for each in entries for link in each.links)
    settled = {link for each in entries for link in each.settles}
    found: dict[str, Break] = {}
    for witness in (*own, *others):
        name, head = witness.link.name, witness.link.head
        if held.get(name) != head and witness.link not in settled:
            kind = BreakKind.CHANGED if name in held else BreakKind.MISSING
            found.setdefault(name, Break(kind=kind, name=name, witness=witness.name, head=head))
    yield from found.values()
    yield from _unnamed(entries)


def _unnamed(entries: Sequence[ChainEntry]) -> Iterator[Break]:
    """What stands between two that follow one another; where the one that is named is missing, nothing is proved."""
    held = {each.name for each in entries}
    for before, after in itertools.pairwise(entries):
        named = {link.name for link in after.links}
        if named and before.name not in named and named <= held:
            yield Break(kind=BreakKind.UNNAMED, name=before.name, witness=after.name)

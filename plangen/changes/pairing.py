"""Which items of two lists are the same thing: by id, else by title, else by what they say; and which of them moved."""

import difflib
from bisect import bisect_left
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from msgspec import Struct

from plangen.model.spec import Record, fields

_NAMES = ("id", "version", "year", "scenario", "document", "section")  # fields that name a record among its like
_TITLES = (
    *(
        "title",
        "name",
        "version",
        "year",
        "department",
        "item",
        "sender",
        "post",
        "code",
        "stage",
        "question",
        "action",
    ),
    *("scenario", "document", "section", "said"),
)
_ALIKE = 0.5  # what is at least half the same was edited; what is less is another thing
_MANY = 200  # leftovers beyond this are compared by their place alone
_OWN = 20  # characters; a shorter text says the same of many things

Apart: TypeAlias = AbstractSet[tuple[str, str]]
"""Old and new ids of what is not the same."""


class Pairs(Struct, frozen=True, kw_only=True):
    """What became of the items, by their places in the old and the new list."""

    same: tuple[tuple[int, int], ...]  # in the order of the new list
    removed: tuple[int, ...]
    added: tuple[int, ...]
    moved: frozenset[int]  # of the same ones those, by old place, that stand in another order than before


def item_name(item: object) -> str:
    """The id of a record, or whatever names it among its like; nothing where it has no such field."""
    for name in _NAMES:
        if isinstance(item, Record) and (value := getattr(item, name, None)):
            return str(value)
    if isinstance(item, Record) and {"case", "kind"} <= fields(type(item)).keys():
        return f"{getattr(item, 'case', '')}/{getattr(item, 'kind', '')}"
    return ""


def item_title(item: object) -> str:
    """What people call an item: its title, else a text that tells it apart; nothing where it has none."""
    if not isinstance(item, Record):
        return str(item)
    return next((str(value) for name in _TITLES if (value := getattr(item, name, None))), "")


def paired(old: Sequence[object], new: Sequence[object], apart: Apart = frozenset()) -> Pairs:
    """Pair the items of two lists, each with at most one; by likeness none of those that are to be kept `apart`.

    Those that have a text of their own in common are one thing even so.
    """
    left, right = dict(enumerate(old)), dict(enumerate(new))
    same: list[tuple[int, int]] = []
    for key in (item_name, _whole, item_title):
        same += _by_key(left, right, key)
    same += _alike(left, right, apart)
    same.sort(key=lambda pair: pair[1])
    return Pairs(
        same=tuple(same),
        removed=tuple(left),
        added=tuple(right),
        moved=frozenset(_out_of_order([place for place, _ in same])),
    )


def _whole(item: object) -> str:
    """The item itself: what says exactly the same is the same."""
    return repr(_leaves(item))


def _by_key(left: dict[int, object], right: dict[int, object], key: Callable[[object], str]) -> list[tuple[int, int]]:
    """Pair what has the same key, in order of appearance; paired items leave both sides."""
    waiting: dict[str, list[int]] = {}
    for place, item in left.items():
        if name := key(item):
            waiting.setdefault(name, []).append(place)
    found: list[tuple[int, int]] = []
    for place, item in list(right.items()):
        name = key(item)
        if name and waiting.get(name) and type(left[waiting[name][0]]) is type(item):
            old = waiting[name].pop(0)
            found.append((old, place))
            del left[old], right[place]
    return found


def _alike(left: dict[int, object], right: dict[int, object], apart: Apart) -> list[tuple[int, int]]:
    """Pair what is left by likeness, the likest first; neighbours first among equals."""
    if len(left) * len(right) > _MANY * _MANY:
        return []
    ours, theirs = ({place: _Content.of(item) for place, item in side.items()} for side in (left, right))
    ranked = sorted(
        (-likeness, abs(old - new), old, new)
        for old, before in ours.items()
        for new, after in theirs.items()
        if (likeness := before.likeness(after, apart)) >= _ALIKE
    )
    found: list[tuple[int, int]] = []
    for _, _, old, new in ranked:
        if old in left and new in right:
            found.append((old, new))
            del left[old], right[new]
    return found


class _Content(Struct, frozen=True, kw_only=True):
    """What an item says, taken apart once however many others it is compared with."""

    item: object
    leaves: frozenset[tuple[str, str]]  # but for those that name it

    @classmethod
    def of(cls, item: object) -> "_Content":
        leaves = _leaves(item) if isinstance(item, Record) else ()
        return cls(item=item, leaves=frozenset(leaf for leaf in leaves if leaf[0] not in _NAMES))

    def _is_apart(self, other: "_Content", apart: Apart) -> bool:
        """Whether both are to be kept apart and have no text of their own in common."""
        ids = str(getattr(self.item, "id", "")), str(getattr(other.item, "id", ""))
        return ids in apart and not any(_is_own(text) for _, text in self.leaves & other.leaves)

    def likeness(self, other: "_Content", apart: Apart) -> float:
        """How much of both is the same: 0 nothing, 1 everything."""
        if type(self.item) is not type(other.item) or self._is_apart(other, apart):
            return 0.0
        if isinstance(self.item, str) and isinstance(other.item, str):
            matcher = difflib.SequenceMatcher(a=self.item, b=other.item, autojunk=False)
            return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0
        every = self.leaves | other.leaves
        return len(self.leaves & other.leaves) / len(every) if every else 0.0


def _is_own(text: str) -> bool:
    """Whether a text is long enough to be of one thing alone."""
    return len(text) >= _OWN


def _leaves(item: object, at: str = "") -> tuple[tuple[str, str], ...]:
    """Every value below an item with its path."""
    if isinstance(item, Record):
        return tuple(
            leaf for name in fields(type(item)) for leaf in _leaves(getattr(item, name), f"{at}.{name}" if at else name)
        )
    if isinstance(item, tuple):
        return tuple(leaf for each in item for leaf in _leaves(each, f"{at}[]"))
    return () if item is None else ((at, str(item)),)


def _out_of_order(places: Sequence[int]) -> set[int]:
    """The fewest of these that have to move for the rest to ascend: all but a longest ascending row."""
    ends: list[int] = []  # the least last place of an ascending row of each length
    rows: list[int] = []  # how long the longest row is that ends here
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        rows.append(length)
    wanted = len(ends) - 1
    stay: set[int] = set()
    for at in range(len(places) - 1, -1, -1):
        if rows[at] == wanted:
            stay.add(places[at])
            wanted -= 1
    return set(places) - stay

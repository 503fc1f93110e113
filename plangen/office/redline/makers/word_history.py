"""Words followed through the redlines of several steps: when each came, when each went, who else touched its place."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from plangen.office.redline.align import opcodes
from plangen.office.redline.makers.streams import Snippet, Stream
from plangen.office.redline.xml import Element

_EMPTY = Stream([])


class Bridge:
    """The places of letters in two rows that should be the same, and mostly are."""

    def __init__(self, one: str, other: str) -> None:
        steps = [] if one == other else opcodes(one, other)
        self._same = [(i, j, k - i) for kind, i, k, j, _ in steps if kind == "equal"] if steps else [(0, 0, len(one))]
        self._there = [i for i, _, _ in self._same]
        self._backwards = sorted((j, i, length) for i, j, length in self._same)
        self._here = [j for j, _, _ in self._backwards]

    def there(self, place: int) -> int | None:
        """Where a letter of the first row stands in the other one."""
        return _over(self._same, self._there, place)

    def back(self, place: int) -> int | None:
        """Where a letter of the other row stands in the first one."""
        return _over(self._backwards, self._here, place)


def _over(same: Sequence[tuple[int, int, int]], starts: Sequence[int], place: int) -> int | None:
    at = bisect_right(starts, place) - 1
    if at < 0:
        return None
    start, goal, length = same[at]
    return goal + place - start if place - start < length else None


class Ancestry:
    """One story of a redline, traced through the redlines of the steps that lead from its old side to its new one."""

    def __init__(self, whole: Stream, steps: Sequence[Stream]) -> None:
        self.whole = whole
        self._steps = steps  # by number, from 0
        olds, news = [each.old for each in steps], [each.new for each in steps]
        self._bridges = [  # from the new side of each step, or the old side of all, to the old side of the next step
            Bridge(one, other) for one, other in zip([whole.old, *news], [*olds, whole.new], strict=True)
        ]
        self._last = next((n for n in range(len(steps) - 1, -1, -1) if _has_changes(steps[n])), len(steps) - 1)

    @property
    def last(self) -> int:
        """The newest step that changed anything in the story."""
        return self._last

    def came(self, place: int) -> int | None:
        """The step in which a letter of the new side came; None where it was there from the beginning."""
        return next((step for step, _, before in self._backwards(place) if before is None), None)

    def went(self, place: int) -> int | None:
        """The first step in which a letter of the old side went; None where each step still has it."""
        return next((step for step, _, after in self._forwards(place) if after is None), None)

    def changed(self, place: int, change: Element) -> int | None:
        """The newest step that changed the look, of the kind that `change` is of, of a letter of the new side."""
        for step, there, _ in self._backwards(place):
            stream = self._steps[step]
            if any(each.tag == change.tag for each in stream.pieces[stream.at_new(there)].changes):
                return step
        return self.came(place)

    def touched(self, piece: Snippet, place: int) -> frozenset[int]:
        """All the steps that wrote in the place of a letter: of the old side, where the piece went, else of the new."""
        if piece.fate is None:
            return frozenset()
        if piece.fate.is_old:
            return self._wrote(self._ahead(0, place), lambda step, at: self._ahead(step + 1, at))
        return self._wrote(self._behind(len(self._steps), place), self._behind)

    # -- the ways through the steps

    def _backwards(self, place: int) -> Iterator[tuple[int, int, int | None]]:
        """From the newest step back: step, where the letter stands on its new side, and on its old one."""
        at = self._bridges[-1].back(place)
        for step in range(len(self._steps) - 1, -1, -1):
            if at is None:
                return
            before = self._steps[step].before(at)
            yield step, at, before
            at = None if before is None else self._bridges[step].back(before)

    def _forwards(self, place: int) -> Iterator[tuple[int, int, int | None]]:
        """From the first step on: step, where the letter stands on its old side, and on its new one."""
        at = self._bridges[0].there(place)
        for step in range(len(self._steps)):
            if at is None:
                return
            after = self._steps[step].after(at)
            yield step, at, after
            at = None if after is None else self._bridges[step + 1].there(after)

    # -- who else wrote there

    def _wrote(self, first: "_Hit | None", next_hit: "Callable[[int, int], _Hit | None]") -> frozenset[int]:
        """The steps of a group, and of those that lead on from what came or went there."""
        found: dict[_Hit, None] = {}
        waiting = [first] if first else []
        while waiting:
            hit = waiting.pop()
            if hit not in found:
                found[hit] = None
                waiting += filter(None, (next_hit(hit.step, place) for place in range(*hit.span)))
        return frozenset(hit.step for hit in found)

    def _behind(self, step: int, place: int) -> "_Hit | None":
        """What made the letter that stands in a place after so many steps."""
        while step:
            at = self._bridges[step].back(place)
            if at is None:
                return None
            step -= 1
            stream = self._steps[step]
            before = stream.before(at)
            if before is None:
                group = stream.group(stream.at_new(at))
                return _Hit(step=step, span=group.old if group else (0, 0))
            place = before
        return None

    def _ahead(self, step: int, place: int) -> "_Hit | None":
        """What takes away the letter that stands in a place after so many steps, the step itself not counted."""
        for later in range(step, len(self._steps)):
            at = self._bridges[later].there(place)
            if at is None:
                return None
            stream = self._steps[later]
            after = stream.after(at)
            if after is None:
                group = stream.group(stream.at_old(at))
                return _Hit(step=later, span=group.new if group else (0, 0))
            place = after
        return None


class _Hit(Struct, frozen=True, kw_only=True):
    """A step that came upon a letter, and what stood there before it, or stands there after it."""

    step: int
    span: tuple[int, int]


def ancestries(whole: dict[str, Stream], steps: Sequence[dict[str, Stream]]) -> Iterator[Ancestry]:
    """Each story of the redline with the same story of each step."""
    for name, stream in whole.items():
        yield Ancestry(stream, [each.get(name, _EMPTY) for each in steps])


def _has_changes(stream: Stream) -> bool:
    return any(each.fate is not None or each.changes for each in stream.pieces)


def newest(steps: Iterable[int | None]) -> int | None:
    """The newest of the steps that are known."""
    return max((each for each in steps if each is not None), default=None)

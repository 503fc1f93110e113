"""Which of several steps in a row made a difference: v1.0 → v1.3 told by v1.1, v1.2 and v1.3.

The steps lead from the old plan to the new one. Each change between these two is looked for in the steps: at the same
place, whatever ids were renamed and whatever moved in between, and back from what stands there now, step by step, to
what stood there at first. What a later step undid again made nothing.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from plangen.changes.change import Change, Kind, Path
from plangen.changes.change import touches as is_near

_COMING = frozenset({Kind.ADDED, Kind.REMOVED})
_SAYING = frozenset({Kind.ADDED, Kind.REMOVED, Kind.CHANGED})


class _Placed(Struct, frozen=True, kw_only=True):
    """A change with its step and its place as the new plan calls it."""

    step: int
    place: str
    change: Change


def flat(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes that are told, each followed by those within what moved; not references that follow a rename."""
    for each in changes:
        if not each.follows:
            yield each
            yield from each.inner


def origins(changes: Sequence[Change], steps: Sequence[Sequence[Change]]) -> tuple[tuple[int, ...], ...]:
    """For each of the flat changes the numbers of the steps that made it, ascending; never none."""
    known = [placed for number in range(len(steps)) for placed in _placed(number, steps)]
    return tuple(
        tuple(sorted({each.step for each in _makers(placed, known)} or _near(placed, known) or range(len(steps))))
        for placed in _placed(0, [changes])
    )


def _placed(number: int, steps: Sequence[Sequence[Change]]) -> Iterator[_Placed]:
    later = [_rewritings(step) for step in steps[number:]]
    for change in flat(steps[number]):
        place = _place(change.path)
        for rewriting in later:
            place = _rewritten(place, rewriting)
        yield _Placed(step=number, place=place, change=change)


def _place(path: Path) -> str:
    """The path as findings write it, but for items without an id, which are counted otherwise in each plan."""
    return ".".join(f"{each.field}{_item(each.index, each.item)}" for each in path)


def _item(index: int | None, item: str) -> str:
    if index is None:
        return ""
    return "[]" if item == str(index + 1) else f"[{item}]"


def _rewritings(changes: Iterable[Change]) -> list[tuple[str, str]]:
    """What is called otherwise after the step, the deepest places first."""
    found = []
    for each in changes:
        place = _place(each.path)
        if each.kind is Kind.RENAMED and place.endswith("]"):
            found.append((place, f"{place.rpartition('[')[0]}[{each.after}]"))
        elif each.goal:
            found.append((place, _place(each.goal)))
    return sorted(found, key=lambda pair: -len(pair[0]))


def _rewritten(place: str, rewriting: Iterable[tuple[str, str]]) -> str:
    for old, new in rewriting:
        if place == old or place.startswith(f"{old}."):
            place = new + place[len(old) :]
    return place


def _makers(wanted: _Placed, known: Sequence[_Placed]) -> Iterable[_Placed]:
    if wanted.change.kind is Kind.MOVED:
        return _movers(wanted, known)
    kinds = frozenset({Kind.RENAMED}) if wanted.change.kind is Kind.RENAMED else _SAYING
    here = [each for each in known if each.place == wanted.place and each.change.kind in kinds]
    chain = _chain(wanted.change, here)
    if chain or wanted.change.kind is Kind.RENAMED:
        return chain or here
    carriers = _carriers(wanted.place, here, known)
    return carriers if wanted.change.kind is Kind.CHANGED else _of_a_whole(wanted, carriers, known)


def _of_a_whole(wanted: _Placed, carriers: Iterable[_Placed], known: Iterable[_Placed]) -> list[_Placed]:
    """The step that took a thing away, or that brought it with those that changed it since."""
    came = [each for each in carriers if each.change.kind is wanted.change.kind][-1:]
    if not came or wanted.change.kind is Kind.REMOVED:
        return came
    return [*came, *(each for each in known if each.step > came[0].step and _is_within(each, wanted.place))]


def _chain(change: Change, here: Sequence[_Placed]) -> list[_Placed]:
    """The steps back from what stands there now to what stood there before; nothing where they do not meet."""
    found: list[_Placed] = []
    value = change.after
    for each in reversed(here):
        if each.change.after == value:
            found.append(each)
            value = each.change.before
            if value == change.before:
                return found
    return []


def _carriers(place: str, here: Iterable[_Placed], known: Sequence[_Placed]) -> list[_Placed]:
    """The steps that changed the place, or what holds it as a whole."""
    above = (each for each in known if each.change.kind in _COMING and place.startswith((f"{each.place}.",)))
    return sorted([*here, *above], key=lambda each: each.step)


def _is_within(each: _Placed, place: str) -> bool:
    """Whether a change is of what is told with the thing at `place`: its content, not where it stands."""
    return each.change.kind in _SAYING and (each.place == place or each.place.startswith(f"{place}."))


def _movers(wanted: _Placed, known: Sequence[_Placed]) -> list[_Placed]:
    """The steps that moved it, else those that moved others of its list, else those that changed the list."""
    moves = [each for each in known if each.change.kind is Kind.MOVED]
    items = wanted.place.rpartition("[")[0]
    beside = [each for each in known if each.place.rpartition("[")[0] == items]
    return [each for each in moves if each.place == wanted.place] or [*filter(moves.__contains__, beside)] or beside


def _near(wanted: _Placed, known: Iterable[_Placed]) -> set[int]:
    """The steps that changed anything at, below or above the place."""
    return {each.step for each in known if is_near(each.place, wanted.place)}

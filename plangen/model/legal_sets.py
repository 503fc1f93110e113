"""Sets of legal data by trade, and what a plan writes itself: its own entries stand instead of those of the same id."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace

from plangen.model.legal import Deadlines, Elements, Entry, LegalSet

E = TypeVar("E", bound=Entry)


def chosen_sets(names: Sequence[str], sets: Sequence[LegalSet]) -> tuple[LegalSet, ...] | None:
    """The sets called so, each once, in the order in which they are chosen; None where one of them is not there."""
    by_name = {each.name: each for each in sets}
    wanted = tuple(dict.fromkeys(names))
    return tuple(by_name[name] for name in wanted) if by_name.keys() >= set(wanted) else None


def all_elements(own: Elements, sets: Sequence[LegalSet]) -> Elements:
    """The elements of the sets with the plan's own."""
    return replace(own, elements=_with(own.elements, [each.elements for each in sets]))


def all_deadlines(own: Deadlines, sets: Sequence[LegalSet]) -> Deadlines:
    """The deadlines of the sets with the plan's own, and the clocks of both."""
    return replace(
        own,
        clocks=(*(clock for each in sets for clock in each.clocks), *own.clocks),
        deadlines=_with(own.deadlines, [each.deadlines for each in sets]),
    )


def replaced_in(chosen: LegalSet, elements: Elements, deadlines: Deadlines) -> Iterator[Entry]:
    """The entries of a set that the plan itself writes otherwise."""
    own = {each.id for each in elements.elements}
    yield from (each for each in chosen.elements if each.id in own)
    own = {each.id for each in deadlines.deadlines}
    yield from (each for each in chosen.deadlines if each.id in own)


def _with(own: Sequence[E], sets: Sequence[Sequence[E]]) -> tuple[E, ...]:
    """The entries of the sets in their order, each replaced by the plan's own of its id; then the other own ones."""
    listed = [each for entries in sets for each in entries]
    instead = {each.id: each for each in reversed(own)}
    of_sets = {each.id for each in listed}
    return (*(instead.get(each.id, each) for each in listed), *(each for each in own if each.id not in of_sets))

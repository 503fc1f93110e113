"""Whom players reach by telephone: posts and those outside who take part themselves; for all others who answers."""

from collections.abc import Iterable

from msgspec import Struct

from plangen.language.sentences import clause
from plangen.model.organisation import Outside, Post
from plangen.model.plan import Plan
from plangen.model.script import DrillStaff
from plangen.model.standing_in import answering_for, is_played
from plangen.model.values import is_todo


class Reached(Struct, frozen=True, kw_only=True):
    """A number that players call, and whose it is."""

    who: str  # the post, or the part in the drill; empty for an outside party itself
    name: str = ""
    number: str | None = None

    @property
    def person(self) -> str:
        """What he is, and his name as far as it is known."""
        return "　".join(filter(None, (self.who, self.name)))

    @property
    def said(self) -> str:
        """All of it in a line, a name as far as it is known: 总导调　周七　0100-1."""
        return "　".join(filter(None, (self.who, "" if is_todo(self.name) else self.name, self.number)))


def reached(who: DrillStaff | Post) -> Reached:
    """A member of the drill staff or the holder of a post."""
    name = who.name if isinstance(who, DrillStaff) else who.holder
    return Reached(who=clause(who.title), name=name or "", number=who.phone)


def reached_outside(plan: Plan, outside: Outside, scenario: str = "") -> tuple[Reached, ...]:
    """Whom to call for an outside party in the drill: itself where it takes part, else whoever answers for it."""
    if not is_played(plan, outside):
        return (Reached(who="", number=outside.contact),)
    return tuple(map(reached, answering_for(plan, outside.id, scenario)))


def numbers(found: Iterable[Reached]) -> list[str]:
    """The numbers as far as they are there, each once."""
    return list(dict.fromkeys(each.number for each in found if each.number))

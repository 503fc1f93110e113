"""What a role card says, before it is laid out on its page."""

from msgspec import Struct


class Duty(Struct, frozen=True, kw_only=True):
    """A line of "what you do when"."""

    time: str
    title: str
    action: str = ""
    scenarios: str = ""  # （场景一）, where it is not for all of them
    limit: str = ""
    report: str = ""
    shared: bool = False  # with the whole team: told in a few words where the page is full


class Part(Struct, frozen=True, kw_only=True):
    """A row of the card: a title and what stands beside it. A part without lines is left out."""

    title: str
    lines: tuple[str, ...]


class Card(Struct, frozen=True, kw_only=True):
    """The card of one role; `duties` may be as many as the plan has, the parts as long as it makes them."""

    key: str  # of its heading, the same in every revision
    role: str  # a post or what somebody is in the drill
    facts: tuple[tuple[str, str], ...]  # an even number, two on a line
    duties: tuple[Duty, ...] = ()
    idle: str = ""  # said in place of the duties where there are none
    parts: tuple[Part, ...] = ()

    def names(self, place: str) -> bool:
        """Whether the card speaks of this scenario by its place."""
        said = (line for part in self.parts for line in part.lines)
        return any(place in each for each in (*said, *(duty.scenarios for duty in self.duties)))

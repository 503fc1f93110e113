"""What a role card says, before it is laid out on its page."""

from enum import StrEnum

from msgspec import Struct

IN_PHASE = "本阶段内"
"""What is said of the limit of a step that has none of its own."""


class Matter(StrEnum):
    """What a part of a card is about, however its title is worded."""

    SCENARIOS = "scenarios"
    WORK = "work"
    COMMANDS = "commands"
    MEASURES = "measures"
    DECISIONS = "decisions"
    REPORTS = "reports"
    NOTICES = "notices"
    FORMS = "forms"
    CONTACTS = "contacts"
    PROHIBITIONS = "prohibitions"


_TO_DO = frozenset({Matter.WORK, Matter.COMMANDS, Matter.MEASURES, Matter.DECISIONS, Matter.REPORTS, Matter.NOTICES})
"""The parts that say what a role has to do; the others it can read again on the day."""


class DutyRow(Struct, frozen=True, kw_only=True):
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

    about: Matter
    title: str
    lines: tuple[str, ...]


class Card(Struct, frozen=True, kw_only=True):
    """The card of one role; `duties` may be as many as the plan has, the parts as long as it makes them."""

    key: str  # of the role, the same in every revision; "card-" before it is the key of the card's heading
    role: str  # a post or what somebody is in the drill
    person: str = ""  # who holds it; several in one line, empty while nobody is known
    facts: tuple[tuple[str, str], ...] = ()  # what each is called and what it is; two on a line
    duties: tuple[DutyRow, ...] = ()
    idle: str = ""  # said in place of the duties where there are none
    parts: tuple[Part, ...] = ()

    @property
    def work(self) -> tuple[DutyRow | Part, ...]:
        """What the role has to do: where this differs, its holder has to be trained again."""
        return (*self.duties, *(part for part in self.parts if part.about in _TO_DO))

    @property
    def said(self) -> str:
        """All that the card says of scenarios: the lines of its parts, and to which of them its duties belong."""
        lines = (line for part in self.parts for line in part.lines)
        return "\n".join((*lines, *(duty.scenarios for duty in self.duties)))

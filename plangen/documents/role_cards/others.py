"""The cards of roles that are not posts: participants, response teams, centre staff, hotline, outsiders."""

from collections.abc import Collection, Sequence

from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.role_cards.card import Card, Matter
from plangen.documents.role_cards.lines import card
from plangen.model.command import CentreStaff
from plangen.model.drill import Participants
from plangen.model.duties import steps_of
from plangen.model.holders import group_mark
from plangen.model.organisation import Outside, ResponseTeam
from plangen.model.presence import begins_within
from plangen.model.timeline import ALL_DEPARTMENTS


def participants_card(draft: Draft, group: Participants, words: BlockWords) -> Card:
    """The card of those whom a department sends; a department's second group is numbered."""
    key = f"participants-{group.department}{group_mark(draft.plan, group)}"
    return _card(draft, key, words, (group.department, ALL_DEPARTMENTS), group.tasks, shift=group.sessions)


def team_card(draft: Draft, team: ResponseTeam, words: BlockWords) -> Card:
    """The card of a response team."""
    return _card(draft, team.id, words, (team.id,), team.duties)


def centre_card(draft: Draft, staff: CentreStaff, words: BlockWords) -> Card:
    """The card of those who work in the command centre without a post of their own."""
    at = next(at for at, each in enumerate(draft.plan.command.staff, start=1) if each is staff)
    return _card(draft, f"centre-{at}", words, (), staff.duties, staff.people)


def hotline_card(draft: Draft, words: BlockWords) -> Card:
    """The card of who answers the hotline without a post of his own."""
    hotline = draft.plan.reporting.hotline
    duties, operator = (hotline.duties, hotline.operator) if hotline else ((), None)
    return _card(draft, "hotline", words, (), duties, operator)


def outside_card(draft: Draft, outside: Outside, words: BlockWords) -> Card:
    """The card of an outside party that acts in the drill."""
    return _card(draft, outside.id, words, (outside.id,), ())


def _card(
    draft: Draft,
    key: str,
    words: BlockWords,
    owners: Sequence[str],
    work: Sequence[str],
    person: str | None = None,
    *,
    shift: Collection[str] = (),
) -> Card:
    plan = draft.plan
    steps = [(phase, step) for phase, step in steps_of(plan, owners) if begins_within(plan, shift, phase.start)]
    return card(draft, key, words, steps, {Matter.WORK: work}, person=person)

"""The cards of roles that are not posts: participants, response teams, centre staff, hotline, outsiders."""

from collections.abc import Iterable, Iterator, Mapping

from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.role_cards.agenda_rows import rows
from plangen.documents.role_cards.card import Card, Matter
from plangen.documents.role_cards.lines import card, measures
from plangen.model.agenda import Duty, DutyKind, duties_of
from plangen.model.command import CentreStaff
from plangen.model.drill import Participants
from plangen.model.holders import HOTLINE, Holder, HolderKind, centre_key, holder, participants_key
from plangen.model.organisation import Outside, ResponseTeam

_WORK = (DutyKind.TASK, DutyKind.RESPONSE, DutyKind.CENTRE, DutyKind.HOTLINE)


def participants_card(draft: Draft, group: Participants, words: BlockWords) -> Card:
    """The card of those whom a department sends; a department's second group is numbered."""
    return _card(draft, participants_key(draft.plan, group), words)


def team_card(draft: Draft, team: ResponseTeam, words: BlockWords) -> Card:
    """The card of a response team."""
    return _card(draft, team.id, words)


def centre_card(draft: Draft, staff: CentreStaff, words: BlockWords) -> Card:
    """The card of those who work in the command centre without a post of their own."""
    at = next(at for at, each in enumerate(draft.plan.command.staff, start=1) if each is staff)
    found = Holder(kind=HolderKind.CENTRE, key=centre_key(at), record=staff)
    return _made(draft, found.key, found, words, staff.people)


def hotline_card(draft: Draft, words: BlockWords) -> Card:
    """The card of who answers the hotline without a post of his own."""
    hotline = draft.plan.reporting.hotline
    found = Holder(kind=HolderKind.HOTLINE, key=HOTLINE, record=hotline) if hotline else None
    return _made(draft, HOTLINE, found, words, hotline.operator if hotline else None)


def outside_card(draft: Draft, outside: Outside, words: BlockWords) -> Card:
    """The card of an outside party that acts in the drill."""
    return _card(draft, outside.id, words)


def _card(draft: Draft, key: str, words: BlockWords) -> Card:
    return _made(draft, key, holder(draft.plan, key), words)


def _made(draft: Draft, key: str, found: Holder | None, words: BlockWords, person: str | None = None) -> Card:
    duties = duties_of(draft.plan, found) if found else ()
    lines, told = rows(draft, duties, words)
    return card(draft, key, words, lines, _data(draft, found, duties, told), person=person)


def _data(
    draft: Draft, found: Holder | None, duties: Iterable[Duty], told: frozenset[DutyKind]
) -> Mapping[Matter, Iterable[str]]:
    every = tuple(duties)
    work: Iterator[str] = (duty.what for duty in every if duty.kind in _WORK and duty.kind not in told)
    return {Matter.WORK: work, Matter.MEASURES: measures(draft, every) if found else ()}

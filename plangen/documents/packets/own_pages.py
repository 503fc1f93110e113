"""The pages that are composed for one holder alone: what he does in full, whom he calls, what he feeds in."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from plangen.blocks.document import Block, Column, Document, Heading, Row, Table, cell
from plangen.blocks.text import as_text
from plangen.documents.draft import Content, Draft, grid
from plangen.documents.frame import document
from plangen.documents.outlines.worded import Worded
from plangen.documents.packets.calling import number_rows
from plangen.documents.packets.concern import Position
from plangen.documents.packets.feeding import call_rows, day_rows, has_roles, role_rows
from plangen.documents.packets.handing_out import is_outside
from plangen.documents.packets.holders import Packet
from plangen.documents.phrases import NONE
from plangen.documents.role_cards import cards_of
from plangen.documents.role_cards.card import Card, DutyRow
from plangen.language.sentences import clause, sentence
from plangen.model.agenda import DutyKind, duties_of
from plangen.model.audience import CONTROLLERS, OBSERVERS, PLAYERS
from plangen.model.holders import holder
from plangen.model.plan import Plan
from plangen.model.script import SIMULATING
from plangen.model.visibility import may_see

_LOG_LINES = 8
_BY_THE_CLOCK = frozenset({DutyKind.STEP, DutyKind.REPORT, DutyKind.INJECT})


def own_pages(plan: Plan, packet: Packet, place: Position, bodies: Mapping[str, object]) -> Document | None:
    """The pages of a holder; None where there is nothing to say beside what he has anyhow."""
    words = Worded(plan, "packet")
    group = packet.who.group
    if group == PLAYERS:
        blocks = list(_for_players(plan, packet, place, words, bodies))
    elif group == CONTROLLERS:
        blocks = list(_for_controllers(plan, packet, place, words))
    elif group == OBSERVERS:
        blocks = list(_listed(words, "observing-title", words.texts("observing")))
    else:
        blocks = []
    return document(plan, words.text("own-title"), blocks) if blocks else None


def _for_players(
    plan: Plan, packet: Packet, place: Position, words: Worded, bodies: Mapping[str, object]
) -> Iterator[Block]:
    card = next((each for each in cards_of(plan) if each.key == packet.key), None)
    said = _said(bodies.get("role-cards"), f"card-{packet.key}")
    if card is not None:
        yield from _table(words, ("steps-title", "steps-heads"), (1.6, 7.4, 2, 2), _step_rows(card, said), centred=(0,))
        said += "".join(_bare(duty.action) for duty in card.duties)
    yield from _table(
        words,
        ("measures-title", "measures-heads"),
        (2, 2.6, 8.4),
        _other_rows(plan, packet, said),
        centred=(0,),
    )
    if not is_outside(plan, packet) and may_see(plan, packet.who, "contacts"):
        yield from _table(
            words, ("numbers-title", "numbers-heads"), (3.4, 2.6, 2.8, 5), number_rows(plan, packet, place, words)
        )


def _said(cards: object, key: str) -> str:
    """What the card of this key says, without white space."""
    if not isinstance(cards, Document):
        return ""
    held: list[Block] = []
    is_his = False
    for block in cards.blocks:
        if isinstance(block, Heading):
            is_his = block.key == key or block.key.startswith((f"{key}-back", f"{key}-side-"))
        if is_his:
            held.append(block)
    return _bare(as_text(replace(cards, header="", blocks=tuple(held))))


def _bare(text: str) -> str:
    """A text without the signs of strong type."""
    return text.replace("*", "")


def _step_rows(card: Card, said: str) -> list[Sequence[Content]]:
    """All steps in full, where the card has not room for how each is done."""
    if all(_bare(duty.action) in said for duty in card.duties):
        return []
    return [(duty.time, _done(duty), duty.limit or NONE, duty.report or NONE) for duty in card.duties]


def _done(duty: DutyRow) -> str:
    how = f"：{duty.action}" if duty.action else ""
    return f"**{duty.title}**{how}{duty.scenarios}"


def _other_rows(plan: Plan, packet: Packet, said: str) -> list[Sequence[Content]]:
    """What else the plan gives the holder to do, as far as his card has no room for it."""
    found = holder(plan, packet.key)
    draft = Draft.of(plan)
    duties = duties_of(plan, found) if found else ()
    rows = [
        (draft.scenarios(duty.scenarios) or NONE, duty.title or NONE, clause(duty.what))
        for duty in duties
        if duty.kind not in _BY_THE_CLOCK and duty.what and _bare(clause(duty.what)) not in said
    ]
    return list(dict.fromkeys(rows))


def _for_controllers(plan: Plan, packet: Packet, place: Position, words: Worded) -> Iterator[Block]:
    staff = plan.staff.get(packet.who.key)
    if staff is None:
        return
    yield from _listed(words, "duties-title", staff.duties)
    if has_roles(plan, staff):
        yield from _table(words, ("roles-title", "roles-heads"), (3, 3, 8), role_rows(plan, staff))
    if staff.kind == SIMULATING:
        yield from _table(
            words,
            ("calls-title", "calls-heads"),
            (1.6, 2.4, 3.4, 6.4, 1.4),
            call_rows(plan, staff, packet.shift),
            centred=(0,),
        )
        if any(role.stands_for and role.played_by == staff.id for role in plan.script.roles):
            yield from _table(words, ("log-title", "log-heads"), (1.6, 3, 3, 5, 2), [(None,) * 5] * _LOG_LINES)
        return
    rows = day_rows(plan, place.scenarios, packet.shift)
    yield from _table(words, ("day-title", "day-heads"), (1.5, 1.6, 4, 2.6, 2.6, 1.5), rows, centred=(0, 1))


def _listed(words: Worded, title: str, items: Sequence[str]) -> Iterator[Block]:
    if items:
        yield _heading(words, title)
        lines = (f"{number}. {sentence(each)}" for number, each in enumerate(items, start=1))
        yield Table(columns=(Column(),), rows=(Row(cells=(cell(*lines),)),), compact=True)


def _table(
    words: Worded,
    named: tuple[str, str],
    weights: Sequence[float],
    rows: Sequence[Sequence[Content]],
    *,
    centred: Sequence[int] = (),
) -> Iterator[Block]:
    if rows:
        title, heads = named
        yield _heading(words, title)
        yield grid("", words.heads(heads), weights, rows, centred=centred, compact=True)


def _heading(words: Worded, key: str) -> Heading:
    return Heading(level=2, text=words.text(key), key=f"own-{key}", numbered=False)

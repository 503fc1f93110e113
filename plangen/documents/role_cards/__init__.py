"""Role cards: one page for every post, and for every other role of the drill day, and the list by which they go out."""

from collections.abc import Iterator

from plangen.blocks.document import Block, Title, paragraph
from plangen.documents.draft import Draft, grid
from plangen.documents.frame import dossier_document
from plangen.documents.role_cards.card import Card
from plangen.documents.role_cards.lines import explained
from plangen.documents.role_cards.others import other_cards
from plangen.documents.role_cards.page import laid_out
from plangen.documents.role_cards.posts import post_card

__all__ = ["cards_of", "role_cards"]


@dossier_document("role-cards")
def role_cards(draft: Draft) -> Iterator[Block]:
    """The list of all cards, then the cards, each on a page of its own."""
    cards = cards_of(draft)
    yield Title(lines=(f"{draft.title}发放登记表",))
    yield paragraph("演练前交本人，领取时签字；演练结束后收回。")
    yield _register(cards)
    for card in cards:
        yield from laid_out(explained(draft, card))


def cards_of(draft: Draft) -> list[Card]:
    """The cards in the order in which they are handed out."""
    return [*(post_card(draft, post) for post in draft.plan.organisation.posts), *other_cards(draft)]


def _register(cards: list[Card]) -> Block:
    rows = [(str(number), card.role, card.person or None, None, None) for number, card in enumerate(cards, start=1)]
    heads = ("序号", "角色", "姓名", "领取签名", "收回签名")
    return grid("", heads, (1.2, 5, 4.6, 2.4, 2.4), rows, centred=(0,))

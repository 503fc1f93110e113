"""Role cards: one page for every post, and for every other role of the drill day, and the list by which they go out."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, TypeAlias

from msgspec.structs import replace

from plangen.blocks.document import Block, Document
from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import BlockSpec, by_name
from plangen.documents.outlines.generated import page as page_block
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.outlines.structure import Structure
from plangen.documents.role_cards.card import Card
from plangen.documents.role_cards.card_words import LEADS, WORDS
from plangen.documents.role_cards.others import (
    centre_card,
    hotline_card,
    outside_card,
    participants_card,
    team_card,
)
from plangen.documents.role_cards.page import laid_out
from plangen.documents.role_cards.posts import post_card
from plangen.language.environment import TooMuch
from plangen.model.command import CentreStaff
from plangen.model.drill import Participants
from plangen.model.organisation import Outside, Post, ResponseTeam
from plangen.model.plan import Plan
from plangen.model.spec import Record

__all__ = ["BLOCKS", "cards_of", "role_cards"]

_MakesCard: TypeAlias = Callable[..., Card]
_DOCUMENT = "role-cards"


def _on_its_page(make: _MakesCard, draft: Draft, *about: Any) -> Iterator[Block]:
    return laid_out(make(draft, *about), about[-1])


_MAKERS: Mapping[str, _MakesCard] = {
    "post": post_card,
    "participants": participants_card,
    "team": team_card,
    "centre": centre_card,
    "hotline": hotline_card,
    "outside": outside_card,
}
"""By the key of their block."""


def _block(key: str, name: str, about: tuple[type[Record], ...], *, meaning: str) -> BlockSpec:
    words = {**WORDS, **LEADS} if Post in about else WORDS
    return page_block(key, name, partial(_on_its_page, _MAKERS[key]), meaning=meaning, about=about, words=words)


BLOCKS = by_name(
    (
        *PAGES,
        _block(
            "post",
            "岗位卡",
            (Post,),
            meaning="一个岗位的角色卡，排在一页之内，排不下的印在背面。身份是最上面的各栏，决策、上报、表单、联络、禁令"
            "写在决策权限、报告、填写、联系、禁止各栏的末尾，都用 <br> 分行；没有任何任务时，无步骤写在当日任务栏；"
            "没有步骤的阶段里可能用到他时写机动，计划写明待命的写待命，没有时刻的任务写全程，启动指令写启动；"
            "转报是另由别人决策的等级怎样写，# 是决策者；"
            "简述是字小时“做什么”的列名；未完写在没有印完的一面，背面、另面是后面各面的标题，# 是第几面；"
            "其余是各栏、各列和各类职责的叫法，栏的叫法写空的不出现",
        ),
        _block("participants", "参演人员卡", (Participants,), meaning="一个部门的参演人员的角色卡，选项与岗位卡相同"),
        _block("team", "队伍卡", (ResponseTeam,), meaning="一支应急处置队伍的角色卡，选项与岗位卡相同"),
        _block("centre", "指挥中心人员卡", (CentreStaff,), meaning="没有岗位的指挥中心人员的角色卡，选项与岗位卡相同"),
        _block("hotline", "热线接听人员卡", (), meaning="没有岗位的热线接听人员的角色卡，选项与岗位卡相同"),
        _block("outside", "外部单位卡", (Outside,), meaning="一个外部单位或人员的角色卡，选项与岗位卡相同"),
    )
)
"""By what stands in a placeholder."""


def role_cards(plan: Plan) -> Document:
    """The list of all cards and the cards as their outline orders them, each on a page of its own."""
    return outlined(plan, _DOCUMENT, BLOCKS)


def cards_of(plan: Plan) -> list[Card]:
    """What the cards say, as their outline words and orders them.

    Where it makes more than any document needs, those before that: the proof of the outline tells of it, or the build.
    """
    found: list[Card] = []
    blocks = {
        name: replace(spec, make=partial(_collected, found, _MAKERS[spec.key]))
        for name, spec in BLOCKS.items()
        if spec.key in _MAKERS
    }
    with suppress(TooMuch):
        Structure(Draft.of(plan), plan.outlines[_DOCUMENT], blocks).items()
    return found


def _collected(found: list[Card], make: _MakesCard, draft: Draft, *about: Any) -> tuple[Block, ...]:
    found.append(make(draft, *about))
    return ()

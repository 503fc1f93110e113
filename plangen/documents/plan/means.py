"""What is used: rows of the tables on equipment, channels, supplies and their allocation."""

from plangen.documents.draft import Draft, Rows
from plangen.documents.phrases import NONE, amount, stock
from plangen.language.sentences import clause
from plangen.model.resources import APPLIANCES, Item


def equipment(draft: Draft) -> Rows:
    """What is checked before the drill."""
    items = (item for item in draft.plan.resources.items if item.category in APPLIANCES or item.precheck)
    return [(item.title, _purpose(item), _checked(item), *_where(draft, item)) for item in items]


def channels(draft: Draft) -> Rows:
    """The channels and groups of each department."""
    return [(draft.plan.party(each.department), each.kind, each.name) for each in draft.plan.resources.channels]


def supplies(draft: Draft) -> Rows:
    """The supplies, category by category."""
    items = draft.plan.resources.items
    kinds = dict.fromkeys(item.category for item in items)
    return [
        (kind, item.title, stock(item), _purpose(item), *_where(draft, item))
        for kind in kinds
        for item in items
        if item.category == kind
    ]


def allocation(draft: Draft) -> Rows:
    """Who is handed out what."""
    plan = draft.plan
    found = [(each, plan.items.get(each.item)) for each in plan.resources.allocation]
    return [
        (item.title if item else each.item, plan.party(each.to), amount(each.quantity, item.unit if item else ""))
        for each, item in found
    ]


def _checked(item: Item) -> str:
    """What is checked before the drill, behind how to get what is not in stock."""
    return "；".join(filter(None, map(clause, (item.source or "", item.precheck or "")))) or NONE


def _purpose(item: Item) -> str:
    return clause(item.purpose or "") or NONE


def _where(draft: Draft, item: Item) -> tuple[str, str]:
    """In which scenarios it is used, and who keeps it."""
    keeper = draft.plan.party(item.keeper) if item.keeper else NONE
    return draft.scenarios(item.scenarios) or "全部", keeper

"""Chapter 四、应急处置与救援: measures and notifications per scenario, response teams, supplies."""

from collections.abc import Iterator

from plangen.blocks.document import Block, Table
from plangen.documents.draft import Draft, bullets, chapter, grid, part, section, text
from plangen.documents.phrases import NONE, amount, clause, endings, listed, sentence
from plangen.documents.tables import notification_chain
from plangen.model.resources import Item
from plangen.model.scenario import Measure, Scenario


def response_chapter(draft: Draft) -> Iterator[Block]:
    """The chapter on response: the measures of each scenario, teams, supplies."""
    plan = draft.plan
    yield chapter("应急处置与救援", "response")
    acting = [scenario for scenario in plan.played if scenario.measures or scenario.notifications]
    if acting:
        yield section("应急措施", "measures")
    for scenario in acting:
        yield from _measures(draft, scenario)
    yield from _teams(draft)
    yield section("应急物资", "supplies")
    yield from _supplies(draft)


def _measures(draft: Draft, scenario: Scenario) -> Iterator[Block]:
    yield part(draft.scenario(scenario), f"measures-{scenario.id}")
    yield from bullets("采取以下应急措施", [_measure(draft, measure) for measure in scenario.measures])
    if scenario.notifications:
        label = draft.captions.table(f"notifications-{scenario.id}")
        yield from text(f"本场景的通知要求见{label}。")
        yield notification_chain(draft, scenario, f"{label}　{scenario.title}通知要求")


def _measure(draft: Draft, measure: Measure) -> str:
    owner = f"（{draft.plan.party(measure.owner)}）" if measure.owner else ""
    return f"{measure.title}{owner}：{clause(measure.text)}"


def _teams(draft: Draft) -> Iterator[Block]:
    organisation = draft.plan.organisation
    topics = listed(organisation.response_training)
    if not organisation.response_teams and not topics:
        return
    yield section("应急处置队伍", "response-teams")
    if organisation.response_teams:
        label = draft.captions.table("response-teams")
        rows = [
            (each.title, draft.plan.party(each.department), clause(each.people), endings(each.duties))
            for each in organisation.response_teams
        ]
        yield from text(f"应急处置队伍由各部门的骨干人员组成，见{label}。")
        yield grid(f"{label}　应急处置队伍", ("队伍", "派出部门", "人员要求", "职责"), (3, 2.4, 5, 4.6), rows)
    yield from text(
        "应急处置队伍按照本计划履行职责，",
        f"定期开展{topics}等方面的培训和演练。" if topics else "定期开展培训和演练。",
    )


def _supplies(draft: Draft) -> Iterator[Block]:
    resources = draft.plan.resources
    if resources.items:
        label = draft.captions.table("supplies")
        yield from text(f"应急物资见{label}。")
        yield _items(draft, f"{label}　应急物资")
    yield from text(sentence(resources.allocation_rule))
    if resources.allocation:
        label = draft.captions.table("allocation")
        rows = [_allocation(draft, each.item, each.to, each.quantity) for each in resources.allocation]
        yield from text(f"物资配发方案见{label}。")
        yield grid(f"{label}　应急物资配发方案", ("物资", "配发对象", "数量"), (3, 6, 5), rows)


def _allocation(draft: Draft, key: str, to: str, quantity: int | str) -> tuple[str, str, str]:
    item = draft.plan.items.get(key)
    return (item.title if item else key, draft.plan.party(to), amount(quantity, item.unit if item else ""))


def _items(draft: Draft, caption: str) -> Table:
    """The supplies, category by category."""
    items = draft.plan.resources.items
    categories = dict.fromkeys(item.category for item in items)
    rows = [(kind, *_item(draft, item)) for kind in categories for item in items if item.category == kind]
    heads = ("类别", "名称", "数量", "用途", "适用场景", "保管部门")
    return grid(caption, heads, (1.4, 2.2, 4, 3, 2, 2.4), rows)


def _item(draft: Draft, item: Item) -> tuple[str, ...]:
    return (
        item.title,
        amount(item.quantity, item.unit),
        clause(item.purpose or "") or NONE,
        draft.scenarios(item.scenarios) or "全部",
        draft.plan.party(item.keeper) if item.keeper else NONE,
    )

"""物资清单与配发方案: what there is, who gets what, and the signatures with which it goes out and comes back."""

from collections.abc import Iterator

from plangen.blocks.document import Block, SectionBreak, Title, cell
from plangen.documents.draft import Content, Draft, chapter, grid, text
from plangen.documents.frame import BOX, Entry, dossier_document, form_table
from plangen.documents.phrases import NONE, amount
from plangen.language.sentences import clause, sentence
from plangen.model.duties import played_steps
from plangen.model.resources import Item

_SPARE = 6  # lines for what is handed out beyond the plan


@dossier_document("supplies")
def supplies(draft: Draft) -> Iterator[Block]:
    """The items by category, who gets what, and what each step needs, on landscape pages."""
    yield SectionBreak(landscape=True)
    yield Title(lines=(draft.title,))
    yield chapter("物资清单", "items")
    yield from _items(draft)
    yield chapter("配发方案和领用登记", "allocation", new_page=True)
    yield from _allocation(draft)
    needs = _needs(draft)
    if needs:
        yield chapter("各步骤所需物资", "needs")
        heads = ("时间", "步骤", "责任方", "适用场景", "所需物资")
        label = draft.captions.table("needs")
        yield grid(f"{label}　各步骤所需物资", heads, (3.4, 5, 3.4, 3.4, 7), needs, centred=(0,))


def _items(draft: Draft) -> Iterator[Block]:
    """Category by category, as they are stored; an open quantity is counted on paper."""
    items = draft.plan.resources.items
    if not items:
        yield from text("演练计划没有登记应急物资。")
        return
    label = draft.captions.table("items")
    rows = [
        _item(draft, item)
        for kind in dict.fromkeys(item.category for item in items)
        for item in items
        if item.category == kind
    ]
    heads = ("序号", "类别", "名称", "用途", "适用场景", "保管部门", "计划数量", "实际数量", "检查情况", "检查人")
    yield from text("演练前由保管部门清点、检查，填写实际数量和检查情况；数量不足的，立即告知演练协调人。")
    yield form_table(
        heads,
        (1.3, 1.4, 2.4, 3.6, 2.2, 2.6, 3.6, 1.8, 2.4, 1.6),
        rows,
        caption=f"{label}　应急物资清单",
        height=9,
        numbered=True,
    )


def _item(draft: Draft, item: Item) -> tuple[Entry, ...]:
    return (
        item.category,
        item.title,
        clause(item.purpose or "") or NONE,
        draft.scenarios(item.scenarios) or "全部",
        draft.plan.party(item.keeper) if item.keeper else NONE,
        amount(item.quantity, item.unit),
        None,
        cell(f"{BOX}完好", f"{BOX}有问题"),
        None,
    )


def _needs(draft: Draft) -> list[tuple[Content, ...]]:
    plan, rows = draft.plan, list[tuple[Content, ...]]()
    for phase, step in played_steps(plan):
        window = draft.windows.get(step.id)
        needed = [
            plan.items[need.item].title
            + (amount(need.quantity, plan.items[need.item].unit) if need.quantity is not None else "（数量未定）")
            for need in step.needs
            if need.item in plan.items
        ]
        if needed:
            start = str(window.start if window else phase.start)
            scenarios = draft.scenarios(step.scenarios) or "全部"
            rows.append((f"{start}前到位", step.title, plan.party(step.owner), scenarios, "、".join(needed)))
    return rows


def _allocation(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table("allocation")
    rows: list[tuple[Entry, ...]] = []
    for each in plan.resources.allocation:
        item = plan.items.get(each.item)
        quantity = amount(each.quantity, item.unit if item else "")
        title = item.title if item else each.item
        rows.append((title, plan.party(each.to), quantity, None, None, None, None, None, None))
    yield from text(
        sentence(plan.resources.allocation_rule), "领用和归还时由领用人签字，消耗品在“归还数量”栏写明“已用完”。"
    )
    yield form_table(
        (
            "序号",
            "物资",
            "配发对象",
            "计划数量",
            "实发数量",
            "领用签名",
            "领用时间",
            "归还数量",
            "归还签名",
            "归还时间",
        ),
        (1.3, 2.4, 3.8, 3.8, 1.8, 2.2, 1.8, 1.8, 2.2, 1.8),
        rows,
        blank=_SPARE,
        caption=f"{label}　应急物资配发和领用登记",
        numbered=True,
    )

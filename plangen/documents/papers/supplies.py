"""物资清单与配发方案: what there is, who gets what, and the signatures with which it goes out and comes back."""

from plangen.blocks.answers import BOX
from plangen.blocks.document import Document
from plangen.documents.draft import Content, Draft, Rows
from plangen.documents.frame import WRITING_HEIGHT
from plangen.documents.outlines.generated import Head, by_name, table
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.papers.numbered import numbered
from plangen.documents.phrases import NONE, amount, stock
from plangen.language.sentences import clause
from plangen.model.duties import played_steps
from plangen.model.plan import Plan
from plangen.model.resources import Item
from plangen.model.timeline import Step

_SPARE = 6  # lines for what is handed out beyond the plan
_ITEM_HEIGHT = 9.0  # millimetres


def _items(draft: Draft) -> Rows:
    """Category by category, as they are stored; an open quantity is counted on paper."""
    items = draft.plan.resources.items
    kinds = dict.fromkeys(item.category for item in items)
    return numbered([_item(draft, item) for kind in kinds for item in items if item.category == kind], 10)


def _item(draft: Draft, item: Item) -> tuple[Content, ...]:
    return (
        item.category,
        item.title,
        clause(item.purpose or "") or NONE,
        draft.scenarios(item.scenarios) or "全部",
        draft.plan.party(item.keeper) if item.keeper else NONE,
        stock(item),
        None,
        [f"{BOX}完好", f"{BOX}有问题"],
        None,
    )


def _allocation(draft: Draft) -> Rows:
    plan, rows = draft.plan, list[tuple[Content, ...]]()
    for each in plan.resources.allocation:
        item = plan.items.get(each.item)
        quantity = amount(each.quantity, item.unit if item else "")
        title = item.title if item else each.item
        rows.append((title, plan.party(each.to), quantity, None, None, None, None, None, None))
    return numbered(rows, 10, blank=_SPARE)


def _needs(draft: Draft) -> Rows:
    """What has to be there when a step begins."""
    plan, rows = draft.plan, list[tuple[Content, ...]]()
    for phase, step in played_steps(plan):
        window = draft.windows.get(step.id)
        start = str(window.start if window else phase.start)
        if needed := _needed(plan, step):
            scenarios = draft.scenarios(step.scenarios) or "全部"
            rows.append((f"{start}前到位", step.title, plan.party(step.owner), scenarios, needed))
    return rows


def _needed(plan: Plan, step: Step) -> str:
    found = ((plan.items.get(need.item), need.quantity) for need in step.needs)
    return "、".join(_counted(item, quantity) for item, quantity in found if item)


def _counted(item: Item, quantity: int | None) -> str:
    """检验箱2套, 发电机1台（租用）, 发电机（数量未定，租用）."""
    notes = [] if quantity is not None else ["数量未定"]
    notes += [clause(item.source)] if item.source else []
    number = "" if quantity is None else amount(quantity, item.unit)
    return item.title + number + (f"（{'，'.join(notes)}）" if notes else "")


BLOCKS = by_name(
    (
        *PAGES,
        table(
            "items",
            "应急物资清单",
            _items,
            Head("序号", 1.3, centred=True),
            Head("类别", 1.4),
            Head("名称", 2.4),
            Head("用途", 3.6),
            Head("适用场景", 2.2),
            Head("保管部门", 2.6),
            Head("计划数量", 3.6),
            Head("实际数量", 1.8),
            Head("检查情况", 2.4),
            Head("检查人", 1.6),
            meaning="全部物资，按类别；清点和检查的结果手工填写",
            height=_ITEM_HEIGHT,
        ),
        table(
            "allocation",
            "应急物资配发和领用登记",
            _allocation,
            Head("序号", 1.3, centred=True),
            Head("物资", 2.4),
            Head("配发对象", 3.8),
            Head("计划数量", 3.8),
            Head("实发数量", 1.8),
            Head("领用签名", 2.2),
            Head("领用时间", 1.8),
            Head("归还数量", 1.8),
            Head("归还签名", 2.2),
            Head("归还时间", 1.8),
            meaning="物资配发给谁、多少；领用和归还手工填写",
            height=WRITING_HEIGHT,
        ),
        table(
            "needs",
            "各步骤所需物资",
            _needs,
            Head("时间", 3.4, centred=True),
            Head("步骤", 5),
            Head("责任方", 3.4),
            Head("适用场景", 3.4),
            Head("所需物资", 7),
            meaning="每一步开始前要到位的物资",
        ),
    )
)


def supplies(plan: Plan) -> Document:
    """The items by category, who gets what, and what each step needs."""
    return outlined(plan, "supplies", BLOCKS)

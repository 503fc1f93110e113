"""场地与物资检查表: rooms, equipment, channels, supplies and papers, to be ticked off before the drill."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Block, Role, Title, cell, paragraph
from plangen.documents.draft import Draft, chapter, text
from plangen.documents.frame import BOX, Entry, dossier_document, form_table
from plangen.documents.phrases import amount, drill_time
from plangen.language.sentences import clause
from plangen.model.plan import Plan
from plangen.model.resources import Item

_SPARE = 2  # lines of each part for what is checked beyond the plan
_PAPERS = (
    ("演练计划、应急指挥手册", "版本正确，应急指挥手册放在指挥中心"),
    ("角色卡", "按发放登记表核对，每人一份"),
    ("签到表", "每个部门一张，放在签到处"),
    ("信息报告、消费者投诉信息表、应急处置过程记录表", "按部门分发，留有备用"),
    ("指挥中心记录", "热线、决策、媒体三种记录各一份"),
    ("通讯录与通知树", "电话逐一试拨，放在指挥中心和热线旁"),
)
_HEADS = ("序号", "检查项目", "检查要求", "责任部门", "检查结果", "检查人", "时间")
_WEIGHTS = (1.4, 3.5, 4.3, 2.2, 2.2, 1.6, 1.4)


@dossier_document("venue-checklist")
def venue_checklist(draft: Draft) -> Iterator[Block]:
    """What is checked before the drill, part by part, with boxes to tick and lines to sign."""
    plan = draft.plan
    centre = plan.command.centre
    yield Title(lines=(draft.title,))
    yield from text(f"演练时间为{drill_time(plan)}。", "各项检查应当在演练开始前完成；不合格的，写明问题并立即整改。")
    rooms = [(clause(plan.drill.venue.title), "可以使用，座位、标识、通道符合演练需要")]
    rooms += [(clause(area), "已告知区域内人员，不影响正常办公") for area in plan.drill.venue.areas]
    yield from _part("演练场地", "venue", [_row(title, demand) for title, demand in rooms])
    equipment = [_row(clause(centre.room), "指挥中心地点已经确定并开放")]
    equipment += [_row(clause(each), "到位，能够正常使用") for each in centre.equipment]
    yield from _part("应急指挥中心", "command-centre", equipment)
    yield from _part(
        "设备和通讯器材",
        "equipment",
        [_item(plan, each) for each in plan.resources.items if each.category in {"设备", "通讯"}],
    )
    yield from _part("通讯渠道", "channels", _channels(plan))
    yield from _part(
        "药品、食品和防护用品",
        "supplies",
        [_item(plan, each) for each in plan.resources.items if each.category not in {"设备", "通讯"}],
    )
    yield from _part("文件和表格", "papers", [_row(title, demand) for title, demand in _PAPERS])
    yield paragraph("全部检查合格，可以开始演练。", role=Role.PLAIN, keep_next=True)
    yield paragraph("演练协调人签字：　　　　　　　　年　月　日", role=Role.SIGNED)


def _part(title: str, key: str, rows: Sequence[tuple[Entry, ...]]) -> Iterator[Block]:
    if rows:
        yield chapter(title, key)
        yield form_table(_HEADS, _WEIGHTS, rows, blank=_SPARE, height=9, numbered=True)


def _row(title: str, demand: str, department: str = "") -> tuple[Entry, ...]:
    return (title, demand, department or None, cell(f"{BOX}合格", f"{BOX}不合格"), None, None)


def _item(plan: Plan, item: Item) -> tuple[Entry, ...]:
    quantity = amount(item.quantity, item.unit)
    demand = "；".join(filter(None, (clause(item.precheck or ""), f"数量{quantity}")))
    return _row(item.title, demand, plan.party(item.keeper) if item.keeper else "")


def _channels(plan: Plan) -> list[tuple[Entry, ...]]:
    rows = [
        _row(
            f"{plan.party(each.department)}：{clause(each.name)}",
            f"{clause(each.kind)}已建立，成员齐全，试通话正常",
            plan.party(each.department),
        )
        for each in plan.resources.channels
    ]
    rows.append(_row(f"信息报告热线{plan.reporting.hotline.number}", "已开通，试拨接听正常"))
    rules = "；".join(filter(None, map(clause, plan.resources.communication)))
    return [*rows, _row("通讯保障", rules)] if rules else rows

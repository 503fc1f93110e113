"""What holds for every scenario: how to use the handbook, decision levels and flow, the command centre."""

from collections.abc import Iterator

from plangen.blocks.document import Block
from plangen.blocks.numbering import chinese_number
from plangen.documents.draft import Draft, bullets, chapter, grid, text
from plangen.documents.phrases import NONE
from plangen.documents.tables import centre_staff, decision_levels
from plangen.language.sentences import clause, listed, quoted, sentence

LEVELS = "decision-levels"
"""Key of the decision table, which every scenario refers to."""

_FIRST_SCENARIO_CHAPTER = 4


def general_chapters(draft: Draft) -> Iterator[Block]:
    """The chapters that hold for every scenario: use, command centre, decisions."""
    yield chapter("使用说明", "usage")
    yield from _usage(draft)
    yield chapter("应急指挥中心", "centre")
    yield from _centre(draft)
    yield chapter("决策权限与流程", "decision")
    yield from _decision(draft)


def scenario_place(number: int) -> str:
    """Where the scenario of this number (from one) stands in the handbook, as its heading counts: 第四部分."""
    return f"第{chinese_number(_FIRST_SCENARIO_CHAPTER + number - 1)}部分"


def _usage(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    yield from text(sentence(plan.command.handbook))
    yield from bullets(
        "按照以下步骤使用本手册",
        (
            "接到报告后判断所属场景，翻到该场景所在部分；情况紧急时，直接使用手册末尾的指挥卡",
            "判定事件等级，确认由谁决策、以何种方式决策",
            "按照指挥流程逐步下达指令，每完成一步，填写时间并在“完成”栏打钩",
            "对照通知链和时限一览表，督促各责任方按时行动、按时报告",
        ),
    )
    if not plan.played:
        return
    label = draft.captions.table("index")
    rows = [
        (
            draft.scenario(scenario),
            plan.party(scenario.owner) if scenario.owner else NONE,
            scenario_place(number),
            f"指挥卡{number}",
        )
        for number, scenario in enumerate(plan.played, start=1)
    ]
    yield from text(f"各场景在本手册中的位置见{label}。", keep_next=True)
    yield grid(f"{label}　场景速查", ("场景", "牵头部门", "位置", "指挥卡"), (7, 3, 2, 2), rows, centred=(2, 3))


def _centre(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    centre, hotline = plan.command.centre, plan.reporting.hotline
    yield from text(f"应急指挥中心设在{clause(centre.room)}，信息报告热线号码为{hotline.number}。")
    yield from bullets("应急指挥中心的运行要求", centre.operation)
    if centre.staff:
        label = draft.captions.table("centre-staff")
        yield from text(f"应急指挥中心的人员和职责见{label}。", keep_next=True)
        yield centre_staff(draft, f"{label}　应急指挥中心人员")


def _decision(draft: Draft) -> Iterator[Block]:
    command = draft.plan.command
    label, basis = draft.captions.table(LEVELS), listed(command.basis)
    yield from text(f"各等级事件的决策者和决策方式见{label}。", f"决策的依据是{basis}。" if basis else "")
    yield decision_levels(draft, f"{label}　事件等级与决策权限")
    route = "—".join(each.title for each in command.flow)
    yield from text(f"应急决策按照{quoted(route)}的流程进行。" if route else "")

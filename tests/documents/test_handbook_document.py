"""The command handbook leads a commander through every scenario; each card stands alone on one page."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plangen.blocks.document import Block, Document, Heading, Paragraph, Role, Spans, Table
from plangen.blocks.text import as_text
from plangen.documents.handbook import BLOCKS, command_handbook
from plangen.documents.outlines.proved import outline_findings
from plangen.model.plan import Plan
from plangen.model.script import SIMULATING
from plangen.model.standing_in import is_played
from plangen.reading.outline import read_outline

PAGE = 225 / 25.4 * 72  # points: the type area of the default profile
HEADING, CARD, NOTE, TABLE, SMALL = (
    (28.95, 26),
    (30, 24),
    (20, 36),
    (19.5, 30),
    (16.5, 34),
)  # line height, full-width characters a line

GOLDEN = Path(__file__).parent / "golden" / "small-handbook.txt"

ReadPlan = Callable[[Mapping[str, str]], Plan]


def test_the_small_handbook_reads_as_reviewed(
    read_plan: ReadPlan, small: Mapping[str, str], update_golden: bool
) -> None:
    written = as_text(command_handbook(read_plan(small)))
    if update_golden:
        GOLDEN.write_text(written, encoding="utf-8")
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_every_flow_step_point_notification_limit_and_post_of_the_sample_is_in_the_handbook(sample: Plan) -> None:
    written = as_text(command_handbook(sample))
    expected = [
        *(text for scenario in sample.played for each in scenario.flow for text in (each.title, each.action)),
        *(point for scenario in sample.played for point in (*scenario.points, *sample.command.points)),
        *(each.content for scenario in sample.played for each in scenario.notifications),
        *(step.title for step in sample.steps.values() if step.limit or step.every),
        *(post.title for post in sample.organisation.posts),
        *(
            outside.contact
            for outside in sample.organisation.outside
            if outside.contact and not is_played(sample, outside)
        ),
        *(each.phone for each in sample.script.staff if each.kind == SIMULATING and each.phone),
    ]
    assert [text for text in expected if text not in written] == []


def test_a_scenario_without_severity_says_that_it_is_judged_on_the_spot(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    written = as_text(command_handbook(read_plan(small)))
    assert "本场景的事件等级由应急指挥组现场判定，判定后按照表3的决策权限决策。" in written
    assert "本场景的演练设定等级为“严重事件”。严重事件的决策者为厂长（总指挥、组长）" in written


def test_a_scenario_without_flow_or_notifications_has_no_sections_for_them(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    document = command_handbook(read_plan(small))
    headings = [block.key for block in document.blocks if isinstance(block, Heading)]
    assert "flow-spoiled-milk" in headings
    assert "flow-rumour" not in headings
    assert "notifications-rumour" not in headings


def test_a_card_holds_the_whole_flow_who_decides_whom_to_call_and_the_limits(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    card = _text(_card(command_handbook(read_plan(small)), "spoiled-milk"))
    for phrase in (
        "□ 1. 封存留样（检验室）",
        "□ 2. 通知购买者（客服部）",
        "厂长（总指挥、组长）",
        "检验室主任　周涛：0100-4",
    ):
        assert phrase in card
    assert "14:20前　检验室：检验留样（处置阶段开始后40分钟内）" in card
    assert "0100-9" in card


def test_a_card_tells_a_notification_with_the_limit_that_it_repeats(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    scenario = small["scenarios/spoiled-milk.yaml"].replace("since: 封存留样", "since: 处置阶段开始")
    card = _text(_card(command_handbook(read_plan({**small, "scenarios/spoiled-milk.yaml": scenario})), "spoiled-milk"))
    assert "14:20前　检验室：检验留样；报告应急指挥组：初检结果（处置阶段开始后40分钟内）" in card
    assert card.count("初检结果") == 1


def test_a_card_orders_its_deadlines_by_the_clock_and_those_without_come_last(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    scenario = small["scenarios/spoiled-milk.yaml"].replace("since: 封存留样", "since: 启动指令下达")
    card = _text(_card(command_handbook(read_plan({**small, "scenarios/spoiled-milk.yaml": scenario})), "spoiled-milk"))
    places = [
        card.index(time) for time in ("14:10前　检验室", "14:20前　检验室", "15:20前　客服部", "决策作出后　客服部")
    ]
    assert places == sorted(places)


def test_a_crowded_card_keeps_every_flow_step_and_still_fits_its_page(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    """What does not fit is left to the scenario's part, and the card says to which."""
    for steps in (2, 9, 12, 30):
        plan = read_plan({**small, "scenarios/spoiled-milk.yaml": _crowded(small, steps=steps, notifications=25)})
        blocks = _card(command_handbook(plan), "spoiled-milk")
        written = _text(blocks)
        assert [number for number in range(1, steps + 1) if f"{number}. 第{number}步" not in written] == []
        assert "其余见第四部分" in written
        assert _height(blocks) <= PAGE


def test_cards_come_last_and_each_begins_a_page(sample: Plan) -> None:
    document = command_handbook(sample)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    cards = [heading for heading in headings if heading.key.startswith("card-")]
    assert headings[-len(sample.played) :] == cards
    assert all(card.new_page for card in cards)
    assert all(_height(_card(document, scenario.id)) <= PAGE for scenario in sample.played)


@pytest.mark.parametrize(
    ("options", "says", "says_not"),
    [
        ("要点：牢记｜热线：值班电话", ("牢记\n先保健康", "值班电话：0100-9"), ("要点", "完成一步", "其余")),
        (
            "联络：｜时限：｜说明：做完打钩，见{{ 节号.scenario }}",
            ("做完打钩，见第一部分",),
            ("0100", "14:20前", "热线"),
        ),
        ("决策：｜未定级：现场判定", ("一批鲜奶提前变质",), ("总指挥", "判定")),
    ],
)
def test_the_words_of_a_card_are_those_of_the_outline(
    read_plan: ReadPlan, small: Mapping[str, str], options: str, says: tuple[str, ...], says_not: tuple[str, ...]
) -> None:
    """A row whose title is empty is left out, and so is a remark that the outline does not make."""
    text = f"""
{{%p for 场景 in 演练场景 %}}
# {{{{ 场景.场景名称 }}}} {{#scenario-{{{{ 场景.编号 }}}}}}
文字。
# 卡 {{#card-{{{{ 场景.编号 }}}} 不编号}}
〔页：指挥卡｜{options}〕
{{%p endfor %}}
"""
    outline, found = read_outline("handbook", "handbook.md", text.encode())
    plan = read_plan(small)
    assert [each.code for each in (*found, *outline_findings(plan, outline, BLOCKS))] == []
    card = _text(_card(command_handbook(plan.with_outlines({"handbook": outline})), "spoiled-milk"))
    assert [each for each in says if each not in card] == []
    assert [each for each in says_not if each in card] == []


def test_an_option_that_a_card_does_not_have_is_named_with_those_that_it_has(sample: Plan) -> None:
    text = "{%p for 场景 in 演练场景 %}\n〔页：指挥卡｜注：文字〕\n{%p endfor %}"
    outline, _ = read_outline("handbook", "handbook.md", text.encode())
    (finding,) = outline_findings(sample, outline, BLOCKS)
    assert finding.code == "B126"
    assert finding.advice("zh").startswith("这里可以写的选项：流程：……、情况：……")


def test_a_handbook_for_one_scenario_counts_none(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    """It neither tells scenarios apart nor speaks of levels, flows and limits that there are not."""
    drill = small["drill.yaml"].replace("[spoiled-milk, rumour]", "[rumour]")
    command = re.sub(r"(?s)severities:.*?flow:", _ONE_LEVEL, small["command.yaml"])
    timeline = re.sub(r",? (?:limit|every): \S+?(?=[,}\n])", "", small["timeline.yaml"])
    files = {**small, "drill.yaml": drill, "command.yaml": command, "timeline.yaml": timeline}
    written = as_text(command_handbook(read_plan(files)))
    assert "接到报告后翻到第四部分；" in written
    assert "指挥卡　网络传言" in written
    assert "本场景按照表2的决策权限决策。" in written
    for phrase in ("场景一", "场景速查", "现场判定", "判定事件等级", "打钩", "时限一览", "通知链"):
        assert phrase not in written


_ONE_LEVEL = """severities: [{id: any, title: 突发事件, text: 全部事件}]
levels: [{severities: [any], decides: director, manner: 直接决定}]
flow:"""


def _crowded(small: Mapping[str, str], *, steps: int, notifications: int) -> str:
    kept = small["scenarios/spoiled-milk.yaml"].partition("flow:")[0]
    flow = "".join(f"  - {{title: 第{n}步封存各门店留样, owner: lab, action: 执行}}\n" for n in range(1, steps + 1))
    told = "".join(
        f"  - {{sender: service, receiver: regulator, content: 第{n}次报告处置进展, within: 2小时, since: 决策后}}\n"
        for n in range(1, notifications + 1)
    )
    return f"{kept}flow:\n{flow}notifications:\n{told}"


def _card(document: Document, scenario: str) -> list[Block]:
    """The blocks of a scenario's card, its heading first."""
    keys = [block.key if isinstance(block, Heading) else "" for block in document.blocks]
    first = keys.index(f"card-{scenario}")
    last = next((at for at in range(first + 1, len(keys)) if keys[at]), len(keys))
    return list(document.blocks[first:last])


def _height(blocks: list[Block]) -> float:
    """The points that the card takes on the page, by the default layout profile."""
    total = 0.0
    for block in blocks:
        if isinstance(block, Heading):
            total += _lines(block.text, HEADING)
        elif isinstance(block, Paragraph):
            total += _lines(_plain(block.spans), CARD if block.role is Role.CARD else NOTE)
        elif isinstance(block, Table):
            style = SMALL if block.compact else TABLE
            total += sum(_lines(_plain(text), style) for row in block.rows for text in row.cells[1].paragraphs)
    return total


def _lines(text: str, style: tuple[float, int]) -> float:
    height, width = style
    half_widths = sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
    return math.ceil(half_widths / 2 / width) * height


def _plain(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _text(blocks: list[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(_plain(block.spans))
        elif isinstance(block, Table):
            lines += [_plain(text) for row in block.rows for each in row.cells for text in each.paragraphs]
    return "\n".join(lines)

"""The command handbook leads a commander through every scenario; each card stands alone on one page."""

import math
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from plangen.blocks.document import Block, Document, Heading, Paragraph, Role, Spans, Table
from plangen.blocks.text import as_text
from plangen.documents.handbook import command_handbook
from plangen.model.plan import Plan

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
        *(outside.contact for outside in sample.organisation.outside if outside.contact),
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
    assert "14:20前　检验室：检验留样（本阶段开始后40分钟内）" in card
    assert "0100-9" in card


def test_a_card_tells_a_notification_with_the_limit_that_it_repeats(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    scenario = small["scenarios/spoiled-milk.yaml"].replace("since: 封存留样", "since: 处置阶段开始")
    card = _text(_card(command_handbook(read_plan({**small, "scenarios/spoiled-milk.yaml": scenario})), "spoiled-milk"))
    assert "14:20前　检验室：检验留样；报告应急指挥组：初检结果（本阶段开始后40分钟内）" in card
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

"""What role cards say beside data, and their order, is what their outline says; who compares cards reads the same."""

import re
from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.document import Heading
from plangen.blocks.text import as_text
from plangen.documents.outlines.proved import outline_findings
from plangen.documents.role_cards import BLOCKS, cards_of, role_cards
from plangen.model.plan import Plan
from plangen.reading.outline import read_outline

ReadPlan = Callable[[Mapping[str, str]], Plan]


def each(loop: str, title: str, key: str, block: str) -> str:
    """A heading and a card for each of something."""
    return f"{{%p for {loop} %}}\n# {{{{ {title} }}}} {{#card-{key}}}\n〔页：{block}〕\n{{%p endfor %}}\n"


def posts(options: str) -> str:
    return each("岗位 in 岗位", "岗位.岗位名称", "{{ 岗位.编号 }}", f"岗位卡｜{options}")


STAFF = each("人员 in 应急指挥中心.人员", "人员.职能", "centre-{{ loop.index }}", "指挥中心人员卡")
TEAMS = each("队伍 in 应急处置队伍", "队伍.名称", "{{ 队伍.编号 }}", "队伍卡")
OUTSIDE = each("单位 in 外部单位和人员", "单位.名称", "{{ 单位.编号 }}", "外部单位卡")
HOTLINE = "# 热线 {#card-hotline}\n〔页：热线接听人员卡｜职责：接听｜身份：值班室：一号<br>电话：<br>备注：无〕"


def worded(plan: Plan, text: str) -> Plan:
    """The plan with its role cards made from this outline, in which nothing is wrong."""
    outline, found = read_outline("role-cards", "role-cards.md", text.encode())
    assert [each.message("zh") for each in (*found, *outline_findings(plan, outline, BLOCKS))] == []
    return plan.with_outlines({**plan.outlines, "role-cards": outline})


@pytest.mark.parametrize(
    ("options", "says", "says_not"),
    [
        (
            "禁止：不得｜禁令：不得离开{{ 应急指挥中心.地点 }}<br>不得吸烟",
            ("不得 | 不得离开二楼会议室； / 不得吸烟。",),
            ("禁止",),
        ),
        ("决策权限：｜上报：随时报告", ("报告 | 随时报告。",), ("决策权限", "签发公告")),
        ("时间：何时｜做什么：任务｜时限：多久｜报告对象：向谁报告", ("何时 | 任务 | 多久 | 向谁报告",), ("做什么",)),
        ("场景：", ("（场景一）",), ("场景一：",)),
        ("职责：工作｜重点关注：留意", ("应急指挥组工作：作出处置决策", "留意：来电和来信"), ("职责", "重点关注")),
        ("决策：不决策", ("决策权限 | 不决策。", "报厂长决定； / 不决策。"), ("当日任务", "禁止", "填写", "联系")),
    ],
)
def test_the_words_of_a_card_are_those_of_the_outline(
    read_plan: ReadPlan, small: Mapping[str, str], options: str, says: tuple[str, ...], says_not: tuple[str, ...]
) -> None:
    """A part whose title is empty is left out, and so is what the outline does not say."""
    written = as_text(role_cards(worded(read_plan(small), posts(options))))
    assert [each for each in says if each not in written] == []
    assert [each for each in says_not if each in written] == []


def test_cards_stand_in_the_order_of_the_outline_and_are_compared_in_it(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    plan = worded(read_plan(small), TEAMS + posts("角色：{{ 岗位.岗位名称 }}"))
    headings = [each.key for each in role_cards(plan).blocks if isinstance(each, Heading)]
    assert headings[:2] == ["card-samplers", "card-director"]
    assert [f"card-{card.key}" for card in cards_of(plan)] == headings
    assert [card.role for card in cards_of(plan)][:2] == ["", "厂长"]


def test_roles_without_a_key_of_their_own_have_a_card_each(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    """However few words tell them apart: the second is not taken for the first."""
    written = as_text(role_cards(worded(read_plan(small), STAFF)))
    assert re.search("指挥\n\n.*\n全程 \\| .*统一指挥", written)
    assert re.search("记录\n\n.*\n全程 \\| .*记录进展", written)


def test_an_odd_line_about_the_holder_has_the_whole_width(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    written = as_text(role_cards(worded(read_plan(small), HOTLINE)))
    assert "值班室 | 一号 | 电话 | ____\n备注 | 无\n时间 | " in written


def test_a_card_without_a_word_and_without_data_is_none(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    assert role_cards(worded(read_plan(small), OUTSIDE)).blocks == ()


def test_a_long_card_goes_on_under_the_titles_of_the_outline(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    duties = ", ".join(f"完成第{n}项法律审查并提出书面意见" for n in range(240))
    files = {**small, "organisation.yaml": small["organisation.yaml"].replace("[担任总指挥]", f"[{duties}]")}
    options = "角色：甲｜背面：反面｜另面：第#页｜未完：见反面｜另面未完：见下页｜续：，接上面"
    document = role_cards(worded(read_plan(files), posts(options)))
    sides = [(each.text, each.key) for each in document.blocks if isinstance(each, Heading)]
    assert sides[:3] == [
        ("厂长", "card-director"),
        ("反面", "card-director-back"),
        ("第3页", "card-director-side-3"),
    ]
    written = as_text(document)
    further = [text for text, key in sides if "-side-" in key]
    assert (written.count("见反面"), written.count("见下页")) == (1, len(further))
    assert "职责，接上面" in written


def test_who_has_nothing_to_do_asks_who_organises_the_drill(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    files = small["organisation.yaml"].replace("posts:\n", "posts:\n  - {id: assistant, title: 厂长助理}\n", 1)
    written = as_text(role_cards(read_plan({**small, "organisation.yaml": files})))
    assert "请与消费者权益保护办公室确认：补充任务，写明待命事项，或者不设本岗位。" in written
    own = worded(read_plan({**small, "organisation.yaml": files}), posts("无步骤：没有｜当日任务：今日"))
    assert "今日 | 没有" in as_text(role_cards(own))

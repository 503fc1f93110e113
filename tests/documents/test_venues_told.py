"""A drill at several venues: every paper that says where somebody is says the same place."""

from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.blocks.workbook import Register, Workbook
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]
ENTRIES = {entry.id: entry for entry in DOSSIER}
SITES = """
venues: [{id: farm, title: 奶源基地, address: 河东路1号, departments: [lab]}]
"""
SCRIPT = """
objectives: [{id: quick, title: 迅速, text: 按时到位}]
staff:
  - {id: lead, kind: 导调, title: 主持人, name: 钱一}
  - {id: actor, kind: 模拟, title: 扮演员, name: 孙二, place: farm}
  - {id: judge, kind: 评估, title: 评估员, name: 李三, objectives: [quick], place: farm}
  - {id: judge-2, kind: 评估, title: 评估员二, name: 周四, objectives: [quick], place: main}
"""
INJECTS = """
scenario: rumour
injects:
  - id: r-1
    title: 到场追问
    time: 14:00
    way: 现场扮演
    by: actor
    to: [lab]
    place: farm
    content: 追问
    expected: [{who: lab, action: 答复}]
    objectives: [quick]
  - {id: r-2, title: 来电, time: 14:30, way: 电话, by: lead, to: [service], content: 来电}
"""


@pytest.fixture
def spread(small: Mapping[str, str]) -> dict[str, str]:
    return {
        **small,
        "drill.yaml": small["drill.yaml"] + SITES,
        "script.yaml": SCRIPT,
        "injects/rumour.yaml": INJECTS,
    }


def paper(plan: Plan, key: str) -> str:
    ((_, body),) = bodies(ENTRIES[key], plan)
    assert isinstance(body, Document)
    return as_text(body)


def test_plan_notices_and_checklist_name_every_venue(read_plan: ReadPlan, spread: Mapping[str, str]) -> None:
    plan = read_plan(spread)
    both = "办公楼二楼会议室和奶源基地（河东路1号）"
    assert f"地点为{both}" in paper(plan, "briefing")
    assert f"演练地点：{both}" in paper(plan, "preparation-notices")
    assert "奶源基地（河东路1号）：检验室" in paper(plan, "plan")
    assert "| 奶源基地（河东路1号） |" in paper(plan, "venue-checklist")
    table = next(line for line in paper(plan, "plan").splitlines() if line.startswith("检验室 | 检验员"))
    assert table.endswith("奶源基地")


def test_everybody_signs_in_where_he_is(read_plan: ReadPlan, spread: Mapping[str, str]) -> None:
    sheets = {
        sheet.splitlines()[0].strip("　 "): sheet for sheet in paper(read_plan(spread), "sign-in").split("签到表　")[1:]
    }
    farm, main = "地点：奶源基地（河东路1号）", "地点：办公楼二楼会议室"
    assert farm in sheets["检验室"]
    assert main in sheets["客服部"]
    assert main in sheets["导控人员"]
    assert "孙二" not in sheets["导控人员"]
    assert "李三" not in sheets["评估人员"]
    assert "周四" in sheets["评估人员"]
    at_farm = sheets["奶源基地导控和评估人员"]
    assert farm in at_farm
    assert "孙二" in at_farm
    assert "李三" in at_farm
    assert "周四" not in at_farm


def test_cards_name_the_place_of_their_holders(read_plan: ReadPlan, spread: Mapping[str, str]) -> None:
    cards = paper(read_plan(spread), "role-cards").split("角色卡　")
    placed = {card.splitlines()[0].strip("　 "): card for card in cards[1:]}
    assert "奶源基地（河东路1号）" in placed["检验室主任"]
    assert "奶源基地（河东路1号）" in placed["检验室参演人员"]
    assert "奶源基地（河东路1号）" in placed["抽样队"]
    assert "办公楼二楼会议室" in placed["厂长"]


def test_script_guide_and_events_list_name_the_place_of_an_inject(
    read_plan: ReadPlan, spread: Mapping[str, str]
) -> None:
    plan = read_plan(spread)
    script = paper(plan, "script")
    assert "地点：奶源基地" in script
    row = next(line for line in script.splitlines() if line.startswith("14:00 | R-1"))
    assert "| 奶源基地 |" in row
    guide = paper(plan, "evaluator-guide")
    assert "观察地点：奶源基地。" in guide
    assert "观察地点：办公楼二楼会议室。" in guide
    assert "到场追问（奶源基地）" in guide.replace("**", "")
    ((_, book),) = bodies(ENTRIES["msel"], plan)
    assert isinstance(book, Workbook)
    sheets = {sheet.key: sheet for sheet in book.sheets if isinstance(sheet, Register)}
    assert "地点" in [column.title for column in sheets["day"].columns]
    assert [row.values.get("place") for row in sheets["day"].rows] == ["奶源基地", None]
    assert ["地点：奶源基地" in str(row.values["route"]) for row in sheets["rumour"].rows] == [True, False]


def test_with_one_venue_no_paper_has_a_column_for_places(read_plan: ReadPlan, spread: Mapping[str, str]) -> None:
    plan = read_plan(
        {
            **spread,
            "drill.yaml": spread["drill.yaml"].replace(SITES, ""),
            "script.yaml": SCRIPT.replace(", place: farm", "").replace(", place: main", ""),
            "injects/rumour.yaml": INJECTS.replace("    place: farm\n", ""),
        }
    )
    assert "| 地点" not in paper(plan, "script")
    assert "| 地点" not in paper(plan, "plan")
    assert "观察地点" not in paper(plan, "evaluator-guide")
    ((_, book),) = bodies(ENTRIES["msel"], plan)
    assert isinstance(book, Workbook)
    titles = {column.title for sheet in book.sheets if isinstance(sheet, Register) for column in sheet.columns}
    assert "地点" not in titles


SHOPS = """  - id: shops
    title: 门店
    duties: [接待顾客]
    branches:
      - {id: east, title: 东店, head: east-head}
      - {id: west, title: 西店, head: west-head}
"""
SHOP_POSTS = """posts:
  - {id: east-head, title: 东店店长, department: shops, holder: 冯一}
  - {id: west-head, title: 西店店长, department: shops, holder: 冯二}
"""


def branches(small: Mapping[str, str], venues: str) -> dict[str, str]:
    """The small plan with two shops at these venues."""
    organisation = small["organisation.yaml"].replace("posts:\n", SHOPS + SHOP_POSTS, 1)
    drill = small["drill.yaml"].replace(
        "participants:\n", "participants:\n  - {department: shops, people: 店员, count: 6}\n"
    )
    return {**small, "organisation.yaml": organisation, "drill.yaml": f"{drill}\nvenues: {venues}\n"}


APART = "[{id: e, title: 东街门店, branches: [east]}, {id: w, title: 西街门店, branches: [west]}]"


def test_each_branch_plays_and_signs_in_at_its_own_venue(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = read_plan(branches(small, APART))
    sheets = {each.splitlines()[0].strip("　 "): each for each in paper(plan, "sign-in").split("签到表　")[1:]}
    assert "门店" not in sheets
    assert "地点：东街门店" in sheets["东店"]
    assert "冯一" in sheets["东店"]
    assert "冯二" not in sheets["东店"]
    assert "地点：西街门店" in sheets["西店"]
    assert "门店计划参演人数：6人，各在本单位签到。" in sheets["西店"]
    cards = paper(plan, "role-cards")
    assert "地点 | 东街门店" in cards
    assert "地点 | 西街门店" in cards
    assert "地点 | 东街门店、西街门店" in cards  # of the people of both
    assert "东街门店：东店" in paper(plan, "plan")
    table = next(line for line in paper(plan, "plan").splitlines() if line.startswith("门店 | 店员"))
    assert table.endswith("东街门店、西街门店")


def test_a_branch_without_a_venue_of_its_own_is_where_its_department_is(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    plan = read_plan(branches(small, "[{id: e, title: 东街门店, branches: [east]}]"))
    sheets = {each.splitlines()[0].strip("　 "): each for each in paper(plan, "sign-in").split("签到表　")[1:]}
    assert "地点：办公楼二楼会议室" in sheets["门店"]
    assert "冯二" in sheets["门店"]
    assert "冯一" not in sheets["门店"]
    assert "冯一" in sheets["东店"]

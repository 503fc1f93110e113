"""Where several heads are equal, no paper makes one of them superior of another; people answer to their own head."""

from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.document import Document, OrgChart
from plangen.blocks.text import as_text
from plangen.documents.catalogue import bodies
from plangen.documents.role_cards import role_cards
from plangen.model.dossier import DOSSIER
from plangen.model.duties import superiors
from plangen.model.plan import Plan
from tests.documents.test_role_cards import cards, edited

ReadPlan = Callable[[Mapping[str, str]], Plan]

LAB = "  - {id: lab, title: 检验室, head: lab-head, duties: [检验留样]}\n"
SHOPS = """  - id: shops
    title: 门店
    duties: [接待顾客]
    branches:
      - {id: east, title: 东店, head: east-head, posts: [east-clerk]}
      - {id: west, title: 西店, head: west-head}
"""
EQUAL = "  - {id: shops, title: 门店, duties: [接待顾客], heads: [east-head, west-head]}\n"
POSTS = """posts:
  - {id: east-head, title: 东店店长, department: shops, holder: 冯一, phone: "0100-7"}
  - {id: west-head, title: 西店店长, department: shops, holder: 冯二, phone: "0100-8"}
  - {id: east-clerk, title: 东店店员, department: shops, holder: 冯三, duties: [登记]}
"""
GUARDS = "  - {id: guards, title: 西店保安, commander: west-head}\n"


def shops(read_plan: ReadPlan, small: Mapping[str, str], form: str) -> Plan:
    files = edited(small, "organisation.yaml", LAB, LAB + form)
    files = edited(files, "organisation.yaml", "posts:\n", POSTS)
    files = edited(files, "organisation.yaml", "outside:\n", f"outside:\n{GUARDS}")
    files = edited(
        files,
        "timeline.yaml",
        "      - {id: watch,",
        "      - {id: receive, title: 接待, owner: shops, action: 接待顾客}\n"
        "      - {id: guard, title: 守门, owner: guards, action: 维护秩序}\n"
        "      - {id: watch,",
    )
    files = edited(
        files,
        "drill.yaml",
        "participants:\n",
        "participants:\n  - {department: shops, people: 店员, count: 3, tasks: [接待]}\n",
    )
    scenario = "  - {sender: shops, receiver: buyers, content: 退货办法, since: 决策作出后}\nnotices:"
    return read_plan(edited(files, "scenarios/spoiled-milk.yaml", "notices:", scenario))


def paper(plan: Plan, key: str) -> Document:
    ((_, body),) = bodies(next(each for each in DOSSIER if each.id == key), plan)
    assert isinstance(body, Document)
    return body


@pytest.mark.parametrize("form", [SHOPS, EQUAL])
def test_equal_heads_report_to_the_leader_and_each_has_the_departments_steps(
    read_plan: ReadPlan, small: Mapping[str, str], form: str
) -> None:
    plan = shops(read_plan, small, form)
    found = cards(role_cards(plan))
    for key in ("east-head", "west-head"):
        assert [each.id for each in superiors(plan, plan.posts[key])] == ["director"]
        assert "上级：厂长　王敏　0100-1" in found[f"card-{key}"]
        assert "**接待**顾客" in found[f"card-{key}"]


def test_whoever_heads_a_branch_is_called_so_and_decides_for_it_alone(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    old, new = "decides: deputy-director, manner: 由副组长决定", "decides: concerned-head, manner: 先行处置"
    found = cards(role_cards(shops(read_plan, edited(small, "command.yaml", old, new), SHOPS)))
    assert "东店负责人" in found["card-east-head"]
    assert "部门负责人" not in found["card-east-head"]
    assert "一般事件（本单位）：先行处置；" in found["card-east-head"]
    assert "其他等级和其他部门、单位的事件报厂长，按照决策权限决定" in found["card-east-head"]
    assert "一般事件（本部门）：先行处置；" in found["card-lab-head"]


def test_where_there_are_branches_the_head_concerned_may_be_that_of_one(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    old, new = "decides: deputy-director, manner: 由副组长决定", "decides: concerned-head, manner: 先行处置"
    plan = shops(read_plan, edited(small, "command.yaml", old, new), SHOPS)
    for key in ("plan", "handbook", "centre-logs"):
        assert "事发部门或者单位的负责人" in as_text(paper(plan, key))
        assert "事发部门负责人" not in as_text(paper(plan, key))


def test_three_equal_heads_are_told_as_one_phrase(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    equal = EQUAL.replace("[east-head, west-head]", "[east-head, west-head, lab-head]")
    card = cards(role_cards(shops(read_plan, small, equal)))["card-east-clerk"]
    assert "报东店店长、西店店长或者" in card


def test_people_of_a_branch_answer_to_its_head(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = shops(read_plan, small, SHOPS)
    card = cards(role_cards(plan))["card-east-clerk"]
    assert "上级：东店店长　冯一　0100-7" in card
    assert "不作处置决策，报东店店长决定" in card
    assert "门店（东店）" in card
    assert "门店（东店）" in as_text(paper(plan, "contacts"))


def test_people_below_equal_heads_may_turn_to_either(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    card = cards(role_cards(shops(read_plan, small, EQUAL)))["card-east-clerk"]
    assert "报东店店长或者西店店长决定" in card
    assert "上级：东店店长　冯一　0100-7；西店店长　冯二　0100-8" in card


@pytest.mark.parametrize("form", [SHOPS, EQUAL])
def test_in_the_call_tree_each_head_stands_below_the_leader(
    read_plan: ReadPlan, small: Mapping[str, str], form: str
) -> None:
    contacts = paper(shops(read_plan, small, form), "contacts")
    tree = next(block for block in contacts.blocks if isinstance(block, OrgChart))
    assert {"东店店长", "西店店长"} <= {node.lines[0] for node in tree.root.children}


@pytest.mark.parametrize("form", [SHOPS, EQUAL])
def test_whoever_is_to_be_called_for_the_department_is_every_head(
    read_plan: ReadPlan, small: Mapping[str, str], form: str
) -> None:
    plan = shops(read_plan, small, form)
    handbook, contacts = as_text(paper(plan, "handbook")), as_text(paper(plan, "contacts"))
    for text in ("东店店长　冯一：0100-7", "西店店长　冯二：0100-8"):
        assert text in handbook
    assert "门店 / 东店店长：0100-7 / 西店店长：0100-8" in contacts
    card = cards(role_cards(plan))["card-participants-shops"]
    people = "本单位的负责人（东店店长、西店店长）" if form == SHOPS else "东店店长或者西店店长"
    assert f"重要情况随时报告{people}" in card
    east, west = ("东店", "西店") if form == SHOPS else ("部门", "部门")
    assert f"{east}负责人：东店店长　冯一　0100-7" in card
    assert f"{west}负责人：西店店长　冯二　0100-8" in card


def test_guards_are_commanded_by_who_leads_where_they_stand(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    found = cards(role_cards(shops(read_plan, small, SHOPS)))
    assert "现场指挥：西店店长　冯二　0100-8" in found["card-guards"]
    assert "重要情况随时报告西店店长" in found["card-guards"]
    assert "西店保安现场指挥" in found["card-west-head"]


def test_the_organisation_chart_shows_the_branches_with_their_heads(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    chart = next(block for block in paper(shops(read_plan, small, SHOPS), "plan").blocks if isinstance(block, OrgChart))
    (deputy,) = chart.root.children
    (department,) = (node for node in deputy.children if node.lines[0] == "门店")
    assert [node.lines for node in department.children] == [("东店", "东店店长"), ("西店", "西店店长")]

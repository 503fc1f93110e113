"""A role card says on one page what its holder does when; what does not fit goes on its back, with a mark."""

import re
from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.document import Block, Document, Heading, Table
from plangen.blocks.text import as_text
from plangen.documents.catalogue import bodies
from plangen.documents.role_cards import role_cards
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]
MARK = "本卡未完，其余内容见背面"


def cards(document: Document) -> dict[str, str]:
    """The text of each card by its heading's key, whatever sides it has."""
    found: dict[str, list[Block]] = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            found[block.key] = []
        if found:
            found[list(found)[-1]].append(block)
    whole = {
        key: Document(title="", subject="", author="", header="", created=document.created, blocks=tuple(blocks))
        for key, blocks in found.items()
    }
    return {key: as_text(each) for key, each in whole.items()}


def edited(small: Mapping[str, str], name: str, old: str, new: str) -> dict[str, str]:
    assert old in small[name]
    return {**small, name: small[name].replace(old, new)}


def test_every_post_participant_team_and_unposted_role_has_a_card_of_one_side(sample: Plan) -> None:
    document = role_cards(sample)
    found = cards(document)
    expected = [
        *(f"card-{post.id}" for post in sample.organisation.posts),
        *(f"card-participants-{each.department}" for each in sample.drill.participants),
        *(f"card-{team.id}" for team in sample.organisation.response_teams),
        "card-centre-2",
        "card-centre-3",
        "card-hotline",
        "card-security-guards",
    ]
    assert list(found) == expected
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert all(heading.new_page for heading in headings)
    assert len(headings) == len(expected)
    assert MARK not in as_text(document)


def test_a_card_tells_the_post_its_steps_with_clock_times_limits_and_scenarios(sample: Plan) -> None:
    found = cards(role_cards(sample))
    quality = found["card-quality-head"]
    for pattern in (
        r"9:00—9:05 \| .*集结与检查.* \| 5分钟内",
        r"9:10—9:25 \| .*质量初步调查.*（场景一）.* \| 15分钟内 \| 应急小组",
        r"9:30—10:00 \| .*听取报告；讨论决策",
        r"10:00—14:00 \| .*全面检验与整改.*（场景一）.* \| 4小时内",
        r"14:00—16:00 \| .*整改后抽样检验.*（场景一）.* \| 2小时内",
        r"特别重大事件：由应急小组全体成员表决",
        r"场景三：消费者群体性维权",
    ):
        assert re.search(pattern, quality), pattern
    assert "场景二" not in quality  # it has no part in that one
    assert "封堵泄露源头" not in quality
    assert "每10分钟" in found["card-customer-service-collector"]
    assert "消费者投诉信息表" in found["card-customer-service-collector"]
    assert "消费者投诉信息表" not in found["card-quality-collector"]
    assert re.search(r"全程 \| \*\*日常监测\*\*", found["card-media-liaison-officer"])
    assert "媒体问询记录" in found["card-media-liaison-officer"]
    assert "9:00 | **下达启动指令**" in found["card-general-manager"]


def test_whom_to_report_to_whom_to_tell_and_whom_to_call(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    found = cards(role_cards(read_plan(small)))
    head, clerk = found["card-service-head"], found["card-service-clerk"]
    assert "市场监督管理局：事件报告（决策作出后，场景一）" in head
    assert "上级：厂长　王敏　0100-1" in head
    assert "重要情况随时报告厂长" in head
    assert "上级：客服部经理　赵静　0100-3" in clerk
    assert "信息报告热线：0100-9" in head
    assert "替补：副厂长　李强　0100-2" in found["card-director"]
    assert "上级" not in found["card-director"]
    assert "部门频道：客服应急群" in clerk


def test_what_a_post_may_not_do_follows_from_who_decides_approves_and_speaks(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    plan = edited(small, "organisation.yaml", "duties: [担任总指挥]", "prohibited: [不得离开指挥室]")
    found = cards(role_cards(read_plan(plan)))
    assert "不得离开指挥室" in found["card-director"]
    assert "不得越权决策" not in found["card-director"]
    assert "不得对外发布信息" not in found["card-director"]
    assert "未经厂长审批不得对外发布信息" in found["card-lab-head"]
    assert "不得越权决策" in found["card-lab-head"]
    assert "不得自行答复媒体" not in found["card-lab-head"]  # the plan has no liaison officer to turn to


def test_a_post_without_any_duty_says_so(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = edited(small, "organisation.yaml", "posts:\n", "posts:\n  - {id: assistant, title: 厂长助理}\n")
    card = cards(role_cards(read_plan(plan)))["card-assistant"]
    assert "演练计划没有给本岗位安排任何任务和职责" in card
    assert "姓名 | ____" in card
    assert "—" not in card  # what is not known of it is left out


@pytest.mark.parametrize("number", [36, 90])
def test_many_duties_go_on_behind_with_a_mark_and_none_is_lost(
    read_plan: ReadPlan, small: Mapping[str, str], number: int
) -> None:
    duties = "".join(f"\n      - {{id: d-{n}, title: 第{n}项检验, owner: lab, action: 检验}}" for n in range(number))
    timeline = edited(small, "timeline.yaml", "\n      - id: tell", f"{duties}\n      - id: tell")
    for n in range(number):  # each at a time of its own, so that none can be told together with another
        timeline["timeline.yaml"] = timeline["timeline.yaml"].replace(
            f"id: d-{n}, title: 第{n}项检验, owner: lab, ",
            f"id: d-{n}, title: 第{n}项检验, owner: lab, limit: {n + 1}分钟, ",
        )
    document = role_cards(read_plan(timeline))
    card = cards(document)["card-lab-head"]
    assert [n for n in range(number) if f"第{n}项检验" not in card] == []
    assert card.count(MARK) == 1
    assert "角色卡　检验室主任（背面）" in card
    assert card.count("时间 | 做什么") == card.count("角色卡　检验室主任")
    assert ("第3面" in card) is (number > 60)


@pytest.mark.parametrize(("number", "sides"), [(40, 1), (120, 2)])
def test_long_lists_of_duties_shrink_and_then_go_on_behind_with_a_mark(
    read_plan: ReadPlan, small: Mapping[str, str], number: int, sides: int
) -> None:
    duties = ", ".join(f"完成第{n}项法律审查并提出书面意见" for n in range(number))
    plan = edited(small, "organisation.yaml", "duties: [担任总指挥]", f"duties: [{duties}]")
    card = cards(role_cards(read_plan(plan)))["card-director"]
    assert [n for n in range(number) if f"第{n}项法律审查" not in card] == []
    assert card.count(MARK) == sides - 1
    if sides > 1:
        assert "职责（续）" in card
        assert card.index("禁止") < card.index(MARK)  # what must not be done stands on the front


def test_two_people_in_one_post_and_a_very_long_name_stand_on_the_card(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    name = "阿卜杜拉·买买提·艾山江·居来提·斯迪克" * 4
    plan = edited(small, "organisation.yaml", "holder: 周涛", f"holder: {name}、周涛")
    document = role_cards(read_plan(plan))
    assert f"{name}、周涛" in cards(document)["card-lab-head"]
    assert MARK not in as_text(document)


def test_the_register_lists_every_card_with_room_for_two_signatures(sample: Plan) -> None:
    document = role_cards(sample)
    register = next(block for block in document.blocks if isinstance(block, Table))
    headings = [block.text.removeprefix("角色卡　") for block in document.blocks if isinstance(block, Heading)]
    roles = [row.cells[1].paragraphs[0][0].text for row in register.rows[1:]]
    assert roles == headings
    assert all(each.cells[3].blank and each.cells[4].blank for each in register.rows[1:])


def test_each_head_reads_that_he_decides_for_his_own_department_where_the_plan_says_so(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    plan = edited(
        small,
        "command.yaml",
        "decides: deputy-director, manner: 由副组长决定",
        "decides: concerned-head, manner: 先行处置",
    )
    found = cards(role_cards(read_plan(plan)))
    for key in ("card-service-head", "card-lab-head"):
        assert "一般事件（本部门）：先行处置；" in found[key]
        assert "其他等级和其他部门的事件报厂长，按照决策权限决定" in found[key]
        assert "不得越权决策" in found[key]
    assert "先行处置" not in found["card-deputy-director"]
    assert "不作处置决策，报客服部经理决定" in found["card-service-clerk"]


def test_plan_handbook_and_logs_name_the_head_of_the_department_concerned(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    files = edited(small, "command.yaml", "[serious], decides: director", "[serious], decides: concerned-head")
    plan = read_plan(files)
    for document in ("plan", "handbook", "centre-logs"):
        entry = next(each for each in DOSSIER if each.id == document)
        ((_, body),) = bodies(entry, plan)
        assert isinstance(body, Document)
        assert "事发部门负责人" in as_text(body)


def test_a_card_names_no_log_that_is_not_made(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    """Logs of calls, decisions and issue are sheets of documents that a plan may do without."""
    bare = {name: text for name, text in small.items() if name != "command.yaml"}
    scenario = bare["scenarios/spoiled-milk.yaml"].replace("severity: serious\n", "")
    resources = "communication: [手机保持畅通]\n"
    timeline = bare["timeline.yaml"].replace("        needs: [{item: kit, quantity: 2}]\n", "")
    changed = {"scenarios/spoiled-milk.yaml": scenario, "resources.yaml": resources, "timeline.yaml": timeline}
    logs = ("热线来电记录", "指挥决策记录", "物资领用、归还登记")
    assert [each for each in logs if each in as_text(role_cards(read_plan(small)))] == [*logs]
    assert [each for each in logs if each in as_text(role_cards(read_plan({**bare, **changed})))] == []


def test_whom_people_ask_is_told_so_and_has_something_to_do(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    """Nobody but the coordinator of the drill may have no other part in it."""
    posts = small["organisation.yaml"].replace("posts:\n", "posts:\n  - {id: clerk, title: 文员, department: lab}\n", 1)
    drill = small["drill.yaml"] + "coordinator: clerk\n"
    plan = read_plan({**small, "organisation.yaml": posts, "drill.yaml": drill})
    card = cards(role_cards(plan))["card-clerk"]
    assert "演练协调人" in card
    assert "没有给本岗位安排任何任务和职责" not in card

"""Shifts: everybody is asked to come, to sign and to act only in the sessions in which he takes part."""

from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.documents.catalogue import bodies
from plangen.documents.packets.front import told_in_front
from plangen.documents.packets.holders import packets
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]
ENTRIES = {entry.id: entry for entry in DOSSIER}
FIRST, SECOND = "2026年3月12日13:30至15:30", "2026年3月13日9:00至9:30"
SCRIPT = """
objectives: [{id: quick, title: 迅速, text: 按时到位}]
staff:
  - {id: lead, kind: 导调, title: 主持人, name: 钱一}
  - {id: judge, kind: 评估, title: 评估员, name: 李三, objectives: [quick], sessions: [morning]}
"""


@pytest.fixture
def shifts(small: Mapping[str, str]) -> dict[str, str]:
    """The small plan in two sessions: the laboratory's people and its head come to the first only."""
    morning = "{id: morning, title: 次日晨会, start: 次日 9:00, end: 次日 9:30}"
    times = f"sessions: [{{id: noon, start: 13:30, end: 15:30}}, {morning}]"
    drill = small["drill.yaml"].replace("hours: {start: 13:30, end: 16:00}", times)
    drill = drill.replace("people: 检验员, count: 2,", "people: 检验员, count: 2, sessions: [noon],")
    people = small["organisation.yaml"].replace("title: 检验室主任, ", "title: 检验室主任, sessions: [noon], ")
    return {
        **small,
        "drill.yaml": drill,
        "organisation.yaml": people,
        "timeline.yaml": small["timeline.yaml"].replace(
            "start: 15:30\n    end: 16:00\n    steps: []",
            "start: 次日 9:00\n    end: 次日 9:30\n    steps:\n"
            "      - {id: sum-up, title: 讲评, owner: all-departments, action: 各自讲评}\n",
        ),
        "script.yaml": SCRIPT,
    }


def paper(plan: Plan, key: str) -> str:
    ((_, body),) = bodies(ENTRIES[key], plan)
    assert isinstance(body, Document)
    return as_text(body)


def test_who_takes_no_part_in_a_session_is_on_none_of_its_sheets(
    read_plan: ReadPlan, shifts: Mapping[str, str]
) -> None:
    sheets = paper(read_plan(shifts), "sign-in").split("签到表　")[1:]
    first = {each.splitlines()[0].strip("　 "): each for each in sheets if FIRST in each}
    second = {each.splitlines()[0].strip("　 "): each for each in sheets if SECOND in each}
    assert "周涛" in first["检验室"]
    assert "计划参演人数：2人" in first["检验室"]
    assert "检验室" not in second
    assert "客服部" in second
    assert "李三" not in first["评估人员"]
    assert "李三" in second["评估人员"]
    assert "钱一" in first["导控人员"]
    assert "钱一" in second["导控人员"]


def test_a_sheet_has_no_lines_for_people_who_are_known_to_stay_away(
    read_plan: ReadPlan, shifts: Mapping[str, str]
) -> None:
    clerk = "  - {id: lab-clerk, title: 检验室信息员, department: lab, holder: 吴兵}\nresponse_teams:\n"
    people = shifts["organisation.yaml"].replace("response_teams:\n", clerk)
    staff = SCRIPT.replace("sessions: [morning]", "sessions: [morning], place: farm")
    drill = shifts["drill.yaml"] + "venues: [{id: farm, title: 奶源基地}]\n"
    plan = read_plan({**shifts, "organisation.yaml": people, "script.yaml": staff, "drill.yaml": drill})
    sheets = paper(plan, "sign-in").split("签到表　")[1:]
    (second,) = (each for each in sheets if each.startswith("检验室") and SECOND in each)
    assert "吴兵" in second
    assert [line[:1] for line in second.splitlines() if line[:1].isdigit()] == ["1", "2", "3", "4"]
    assert [SECOND in each for each in sheets if each.startswith("奶源基地")] == [True]


def test_a_sheet_counts_those_who_come_to_its_session(read_plan: ReadPlan, shifts: Mapping[str, str]) -> None:
    second = "participants:\n  - {department: service, people: 夜班, count: 3, tasks: [值守], sessions: [morning]}\n"
    drill = shifts["drill.yaml"].replace("participants:\n", second)
    plan = read_plan({**shifts, "drill.yaml": drill})
    sheets = [each for each in paper(plan, "sign-in").split("签到表　")[1:] if each.startswith("客服部")]
    assert ["计划参演人数：4人。" in each for each in sheets] == [True, False]
    assert ["计划参演人数：3人、4人。" in each for each in sheets] == [False, True]
    assert [each.count("夜班") for each in sheets] == [0, 3]


def test_a_card_says_when_its_holder_takes_part_and_lists_nothing_of_other_sessions(
    read_plan: ReadPlan, shifts: Mapping[str, str]
) -> None:
    cards = paper(read_plan(shifts), "role-cards").split("角色卡　")[1:]
    named = {card.splitlines()[0].strip("　 "): card for card in cards}
    for key in ("检验室主任", "检验室参演人员"):
        assert f"参加时段 | {FIRST}" in named[key], key
        assert "讲评" not in named[key], key
    for key in ("客服部经理", "客服部参演人员"):
        assert "参加时段" not in named[key], key
        assert "讲评" in named[key], key


def test_plan_script_and_guide_name_the_sessions_of_people(read_plan: ReadPlan, shifts: Mapping[str, str]) -> None:
    plan = read_plan(shifts)
    row = next(line for line in paper(plan, "plan").splitlines() if line.startswith("检验室 | 检验员"))
    assert row.endswith("13:30—15:30")
    post = next(line for line in paper(plan, "plan").splitlines() if line.startswith("检验室主任 | 检验室 | 周涛"))
    assert post.endswith("13:30—15:30")
    assert "次日晨会（次日9:00—9:30）" in paper(plan, "script")
    guide = paper(plan, "evaluator-guide")
    assert "次日晨会（次日9:00—9:30）" in guide
    assert f"观察时段：{SECOND}。" in guide


def test_the_cover_of_a_packet_tells_its_holder_his_sessions(read_plan: ReadPlan, shifts: Mapping[str, str]) -> None:
    plan = read_plan(shifts)
    told = {packet.key: "\n".join(told_in_front(plan, packet)) for packet in packets(plan)}
    for key in ("lab-head", "participants-lab"):
        assert FIRST in told[key]
        assert SECOND not in told[key]
    assert SECOND in told["judge"]
    assert FIRST not in told["judge"]
    for key in ("director", "lead", "observers"):
        assert f"{FIRST}和{SECOND}" in told[key]


def test_who_comes_to_a_later_session_is_called_before_it_begins(
    read_plan: ReadPlan, shifts: Mapping[str, str]
) -> None:
    people = shifts["organisation.yaml"].replace("sessions: [noon]", "sessions: [morning]")
    rows = paper(read_plan({**shifts, "organisation.yaml": people}), "contacts").splitlines()
    (late,) = (row for row in rows if row.startswith("厂长 | 检验室主任 |"))
    assert "| 次日9:00前 |" in late
    (now,) = (row for row in rows if row.startswith("厂长 | 客服部经理 |"))
    assert "| 启动指令下达时 |" in now

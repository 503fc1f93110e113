"""Shifts: whoever takes part in some sessions only is planned for nothing in the others."""

from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
DRILL = """# drill.yaml
hours: ~
sessions: [{id: early, start: 9:00, end: 10:00}, {id: late, start: 10:30, end: 12:00}]
participants:
  - {department: service, people: 客服人员, count: 3, tasks: [接待消费者]SHIFT}
  - {department: quality, people: 技术人员, count: 2, tasks: [检测产品]}
"""
PHASES = """# timeline.yaml
phases:
  - id: collect
    title: 信息收集
    start: 9:00
    end: 10:00
    steps:
      - {id: gather, title: 收集投诉, owner: OWNER, action: 收集投诉信息, limit: 30分钟}
  - {id: respond, title: 应急处置, start: 10:30, end: 12:00, steps: []}
"""
STEP = ["T114 timeline.phases[collect].steps[gather].owner"]


@pytest.mark.parametrize(
    ("owner", "shift", "expected"),
    [
        ("service", "", []),
        ("service", ", sessions: [early]", []),
        ("service", ", sessions: [early, late]", []),
        ("service", ", sessions: [late]", STEP),
        ("all-departments", ", sessions: [late]", STEP),
        ("quality", ", sessions: [late]", []),
        ("director", ", sessions: [late]", []),
    ],
)
def test_a_step_is_taken_by_people_who_are_there(owner: str, shift: str, expected: list[str], found: Found) -> None:
    assert found(DRILL.replace("SHIFT", shift) + PHASES.replace("OWNER", owner), "T114") == expected


def test_another_group_of_the_department_may_be_there(found: Found) -> None:
    second = "  - {department: service, people: 值班人员, count: 1, tasks: [接听电话], sessions: [early]}\n"
    drill = DRILL.replace("SHIFT", ", sessions: [late]") + second
    assert found(drill + PHASES.replace("OWNER", "service"), "T114") == []


@pytest.mark.parametrize(
    ("time", "shift", "expected"),
    [
        ("9:20", "[late]", ["M313"]),
        ("9:20", "[early]", []),
        ("10:00", "[early]", []),  # when a session ends people are still there
        ("10:30", "[early]", ["M313"]),
        ("10:30", "[late]", []),
    ],
)
def test_who_delivers_an_inject_is_there(time: str, shift: str, expected: list[str], found: Found) -> None:
    staff = (
        "# script.yaml\nstaff:\n  - {id: controller, kind: 导调, title: 总导调}\n"
        f"  - {{id: actor, kind: 模拟, title: 模拟员, sessions: {shift}}}\n"
        "  - {id: observer, kind: 评估, title: 评估员, watches: [service, quality], objectives: [quick]}\n"
    )
    inject = f"{{id: f-1, title: 来电, time: {time}, way: 电话, by: actor, to: [service], content: 产品发热}}"
    text = DRILL.replace("SHIFT", "") + PHASES.replace("OWNER", "service") + staff
    codes = found(f"{text}# injects/fault.yaml\ninjects:\n  - {inject}\n", "M313", "M117", "M110")
    assert [each.partition(" ")[0] for each in codes] == expected


def test_an_inject_reaches_only_who_is_there_and_an_evaluator_sees_only_what_comes_in_his_sessions(
    found: Found,
) -> None:
    late = DRILL.replace("SHIFT", ", sessions: [late]") + PHASES.replace("OWNER", "quality")
    assert [each.partition(" ")[0] for each in found(late, "M117")] == ["M117", "M117"]
    staff = (
        "# script.yaml\nstaff:\n  - {id: controller, kind: 导调, title: 总导调}\n"
        "  - {id: actor, kind: 模拟, title: 模拟员}\n"
        "  - {id: observer, kind: 评估, title: 评估员, watches: [service, quality], objectives: [quick],"
        " sessions: [late]}\n"
    )
    early = DRILL.replace("SHIFT", "") + PHASES.replace("OWNER", "quality") + staff
    assert "M308 injects[fault].injects[f-1].objectives[1]" in found(early, "M308")


def test_a_session_that_nothing_declares_is_an_unknown_id(found: Found) -> None:
    assert found(DRILL.replace("SHIFT", ", sessions: [night]"), "R101") == ["R101 drill.participants[1].sessions[1]"]
    hours = "# drill.yaml\nparticipants:\n  - {department: service, people: 客服, count: 3, sessions: [early]}\n"
    assert found(hours, "R101") == ["R101 drill.participants[1].sessions[1]"]


PEOPLE = """# organisation.yaml
posts:
  - {id: manager, title: 总经理, leadership: true}
  - {id: deputy-manager, title: 副总经理, leadership: trueDEPUTY}
  - {id: service-head, title: 客户服务部负责人, department: serviceHEAD}
  - {id: service-collector, title: 客户服务部信息收集员, department: serviceCOLLECTOR}
  - {id: quality-head, title: 质量管理部负责人, department: quality}
  - {id: quality-collector, title: 质量管理部信息收集员, department: quality}
# reporting.yaml
hotline: {number: "96000", post: service-head, open: 演练期间}
"""
LATE = ", sessions: [late]"


@pytest.mark.parametrize(
    ("away", "shift", "expected"),
    [
        ("HEAD", "", ["D115 reporting.hotline.post"]),
        ("COLLECTOR", "", ["D115 organisation.departments[service].collector"]),
        ("COLLECTOR", LATE, []),  # the department has nobody there either
        ("DEPUTY", "", []),  # the manager is in the centre
    ],
)
def test_hotline_centre_and_collecting_have_somebody_in_every_session(
    away: str, shift: str, expected: list[str], found: Found
) -> None:
    people = PEOPLE.replace(away, LATE)
    for each in ("HEAD", "COLLECTOR", "DEPUTY"):
        people = people.replace(each, "")
    assert found(DRILL.replace("SHIFT", shift) + people, "D115") == expected

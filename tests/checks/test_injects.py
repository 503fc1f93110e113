"""Injects, drill staff and audiences: where the rules begin and end."""

from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
ONE = (
    "# injects/fault.yaml\ninjects:\n"
    "  - {{id: f-1, title: 来电, time: {time}, way: 电话, by: actor, to: [{to}], content: 发热,"
    " expected: [{{who: {who}, action: 登记{rest}}}], objectives: [quick]}}\n"
)


def one(time: str = "9:20", to: str = "service", who: str = "service", rest: str = "") -> str:
    return ONE.format(time=time, to=to, who=who, rest=rest)


@pytest.mark.parametrize(
    ("time", "codes"),
    [
        ("8:59", ["M102"]),
        ("9:00", []),
        ("9:10", []),  # one phase ends, the next begins
        ("12:00", []),  # the last moment of the drill
        ("12:01", ["M102"]),
    ],
)
def test_the_ends_of_the_drill_belong_to_it(time: str, codes: list[str], found: Found) -> None:
    assert [each.split()[0] for each in found(one(time), "M101", "M102")] == codes


def test_a_gap_between_phases_is_no_phase(found: Found) -> None:
    gap = (
        "# timeline.yaml\nphases:\n"
        "  - {id: a, title: 甲, start: 9:00, end: 10:00, steps: []}\n"
        "  - {id: b, title: 乙, start: 11:00, end: 12:00, steps: []}\n"
    )
    assert found(gap + one("10:30"), "M101") == ["M101 injects[fault].injects[f-1].time"]


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("quality", []),
        ("quality-head", []),  # a post of the owner
        ("quality-team", []),  # sent by the owner
        ("all-departments", []),  # the owner among others
        ("service", ["M203"]),
        ("manager", ["M203"]),
    ],
)
def test_the_owner_of_a_step_answers_with_its_posts_and_teams(who: str, codes: list[str], found: Found) -> None:
    text = one("9:40", who=who, rest=", step: examine")
    assert [each.split()[0] for each in found(text, "M203")] == codes


def test_what_is_due_to_the_minute_is_not_late(found: Found) -> None:
    at_the_limit = one("10:00", who="quality", rest=", step: examine, within: 30分钟")  # due 10:30
    assert found(at_the_limit, "M204") == []
    assert found(at_the_limit.replace("30分钟", "31分钟"), "M204") == [
        "M204 injects[fault].injects[f-1].expected[1].within"
    ]


def test_a_step_that_is_over_cannot_be_expected_any_more(found: Found) -> None:
    assert len(found(one("10:31", who="quality", rest=", step: examine"), "M204")) == 1


def test_a_receiver_is_present_with_its_department(found: Found) -> None:
    nobody = "# drill.yaml\nparticipants:\n  - {department: service, people: 客服人员, count: 3, tasks: [接待]}\n"
    for to, findings in (("quality-head", 1), ("quality-team", 1), ("all-departments", 1), ("manager", 0)):
        assert len(found(nobody + one(to=to), "M112")) == findings
    assert found(nobody + one(to="regulator"), "M112") == []  # played by simulators


def test_a_holder_of_a_post_is_known_by_name_among_the_drill_staff(found: Found) -> None:
    text = "# script.yaml\nstaff:\n  - {id: actor, kind: 模拟, title: 模拟员, name: 钱五}\n"
    assert found(text, "M306") == ["M306 script.staff[actor].name"]
    assert found(text.replace("钱五", "!todo 姓名"), "M306") == []


def test_drill_staff_and_parties_share_their_ids(found: Found) -> None:
    text = "# script.yaml\nstaff:\n  - {id: manager, kind: 导调, title: 总导调}\n"
    assert found(text, "R102") == ["R102 script.staff[manager].id"]


def test_ids_of_injects_are_unique_over_all_lists(found: Found) -> None:
    text = "# injects/leak.yaml\ninjects:\n  - {id: f-1, title: 来电, way: 电话, by: controller, content: 发热}\n"
    assert found(text, "R102") == ["R102 injects[leak].injects[f-1].id"]


def test_an_unknown_document_is_named_with_those_there_are(found: Found) -> None:
    assert found("# audiences.yaml\ndocuments:\n  - {document: scirpt, audience: [导控人员]}\n", "R101") == [
        "R101 audiences.documents[1].document"
    ]


def test_an_inject_of_its_own_audience_is_looked_at(found: Found) -> None:
    text = one().replace("objectives:", "audience: [评估人员, 公众], objectives:")
    assert found(text, "V101") == ["V101 injects[fault].injects[f-1].audience"]

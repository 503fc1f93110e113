"""Several venues: nobody is asked to play at two of them within half an hour, or at one where he is not."""

from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.reading.source import Reading

Found = Callable[..., list[str]]
SITES = """# drill.yaml
venues:
  - {id: east, title: 城东支行, departments: [service]}
  - {id: west, title: 城西支行, departments: [quality]}
"""
STAFF = """# script.yaml
staff:
  - {id: controller, kind: 导调, title: 总导调}
  - {id: actor, kind: 模拟, title: 模拟员, name: 倪可}
  - {id: other, kind: 模拟, title: 模拟员二, name: NAME}
  - {id: observer, kind: 评估, title: 评估员, name: 郑九, watches: [service, quality], objectives: [quick]}
"""


def injects(*lines: str) -> str:
    """Injects of the first scenario: when, how, by whom, to whom, where."""
    found = ["# injects/fault.yaml\ninjects:"]
    for number, line in enumerate(lines, start=1):
        time, way, by, to, place = line.split()
        found.append(
            f"  - {{id: f-{number}, title: 第{number}条, time: {time}, way: {way}, by: {by}, to: [{to}],"
            f" place: {place}, content: 吵闹}}"
        )
    return "\n".join(found) + "\n"


PLACE_OF_SECOND = ["M311 injects[fault].injects[f-2].place"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("9:05 现场扮演 actor quality west", PLACE_OF_SECOND),
        ("9:29 口头 actor quality west", PLACE_OF_SECOND),
        ("9:00 现场扮演 actor quality main", PLACE_OF_SECOND),
        ("9:30 现场扮演 actor quality west", []),
        ("9:05 现场扮演 actor service east", []),
        ("9:05 电话 actor quality west", []),  # that is made from anywhere
        ("9:05 现场扮演 other quality west", []),
    ],
)
def test_one_person_plays_at_one_place_at_a_time(second: str, expected: list[str], found: Found) -> None:
    text = SITES + STAFF.replace("NAME", "吴八") + injects("9:00 现场扮演 actor service east", second)
    assert found(text, "M311") == expected


def test_people_are_known_by_their_names_not_by_their_roles(found: Found) -> None:
    two = injects("9:00 现场扮演 actor service east", "9:05 现场扮演 other quality west")
    assert found(SITES + STAFF.replace("NAME", "倪可") + two, "M311") == PLACE_OF_SECOND
    assert found(SITES + STAFF.replace("NAME", "!todo 姓名") + two, "M311") == []


def test_who_stays_at_a_place_plays_there(found: Found) -> None:
    staff = STAFF.replace("title: 模拟员,", "title: 模拟员, place: west,").replace("NAME", "吴八")
    assert found(SITES + staff + injects("9:00 现场扮演 actor service east"), "M312") == [
        "M312 injects[fault].injects[f-1].by"
    ]
    assert found(SITES + staff + injects("9:00 电话 actor service east"), "M312") == []


@pytest.mark.parametrize(
    ("to", "place", "expected"),
    [
        ("quality", "east", True),
        ("quality", "main", True),
        ("service", "east", False),
        ("quality, service", "east", False),
        ("all-departments", "east", False),
        ("director", "main", False),
    ],
)
def test_a_receiver_has_to_be_where_an_inject_is_played(to: str, place: str, expected: bool, found: Found) -> None:
    inject = injects("9:00 现场扮演 actor TO PLACE").replace("TO", to).replace("PLACE", place)
    assert bool(found(SITES + inject, "M116")) is expected


def test_a_place_that_is_none_and_a_venue_declared_twice_are_found(found: Found) -> None:
    assert found(injects("9:00 电话 actor service east"), "R101") == ["R101 injects[fault].injects[f-1].place"]
    twice = "# drill.yaml\nvenues: [{id: east, title: 城东支行}, {id: east, title: 城西支行}]\n"
    assert [each.partition(" ")[0] for each in found(twice, "R102")] == ["R102"]


BRANCHES = """# organisation.yaml
departments:
  - {id: service, title: 客服部, head: service-head}
  - {id: quality, title: 品质部, branches: [{id: one, title: 一店, head: quality-head}]}
"""


@pytest.mark.parametrize(
    ("venues", "code", "expected"),
    [
        ("[{id: east, title: 东, branches: [one]}]", "M116", []),
        ("[{id: east, title: 东}]", "M116", ["M116 injects[fault].injects[f-1].place"]),
        ("[{id: east, title: 东, branches: [two]}]", "R101", ["R101 drill.venues[east].branches[1]"]),
        (
            "[{id: east, title: 东, branches: [one]}, {id: west, title: 西, branches: [one]}]",
            "D114",
            ["D114 drill.venues[west].branches[1]"],
        ),
    ],
)
def test_the_people_of_a_branch_are_where_their_branch_is(
    venues: str, code: str, expected: list[str], found: Found
) -> None:
    text = f"# drill.yaml\nvenues: {venues}\n" + BRANCHES + injects("9:00 现场扮演 actor quality east")
    assert [each for each in found(text, code) if "venues" in each or code == "M116"] == expected


def test_whoever_names_a_branch_is_told_what_to_write(changed: Callable[[str], Reading]) -> None:
    text = BRANCHES + injects("9:00 现场扮演 actor one main")
    (finding,) = (each for each in check(changed(text).plan).findings if each.code == "R101")
    assert "品质部的下属单位" in finding.advice("zh")
    assert "quality-head" in finding.advice("zh")

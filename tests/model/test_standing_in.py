"""Who answers for outside parties in the drill."""

from collections.abc import Mapping

from plangen.model.plan import Plan
from plangen.model.presence import arrival
from plangen.model.standing_in import NATIONAL, answering_for, chief, emergency_calls, is_played, stand_ins
from plangen.reading.source import read
from tests.documents.conftest import SMALL

STAFF = """
staff:
  - {id: runner, kind: 导调, title: 场景导调员, scenarios: [rumour]}
  - {id: lead, kind: 导调, title: 总导调, phone: "0100-5"}
  - {id: caller, kind: 模拟, title: 来电模拟员, scenarios: [spoiled-milk]}
  - {id: writer, kind: 模拟, title: 网络模拟员, scenarios: [rumour], answers_for: [regulator]}
roles:
  - {id: buyer-a, title: 模拟购买者, played_by: caller, stands_for: buyers}
  - {id: buyer-b, title: 模拟网友, played_by: writer, stands_for: buyers}
"""


def plan(more: Mapping[str, str]) -> Plan:
    return read({f"source/{name}": text.encode() for name, text in {**SMALL, **more}.items()}).plan


def test_those_who_play_a_party_answer_for_it_in_their_scenarios() -> None:
    found = plan({"script.yaml": STAFF})
    assert [each.id for each in stand_ins(found, "buyers")] == ["caller", "writer"]
    assert [each.id for each in stand_ins(found, "buyers", "rumour")] == ["writer"]
    assert [each.id for each in stand_ins(found, "regulator", "spoiled-milk")] == ["writer"]


def test_where_nobody_plays_a_party_whoever_controls_the_drill_answers() -> None:
    """The controller of all scenarios; without any, whoever gives the start order."""
    found = plan({"script.yaml": STAFF.replace(", answers_for: [regulator]", "")})
    assert [each.id for each in answering_for(found, "regulator")] == ["lead"]
    alone = plan({})
    assert [each.id for each in answering_for(alone, "regulator")] == ["director"]
    assert [each.id for each in (chief(alone),) if each is not None] == ["director"]


def test_a_party_that_has_a_step_to_do_takes_part_itself() -> None:
    steps = SMALL["timeline.yaml"].replace("owner: lab", "owner: regulator")
    found = plan({"timeline.yaml": steps})
    assert {each.id: is_played(found, each) for each in found.organisation.outside} == {
        "buyers": True,
        "regulator": False,
    }


def test_the_numbers_of_the_country_stand_where_the_plan_names_none() -> None:
    assert {each.title: each.number for each in emergency_calls(plan({}))} == dict(NATIONAL)
    own = SMALL["drill.yaml"] + 'conduct: {emergency: [{title: 消防控制室, number: "8110"}]}\n'
    assert [each.number for each in emergency_calls(plan({"drill.yaml": own}))] == ["8110"]


def test_people_of_a_later_session_arrive_as_long_before_it() -> None:
    sessions = (
        "sessions:\n  - {id: day, title: 白天, start: 13:30, end: 15:00}\n"
        "  - {id: late, title: 傍晚, start: 15:30, end: 16:00}\narrival: {time: 13:00}\n"
    )
    drill = SMALL["drill.yaml"].replace("hours: {start: 13:30, end: 16:00}\n", sessions)
    found = plan({"drill.yaml": drill})
    assert (str(arrival(found)), str(arrival(found, ("late",)))) == ("13:00", "15:00")

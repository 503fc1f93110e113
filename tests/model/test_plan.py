"""What the plan answers where one id stands for two things, and how versions follow each other."""

from plangen.model.plan import Plan, version_key
from plangen.model.timeline import ALL_DEPARTMENTS
from plangen.reading.source import read

KINDS = """
contents: []
stages: []
release: {step: publish, channels: [公司网站]}
responsible: {post: manager, duties: [甲]}
supporting: {post: manager, duties: [甲]}
notices:
  - {id: recall, title: 召回公告, template: recall.docx, audience: 消费者}
  - {id: bulletin, title: 事件通报, template: bulletin.docx, audience: 社会公众}
"""
DRILL = """
form: 桌面推演
date: 2026-03-10
hours: {start: 9:00, end: 12:00}
venue: {title: 会议室}
scenarios: [fault]
participants: []
"""
ORGANISATION = """
team: {id: team, title: 应急小组, leader: boss, deputy_leader: boss, members: []}
departments: [{id: it, title: IT部门}]
posts: [{id: boss, title: 总经理}]
"""
SCRIPT = "staff: [{id: actor, kind: 模拟, title: 模拟员}, {id: it, kind: 导调, title: 导控员}]\n"


def plan_of(**files: str) -> Plan:
    """A plan with these files of its source, in whose names / is written as __."""
    return read({f"source/{name.replace('__', '/')}.yaml": text.encode() for name, text in files.items()}).plan


def scenario(key: str, title: str, notices: str = "[recall]") -> str:
    return (
        f"id: {key}\ntitle: {title}\nowner: it\nsituation: {{summary: 甲}}\nmeasures: []\nflow: []\nnotifications: []\n"
        f"notices: {notices}\n"
    )


def incident(key: str, notices: str = "[]") -> str:
    return f"id: {key}\ntitle: 水壶召回\nscenario: fault\nnotices: {notices}\nincident: {{name: 水壶}}\n"


def test_an_incident_with_the_id_of_a_scenario_does_not_take_its_place() -> None:
    plan = plan_of(
        drill=DRILL,
        scenarios__fault=scenario("fault", "故障"),
        incidents__fault=incident("fault"),
        incidents__kettle=incident("kettle"),
    )
    assert {key: case.title for key, case in plan.cases.items()} == {"fault": "故障", "kettle": "水壶召回"}
    assert [found.title for each in plan.incidents if (found := plan.scenario_of(each))] == ["故障", "故障"]


def test_an_incident_has_the_notices_that_it_lists_else_those_of_its_scenario() -> None:
    plan = plan_of(
        communication=KINDS,
        scenarios__fault=scenario("fault", "故障", "[recall, nowhere, bulletin]"),
        incidents__all=incident("all"),
        incidents__one=incident("one", "[bulletin]"),
    )
    kinds = {case.id: [each.id for each in plan.kinds_of(case)] for case in plan.incidents}
    assert kinds == {"all": ["recall", "bulletin"], "one": ["bulletin"]}


def test_whoever_is_both_a_party_and_of_the_drill_staff_is_called_as_staff() -> None:
    plan = plan_of(organisation=ORGANISATION, script=SCRIPT)
    called = {key: (plan.person(key), plan.title("person", key)) for key in ("it", "boss", "actor", "nobody")}
    assert called == {
        "it": ("导控员", "导控员"),
        "boss": ("总经理", "总经理"),
        "actor": ("模拟员", "模拟员"),
        "nobody": ("nobody", "nobody"),
    }
    assert plan.party("it") == "IT部门"
    assert plan.party(ALL_DEPARTMENTS) == "各部门"


def test_versions_are_ordered_by_their_numbers_and_whatever_is_none_comes_first() -> None:
    versions = ["v2", "v1.10.1", "初稿", "v1.10", "1.9", "v0.9", "V1.2"]
    assert sorted(versions, key=version_key) == ["初稿", "v0.9", "V1.2", "1.9", "v1.10", "v1.10.1", "v2"]

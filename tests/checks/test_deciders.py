"""Who decides: the head of the department concerned where that is written; examples agree with the levels."""

from collections.abc import Callable

import pytest

from plangen.documents.draft import Draft
from plangen.documents.tables import level_rows
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]
Found = Callable[..., list[str]]

LEVELS = """# command.yaml
levels:
  - {severities: [general], decides: concerned-head, manner: 直接决策}
  - {severities: [serious], decides: manager, manner: 听取意见后决策}
"""
HEADLESS = """# organisation.yaml
departments:
  - {id: service, title: 客户服务部, collector: service-collector}
  - {id: quality, title: 质量管理部, collector: quality-collector}
"""


def test_the_head_of_the_department_concerned_decides(found: Found) -> None:
    assert found(LEVELS, "R101", "C201", "C202", "C203") == []


def test_nobody_decides_where_no_department_has_a_head(found: Found) -> None:
    assert found(LEVELS + HEADLESS, "C202") == ["C202 command.severities[general].id"]


def test_the_word_is_no_id_and_no_party(found: Found) -> None:
    reserved = (
        "# organisation.yaml\noutside:\n  - {id: concerned-head, title: 负责人}\n  - {id: consumers, title: 消费者}\n"
    )
    assert found(reserved, "R103") == ["R103 organisation.outside[concerned-head].id"]
    owned = "# timeline.yaml\norder: {by: concerned-head, time: 9:00, text: 开始}\n"
    assert found(owned, "R101") == ["R101 timeline.order.by"]


def test_whoever_writes_it_in_chinese_is_told_the_word(changed: Changed) -> None:
    written = changed(LEVELS.replace("concerned-head", "事发部门负责人"))
    finding = next(each for each in written.findings if each.code == "S117")
    assert finding.hint is not None
    assert finding.hint.zh == "改为“事发部门负责人”的编号：concerned-head"


def levels(serious: str, grave: str = "") -> str:
    """Decision levels with an example under each of the last two."""
    return f"""# command.yaml
severities:
  - {{id: general, title: 一般事件, text: 影响有限, examples: [个别投诉]}}
  - {{id: serious, title: 严重事件, text: 影响较大, examples: [大规模质量问题]}}
levels:
  - {{severities: [general], decides: deputy-manager, manner: 直接决策, examples: [{serious}]}}
  - {{severities: [serious], decides: manager, manner: 听取意见后决策, examples: [{grave}]}}
"""


@pytest.mark.parametrize(
    ("example", "is_found"),
    [
        ("{matter: 较小的事项, severities: [general]}", False),
        ("{matter: 较大的事项, severities: [serious]}", True),
        ("{matter: 较大的事项, severities: [general, serious]}", True),
        ("{matter: 门店失火}", False),  # neither says nor names what it is
        ("{matter: 个别投诉处理不当}", False),
        ("{matter: 大规模质量问题的召回}", True),
        ("{matter: 严重事件的初步处置}", True),
        ("{matter: 严重事件的初步处置, severities: [general]}", False),  # what it says it is goes first
    ],
)
def test_an_example_of_a_level_is_decided_by_that_level(found: Found, example: str, is_found: bool) -> None:
    at = "command.levels[1].examples[1].matter"
    assert found(levels(example), "C206") == ([f"C206 {at}"] if is_found else [])


def test_an_example_under_its_own_level_is_right_and_a_severity_that_nobody_decides_is_another_finding(
    found: Found,
) -> None:
    assert found(levels("", "{matter: 大规模质量问题}"), "C206") == []
    undecided = (
        "# command.yaml\nseverities:\n  - {id: general, title: 一般事件, text: 影响有限}\n"
        "  - {id: serious, title: 严重事件, text: 影响较大}\n"
    )
    only = "levels: [{severities: [general], decides: manager, manner: 直接决策, examples: [{matter: 严重事件}]}]\n"
    assert found(undecided + only, "C206", "C202") == ["C202 command.severities[serious].id"]


def test_an_example_stands_under_one_severity(found: Found) -> None:
    twice = levels("").replace("examples: [大规模质量问题]", "examples: [大规模质量问题, 个别投诉]")
    assert found(twice, "C207") == ["C207 command.severities[serious].examples[2]"]
    assert found(levels(""), "C207") == []
    same = levels("").replace("examples: [大规模质量问题]", "examples: [大规模质量问题, 大规模质量问题]")
    assert found(same, "C207") == []


def test_the_decision_table_gives_the_examples_of_severities_and_of_levels(changed: Changed) -> None:
    plan = changed(levels("{matter: 较小的事项}")).plan
    rows = level_rows(Draft.of(plan))
    assert rows[0][1] == "影响有限（例如：个别投诉）"
    assert rows[0][3] == ["直接决策（例如：较小的事项）"]
    assert rows[1][3] == ["听取意见后决策"]

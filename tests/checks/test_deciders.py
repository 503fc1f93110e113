"""The head of the department concerned may decide: each for his own, as long as some department has one."""

from collections.abc import Callable

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

"""What is hired or bought is told as that, not as an item of which there is none."""

from collections.abc import Callable, Mapping

from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.checks import check
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan
from tests.documents.test_role_cards import edited

ReadPlan = Callable[[Mapping[str, str]], Plan]
GENERATOR = """\
  - id: generator
    title: 发电机
    category: 设备
    quantity: %s
    unit: 台
    precheck: 试启动
    keeper: lab
    source: 租用
"""


def hired(
    read_plan: ReadPlan, small: Mapping[str, str], quantity: int, need: str = "{item: generator, quantity: 1}"
) -> Plan:
    files = edited(small, "resources.yaml", "  - {id: water", f"{GENERATOR % quantity}  - {{id: water")
    needs = f"needs: [{need}, {{item: kit, quantity: 2}}]"
    return read_plan(edited(files, "timeline.yaml", "needs: [{item: kit, quantity: 2}]", needs))


def told(plan: Plan, key: str) -> str:
    ((_, body),) = bodies(next(each for each in DOSSIER if each.id == key), plan)
    assert isinstance(body, Document)
    return as_text(body)


def test_what_is_hired_as_needed_is_told_as_hired(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = hired(read_plan, small, 0)
    for key in ("plan", "supplies", "venue-checklist"):
        assert "0台" not in told(plan, key)
        assert "数量租用" not in told(plan, key)
    assert "设备 | 发电机 | 租用 |" in told(plan, "plan")
    assert " | 租用；试启动 |" in told(plan, "plan")
    assert "发电机1台（租用）、检验箱2套" in told(plan, "plan")
    assert "发电机1台（租用）、检验箱2套" in told(plan, "supplies")
    assert "试启动；租用" in told(plan, "venue-checklist")


def test_of_what_is_hired_nobody_yet_knows_how_many_one_bracket_says_both(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    plan = hired(read_plan, small, 0, "{item: generator}")
    assert "发电机（数量未定，租用）、检验箱2套" in told(plan, "supplies")
    assert "发电机（租用）、检验箱2套" in told(plan, "plan")


def test_some_in_stock_are_counted_and_how_they_are_got_is_said(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    plan = hired(read_plan, small, 2)
    for key in ("plan", "supplies"):
        assert "2台（租用）" in told(plan, key)
    assert "数量2台（租用）" in told(plan, "venue-checklist")


def test_of_what_is_hired_as_needed_there_is_enough(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    found = [each.code for each in check(hired(read_plan, small, 0)).findings]
    assert "C401" not in found
    assert "C402" not in found


def test_the_plan_says_when_and_where_people_are_trained(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    trained = edited(small, "drill.yaml", "training:\n", "training:\n  time: 3月5日9:00\n  place: 二楼会议室\n")
    assert "组织参演人员培训，培训时间为3月5日9:00，培训地点为二楼会议室，培训内容" in told(read_plan(trained), "plan")
    assert "组织参演人员培训，培训内容" in told(read_plan(small), "plan")

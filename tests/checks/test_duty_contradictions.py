"""Duties that contradict rules, paths and each other are found at one side, and the finding names the other."""

from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.reading.source import Reading

Find = Callable[..., list[str]]
Changed = Callable[[str], Reading]

LIAISON = (
    "# communication.yaml\nliaison: {post: quality-head, duties: [{title: 媒体关系, text: 联系媒体}], "
    "workflow: [{title: 监测, text: 监测舆情}]}\n"
)
PEOPLE = "# drill.yaml\nparticipants:\n  - {department: service, people: 客服人员, count: 3, tasks: ["
PATH = (
    "# reporting.yaml\npath:\n  - {title: 收集, by: 信息收集员, action: 收集信息}\n"
    "  - {title: 审核, by: 部门负责人, action: 审核信息}\n  - {title: 接收, by: 应急小组, action: 接收信息}\n"
)


def step(owner: str, action: str, more: str = "") -> str:
    return (
        "# timeline.yaml\nphases:\n  - {id: collect, title: 信息收集, start: 9:00, end: 12:00, steps: ["
        "{id: publish, title: 发布, owner: service-head, action: 发布公开通知}, "
        f"{{id: gather, title: 收集, owner: {owner}, action: {action}{more}}}]}}\n"
    )


@pytest.mark.parametrize("task", ["答复媒体询问", "必要时回应记者", "接受采访"])
def test_a_task_that_only_others_may_do_is_found(found: Find, changed: Changed, task: str) -> None:
    text = f"{LIAISON}{PEOPLE}{task}]}}\n"
    assert found(text, "O124") == ["O124 drill.participants[1].tasks[1]"]
    finding = next(each for each in check(changed(text).plan).findings if each.code == "O124")
    assert "source/communication.yaml:" in finding.message("zh")  # where the other side stands


@pytest.mark.parametrize(
    "text",
    [
        f"{PEOPLE}答复媒体询问]}}\n",  # nobody in particular answers the press
        f"{LIAISON}press: [quality-head, service]\n{PEOPLE}答复媒体询问]}}\n",
        f"{LIAISON}{PEOPLE}把媒体询问转给质量管理部]}}\n",
    ],
)
def test_a_task_that_its_role_may_do_is_left_alone(found: Find, text: str) -> None:
    assert found(text, "O124") == []


def test_what_a_post_itself_is_forbidden_is_none_of_its_duties(found: Find) -> None:
    posts = (
        "# organisation.yaml\nposts:\n"
        "  - {id: manager, title: 总经理, leadership: true, duties: [{duty}], prohibited: [不得自行承诺赔偿金额]}\n"
        "  - {id: deputy-manager, title: 副总经理, leadership: true}\n"
        "  - {id: service-head, title: 客服负责人, department: service}\n"
        "  - {id: service-collector, title: 客服收集员, department: service}\n"
        "  - {id: quality-head, title: 质量负责人, department: quality}\n"
        "  - {id: quality-collector, title: 质量收集员, department: quality}\n"
    )
    assert found(posts.replace("{duty}", "当场承诺赔偿金额"), "O124") == ["O124 organisation.posts[manager].duties[1]"]
    assert found(posts.replace("{duty}", "登记赔偿诉求"), "O124") == []


@pytest.mark.parametrize(
    ("steps", "paths"),
    [
        (step("service", "信息收集员记录后报告应急小组"), ["O125 timeline.phases[collect].steps[gather].action"]),
        (step("service-collector", "记录投诉", ", reports_to: emergency-team"), 1),
        (step("service", "信息收集员记录，经负责人审核后报告应急小组"), []),
        (step("service", "记录投诉后报告应急小组", ", reports_to: emergency-team"), []),  # by its head
    ],
)
def test_a_report_past_the_head_is_found(found: Find, steps: str, paths: list[str] | int) -> None:
    got = found(PATH + steps, "O125")
    assert got == paths if isinstance(paths, list) else len(got) == paths
    assert found(steps, "O125") == []  # where the path leads through nobody


def test_the_press_is_passed_on_to_the_party_that_cards_name(found: Find) -> None:
    case = "# scenarios/leak.yaml\nincident: {answering: {transfers: [{matter: 记者来电, to: %s}]}}\n"
    assert found(LIAISON + case % "service", "O126") == ["O126 scenarios[leak].incident.answering.transfers[1].to"]
    assert found(LIAISON + case % "quality-head", "O126") == []
    assert found(LIAISON + "press: [service, quality-head]\n" + case % "service", "O126") == []
    assert found(case % "service", "O126") == []


FACTS = "# scenarios/leak.yaml\nincident: {%s}\n"
TOLD = (
    "# injects/leak.yaml\nscenario: leak\ninjects:\n"
    "  - {id: l-1, title: 提出诉求, scenario_time: 9:40, time: 9:40, way: 电话, by: controller, to: [service],"
    " content: 我们要求赔偿因产品问题造成的全部损失！, expected: [{who: service, action: 登记}], objectives: [quick]}\n"
)


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        ("as_of: 2026年3月10日9:30, confirmed: [消费者要求赔偿因产品问题造成的全部损失]", ["as_of"]),
        ("as_of: 2026年3月10日9:40, confirmed: [消费者要求赔偿因产品问题造成的全部损失]", []),
        ("as_of: 2026年3月11日9:30, confirmed: [消费者要求赔偿因产品问题造成的全部损失]", []),
        ("as_of: 2026年3月10日9:30, confirmed: [消费者反映产品发热]", []),
        ("gathering: {as_of: 2026年3月10日9：30, demands: [赔偿因产品问题造成的全部损失]}", ["gathering.as_of"]),
    ],
)
def test_a_notice_knows_nothing_before_the_script_brings_it(found: Find, facts: str, paths: list[str]) -> None:
    assert found(FACTS % facts + TOLD, "M315") == [f"M315 scenarios[leak].incident.{path}" for path in paths]


@pytest.mark.parametrize(
    ("text", "is_over"),
    [
        ("请于9:30前推选代表", True),
        ("请于9：30以前登记", True),
        ("请于10:30前推选代表", False),
        ("3月11日8:00前答复", False),
    ],
)
def test_a_deadline_that_is_over_is_found(found: Find, text: str, is_over: bool) -> None:
    facts = FACTS % f"gathering: {{as_of: 2026年3月10日9:50, representatives: {text}}}"
    assert found(facts, "M316") == (["M316 scenarios[leak].incident.gathering.representatives"] if is_over else [])


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("# drill.yaml\nconduct: {rules: [有疑问的找演练协调人]}\n", ["O128 drill.conduct.rules[1]"]),
        ("# drill.yaml\ncoordinator: manager\nconduct: {rules: [有疑问的找演练协调人]}\n", []),
        ("# drill.yaml\nconduct: {rules: [通讯协调人员到场]}\n", []),
        ("# drill.yaml\nconduct: {rules: [随时告知现场联络员]}\n", ["O128 drill.conduct.rules[1]"]),
    ],
)
def test_somebody_whom_the_plan_does_not_have_is_found(found: Find, text: str, paths: list[str]) -> None:
    assert found(text, "O128") == paths

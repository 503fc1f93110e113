"""What a plan declares itself has names that templates can write, and values as they were declared."""

from collections.abc import Callable

import pytest

Find = Callable[..., list[str]]

FACTS = "# communication.yaml\nfacts: [{name: 受影响业务}, {name: 替代渠道, many: true}]\n"
DEADLINES = "# legal/deadlines.yaml\nclocks: [{name: 服务恢复}]\n"


@pytest.mark.parametrize("name", ["受影响 业务", "受影响.业务", "1号业务", "业务（一）"])
def test_a_name_that_no_template_can_write_is_an_error(found: Find, name: str) -> None:
    assert found(f"# communication.yaml\nfacts: [{{name: {name}}}]\n", "C305") == ["C305 communication.facts[1].name"]
    assert found(f"# legal/deadlines.yaml\nclocks: [{{name: {name}}}]\n", "C305") == ["C305 deadlines.clocks[1].name"]


def test_a_name_is_declared_once(found: Find) -> None:
    twice = "# communication.yaml\nfacts: [{name: 渠道}, {name: 渠道}]\n"
    assert found(twice, "C305") == ["C305 communication.facts[2].name"]


@pytest.mark.parametrize("name", ["发现", "处置结束日期", "closed"])
def test_a_clock_is_not_called_as_one_that_every_plan_has(found: Find, name: str) -> None:
    assert found(f"# legal/deadlines.yaml\nclocks: [{{name: {name}}}]\n", "C305") == ["C305 deadlines.clocks[1].name"]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("[{name: 受影响业务, text: 转账}, {name: 替代渠道, items: [柜面]}]", []),
        ("[{name: 受影响业务, text: !todo 业务}]", []),
        ("[{name: 受影响业务}]", ["extra[1].name"]),
        ("[{name: 受影响业务, items: [转账]}]", ["extra[1].name"]),
        ("[{name: 替代渠道, text: 柜面}]", ["extra[1].name"]),
        ("[{name: 受影响业务, text: 转账}, {name: 受影响业务, text: 取款}]", ["extra[2].name"]),
    ],
)
def test_a_fact_is_given_as_it_was_declared(found: Find, extra: str, expected: list[str]) -> None:
    text = f"{FACTS}# scenarios/leak.yaml\nincident: {{extra: {extra}}}\n"
    assert found(text, "C306") == [f"C306 scenarios[leak].incident.{each}" for each in expected]


def test_the_time_of_a_clock_has_a_day(found: Find) -> None:
    text = f"{DEADLINES}# scenarios/leak.yaml\nincident: {{clocks: {{others: [{{name: 服务恢复, time: 9:00}}]}}}}\n"
    assert found(text, "C306") == ["C306 scenarios[leak].incident.clocks.others[1].name"]


def test_names_that_nothing_declares_are_errors(found: Find) -> None:
    """Also a clock that every plan has: its time stands in a field of its own."""
    given = "extra: [{name: 业务, text: 转账}], clocks: {others: [{name: 发现, date: 2026-03-01}]}"
    text = f"{FACTS}{DEADLINES}# scenarios/leak.yaml\nincident: {{{given}}}\n"
    assert sorted(found(text, "R101")) == [
        "R101 scenarios[leak].incident.clocks.others[1].name",
        "R101 scenarios[leak].incident.extra[1].name",
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (["召回.缺陷", "事件.影响范围", "公司.简称", "召回.产品", "召回.产品[].批次", "补充.受影响业务"], []),
        (["召回"], [1]),
        (["召回.缺陷", "recall.defect"], [2]),
    ],
)
def test_a_question_is_about_one_fact_and_asked_once(found: Find, facts: list[str], expected: list[int]) -> None:
    questions = ", ".join(f"{{fact: '{each}', ask: 怎样？}}" for each in facts)
    text = f"{FACTS}questions: [{questions}]\n"
    assert found(text, "C310") == [f"C310 communication.questions[{each}].fact" for each in expected]


def test_a_question_about_nothing_is_an_error(found: Find) -> None:
    text = "# communication.yaml\nquestions: [{fact: 召回.缺线, ask: 怎样？}]\n"
    assert found(text, "R101") == ["R101 communication.questions[1].fact"]

"""Rules explained on a terminal and in the reference; the fields of the source."""

import re
from collections.abc import Callable

import pytest

from plangen.diagnostics import Rule, Severity, words
from plangen.pipeline.explain import all_rules
from plangen.reporting.reference import fields_markdown, report_rule, report_rules, rule_markdown
from plangen.reporting.style import Style

Lines = Callable[..., list[str]]
RULE = Rule(
    code="T201",
    severity=Severity.WARNING,
    title=words("时限太短", "a limit is too short"),
    why=words("来不及", "there is no time"),
    message=words("{step}太短", "{step} is too short"),
    hint=words("改成{limit}以上", "make it {limit} or more"),
    bad="# timeline.yaml\nlimit: 1分钟\n",
    good="# timeline.yaml\nlimit: 1小时\n",
)


def test_a_rule_is_explained_with_reason_remedy_and_examples(lines: Lines) -> None:
    assert lines(report_rule(RULE), "zh") == [
        "T201  警告  时限太短",
        "",
        "为什么: 来不及",
        "怎么办: 改成…以上",
        "",
        "有问题的写法:",
        "    # timeline.yaml",
        "    limit: 1分钟",
        "",
        "正确的写法:",
        "    # timeline.yaml",
        "    limit: 1小时",
    ]
    assert lines(report_rule(RULE), "en") == [
        "T201  warning  a limit is too short",
        "",
        "why: there is no time",
        "what to do: make it … or more",
        "",
        "bad:",
        "    # timeline.yaml",
        "    limit: 1分钟",
        "",
        "good:",
        "    # timeline.yaml",
        "    limit: 1小时",
    ]


def test_rules_are_listed_one_a_line(lines: Lines) -> None:
    made = report_rules((RULE, RULE))
    assert lines(made, "zh") == ["T201  警告  时限太短"] * 2
    assert lines(made, "en") == ["T201  warning  a limit is too short"] * 2
    assert made.exit_code == 0


def test_the_reference_shows_examples_as_code() -> None:
    assert list(rule_markdown(RULE, Style("zh"))) == [
        "## T201 时限太短",
        "",
        "**警告** · 来不及",
        "",
        "怎么办: 改成…以上",
        "",
        "有问题的写法:",
        "",
        "```yaml",
        "# timeline.yaml",
        "limit: 1分钟",
        "```",
        "",
        "正确的写法:",
        "",
        "```yaml",
        "# timeline.yaml",
        "limit: 1小时",
        "```",
        "",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_explanation_shows_a_brace_that_only_an_occurrence_fills(lines: Lines, language: str) -> None:
    for rule in all_rules():
        remedy = lines(report_rule(rule), language)[3]
        assert re.search(r"\{[a-z_]+\}", remedy) is None, rule.code


def test_each_record_of_the_source_is_described_once() -> None:
    said = list(fields_markdown())
    titles = [line for line in said if line.startswith("### ")]
    assert len(titles) == len(set(titles))
    assert "| `title` | 名称 | 文字 | 是 |" in "\n".join(said)
    assert all(line.count("|") == 6 for line in said if line.startswith("| `"))

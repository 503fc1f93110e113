"""Every rule of reading has its words, and its examples do what they say."""

import re
from collections import Counter
from pathlib import Path

import pytest

from plangen.diagnostics import Rule
from plangen.reading.rules import RULES
from plangen.reading.source import read

WITH_EXAMPLES = [rule for rule in RULES if rule.bad]


def found(example: str) -> Counter[str]:
    """The codes in an example: parts headed by their file, else the text of plan.yaml."""
    parts = re.split(r"(?m)^# (\S+\.yaml)\n", example)
    files = dict(zip(parts[1::2], parts[2::2], strict=True)) or {"plan.yaml": example}
    return Counter(
        each.code for each in read({f"source/{name}": text.encode() for name, text in files.items()}).findings
    )


def test_codes_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"[YS]1\d\d", rule.code) for rule in RULES)


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.code)
def test_the_bad_example_has_the_finding_and_the_good_one_has_it_less(rule: Rule) -> None:
    assert found(rule.bad)[rule.code] > found(rule.good)[rule.code]


@pytest.mark.parametrize("rule", [rule for rule in WITH_EXAMPLES if rule.code[0] == "Y"], ids=lambda rule: rule.code)
def test_the_bad_example_shows_no_other_mistake_of_writing(rule: Rule) -> None:
    assert [code for code in found(rule.bad) if code[0] == "Y"] == [rule.code]
    assert not [code for code in found(rule.good) if code[0] == "Y"]


def test_only_what_no_short_text_can_show_has_no_example() -> None:
    without = {rule.code for rule in RULES if not rule.bad}
    of_files = {"S101", "S102", "S103", "S104", "S105", "S107", "S125"}
    assert without == of_files | {
        "S123",
        "S124",
        "Y101",
        "Y102",
        "Y103",
        "Y104",
        "Y107",
        "Y119",
        "Y120",
        "Y127",
        "Y149",
    }


def test_words_are_lower_case_without_a_full_stop() -> None:
    for rule in RULES:
        for words in (rule.title, rule.message, rule.why, rule.hint):
            assert not re.match("[A-Z][a-z]", words.en), rule.code
            assert not words.en.endswith("."), rule.code
            assert not words.zh.endswith("。"), rule.code


def test_the_sample_plan_reads_without_a_finding() -> None:
    root = Path(__file__).resolve().parents[2]
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "source").rglob("*.yaml")}
    assert [f"{each.code} {each.at.file}:{each.at.line}" for each in read(files).findings] == []

"""Every rule has a bad example that it finds and a good one that it does not."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

import plangen
from plangen import checks
from plangen.checks import CHECKS, RULES, check
from plangen.diagnostics import Rule, Severity, rules_of
from plangen.model.subjects import SECTIONS
from plangen.pipeline.explain import all_rules
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]


def test_the_sound_plan_has_no_finding(changed: Changed) -> None:
    reading = changed("")
    checked = check(reading.plan)
    assert [finding.message("en") for finding in (*reading.findings, *checked.findings)] == []
    assert checked.skipped == ()
    assert checked.passed == RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_finds_its_bad_example_and_not_its_good_one(rule: Rule, changed: Changed) -> None:
    for text, expected in ((rule.bad, True), (rule.good, False)):
        reading = changed(text)
        assert [finding.message("en") for finding in reading.findings] == []
        checked = check(reading.plan)
        assert rule not in [each.rule for each in checked.skipped]
        assert (rule.code in [finding.code for finding in checked.findings]) is expected
        assert (rule in checked.passed) is not expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_has_a_place_and_words_in_both_languages(rule: Rule, changed: Changed) -> None:
    found = [each for each in check(changed(rule.bad).plan).findings if each.rule is rule]
    for finding in found:
        assert finding.at.file.startswith("source/")
        assert finding.at.line > 0
        assert finding.at.path.split(".")[0].split("[")[0] in {section.name for section in SECTIONS}
        for language in ("zh", "en"):
            for text in (finding.message(language), finding.advice(language)):
                assert text
                assert not re.search(r"\{\w+\}|None|Words\(|Duration\(|Moment\(", text)
                assert not text.endswith((".", "。"))
        assert not re.search("[\u4e00-\u9fff]", rule.message.en)


def test_codes_are_unique_and_of_one_form() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code in codes)


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not each.name.endswith("__main__"):
            yield importlib.import_module(each.name)


def test_every_rule_is_looked_after_by_its_own_check() -> None:
    assert len({each.run for each in CHECKS}) == len(CHECKS)
    assert len({each.rule.code for each in CHECKS}) == len(CHECKS)


def test_every_rule_that_a_module_declares_can_be_explained() -> None:
    """Whatever `rule(...)` stands at the top of a module: none is forgotten in the registries."""
    declared = {rule.code for module in modules(plangen) for rule in rules_of(module)}
    assert declared == {rule.code for rule in all_rules()}


def test_every_rule_of_a_subject_has_its_check_there_and_every_subject_is_in_the_registry() -> None:
    own = [vars(each) for each in modules(checks) if vars(each).get("CHECKS", CHECKS) is not CHECKS]
    for names in own:
        declared = {rule.code for rule in names.values() if isinstance(rule, Rule)}
        assert {each.rule.code for each in names["CHECKS"]} == declared
    assert sorted(each.rule.code for names in own for each in names["CHECKS"]) == sorted(
        each.rule.code for each in CHECKS
    )


def test_only_what_breaks_documents_is_an_error() -> None:
    errors = [rule.code for rule in RULES if rule.severity is Severity.ERROR]
    assert errors == [
        "R101",
        "R102",
        "R103",
        "D108",
        "D109",
        "D111",
        "D112",
        "T108",
        "D113",
        "T101",
        "T203",
        "H142",
        "L120",
        "C503",
        "C502",
        "C504",
    ]

"""Reasoned exceptions accept what they name, and nothing else; what cannot be checked is said to be skipped."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.checks import CHECKS, RULES, check
from plangen.checks.exceptions import RULES as EXCEPTION_RULES
from plangen.diagnostics import Severity
from plangen.model.subjects import SECTIONS
from plangen.reading.source import Reading, read

Changed = Callable[[str], Reading]
Found = Callable[..., list[str]]

LATE = "# drill.yaml\nhours: {start: 9:00, end: 13:00}\n"  # T104 at timeline.phases[release].end


def excepting(place: str, code: str = "T104") -> str:
    return f"# exceptions.yaml\nexceptions:\n  - {{code: {code}, place: '{place}', reason: 收拾场地, by: 王一}}\n"


@pytest.mark.parametrize(
    "place", ["timeline", "timeline.phases", "timeline.phases[release]", "timeline.phases[release].end"]
)
def test_an_exception_covers_findings_below_its_place(place: str, changed: Changed) -> None:
    checked = check(changed(LATE + excepting(place)).plan)
    assert checked.findings == ()
    assert [(each.finding.code, each.reason, each.by) for each in checked.accepted] == [("T104", "收拾场地", "王一")]
    assert "T104" not in [rule.code for rule in checked.passed]


@pytest.mark.parametrize("place", ["time", "timeline.phases[rel", "timeline.phases[respond]", "drill"])
def test_an_exception_ends_on_a_part_of_the_path(place: str, found: Found) -> None:
    assert found(LATE + excepting(place), "T104", "X301") == [
        "X301 exceptions.exceptions[1].code",
        "T104 timeline.phases[release].end",
    ]


def test_an_exception_to_a_skipped_rule_is_not_called_idle(sound: Mapping[str, str]) -> None:
    files = {**sound, "exceptions.yaml": excepting("timeline.phases")}
    del files["drill.yaml"]
    checked = check(read({f"source/{name}": text.encode() for name, text in files.items()}).plan)
    assert "X301" not in [each.code for each in checked.findings]
    assert ("X301", "T104 没有检查完") in [(each.rule.code, each.reason.say("zh")) for each in checked.skipped]


def test_an_exception_without_reason_is_refused_by_reading(changed: Changed) -> None:
    reading = changed("# exceptions.yaml\nexceptions:\n  - {code: T104, place: timeline, by: 王一}\n")
    assert any(finding.severity is Severity.ERROR for finding in reading.findings)
    skipped = [each for each in check(reading.plan).skipped if each.rule in EXCEPTION_RULES]
    assert [each.reason.say("en") for each in skipped] == ["exceptions.yaml could not be read"] * len(EXCEPTION_RULES)


def test_checks_may_be_chosen(changed: Changed) -> None:
    """An exception to a rule that was not asked for is no finding."""
    plan = changed(LATE + excepting("timeline.phases")).plan
    checked = check(plan, [each for each in CHECKS if each.rule.code == "O101"])
    assert checked.findings == ()
    assert [rule.code for rule in checked.passed] == ["O101", "X302", "X303"]


def test_a_missing_section_is_skipped_with_its_file_and_never_passed(sound: Mapping[str, str]) -> None:
    files = {f"source/{name}": text.encode() for name, text in sound.items() if name != "timeline.yaml"}
    checked = check(read(files).plan)
    about_time = [rule for rule in RULES if rule.code.startswith("T") and rule.code != "T108"]  # the drill's hours
    assert {each.rule.code for each in checked.skipped} >= {rule.code for rule in about_time}
    assert {each.reason.say("zh") for each in checked.skipped} == {"timeline.yaml 无法读取"}
    assert not set(about_time) & set(checked.passed)
    # what can be said without it is still said, what cannot is not guessed
    assert "O101" in [rule.code for rule in checked.passed]
    assert checked.findings == ()


LEFT_BEHIND = {
    "script": {"R101", "M301", "M305"},
    "injects": {"M106", "M301", "M305"},
    "reporting": {"O121"},
    "command": {"R101"},
    "resources": {"R101"},
    "communication": {"R101", "R104"},
    "evaluation": {"R101"},
}


@settings(max_examples=60)
@given(dropped=st.sets(st.sampled_from([section.name for section in SECTIONS])))
def test_any_section_may_be_missing(sound: Mapping[str, str], dropped: set[str]) -> None:
    files = {
        f"source/{name}": text.encode()
        for name, text in sound.items()
        if name.removesuffix(".yaml").split("/")[0] not in dropped
    }
    checked = check(read(files).plan)
    skipped = {each.rule for each in checked.skipped}
    assert not skipped & set(checked.passed)
    assert skipped | set(checked.passed) | {each.rule for each in checked.findings} == set(RULES)
    # a plan may do without these, but what is left of it then names what is not there
    expected = {code for name, codes in LEFT_BEHIND.items() if name in dropped for code in codes}
    assert {each.code for each in checked.findings} <= expected

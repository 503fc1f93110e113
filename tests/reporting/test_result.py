"""What a command answers: one rule for its exit code, one shape of JSON."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.diagnostics import Accepted, Finding, Place, Rule, Severity, Skipped, words
from plangen.pipeline.check import Outcome
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result, dump, finding_tree
from plangen.reporting.style import Style

Made = Callable[..., Finding]
TEXTS = st.text(max_size=40)  # whatever may stand in a file, surrogates and control characters included
SEVERITIES = st.sampled_from(Severity)


def result(*findings: Finding, **settings: Any) -> Result:
    return Result(text=lambda _: ["text"], outcome=Outcome(findings=findings), **settings)


def rule(severity: Severity, text: str = "x") -> Rule:
    return Rule(
        code="S101",
        severity=severity,
        title=words("标题", "title"),
        why=words("理由", "reason"),
        message=words("{name}", "{name}"),
        hint=words(text, text),
    )


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """A finding anywhere, of anything."""
    at = Place(
        file=draw(TEXTS),
        line=draw(st.integers(0, 9)),
        column=draw(st.integers(0, 50)),
        end_column=draw(st.integers(0, 60)),
        path=draw(TEXTS),
        excerpt=draw(TEXTS),
        spot=words(draw(TEXTS), draw(TEXTS)) if draw(st.booleans()) else None,
    )
    return Finding(rule=rule(draw(SEVERITIES)), at=at, values={"name": draw(TEXTS)})


@pytest.mark.parametrize(
    ("severity", "strict", "code"),
    [
        (Severity.ERROR, False, 1),
        (Severity.ERROR, True, 1),
        (Severity.WARNING, False, 0),
        (Severity.WARNING, True, 1),
        (Severity.INFO, False, 0),
        (Severity.INFO, True, 0),
    ],
)
def test_an_error_fails_and_a_warning_where_it_is_strict(
    finding: Made, severity: Severity, code: int, *, strict: bool
) -> None:
    made = result(finding(severity), strict=strict)
    assert (made.exit_code, made.ok) == (code, code == 0)


def test_a_rule_that_could_not_run_fails_where_it_is_strict(finding: Made) -> None:
    skipped = Skipped(rule=finding().rule, reason=words("缺少", "missing"))
    outcome = Outcome(findings=(), skipped=(skipped,))
    codes = [Result(text=lambda _: [], outcome=outcome, strict=strict).exit_code for strict in (False, True)]
    assert codes == [0, 1]


def test_what_was_not_done_fails_without_a_finding() -> None:
    assert result(done=False).exit_code == 1
    assert Result(text=lambda _: [], done=False).exit_code == 1
    assert Result(text=lambda _: []).exit_code == 0


def test_a_command_may_fail_with_a_code_of_its_own(finding: Made) -> None:
    assert result(finding(), failure=3).exit_code == 3
    assert result(failure=3).exit_code == 0


@given(st.lists(SEVERITIES, max_size=5), st.booleans(), st.booleans(), st.sampled_from([1, 3]))
def test_json_and_exit_code_never_disagree(found: list[Severity], strict: bool, done: bool, failure: int) -> None:
    """`"ok"` is true exactly where the exit code is 0, which is where nothing counts against it."""
    made = result(
        *(Finding(rule=rule(each), at=Place(file="a"), values={"name": ""}) for each in found),
        strict=strict,
        done=done,
        failure=failure,
    )
    against = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    assert made.exit_code == (0 if done and not against & set(found) else failure)
    assert json.loads(made.json("zh"))["ok"] is (made.exit_code == 0)


@given(st.lists(findings(), max_size=3), st.sampled_from(["zh", "en"]))
def test_json_is_ascii_and_can_be_read_whatever_was_found(found: list[Finding], language: str) -> None:
    text = result(*found).json(language)
    assert text.isascii()
    assert [each["file"] for each in json.loads(text)["findings"]] == [each.at.file for each in found]


@given(st.lists(findings(), max_size=3), st.sampled_from(["zh", "en"]))
def test_no_finding_steers_a_terminal_or_breaks_its_line(found: list[Finding], language: str) -> None:
    for line in outcome_text(Outcome(findings=tuple(found)), Style(language)):
        assert not {"\x1b", "\n", "\r", "\x00", "\x07"} & set(line)


def test_what_a_command_adds_comes_after_what_all_have() -> None:
    made = result(more=lambda language: {"files": [language]})
    assert list(json.loads(made.json("en"))) == ["version", "ok", "findings", "accepted", "skipped", "passed", "files"]
    assert json.loads(made.json("en"))["files"] == ["en"]


def test_a_command_that_checks_nothing_has_no_findings() -> None:
    made = Result(text=lambda _: [], more=lambda _: {"state": "current"}, done=False)
    assert json.loads(made.json("zh")) == {"version": 1, "ok": False, "state": "current"}


def test_the_shape_of_a_finding(finding: Made) -> None:
    assert finding_tree(finding(), "zh") == {
        "code": "S101",
        "severity": "error",
        "file": "source/plan.yaml",
        "line": 3,
        "column": 5,
        "path": "plan.title",
        "place": None,
        "text": "abc: defg",
        "message": "名称不对",
        "hint": "改正",
    }
    assert finding_tree(finding(Severity.INFO), "en")["message"] == "名称 is wrong"


def test_what_a_finding_does_not_know_is_null() -> None:
    bare = Finding(rule=rule(Severity.ERROR), at=Place(file="a.docx"), values={"name": "n"})
    told = finding_tree(bare, "zh")
    assert [key for key, value in told.items() if value is None] == ["line", "column", "path", "place", "text"]


def test_a_finding_in_a_word_file_is_placed_in_words() -> None:
    at = Place(file="a.docx", excerpt="正文", spot=words("第 3 段", "paragraph 3"))
    told = finding_tree(Finding(rule=rule(Severity.ERROR), at=at, values={"name": "n"}), "en")
    assert (told["path"], told["place"], told["text"]) == ("paragraph 3", "paragraph 3", "正文")


def test_the_shape_of_what_was_accepted_skipped_and_passed(finding: Made) -> None:
    outcome = Outcome(
        findings=(),
        accepted=(Accepted(finding=finding(), reason="可以", by="组长"),),
        skipped=(Skipped(rule=finding().rule, reason=words("缺少日历", "no calendar")),),
        passed=(finding(code="T101").rule,),
    )
    told = json.loads(Result(text=lambda _: [], outcome=outcome).json("en"))
    assert {key: told["accepted"][0][key] for key in ("code", "reason", "by")} == {
        "code": "S101",
        "reason": "可以",
        "by": "组长",
    }
    assert told["skipped"] == [{"code": "S101", "title": "title", "reason": "no calendar"}]
    assert told["passed"] == ["T101"]


@given(st.dictionaries(TEXTS, TEXTS | st.none() | st.integers() | st.booleans(), max_size=5))
def test_dumped_json_reads_back_as_it_was(values: dict[str, object]) -> None:
    assert json.loads(dump(values)) == values

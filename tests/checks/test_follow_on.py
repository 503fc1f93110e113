"""What follows only from another error is not found: the rule is Skipped, and says what has to be corrected first."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plangen.checks import RULES, check
from plangen.diagnostics import Finding, Rule, Severity
from plangen.model.subjects import SECTIONS
from plangen.reading.source import Known, Reading, read

Changed = Callable[[str], Reading]
Key = tuple[str, str, str]
ROOT = Path(__file__).parents[2]
NAMES = [section.name for section in SECTIONS]
SLIPS: tuple[Callable[[str], str], ...] = (
    lambda text: text + text[-1:],
    lambda text: text[:-1],
    lambda text: text[1:2] + text[:1] + text[2:],
    lambda text: f"{text}@",
    lambda text: f"{text}：x",
)


class Quiet(dict[Any, Any]):
    """Files, or what was read of them: too much to be printed with each example."""

    def __repr__(self) -> str:
        return "…"


@pytest.fixture(scope="module")
def sample() -> Mapping[str, bytes]:
    return Quiet({path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")})


@pytest.fixture(scope="module")
def small(sound: Mapping[str, str]) -> Mapping[str, bytes]:
    return Quiet({f"source/{name}": text.encode() for name, text in sound.items()})


@pytest.fixture(scope="module")
def known() -> Known:
    return Quiet()


def keys(findings: Iterable[Finding], new: str = "", old: str = "") -> Counter[Key]:
    """By code, file and path; the id `new` counts as `old` in paths."""
    return Counter((each.code, each.at.file, each.at.path.replace(f"[{new}]", f"[{old}]")) for each in findings)


# A section that cannot be read


@given(rule=st.sampled_from(RULES), names=st.sets(st.sampled_from(NAMES), min_size=1, max_size=2))
def test_a_section_that_cannot_be_read_leads_to_no_finding(rule: Rule, names: set[str], changed: Changed) -> None:
    """Whatever is wrong besides: less of the plan, never more findings, and each rule that is short of it says so."""
    plan = changed(rule.bad).plan
    before, after = check(plan), check(plan.without(names))
    assert not keys(after.findings) - keys(before.findings)
    lost = {each.code for each in before.findings} - {each.code for each in after.findings}
    assert lost <= {each.rule.code for each in after.skipped}
    assert not {each.code for each in after.passed} & {each.code for each in before.findings}


def test_a_place_in_a_section_that_cannot_be_read_is_not_said_to_be_missing(changed: Changed) -> None:
    """Paths into other sections are looked up all the same."""
    finding = (
        "# drills/2026-03-10/findings.yaml\ndrill: 2026-03-10\ntitle: 演练\nfindings:\n"
        "  - {id: f-01, title: 报告迟, text: 迟报, source: 现场观察, cause: 无人, measure: 设提醒, owner: manager,"
        " due: 2026-03-20, revises: [timeline.phases, resources.itms, timeline.order]}\n"
    )
    unread = changed(finding + "# timeline.yaml\norder: {limit: 一个半小时}\n").plan
    assert unread.missing == ("timeline",)
    checked = check(unread)
    path = "findings[2026-03-10].findings[f-01].revises[2]"
    assert [each.at.path for each in checked.findings if each.code == "N103"] == [path]
    assert [each.reason.zh for each in checked.skipped if each.rule.code == "N103"] == ["timeline.yaml 无法读取"]


# A slip of the pen


def scalars(text: str) -> list[tuple[int, int]]:
    events: list[Any] = [each for each in yaml.parse(text) if isinstance(each, yaml.ScalarEvent)]
    return [(each.start_mark.index, each.end_mark.index) for each in events if each.value]


def assert_nothing_follows(sources: Mapping[str, bytes], name: str, number: int, slip: int, known: Known) -> None:
    text = sources[name].decode()
    spans = scalars(text)
    start, end = spans[number % len(spans)]
    old = text[start:end]
    new = SLIPS[slip](old)
    before, after = (
        read(files, known) for files in (sources, {**sources, name: f"{text[:start]}{new}{text[end:]}".encode()})
    )
    checked = check(after.plan)
    findings = [*after.findings, *checked.findings]
    errors = [each for each in findings if each.severity is Severity.ERROR]
    if not errors:
        return  # what was typed can be meant: whatever is said of it is true
    extra = keys(findings, new, old) - keys([*before.findings, *check(before.plan).findings])
    extra -= keys(errors, new, old)
    elsewhere = {each for each in extra if each[1] != name or not after.plan.missing}
    assert not elsewhere, f"{old} -> {new}: {errors[0].message('en')}"


@given(data=st.data())
def test_one_slip_leads_to_errors_where_it_is_and_to_nothing_else(
    data: st.DataObject, small: Mapping[str, bytes], known: Known
) -> None:
    name = data.draw(st.sampled_from(sorted(small)))
    assert_nothing_follows(small, name, data.draw(st.integers(0, 150)), data.draw(SLIP), known)


SLIP = st.integers(0, len(SLIPS) - 1)


@given(name=st.sampled_from(["organisation", "timeline"]), number=st.integers(0, 600), slip=SLIP)
def test_one_slip_in_the_samples_organisation_or_timeline_leads_to_nothing_false(
    name: str, number: int, slip: int, sample: Mapping[str, bytes], known: Known
) -> None:
    assert_nothing_follows(sample, f"source/{name}.yaml", number, slip, known)


@given(data=st.data())
def test_an_id_that_is_there_twice_leads_to_nothing_else(
    data: st.DataObject, small: Mapping[str, bytes], known: Known
) -> None:
    """Which of the two is meant nobody can say: neither is judged."""
    name = data.draw(st.sampled_from([each for each in sorted(small) if small[each].count(b"id: ") > 1]))
    text = small[name].decode()
    ids = list(re.finditer(r"\bid: ([a-z0-9-]+)", text))
    number = data.draw(st.integers(0, len(ids) - 2))
    old, new = ids[number + 1], ids[number][1]
    doubled = read({**small, name: f"{text[: old.start(1)]}{new}{text[old.end(1) :]}".encode()}, known)
    findings = check(doubled.plan).findings
    assert {each.code for each in findings} - {"R101", "R102"} == set()
    assert doubled.findings == ()


# One error of the times, and what would follow from it

_BACKWARDS = (
    "# timeline.yaml\nphases:\n  - id: respond\n    title: 应急处置\n    start: 9:30\n    end: 9:00\n"
    "    steps:\n      - {id: examine, title: 检验产品, owner: quality, action: 检验问题产品}\n"
)
_MISFILED = (
    "# drills/2026-03-10/findings.yaml\ndrill: 2026-03-01\ntitle: 演练\nfindings:\n"
    "  - {id: f-01, title: 报告迟, text: 迟报, source: 现场观察, cause: 无人, measure: 设提醒, owner: manager,"
    " due: 2026-03-20, status: 已销号, verified: 查, revises: [timeline.phases]}\n"
)


@pytest.mark.parametrize(
    ("text", "code", "waiting"),
    [
        ("# drill.yaml\nhours: {start: 9:00, end: 0:00}\n", "T108", {"M101", "M102", "T103", "T104", "T106"}),
        (_BACKWARDS, "T101", {"M101", "T103", "T104", "T105", "T109"}),
        ("# timeline.yaml\norder: {by: general-manger}\n", "R101", {"O121", "R104", "C203"}),
        (_MISFILED, "N105", {"N101", "N102", "N107", "N108"}),
    ],
)
def test_what_rests_on_an_error_waits_for_it(text: str, code: str, waiting: set[str], changed: Changed) -> None:
    checked = check(changed(text).plan)
    assert code in {each.code for each in checked.findings}
    skipped = {each.rule.code: each.reason for each in checked.skipped}
    assert waiting <= skipped.keys()
    assert not waiting & {each.code for each in checked.findings}
    assert not waiting & {each.code for each in checked.passed}
    for reason in (skipped[rule] for rule in waiting):
        assert code in reason.zh
        assert code in reason.en


def test_a_drill_whose_end_is_written_as_midnight_is_one_error_of_its_hours(sample: Mapping[str, bytes]) -> None:
    """Not one more for each of the forty injects."""
    drill = sample["source/drill.yaml"].decode()
    wrong = re.sub(r"end: 17:00", "end: 0:00", drill, count=1)
    assert wrong != drill
    before, after = (check(read({**sample, "source/drill.yaml": text.encode()}).plan) for text in (drill, wrong))
    assert [each.code for each in after.findings if each not in before.findings] == ["T108"]

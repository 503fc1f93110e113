"""What holds for every plan: checks never fail, say the same whatever the order, and exceptions hide nothing else."""

import re
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.checks import CHECKS, RULES, check
from plangen.diagnostics import Finding, Severity
from plangen.model.plan import Plan
from plangen.reading.source import Known, Reading, read
from tests.strategies import as_source, one_change, plain_values

pytestmark = pytest.mark.slow

Changed = Callable[[str], Reading]
Key = tuple[str, str, int, int, str, str]
Changing = tuple[Mapping[str, bytes], st.SearchStrategy[dict[str, bytes]], Known]


def key(each: Finding) -> Key:
    return each.code, each.at.file, each.at.line, each.at.column, each.at.path, each.message("en")


def keys(findings: Sequence[Finding]) -> list[Key]:
    return [key(each) for each in findings]


@pytest.fixture(scope="module")
def changing(sound: Mapping[str, str]) -> Changing:
    """The sound plan's files, what may become of one of them, and what was read so far."""
    return {f"source/{name}": text.encode() for name, text in sound.items()}, one_change(plain_values(sound)), {}


# Any plan


@settings(max_examples=100)
@given(data=st.data())
def test_whatever_is_left_out_or_replaced_checks_say_what_is_wrong_and_where(
    changing: Changing, data: st.DataObject
) -> None:
    files, changes, known = changing
    reading = read({**files, **data.draw(changes)}, known)
    checked = check(reading.plan)
    for each in (*reading.findings, *checked.findings):
        assert each.at.file.startswith("source/")
        for language in ("zh", "en"):
            assert not re.search(r"\{\w+\}", each.message(language))
            assert each.advice(language)
    spoken = {each.rule for each in checked.findings} | {each.rule for each in checked.skipped}
    assert spoken | set(checked.passed) == set(RULES)
    assert not spoken & set(checked.passed)


@settings(max_examples=25)
@given(data=st.data())
def test_the_order_of_files_and_of_checks_changes_no_finding(changing: Changing, data: st.DataObject) -> None:
    files, changes, known = changing
    sources = {**files, **data.draw(changes)}
    order = data.draw(st.permutations(list(sources)))
    checks = data.draw(st.permutations(CHECKS))
    other_way = {name: sources[name] for name in order}
    one, other = check(read(sources, known).plan), check(read(other_way, known).plan, checks)
    assert keys(one.findings) == keys(other.findings)
    assert {each.code for each in one.passed} == {each.code for each in other.passed}


@settings(max_examples=25)
@given(data=st.data())
def test_a_check_finds_the_same_alone_and_among_others(changing: Changing, data: st.DataObject) -> None:
    files, changes, known = changing
    plan = read({**files, **data.draw(changes)}, known).plan
    some = data.draw(st.lists(st.sampled_from(CHECKS), unique_by=lambda each: each.rule.code, max_size=8))
    codes = {each.rule.code for each in some}
    alone = [found for each in some for found in check(plan, [each]).findings]
    among = [each for each in check(plan).findings if each.code in codes]
    assert sorted(keys(alone)) == sorted(keys(among))


# Exceptions


@settings(max_examples=60)
@given(data=st.data())
def test_exceptions_hide_only_what_they_name_and_what_is_no_error(changing: Changing, data: st.DataObject) -> None:
    files, changes, known = changing
    sources = {**files, **data.draw(changes)}
    findings = check(read(sources, known).plan).findings
    codes = st.sampled_from(sorted({each.code for each in findings} | {"T104", "R101"}))
    paths = [each.at.path for each in findings] or ["timeline"]
    places = st.builds(
        lambda path, cut: path[: cut % (len(path) + 1)] or "plan", st.sampled_from(paths), st.integers(0)
    )
    written = data.draw(st.lists(st.tuples(codes, st.sampled_from(paths) | places), min_size=1, max_size=3))
    entries = [{"code": code, "place": place, "reason": "理由", "by": "王一"} for code, place in written]
    sources["source/exceptions.yaml"] = as_source({"exceptions": entries})
    checked = check(read(sources, known).plan)
    accepted = [each.finding for each in checked.accepted]
    others = [each for each in checked.findings if not each.code.startswith("X3")]
    assert sorted(keys((*accepted, *others))) == sorted(keys(findings))
    for each in accepted:
        assert each.severity is not Severity.ERROR
        assert any(each.code == code and each.at.path.startswith(place) for code, place in written)


# Times


def timeline(steps: Sequence[str], end: str = "18:00") -> str:
    lines = "".join(
        f"      - {{id: s{number}, title: 步骤, action: 行动, {step}}}\n" for number, step in enumerate(steps)
    )
    return f"# timeline.yaml\nphases:\n  - id: a\n    title: 甲\n    start: 9:00\n    end: {end}\n    steps:\n{lines}"


@settings(max_examples=60)
@given(follows=st.lists(st.integers(-1, 6), min_size=1, max_size=7))
def test_each_ring_of_limits_is_found_once_at_the_step_that_is_written_first(
    follows: list[int], changed: Changed
) -> None:
    after = [f"s{each}" if 0 <= each < len(follows) else "phase" for each in follows]
    plan = changed(timeline([f"owner: quality, limit: 1分钟, after: {each}" for each in after])).plan
    found = [each.at.path for each in check(plan).findings if each.code == "T203"]
    firsts = set()
    for start in range(len(follows)):
        ring, step = [start], follows[start]
        while 0 <= step < len(follows) and step not in ring:
            ring.append(step)
            step = follows[step]
        if step == start:
            firsts.add(min(ring))
    assert found == [f"timeline.phases[a].steps[s{each}].after" for each in sorted(firsts)]


NEED = st.tuples(st.integers(0, 120), st.integers(1, 120), st.integers(1, 5))


@settings(max_examples=60)
@given(needs=st.lists(NEED, min_size=1, max_size=5), stock=st.integers(0, 12))
def test_an_item_is_short_exactly_where_at_some_minute_more_is_needed_than_there_is(
    needs: list[tuple[int, int, int]], stock: int, changed: Changed
) -> None:
    steps = []
    for number, (start, length, quantity) in enumerate(needs):
        steps += [
            f"owner: quality, limit: {start}分钟",
            f"owner: quality, limit: {length}分钟, after: s{2 * number}, needs: [{{item: x, quantity: {quantity}}}]",
        ]
    items = f"# resources.yaml\nitems: [{{id: x, title: 物资, category: 设备, quantity: {stock}, unit: 件}}]\n"
    plan = changed(items + timeline(steps)).plan
    most = max(
        sum(quantity for start, length, quantity in needs if start <= minute < start + length) for minute in range(241)
    )
    found = [each for each in check(plan).findings if each.code == "C401"]
    assert bool(found) is (most > stock)
    assert all(each.values["needed"] == most for each in found)


@settings(max_examples=60)
@given(limits=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 200)), min_size=1, max_size=4))
def test_a_longer_phase_never_makes_a_limit_too_long(limits: list[tuple[int, int]], changed: Changed) -> None:
    steps = [
        f"owner: quality, limit: {limit}分钟, after: {f's{before}' if before < number else 'phase'}"
        for number, (before, limit) in enumerate(limits)
    ]

    def late(end: str) -> int:
        found: Plan = changed(timeline(steps, end)).plan
        return sum(each.code in {"T201", "T202"} for each in check(found).findings)

    counts = [late(end) for end in ("10:00", "11:00", "第2天 9:00")]
    assert bool(counts[0]) >= bool(counts[1])
    assert counts[2] == 0

"""The planter of faults judges rightly: dead by an assertion alone, and the same seed draws the same faults."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

import mutate
import nearest
import pytest
import verdict
from mutate import Bench, Judged, Mutant
from nearest import Nearest
from planting import CHOICES, LIMITS, Fault, faults

pytestmark = pytest.mark.slow

MODULE = "plangen/model/limit.py"
SOURCE = """
def allowed(value: int) -> bool:
    return value <= 59

def most(values: list[int]) -> int:
    largest = max(values)
    assert largest > 1
    return largest

def count(values: list[int]) -> int:
    while values[1:]:
        values = values[1:]
    return len(values)
"""
TESTS = """
import pytest
from plangen.model.limit import allowed, count, most

def test_low(): assert allowed(3)
def test_edge(): assert allowed(59)
def test_crash(): {"ok": 1}["ok" if allowed(59) else "no"]
def test_refused():
    with pytest.raises(ValueError):
        if not allowed(60): raise ValueError
def test_golden(update_golden): assert allowed(59)
def test_count(): assert count([1, 2, 3]) == 1
def test_own(): most([1, 2])
"""


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    files = {
        "pyproject.toml": "[tool.pytest.ini_options]\naddopts = ['-p', 'no:cacheprovider']\n",
        MODULE: SOURCE,
        "plangen/__init__.py": "",
        "plangen/model/__init__.py": "",
        "tests/model/test_limit.py": TESTS,
        "tests/conftest.py": "import pytest\n@pytest.fixture\ndef update_golden(): return False\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(textwrap.dedent(text), encoding="utf-8")
    for tool in (nearest, verdict):
        path = Path(str(tool.__file__))
        (tmp_path / "tests/house").mkdir(exist_ok=True)
        (tmp_path / "tests/house" / path.name).write_bytes(path.read_bytes())
    return Bench(tmp_path)


def mutants(kind: str) -> list[Mutant]:
    return [
        Mutant(module=MODULE, source=SOURCE.encode(), fault=fault)
        for fault in faults(SOURCE.encode())
        if fault.kind == kind
    ]


def judged(bench: Bench, mutant: Mutant, *rounds: Sequence[str]) -> Judged:
    named = [[f"tests/model/test_limit.py::{test}" for test in tests] for tests in rounds]
    return bench.judge(mutant, named, {})


@pytest.mark.parametrize(
    ("rounds", "state", "by"),
    [
        ([["test_low"]], "survived", ""),
        ([["test_low", "test_edge"]], "dead", "test_edge"),
        ([["test_low"], ["test_edge"]], "dead", "test_edge"),
        ([["test_crash"]], "crashed", ""),
        ([["test_crash", "test_edge"]], "dead", "test_edge"),
        ([["test_golden"]], "crashed", ""),
        ([], "unrun", ""),
    ],
)
def test_only_an_assertion_kills(bench: Bench, rounds: list[list[str]], state: str, by: str) -> None:
    """The fault refuses what is allowed at the edge."""
    (mutant,) = mutants("comparison")
    found = judged(bench, mutant, *rounds)
    assert (found.state, found.by.rpartition("::")[2]) == (state, by)
    assert (bench.root / MODULE).read_text(encoding="utf-8") == SOURCE
    assert mutant.diff() == "-     return value <= 59\n+     return value < 59"


def test_an_exception_that_is_waited_for_in_vain_kills(bench: Bench) -> None:
    mutant = mutants("number")[0]
    assert judged(bench, mutant, ["test_low", "test_edge"]).state == "survived"
    assert judged(bench, mutant, ["test_refused"]).state == "dead"


def test_an_assertion_of_the_program_itself_is_a_crash(bench: Bench) -> None:
    (mutant,) = mutants("extreme")
    assert judged(bench, mutant, ["test_own"]).state == "crashed"


def test_the_same_seed_draws_the_same_faults_and_each_kind_in_turn() -> None:
    modules = {MODULE: SOURCE.encode(), "plangen/office/x.py": SOURCE.replace("59", "[1, 2][0]").encode()}
    drawn = mutate.draw(modules, 6, seed=1)
    assert drawn == mutate.draw(modules, 6, seed=1)
    assert drawn != mutate.draw(modules, 6, seed=2)
    assert [each.fault.kind in LIMITS for each in drawn] == [True, False] * 3
    assert {each.fault.kind for each in drawn} <= {*LIMITS, *CHOICES}
    assert len(set(mutate.draw(modules, 1000, seed=1))) == sum(len(faults(text)) for text in modules.values())


def test_survivors_are_told_with_place_and_change() -> None:
    first, second = mutants("comparison")[0], mutants("extreme")[0]
    told = "\n".join(
        mutate.report([Judged(mutant=first, state="dead", by="t"), Judged(mutant=second, state="survived")])
    )
    assert told.startswith(
        f"\nsurvived: {MODULE}:6 (extreme)\n-     largest = max(values)\n+     largest = min(values)\n"
    )
    assert told.endswith("\n1 dead, 1 survived")


def test_the_nearest_tests_come_first_and_wider_ones_after() -> None:
    line = mutants("extreme")[0].fault.line
    known = Nearest(
        seconds={"tests/cli/a.py::far": 0.1, "tests/model/b.py::slow": 14.0, "tests/model/b.py::quick": 1.0}
        | {"tests/model/b.py::beside": 2.0, "tests/model/c.py::other": 0.1},
        runs={
            MODULE: {
                line: nearest.ranked(
                    MODULE,
                    ["tests/cli/a.py::far", "tests/model/b.py::slow", "tests/model/b.py::quick"],
                    {"tests/model/b.py::slow": 9.0, "tests/model/b.py::quick": 1.0, "tests/cli/a.py::far": 0.1},
                )
            }
        },
    )
    first, second = mutate.rounds_of(mutants("extreme")[0], known)
    assert first == ["tests/model/b.py::quick", "tests/model/b.py::slow"]
    assert second == ["tests/cli/a.py::far", "tests/model/b.py::beside"]


def test_a_fault_in_a_constant_is_looked_for_where_functions_name_it() -> None:
    source = b"MOST, LEAST = 9, 1\n\ndef allowed(value):\n    return value <= MOST\n\nOTHER = MOST\n"
    assert [mutate.lines_that_tell(source, line) for line in (1, 4, 6)] == [(4,), (4,), (6,)]


def test_tests_named_after_module_function_or_rule_come_before_all_others() -> None:
    source = b'LATE = rule("T101", title="x")\n\n\ndef too_late(plan):\n    return Finding(rule=LATE)\n'
    assert mutate.named_after("plangen/checks/times.py", source, 5) == ("test_times", "too_late", "T101")
    assert mutate.named_after("plangen/checks/times.py", source, 1) == ("test_times", "T101")
    mutant = Mutant(module=MODULE, source=source, fault=Fault(kind="flag", line=5, start=0, end=0, text=""))
    tests = ("tests/checks/a.py::quick", "tests/checks/test_rules.py::test_examples[T101]")
    known = Nearest(seconds=dict.fromkeys(tests, 1.0), runs={MODULE: {5: tests}})
    assert next(mutate.rounds_of(mutant, known)) == [tests[1], tests[0]]


def test_what_runs_on_import_is_run_by_every_test_of_the_module() -> None:
    runs = {MODULE: {3: ("tests/model/a.py::x",), 6: ("tests/cli/b.py::y", "tests/model/a.py::x")}}
    known = Nearest(seconds={}, runs=runs)
    assert known.tests(MODULE, 3) == ("tests/model/a.py::x",)
    assert known.tests(MODULE, 1) == ("tests/model/a.py::x", "tests/cli/b.py::y")
    assert known.tests("plangen/model/other.py", 1) == ()


def test_what_was_learnt_is_kept(tmp_path: Path) -> None:
    known = Nearest(
        seconds={"a::x": 1.0, "b::y": 2.0},
        runs={MODULE: {1: ("a::x",), 2: ("b::y", "a::x"), 3: ("b::y", "a::x")}, "plangen/model/b.py": {}},
    )
    nearest.write(known, tmp_path / "kept.json")
    assert nearest.load(tmp_path / "kept.json") == known


def test_the_plugin_learns_which_sound_test_runs_which_line(bench: Bench) -> None:
    raw = bench.root / ".nearest"
    raw.mkdir()
    (bench.root / "tests/model/test_broken.py").write_text(
        "from plangen.model.limit import allowed\ndef test_broken(): assert not allowed(1)\n", encoding="utf-8"
    )
    assert bench.pytest("-p", "nearest", seconds=60, settings={nearest.FOLDER: raw}) == 1
    (raw / "data.killed").write_bytes(b"SQLite format 3\0 and no more")
    known = nearest.read(raw, bench.root)
    test = "tests/model/test_limit.py::test_"
    assert set(known.runs[MODULE][3]) == {test + name for name in ("low", "edge", "crash", "refused", "golden")}
    assert known.runs[MODULE][6] == (test + "own",)
    assert set(known.seconds) >= {test + "own", test + "count"}
    assert "tests/model/test_broken.py::test_broken" not in known.seconds


def test_a_fault_that_never_ends_is_hung(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutate, "SPARE", 1)
    source = SOURCE.replace("        values = values[1:]", "        values = values[0 if flag else 1:]")
    source = source.replace("def count(values: list[int])", "def count(values: list[int], flag: bool = False)")
    (bench.root / MODULE).write_text(source, encoding="utf-8")
    swap = next(fault for fault in faults(source.encode()) if fault.kind == "swap")
    assert judged(bench, Mutant(module=MODULE, source=source.encode(), fault=swap), ["test_count"]).state == "hung"

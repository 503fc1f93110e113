"""Which tests run which lines of plangen, learnt by running them once under coverage.

As a plugin of pytest (`-p nearest`) it names the running test to coverage, here and in processes that the test starts.
"""

import json
import os
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

FOLDER, TEST = "PLANGEN_NEAREST", "PLANGEN_NEAREST_TEST"
KEPT = 2000  # tests for a line: the nearest and quickest of those that run it


@dataclass(frozen=True, kw_only=True)
class Nearest:
    seconds: Mapping[str, float]  # CPU time of each test, by name
    runs: Mapping[str, Mapping[int, tuple[str, ...]]]  # for each module and line the tests that run it, nearest first

    def tests(self, module: str, line: int) -> tuple[str, ...]:
        """The tests that run the line; for what runs on import, those that run anything of the module."""
        lines = self.runs.get(module, {})
        if line in lines:
            return lines[line]
        return ranked(module, {test for tests in lines.values() for test in tests}, self.seconds)


def ranked(module: str, tests: Iterable[str], seconds: Mapping[str, float]) -> tuple[str, ...]:
    """Tests of the module's package first, quick ones before slow ones."""
    package = module.split("/")[1]

    def distance(test: str) -> tuple[bool, float, str]:
        return not test.startswith(f"tests/{package}/"), seconds.get(test, 0.0), test

    return tuple(sorted(tests, key=distance)[:KEPT])


def read(folder: Path, root: Path) -> Nearest:
    """What the runs under this plugin left in the folder; of tests that failed nothing is told."""
    seconds: dict[str, float] = {}
    for path in folder.glob("*.seconds.json"):
        seconds |= json.loads(path.read_text(encoding="utf-8"))
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in folder.glob("data*"):
        data = coverage.CoverageData(basename=str(path))
        try:
            data.read()
        except coverage.CoverageException:
            continue  # of a process that a test killed while it wrote
        for file in data.measured_files():
            module = Path(file).relative_to(root).as_posix()
            for line, tests in data.contexts_by_lineno(file).items():
                found[module][line].update(test for test in tests if test in seconds)
    runs = {
        module: {line: ranked(module, tests, seconds) for line, tests in lines.items() if tests}
        for module, lines in found.items()
    }
    return Nearest(seconds=seconds, runs=runs)


def write(known: Nearest, path: Path) -> None:
    """Keep it for the next time; lines of one module that the same tests run stand together."""
    number = {test: place for place, test in enumerate(known.seconds)}
    runs: dict[str, list[tuple[list[int], list[int]]]] = {}
    for module, lines in known.runs.items():
        together: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for line, tests in lines.items():
            together[tests].append(line)
        runs[module] = [(found, [number[test] for test in tests]) for tests, found in together.items()]
    path.write_text(json.dumps({"seconds": dict(known.seconds), "runs": runs}), encoding="utf-8")


def load(path: Path) -> Nearest:
    """What `write` kept."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    names = list(kept["seconds"])
    runs = {
        module: {line: tuple(names[place] for place in tests) for lines, tests in groups for line in lines}
        for module, groups in kept["runs"].items()
    }
    return Nearest(seconds=kept["seconds"], runs=runs)


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class _Recorder:
    def __init__(self, folder: Path) -> None:
        self._name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.{os.getpid()}"
        self._folder = folder
        self._seconds: dict[str, float] = {}
        self._failed: set[str] = set()
        self._coverage = coverage.Coverage(
            data_file=str(folder / f"data.{self._name}"), source=["plangen"], config_file=False
        )

    def pytest_sessionstart(self) -> None:
        settings = self._folder / "children.ini"
        lines = ("[run]", f"data_file = {self._folder}/data", "parallel = true", "source = plangen")
        settings.write_text("\n".join([*lines, f"context = ${{{TEST}}}", ""]), encoding="utf-8")
        os.environ["COVERAGE_PROCESS_START"] = str(settings)
        self._coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        test = item.nodeid
        os.environ[TEST] = test
        self._coverage.switch_context(test)
        start = _cpu()
        try:
            return (yield)
        finally:
            self._seconds[test] = _cpu() - start
            self._coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.add(os.environ[TEST])

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        self._coverage.save()
        path = self._folder / f"{self._name}.seconds.json"
        sound = {test: seconds for test, seconds in self._seconds.items() if test not in self._failed}
        path.write_text(json.dumps(sound), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    is_controller = getattr(config.option, "numprocesses", None) and "PYTEST_XDIST_WORKER" not in os.environ
    if FOLDER in os.environ and not is_controller:
        config.pluginmanager.register(_Recorder(Path(os.environ[FOLDER])))

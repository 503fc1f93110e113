"""What all tests share: goldens are only rewritten on request, and in CI a skipped test is a failure."""

import gc
import os
import signal
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from openxml_audit import OpenXmlValidator
from xdist.scheduler.loadscope import LoadScopeScheduling

# One profile for all laws: a slow machine is no counter-example, and a failure prints how to see it again.
# What decides over a change (CI, and every run in which a skipped test is a failure) tries the same examples each time,
# so that it judges that change alone; every other run looks for new ones.
# Where the small size of the suite is not enough: pytest --hypothesis-profile thorough.
settings.register_profile(
    "plangen",
    max_examples=60,
    deadline=None,
    print_blob=True,
    derandomize=bool(os.environ.get("CI") or os.environ.get("PLANGEN_NO_SKIPS")),
)
settings.register_profile("thorough", settings.get_profile("plangen"), max_examples=1000)
settings.register_profile("quick", settings.get_profile("plangen"), max_examples=10)  # of `dev.py test --quick`
settings.load_profile("plangen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write goldens again instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell starts what runs in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--update-golden") and os.environ.get("CI"):
        msg = "--update-golden is refused in CI"
        raise pytest.UsageError(msg)


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Tests of one file stay on one worker: what is made once for them, such as pages by LibreOffice, is made once.

    Files that look at the same papers count as one: the forty packets, the dossier printed by LibreOffice.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        if file.startswith("tests/packets/"):
            return "tests/packets"
        return "tests/pipeline printed" if file in _PRINTED else file


_PRINTED = {f"tests/pipeline/test_{name}.py" for name in ("dossier", "pages", "proof")}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


# What `-m` left out, by marker and folder; workers tell the one who reports.
_LEFT_OUT = pytest.StashKey[Counter[str]]()


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.parent.name
        marks = [mark for mark in ("office", "slow") if item.get_closest_marker(mark)]
        item.config.stash.setdefault(_LEFT_OUT, Counter())[f"{folder} ({', '.join(marks) or 'not asked for'})"] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left out"] = dict(session.config.stash.get(_LEFT_OUT, None) or {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[_LEFT_OUT] = Counter(node.workeroutput.get("left out", {}))  # each worker leaves out the same


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, count in sorted((config.stash.get(_LEFT_OUT, None) or {}).items()):
        terminalreporter.line(f"left out: {count} of {name}")


def pytest_collection_finish() -> None:
    """What pytest and the libraries hold stays to the end: looking through it again was a fifth of all work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if os.environ.get("PLANGEN_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., list[str]]:
    """Errors that the schemas of the Open XML SDK find in a file of this ending."""

    def errors(data: bytes, ending: str = ".docx") -> list[str]:
        path = tmp_path / f"audited{ending}"
        path.write_bytes(data)
        return [f"{each.part_uri}: {each.description}" for each in OpenXmlValidator().validate(path).errors]

    return errors

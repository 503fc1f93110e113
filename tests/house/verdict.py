"""A plugin of pytest for one planted fault: runs the tests asked for, and says whether one of them noticed.

Only an assertion notices, or a `pytest.raises` that waits in vain. A crash does not, nor a golden of a whole document.
"""

import json
import os
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ASKED, VERDICT = "PLANGEN_MUTANT_TESTS", "PLANGEN_MUTANT_VERDICT"


def has_noticed(error: BaseException, root: Path) -> bool:
    """Whether it is an assertion of a test, and not one that plangen makes of itself."""
    if isinstance(error, BaseExceptionGroup):  # several examples of one law
        return any(has_noticed(each, root) for each in error.exceptions)
    if not isinstance(error, AssertionError | pytest.fail.Exception):
        return False
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return not frames or not Path(frames[-1].f_code.co_filename).is_relative_to(root / "plangen")


class _Judge:
    def __init__(self, config: pytest.Config) -> None:
        self._root = config.rootpath
        self._asked: list[str] = json.loads(Path(os.environ[ASKED]).read_text(encoding="utf-8"))
        self._said: dict[str, Any] = {"noticed": "", "crashed": 0, "ran": 0}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        place = {test: number for number, test in enumerate(self._asked)}
        items[:] = sorted(self._wanted(items, place), key=lambda item: place[item.nodeid])

    def _wanted(self, items: list[pytest.Item], place: dict[str, int]) -> Iterator[pytest.Item]:
        for item in items:
            if item.nodeid in place and "update_golden" not in getattr(item, "fixturenames", ()):
                yield item

    def pytest_exception_interact(self, node: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is not None and has_noticed(call.excinfo.value, self._root):
            self._said["noticed"] = node.nodeid
            node.session.shouldstop = "noticed"
        else:
            self._said["crashed"] += 1

    def pytest_runtest_logfinish(self) -> None:
        self._said["ran"] += 1

    def pytest_sessionfinish(self) -> None:
        Path(os.environ[VERDICT]).write_text(json.dumps(self._said), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    if ASKED in os.environ:
        config.pluginmanager.register(_Judge(config))

"""The sample with four revisions, made once, and its comparisons as results."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plangen.pipeline.demo import demo_history
from plangen.pipeline.revisions.diff import Orders, diff_project
from plangen.reporting.result import Result
from plangen.reporting.revisions.comparison import report_comparison


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be read only."""
    return demo_history(tmp_path_factory.mktemp("history") / "plan").folder


@pytest.fixture
def project(history: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return Path(shutil.copytree(history, tmp_path / "plan"))


@pytest.fixture(scope="session")
def compare() -> Callable[..., Result]:
    """The comparison of two versions, by default of the last revision with the working files."""

    def made(root: Path, old: str = "", new: str = "", *, markdown: bool = False, **orders: Any) -> Result:
        return report_comparison(diff_project(root, old, new, Orders(**orders)), markdown=markdown)

    return made

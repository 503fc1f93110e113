"""Whole commands, in this process: the entry point with its streams, folder and environment; projects made once."""

import datetime
import io
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from plangen.cli.main import main
from plangen.pipeline.building.build import build_project
from plangen.pipeline.demo import demo_history
from plangen.pipeline.init import init_project
from plangen.reporting.progress import Silent

_OWN = ("PLANGEN", "LC_", "LANG", "NO_COLOR", "FORCE_COLOR")


class Run(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def plangen(tmp_path: Path) -> Callable[..., Run]:
    """Runs a command in `folder`, by default the test's own, and leaves nothing of it behind in this process."""

    def run(
        *arguments: str, folder: Path = tmp_path, environment: Mapping[str, str] | None = None, typed: str = ""
    ) -> Run:
        streams = [io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8") for text in (typed, "", "")]
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith(_OWN)]:
                patch.delenv(name)
            for name, value in {"LANGUAGE": "", "PLANGEN_SOFFICE": "none", **(environment or {})}.items():
                patch.setenv(name, value)
            patch.chdir(folder)
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as ending:
                main(arguments)
        assert isinstance(ending.value.code, int)
        return Run(ending.value.code, *(_written(stream) for stream in streams[1:]))

    return run


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "plan"
    init_project(folder, datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC))
    return folder


@pytest.fixture(scope="session")
def _built(_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "plan"
    shutil.copytree(_sample, folder)
    build_project(folder, (), Silent())
    return folder


@pytest.fixture(scope="session")
def _recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_history(tmp_path_factory.mktemp("history") / "plan").folder


@pytest.fixture
def project(_sample: Path, tmp_path: Path) -> Path:
    """A fresh copy of the sample, in a folder with a space and Chinese in its name."""
    return Path(shutil.copytree(_sample, tmp_path / "演练 计划"))


@pytest.fixture
def built(_built: Path, tmp_path: Path) -> Path:
    """The same with everything built."""
    return Path(shutil.copytree(_built, tmp_path / "演练 计划"))


@pytest.fixture
def history(_recorded: Path, tmp_path: Path) -> Path:
    """The sample with four revisions."""
    return Path(shutil.copytree(_recorded, tmp_path / "演练 计划"))

"""The sample with its four revisions, made once; copies of it for those that change something."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.pipeline.building.build import build_project
from plangen.pipeline.demo import demo_history
from plangen.pipeline.revisions.rebuild import build_revision
from plangen.reporting.progress import Silent

Git = Callable[..., str]


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """v1.0 in force since 2024-12-01, v1.1 since 2025-01-01, v1.2 since 2025-03-15, v1.3 since 2025-07-01."""
    return demo_history(tmp_path_factory.mktemp("history") / "计划").folder


@pytest.fixture(scope="session")
def then(recorded: Path) -> Callable[[str], Path]:
    """Where the plan, the forms and the notices of a revision lie as they were built."""
    made: dict[str, Path] = {}

    def built(version: str) -> Path:
        if version not in made:
            made[version] = recorded.parent / version
            done = build_revision(
                recorded, version, made[version], ("plan", "complaint-form", "notices", "role-cards"), Silent()
            )
            assert done.built.manifest is not None
        return made[version]

    return built


@pytest.fixture
def folder(recorded: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return Path(shutil.copytree(recorded, tmp_path / "计划"))


@pytest.fixture
def now() -> Callable[..., Path]:
    """Builds a document of a folder as it lies there; where it was written."""

    def built(folder: Path, document: str = "plan", signing: str = "") -> Path:
        done = build_project(folder, (document,), Silent(), signing=signing)
        assert done.manifest is not None
        path = next(path for path, each in done.manifest.files.items() if each.document == document)
        return folder / "output" / path

    return built


def git(folder: Path, *arguments: str) -> str:
    """The real git with an identity and none of the machine's settings."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "李四", f"GIT_{role}_EMAIL": "li@example.com"}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()

"""A small plan on the disk, and the sample; both may be changed."""

import shutil
from pathlib import Path

import pytest

from tests.checks.conftest import BASE

ROOT = Path(__file__).parents[2]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small sound plan, with the templates of the sample."""
    folder = tmp_path / "small"
    shutil.copytree(BASE, folder / "source")
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a plan but what a build makes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if path.relative_to(folder).parts[0] != "output"
    }

"""A copy of the sample that a test may change."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "演练 计划"
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder

"""Whatever a plan's folder holds, nothing outside of it is touched, and everything ends in words."""

import shutil
from pathlib import Path

import pytest

from tests.hostile import attacked, hostile_projects

pytestmark = pytest.mark.slow

SEED, COUNT = 20260105, 64


def test_no_hostile_folder_reaches_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All tricks by `python3 benchmarks/fuzz.py folders`."""
    monkeypatch.setenv("PLANGEN_SOFFICE", "none")
    wrong: dict[str, list[str]] = {}
    for number, project in enumerate(hostile_projects(SEED, COUNT)):
        place = tmp_path / str(number)
        if found := attacked(project, place):
            wrong[f"{project.name} ({', '.join(project.commands)})"] = found
        shutil.rmtree(place)
    assert wrong == {}

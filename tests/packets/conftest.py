"""The packets of the sample, printed once for all tests that look at them."""

import shutil
from pathlib import Path

import pytest

from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.packets.packet import packet_project
from plangen.pipeline.packets.records import Packed, Wanted
from plangen.reporting.progress import Silent

ROOT = Path(__file__).parents[2]


def sample(folder: Path) -> Path:
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sample(tmp_path_factory.mktemp("packets") / "project")
    if find_office(folder) is None:
        pytest.skip("needs LibreOffice")
    return folder


@pytest.fixture(scope="session")
def packed(project: Path) -> Packed:
    return packet_project(project, Wanted(), Silent())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of its own, to be changed."""
    return sample(tmp_path / "project")

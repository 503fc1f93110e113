"""The sample: a copy that a test may change, and one printed once for all tests that look at its pages."""

import shutil
from pathlib import Path

import pytest

from plangen.pipeline.building.build import build_project
from plangen.pipeline.building.composing import Paper
from plangen.pipeline.building.office_program import find_office
from plangen.reporting.progress import Silent

ROOT = Path(__file__).parents[2]


def sample(folder: Path) -> Path:
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample(tmp_path / "演练 计划")


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole dossier of the sample with a PDF of each document; to be looked at, or copied with its conversions."""
    folder = sample(tmp_path_factory.mktemp("printed") / "project")
    office = find_office(folder)
    if office is None or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice and poppler-utils are needed")
    assert build_project(folder, (), Silent(), paper=Paper(office=office, as_pdf=True)).published.written
    return folder


@pytest.fixture(scope="module")
def converted(printed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the sample in which nothing is built, but every document was converted before."""
    folder = sample(tmp_path_factory.mktemp("converted") / "project")
    shutil.copytree(printed / "output/.cache", folder / "output/.cache")
    return folder

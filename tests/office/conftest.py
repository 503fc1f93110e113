"""What the tests of the Office writers share."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
import yaml

from plangen.office.house.layout import Layout, read_layout
from plangen.office.house.make import make_house

ROOT = Path(__file__).parents[2]

Audit: TypeAlias = Callable[[bytes, str], list[str]]
Soffice: TypeAlias = Callable[[bytes], Path]


@pytest.fixture(scope="session")
def layout() -> Layout:
    found, findings = read_layout(yaml.safe_load((ROOT / "templates" / "layout.yaml").read_text("utf-8")))
    assert found, [each.message("en") for each in findings]
    return found


@pytest.fixture(scope="session")
def house(layout: Layout) -> bytes:
    return make_house(layout)


@pytest.fixture
def soffice(tmp_path: Path) -> Soffice:
    """A Word file turned into a PDF by LibreOffice; the test is skipped where that is missing."""
    program = shutil.which("soffice")
    if not program or not shutil.which("pdftotext"):
        pytest.skip("needs LibreOffice and poppler-utils")

    def convert(data: bytes) -> Path:
        source = tmp_path / "converted.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)})
        return source.with_suffix(".pdf")

    return convert

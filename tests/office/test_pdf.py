"""PDF by LibreOffice: what comes out, and what is said when the program is missing, fails or hangs."""

import shutil
import sys
import time
from pathlib import Path

import pytest

from plangen.errors import EnvironmentProblem
from plangen.office.pdf import pdf
from plangen.reporting.problems import problem_text

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates/notices/recall-notice.docx"

unix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")


def program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.office
def test_a_word_file_becomes_a_pdf() -> None:
    found = shutil.which("soffice")
    if not found:
        pytest.skip("needs LibreOffice")
    assert pdf(TEMPLATE.read_bytes(), "公告", found).startswith(b"%PDF")


@unix
def test_a_hung_program_is_ended_with_what_it_started(tmp_path: Path) -> None:
    """The program starts another one, as soffice does; both are gone when the problem is reported."""
    sign = tmp_path / "alive"
    script = f"(while true; do date +%s%N > '{sign}'; sleep 0.05; done) & wait"
    with pytest.raises(EnvironmentProblem) as caught:
        pdf(b"", "公告", program(tmp_path, script), timeout=0.5)
    assert caught.value.code == "pdf-hung"
    assert "公告" in problem_text(caught.value, "zh")
    last = sign.read_text(encoding="utf-8")
    time.sleep(0.3)
    assert sign.read_text(encoding="utf-8") == last


@unix
@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_program_that_makes_nothing_is_a_problem(tmp_path: Path, script: str) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        pdf(b"", "公告", program(tmp_path, script))
    assert "winget install" in problem_text(caught.value, "zh")


def test_a_program_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        pdf(b"", "公告", str(tmp_path / "none"))

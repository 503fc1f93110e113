"""Outlines in Word, pieces and own Word and Excel files are recorded, compared, built again and known like all else."""

import datetime
import io
from pathlib import Path

import docx
import openpyxl
import pytest

from plangen.pipeline.building.build import build_project
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.rebuild import build_revision
from plangen.pipeline.revisions.revise import revise_project
from plangen.pipeline.verifying.verify import CopyState, verify_project
from plangen.reporting.progress import Silent
from plangen.reporting.revisions.comparison import compared_text
from plangen.reporting.style import Style
from tests.revisions.conftest import Git
from tests.word_outline import as_word

pytestmark = pytest.mark.slow

NOW = datetime.datetime(2024, 12, 20, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
LISTED = "documents:\n  - {id: drill-order, title: 演练令, number: 40}\n  - {id: duty, title: 值班表, number: 41}\n"
DAY = datetime.date(2025, 6, 1)
OWN = ("演练令", "值班表", "briefing")


def put(root: Path, number: str) -> None:
    """Each kind of file, saying this number."""
    for folder in ("documents", "outlines/pieces"):
        (root / "templates" / folder).mkdir(parents=True, exist_ok=True)
    (root / "templates/documents.yaml").write_text(LISTED, encoding="utf-8")
    (root / "templates/outlines/briefing.md").unlink(missing_ok=True)
    (root / "templates/outlines/briefing.docx").write_bytes(as_word(f"第{number}纲\n〔件：甲〕"))
    (root / "templates/outlines/pieces/甲.docx").write_bytes(as_word(f"第{number}件"))
    (root / "templates/documents/drill-order.docx").write_bytes(as_word(f"{{{{ 计划名称 }}}}第{number}令"))
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = f"{{{{ 计划名称 }}}}第{number}表"
    book.save(root / "templates/documents/duty.xlsx")


def said(folder: Path) -> str:
    """What the three documents that are made of them say."""
    texts: list[str] = []
    for path in sorted(folder.glob("*.*x")):
        if path.name.startswith(("16-", "40-")):
            texts += [each.text for each in docx.Document(str(path)).paragraphs]
        if path.name.startswith("41-"):
            texts.append(str(openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0]["A1"].value))
    return "\n".join(texts)


def test_they_are_recorded_compared_built_again_and_known(project: Path, git: Git, tmp_path: Path) -> None:
    put(project, "一")
    assert revise_project(project, WantedRevision(date=datetime.date(2024, 11, 20)), NOW).commit
    assert git("rev-parse", "HEAD:templates/outlines/pieces/甲.docx")
    assert build_project(project, OWN, Silent()).published is not None
    paths = {each: next((project / "output").glob(f"{each}-*")) for each in ("16", "40", "41")}
    for path in paths.values():
        assert verify_project(project, str(path), DAY).state is CopyState.IN_FORCE
    kept = {each: path.read_bytes() for each, path in paths.items()}
    put(project, "二")
    compared = diff_project(project, "v1.0").compared
    assert compared is not None
    lines = "\n".join(compared_text(compared, Style("zh")))
    for what in ("纲", "件", "令", "表"):
        assert f"第二{what}" in lines
    assert build_revision(project, "v1.0", tmp_path / "旧", OWN, Silent()).built.manifest is not None
    for what in ("第一纲", "第一件", "第一令", "第一表"):
        assert what in said(tmp_path / "旧")
    assert {each: next((tmp_path / "旧").glob(f"{each}-*")).read_bytes() for each in kept} == kept
    assert build_project(project, OWN, Silent()).published is not None
    assert "第二件" in said(project / "output")
    for path in (project / "output").glob("4[01]-*"):
        assert verify_project(project, str(path), DAY).state is CopyState.DRAFT

"""A file below templates/ that is taken for nothing and called nearly like one that is, is said with its right name."""

from pathlib import Path

import pytest

from plangen.pipeline.building.build import build_project
from plangen.pipeline.check import study
from plangen.pipeline.outline_files import own_outlines
from plangen.reporting.progress import Silent
from plangen.workspace.starter import copy_starter


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_starter(tmp_path / "计划")
    return tmp_path / "计划"


def put(project: Path, *files: str) -> None:
    for name in files:
        path = project / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("# 目的 {#purpose}\n文字。\n".encode())


def said(project: Path) -> list[tuple[str, str, str]]:
    """Of each finding about the names of templates the code, the file, and how that should be called."""
    found = (each for each in study(project).outcome.findings if each.code in {"B131", "B134", "B135", "B137", "B138"})
    return [(each.code, each.at.file.removeprefix("templates/"), str(each.values.get("file", ""))) for each in found]


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("outlines/plan.txt", "outlines/plan.md"),
        ("outlines/plan.md.txt", "outlines/plan.md"),
        ("outlines/Plan.markdown", "outlines/plan.md"),
        ("outlines/演练计划.txt", "outlines/plan.md"),
        ("outlines/script.MD", "outlines/script.md"),
        ("outlines/sub/script.md", "outlines/script.md"),
        ("outline/script.md", "outlines/script.md"),
        ("script.md", "outlines/script.md"),
        ("script (1).md", "outlines/script.md"),
        ("wording.yml", "wording.yaml"),
        ("wording.yaml.txt", "wording.yaml"),
        ("Wording.yaml", "wording.yaml"),
        ("wordings.yaml", "wording.yaml"),
        ("outlines/wording.yaml", "wording.yaml"),
        ("documents.yml", "documents.yaml"),
        ("document.yaml", "documents.yaml"),
        ("documents/documents.yaml", "documents.yaml"),
        ("layout.YAML", "layout.yaml"),
        ("locked.yaml", "notices/locked.yaml"),
        ("notices/locked.yml", "notices/locked.yaml"),
        ("house.DOCX", "house.docx"),
        ("house副本.docx", "house.docx"),
        ("information-report(2).docx", "information-report.docx"),
        ("recall-notice.docx", "notices/recall-notice.docx"),
        ("documents/y.MD", "documents/y.md"),
        ("documents/drill-order.txt", "documents/drill-order.md"),
        ("documents/old/drill-order.md", "documents/drill-order.md"),
        ("document/drill-order.md", "documents/drill-order.md"),
        ("documents/script.txt", "outlines/script.md"),
    ],
)
def test_what_nearly_has_a_known_name_is_told_its_right_name(project: Path, file: str, wanted: str) -> None:
    (project / "templates" / wanted).unlink(missing_ok=True)
    put(project, file)
    assert said(project) == [("B138", file, f"templates/{wanted}")]


@pytest.mark.parametrize(
    "file",
    [
        "logo.png",
        "LICENSE",
        "a.txt",
        "letterhead.docx",
        "notices/recall-notice-old.docx",
        "notices/logo.txt",
        "outlines/figure.png",
        "documents.png",
        "outlines/~$plan.md",
        "outlines/plan.md.bak",
        "outlines/plan (conflicted copy).md",
        ".git/plan.md",
    ],
)
def test_what_is_called_like_nothing_is_left_alone(project: Path, file: str) -> None:
    put(project, file)
    assert said(project) == []


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("outlines/plna.md", "B131"),
        ("documents/演练令.md", "B134"),
        ("documents/plan.md", "B135"),
        ("documents/order.doc", "B137"),
        ("documents/order.yaml", "B137"),
    ],
)
def test_a_name_is_wrong_for_one_reason(project: Path, file: str, code: str) -> None:
    put(project, file)
    assert [(each, path) for each, path, _ in said(project)] == [(code, file)]


def test_what_comes_with_plangen_is_called_well(project: Path) -> None:
    assert said(project) == []


def test_a_file_is_not_to_be_renamed_over_another(project: Path) -> None:
    put(project, "outlines/plan.txt", "documents/a.txt", "documents/a.MD")
    hints = {each.at.file: each.hint for each in study(project).outcome.findings if each.code == "B138"}
    beside = hints["templates/outlines/plan.txt"]
    assert beside is not None
    assert "另有 templates/outlines/plan.md" in beside.zh
    for name in ("a.txt", "a.MD"):
        hint = hints[f"templates/documents/{name}"]
        assert hint is not None
        assert "templates/documents/a.MD、templates/documents/a.txt 都" in hint.zh


def test_nothing_is_made_of_a_file_of_another_name(project: Path) -> None:
    own = project / "templates/outlines/script.md"
    upper = own.with_suffix(".MD")
    own.rename(upper)
    upper.write_text("# 别的 {#other}\n", encoding="utf-8")
    files = study(project).files.contents
    assert ("script" in own_outlines(files)) is own.exists()  # where both names are one, it is that file


def test_a_build_goes_on(project: Path) -> None:
    put(project, "outlines/plan.txt")
    assert build_project(project, ["签到表"], Silent()).outcome.ok(strict=False)

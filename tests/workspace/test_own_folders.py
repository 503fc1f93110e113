"""What is written beside a plan never goes into the folders of the plan itself, however the way there is written."""

from pathlib import Path

import pytest

from plangen.errors import ExportInside
from plangen.workspace.own_folders import SOURCES, owner_of, refuse_own


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    for name in ("source/drills", "templates", "output"):
        (tmp_path / "计划" / name).mkdir(parents=True)
    return tmp_path / "计划"


@pytest.mark.parametrize(
    "path", ["source", "source/a.html", "source/drills/新/a", "templates/a.docx", "output/a", "Output/a", ".git/a"]
)
def test_the_folders_of_a_plan_take_nothing(plan: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExportInside):
        refuse_own(plan / path)
    monkeypatch.chdir(plan / "source")
    with pytest.raises(ExportInside):
        refuse_own(Path("..") / path)


@pytest.mark.parametrize("path", ["a.html", "对照/a", "sources/a", "对照/output/a", "../source/a", "../output/a"])
def test_everywhere_else_is_free(plan: Path, path: str) -> None:
    """Also a folder of the same name that is no plan's."""
    assert owner_of(plan / path) is None
    refuse_own(plan / path)


def test_what_belongs_into_output_may_go_there(plan: Path) -> None:
    refuse_own(plan / "output/送审", SOURCES)
    with pytest.raises(ExportInside):
        refuse_own(plan / "templates/送审", SOURCES)


def test_a_link_is_followed(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "捷径").symlink_to(plan / "source")
    with pytest.raises(ExportInside):
        refuse_own(tmp_path / "捷径/a.html")
    (plan / "source/出口").symlink_to(tmp_path)
    with pytest.raises(ExportInside):
        refuse_own(plan / "source/出口")

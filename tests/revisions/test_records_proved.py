"""What was recorded is what was checked, is proved without git, and is never recorded a second time."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.diagnostics import Finding
from plangen.pipeline.check import check_project, study
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.proved.history import check_history
from plangen.pipeline.revisions.revise import Revised, revise_project

pytestmark = pytest.mark.slow

NOW = datetime.datetime(2024, 12, 20, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
Git = Callable[..., str]


def revise(project: Path, **values: object) -> Revised:
    usual: dict[str, object] = {
        "reason": "other",
        "author": "张三",
        "reviewer": "李四",
        "approver": "王五",
        "date": datetime.date(2024, 12, 20),
        "effective": datetime.date(2025, 1, 1),
        "deferred": dict.fromkeys(("f-01", "f-02", "f-03"), "再议"),
    }
    return revise_project(project, WantedRevision(**{**usual, **values}), NOW)  # type: ignore[arg-type]  # by keyword


def edit(project: Path, old: str, new: str) -> None:
    path = project / "source/plan.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def two(project: Path, git: Git) -> Path:
    """The sample with two revisions."""
    assert revise_project(project, WantedRevision(date=datetime.date(2024, 11, 20)), NOW).commit
    edit(project, "title: ", "title: 年度")
    assert revise(project).commit
    return project


def graver(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.code, each.at.file) for each in found if each.code[0] == "G"]


def test_a_forged_record_is_named_by_check_without_git_and_only_warned_of_by_build(two: Path, tmp_path: Path) -> None:
    copy = tmp_path / "拷贝"
    for name in ("source", "templates"):
        shutil.copytree(two / name, copy / name)
    assert graver(check_project(copy).findings) == []
    path = copy / "source/revisions/v1.0.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("王批准", "赵假冒"), encoding="utf-8")
    found = check_project(copy)
    assert graver(found.findings) == [("G401", "source/revisions/v1.0.yaml")]
    assert not found.ok(strict=False)
    built = study(copy).outcome  # what a build goes on with
    assert graver(built.findings) == [("G401", "source/revisions/v1.0.yaml")]
    assert built.ok(strict=False)


def test_a_record_with_another_comment_is_a_hint_where_git_can_tell(two: Path) -> None:
    path = two / "source/revisions/v1.0.yaml"
    path.write_bytes(path.read_bytes() + "# 说明\n".encode())
    found = check_project(two)
    assert graver(found.findings) == [("G127", "source/revisions/v1.0.yaml")]
    assert found.ok(strict=False)
    edit(two, "title: ", "title: 新")
    made = revise(two, effective=datetime.date(2025, 1, 2))
    assert made.version == "v1.2"
    assert made.commit


def test_the_last_record_is_proved_by_its_tag(two: Path) -> None:
    path = two / "source/revisions/v1.1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("王五", "赵假冒"), encoding="utf-8")
    assert graver(check_project(two).findings) == []
    assert graver(check_history(two).findings) == [("G401", "source/revisions/v1.1.yaml")]
    assert graver(diff_project(two).history) == [("G401", "source/revisions/v1.1.yaml")]
    assert "G401" in [code for code, _ in graver(revise(two).outcome.findings)]


def test_a_file_of_the_plan_that_git_ignores_is_recorded_and_said(two: Path, git: Git) -> None:
    (two / ".gitignore").write_text("*.local.*\n*.png\n", encoding="utf-8")
    (two / "source/scenarios").mkdir(exist_ok=True)
    (two / "templates/标志.png").write_bytes(b"\0png")
    (two / "source/plan.yaml.bak").write_text("旧的", encoding="utf-8")
    edit(two, "title: ", "title: 新")
    made = revise(two, effective=datetime.date(2025, 1, 2))
    assert graver(made.outcome.findings) == [
        ("G118", "source/plan.yaml.bak"),
        ("G117", "templates/标志.png"),
    ] or graver(made.outcome.findings) == [("G117", "templates/标志.png"), ("G118", "source/plan.yaml.bak")]
    files = git("-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "HEAD").splitlines()
    assert "templates/标志.png" in files
    assert "source/plan.yaml.bak" not in files
    assert diff_project(two).compared is not None


def test_a_clone_without_tags_and_a_copy_never_record_a_number_again(two: Path, git: Git, tmp_path: Path) -> None:
    git("clone", "-q", "--no-tags", str(two), str(tmp_path / "c"))
    edit(tmp_path / "c", "title: ", "title: 新")
    made = revise(tmp_path / "c", effective=datetime.date(2025, 1, 2))
    assert (made.version, made.commit) == ("v1.2", "")
    assert {code for code, _ in graver(made.outcome.findings)} == {"G119", "G128"}
    copy = tmp_path / "拷贝"
    for name in ("source", "templates"):
        shutil.copytree(two / name, copy / name)
    git("init", "-q", "-b", "main", folder=copy)
    again = revise_project(copy, WantedRevision(date=datetime.date(2024, 12, 20)), NOW)
    assert (again.version, again.commit) == ("v1.1", "")
    assert "G213" in [code for code, _ in graver(again.outcome.findings)]


def test_a_record_by_hand_that_says_something_else_of_the_chain_is_refused(two: Path, git: Git) -> None:
    edit(two, "title: ", "title: 新")
    text = (two / "source/revisions/v1.1.yaml").read_text(encoding="utf-8")
    path = two / "source/revisions/v1.2.yaml"
    path.write_text(text.replace('"v1.1"', '"v1.2"', 1), encoding="utf-8")
    made = revise_project(two, WantedRevision(version="v1.2", date=datetime.date(2024, 12, 20)), NOW)
    assert (made.version, made.commit) == ("v1.2", "")
    assert "G212" in [code for code, _ in graver(made.outcome.findings)]
    assert git("tag").split() == ["v1.0", "v1.1"]

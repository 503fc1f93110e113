"""What a synchroniser keeps aside is named in source, templates and `.git`, is never recorded, and stops nothing."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plangen.pipeline.check import check_project
from plangen.pipeline.revisions.log import log_project
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.proved.history import check_history
from plangen.pipeline.revisions.revise import revise_project

pytestmark = pytest.mark.slow

Git = Callable[..., str]
NAMES = ("source/timeline (张三的冲突副本 2026-01-02).yaml", "templates/house (conflicted copy 2026-01-02).docx")
IN_GIT = (".git/index (冲突副本)", ".git/refs/heads/main (conflicted copy)")


def named(findings: tuple[object, ...], code: str) -> list[str]:
    return [str(each.message("zh")) for each in findings if each.code == code]  # type: ignore[attr-defined]


def test_copies_are_named_everywhere_recorded_nowhere_and_stop_nothing(project: Path, git: Git) -> None:
    for name, of in zip(NAMES, ("source/timeline.yaml", "templates/layout.yaml"), strict=True):
        shutil.copy(project / of, project / name)
    for name in IN_GIT:
        shutil.copy(project / ".git/HEAD", project / name)
    checked = check_project(project)
    assert checked.ok(strict=False)
    assert [each.at.file for each in checked.findings if each.code == "F104"] == list(NAMES)
    wanted = WantedRevision(date=date(2024, 11, 20))
    made = revise_project(project, wanted, datetime(2024, 11, 20, 9, tzinfo=UTC))
    assert made.commit
    for said in (made.outcome.findings, log_project(project).findings, check_history(project).findings):
        (message,) = named(said, "G134")
        assert all(name in message for name in (*NAMES, *IN_GIT))
    assert "冲突" not in git("ls-tree", "-r", "-z", "--name-only", "HEAD")
    assert "conflicted" not in git("ls-tree", "-r", "-z", "--name-only", "HEAD")

"""A dry run writes nothing at all, neither into the plan's folder nor into the repository."""

import datetime
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.history.founding import found
from plangen.history.recording import record
from plangen.history.repository import opened
from plangen.pipeline.notices.approve import WantedApproval, approve_notice
from plangen.pipeline.notices.issue import IssueOrder, issue_notice
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.revise import revise_project
from tests.history.test_recovery import PATH, recording_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DATE = datetime.date(2024, 12, 20)
NOW = datetime.datetime(2024, 12, 20, 9, tzinfo=datetime.UTC)
NOTICE = "product-quality/recall-notice"


def approve(root: Path) -> object:
    wanted = WantedApproval(
        notice=NOTICE, stage="draft", by="legal-head", name="张三", date="2024-12-12", result="同意"
    )
    return approve_notice(root, wanted, NOW, dry_run=True)


def issue(root: Path) -> object:
    return issue_notice(root, IssueOrder(notice=NOTICE, time="2024-12-12 10:00"), dry_run=True)


def revise(root: Path) -> object:
    return revise_project(root, WantedRevision(date=DATE, reason="law", note="x"), NOW, dry_run=True)


DRY: dict[str, Callable[[Path], object]] = {"approve": approve, "issue": issue, "revise": revise}


def interrupted(root: Path) -> None:
    repository, _ = opened(root)
    assert repository is not None
    with repository:
        record(repository, root, recording_of(b"version: v1.1\n"))
    (root / PATH).unlink()
    journal = {"version": "v1.1", "record_path": PATH, "objects": []}
    (root / ".git/plangen-revision.json").write_text(json.dumps(journal), encoding="utf-8")


def left_over(root: Path) -> None:
    (root / "source/.plangen-abcd_123").write_bytes(b"half")
    (root / ".git/plangen-index.lock").touch()
    (root / ".git/index.lock").hardlink_to(root / ".git/plangen-index.lock")


STATES: dict[str, Callable[[Path], object]] = {
    "as it should be": lambda root: None,
    "with an interrupted revision": interrupted,
    "with what a killed run left": left_over,
    "with a damaged journal": lambda root: (root / ".git/plangen-revision.json").write_bytes(b"{"),
}


@pytest.fixture(scope="module")
def tracked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tracked") / "plan"
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, root / part)
    found(root, time=0, offset=0, owner=("张三", "z@example.com"))
    return root


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", DRY)
def test_a_dry_run_changes_nothing(tracked: Path, tmp_path: Path, command: str, state: str) -> None:
    root = tmp_path / "plan"
    shutil.copytree(tracked, root, symlinks=True)
    STATES[state](root)
    before = everything(root)
    DRY[command](root)
    assert everything(root) == before


def everything(root: Path) -> dict[str, tuple[object, ...]]:
    """Each file and folder with its bytes, mode, time and number."""
    found: dict[str, tuple[object, ...]] = {}
    for base, folders, names in os.walk(root):
        for name in (*folders, *names):
            path = Path(base, name)
            at = path.lstat()
            raw = path.read_bytes() if path.is_file() else b""
            found[str(path)] = (at.st_mode, at.st_mtime_ns, at.st_ino, raw)
    return found

"""The notes of a revision's papers: kept beside its record, proved by it, restored as the advice says."""

import re
import shlex
from pathlib import Path

import pytest

from plangen.pipeline.check import check_project
from plangen.pipeline.verifying.known import known_revisions
from plangen.workspace.project import read_files
from tests.verifying.conftest import git

pytestmark = pytest.mark.slow


def notes(folder: Path, version: str) -> Path:
    (found,) = (folder / "source/revisions").glob(f"{version}-*.papers")
    return found


@pytest.mark.parametrize("how", ["gone", "changed"])
def test_notes_that_are_not_as_recorded_are_named_and_come_back_as_advised(folder: Path, how: str) -> None:
    path = notes(folder, "v1.2")
    raw = path.read_bytes()
    path.unlink() if how == "gone" else path.write_bytes(raw + b"x")
    (found,) = [each for each in check_project(folder).findings if each.code.startswith("G4")]
    assert (found.code, found.at.file) == ("G404", path.relative_to(folder).as_posix())
    advised = re.search(r"git [\x20-\x7e]+", found.advice("zh"))
    assert advised is not None
    git(folder, *shlex.split(advised[0])[1:])
    assert path.read_bytes() == raw
    assert not [each for each in check_project(folder).findings if each.code.startswith("G4")]


def test_notes_that_are_gone_are_taken_from_git(folder: Path) -> None:
    before = known_revisions(folder, read_files(folder)).revisions
    notes(folder, "v1.2").unlink()
    assert known_revisions(folder, read_files(folder)).revisions == before


def test_every_paper_and_packet_is_noted(recorded: Path) -> None:
    lines = notes(recorded, "v1.3").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "plangen-papers 1"
    names = [line.partition(" ")[2] for line in lines[1:]]
    assert "plan\t演练计划" in names
    assert "packets/general-manager\t资料包01 总经理" in names
    assert len([name for name in names if name.startswith("notices/")]) == 27
    assert all(re.match("[0-9a-f]{64} ", line) for line in lines[1:])

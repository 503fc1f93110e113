"""A fingerprint or a file tells which document and revision it is, and whether it is current."""

import datetime
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from plangen.cli.main import main
from plangen.errors import UsageProblem
from plangen.office.readable.fingerprint import fingerprint_in
from plangen.pipeline.building.build import build_project
from plangen.pipeline.packets.records import Packed
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.revise import revise_project
from plangen.pipeline.verify import CopyState, verify_project
from plangen.reporting.progress import Silent
from plangen.workspace.output import old_manifest

pytestmark = pytest.mark.slow

NOW = datetime.datetime(2024, 12, 12, 10, 0, tzinfo=datetime.UTC)


def printed(folder: Path, document: str) -> str:
    """The fingerprint of a document as it was built last."""
    manifest = old_manifest(folder / "output")
    assert manifest is not None
    return next(entry.fingerprint for entry in manifest.files.values() if entry.document == document)


def change(folder: Path, old: str = "会议室周边办公区域", new: str = "会议室周边的办公区域") -> None:
    path = folder / "source" / "drill.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def git(folder: Path) -> Callable[..., None]:
    def run(*arguments: str) -> None:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=environment)

    run("init", "-q")
    run("config", "user.name", "张三")
    run("config", "user.email", "zhang@example.com")
    (folder / ".gitignore").write_text("output\n", encoding="utf-8")
    run("add", "-A")
    run("commit", "-qm", "plan")
    return run


def test_current_stale_and_unknown(folder: Path) -> None:
    build_project(folder, ("briefing", "complaint-form", "notices"), Silent())
    mark = printed(folder, "briefing")
    found = verify_project(folder, mark.upper())
    assert found.mark is not None
    assert (found.state, found.mark.title, found.mark.revision) == (CopyState.CURRENT, "参演人员须知", "v1.0")
    for path in sorted((folder / "output").rglob("*.*x")):
        assert verify_project(folder, str(path)).state is CopyState.CURRENT
    change(folder)
    found = verify_project(folder, f"PLANGEN {mark.upper()}")
    assert found.state is CopyState.STALE
    assert found.current != mark
    build_project(folder, ("briefing",), Silent())
    assert printed(folder, "briefing") == found.current
    assert verify_project(folder, mark).state is CopyState.UNKNOWN  # nothing knows of it any more


def test_a_recorded_revision_is_found_again(folder: Path, git: Callable[..., None]) -> None:
    first = WantedRevision(
        author="甲",
        reviewer="乙",
        approver="丙",
        date=datetime.date(2024, 11, 20),
        effective=datetime.date(2024, 12, 1),
    )
    assert revise_project(folder, first, NOW).commit
    build_project(folder, ("plan",), Silent())
    mark = printed(folder, "plan")
    held = (folder / "output" / "01-消费者权益保护应急演练计划.docx").read_bytes()
    change(folder)
    revised = revise_project(
        folder,
        WantedRevision(
            reason="other",
            note="场地",
            summary="场地",
            author="甲",
            reviewer="乙",
            approver="丙",
            date=datetime.date(2024, 12, 2),
            effective=datetime.date(2024, 12, 3),
            deferred={"f-01": "等", "f-02": "等", "f-03": "等"},
        ),
        NOW,
    )
    assert revised.outcome.ok(strict=False)
    build_project(folder, ("plan",), Silent())
    for what in (mark, "copy.docx"):
        path = folder / what
        if "." in what:
            path.write_bytes(held)
        found = verify_project(folder, str(path) if "." in what else what)
        assert found.mark is not None
        assert (found.state, found.mark.revision, found.revision) == (CopyState.STALE, "v1.0", "v1.1")
        assert found.current == printed(folder, "plan")


def test_an_edited_file_a_file_of_others_and_a_slip_of_the_pen(folder: Path) -> None:
    build_project(folder, ("briefing",), Silent())
    path = next((folder / "output").glob("16-*.docx"))
    path.write_bytes(path.read_bytes() + b" ")
    assert verify_project(folder, str(path)).state is CopyState.EDITED
    other = folder / "other.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(other)
    with pytest.raises(UsageProblem, match="no-fingerprint"):
        verify_project(folder, str(other))
    for slip in ("12345", "0123456789ag", "nothing.docx"):
        with pytest.raises(UsageProblem, match="no-copy"):
            verify_project(folder, slip)
    assert fingerprint_in(b"PK nothing") == fingerprint_in(b"%PDF nothing") == ""


def test_a_source_with_errors_compares_nothing(folder: Path) -> None:
    (folder / "source" / "drill.yaml").write_text("form: [", encoding="utf-8")
    with pytest.raises(UsageProblem, match="unread-plan"):
        verify_project(folder, "0123456789ab")


def test_the_command_says_it_in_words_and_by_its_exit_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_project(folder, ("briefing",), Silent())
    mark = printed(folder, "briefing")
    with pytest.raises(SystemExit) as ended:
        main(["verify", mark, "--project", str(folder)])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"{mark}  “参演人员须知”，版本 v1.0：现行有效，与现在的源文件一致\n"
    change(folder)
    with pytest.raises(SystemExit) as ended:
        main(["verify", mark, "--project", str(folder)])
    assert ended.value.code == 1
    first, second, third = capsys.readouterr().out.splitlines()
    assert first == f"{mark}  “参演人员须知”，版本 v1.0：已经过期，请收回"
    assert second.startswith("现行版本 v1.0 的识别码是 ")
    assert third == "源文件后来有改动，但没有记录新版本"


@pytest.mark.office
def test_every_copy_of_a_packet_is_known_by_its_foot_and_as_a_file(packed: Packed, project: Path) -> None:
    for row in packed.rows[::9]:
        by_mark = verify_project(project, row.fingerprint)
        by_file = verify_project(project, str(packed.folder / row.path))
        assert by_mark == by_file
        assert by_mark.state is CopyState.CURRENT
        assert by_mark.mark is not None
        assert by_mark.mark.title == f"资料包{row.sign.partition('/')[0]}　{row.title}"

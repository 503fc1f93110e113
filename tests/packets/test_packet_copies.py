"""Copies of packets as they are made, told apart and recognised; a stand-in takes the place of LibreOffice."""

import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from plangen.cli.main import main
from plangen.documents.packets.front import copy_title
from plangen.errors import StampImpossible
from plangen.pipeline.check import study
from plangen.pipeline.packets.composing import prepare
from plangen.pipeline.packets.packet import packet_project
from plangen.pipeline.packets.records import MOST_COPIES, Packed, WantedPackets
from plangen.pipeline.packets.roles import chosen
from plangen.reporting.progress import Silent
from plangen.workspace.output import old_manifest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("stand_in")]


def make(folder: Path, copies: int = 1, role: str = "observers") -> Packed:
    made = packet_project(folder, WantedPackets(roles=(role,), copies={role: copies}), Silent())
    assert [finding.code for finding in made.outcome.findings if finding.severity == "error"] == []
    return made


def test_a_copy_says_its_number_to_the_manifest_not_only_in_its_title(folder: Path) -> None:
    made = make(folder, copies=3)
    manifest = old_manifest(made.folder)
    assert manifest is not None
    entries = {entry.copy: entry.title for entry in manifest.files.values()}
    assert entries == {
        0: "打印清单",
        1: "资料包40-1/3　观摩人员",
        2: "资料包40-2/3　观摩人员",
        3: "资料包40-3/3　观摩人员",
    }
    said = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert "copy" not in said["00-打印清单（部分）.xlsx"]  # what is no copy has no number


def test_no_more_copies_can_be_asked_for_than_are_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["packet", "observers", "--copies", "observers", str(MOST_COPIES + 1), "--project", str(folder)])
    assert ended.value.code == 2
    assert str(MOST_COPIES) in capsys.readouterr().err


def test_people_who_are_named_keep_their_copies_however_many_are_printed(folder: Path) -> None:
    """The fingerprint of a copy hangs on its number and its person, not on how many there are."""
    path = folder / "source" / "organisation.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("holder: !todo IT部门信息收集员姓名", "holder: 赵一、钱二"), encoding="utf-8")
    project = study(folder)

    def marks(count: int) -> list[str]:
        roles = chosen(project.plan, ("it-collector",), {"it-collector": count})
        return [copy.fingerprint for copy in prepare(project.plan, project.files.contents, roles).copies]

    assert marks(1) == marks(2)[:1]
    assert marks(2) == marks(4)[:2]
    assert len(set(marks(4))) == 4


def test_the_title_of_a_copy_is_the_same_in_its_file_its_manifest_and_on_its_sign(folder: Path) -> None:
    made = make(folder, copies=2)
    packet = chosen(study(folder).plan, ("observers",), {})[0]
    manifest = old_manifest(made.folder)
    assert manifest is not None
    for row in made.rows:
        with pikepdf.open(made.folder / row.path) as pdf:
            said = str(pdf.docinfo["/Title"])
        assert said == manifest.files[row.path].title == copy_title(packet, row.sign)


def test_each_page_is_stamped_with_revision_number_and_fingerprint(folder: Path) -> None:
    row = (made := make(folder, copies=2)).rows[1]
    pdf = pypdfium2.PdfDocument(io.BytesIO((made.folder / row.path).read_bytes()))
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    assert len(pages) == row.pages
    for number, page in enumerate(pages, start=1):
        said = "".join(page.split())
        assert f"第{number}页/共{row.pages}页" in said
        assert f"版本v1.0编号{row.sign}" in said
        assert f"识别码{row.fingerprint}" in said


@pytest.mark.parametrize("lacking", ["页", "4", "识", "v"])
def test_a_packet_whose_stamp_cannot_be_written_is_not_published(
    folder: Path, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    monkeypatch.setenv("LACKING", lacking)
    with pytest.raises(StampImpossible) as caught:
        make(folder)
    assert caught.value.letter == lacking
    assert [path.name for path in (folder / "output" / "packets").iterdir()] == [".lock"]


def test_the_command_says_which_letter_cannot_be_printed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LACKING", "页")
    with pytest.raises(SystemExit) as ended:
        main(["packet", "observers", "--project", str(folder)])
    assert ended.value.code == 3
    assert "“页”" in capsys.readouterr().err

"""The sample's packets as they are printed: numbered through, on right-hand pages, stamped, listed, kept."""

import io
import re
import shutil
from pathlib import Path

import openpyxl
import pikepdf
import pypdfium2
import pytest
from openxml_audit import OpenXmlValidator

from plangen.disk.whole import write_synced
from plangen.errors import EnvironmentProblem
from plangen.office.pdf.letters import Letters
from plangen.office.pdf.packet import Piece, Stamp, Store, joined
from plangen.office.pdf.text import carried
from plangen.pipeline.building.build import build_project
from plangen.pipeline.packets.packet import packet_project
from plangen.pipeline.packets.records import Packed, WantedPackets
from plangen.reporting.progress import Silent

pytestmark = [pytest.mark.office, pytest.mark.slow]


def texts(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def target(item: pikepdf.OutlineItem) -> pikepdf.Object:
    """The page that a bookmark leads to."""
    assert isinstance(item.destination, pikepdf.Array)
    return item.destination[0]


def test_the_sample_has_a_packet_for_every_role_without_a_leak(packed: Packed) -> None:
    assert [finding.code for finding in packed.outcome.findings if finding.severity == "error"] == []
    assert len(packed.rows) == 40
    assert {path.name for path in packed.folder.glob("*.pdf")} == {row.path for row in packed.rows}


@pytest.mark.parametrize("key", ["quality-head", "chief-controller", "evaluator-it", "observers"])
def test_pages_are_numbered_through_and_every_page_says_which_copy_it_is(packed: Packed, key: str) -> None:
    row = next(row for row in packed.rows if row.key == key)
    pages = texts(packed.folder / row.path)
    assert len(pages) == row.pages
    for number, text in enumerate(pages, start=1):
        assert f"第 {number} 页 / 共 {row.pages} 页" in text
        assert f"编号 {row.sign}" in text
        assert f"识别码 {row.fingerprint}" in text


def test_parts_begin_on_right_hand_pages_where_the_contents_say(packed: Packed) -> None:
    for row in packed.rows:
        with pikepdf.open(packed.folder / row.path) as pdf:
            assert len(pdf.pages) % 2 == 0
            places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
            with pdf.open_outline() as outline:
                parts = [(str(item.title), places[target(item).objgen]) for item in outline.root]
            assert pdf.Root.PageLabels.Nums[1].S == "/D"
        assert all(page % 2 for _, page in parts)
        contents = "".join(texts(packed.folder / row.path)[parts[1][1] - 1 : parts[2][1] - 1])
        listed = re.sub(r"\s+", " ", contents)
        for title, page in parts[2:]:
            assert f"{title} {page} " in listed


def test_files_say_what_they_are_and_carry_nothing_else(packed: Packed) -> None:
    for row in packed.rows[::7]:
        raw = (packed.folder / row.path).read_bytes()
        assert carried(raw) == ()
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            said = {key: str(value) for key, value in pdf.docinfo.items()}
            assert "/Metadata" not in pdf.Root
        assert said["/Keywords"] == row.fingerprint
        assert said["/Title"] == f"资料包{row.sign}　{row.title}"
        assert set(said) == {"/Title", "/Subject", "/Author", "/Keywords", "/CreationDate", "/ModDate"}


def test_each_has_his_own_card_and_his_forms(packed: Packed) -> None:
    by_key = {
        row.key: "".join(texts(packed.folder / row.path)) for row in packed.rows if row.sign.split("-")[1][0] == "1"
    }
    assert "角色卡" in by_key["quality-head"]
    assert "应急处置过程记录表（演练）——质量管理部" in by_key["quality-collector"]
    assert "应急处置过程记录表（演练）——客户服务部" not in by_key["quality-collector"]
    assert "消费者投诉信息表" in by_key["customer-service-collector"]
    assert "投诉信息单" not in by_key["quality-collector"]
    assert "热线来电记录" in by_key["general-manager"]
    assert "信息安全评估员观察记录表" in by_key["evaluator-it"]
    assert "质量处置评估员观察记录表" not in by_key["evaluator-it"]
    assert "主要事件清单" in by_key["controller-leak"]
    assert "主要事件清单" not in by_key["observers"]


def test_the_print_list_counts_copies_pages_and_sheets(packed: Packed) -> None:
    path = packed.folder / "00-打印清单.xlsx"
    assert OpenXmlValidator().validate(str(path)).errors == []
    book = openpyxl.load_workbook(path)
    said = {str(row[0].value): [cell.value for cell in row] for row in book["打印清单"].iter_rows()}
    first = packed.rows[0]
    assert said[first.sign][1:5] == [first.title, 1, first.pages, first.pages // 2]
    totals = {str(row[0].value): row[1].value for row in book["合计"].iter_rows()}
    pages = sum(row.pages for row in packed.rows)
    assert totals == {
        "合计": None,
        "资料包（种）": 37,
        "份数": 40,
        "页数": pages,
        "纸张（双面，张）": pages // 2,
    }


def test_the_same_again_writes_nothing_and_an_edited_packet_is_kept(packed: Packed, project: Path) -> None:
    again = packet_project(project, WantedPackets(), Silent())
    assert again.published.written == ()
    assert again.rows == packed.rows
    path = packed.folder / packed.rows[-1].path
    before = path.read_bytes()
    path.write_bytes(before + b"\n% edited\n")
    mended = packet_project(project, WantedPackets(roles=("observers",)), Silent())
    assert [finding.code for finding in mended.outcome.findings if finding.code == "F203"] == ["F203"]
    assert path.read_bytes() == before
    copy = path.with_name(f"{path.stem}（手工修改）.pdf")
    assert copy.read_bytes().endswith(b"% edited\n")
    copy.unlink()


def test_one_role_leaves_the_other_packets_and_has_a_list_of_its_own(packed: Packed, project: Path) -> None:
    listed = (packed.folder / "00-打印清单.xlsx").read_bytes()
    some = packet_project(project, WantedPackets(roles=("观摩人员",), copies={"observers": 2}), Silent())
    assert [row.sign for row in some.rows] == ["37-1/2", "37-2/2"]
    assert (packed.folder / "00-打印清单（部分）.xlsx").is_file()
    assert (packed.folder / "00-打印清单.xlsx").read_bytes() == listed
    assert (packed.folder / packed.rows[0].path).is_file()
    everything = packet_project(project, WantedPackets(), Silent())
    assert {path.name for path in packed.folder.glob("*.pdf")} == {row.path for row in everything.rows}


def test_another_folder_has_the_same_bytes_and_a_build_leaves_packets_alone(
    packed: Packed, project: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere"
    for part in ("source", "templates"):
        shutil.copytree(project / part, other / part)
    shutil.copytree(project / "output" / ".cache", other / "output" / ".cache")
    made = packet_project(other, WantedPackets(roles=("quality-head", "observers")), Silent())
    for row in made.rows:
        assert (made.folder / row.path).read_bytes() == (packed.folder / row.path).read_bytes()
    build_project(other, ("briefing",), Silent())
    assert all((made.folder / row.path).is_file() for row in made.rows)


def test_a_full_disk_leaves_everything_as_it_was(
    packed: Packed, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in packed.folder.iterdir() if path.is_file()}
    written: list[Path] = []

    def full(path: Path, raw: bytes) -> None:
        if len(written) == 3:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        write_synced(path, raw)

    monkeypatch.setattr("plangen.workspace.output.write_synced", full)
    with pytest.raises(EnvironmentProblem, match="disk-full"):
        packet_project(project, WantedPackets(roles=("IT部门",), copies={"it-head": 3}), Silent())
    assert {path.name: path.read_bytes() for path in packed.folder.iterdir() if path.is_file()} == before


def stamped_with(path: Path) -> bytes:
    """A page with the fonts of a packet's stamp."""
    out = io.BytesIO()
    with pikepdf.open(path) as packet, pikepdf.new() as pdf:
        pdf.add_blank_page()
        stamp = packet.pages[0].resources.XObject["/PacketStamp"]
        pdf.pages[0].obj["/Resources"] = pdf.copy_foreign(stamp["/Resources"])
        pdf.save(out)
    return out.getvalue()


def test_a_packet_of_five_hundred_pages_is_numbered_to_its_end(packed: Packed) -> None:
    letters = Letters(stamped_with(packed.folder / packed.rows[-1].path))
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(499):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(out)
    stamp = Stamp(
        revision="v1.0",
        sign="37-1/1",
        fingerprint="0123456789ab",
        code=lambda document, page: f"PLANGEN/{document}/{page}",
    )
    pieces = [Piece(title="甲", raw=out.getvalue()), Piece(title="乙", raw=out.getvalue(), pages=(0,))]
    raw = joined(pieces, stamp, letters, Store(), {})
    pages = pypdfium2.PdfDocument(raw)
    try:
        assert len(pages) == 502
        assert "第 502 页 / 共 502 页" in pages[501].get_textpage().get_text_range()
        assert "此页空白" in pages[499].get_textpage().get_text_range()
    finally:
        pages.close()

"""What is to be exchanged is said by part and chapter, for whom, and how many copies; nothing else is listed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.changes.change import Kind
from plangen.documents.packets.holders import Packet, packets
from plangen.model.holders import HOTLINE
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.revisions.exchanging.exchange import Exchanged, exchanged
from plangen.workspace.project import Files

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for folder in ("source", "templates")
    for path in sorted((ROOT / folder).rglob("*.*"))
    if path.suffix in {".yaml", ".docx"}
}


def study(name: str = "", old: str = "", new: str = "") -> Study:
    files = dict(FILES)
    if name:
        assert old in files[name].decode()
        files[name] = files[name].decode().replace(old, new, 1).encode()
    return study_files(ROOT, Files(contents=files, findings=()))


@pytest.fixture(scope="module")
def edited() -> Callable[[str, str, str], Exchanged]:
    before = study()
    return lambda name, old, new: exchanged(before, study(name, old, new))


def test_a_word_of_one_chapter_is_that_chapter_and_not_the_whole_packet(
    edited: Callable[[str, str, str], Exchanged],
) -> None:
    found = edited("source/command.yaml", "title: 召开会议", "title: 召开短会")
    plans = [each for each in found.parts if each.document == "plan"]
    assert plans
    assert all(each.chapters for each in plans)
    assert {each.document for each in found.parts} <= {"plan", "handbook", "centre-logs"}
    held = {sign for each in found.parts for sign, _ in each.holders}
    assert held == {each.sign for each in found.packets}


def test_each_part_counts_the_copies_of_its_holders(edited: Callable[[str, str, str], Exchanged]) -> None:
    found = edited("source/timeline.yaml", "limit: 3小时", "limit: 2小时")
    copies = {each.sign: len(each.names) for each in packets(study().plan)}
    for part in found.parts:
        assert part.kind is Kind.CHANGED
        assert part.chapters
        assert part.copies == sum(copies[sign] for sign, _ in part.holders)
    cards = [each for each in found.parts if each.document == "role-cards"]
    assert all(len(each.holders) == 1 for each in cards)
    assert "it-head" in {each.key for each in found.packets}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("source/timeline.yaml", "limit: 3小时", "limit: 180分钟"),
        ("source/plan.yaml", "title: ", "# x\ntitle: "),
    ],
)
def test_what_prints_the_same_exchanges_nothing(
    edited: Callable[[str, str, str], Exchanged], name: str, old: str, new: str
) -> None:
    assert edited(name, old, new) == Exchanged()


def test_the_companys_name_exchanges_only_parts_that_print_it(edited: Callable[[str, str, str], Exchanged]) -> None:
    found = edited("source/plan.yaml", "!todo 公司全称", "某某有限公司")
    assert len(found.packets) < len(packets(study().plan))
    assert all(each.kind is Kind.CHANGED for each in found.parts)


def test_of_a_workbook_those_sheets_count_that_a_packet_prints(edited: Callable[[str, str, str], Exchanged]) -> None:
    found = edited("source/timeline.yaml", "limit: 3小时", "limit: 2小时")
    (record,) = [each for each in found.parts if each.document == "process-record"]
    assert (record.chapters, {sign for sign, _ in record.holders}) == (("IT部门",), {"11", "12", "18"})


def test_a_part_that_only_one_of_two_versions_has_is_named_as_a_whole() -> None:
    contacts = "  - document: contacts\n    audience: ["
    old, new = study(), study("source/audiences.yaml", f"{contacts}参演人员, 导控人员]", f"{contacts}导控人员]")
    for before, after, kind in ((old, new, Kind.REMOVED), (new, old, Kind.ADDED)):
        (part,) = [each for each in exchanged(before, after).parts if each.document == "contacts"]
        assert (part.kind, part.chapters) == (kind, ())
        assert {title for _, title in part.holders} == {each.title for each in packets(old.plan) if is_of_centre(each)}


def is_of_centre(packet: Packet) -> bool:
    return packet.key == HOTLINE or packet.key.startswith("centre-")


def test_another_id_of_a_phase_exchanges_no_part() -> None:
    files = {path: raw.replace(b"collection", b"gathering") for path, raw in FILES.items() if path.endswith(".yaml")}
    renamed = study_files(ROOT, Files(contents={**FILES, **files}, findings=()))
    assert exchanged(study(), renamed).parts == ()

"""The sample's packets are as thick as somebody reads on the day, and no page of them is all but empty."""

import io
import re
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from plangen.documents.packets.holders import Packet, packets
from plangen.model.audience import CONTROLLERS, EVALUATORS, OBSERVERS
from plangen.model.duties import heads
from plangen.model.holders import HolderKind, holder
from plangen.model.plan import Plan
from plangen.model.script import SIMULATING
from plangen.office.pdf.fill import page_fill
from plangen.pipeline.check import study
from plangen.pipeline.packets.records import Packed

pytestmark = [pytest.mark.office, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
QUARTER = 0.25


@pytest.fixture(scope="module")
def plan() -> Plan:
    return study(ROOT).plan


def budget(plan: Plan, packet: Packet) -> int:
    """Sheets, printed on both sides, of what the holder reads."""
    staff, found = plan.staff.get(packet.who.key), holder(plan, packet.key)
    if staff is not None:
        return {SIMULATING: 6}.get(staff.kind, 12 if packet.who.group == EVALUATORS else 20)
    if packet.who.key in plan.organisation.team.commanders:
        return 10
    is_of_centre = found is not None and found.kind in {HolderKind.CENTRE, HolderKind.HOTLINE}
    liaison = plan.communication.liaison
    speaks = liaison is not None and liaison.post == packet.who.key
    return 8 if packet.who.key in heads(plan) or is_of_centre or speaks else 4


def sheets(packed: Packed) -> dict[str, tuple[int, int]]:
    """By the sign of a copy, its sheets and those of them that are forms, as the print list counts them."""
    sheet = openpyxl.load_workbook(packed.folder / "00-打印清单.xlsx")["打印清单"]
    rows = (row for row in sheet.iter_rows(values_only=True) if re.fullmatch(r"\d+-\d+/\d+", str(row[0])))
    return {str(row[0]): (int(str(row[4])), int(str(row[5]))) for row in rows}


def test_nobody_reads_more_than_his_budget(plan: Plan, packed: Packed) -> None:
    counted = sheets(packed)
    by_key = {packet.key: packet for packet in packets(plan)}
    over = {
        row.title: (total - forms, budget(plan, by_key[row.key]))
        for row in packed.rows
        for total, forms in [counted[row.sign]]
        if total - forms > budget(plan, by_key[row.key])
    }
    assert over == {}
    assert len(counted) == len(packed.rows)


def test_no_page_that_is_read_is_less_than_a_quarter_full(packed: Packed) -> None:
    counted = sheets(packed)
    bare: list[str] = []
    for row in packed.rows:
        total, forms = counted[row.sign]
        pdf = pypdfium2.PdfDocument(io.BytesIO((packed.folder / row.path).read_bytes()))
        try:
            read = [pdf[number] for number in range(2 * (total - forms))]
            shown = [page for page in read if "此页空白" not in page.get_textpage().get_text_range()]
            bare += [f"{row.path}: {page_fill(page):.2f}" for page in shown if page_fill(page) < QUARTER]
        finally:
            pdf.close()
    assert bare == []


def test_a_blank_page_is_only_the_back_of_a_last_sheet(plan: Plan, packed: Packed) -> None:
    """Before the forms, between them, and at the end: never within what is read."""
    counted = sheets(packed)
    for row in packed.rows:
        total, forms = counted[row.sign]
        pdf = pypdfium2.PdfDocument(io.BytesIO((packed.folder / row.path).read_bytes()))
        try:
            said = [page.get_textpage().get_text_range() for page in pdf]
        finally:
            pdf.close()
        blank = [number for number, text in enumerate(said, start=1) if "此页空白" in text]
        assert all(number % 2 == 0 for number in blank), row.path
        assert [number for number in blank if number < 2 * (total - forms)] == [], row.path


def test_a_page_has_one_number(packed: Packed) -> None:
    for row in packed.rows:
        pdf = pypdfium2.PdfDocument(io.BytesIO((packed.folder / row.path).read_bytes()))
        try:
            for page in pdf:
                said = "".join(page.get_textpage().get_text_range().split())
                assert len(re.findall(r"第\d+页", said)) - len(re.findall(r"见第\d+页", said)) == 1, row.path
        finally:
            pdf.close()


def test_observers_controllers_and_evaluators_have_no_card(plan: Plan, packed: Packed) -> None:
    groups = {packet.key: packet.who.group for packet in packets(plan)}
    for row in packed.rows:
        if groups[row.key] in {OBSERVERS, CONTROLLERS, EVALUATORS}:
            pdf = pypdfium2.PdfDocument(io.BytesIO((packed.folder / row.path).read_bytes()))
            try:
                text = "".join(page.get_textpage().get_text_range() for page in pdf)
            finally:
                pdf.close()
            assert f"{plan.dossier.title('role-cards')}　" not in text, row.path

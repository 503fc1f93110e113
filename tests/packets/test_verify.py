"""Copies of packets are recognised by the digits at their foot and as files."""

import datetime
from pathlib import Path

import pikepdf
import pytest

from plangen.errors import UsageProblem
from plangen.office.readable.fingerprint import fingerprint_in, said_in
from plangen.pipeline.packets.records import Packed
from plangen.pipeline.verifying.verify import CopyState, verify_project

pytestmark = pytest.mark.slow

DAY = datetime.date(2026, 1, 5)


def test_a_file_of_others_says_nothing(folder: Path) -> None:
    other = folder / "other.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(other)
    with pytest.raises(UsageProblem, match="no-fingerprint"):
        verify_project(folder, str(other), DAY)
    assert fingerprint_in(b"PK nothing") == fingerprint_in(b"%PDF nothing") == ""
    assert said_in(other.read_bytes()) == {}


def test_a_source_with_errors_compares_nothing(folder: Path) -> None:
    (folder / "source" / "drill.yaml").write_text("form: [", encoding="utf-8")
    with pytest.raises(UsageProblem, match="unread-plan"):
        verify_project(folder, "0123456789ab", DAY)


@pytest.mark.office
def test_every_copy_of_a_packet_is_known_by_its_foot_and_as_a_file(packed: Packed, project: Path) -> None:
    for row in packed.rows[::9]:
        for what in (row.fingerprint, str(packed.folder / row.path)):
            found = verify_project(project, what, DAY)
            assert found.state is CopyState.DRAFT  # of the sample no revision is recorded
            assert found.title == f"资料包{row.sign}　{row.title}"

"""Packets of a plan that is not the sample come out of the printer: nothing false is told of them."""

import shutil
from pathlib import Path

import pytest

from plangen.model.script import EVALUATING
from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.check import study
from plangen.pipeline.packets.packet import packet_project
from plangen.pipeline.packets.records import WantedPackets
from plangen.reporting.progress import Silent

pytestmark = [pytest.mark.office, pytest.mark.slow]

ROOT = Path(__file__).parents[2]


def test_those_who_judge_a_schools_drill_get_their_packets(tmp_path: Path) -> None:
    """They hold a document of the school's own behind their sheets, and end their pages with lines to sign on."""
    folder = tmp_path / "school"
    shutil.copytree(ROOT / "tests/plans/school", folder)
    for name in ("house.docx", "layout.yaml", "information-report.docx"):
        if not (folder / "templates" / name).exists():
            shutil.copy(ROOT / "templates" / name, folder / "templates" / name)
    if find_office(folder) is None:
        pytest.skip("needs LibreOffice")
    roles = tuple(each.id for each in study(folder).plan.script.staff if each.kind == EVALUATING)
    made = packet_project(folder, WantedPackets(roles=roles), Silent())
    assert [(each.code, each.message("zh")) for each in made.outcome.findings if each.severity == "error"] == []
    assert len(made.rows) >= len(roles) > 1

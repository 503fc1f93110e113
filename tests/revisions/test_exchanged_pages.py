"""The pages to be exchanged are those of the printed packet that say something else, as they are numbered there."""

from pathlib import Path

import pytest

from plangen.changes.change import Kind
from plangen.documents.packets.holders import packets
from plangen.office.pdf.text import pages
from plangen.pipeline.building.editions import plain_editions
from plangen.pipeline.building.office_program import Office, find_office, required
from plangen.pipeline.check import Study
from plangen.pipeline.packets.composing import Ready, prepare
from plangen.pipeline.packets.making import make_packets
from plangen.pipeline.packets.memory import memory_of
from plangen.pipeline.packets.records import Goal
from plangen.pipeline.revisions.exchanging.exchange import Exchange
from plangen.pipeline.revisions.exchanging.exchanged_pages import exchanged_pages
from plangen.pipeline.revisions.impact import Impact
from plangen.reporting.progress import Silent
from plangen.reporting.revisions.consequences import impact_text
from plangen.reporting.style import Style
from tests.revisions.test_exchange import study

HOLDER = "it-head"


def ready(side: Study) -> tuple[Ready, Study]:
    held = [each for each in packets(side.plan) if each.key == HOLDER]
    return prepare(side.plan, side.files.contents, held), side


@pytest.mark.office
@pytest.mark.slow
def test_the_pages_are_those_of_the_packet_that_say_something_else(tmp_path: Path) -> None:
    old, new = study(), study("source/timeline.yaml", "limit: 3小时", "limit: 2小时")
    office = required(find_office(tmp_path))
    found, findings = exchanged_pages(ready(old), ready(new), office)
    assert findings == ()
    before, after = (printed(side, office, tmp_path / name) for name, side in (("old", old), ("new", new)))
    differing = {number for number, (a, b) in enumerate(zip(before, after, strict=True), start=1) if a != b}
    assert {number for part in found for number in part.pages} == differing
    assert {"role-cards", "process-record"} <= {part.document for part in found}
    (card,) = [part for part in found if part.document == "role-cards"]
    assert any("2小时" in after[number - 1] for number in card.pages)


def printed(side: Study, office: Office, folder: Path) -> list[str]:
    """What stands on each page of the holder's packet; the fingerprint at their feet is of the packet as a whole."""
    held = ready(side)[0].packets
    editions = plain_editions(side)
    memory = memory_of(office, editions, held)
    goal = Goal(root=folder.parent, folder=folder, partly=True, full=False, memory=memory)
    (row,) = make_packets(side, editions, held, office, goal, Silent()).rows
    return [page.text.replace(row.fingerprint, "") for page in pages((folder / row.path).read_bytes())]


def test_holders_of_the_same_pages_stand_together() -> None:
    part = Exchange(
        document="plan",
        title="演练计划",
        kind=Kind.CHANGED,
        chapters=("一、总则",),
        holders=(("01", "甲"), ("02", "乙"), ("03", "丙"), ("04", "丁")),
        copies=4,
        pages=(("01", (5,)), ("02", (7, 8, 9, 12)), ("03", (7, 8, 9, 12))),
    )
    (line,) = [each for each in impact_text(Impact(exchanges=(part,)), Style("zh")) if "修改" in each]
    assert line == "  修改  演练计划（一、总则）：4 份，持有人 01 甲（第 5 页）；02 乙、03 丙（第 7—9、12 页）；04 丁"

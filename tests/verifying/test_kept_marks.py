"""A packet keeps the label and the mark that it was printed with as long as its words hold."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from plangen.documents.packets.holders import packets
from plangen.model.papers import NotedPaper, mark_of_copy, packet_of, read_papers
from plangen.model.plan_files import canonical_digest
from plangen.pipeline.building.editions import editions_of
from plangen.pipeline.check import study
from plangen.pipeline.packets.composing import Ready, prepare

pytestmark = pytest.mark.slow

VERSIONS = ("v1.0", "v1.1", "v1.2", "v1.3")


def noted(folder: Path, version: str) -> Mapping[str, NotedPaper]:
    path = next((folder / "source/revisions").glob(f"{version}-*.papers"))
    return read_papers(path.read_bytes())


def ready(folder: Path, *, full: bool = False) -> Ready:
    found = study(folder)
    return prepare(found.plan, found.files.contents, packets(found.plan), editions_of(found), full=full)


def first_with(folder: Path, paper: str) -> str:
    """The version from which on all notes of a paper say the same words."""
    words = [each.words if (each := noted(folder, version).get(paper)) else "" for version in VERSIONS]
    first = len(VERSIONS) - 1
    while first and words[first - 1] == words[-1]:
        first -= 1
    return VERSIONS[first]


def test_a_packet_is_of_the_first_revision_since_which_its_words_hold(recorded: Path) -> None:
    made = ready(recorded)
    expected = {each.key: first_with(recorded, packet_of(each.key)) for each in made.packets}
    assert len(set(expected.values())) > 1  # some have changed since, some have not
    assert {key: plan.edition.label for key, plan in made.plans.items()} == expected
    for copy in made.copies:
        record = recorded / f"source/revisions/{expected[copy.packet.key]}.yaml"
        paper = packet_of(copy.packet.key)
        assert copy.fingerprint == mark_of_copy(canonical_digest(record.read_bytes()), paper, copy.number)


def test_with_whole_documents_a_packet_is_of_the_last_revision(recorded: Path) -> None:
    """What is in them beside its own pages is not noted for it."""
    assert {plan.edition.label for plan in ready(recorded, full=True).plans.values()} == {VERSIONS[-1]}


def test_beside_a_draft_the_others_keep_theirs(recorded: Path, folder: Path) -> None:
    before = {key: plan.edition.label for key, plan in ready(recorded).plans.items()}
    path = folder / "source/organisation.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: 法务部信息收集员", "title: 法务部信息专员", 1), encoding="utf-8")
    after = {key: plan.edition.label for key, plan in ready(folder).plans.items()}
    drafts = {key for key, label in after.items() if label.startswith("草稿")}
    assert "legal-collector" in drafts
    assert len(drafts) < len(after)
    assert {key: label for key, label in after.items() if key not in drafts} == {
        key: label for key, label in before.items() if key not in drafts
    }


def test_notes_of_another_program_or_changed_ones_end_what_is_known(folder: Path) -> None:
    path = next((folder / "source/revisions").glob("v1.2-*.papers"))
    path.write_bytes(path.read_bytes().replace(b"packets/", b"packet/", 1))
    assert {plan.edition.label for plan in ready(folder).plans.values()} == {VERSIONS[-1]}

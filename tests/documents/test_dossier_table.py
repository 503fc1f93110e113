"""The table of the dossier is the only place that lists documents: what is in it is made, named and printed by it."""

import re

import pytest

from plangen.documents.catalogue import MAKERS, bodies
from plangen.documents.packets.holders import packets
from plangen.documents.packets.parts import OWN_PAGES, parts
from plangen.model.dossier import DOCUMENTS, DOSSIER, REVEALING, DossierEntry
from plangen.model.plan import Plan


def test_every_document_has_a_maker_and_nothing_else_has() -> None:
    assert list(MAKERS) == [entry.id for entry in DOSSIER]


def test_numbers_ids_and_titles_are_told_apart() -> None:
    assert [entry.number for entry in DOSSIER] == list(range(1, len(DOSSIER) + 1))
    assert len({entry.name.zh for entry in DOSSIER}) == len(DOCUMENTS) == len(DOSSIER)
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", entry.id) for entry in DOSSIER)


def test_what_tells_players_how_they_are_tested_and_judged_counts_as_revealing() -> None:
    assert sorted(REVEALING) == ["day-sheet", "evaluator-guide", "msel", "script"]


@pytest.mark.parametrize("entry", DOSSIER, ids=lambda entry: entry.id)
def test_a_document_bears_the_title_of_the_table(sample: Plan, entry: DossierEntry) -> None:
    """But for the plan, which has a title of its own, and the files of a folder."""
    made = bodies(entry, sample)
    assert made
    if entry.id == "plan":
        assert [title for title, _ in made] == [sample.identity.title]
    elif not entry.folder:
        assert [(title, body.title) for title, body in made] == [(entry.name.zh, entry.name.zh)]


def test_what_packets_print_is_what_the_table_says(sample: Plan) -> None:
    """A document printed by a rule but not by the table, or by the table but by no rule, would be missing on paper."""
    every = {entry.id: body for entry in DOSSIER if not entry.folder for _, body in bodies(entry, sample)}
    printed = {part.document for packet in packets(sample) for part in parts(sample, packet, every)}
    assert printed - {OWN_PAGES} == {entry.id for entry in DOSSIER if entry.in_packets}

"""Forgeries by somebody who may write everything: which witness names each, and which one only paper catches."""

import hashlib
from pathlib import Path

import pytest
from colleagues import Person, three
from forging import FORGERIES

from plangen.pipeline.check import check_project
from plangen.pipeline.revisions.log import log_project
from plangen.pipeline.revisions.proved.history import check_history

pytestmark = pytest.mark.slow


def forged(work: Path, name: str) -> tuple[Person, Person]:
    """Where it was forged, and the clone of a colleague from before."""
    person = three(work)
    colleague = person.clone(work / "c", "乙")
    FORGERIES[name](person.folder)
    return person, colleague


def said(person: Person) -> dict[str, set[tuple[str, str]]]:
    """By command the codes about the history, each with the revision that it names."""
    every = {
        "check": check_project(person.folder).findings,
        "log": log_project(person.folder).findings,
        "check --history": check_history(person.folder).findings,
    }
    return {
        name: {(each.code, str(each.values.get("version"))) for each in found if each.code[0] == "G"}
        for name, found in every.items()
    }


def test_a_forged_record_is_named_by_the_next_record_and_by_its_tag(tmp_path: Path) -> None:
    found = said(forged(tmp_path, "record_alone")[0])
    assert all(codes == {("G401", "v1.1")} for codes in found.values())


def test_a_forged_record_with_a_forged_tag_is_named_by_the_next_record(tmp_path: Path) -> None:
    person, _ = forged(tmp_path, "record_and_tag")
    found = said(person)
    assert found["check"] == {("G401", "v1.1")}
    assert found["log"] == {("G111", "v1.1")}
    assert found["check --history"] == {("G401", "v1.1"), ("G111", "v1.1")}
    (witness,) = (each.message("zh") for each in check_project(person.folder).findings if each.code == "G401")
    assert "v1.2 留下的证明" in witness


def test_a_tail_that_was_deleted_is_named_by_the_commit_that_recorded_it(tmp_path: Path) -> None:
    found = said(forged(tmp_path, "tail_deleted")[0])
    assert found["check"] == set()  # without git nobody speaks for the last record
    assert found["log"] == found["check --history"] == {("G402", "v1.2")}


def test_a_tail_that_was_cut_off_is_named_by_any_other_clone(tmp_path: Path) -> None:
    person, colleague = forged(tmp_path, "tail_cut")
    assert not any(said(person).values())  # only paper, or somebody else, knows of it
    person.git("fetch", "-q", "--tags", str(colleague.folder))
    assert said(person)["log"] == {("G120", "v1.2")}
    colleague.git("fetch", "-q", "--tags", "origin")
    assert not any(said(colleague).values())
    assert "v1.2" in [each.tagged.version for each in log_project(colleague.folder).revisions]


def test_two_swapped_records_are_both_named(tmp_path: Path) -> None:
    found = said(forged(tmp_path, "two_swapped")[0])
    assert {("G401", "v1.1"), ("G401", "v1.2")} <= found["log"]
    assert ("G401", "v1.1") in found["check"]


def test_where_all_is_reckoned_anew_only_paper_and_other_clones_speak(tmp_path: Path) -> None:
    """The head that the revision page printed is no longer that of the record."""
    person = three(tmp_path)
    colleague = person.clone(tmp_path / "c", "乙")
    printed = hashlib.sha256((person.folder / "source/revisions/v1.2.yaml").read_bytes()).hexdigest()
    FORGERIES["all_recomputed"](person.folder)
    assert not any(said(person).values())
    record = (person.folder / "source/revisions/v1.2.yaml").read_bytes()
    assert "赵假冒" in record.decode()
    assert hashlib.sha256(record).hexdigest() != printed
    colleague.git("fetch", "-q", "origin")
    colleague.tried("merge", "-q", "-s", "ours", "-m", "met", "origin/main")
    assert {("G122", "v1.1"), ("G122", "v1.2")} <= said(colleague)["log"]

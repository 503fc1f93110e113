"""The states of a history, each really made on git: what `log`, `diff` and `check --history` say, and what `revise`."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from colleagues import Person
from history_states import (
    amended,
    another_unborn_branch,
    approval_changed,
    approval_gone,
    bisecting,
    branch_lost,
    clone_without_tags,
    copy_that_was_committed,
    copy_with_a_new_repository,
    detached,
    fetched_not_merged,
    foreign_tag,
    interrupted_merge,
    no_repository,
    older_history,
    packed_refs_lost,
    rebased,
    record_changed,
    record_deleted,
    record_spelt_otherwise,
    shallow,
    shallow_with_later_work,
    shallow_without_tags,
    squashed,
    tag_deleted,
    tag_lightweight,
    tag_moved,
    topic_from_an_older_version,
    two_truths,
    untouched,
)

from plangen.cli.main import run
from plangen.diagnostics import Finding, Severity
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.log import log_project
from plangen.pipeline.revisions.proved.history import check_history
from plangen.stopping import Watch

pytestmark = pytest.mark.slow

State = Callable[[Path], Person]
TABLE: Mapping[State, tuple[str, str]] = {
    untouched: ("", ""),
    no_repository: ("G215", "G101"),
    copy_with_a_new_repository: ("G215", "G213"),
    copy_that_was_committed: ("G215", "G213"),
    fetched_not_merged: ("G120", "G121"),
    detached: ("G120", "G103 G121"),
    bisecting: ("G120", "G103 G105 G121"),
    topic_from_an_older_version: ("G120", "G121"),
    clone_without_tags: ("G119", "G128"),
    packed_refs_lost: ("G126", "G126"),
    branch_lost: ("G126", "G126"),
    another_unborn_branch: ("G126", "G126"),
    shallow: ("G125", ""),
    shallow_without_tags: ("G119 G125", ""),
    shallow_with_later_work: ("G119 G125", "G128"),
    tag_moved: ("G111", "G128"),
    tag_lightweight: ("G111", "G128"),
    tag_deleted: ("G119", "G128"),
    amended: ("G124", "G128"),
    rebased: ("G124", "G128"),
    squashed: ("G124", "G128"),
    two_truths: ("G122", ""),
    older_history: ("", ""),
    foreign_tag: ("", ""),
    record_spelt_otherwise: ("G127", ""),
    record_changed: ("G401", "G401"),
    approval_changed: ("G214", "G214"),
    approval_gone: ("G214", "G214"),
    record_deleted: ("G402", "G402"),
    interrupted_merge: ("G120", "G105 G121"),
}
"""By state what the commands that look at it say, and for what reasons `revise` refuses."""


@pytest.mark.parametrize("state", TABLE, ids=lambda state: state.__name__)
def test_each_state_is_named_alike_and_refused_where_it_must_be(state: State, tmp_path: Path) -> None:
    person = state(tmp_path)
    diff = diff_project(person.folder)
    looks = {
        "log": codes(log_project(person.folder).findings),
        "diff": codes((*diff.findings, *diff.history)),
        "check --history": codes(check_history(person.folder).findings),
    }
    if (person.folder / "source/drill.yaml").exists():
        person.edit("以后的改动", "venue")
    refs = person.tried("show-ref")[1]
    refused = [each for each in person.revise(dry_run=True).outcome.findings if each.severity is Severity.ERROR]
    said, why = TABLE[state]
    assert looks == dict.fromkeys(looks, said)
    assert codes(refused) == why
    assert person.tried("show-ref")[1] == refs


def codes(found: tuple[Finding, ...] | list[Finding]) -> str:
    """The codes about the history, each once."""
    return " ".join(sorted({each.code for each in found if each.code[0] == "G"}))


def test_records_of_an_older_program_are_said_to_stand_on_their_tag_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    person = older_history(tmp_path)
    assert person.recorded("第二版") == "v1.1"
    monkeypatch.chdir(person.folder)
    assert run(["log"], Watch()) == 0
    newer, _, older = capsys.readouterr().out.partition("v1.0")
    assert "只由标签证明" in older
    assert "只由标签证明" not in newer
    assert person.codes() == []


def test_a_shallow_clone_goes_on_from_a_record_that_its_content_proves(tmp_path: Path) -> None:
    person = shallow_without_tags(tmp_path)
    assert person.recorded("以后的改动") == "v1.3"
    person.git("fetch", "-q", "--unshallow", "--tags")
    assert person.codes() == []


def test_a_foreign_tag_blocks_its_own_number_alone(tmp_path: Path) -> None:
    person = foreign_tag(tmp_path)
    person.edit("以后的改动")
    (found,) = person.revise(version="v1.3").outcome.findings
    assert found.code == "G108"
    assert "v1.4" in found.advice("zh")
    assert person.recorded("再改") == "v1.4"
    assert person.codes() == []

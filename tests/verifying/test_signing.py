"""What went round for signature is what is recorded, or it is said."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.revise import Revised, revise_project

pytestmark = pytest.mark.slow

AT = datetime.datetime(2025, 8, 1, 12, tzinfo=datetime.UTC)


def revised(folder: Path, version: str = "") -> Revised:
    day = datetime.date(2025, 8, 1)
    wanted = WantedRevision(
        version=version,
        reason="other",
        note="场地",
        author="甲",
        reviewer="乙",
        approver="丙",
        date=day,
        effective=day,
    )
    return revise_project(folder, wanted, AT, dry_run=True)


def edit(folder: Path, new: str) -> None:
    path = folder / "source/timeline.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("集合参演人员", new).replace("集结参演人员", new), encoding="utf-8")


def codes(made: Revised) -> list[str]:
    return [each.code for each in made.outcome.findings]


def test_what_was_signed_is_recorded_without_a_word(folder: Path, now: Callable[..., Path]) -> None:
    edit(folder, "集结参演人员")
    now(folder, "plan", "v1.4")
    assert codes(revised(folder)) == []


def test_an_edit_after_the_printing_is_named_and_printing_again_settles_it(
    folder: Path, now: Callable[..., Path]
) -> None:
    edit(folder, "集结参演人员")
    now(folder, "plan", "v1.4")
    edit(folder, "集齐参演人员")
    assert codes(revised(folder)) == ["G227"]
    assert codes(revised(folder, "v2.0")) == []  # what was printed for another number says nothing of this one
    now(folder, "plan", "v1.4")
    assert codes(revised(folder)) == []


def test_what_went_round_is_remembered_through_other_builds(folder: Path, now: Callable[..., Path]) -> None:
    edit(folder, "集结参演人员")
    now(folder, "plan", "v1.4")
    edit(folder, "集齐参演人员")
    now(folder, "plan")
    assert codes(revised(folder)) == ["G227"]

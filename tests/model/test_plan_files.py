"""Which files are a plan's, and what a version holds of them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.model.plan_files import (
    canonical_digest,
    content_of,
    is_conflict_copy,
    is_kept_facts,
    is_leftover,
    is_of_plan,
    is_private,
    is_read,
    is_working_record,
)

OF_PLAN = ["source/plan.yaml", "source/备注.txt", "templates/notices/图.png", "source/drills/2024-12-10/findings.yaml"]
LEFT = [
    *("source/plan.yaml.bak", "source/plan.yaml~", "source/a.TMP", "templates/~$house.docx", "templates/Thumbs.db"),
    *("source/.DS_Store", "source/.plangen-abcd1234", "source/x.swp", "source/x.orig", "source/desktop.ini"),
    *("templates/.~lock.house.docx#", "source/._plan.yaml"),
]


@pytest.mark.parametrize("path", OF_PLAN)
def test_everything_below_source_and_templates_is_of_the_plan(path: str) -> None:
    assert is_of_plan(path)
    assert not is_leftover(path)


@pytest.mark.parametrize("path", LEFT)
def test_what_other_programs_left_is_neither_of_the_plan_nor_read(path: str) -> None:
    assert is_leftover(path)
    assert not is_of_plan(path)
    assert not is_read(path)


COPIES = [
    *("timeline (张三的冲突副本 2026-01-02).yaml", "timeline（冲突）.yaml", "timeline_冲突文件_20260102.yaml"),
    *("timeline (John's conflicted copy 2026-01-02).yaml", "timeline (conflicted copy 2026-01-02 101010).yaml"),
    *("timeline.sync-conflict-20260102-101010-ABCDEFG.yaml", "timeline (SFConflict z@x.cn 2026-01-02-10-10-10).yaml"),
    *("timeline [Conflict].yaml", "timeline (Case Conflict 1).yaml", "timeline (衝突複本).yaml", "main (冲突副本)"),
]


@pytest.mark.parametrize("name", COPIES)
def test_what_a_synchroniser_kept_aside_is_a_copy_and_not_read(name: str) -> None:
    assert is_conflict_copy(f"source/{name}")
    assert is_leftover(f"source/{name}")
    assert not is_of_plan(f"source/{name}")


@pytest.mark.parametrize(
    "name",
    ["timeline (1).yaml", "肢体冲突.yaml", "冲突.yaml", "conflict.yaml", "利益冲突（复核）.yaml", "copy of plan.yaml"],
)
def test_a_file_about_conflicts_or_a_numbered_one_is_of_the_plan(name: str) -> None:
    assert not is_conflict_copy(f"source/scenarios/{name}")
    assert is_read(f"source/scenarios/{name}")


def test_a_folder_that_is_called_so_hides_nothing() -> None:
    assert is_of_plan("source/（冲突）/plan.yaml")


@pytest.mark.parametrize(
    "path", ["notes.txt", "output/x.yaml", "source", "source/.schema/plan.schema.json", "source/.hidden.yaml"]
)
def test_what_lies_elsewhere_hides_or_is_generated_is_not_of_the_plan(path: str) -> None:
    assert not is_of_plan(path)


def test_returned_forms_are_private_and_other_files_of_a_drill_are_not() -> None:
    assert is_private("source/drills/2024-12-10/returned/甲.xlsx")
    assert not is_of_plan("source/drills/2024-12-10/returned/甲.yaml")
    assert not is_private("source/drills/2024-12-10/returned.yaml")


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("source/approvals/a--b.yaml", True),
        ("source/incidents/x/case.yaml", True),
        ("source/issued/x.yaml", True),
        ("source/drills/2024-12-10/findings.yaml", True),
        ("source/drill.yaml", False),
        ("source/revisions/v1.0.yaml", False),
        ("templates/approvals/a.docx", False),
    ],
)
def test_working_records_grow_between_revisions(path: str, *, is_one: bool) -> None:
    assert is_working_record(path) is is_one


def test_only_what_plangen_understands_is_read() -> None:
    assert [is_read(path) for path in OF_PLAN] == [True, False, False, True]
    assert is_read("templates/house.DOCX")
    assert not is_read("source/house.docx")


DIGESTS = st.dictionaries(
    st.sampled_from(
        [*OF_PLAN, *LEFT, "source/revisions/v1.0.yaml", "source/revisions/v1.1.yaml", "source/approvals/a.yaml"]
    ),
    st.text(string.hexdigits, min_size=1, max_size=4),
)


@given(DIGESTS, st.text(string.hexdigits, min_size=5, max_size=5))
def test_content_changes_with_every_file_that_counts_and_with_no_other(digests: dict[str, str], new: str) -> None:
    before = content_of(digests, "v1.1")
    for path in (
        *OF_PLAN,
        *LEFT,
        "source/approvals/a.yaml",
        "source/revisions/v1.0.yaml",
        "source/revisions/v1.1.yaml",
    ):
        counts = is_of_plan(path) and not is_working_record(path) and path != "source/revisions/v1.1.yaml"
        assert (content_of({**digests, path: new}, "v1.1") != before) is counts


def test_line_ends_of_texts_and_forms_of_letters_do_not_count() -> None:
    assert canonical_digest(b"a\r\nb\n") == canonical_digest(b"a\nb\n")
    assert canonical_digest(b"\0a\r\n") != canonical_digest(b"\0a\n")
    one, other = {"source/\u00e9.yaml": "1"}, {"source/e\u0301.yaml": "1"}
    assert content_of(one, "v1.0") == content_of(other, "v1.0")


def test_a_name_that_is_no_text_counts_as_its_bytes() -> None:
    """As in an archive that was packed on a system in GBK."""
    names = [raw.decode("utf-8", "surrogateescape") for raw in (b"source/\xd1\xdd.png", b"source/\xd1\xde.png")]
    assert len({content_of({name: "0"}, "v1.0") for name in names}) == 2


def test_what_is_kept_of_approved_facts_is_of_the_plan_and_no_part_of_a_version() -> None:
    path = "source/approvals/kettle-2026--recall-notice.facts"
    assert is_kept_facts(path)
    assert is_of_plan(path)
    assert is_working_record(path)
    assert not is_read(path)
    for other in ("source/approvals/kettle.yaml", "source/approvals/old/kettle.facts", "source/kettle.facts"):
        assert not is_kept_facts(other)

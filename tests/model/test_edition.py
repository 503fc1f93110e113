"""What papers call themselves."""

import pytest
from msgspec.structs import replace

from plangen.model.edition import BARE, draft_of, for_signature, grouped, is_version, recorded
from plangen.model.plan import Plan
from tests.model.test_owed import record


@pytest.mark.parametrize("name", ["v1.0", "v1", "1.0", "v10.20.30", "2"])
def test_a_version(name: str) -> None:
    assert is_version(name)


@pytest.mark.parametrize("name", ["", "v", "v1.", "v1..0", "第一版", "v1.0 ", "v1.0a", "../v1"])
def test_no_version(name: str) -> None:
    assert not is_version(name)


def test_a_draft_says_so_on_covers_at_the_foot_and_on_every_page() -> None:
    made = draft_of("v1.3", {})
    assert made.label == made.header == "草稿（基于 v1.3，有未记录的改动）"
    assert (made.version, made.foot) == ("v1.3", "未定稿")  # no date of a revision that it is not


def test_what_goes_round_for_signature_says_its_content() -> None:
    made = for_signature("v1.4", "0123456789abcdef" * 4, {})
    assert (made.label, made.header, made.foot, made.code) == (
        *("送批稿 v1.4", "送批稿 v1.4", "待批准"),
        "0123456789abcdef" * 4,
    )


def test_a_revision_says_when_another_program_prints_it() -> None:
    assert (recorded("v1.3", {}).label, recorded("v1.3", {}).cover, recorded("v1.3", {}).header) == ("v1.3", "", "")
    assert recorded("v1.3", {}, "0.3").cover == "v1.3，由 plangen 0.3 重新生成"
    assert recorded("v1.3", {}, "0.3", worded=False).cover == "v1.3，由 plangen 0.3 按默认大纲重新生成"
    assert recorded("v1.3", {}, worded=False).cover == ""
    assert recorded("v1.3", {}).foot is None


def test_bare_papers_say_nothing_of_a_revision() -> None:
    assert (BARE.label, BARE.version, BARE.header, BARE.foot, BARE.code) == ("", "", "", "", "")
    assert BARE.heads == {}


def test_a_digest_is_shown_in_groups_of_four() -> None:
    assert grouped("0123456789abcdef" * 4) == "0123 4567 89ab cdef 0123 4567 89ab cdef"


@pytest.mark.parametrize(
    ("versions", "label"),
    [
        ([], "未发布"),
        (["v1.9"], "v1.9"),
        (["v1.10", "v1.9"], "v1.10"),
        (["v1.9", "v1.10"], "v1.10"),
        (["v1.10", "v2.0", "v1.9"], "v2.0"),
    ],
)
def test_papers_call_themselves_by_the_latest_record_however_its_file_is_sorted(
    versions: list[str], label: str
) -> None:
    plan = Plan({}, {"revisions": tuple(replace(record(0), version=each) for each in versions)})
    assert (plan.version, plan.edition.label, plan.edition.version) == (label, label, label)

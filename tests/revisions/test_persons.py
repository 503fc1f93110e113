"""Who signs a revision and when it is dated: blanks of a record by hand are filled in, wrong dates are asked about."""

import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.pipeline.check import Study
from plangen.pipeline.revisions.asked.persons import filled
from plangen.pipeline.revisions.proposal import Proposal, WantedRevision
from plangen.pipeline.revisions.record_text import record_text
from tests.revisions.test_proposal import COMPLETE, DAY, RECORD, codes, proposed, study, study_files_with

BLANK = """# 修订记录：每个版本一个文件
version: v1.0
date: !todo 首次编制日期
reason: 首次编制
summary: 首次编制
author: !todo 编制人   # 办公室
reviewer: "【待填写：审核人】"
approver: 【待填写：批准人】
effective: !todo 生效日期
"""
FLOW = (
    b"{version: v1.0, date: 2024-11-20, reason: a, summary: a, author: !todo a, reviewer: b, approver: c,"
    b" effective: 2024-12-01}\n"
)
PATH = "source/revisions/v1.0.yaml"
SILENT: dict[str, Any] = {"reason": "", "author": "", "reviewer": "", "approver": "", "effective": None}
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def first(raw: bytes, **wanted: Any) -> Proposal:
    return proposed(study_files_with({PATH: raw}), version="v1.0", revisions=(), **{**SILENT, **wanted})


@given(
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gbk"]),
    end=st.sampled_from(["\n", "\r\n"]),
    name=st.text(st.sampled_from("张三 a'\":#{}\\【】-!"), min_size=1, max_size=8).filter(
        lambda text: text.strip() == text
    ),
)
def test_the_blanks_of_a_record_are_filled_and_every_other_byte_stays(encoding: str, end: str, name: str) -> None:
    raw = BLANK.replace("\n", end).encode(encoding)
    there = first(raw, author=name, reviewer="李四", approver="王五", effective=DAY)
    made = filled(there, raw)
    assert (made.contrary, made.blank) == ((), ())
    assert made.record is not None
    assert (made.record.author, made.record.date, made.record.effective) == (name, DAY, DAY)
    before, after = raw.split(end.encode()), made.raw.split(end.encode())
    assert len(before) == len(after)
    changed = [old.partition(b":")[0] for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [b"date", b"author", b"reviewer", b"approver", b"effective"]
    assert after[5].endswith("   # 办公室".encode(encoding.removesuffix("-sig")))
    assert codes(there) == []


def test_what_stays_blank_is_asked_for_by_name() -> None:
    """The date alone has a default; nothing is recorded as 【待填写】."""
    found = filled(first(BLANK.encode(), author="甲"), BLANK.encode())
    assert found.blank == ("reviewer", "approver", "effective")
    assert codes(first(BLANK.encode(), author="甲")) == ["G205", "G205", "G205"]
    assert codes(first(BLANK.encode())) == ["G205"] * 4


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"reason": "first"}, []),
        ({"reason": "law"}, ["G210"]),
        ({"author": "甲"}, []),
        ({"author": "丁"}, ["G210"]),
        ({"effective": datetime.date(2024, 12, 1)}, []),
        ({"effective": datetime.date(2024, 12, 2)}, ["G210"]),
        ({"answers": ("f-01",)}, ["G210"]),
    ],
)
def test_the_command_line_may_say_what_the_record_says_and_nothing_else(wanted: Any, found: list[str]) -> None:
    raw = RECORD.format(version="v1.0", more="").replace("reason: 演练", "reason: 首次编制").encode()
    there = first(raw, **wanted)
    assert codes(there) == found
    assert filled(there, raw).raw == raw


@pytest.mark.parametrize(
    ("text", "codec", "gone", "come"),
    [
        (BLANK.encode("utf-16"), "utf-16-le", "!todo 编制人   # 办公室", "甲   # 办公室"),
        (FLOW, "utf-8", "author: !todo a,", "author: 甲,"),
        (
            BLANK.replace("author: !todo 编制人   # 办公室", "author: >-\n  【待填写：甲】").encode(),
            "utf-8",
            "author: >-\n  【待填写：甲】\n",
            "author: 甲\n",
        ),
    ],
)
def test_a_blank_is_filled_however_it_is_written(text: bytes, codec: str, gone: str, come: str) -> None:
    dated = text.replace("!todo 首次编制日期".encode(codec), DAY.isoformat().encode(codec))
    made = filled(first(text, author="甲"), text).raw
    assert made == dated.replace(gone.encode(codec), come.encode(codec))


def test_a_record_whose_blanks_cannot_be_filled_stays_as_it_is_and_says_so() -> None:
    anchored = BLANK.replace("author: !todo 编制人", "author: &who !todo 编制人")
    text = anchored.replace('"【待填写：审核人】"', "*who").encode()
    there = first(text, author="甲", reviewer="b", approver="c", effective=datetime.date(2024, 12, 1))
    assert filled(there, text).raw == text
    assert "G210" in codes(there)


def test_the_first_edition_needs_no_reason_and_no_later_one_can_be_it() -> None:
    there = proposed(revisions=(), version="v1.0", reason="")
    assert codes(there) == []
    assert 'reason: "首次编制"' in record_text(there)
    assert codes(proposed(reason="first")) == ["G223"]
    assert codes(proposed(revisions=(), version="v1.0", reason="law")) == []
    assert not WantedRevision(date=DAY, confirms_date=True).says_anything


def dated(here: Study, date: datetime.date, now: datetime.datetime, **more: Any) -> list[str]:
    return codes(proposed(here, **{**COMPLETE, "date": date, "effective": date, "asked_at": now, **more}))


@pytest.mark.parametrize(("days", "found"), [(-31, ["G224"]), (-30, []), (0, []), (1, ["G225"])])
def test_a_revision_is_not_dated_before_the_last_one_nor_in_the_future(days: int, found: list[str]) -> None:
    """The last one is of 2024-11-20, and today is thirty days later."""
    here = study(**{"revisions/v1.0.yaml": RECORD.format(version="v1.0", more="")})
    now = datetime.datetime.combine(DAY, datetime.time(9), CHINA)
    assert dated(here, DAY + datetime.timedelta(days=days), now) == found
    assert dated(here, DAY + datetime.timedelta(days=days), now, confirms_date=True) == []


def test_it_is_tomorrow_in_china_before_it_is_elsewhere() -> None:
    late = datetime.datetime.combine(DAY, datetime.time(20), datetime.UTC)
    assert dated(study(), DAY + datetime.timedelta(days=1), late) == []
    assert dated(study(), DAY + datetime.timedelta(days=2), late) == ["G225"]


@pytest.mark.parametrize(("seconds", "found"), [(-1, ["G226"]), (0, [])])
def test_a_clock_before_the_last_revision_is_doubted(seconds: int, found: list[str]) -> None:
    now = datetime.datetime.fromtimestamp(seconds, CHINA)  # the last one was recorded at 0
    assert dated(study(), now.date(), now) == found
    assert dated(study(), now.date(), now, confirms_date=True) == []


@pytest.mark.parametrize(
    ("effective", "found"), [("2025-01-01", ["G228"]), ("2024-12-21", ["G228"]), ("2024-12-20", []), ("2024-11-20", [])]
)
def test_a_version_that_will_never_come_into_force_is_warned_of(effective: str, found: list[str]) -> None:
    """v1.1 is in force from 2024-12-20: v1.0, which was to be later, never will be; one of today has had its hours."""
    record = RECORD.format(version="v1.0", more="").replace("effective: 2024-12-01", f"effective: {effective}")
    here = study(**{"revisions/v1.0.yaml": record})
    there = proposed(here, effective=DAY)
    assert codes(msgspec.structs.replace(there, known=("v1.0",))) == found
    assert codes(there) == []  # a record that was never recorded is none


def test_of_two_versions_that_begin_on_one_day_to_come_the_first_never_holds() -> None:
    record = RECORD.format(version="v1.0", more="").replace("effective: 2024-12-01", "effective: 2025-01-01")
    there = proposed(study(**{"revisions/v1.0.yaml": record}), effective=datetime.date(2025, 1, 1))
    assert codes(msgspec.structs.replace(there, known=("v1.0",))) == ["G228"]

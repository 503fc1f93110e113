"""Whom a notice is for decides where it goes, what its pages say and by what it may go out."""

from typing import Any

import pytest

from plangen.office.readable.document import document_lines
from plangen.pipeline.check import check_project

pytestmark = pytest.mark.slow

COMMUNICATION = "source/communication.yaml"
KIND = "stop-use, title: 停止使用提示, template: stop-use.docx, audience: 消费者"


def internal(desk: Any, more: str = ", reach: 内部, channels: [内部邮件, 值班室]") -> None:
    desk.edit(COMMUNICATION, KIND, KIND + more)
    desk.approve_all()


def test_an_internal_notice_is_released_within_the_house(desk: Any) -> None:
    """In a folder and a row of numbers of its own, marked on every page, by its own channels."""
    internal(desk)
    done = desk.issue()
    assert desk.said(done) == []
    assert done.path.relative_to(desk.root).as_posix().startswith("output/内部下发/")
    assert (done.record.reach, done.record.number) == ("内部", "内2026-001")
    assert [each.channel for each in done.record.channels] == ["内部邮件", "值班室"]
    lines = list(document_lines(desk.parts(done.path.relative_to(desk.root).as_posix())))
    assert lines.count("内部使用，不对外提供") == 1  # headers that say the same count once
    assert b"v:shape" not in b"".join(desk.parts(done.path.relative_to(desk.root).as_posix()).values())
    assert not (desk.root / "output/正式发布").exists()


@pytest.mark.parametrize("channel", ["公司网站", "新闻发布会", "电视台", "内部邮件 "])
def test_no_channel_but_those_of_the_kind_is_recorded(desk: Any, channel: str) -> None:
    internal(desk)
    before = desk.files()
    refused = desk.issue(channels=(channel,))
    assert desk.said(refused) == [f"A228 “停止使用提示”没有渠道“{channel}”"]
    assert desk.files() == before
    assert desk.issue(channels=("值班室",)).record.channels[0].channel == "值班室"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (", reach: 内部", "A270"),
        (", reach: 个人", "A270"),
        (", reach: 内部, channels: [公司网站]", "A271"),
        (", reach: 个人, channels: [挂号信, 新闻发布会]", "A271"),
    ],
)
def test_what_is_not_public_has_channels_of_its_own_or_does_not_go_out(desk: Any, more: str, code: str) -> None:
    """The check warns of it; an issue is refused."""
    internal(desk, more)
    assert code in {each.code for each in desk.issue().outcome.findings}
    assert code in {each.code for each in check_project(desk.root).findings}
    assert not (desk.root / "source/issued").exists()


def test_a_letter_goes_to_persons_who_may_be_counted(desk: Any) -> None:
    internal(desk, ", reach: 个人, channels: [挂号信]")
    done = desk.issue(recipients=86)
    assert done.path.parent.name == "个人送达"
    assert (done.record.number, done.record.recipients) == ("个2026-001", 86)


def test_a_mark_of_its_own_stands_instead_and_a_public_notice_has_none(desk: Any) -> None:
    assert desk.approve("draft", "legal-head").written
    public = desk.read(desk.record)
    assert "document.page_mark" not in public  # what was approved before there were marks still holds
    desk.edit(COMMUNICATION, KIND, KIND + ", mark: 仅供接听人员")
    assert desk.states()["draft"] == "lapsed"
    desk.approve_all()
    done = desk.issue()
    assert "仅供接听人员" in list(document_lines(desk.parts(done.path.relative_to(desk.root).as_posix())))


def test_an_older_record_with_a_wrong_channel_is_told(desk: Any) -> None:
    """It says no reach, as before there were any; it reads as before and is not changed."""
    desk.approve_all()
    done = desk.issue()
    lines = [each for each in desk.read(done.file).splitlines() if not each.startswith(("reach:", "number:"))]
    (desk.root / done.file).write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert "A272" not in {each.code for each in check_project(desk.root).findings}
    desk.edit(COMMUNICATION, KIND, KIND + ", reach: 内部, channels: [内部邮件]")
    found = [each for each in check_project(desk.root).findings if each.code == "A272"]
    assert [each.message("zh") for each in found] == [
        f"“停止使用提示”的记录写着经“{name}”发布" for name in ("公司网站", "社交媒体账号", "新闻发布会")
    ]


def test_the_sample_knows_which_of_its_notices_are_not_public(plan: Any) -> None:
    kinds = {each.id: each.reach for each in plan.communication.notices if each.reach != "公开"}
    letters = dict.fromkeys(("leak-personal-notice", "correction-letter", "withdrawal-letter"), "个人")
    assert kinds == {**letters, "hotline-qa": "内部"}
    channels = {each.id: plan.communication.channels_of(each) for each in plan.communication.notices}
    assert channels["sms"] == ("短信",)
    assert not set(plan.communication.channels) & {*channels["hotline-qa"], *channels["leak-personal-notice"]}
    assert channels["recall-notice"] == plan.communication.channels

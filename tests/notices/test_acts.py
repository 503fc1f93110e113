"""Corrections and withdrawals: notices of their own, from the file that begins them to what becomes of the first."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from plangen.errors import NoNotice
from plangen.model.issue_history import begun, fates_of
from plangen.model.plan import Plan
from plangen.office.readable.document import document_lines
from plangen.pipeline.check import study
from plangen.pipeline.notices.acts.begin import ActBegun, WantedAct, begin_act
from plangen.pipeline.notices.issuing.listed_issues import list_register
from plangen.pipeline.notices.status import notice_status
from plangen.pipeline.verifying.as_issued import issued_as
from plangen.reporting.issued_copies import issued_text
from plangen.reporting.style import Style
from plangen.workspace.project import read_files
from tests.notices.conftest import Desk, parts_of

pytestmark = pytest.mark.slow

INCIDENT = "source/incidents/kettle-2026.yaml"
CORRECTION, WITHDRAWAL = "kettle-2026-c1/correction-notice", "kettle-2026-w1/withdrawal-notice"
CASE = "source/incidents/kettle-2026-c1.yaml"
RECORD = "source/issued/kettle-2026-c1--correction-notice--20260303-0900.yaml"
LINK = 'concerns:\n  case: kettle-2026\n  kind: stop-use\n  time: "2026-03-02 14:05"\n'
STAGES = (("draft", "legal-head"), ("review", "legal-head"), ("approve", "general-manager"))
SAYS = {
    "wrong": ("热线400-000-0000",),
    "right": ("热线400-000-0001",),
    "advice": "拨打更正后的号码",
    "dated": "2026-03-03",
}
GONE = {"reason": "型号写错", "now": "以重新发布的通知为准", "advice": "等待重新发布", "dated": "2026-03-04"}


class Legal:
    """The desk of legal with a notice that went out, and what is done about it."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk, name)

    def begin(self, act: Any, notice: str = "", **more: Any) -> ActBegun:
        dry_run = more.pop("dry_run", False)
        wanted = WantedAct(act=act, notice=notice or self.desk.notice, **more)
        return begin_act(self.desk.root, wanted, dry_run=dry_run)

    def correct(self, notice: str = "", **more: Any) -> ActBegun:
        return self.begin("更正", notice, **{**SAYS, **more})

    def withdraw(self, notice: str = "", **more: Any) -> ActBegun:
        return self.begin("撤回", notice, **{**GONE, **more})

    def pass_all(self, notice: str, date: str) -> None:
        for stage, by in STAGES:
            approved = self.desk.approve(stage, by, date, notice=notice)
            assert approved.written, self.desk.said(approved)

    def issue_correction(self, time: str = "2026-03-03 09:00") -> Any:
        assert self.correct().written
        self.pass_all(CORRECTION, "2026-03-03")
        done = self.desk.issue(time, notice=CORRECTION)
        assert done.written, self.desk.said(done)
        return done

    def issue_withdrawal(self, time: str = "2026-03-04 09:00") -> Any:
        begun_now = self.withdraw()
        assert begun_now.written, self.codes(begun_now)
        self.pass_all(WITHDRAWAL, "2026-03-04")
        done = self.desk.issue(time, notice=WITHDRAWAL)
        assert done.written, self.desk.said(done)
        return done

    def approve_all_again(self) -> None:
        """After a change: each stage on a day that fits whatever the notice is dated."""
        self.pass_all(self.desk.notice, "2026-03-02")

    def codes(self, done: Any) -> list[str]:
        return [each.code for each in done.outcome.findings]

    def plan(self) -> Plan:
        return study(self.desk.root).plan

    def lines(self, done: Any) -> str:
        return "\n".join(document_lines(parts_of(done.path)))


@pytest.fixture(scope="module")
def issued(pristine: Path, printer: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose short notice was issued."""
    folder = tmp_path_factory.mktemp("issued") / "演练 计划"
    shutil.copytree(pristine, folder)
    desk = Desk(folder, printer)
    for key, value in (("address", "甲市示例路1号"), ("website", "www.nuanyang.cn"), ("hours", "每日8:00至20:00")):
        text = desk.read("source/communication.yaml")
        (folder / "source/communication.yaml").write_text(
            re.sub(f"  {key}: !todo .*", f"  {key}: {value}", text), "utf-8"
        )
    desk.approve_all()
    assert desk.issue().written
    return folder


@pytest.fixture
def legal(issued: Path, printer: str, tmp_path: Path) -> Legal:
    folder = tmp_path / "演练 计划"
    shutil.copytree(issued, folder)
    return Legal(Desk(folder, printer))


def test_from_a_wrong_notice_to_its_correction_and_withdrawal(legal: Legal) -> None:
    """With the commands, as a lawyer types them: correct, approve, issue, withdraw, approve, issue."""
    issued = {name: raw for name, raw in legal.files().items() if "/issued/" in name or "正式发布" in name}
    done = legal.plangen(
        *("correct", "停止使用提示", "--wrong", "热线400-000-0000", "--right", "热线400-000-0001"),
        *("--cause", "录入错误", "--advice", "拨打更正后的号码", "--date", "2026-03-03"),
    )
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"已开始更正：kettle-2026/stop-use（2026-03-02 14:05 发布），更正公告是 {CORRECTION}\n"
        f"  文件  {CASE}\n"
        f"  下一步  核对并填写这个文件（plangen notices questions kettle-2026-c1），再照常审批和发布 {CORRECTION}\n"
    )
    assert legal.read(CASE) == (
        "# yaml-language-server: $schema=../.schema/case.schema.json\n"
        "# 更正：电热水壶召回：停止使用提示（2026-03-02 14:05 发布）。"
        "由 plangen notices correct 写入，以后照事件文件填写。\n"
        "# 这里没有写的事实（名称、热线、地址等）取自 kettle-2026。\n"
        "id: kettle-2026-c1\n"
        'title: "电热水壶召回更正1"\n'
        "scenario: product-quality\n"
        "concerns:\n"
        "  case: kettle-2026\n"
        "  kind: stop-use\n"
        '  time: "2026-03-02 14:05"\n'
        "notices:\n"
        "  - correction-notice\n"
        "incident:\n"
        "  issued: 2026-03-03\n"
        "  original:\n"
        '    title: "停止使用提示"\n'
        "    issued: 2026-03-02\n"
        "    channels:\n"
        '      - "公司网站"\n'
        '      - "社交媒体账号"\n'
        '      - "新闻发布会"\n'
        "  correction:\n"
        "    points:\n"
        '      - wrong: "热线400-000-0000"\n'
        '        right: "热线400-000-0001"\n'
        '    since: "2026年3月2日14:05"\n'
        '    cause: "录入错误"\n'
        '    advice: "拨打更正后的号码"\n'
    )
    assert f"  正在更正  {CORRECTION}（{CASE}）\n" in legal.plangen("status", legal.notice).out
    legal.pass_all(CORRECTION, "2026-03-03")
    assert legal.said(legal.issue("2026-03-03 09:00", notice=CORRECTION)) == []
    record = legal.read(RECORD)
    assert "act: " in record
    assert LINK in record

    withdrawn = legal.plangen(
        *("withdraw", legal.notice, "--reason", "型号写错", "--now", "以重新发布的通知为准"),
        *("--advice", "等待重新发布", "--date", "2026-03-04"),
    )
    assert withdrawn.out.startswith(
        f"已开始撤回：kettle-2026/stop-use（2026-03-02 14:05 发布），撤回公告是 {WITHDRAWAL}\n"
    ), withdrawn.out
    legal.pass_all(WITHDRAWAL, "2026-03-04")
    assert legal.said(legal.issue("2026-03-04 09:00", notice=WITHDRAWAL)) == []
    assert legal.plangen("status", legal.notice).out.endswith(
        "  已发布  2026-03-02 14:05  电热水壶召回-停止使用提示-20260302-1405.docx\n"
        f"      已于 2026-03-03 09:00 由 {CORRECTION} 更正\n"
        f"      已于 2026-03-04 09:00 由 {WITHDRAWAL} 撤回，不再有效\n"
        "  没有填写的内容  无\n"
        "  版面  没有看过（没有找到 LibreOffice）\n"
        "  能否发布  不能\n"
        "  下一步  已撤回；需要重新发布的，改正内容以后重新审批\n"
    )
    assert "      更正的是 kettle-2026/stop-use（2026-03-02 14:05 发布）\n" in legal.plangen("status", CORRECTION).out
    assert {name: legal.files()[name] for name in issued} == issued  # nothing that went out is written again


def test_the_correction_tells_its_reader_what_a_correction_has_to(legal: Legal) -> None:
    """That it is one, which notice, its date, where it stood, what was wrong since when, what is right, an apology."""
    said = legal.lines(legal.issue_correction())
    for words in (
        "更正公告",
        "暖阳电器有限公司（以下简称“本公司”）于2026年3月2日通过公司网站、社交媒体账号、新闻发布会发布的《停止使用提示》",
        "有误内容：热线400-000-0000。",
        "正确内容：热线400-000-0001。",
        "有误的内容自2026年3月2日14:05起发布。",
        "本公司深表歉意",
        "请拨打更正后的号码。",
        "咨询热线：400-000-0000（服务时间：每日8:00至20:00）。",  # of the incident that it concerns
        "2026年3月3日",
    ):
        assert words in said, words


def test_the_withdrawal_tells_its_reader_what_a_withdrawal_has_to(legal: Legal) -> None:
    said = legal.lines(legal.issue_withdrawal())
    for words in (
        "撤回公告",
        "决定撤回于2026年3月2日通过公司网站、社交媒体账号、新闻发布会发布的《停止使用提示》",
        "原通知不再有效",
        "型号写错。",
        "以重新发布的通知为准。",
        "请等待重新发布。",
        "本公司深表歉意",
    ):
        assert words in said, words


def test_the_title_is_the_one_that_stands_on_what_was_issued(legal: Legal) -> None:
    """Of a notice whose first line is a title; where its file is gone the kind of notice is named, and said to be."""

    def with_title(parts: dict[str, bytes]) -> None:
        body = parts["word/document.xml"]
        parts["word/document.xml"] = body.replace(b'w:pStyle w:val="Body"', b'w:pStyle w:val="Title"', 1)

    legal.change(with_title)
    legal.edit(INCIDENT, "issued: 2026-03-02", "issued: 2026-03-03")
    legal.edit("source/communication.yaml", "audience: 消费者}", "audience: 消费者, repeats: true}")
    legal.approve_all_again()
    issued = legal.issue("2026-03-03 08:00")
    assert issued.written, legal.said(issued)
    assert legal.correct(dry_run=True, dated="2026-03-04").unread == ""
    assert legal.correct(dated="2026-03-04").written
    assert 'title: "暖阳电器有限公司关于停止使用电热水壶的提示"' in legal.read(CASE)
    (legal.root / CASE).unlink()
    issued.path.unlink()
    begun_now = legal.correct(dated="2026-03-04")
    assert begun_now.unread == issued.path.name
    assert 'title: "停止使用提示"' in legal.read(CASE)


def test_what_is_not_said_yet_stays_open_and_is_asked_for(legal: Legal) -> None:
    done = legal.plangen("correct", legal.notice)
    assert "  待填写  发布日期、有误内容、正确内容、读者应当怎样做\n" in done.out
    asked = legal.plangen("questions", "kettle-2026-c1").out
    for question in (
        "原通知中有误的内容是什么？请照抄原文。",
        "正确的内容是什么？只写已经核实的。",
        "通知在哪一天发布？",
    ):
        assert question in asked, question
    assert "法务部" in asked
    for stage, by in STAGES[:2]:
        assert legal.approve(stage, by, "2026-03-03", notice=CORRECTION).written
    refused = legal.said(legal.approve(*STAGES[2], "2026-03-03", notice=CORRECTION))
    assert [each for each in refused if each.startswith("A208")] == [
        "A208 还有 4 项没有填写：有误内容、正确内容、读者应当怎样做、发布日期"
    ]


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ({"notice": "kettle-2026/stop-text"}, "A291", "“kettle-2026/stop-text”没有发布过"),
        ({"notice": "product-quality/recall-notice"}, "A291", "“product-quality/recall-notice”没有发布过"),
        ({"issue": "2026-03-02 14:06"}, "I136", "“kettle-2026/stop-use”没有在“2026-03-02 14:06”发布过"),
        ({"issue": "昨天"}, "I136", "“kettle-2026/stop-use”没有在“昨天”发布过"),
        ({"right": ()}, "A296", "--wrong 写了 1 处，--right 写了 0 处"),
        ({"dated": "明天"}, "A206", "“明天”不是日期"),
    ],
)
def test_each_refusal_says_what_is_wrong(legal: Legal, given: dict[str, Any], code: str, said: str) -> None:
    before = legal.files()
    assert legal.said(legal.correct(**given)) == [f"{code} {said}"]
    assert legal.files() == before


def test_the_issue_that_is_meant_is_found_however_its_time_is_written(legal: Legal) -> None:
    assert legal.correct(issue="2026年3月2日14:05", dry_run=True).outcome.findings == ()
    with pytest.raises(NoNotice):
        legal.correct("kettle-2026/no-such-kind")


def test_a_second_correction_waits_for_the_first_and_then_has_the_next_number(legal: Legal) -> None:
    legal.correct()
    before = legal.files()
    assert legal.codes(legal.correct()) == ["A293"]
    assert legal.codes(legal.withdraw()) == ["A293"]
    assert f"：{CORRECTION}（{CASE}）" in legal.said(legal.correct())[0]
    assert legal.files() == before
    (legal.root / CASE).unlink()
    legal.issue_correction()
    second = legal.correct()
    assert second.notice == "kettle-2026-c2/correction-notice"
    assert [each.name for each in begun(legal.plan(), fates_of(legal.plan(), "kettle-2026", "stop-use")[0].issue)] == [
        second.notice
    ]


def test_a_correction_that_is_wrong_is_corrected_itself(legal: Legal) -> None:
    legal.issue_correction()
    done = legal.correct(CORRECTION, dated="2026-03-05")
    assert done.notice == "kettle-2026-c2/correction-notice"
    text = legal.read("source/incidents/kettle-2026-c2.yaml")
    assert 'title: "电热水壶召回更正2"' in text
    assert 'title: "暖阳电器有限公司关于电热水壶的更正公告"' in text  # as it stands on the page
    legal.pass_all(done.notice, "2026-03-05")
    assert "400-000-0000（服务时间" in legal.lines(legal.issue("2026-03-05 09:00", notice=done.notice))


def test_what_was_withdrawn_is_neither_corrected_nor_withdrawn_and_a_withdrawal_stays(legal: Legal) -> None:
    legal.issue_withdrawal()
    assert legal.codes(legal.correct()) == ["A292"]
    assert legal.said(legal.withdraw()) == [
        f"A292 “kettle-2026/stop-use”（2026-03-02 14:05发布）已于2026-03-04 09:00由 {WITHDRAWAL} 撤回"
    ]
    assert legal.codes(legal.withdraw(WITHDRAWAL)) == ["A295"]
    assert legal.correct(WITHDRAWAL, dated="2026-03-05").written


def test_a_withdrawn_notice_goes_out_again_only_put_right_and_with_the_reason(legal: Legal) -> None:
    legal.issue_withdrawal()
    assert legal.said(legal.issue("2026-03-02 18:00")) == ["A298 这份通知已于2026-03-04 09:00撤回，此后没有改动"]
    legal.edit(INCIDENT, "name: 电热水壶", "name: SL-1500电热水壶")
    legal.edit(INCIDENT, "issued: 2026-03-02", "issued: 2026-03-05")
    assert "A299" in legal.codes(legal.issue("2026-03-05 09:00"))
    legal.pass_all(legal.notice, "2026-03-05")
    (now,) = notice_status(legal.root, legal.notice).notices
    assert now.can_issue
    assert "--reason" in now.next_step.zh
    assert legal.said(legal.issue("2026-03-05 09:00")) == [
        "A299 这份通知已于2026-03-04 09:00撤回，现在是改正后重新发布"
    ]
    done = legal.issue("2026-03-05 09:00", reason="补写型号")
    assert (done.written, done.record.reason, done.record.act) == (True, "补写型号", None)
    first, second = fates_of(legal.plan(), "kettle-2026", "stop-use")
    assert (first.superseded, second.withdrawn) == (second.issue, None)
    assert legal.issue("2026-03-05 10:00").known


def test_a_changed_notice_is_not_issued_over_the_first_and_both_ways_are_named(legal: Legal) -> None:
    legal.edit(INCIDENT, "400-000-0000", "400-000-0001")
    legal.approve_all_again()
    done = legal.plangen(
        *("issue", legal.notice, "--time", "2026-03-02 15:00", "--by", "法务部负责人", "--name", "李四")
    )
    assert "错误[A229] 这份通知已于2026-03-02 14:05发布，此后有改动：事件.热线" in done.out
    for way in ("plangen notices correct", "plangen notices withdraw", "repeats: true"):
        assert way in done.out, way
    assert "没有发布，没有写任何文件" in done.out


def test_a_kind_that_is_issued_again_and_again_needs_no_correction(legal: Legal) -> None:
    legal.edit("source/communication.yaml", "audience: 消费者}", "audience: 消费者, repeats: true}")
    for number, hotline in enumerate(("400-000-0001", "400-000-0002"), start=2):
        legal.edit(INCIDENT, f"400-000-000{number - 2}", hotline)
        legal.approve_all_again()
        assert legal.issue(f"2026-03-02 15:0{number}").written
    assert [each.number for each in fates_of(legal.plan(), "kettle-2026", "stop-use")] == [1, 2, 3]
    status = legal.status()
    assert "  已发布  2026-03-02 14:05  电热水壶召回-停止使用提示-20260302-1405.docx（第1次）\n" in status
    assert "-1503.docx（第3次）\n" in status
    assert legal.said(legal.issue("2026-03-02 16:00", reason="笔误")) == ["A231 这份通知没有撤回过"]


def test_a_record_of_former_days_still_counts_as_a_correction(legal: Legal) -> None:
    first = legal.read("source/issued/kettle-2026--stop-use--20260302-1405.yaml")
    then = first.replace("14:05", "15:00").replace("1405", "1500")
    then = then.replace("template:", 'corrects: "2026-03-02 14:05"\nreason: "热线号码有误"\ntemplate:', 1)
    (legal.root / "source/issued/kettle-2026--stop-use--20260302-1500.yaml").write_text(then, "utf-8")
    one, two = fates_of(legal.plan(), "kettle-2026", "stop-use")
    assert (one.corrected, one.superseded, two.number) == ((two.issue,), two.issue, 2)
    assert (
        "  已更正  2026-03-02 15:00  电热水壶召回-停止使用提示-20260302-1500.docx（热线号码有误）\n" in legal.status()
    )
    assert legal.correct(issue="2026-03-02 15:00", dry_run=True).outcome.findings == ()


def test_a_correction_is_issued_after_the_notice_and_says_its_day(legal: Legal) -> None:
    legal.correct(dated="2026-03-02")
    legal.pass_all(CORRECTION, "2026-03-02")
    for time, codes in (("2026-03-02 14:05", ["A297"]), ("2026-03-02 14:06", [])):
        assert legal.codes(legal.issue(time, notice=CORRECTION, dry_run=True)) == codes
    legal.edit(CASE, "    issued: 2026-03-02", "    issued: 2026-03-01")
    assert "I133" in legal.codes(legal.issue("2026-03-02 15:00", notice=CORRECTION))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('time: "2026-03-02 14:05"', 'time: "2026-03-02 14:06"', "I130"),
        (LINK, "", "I131"),
        ("- correction-notice", "- correction-notice\n  - stop-use", "I132"),
        ('right: "热线400-000-0001"', 'right: "热线400-000-0000"', "I134"),
    ],
)
def test_what_is_wrong_in_the_file_stops_the_approval(legal: Legal, old: str, new: str, code: str) -> None:
    legal.correct()
    legal.edit(CASE, old, new)
    for stage, by in STAGES[:2]:
        legal.approve(stage, by, "2026-03-03", notice=CORRECTION)
    refused = legal.approve(*STAGES[2], "2026-03-03", notice=CORRECTION)
    assert code in legal.codes(refused)


def test_a_notice_whose_incident_is_gone_says_what_to_restore(legal: Legal) -> None:
    (legal.root / INCIDENT).unlink()
    record = "source/issued/kettle-2026--stop-use--20260302-1405.yaml"
    assert legal.said(legal.correct()) == [f"I135 有 kettle-2026/stop-use 的发布记录（{record}），但计划里没有这份通知"]


def test_a_plan_without_such_a_kind_is_told_what_to_add(legal: Legal) -> None:
    text = legal.read("source/communication.yaml")
    kept = "".join(line for line in text.splitlines(keepends=True) if "act: " not in line)
    (legal.root / "source/communication.yaml").write_text(kept, "utf-8")
    done = legal.plangen("correct", legal.notice)
    assert done.code == 1
    assert "错误[A294] communication.yaml 的 notices 里没有 act 是“更正”、发布范围是“公开”的通知种类" in done.out
    assert "- {id: correction-notice, title: 更正公告, template: correction-notice.docx, audience: 对象, " in done.out
    assert "act: 更正, reach: 公开}" in done.out
    assert "id: withdrawal-notice, title: 撤回公告" in legal.plangen("withdraw", legal.notice, "--reason", "x").out


def test_no_file_is_written_over_and_ids_of_records_are_not_used_again(legal: Legal) -> None:
    (legal.root / CASE).write_text("# 自己的笔记\n", "utf-8")
    assert legal.correct().notice != CORRECTION
    assert legal.read(CASE) == "# 自己的笔记\n"


def test_a_dry_run_and_json(legal: Legal) -> None:
    before = legal.files()
    tree = json.loads(legal.plangen("correct", legal.notice, "--dry-run", "--json").out)
    assert {key: tree[key] for key in ("ok", "notice", "file", "begun")} == {
        "ok": True,
        "notice": CORRECTION,
        "file": CASE,
        "begun": False,
    }
    assert tree["concerns"] == {"notice": "kettle-2026/stop-use", "time": "2026-03-02 14:05"}
    assert tree["open"] == ["发布日期", "有误内容", "正确内容", "读者应当怎样做"]
    assert legal.plangen("withdraw", legal.notice, "--reason", "型号写错", "--dry-run").out.startswith("可以开始撤回：")
    assert legal.files() == before


@pytest.mark.parametrize(
    "text", ['引号"和\\反斜线', "{{ 公司.全称 }}", "# 不是注释", "!todo 不是待填", "一行\n两行", "- a: b"]
)
def test_whatever_is_quoted_is_read_back_as_it_was(legal: Legal, text: str) -> None:
    done = legal.correct(wrong=(text,))
    if not done.written:
        assert done.outcome.findings
        return
    (case,) = (each for each in legal.plan().incidents if each.id == "kettle-2026-c1")
    assert case.incident.correction is not None
    assert case.incident.correction.points[0].wrong == text


def test_an_old_script_is_told_how_it_is_done_now(legal: Legal) -> None:
    for language, said in (("zh", "plangen notices correct kettle-2026/stop-use"), ("en", "no --correction any more")):
        done = legal.plangen(
            *("issue", legal.notice, "--time", "2026-03-02 15:00", "--correction", "笔误", "--lang", language)
        )
        assert done.code == 2
        assert said in done.err
    assert "--correction" not in legal.plangen("issue", "--help").out


def test_what_the_incident_says_reaches_its_correction_but_not_what_is_of_one_notice(legal: Legal) -> None:
    own = "  as_of: 2026年3月2日12:00\n  next_update: 2026年3月9日\n  follow_up: {progress: [已停止销售]}\n"
    (legal.root / INCIDENT).write_text(legal.read(INCIDENT) + own, "utf-8")
    legal.correct()
    plan = legal.plan()
    incident = plan.cases["kettle-2026-c1"].incident
    assert incident is not None
    assert (incident.name, incident.hotline) == ("电热水壶", "400-000-0000")
    assert str(incident.issued) == "2026-03-03"
    assert (incident.as_of, incident.next_update, incident.follow_up) == (None, None, None)
    assert (
        next(each for each in plan.incidents if each.id == "kettle-2026-c1").incident.name is None
    )  # as it is written


def test_the_file_of_a_correction_has_no_findings_of_its_own(legal: Legal) -> None:
    legal.correct()
    found = [each for each in study(legal.root).outcome.findings if Path(each.at.file).name == "kettle-2026-c1.yaml"]
    assert [f"{each.code} {each.message('zh')}" for each in found] == []


def test_what_went_to_persons_is_set_right_by_a_letter_and_not_in_public(legal: Legal) -> None:
    old = "template: stop-use.docx, audience: 消费者"
    legal.edit("source/communication.yaml", old, f"{old}, reach: 个人, channels: [挂号信]")
    assert legal.correct(dry_run=True).notice == "kettle-2026-c1/correction-letter"
    assert legal.withdraw(dry_run=True).notice == "kettle-2026-w1/withdrawal-letter"
    legal.edit("source/communication.yaml", "reach: 个人, channels: [挂号信]", "reach: 内部, channels: [内部邮件]")
    assert legal.said(legal.correct()) == [
        "A294 communication.yaml 的 notices 里没有 act 是“更正”、发布范围是“内部”的通知种类"
    ]


def test_a_correction_may_go_wherever_the_notice_went(legal: Legal) -> None:
    legal.edit("source/communication.yaml", "channels: [公司网站, 社交媒体账号, 新闻发布会]", "channels: [公司网站]")
    legal.correct()
    legal.pass_all(CORRECTION, "2026-03-03")
    done = legal.issue("2026-03-03 09:00", notice=CORRECTION, channels=("新闻发布会",), dry_run=True)
    assert [each.channel for each in done.record.channels] == ["新闻发布会"]
    assert "A228" in legal.codes(legal.issue("2026-03-03 09:00", notice=CORRECTION, channels=("电视台",), dry_run=True))


def test_the_register_and_verify_say_what_became_of_an_issue(legal: Legal) -> None:
    first = legal.root / "output/正式发布/电热水壶召回-停止使用提示-20260302-1405.docx"
    legal.issue_correction()
    legal.issue_withdrawal()
    numbers = [(each.number, each.later) for each in list_register(legal.root).lines]
    assert numbers == [
        ("公2026-001", ("由 公2026-002 更正", "由 公2026-003 撤回")),
        ("公2026-002", ("更正 公2026-001",)),
        ("公2026-003", ("撤回 公2026-001",)),
    ]
    answer = issued_as(legal.root, read_files(legal.root), first)
    assert answer is not None
    assert "\n".join(issued_text(answer, Style("zh"))).endswith(
        f"  已于 2026-03-03 09:00 由 {CORRECTION} 更正，不要再单独使用\n"
        f"  已于 2026-03-04 09:00 由 {WITHDRAWAL} 撤回，不要再使用"
    )


@pytest.mark.parametrize(
    ("typed", "said"), [("2026-03-02", "2026年3月2日"), ("2026-3-2 9:05", "2026年3月2日9:05"), ("当日上午", "当日上午")]
)
def test_since_when_it_was_wrong_is_said_as_a_notice_says_it(legal: Legal, typed: str, said: str) -> None:
    done = legal.plangen("correct", legal.notice, "--wrong", "甲", "--right", "乙", "--since", typed)
    assert done.code == 0, done.err
    assert f'    since: "{said}"\n' in legal.read(CASE)

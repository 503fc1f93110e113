"""`plangen notices issue`: the final file and its record, or every reason against it."""

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plangen.blocks.template import Gap, Listing
from plangen.checks.coverage import _tells
from plangen.errors import EnvironmentProblem
from plangen.office.pdf.text import pages as printed_pages
from plangen.office.readable.document import document_lines
from plangen.office.release.gate import hygiene
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.building.office_program import find_office
from plangen.reporting.notices.steps import report_issue
from plangen.workspace.conversions import CONVERSIONS

pytestmark = pytest.mark.slow

FILE = "output/正式发布/电热水壶召回-停止使用提示-20260302-1405.docx"
PDF = "output/正式发布/电热水壶召回-停止使用提示-20260302-1405.pdf"
RECORD = "source/issued/kettle-2026--stop-use--20260302-1405.yaml"
INCIDENT = "source/incidents/kettle-2026.yaml"


@pytest.mark.office
def test_an_approved_notice_is_issued_printed_and_recorded(desk: Any, audit: Any) -> None:
    """The PDF is LibreOffice's of just that file, and the same again when it is gone."""
    if find_office(desk.root) is None:
        pytest.skip("needs LibreOffice")
    desk.approve_all()
    before = desk.files()
    order = ("--time", "2026年3月2日14:05", "--by", "法务部负责人", "--name", "李四", "--channel", "公司网站")
    done = desk.plangen("issue", "停止使用提示", *order)
    raw, printed = (desk.root / FILE).read_bytes(), (desk.root / PDF).read_bytes()
    digest, of_pdf = hashlib.sha256(raw).hexdigest(), hashlib.sha256(printed).hexdigest()
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "已发布，时间 2026-03-02 14:05\n"
        f"  正式文件  {desk.root / FILE}\n"
        f"  SHA-256   {digest}\n"
        "  盖章用    电热水壶召回-停止使用提示-20260302-1405.pdf\n"
        f"  SHA-256   {of_pdf}\n"
        f"  发布记录  {RECORD}\n"
        "  编号      公2026-001（公开发布）\n"
        "  渠道      公司网站：停止使用提示全文（法务部负责人）\n"
    )
    assert desk.files().keys() - before.keys() == {FILE, PDF, RECORD}
    text = desk.read(RECORD)
    assert text.startswith(
        "# yaml-language-server: $schema=../.schema/issued.schema.json\n"
        "# 发布记录，由 plangen notices issue 写入，不要修改。\n"
        'number: "公2026-001"\n'
        "case: kettle-2026\n"
        "kind: stop-use\n"
        'time: "2026-03-02 14:05"\n'
        'file: "电热水壶召回-停止使用提示-20260302-1405.docx"\n'
    )
    assert digest in text
    assert of_pdf in text
    assert text.count("  - stage: ") == 3
    assert audit(raw) == []
    assert hygiene(WordFile(raw, "a.docx"), "暖阳电器有限公司") == ()
    assert "".join(page.text for page in printed_pages(printed)).count("400-000-0000") == 1
    shutil.rmtree(desk.root / CONVERSIONS)
    (desk.root / PDF).unlink()
    assert desk.plangen("issue", "停止使用提示", *order).out.startswith("这份通知已于 2026-03-02 14:05 发布")
    assert (desk.root / PDF).read_bytes() == printed
    assert desk.plangen("status", desk.notice).out.endswith(
        "  已发布  2026-03-02 14:05  电热水壶召回-停止使用提示-20260302-1405.docx\n"
        "  没有填写的内容  无\n"
        "  版面  没有看过（没有找到 LibreOffice）\n"
        "  能否发布  不能\n"
        "  下一步  已发布，没有改动，不需要办理\n"
    )


def test_the_file_says_what_it_is_and_nothing_internal(desk: Any) -> None:
    desk.approve_all()
    desk.issue()
    parts = desk.parts(FILE)
    said = b"".join(parts.values()).decode("utf-8", "replace")
    text = "\n".join(document_lines(parts))  # whole numbers, whose hyphens are elements in the file
    assert "400-000-0000" in text
    assert re.findall(r'<property [^>]*name="([^"]*)"', parts["docProps/custom.xml"].decode()) == [
        "plangen.fingerprint"
    ]
    core = parts["docProps/core.xml"].decode()
    assert core.count("暖阳电器有限公司") == 2
    assert "2026-03-02T00:00:00Z" in core
    for internal in ("kettle-2026", "stop-use", "应急演练计划", "{{", "演练", "草稿"):
        assert internal not in said + text, internal


def test_the_same_again_gives_the_same_bytes_and_no_second_record(desk: Any) -> None:
    desk.approve_all()
    desk.issue()
    before = desk.files()
    for file in (FILE, PDF):
        (desk.root / file).unlink()
    again = desk.issue("2026-03-02 18:00")
    assert (again.known, again.written, desk.said(again)) == (True, False, [])
    assert desk.files() == before


def test_two_machines_issue_the_same_bytes(desk: Any, pristine: Path, tmp_path: Path) -> None:
    desk.approve_all()
    other = shutil.copytree(desk.root, tmp_path / "elsewhere")
    first, second = desk.issue(folder=tmp_path / "copies"), type(desk)(other, desk.printer).issue()
    for ending in (".docx", ".pdf"):
        made = [each.path.with_suffix(ending).read_bytes() for each in (first, second)]
        assert made[0] == made[1] == (tmp_path / "copies" / first.path.name).with_suffix(ending).read_bytes()


def test_all_reasons_come_at_once_and_nothing_is_written(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    desk.edit(INCIDENT, "hotline: 400-000-0000", "hotline: !todo 热线号码")
    desk.edit(INCIDENT, "name: 电热水壶", "name: 电热水壶（演练）")
    before = desk.files()
    done = desk.plangen(
        *("issue", desk.notice, "--time", "2026-02-27 9:00", "--by", "it-head", "--channel", "电视台"),
    )
    assert done.code == 1
    for said in (
        "--by: 错误[A103] 环节“发布”不能由“IT部门负责人”完成",
        "--name: 错误[A232] 发布岗位和姓名都要写明",
        "--channel: 错误[A228] “停止使用提示”没有渠道“电视台”",
        "--time: 错误[A207] 2026-02-27 09:00早于事件日期2026年3月1日",
        "--time: 错误[A227] 通知的发布日期是2026年3月2日，发布时间是2026-02-27 09:00",
        "错误[A208] 还有 1 项没有填写：热线号码",
        "错误[I101] 名称含有演练文字“演练”",
        "kettle-2026/stop-use.docx › 第 1 段（word/document.xml）: 错误[H115] 有演练或者草稿文字：（演练",
        (
            "错误[A223] 环节“起草”由张三于2026年3月1日完成，此后有改动："
            "事件.热线（400-000-0000 → 【待填写：热线号码】）、事件.名称（电热水壶 → 电热水壶（演练））"
        ),
        "错误[A222] 环节“复核”还没有完成，应由法务部负责人办理",
        "错误[A222] 环节“审批”还没有完成，应由总经理办理",
    ):
        assert said in done.out, said
    assert done.out.endswith("没有发布，没有写任何文件\n")
    assert desk.files() == before


def test_a_statutory_element_that_is_missing_stops_the_issue(desk: Any) -> None:
    """As does a file of elements that cannot be read: what is not proved is not covered."""
    desk.approve_all()
    asked, elements = "source/legal/sets/personal-data.yaml", "source/legal/elements.yaml"
    desk.edit(asked, "kinds: [leak-bulletin, leak-personal-notice]", "kinds: [leak-bulletin, stop-use]")
    refused = desk.issue()
    assert "L111 kettle-2026/stop-use 没有载明“涉及的个人信息种类”，缺少：泄露.信息种类" in desk.said(refused)
    desk.edit(elements, "elements:", "elements: [")
    refused = desk.issue()
    assert "L116 kettle-2026/stop-use 的要素无法核对：source/legal/ 有错误" in desk.said(refused)
    assert not (desk.root / "source/issued").exists()


def test_a_notice_of_a_drill_is_never_issued(desk: Any) -> None:
    refused = desk.issue("2024-12-10 14:05", notice="product-quality/recall-notice")
    assert "A221 “产品质量问题引发集中投诉”是演练场景" in desk.said(refused)
    assert not (desk.root / "source/issued").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"time": "2026-03-02"}, "A225 “2026-03-02”不是时间"),
        ({"time": "2026-03-02 25:00"}, "A225 “2026-03-02 25:00”不是时间"),
        ({"by": "", "name": "张三"}, "A232 发布岗位和姓名都要写明"),
        ({"by": "", "name": ""}, "A232 发布岗位和姓名都要写明"),
        ({"name": "\u200b"}, "A232 发布岗位和姓名都要写明"),
        ({"by": "厂长", "name": "张三"}, "A203 没有岗位“厂长”"),
        ({"reason": "号码有误"}, "A231 这份通知没有撤回过"),
    ],
)
def test_each_refusal_of_an_order_says_what_is_wrong(desk: Any, given: dict[str, str], said: str) -> None:
    desk.approve_all()
    refused = desk.issue(**{"time": "2026-03-02 14:05", **given})
    assert desk.said(refused) == [said]
    assert not (desk.root / "source/issued").exists()


def test_an_issue_before_its_approval_is_refused(desk: Any) -> None:
    desk.edit(INCIDENT, "issued: 2026-03-02", "issued: 2026-03-01")
    for stage, by, date in (
        ("draft", "legal-head", "2026-03-01"),
        ("review", "legal-head", "2026-03-02"),
        ("approve", "general-manager", "2026-03-02"),
    ):
        assert desk.approve(stage, by, date=date).written
    assert desk.said(desk.issue("2026-03-01 20:00")) == [
        "A226 发布时间2026-03-01 20:00早于环节“复核”的日期2026年3月2日",
        "A226 发布时间2026-03-01 20:00早于环节“审批”的日期2026年3月2日",
    ]


@pytest.mark.parametrize(
    ("time", "codes"),
    [
        ("2026-02-28 23:59", ["A207", "A226", "A226", "A226", "A227"]),
        ("2026-03-01 00:00", []),
        ("2026-03-01 23:59", []),
        ("2026-03-02 00:00", ["A227"]),
    ],
)
def test_the_day_of_the_incident_and_of_the_approvals_is_early_enough_and_the_printed_day_alone_fits(
    desk: Any, time: str, codes: list[str]
) -> None:
    """The incident, its approvals and the date that the notice prints all fall on 1 March."""
    desk.edit(INCIDENT, "issued: 2026-03-02", "issued: 2026-03-01")
    desk.approve_all()
    assert sorted(each.code for each in desk.issue(time, dry_run=True).outcome.findings) == codes


def test_of_several_issues_the_latest_says_what_changed(desk: Any) -> None:
    desk.approve_all()
    desk.issue()
    desk.edit(INCIDENT, "400-000-0000", "400-000-0001")
    desk.edit(
        "source/communication.yaml",
        "stop-use.docx, audience: 消费者}",
        "stop-use.docx, audience: 消费者, repeats: true}",
    )
    desk.approve_all()
    assert desk.issue("2026-03-02 15:00").written
    assert desk.issue("2026-03-02 16:00").known  # unchanged since the second, though not since the first
    desk.edit(INCIDENT, "400-000-0001", "400-000-0000")
    desk.edit("source/communication.yaml", ", repeats: true}", "}")
    refused = desk.said(desk.issue("2026-03-02 16:00"))
    assert "A229 这份通知已于2026-03-02 15:00发布，此后有改动：事件.热线（400-000-0001 → 400-000-0000）" in refused


def test_great_impact_that_comes_later_lapses_what_was_approved_without_it(desk: Any) -> None:
    desk.approve_all()
    desk.edit(INCIDENT, "notices:", "great_impact: true\nnotices:")
    changed = "规则：增加了环节“征询有关部门”、规则：是否影响重大改变了"
    passed = (("起草", "张三"), ("复核", "李四"), ("审批", "王一"))
    said = desk.said(desk.issue())
    assert [each.replace("规则：是否影响重大改变了、规则：增加了环节“征询有关部门”", changed) for each in said] == [
        *(f"A223 环节“{stage}”由{name}于2026年3月1日完成，此后有改动：{changed}" for stage, name in passed),
        "A222 环节“征询有关部门”还没有完成，应由法务部负责人办理",
    ]


def test_an_approval_that_never_counted_stops_the_issue(desk: Any) -> None:
    desk.approve_all()
    desk.edit(desk.record, "by: general-manager", "by: it-head")
    assert desk.said(desk.issue()) == [
        "A224 环节“审批”由王一于2026年3月1日登记，但环节“审批”不能由“IT部门负责人”完成",
        "A110 第 3 条审批记录与它自己的校验码留下的证明不符，登记以后被改动过",
    ]


def test_a_comment_in_the_template_stops_the_issue_at_the_gate(desk: Any) -> None:
    comment = b'<w:commentRangeStart w:id="0"/>'
    desk.change(
        lambda parts: parts.update(
            {"word/document.xml": parts["word/document.xml"].replace(b"<w:r>", comment + b"<w:r>", 1)}
        )
    )
    refused = desk.approve("draft", "legal-head")
    assert [each.code for each in refused.outcome.findings] == ["H102"]
    assert {each.code for each in desk.issue().outcome.findings} == {"A222", "H102"}


def test_what_office_keeps_of_itself_is_left_out_of_the_file(desk: Any) -> None:
    def as_word_saves(parts: dict[str, bytes]) -> None:
        parts["docProps/app.xml"] = (
            b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            b"<Template>C:\\\\Users\\\\li\\\\a.dotx</Template><Company>X</Company></Properties>"
        )
        parts["docProps/thumbnail.jpeg"] = b"\xff\xd8\xff"
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:p>", b'<w:p w:rsidR="00A1B2C3">')

    desk.change(as_word_saves)
    desk.approve_all()
    assert desk.said(desk.issue()) == []
    parts = desk.parts(FILE)
    assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & parts.keys()
    assert b"rsid" not in parts["word/document.xml"]


def test_a_version_that_changed_after_its_issue_does_not_go_out_as_if_it_were_the_same(desk: Any) -> None:
    desk.approve_all()
    desk.issue()
    desk.edit(INCIDENT, "hotline: 400-000-0000", "hotline: 400-000-0001")
    desk.edit(INCIDENT, "issued: 2026-03-02", "issued: 2026-03-03")
    assert "  发布后有改动\n      改动：文件日期：2026-03-02 → 2026-03-03" in desk.status()
    assert {each[:4] for each in desk.said(desk.issue("2026-03-03 9:00"))} == {"A223", "A229"}
    desk.approve_all()
    assert (
        "下一步  发布后有改动：恢复原来的内容，用 plangen notices correct 更正；或者先用 plangen notices withdraw"
        in (desk.status())
    )
    (refused,) = desk.said(desk.issue("2026-03-03 9:00"))
    assert refused.startswith("A229 这份通知已于2026-03-02 14:05发布，此后有改动：文件日期（")
    assert "事件.热线（400-000-0000 → 400-000-0001）" in refused
    assert (desk.root / FILE).exists()  # what was issued first stays


def test_a_text_message_goes_out_as_text_and_no_longer_than_it_may(desk: Any) -> None:
    notice = "kettle-2026/stop-text"
    for stage, by in (("draft", "legal-head"), ("review", "legal-head"), ("approve", "general-manager")):
        assert desk.approve(stage, by, notice=notice).written
    done = desk.issue(notice=notice)
    text = done.path.with_suffix(".txt").read_bytes()
    assert text.decode() == (
        "2026年3月1日，本公司发现同一批次电热水壶底座异常发热。请立即停止使用，并拨打400-000-0000联系本公司。\n"
    )
    assert done.record.text_sha256 == hashlib.sha256(text).hexdigest()
    assert [each.channel for each in done.record.channels] == ["短信"]
    desk.edit(INCIDENT, "summary: 同一批次", "summary: 同一批次、同一型号、同一工厂生产的")
    desk.edit(INCIDENT, "issued:", "place: 甲市\n  issued:")
    assert {"W171"} < {each.code for each in desk.issue(notice=notice).outcome.findings}


def test_what_cannot_be_read_is_said_without_the_warnings_of_the_plan(desk: Any) -> None:
    (desk.root / INCIDENT).write_text("id: [", encoding="utf-8")
    for result in (desk.issue(), desk.approve("draft", "legal-head")):
        assert {each.severity.value for each in result.outcome.findings} == {"error"}
        assert {each.at.file for each in result.outcome.findings} == {INCIDENT}


def test_no_file_is_overwritten(desk: Any) -> None:
    desk.approve_all()
    (desk.root / FILE).parent.mkdir(parents=True)
    (desk.root / FILE).write_bytes(b"mine")
    before = desk.files()
    assert [each[:4] for each in desk.said(desk.issue())] == ["A230"]
    assert desk.files() == before


def test_a_build_leaves_issued_files_alone(desk: Any) -> None:
    from plangen.pipeline.building.build import build_project
    from plangen.reporting.progress import Silent

    desk.approve_all()
    desk.issue()
    raw = (desk.root / FILE).read_bytes()
    assert build_project(desk.root, ["notices"], Silent()).outcome.ok(strict=False)
    build_project(desk.root, ["3"], Silent())
    assert (desk.root / FILE).read_bytes() == raw


def test_a_record_that_cannot_be_written_leaves_no_file_either(desk: Any) -> None:
    desk.approve_all()
    (desk.root / "source/issued").write_text("in the way", encoding="utf-8")
    with pytest.raises(EnvironmentProblem):
        desk.issue()
    made = (each for each in (desk.root / "output").rglob("*") if each.is_file() and each.name != ".lock")
    assert not [each for each in made if not each.is_relative_to(desk.root / CONVERSIONS)]
    (desk.root / "source/issued").unlink()
    assert desk.issue().written


def test_a_dry_run_and_json(desk: Any) -> None:
    desk.approve_all()
    before = desk.files()
    done = desk.issue(dry_run=True)
    tree = json.loads(report_issue(done).json("zh"))
    assert (tree["ok"], tree["issued"], tree["known"], tree["number"]) == (True, False, False, "公2026-001")
    assert [each["channel"] for each in tree["channels"]] == ["公司网站", "社交媒体账号", "新闻发布会"]
    assert desk.files() == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reason=st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"]), max_size=30))
def test_whatever_a_name_or_reason_holds_the_record_can_be_read(desk: Any, reason: str) -> None:
    from plangen.pipeline.notices.chosen import several_lines
    from plangen.reading.plain import read_values
    from plangen.workspace.append import record_text

    text = several_lines(reason)
    values, _, findings = read_values("a.yaml", "\n".join([*record_text({"a": "b", "reason": text}), ""]).encode(), "a")
    assert [each.message("en") for each in findings if each.severity == "error"] == []
    assert (values or {}).get("reason", "") == text


def as_another_program_issued_it(desk: Any, done: Any) -> None:
    """The file and its record as if other bytes had been made of the same version."""
    raw = done.path.read_bytes() + b"\0"
    done.path.write_bytes(raw)
    done.path.with_suffix(".pdf").unlink()
    text = desk.read(done.file)
    text = re.sub(r"sha256: \"?[0-9a-f]{64}\"?", f'sha256: "{hashlib.sha256(raw).hexdigest()}"', text, count=1)
    text = re.sub(r"pdf_sha256: .*\n", "", text)
    (desk.root / done.file).write_text(text, encoding="utf-8")


def test_what_another_version_of_the_program_issued_is_known_and_not_issued_twice(desk: Any) -> None:
    desk.approve_all()
    first = desk.issue()
    as_another_program_issued_it(desk, first)
    before = desk.files()
    again = desk.issue("2026-03-02 16:00")
    assert (again.known, again.record.time) == (True, "2026-03-02 14:05")
    assert desk.files() == before


def test_what_another_version_of_the_program_issued_is_put_back_from_a_copy_alone(desk: Any) -> None:
    desk.approve_all()
    first = desk.issue()
    as_another_program_issued_it(desk, first)
    first.path.unlink()
    before = desk.files()
    (said,) = desk.said(desk.issue("2026-03-02 16:00"))
    assert said.startswith("A285 2026-03-02 14:05 发布的 output/正式发布/")
    assert desk.files() == before


def test_an_empty_list_is_no_line_of_a_record(desk: Any) -> None:
    desk.approve_all()
    assert not re.search(r"^\w+:\n(?! )", desk.read(desk.issue().file), re.MULTILINE)


def test_nothing_goes_out_that_no_stage_approves(desk: Any) -> None:
    """Whoever takes the approval out of the stages does not get the notice out."""
    desk.edit("source/communication.yaml", "    action: 由应急小组组长审批\n    approves: true\n", "    action: 审批\n")
    desk.edit("source/communication.yaml", "有关部门的意见\n    approves: true\n", "有关部门的意见\n")
    assert desk.said(desk.issue()) == ["A233 “停止使用提示”的发布流程里没有审批环节"]
    assert "能否发布  不能" in desk.status()


def test_who_releases_is_whom_the_plan_names_or_has_authority(desk: Any) -> None:
    desk.edit("source/organisation.yaml", "holder: !todo 法务部负责人姓名", "holder: 李四")
    for stage, by, name in (
        ("draft", "legal-collector", "张三"),
        ("review", "legal-head", "李四"),
        ("approve", "general-manager", "王一"),
    ):
        assert desk.approve(stage, by, name=name).written
    assert [each[:4] for each in desk.said(desk.issue(name="赵六"))] == ["A252"]
    done = desk.issue(name="赵六", authorisation="李四出差，授权书2026-3号")
    assert done.written, desk.said(done)
    assert done.record.authorisation == "李四出差，授权书2026-3号"


@pytest.mark.parametrize("nothing", ["无", "略", "暂无。", "不适用"])
def test_a_fact_that_says_nothing_states_no_element(nothing: str) -> None:
    assert not _tells((nothing,))
    assert not _tells((Listing(items=(nothing,), sample=Gap("危害")),))
    assert _tells((f"{nothing}人员受伤，没有其他危害",))

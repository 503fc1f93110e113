"""`plangen notices approve`: what is recorded, what is refused and why, what stays as it was."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plangen.errors import EnvironmentProblem
from plangen.pipeline.notices.status import notice_status
from plangen.reading.source import read
from plangen.workspace.append import appended, quoted, record_text

pytestmark = pytest.mark.slow

HEAD = """# yaml-language-server: $schema=../.schema/approvals.schema.json
# 电热水壶召回：停止使用提示的审批记录，由程序追加，不要修改。
case: kettle-2026
kind: stop-use
approvals:
  - stage: draft
    by: legal-head
    name: "张三"
    date: 2026-03-01
    result: "同意"
    note: "第一稿"
"""


def test_an_approval_is_recorded_with_the_version_it_is_of(desk: Any) -> None:
    done = desk.plangen(
        *("approve", "停止使用提示", "--stage", "起草", "--by", "法务部负责人", "--name", "张三"),
        *("--date", "2026年3月1日", "--result", "同意", "--note", "第一稿"),
    )
    assert (done.code, done.err) == (0, "")
    expected = "已登记：“电热水壶召回：停止使用提示”的“起草”由张三于2026年3月1日同意"
    unnamed = "计划没有写明法务部负责人的责任人，姓名无从核对；请补写在 organisation.yaml 的 holder"
    unlooked = "没有看过版面（没有找到 LibreOffice）：发布前要装好 LibreOffice，看不见的文字到那时才查得出来"
    assert done.out == f"{expected}（source/approvals/kettle-2026--stop-use.yaml）\n{unnamed}\n{unlooked}\n"
    text = desk.read(desk.record)
    assert text.startswith(HEAD)
    rest = text.removeprefix(HEAD)
    assert re.match(r"    recorded: \"\d{4}-\d\d-\d\d \d\d:\d\d\"\n", rest)
    for key in ("template", "house", "content", "digest"):
        assert re.search(rf'^    {key}: "?[0-9a-f]{{64}}"?$', rest, re.MULTILINE), key
    assert re.search(r'^      - "incident.hotline [0-9a-f]{12}"$', rest, re.MULTILINE)
    assert "recall." not in rest  # a fact that the template does not use binds nothing
    assert desk.states() == {"draft": "valid", "review": "open", "approve": "open"}


def test_later_approvals_leave_every_byte_before_them_alone(desk: Any) -> None:
    desk.approve("draft", "legal-collector")
    path = desk.root / desk.record
    path.write_text(path.read_text("utf-8") + "# 复核前已核对型号\n", encoding="utf-8")
    before = path.read_bytes()
    assert desk.approve("review", "legal-head").written
    assert path.read_bytes().startswith(before)
    assert desk.states()["review"] == "valid"


@pytest.mark.parametrize("shape", ["crlf", "bom", "no end", "unindented", "wide", "empty list"])
def test_a_file_as_people_save_it_is_added_to(desk: Any, shape: str) -> None:
    desk.approve("draft", "legal-head")
    path = desk.root / desk.record
    raw = path.read_bytes()
    changed = {
        "crlf": raw.replace(b"\n", b"\r\n"),
        "bom": b"\xef\xbb\xbf" + raw,
        "no end": raw.rstrip(b"\n"),
        "unindented": raw.replace(b"\n  ", b"\n"),
        "wide": raw.replace(b"\n  ", b"\n    "),
        "empty list": b"case: kettle-2026\nkind: stop-use\n",
    }[shape]
    path.write_bytes(changed)
    stage = "draft" if shape == "empty list" else "review"
    approved = desk.approve(stage, "legal-head", date="2026-03-02")
    assert approved.written, desk.said(approved)
    after = path.read_bytes()
    assert after.startswith(changed)
    assert (b"\r\n" in after) is (shape == "crlf")
    assert after.count(b"\n") == after.count(b"\r\n") or shape != "crlf"
    assert desk.states()[stage] == "valid"


@pytest.mark.parametrize("tail", ["kind: stop-use\n", "...\n", "---\na: 1\n"])
def test_a_file_of_another_shape_is_never_rewritten(desk: Any, tail: str) -> None:
    desk.approve("draft", "legal-head")
    path = desk.root / desk.record
    text = path.read_text("utf-8")
    path.write_text(text.replace("kind: stop-use\n", "") + tail if "kind" in tail else text + tail, encoding="utf-8")
    before = path.read_bytes()
    approved = desk.approve("review", "legal-head")
    assert not approved.written
    assert any(each.at.file == desk.record for each in approved.outcome.findings)
    assert path.read_bytes() == before


def test_a_list_in_braces_is_a_finding(desk: Any) -> None:
    (desk.root / "source/approvals").mkdir()
    (desk.root / desk.record).write_text("case: kettle-2026\nkind: stop-use\napprovals: []\n", encoding="utf-8")
    before = desk.files()
    approved = desk.approve("draft", "legal-head")
    assert [each.code for each in approved.outcome.findings] == ["A210"]
    assert desk.files() == before


def test_the_same_again_is_said_and_not_recorded_twice(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    before = desk.files()
    done = desk.plangen(
        *("approve", desk.notice, "--stage", "draft", "--by", "legal-head", "--name", " 张三 ", "--date", "2026/3/1"),
        *("--result", "approved"),
    )
    assert (done.code, done.out) == (
        0,
        (
            "“电热水壶召回：停止使用提示”的“起草”已由张三于2026年3月1日登记过（同意），现在仍然有效，没有重复登记"
            "（source/approvals/kettle-2026--stop-use.yaml）\n"
        ),
    )
    assert desk.files() == before


def test_a_dry_run_says_so_and_writes_nothing(desk: Any) -> None:
    before = desk.files()
    approved = desk.approve("draft", "legal-head", dry_run=True)
    assert (approved.outcome.findings, approved.written, approved.known) == ((), False, False)
    assert desk.files() == before
    assert not (desk.root / "output").exists()


def test_everything_that_is_against_it_comes_at_once(desk: Any) -> None:
    desk.edit("source/incidents/kettle-2026.yaml", "name: 电热水壶", "name: 电热水壶（演练）")
    desk.change(lambda parts: parts.update({"word/document.xml": b"".join(_split(parts["word/document.xml"]))}))
    before = desk.files()
    done = desk.plangen(
        *("approve", desk.notice, "--stage", "approve", "--by", "it-head", "--name", " ", "--date", "二月二十八"),
        *("--result", "同意"),
    )
    assert done.code == 1
    for said in (
        "--by: 错误[A103] 环节“审批”不能由“IT部门负责人”完成",
        "--name: 错误[A205] 姓名是空的",
        "--date: 错误[A206] “二月二十八”不是日期",
        "错误[I101] 名称含有演练文字“演练”",
        "错误[W123] “{{ 事件.日期 }}”在未处理的插入的修订里",
    ):
        assert said in done.out, said
    assert done.out.endswith("没有登记\n")
    assert desk.files() == before


def test_a_gap_is_no_matter_until_somebody_approves(desk: Any) -> None:
    desk.edit("source/incidents/kettle-2026.yaml", "hotline: 400-000-0000", "hotline: !todo 热线号码")
    for stage in ("draft", "review"):
        assert desk.approve(stage, "legal-head").written
    assert desk.said(desk.approve("approve", "general-manager")) == ["A208 还有 1 项没有填写：热线号码"]


def _split(document: bytes) -> list[bytes]:
    """The date of the incident in a tracked insertion."""
    tag, start, end = "{{ 事件.日期 }}".encode(), b"</w:t></w:r>", b'<w:r><w:t xml:space="preserve">'
    mark = '<w:ins w:id="1" w:author="李四"><w:r><w:t>'.encode()
    return [document.replace(tag, start + mark + tag + b"</w:t></w:r></w:ins>" + end, 1)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"stage": "盖章"}, "A204 没有环节“盖章”"),
        ({"by": "董事长"}, "A203 没有岗位“董事长”"),
        ({"by": "quality-head"}, "A103 环节“起草”不能由“质量管理部负责人”完成"),
        ({"stage": "publish-stage"}, "A102 通知“kettle-2026/stop-use”没有环节“publish-stage”"),
        ({"stage": "consult"}, "A102 通知“kettle-2026/stop-use”没有环节“consult”"),
        ({"stage": "review"}, "A104 环节“复核”之前，同一版本的“起草”还没有完成，或者日期更晚"),
        ({"date": "2026-02-30"}, "A206 “2026-02-30”不是日期"),
        ({"date": "2026-02-28"}, "A207 2026年2月28日早于事件日期2026年3月1日"),
        ({"name": "\u200b"}, "A205 姓名是空的"),
    ],
)
def test_each_refusal_says_what_is_wrong(desk: Any, given: dict[str, str], said: str) -> None:
    approved = desk.approve(**{"stage": "draft", "by": "legal-head", **given})
    assert desk.said(approved) == [said]
    assert not (desk.root / desk.record).exists()


def test_a_later_stage_is_not_dated_before_the_earlier_one(desk: Any) -> None:
    desk.approve("draft", "legal-head", date="2026-03-02")
    assert [each[:4] for each in desk.said(desk.approve("review", "legal-head", date="2026-03-01"))] == ["A104"]
    assert desk.approve("review", "legal-head", date="2026-03-02").written


def test_great_impact_adds_the_stage_of_outside_departments(desk: Any) -> None:
    desk.edit("source/incidents/kettle-2026.yaml", "notices:", "great_impact: true\nnotices:")
    desk.approve_all()
    assert desk.states() == {"draft": "valid", "review": "valid", "approve": "valid", "consult": "open"}
    assert [each[:4] for each in desk.said(desk.approve("consult", "general-manager", reference="1", answer="无"))] == [
        "A103"
    ]
    assert desk.approve("consult", "legal-head", reference="市监函〔2026〕1号", answer="无不同意见").written
    assert desk.states()["consult"] == "valid"


def test_a_drill_plays_all_stages_and_may_have_gaps_until_it_is_approved(desk: Any) -> None:
    notice = "product-quality/media-statement"
    assert desk.approve("draft", "legal-head", notice=notice).written
    assert desk.approve("review", "legal-head", notice=notice).written
    refused = desk.approve("approve", "general-manager", notice=notice)
    assert [each.code for each in refused.outcome.findings] == ["A208"]
    assert desk.states(notice) == {"draft": "valid", "review": "valid", "approve": "open", "consult": "open"}


@pytest.mark.parametrize(
    "name", ["O'Brien 小王", "张\n三\r\n", "不 是", "yes", "甲\u2028乙", "Anna-Maria de Vries", "阿卜杜·热合曼"]
)
def test_a_name_is_read_back_as_it_was_meant(desk: Any, name: str) -> None:
    note = f'- {name}: #1 "！@#%&*{{}}[]|>\n第二行\t# 不是注释'
    approved = desk.approve("draft", "legal-head", name=name, note=note)
    assert approved.written, desk.said(approved)
    assert approved.entry.name == " ".join(name.split())
    sources = {f"source/{path}": raw for path, raw in _sources(desk.root)}
    (record,) = read(sources).plan.approvals
    assert record.approvals == (approved.entry,)
    assert (record.approvals[0].note or "").splitlines()[-1] == "第二行# 不是注释"


def _sources(root: Path) -> list[tuple[str, bytes]]:
    return [(path.relative_to(root / "source").as_posix(), path.read_bytes()) for path in root.glob("source/**/*.yaml")]


def test_a_folder_that_cannot_be_written_changes_nothing(desk: Any) -> None:
    (desk.root / "source/approvals").write_text("a file where the folder should be", encoding="utf-8")
    before = desk.files()
    with pytest.raises(EnvironmentProblem) as caught:
        desk.approve("draft", "legal-head")
    assert caught.value.code == "in-the-way"
    assert desk.files() == before


def test_a_killed_write_leaves_the_old_file(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.approve("draft", "legal-head")
    before = desk.files()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(KeyboardInterrupt):
        desk.approve("review", "legal-head")
    monkeypatch.undo()
    assert desk.files() == before


def test_a_broken_approval_file_is_reported_and_left_alone(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    desk.edit(desk.record, "case: kettle-2026", "case kettle-2026")
    before = desk.files()
    approved = desk.approve("review", "legal-head")
    assert any(each.at.file == desk.record for each in approved.outcome.findings)
    assert desk.files() == before


def test_an_error_elsewhere_in_the_plan_holds_up_no_notice(desk: Any) -> None:
    desk.edit("source/forms.yaml", "title: 证据材料", "titel: 证据材料")
    assert desk.approve("draft", "legal-head").written


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]) | st.just("\n"), min_size=1))
def test_any_text_is_quoted_so_that_it_reads_back(text: str) -> None:
    import yaml

    assert yaml.load(f"a: {quoted(text)}\n", Loader=yaml.BaseLoader) == {"a": text}


def test_appending_never_drops_a_byte() -> None:
    raw = "# 注释\r\ncase: a".encode()
    for text in appended(raw, tuple(record_text({"stage": "draft", "note": "", "facts": ("a 1",)})), "approvals"):
        assert text.startswith(raw + b"\r\n")
        assert b"note" not in text


def test_approvals_that_cannot_be_read_are_not_taken_for_none(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is recorded, issued or said to be open; the file stays as it is."""
    desk.approve_all()
    before = (desk.root / desk.record).read_bytes()
    real = Path.read_bytes

    def refused(self: Path) -> bytes:
        if self == desk.root / desk.record:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refused)
        for done in (desk.approve("draft", "legal-head"), desk.issue(), notice_status(desk.root)):
            assert [each.code for each in done.outcome.findings if each.at.file == desk.record] == ["F101"]
        assert not notice_status(desk.root).notices
    assert (desk.root / desk.record).read_bytes() == before


def test_approvals_behind_a_link_are_not_written(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    shutil.rmtree(desk.root / "source/approvals", ignore_errors=True)
    (desk.root / "source/approvals").symlink_to(tmp_path / "away")
    assert "F103" in {each.code for each in desk.approve("draft", "legal-head").outcome.findings}
    assert list((tmp_path / "away").iterdir()) == []

"""The texts of short notices beside their Word files: in build, in preview, in the check."""

from pathlib import Path

import pytest

from plangen.diagnostics import Severity
from plangen.office.release.plain_text import length
from plangen.pipeline.building.build import Built, build_project
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.preview import preview_notices
from plangen.reporting.progress import Silent

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SMS = "06-公开通知草稿/03-产品质量问题引发集中投诉-短信通知"


def build(project: Path) -> Built:
    return build_project(project, ["notices"], Silent())


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_build_writes_the_text_and_keeps_one_edited_by_hand(project: Path) -> None:
    build(project)
    path = project / f"output/{SMS}.txt"
    text = path.read_text(encoding="utf-8")
    assert text.startswith(
        "［演练文稿　非真实发布］\n演练、演练、演练。【待填写：公司简称】召回提示：本公司同一批次家用电热水壶"
    )
    assert text.count("\n") == 2
    path.write_text("改过的", encoding="utf-8")
    again = build(project)
    assert path.read_text(encoding="utf-8") == text
    kept = [each for each in path.parent.glob("*.txt") if each.read_text(encoding="utf-8") == "改过的"]
    assert len(kept) == 1
    assert again.outcome.count(Severity.ERROR) == 0


def test_a_text_too_long_is_reported_by_check_preview_and_build_alike(project: Path) -> None:
    edit(project / "source/communication.yaml", "longest: 201", "longest: 100")
    expected = {"短信通知（产品质量问题引发集中投诉）", "短信通知（消费者信息泄露）"}
    for findings in (
        check_templates(project, ["sms"]).outcome.findings,
        preview_notices(project, "sms").outcome.findings,
        build(project).outcome.findings,
    ):
        found = [each for each in findings if each.code == "W171"]
        assert {each.values["title"] for each in found} == expected
        assert all(each.values["over"] == int(str(each.values["count"])) - 100 for each in found)
    assert (project / f"output/{SMS}.txt").exists()


def test_the_parts_of_a_message_are_told_by_check_and_preview_and_not_by_a_build(project: Path) -> None:
    told = [each.code for each in check_templates(project, ["sms"]).outcome.findings if each.code.startswith("W")]
    assert told == ["W172"] * 3
    assert [each.code for each in preview_notices(project, "sms").outcome.findings] == ["W172"] * 3
    assert "W172" not in {each.code for each in build(project).outcome.findings}


def test_facts_with_line_breaks_and_signs_stay_whole(project: Path) -> None:
    gist = 'gist: "甲\\n乙\\t丙 <b>&amp; {{ 事件.名称 }} 丁"'
    edit(
        project / "source/scenarios/product-quality.yaml",
        "gist: 本公司同一批次家用电热水壶可能不能自动断电、底座异常发热",
        gist,
    )
    (word, text) = preview_notices(project, "sms", case="product-quality").files
    assert (word.suffix, text.suffix) == (".docx", ".txt")
    said = text.read_text(encoding="utf-8")
    assert "召回提示：甲\n乙 丙 <b>&amp; {{ 事件.名称 }} 丁。涉及批次" in said


def test_a_preview_replaces_its_own_text_and_keeps_an_edited_one(project: Path) -> None:
    first = preview_notices(project, "sms", case="product-quality")
    text = first.files[1]
    edit(project / "source/scenarios/product-quality.yaml", "gist: 本公司同一批次", "gist: 本公司部分批次")
    second = preview_notices(project, "sms", case="product-quality")
    assert second.kept == ()
    assert "部分批次" in text.read_text(encoding="utf-8")
    text.write_text("改过的", encoding="utf-8")
    (kept,) = preview_notices(project, "sms", case="product-quality").kept
    assert (kept.name, kept.read_text(encoding="utf-8")) == ("草稿-product-quality-短信通知（已修改）.txt", "改过的")


def test_a_real_incident_says_that_its_text_is_no_release(project: Path) -> None:
    folder = project / "source/incidents"
    folder.mkdir()
    facts = "{gist: 某型号插座可能漏电, request: 立即停止使用, hotline: 400-000-0000, website: www.example.com}"
    case = f"id: socket\ntitle: 插座召回\nscenario: product-quality\nnotices: [sms]\nincident: {facts}\n"
    (folder / "socket.yaml").write_text(case, encoding="utf-8")
    text = preview_notices(project, "sms", case="socket").files[1].read_text(encoding="utf-8")
    head, body = text.split("\n", 1)
    assert head == "［草稿　未经批准　不得发布］"
    assert body == "【待填写：公司简称】某型号插座可能漏电。请立即停止使用。详询400-000-0000，网址www.example.com。\n"


def test_the_sample_keeps_within_its_limits(project: Path) -> None:
    """Also with real values in place of those still to be filled in, which are about as long."""
    build(project)
    limits = {"短信通知": 201, "即时通讯短文": 500, "网站简讯": 800}
    texts = list((project / "output").rglob("*.txt"))
    assert len(texts) == 9
    for path in texts:
        body = path.read_text(encoding="utf-8").split("\n", 1)[1].rstrip("\n")
        assert 0 < length(body) <= limits[path.stem.rpartition("-")[2]], path.name

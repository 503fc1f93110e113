"""`plangen notices fields`, `check` and `preview` on a copy of the sample."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.errors import EnvironmentProblem, UsageProblem
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.lists import list_fields
from plangen.pipeline.notices.preview import preview_notices

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
RECALL = "templates/notices/recall-notice.docx"


def document(path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def change(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_fields_say_name_meaning_example_use_and_whether_they_are_filled(project: Path) -> None:
    listed = {field.name: field for field in list_fields(project).fields}
    reported = listed["召回.已知情况"]
    assert reported.english == "recall.reported"
    assert reported.tag == "{{ 召回.已知情况 }}"
    assert reported.meaning == "已接到的投诉、事故和伤害报告"
    assert reported.example
    assert reported.templates == ("recall-notice.docx",)
    assert dict(reported.filled) == {"product-quality": True, "data-leak": False, "mass-action": False}
    assert not any(listed["公司.全称"].filled.values())  # it is still to be filled in


def test_a_field_of_a_list_shows_its_loop(project: Path) -> None:
    listed = {field.name: field for field in list_fields(project).fields}
    name = listed["召回.产品[].名称"]
    assert (name.tag, name.repeated) == ("{{ 产品.名称 }}", "{%p for 产品 in 召回.产品 %}")
    assert listed["事件.已采取措施"].repeated == "{%p for 已采取措施 in 事件.已采取措施 %}"
    assert "事件.召回.缺陷" not in listed  # said shorter as 召回.缺陷


def test_every_listed_tag_is_accepted_by_the_check(project: Path) -> None:
    """What the list tells legal to type is what the check lets pass."""
    lines = []
    for field in list_fields(project).fields:
        if "[]" in field.name and field.name.count("[]") > 1:
            continue
        loop = field.repeated if "[]" in field.name else ""
        lines += [loop, field.tag, "{%p endfor %}" if loop else ""]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines if line)
    change(project / RECALL, "<w:sectPr", body + "<w:sectPr")
    found = check_templates(project, ["recall-notice"]).outcome.findings
    # A list of groups is repeated, never printed.
    assert {each.code for each in found if each.code not in {"W127", "W114"}} == set()


def test_the_sheet_is_a_valid_word_file_and_replaces_no_other(
    project: Path, audit: Callable[[bytes], list[str]]
) -> None:
    sheet = project / "字段表.docx"
    assert list_fields(project, sheet).sheet == sheet
    first = sheet.read_bytes()
    assert audit(first) == []
    assert "{{ 召回.缺陷 }}" in document(sheet)
    list_fields(project, sheet)
    assert sheet.read_bytes() == first
    sheet.write_bytes(b"mine")
    with pytest.raises(UsageProblem):
        list_fields(project, sheet)
    assert sheet.read_bytes() == b"mine"


def test_all_problems_of_all_templates_come_at_once(project: Path) -> None:
    change(project / RECALL, "{{ 召回.缺陷 }}", "｛｛ 召回.缺陷 ｝｝")
    change(project / RECALL, "{{ 事件.热线 }}", "{{ 事件。热线 }}")
    change(project / "templates/information-report.docx", "{{ 报告.标题 }}", "{{ 报告.标提 }}")
    found = [each for each in check_templates(project, []).outcome.findings if each.severity == "error"]
    assert [(each.at.file, each.code) for each in found] == [
        ("templates/information-report.docx", "W112"),
        (RECALL, "W121"),
        (RECALL, "W121"),
    ]
    assert not (project / "output").exists()


@pytest.mark.parametrize("name", ["recall-notice.docx", "recall-notice", RECALL, "产品召回公告"])
def test_a_template_is_called_by_file_or_kind(project: Path, name: str) -> None:
    assert check_templates(project, [name]).templates == (RECALL,)


def test_an_unknown_template_is_a_usage_problem(project: Path) -> None:
    with pytest.raises(UsageProblem):
        check_templates(project, ["nothing"])


def test_a_template_that_is_missing_is_a_finding(project: Path) -> None:
    (project / RECALL).unlink()
    found = check_templates(project, []).outcome.findings
    assert [(each.code, each.at.file) for each in found if each.severity == "error"] == [("W101", RECALL)]


def test_the_shipped_templates_hold_their_locked_passages(project: Path) -> None:
    assert check_templates(project, []).outcome.ok(strict=True)
    change(project / RECALL, "消费者因本次召回支出的必要费用由本公司承担。", "必要费用由本公司承担。")
    change(project / "templates/notices/risk-advice.docx", "索要密码、验证码", "索要密码")
    found = check_templates(project, []).outcome.findings
    assert [(each.code, each.values["passage"]) for each in found if each.severity == "error"] == [
        ("W131", "recall-costs"),
        ("W131", "no-password"),
    ]


def test_annotated_copies_lie_apart_and_replace_nothing(
    project: Path, tmp_path: Path, audit: Callable[[bytes], list[str]]
) -> None:
    change(project / RECALL, "{{ 召回.缺陷 }}", "｛｛ 召回.缺陷 ｝｝")
    folder = tmp_path / "意见"
    (copy,) = check_templates(project, ["recall-notice"], annotate=folder).copies
    assert audit(copy.read_bytes()) == []
    assert check_templates(project, ["recall-notice"], annotate=folder).copies == (copy,)
    copy.write_bytes(b"edited")
    (second,) = check_templates(project, ["recall-notice"], annotate=folder).copies
    assert second != copy
    assert copy.read_bytes() == b"edited"
    with pytest.raises(UsageProblem):
        check_templates(project, [], annotate=project / "templates/notices")


def test_a_preview_is_marked_and_no_part_of_the_dossier(project: Path) -> None:
    previewed = preview_notices(project, "media-statement")
    assert [path.parent for path in previewed.files] == [project / "output/preview"] * 3
    assert not (project / "output/manifest.json").exists()
    for path in previewed.files:
        assert "草稿　演练文稿　非真实发布" in document(path)


def test_a_preview_of_one_scenario_and_an_edited_one_is_kept(project: Path, tmp_path: Path) -> None:
    (path,) = preview_notices(project, "产品召回公告", case="product-quality", folder=tmp_path / "out").files
    first = path.read_bytes()
    assert preview_notices(project, "recall-notice", folder=tmp_path / "out").kept == ()
    path.write_bytes(b"edited")
    (kept,) = preview_notices(project, "recall-notice", folder=tmp_path / "out").kept
    assert (kept.read_bytes(), path.read_bytes()) == (b"edited", first)
    with pytest.raises(UsageProblem):
        preview_notices(project, "recall-notice", case="data-leak")


def test_a_preview_of_a_broken_or_endless_template_writes_nothing(project: Path) -> None:
    loop = "".join(f"<w:p><w:r><w:t>{{%p for 甲{n} in 发布.内容 %}}</w:t></w:r></w:p>" for n in range(9))
    end = "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>" * 9
    change(project / RECALL, "<w:sectPr", loop + end + "<w:sectPr")
    previewed = preview_notices(project, "recall-notice")
    assert [each.code for each in previewed.outcome.findings] == ["W115"]
    assert previewed.files == ()
    assert not (project / "output").exists()


def test_without_libreoffice_a_pdf_is_refused_before_anything_is_written(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project))
    if any(Path(each).exists() for each in ("/Applications/LibreOffice.app", "C:/Program Files/LibreOffice")):
        pytest.skip("LibreOffice stands in its usual place")
    with pytest.raises(EnvironmentProblem) as caught:
        preview_notices(project, "recall-notice", as_pdf=True)
    assert caught.value.code == "pdf-missing"
    assert not (project / "output").exists()


def test_a_section_that_cannot_be_read_is_said(project: Path) -> None:
    (project / "source/communication.yaml").write_text("a: [", encoding="utf-8")
    for outcome in (
        list_fields(project).outcome,
        check_templates(project, []).outcome,
        preview_notices(project, "recall-notice").outcome,
    ):
        assert any(each.at.file == "source/communication.yaml" for each in outcome.findings)


@pytest.mark.office
@pytest.mark.parametrize("name", ["recall-notice", "on-site-statement"])
def test_a_template_saved_by_libreoffice_stays_a_sound_template(project: Path, tmp_path: Path, name: str) -> None:
    """Opened, edited and saved: through ODF, where LibreOffice writes every part anew."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    path = project / f"templates/notices/{name}.docx"
    change(path, "咨询和投诉热线", "消费者热线")
    for kind, source in (("odt", path), ("docx", tmp_path / f"{name}.odt")):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)})
    shutil.copy(tmp_path / f"{name}.docx", path)
    found = check_templates(project, [name]).outcome.findings
    assert [each for each in found if each.severity == "error"] == []
    previewed = preview_notices(project, name)
    assert previewed.files
    assert all("消费者热线" in document(each) and "{{" not in document(each) for each in previewed.files)


@pytest.mark.office
def test_the_sheet_is_short_enough_to_lie_beside_the_template_and_shows_every_field(
    project: Path, tmp_path: Path
) -> None:
    program = shutil.which("soffice")
    if not program or not shutil.which("pdftotext"):
        pytest.skip("needs LibreOffice and poppler-utils")
    sheet = tmp_path / "sheet.docx"
    fields = list_fields(project, sheet).fields
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(sheet)]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)})
    text = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "sheet.pdf", "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert text.count("\f") <= 9
    printed = re.sub(r"\s", "", text)
    of_notices = [each for each in fields if each.group in {"事件", "召回", "泄露", "现场"} and each.templates]
    lacking = [each.tag for each in of_notices if each.tag.replace(" ", "") not in printed]
    assert [tag for tag in lacking if tag != "{{ 召回.产品 }}"] == []  # its fields are there, and its loop
    assert "逐项写在{%pfor产品in召回.产品%}和{%pendfor%}之间" in printed


def test_a_copy_of_a_template_that_no_notice_uses_is_named(project: Path) -> None:
    """It would be checked with the others, and nothing printed of it."""
    assert "W193" not in {each.code for each in check_templates(project, []).outcome.findings}
    copy = project / "templates/notices/recall-notice - 副本.docx"
    shutil.copy(project / RECALL, copy)
    named = [
        each.at.file for each in check_templates(project, ["recall-notice"]).outcome.findings if each.code == "W193"
    ]
    every = [each.at.file for each in check_templates(project, []).outcome.findings if each.code == "W193"]
    assert (named, every) == ([], [copy.relative_to(project).as_posix()])


def test_the_templates_of_an_unread_list_of_notices_are_not_said_to_be_unused(project: Path) -> None:
    path = project / "source/communication.yaml"
    path.write_text(path.read_text("utf-8") + "anything: 1\n", "utf-8")
    assert "W193" not in {each.code for each in check_templates(project, []).outcome.findings}

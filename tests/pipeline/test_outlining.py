"""An owner sees what an outline says and could say, edits a copy, and takes over what later versions bring."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from plangen.errors import NoDocument, NoOutline, NoSuchSection, OutlineThere
from plangen.pipeline.check import check_project
from plangen.pipeline.outline_files import shipped
from plangen.pipeline.outlining.opened import lay_open
from plangen.pipeline.outlining.taking_over import compare_outline, copy_outline
from plangen.reporting.outlines import report_comparison, report_copy, report_outlines
from plangen.reporting.style import Style
from plangen.workspace.starter import copy_starter

PLAN = "templates/outlines/plan.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_starter(tmp_path / "计划")
    return tmp_path / "计划"


def lines(result: object, language: str = "zh") -> list[str]:
    return list(result.text(Style(language=language)))  # type: ignore[attr-defined]  # a Result


def own(project: Path, text: str) -> Path:
    (project / PLAN).write_text(text, encoding="utf-8")
    return project


def keys(tree: Sequence[object]) -> list[str]:
    return [each.key for each in tree if each.key]  # type: ignore[attr-defined]  # TreeLine


def test_an_outline_is_shown_as_a_tree_with_what_it_uses_and_what_it_could(project: Path) -> None:
    aim, steps = "# 目的 {#aim}\n〔列：演练目的〕", "## 步骤\n{%p for 阶段 in 阶段 %}\n〔表：演练步骤〕\n{%p endfor %}"
    own(project, f"{aim}\n{steps}\n地点：{{{{ 演练地点.主会场 }}}}")
    made = lay_open(project, ["plan"])
    (outline,) = made.outlines
    assert [(each.depth, each.text, each.key, each.line, each.loop) for each in outline.tree] == [
        (0, "目的", "aim", 1, ""),
        (1, "〔列：演练目的〕", "", 2, ""),
        (1, "步骤", "步骤", 3, ""),
        (2, "〔表：演练步骤〕", "", 5, "阶段"),
    ]
    assert [each.placeholder for each in outline.blocks if each.used] == ["〔表：演练步骤〕"]
    assert next(each.loop for each in outline.blocks if each.used) == "阶段"
    assert [each.name for each in outline.fields if each.used] == ["演练目的", "演练地点.主会场", "阶段"]
    assert next(each.meaning for each in outline.fields if each.name == "演练起止") == "演练的日期和起止时间"
    assert (outline.is_own, outline.is_changed) == (True, True)
    assert {each.code for each in made.outcome.findings} == {"B128"}
    shown = lines(report_outlines(made, with_fields=False))
    assert "   1  目的  {#aim}" in shown
    assert "   5  　　〔表：演练步骤〕  逐个阶段" in shown
    assert len(lines(report_outlines(made, with_fields=True))) > len(shown)
    assert any("each 阶段" in line for line in lines(report_outlines(made, with_fields=False), "en"))


def test_what_is_wrong_with_an_outline_is_said_where_it_is_shown(project: Path) -> None:
    made = lay_open(own(project, "〔表：演练步骤〕"), ["plan"])
    assert [each.code for each in made.outcome.findings] == ["B122"]
    assert not report_outlines(made, with_fields=False).ok


def test_all_outlines_are_listed_with_where_they_lie(project: Path) -> None:
    (project / PLAN).unlink()
    shown = lines(report_outlines(lay_open(project, []), with_fields=False))
    assert "默认大纲" in shown[0]
    assert PLAN in shown[1]


def test_a_copy_is_made_once_and_never_over_another(project: Path) -> None:
    with pytest.raises(OutlineThere):
        copy_outline(project, "plan")
    (project / PLAN).unlink()
    assert copy_outline(project, "演练计划") == PLAN
    assert (project / PLAN).read_bytes() == shipped()["plan"][1]
    assert lines(report_copy(PLAN)) == [f"已写入 {PLAN}，可以修改"]


def test_only_documents_with_an_outline_have_one(project: Path) -> None:
    for run in (lambda: copy_outline(project, "投诉"), lambda: lay_open(project, ["3"])):
        with pytest.raises(NoOutline):
            run()
    with pytest.raises(NoDocument):
        lay_open(project, ["没有"])


def test_what_the_shipped_outline_has_more_is_taken_over_piece_by_piece(project: Path) -> None:
    whole = shipped()["plan"][1].decode()
    begin, end = whole.index("### 培训与宣传"), whole.index("### 物资准备")
    own(project, whole[:begin] + "### 公司要求 {#own}\n文字。\n" + whole[end:])
    made = compare_outline(project, "plan")
    (lacking,) = made.lacking
    assert (lacking.key, lacking.title, lacking.after) == ("training-and-publicity", "培训与宣传", "content")
    assert "".join(lacking.lines) == whole[begin:end]
    assert "    ### 培训与宣传 {#training-and-publicity}" in lines(report_comparison(made))
    taken = compare_outline(project, "plan", ["training-and-publicity"])
    assert (taken.taken, taken.lacking) == (("training-and-publicity",), ())
    text = (project / PLAN).read_text(encoding="utf-8")
    assert text.replace("### 公司要求 {#own}\n文字。\n", "") == whole.replace(whole[begin:end], "").replace(
        "### 物资准备", whole[begin:end] + "### 物资准备"
    )
    assert check_project(project).ok(strict=False)
    assert lines(report_comparison(taken))[0] == f"已取用 training-and-publicity，写入 {PLAN}"
    assert "每" not in lines(report_comparison(compare_outline(project, "plan")))[0]


def test_a_section_that_stands_in_a_loop_is_taken_over_with_it(project: Path) -> None:
    whole = shipped()["plan"][1].decode()
    begin = whole.index("{%p for 场景 in 演练场景 if 场景.应急措施")
    end = whole.index("### 配备应急救援队伍")
    own(project, whole[:begin] + whole[end:])
    (lacking,) = compare_outline(project, "plan").lacking
    assert lacking.lines[0].startswith("{%p for 场景")
    compare_outline(project, "plan", [lacking.key])
    assert (project / PLAN).read_text(encoding="utf-8") == whole


def test_line_ends_and_a_last_line_without_one_are_kept(project: Path) -> None:
    (project / PLAN).write_bytes("# 目的与意义 {#purpose}\r\n文字。".encode())
    compare_outline(project, "plan", ["scope"])
    raw = (project / PLAN).read_bytes()
    assert raw.startswith("# 目的与意义 {#purpose}\r\n文字。\r\n# 适用范围 {#scope}\r\n".encode())


def test_a_key_that_cannot_be_taken_over_is_said_with_those_that_can(project: Path) -> None:
    with pytest.raises(NoSuchSection) as problem:
        compare_outline(own(project, "# 目的 {#purpose}"), "plan", ["purpose"])
    assert "scope" in problem.value.known

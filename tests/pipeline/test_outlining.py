"""An owner sees what an outline says and could say, edits a copy, and takes over what later versions bring."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from plangen.blocks.text import as_text
from plangen.documents.plan import drill_plan
from plangen.errors import NoChapter, NoDocument, NoOutline, NoSuchSection, OutlineThere
from plangen.model.dossier import OUTLINED
from plangen.pipeline.check import check_project, study
from plangen.pipeline.outline_files import shipped
from plangen.pipeline.outlining.chapter import chapter_of
from plangen.pipeline.outlining.opened import lay_open
from plangen.pipeline.outlining.taking_over import compare_outline, copy_outline
from plangen.reporting.outlines import report_chapter, report_comparison, report_copy, report_outlines
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


def alone(project: Path, text: str) -> Path:
    """The same without rules of visibility, which would miss the sections that they name."""
    (project / "source/audiences.yaml").unlink()
    return own(project, text)


def keys(tree: Sequence[object]) -> list[str]:
    return [each.key for each in tree if each.key]  # type: ignore[attr-defined]  # TreeLine


def test_an_outline_is_shown_as_a_tree_with_what_it_uses_and_what_it_could(project: Path) -> None:
    aim, steps = "# 目的 {#aim}\n〔列：演练目的〕", "## 步骤\n{%p for 阶段 in 阶段 %}\n〔表：演练步骤〕\n{%p endfor %}"
    own(project, f"{aim}\n{steps}\n地点：{{{{ 演练地点.主会场 }}}}")
    made = lay_open(project, ["plan"])
    (outline,) = made.outlines
    assert [(each.depth, each.text, each.key, each.at.line, each.loop) for each in outline.tree] == [
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


def test_a_last_line_behind_an_old_line_end_is_taken_for_ended(project: Path) -> None:
    (project / PLAN).write_bytes("# 目的与意义 {#purpose}\r文字。\r".encode())
    compare_outline(project, "plan", ["scope"])
    assert (project / PLAN).read_bytes().startswith("# 目的与意义 {#purpose}\r文字。\r# 适用范围 {#scope}\n".encode())


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"\n\n", "没有标题的一段。\n".encode()])
def test_an_outline_without_headings_lacks_every_section(project: Path, raw: bytes) -> None:
    (project / PLAN).write_bytes(raw)
    made = compare_outline(project, "plan")
    assert [each.key for each in made.lacking][:2] == ["purpose", "scope"]
    compare_outline(project, "plan", ["scope"])
    text = (project / PLAN).read_bytes()
    assert text.startswith(raw + "# 适用范围 {#scope}\n".encode())
    assert "scope" not in [each.key for each in compare_outline(project, "plan").lacking]


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        ("# 目的 {#purpose}\n".encode() * 3 + b"\xff\xfe\xfd", "Y102", 4),
        ("# 目的 {#purpose}\n".encode("utf-16-le"), "Y102", 1),
        (b"x\n" * 2_000_001, "Y101", 0),
        (b"# x\n" * 20_001, "B110", 0),
        (b"# x\n" + b"x" * 30_001, "Y107", 2),
        ("# 目的 {#purpose}\n<!-- 备注\n# 范围 {#scope}\n".encode(), "B111", 2),
    ],
    ids=["bad bytes", "utf-16 without a mark", "too large", "too many lines", "a line without end", "an open comment"],
)
def test_nothing_is_said_to_lack_where_the_outline_cannot_be_read(
    project: Path, raw: bytes, code: str, line: int
) -> None:
    (project / PLAN).write_bytes(raw)
    made = compare_outline(project, "plan", ["scope"])
    assert [(each.code, each.at.file, each.at.line) for each in made.outcome.findings] == [(code, PLAN, line)]
    assert (made.lacking, made.taken) == ((), ())
    assert (project / PLAN).read_bytes() == raw
    result = report_comparison(made)
    assert result.exit_code == 1
    assert any(code in each for each in lines(result))
    assert "默认大纲里的章节都有了" not in lines(result)


def test_an_outline_that_cannot_be_opened_is_not_taken_for_the_shipped_one(project: Path) -> None:
    (project / PLAN).unlink()
    (project / PLAN).symlink_to("nowhere")
    assert [each.code for each in compare_outline(project, "plan").outcome.findings] == ["F101"]


def test_a_section_counts_as_there_whatever_stands_around_it(project: Path) -> None:
    whole = shipped()["plan"][1].decode()
    begin, end = whole.index("# 目的与意义"), whole.index("# 组织机构")
    own(project, f"{whole[:begin]}{{%p if 演练目的 %}}\n{whole[begin:end]}{{%p endif %}}\n{whole[end:]}")
    assert compare_outline(project, "plan").lacking == ()
    own(project, "{%p if 演练目的 %}\n# 目的 {#purpose}\n文字。\n# 范围 {#scope}\n{%p endif %}\n# 完 {#own}\n")
    compare_outline(project, "plan", ["organisation"])
    text = (project / PLAN).read_text(encoding="utf-8")
    assert text.index("{%p endif %}\n# 组织机构") < text.index("# 完 {#own}")


def test_a_loop_of_which_a_section_is_kept_is_not_taken_over_again(project: Path) -> None:
    own_file = project / "templates/outlines/handbook.md"
    own_file.write_text(
        "{%p for 场景 in 演练场景 %}\n# {{ 场景.场景名称 }} {#flow-{{ 场景.编号 }}}\n{%p endfor %}\n", "utf-8"
    )
    lacking = [each.key for each in compare_outline(project, "handbook").lacking]
    assert "centre" in lacking
    assert "scenario-{{ 场景.编号 }}" not in lacking


@pytest.mark.parametrize("odd", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_lines_are_cut_as_they_are_counted(project: Path, odd: str) -> None:
    text = f"# 目的与意义 {{#purpose}}\n文{odd}字。\n# 组织机构 {{#organisation}}\n文字。\n"
    (project / PLAN).write_bytes(text.encode())
    compare_outline(project, "plan", ["scope"])
    taken = (project / PLAN).read_bytes().decode()
    head, section, rest = taken.partition("# 适用范围 {#scope}\n")
    assert head == text[: text.index("# 组织机构")]
    assert section
    assert rest.endswith(text[text.index("# 组织机构") :])


def test_a_chapter_is_shown_as_the_document_has_it(project: Path) -> None:
    begin = "# 总则 {#general}\n由{{ 应急小组.名称 }}负责。\n# 组织 {#own}\n见{{ 题号.部门职责 }}。\n〔表：部门职责〕\n"
    alone(project, f"{begin}## 分工 {{#duties}}\n分工如下。\n# 一、完 {{#end}}\n文字。\n")
    made = chapter_of(project, "演练计划", "own")
    first, *rest = made.text.splitlines()
    assert first == "二、组织"
    assert "　　见表1。" in rest
    assert "（一）分工" in rest
    assert rest[-1] == "　　分工如下。"
    assert chapter_of(project, "1", "duties").text.splitlines()[0] == "（一）分工"
    whole = chapter_of(project, "plan").text
    assert whole == as_text(drill_plan(study(project).plan))
    assert made.text.rstrip("\n") in whole
    found = [(each.code, each.at.file, each.at.line) for each in made.outcome.findings]
    assert [each for each in found if each[0] != "B128"] == [("B106", PLAN, 8)]  # B128: chapters that no rule names


def test_a_chapter_of_a_plan_with_errors_is_not_shown_but_what_is_wrong(project: Path) -> None:
    own(project, "# 总则 {#general}\n由{{ 应急小组.名 }}负责。\n")
    made = chapter_of(project, "plan", "general")
    assert ("W112", PLAN, 2) in [(each.code, each.at.file, each.at.line) for each in made.outcome.findings]
    assert made.text == ""
    assert report_chapter(made).exit_code == 1


def test_a_section_that_the_document_has_not_is_said_with_those_that_it_has(project: Path) -> None:
    with pytest.raises(NoChapter) as problem:
        chapter_of(alone(project, "# 总则 {#general}\n文字。\n"), "plan", "genral")
    assert problem.value.known == ["general"]
    with pytest.raises(NoOutline):
        chapter_of(project, "msel")


@pytest.mark.parametrize("document", OUTLINED)
def test_every_outlined_document_can_be_shown(project: Path, document: str) -> None:
    made = chapter_of(project, document)
    assert made.text
    shown = lines(report_chapter(made))
    assert shown[: len(made.text.splitlines())] == made.text.splitlines()
    assert json.loads(report_chapter(made).json("zh"))["text"] == made.text


def test_a_key_that_cannot_be_taken_over_is_said_with_those_that_can(project: Path) -> None:
    with pytest.raises(NoSuchSection) as problem:
        compare_outline(own(project, "# 目的 {#purpose}"), "plan", ["purpose"])
    assert "scope" in problem.value.known

"""What `plangen diff` says of two versions: as text, as Markdown, as JSON."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plangen.reporting.result import Result

pytestmark = pytest.mark.slow

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
Compare = Callable[..., Result]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_changes_stand_by_subject_with_a_count_at_the_end(lines: Lines, compare: Compare, history: Path) -> None:
    made = compare(history, "v1.0", "v1.1")
    assert lines(made, "zh") == [
        "v1.0 → v1.1",
        "  v1.1  2024-12-20  演练：根据演练问题清单修订",
        "",
        "演练流程",
        (
            "  ~ 信息收集与报告 › 质量初步调查：行动要求 …品的批次和生产"
            "环节，[-将-]{+先口头报告+}结果[-整理成报告并上报-]{+，后补书面材料+}"
        ),
        "  ~ 应急处置 › 封堵泄露源头：时限 3小时 → 2小时",
        "",
        "共 2 处：增加 0，删除 0，修改 2，移动 0，改编号 0；模板 0 个",
    ]
    assert lines(made, "en") == [
        "v1.0 → v1.1",
        "  v1.1  2024-12-20  演练：根据演练问题清单修订",
        "",
        "timeline",
        (
            "  ~ timeline.phases[collection].steps[first-investigation].action: …品的批次和生产"
            "环节，[-将-]{+先口头报告+}结果[-整理成报告并上报-]{+，后补书面材料+}"
        ),
        "  ~ timeline.phases[response].steps[close-source].limit: 3小时 → 2小时",
        "",
        "2 changes: 0 added, 0 removed, 2 changed, 0 moved, 0 renamed; 0 templates",
    ]
    assert made.exit_code == 0


def test_markdown_says_the_same_with_what_it_would_read_as_markup_escaped(
    lines: Lines, compare: Compare, project: Path
) -> None:
    edit(project / "source/drill.yaml", "title: ", "title: '*' #")
    made = compare(project, markdown=True)
    assert lines(made, "zh") == [
        "# v1.3 → 工作文件",
        "",
        "## 演练安排",
        "",
        "- 演练地点：主会场 公司总部办公楼三楼会议室 → \\*",
        "",
    ]
    assert lines(made, "en")[0] == "# v1.3 → working copy"


def test_changed_templates_are_listed(lines: Lines, tree: Tree, compare: Compare, project: Path) -> None:
    (project / "templates/notices/new.docx").write_bytes(b"new")
    (project / "templates/notices/sms.docx").unlink()
    made = compare(project)
    assert lines(made, "zh")[2:] == [
        "模板",
        "  + templates/notices/new.docx",
        "  - templates/notices/sms.docx（通知模板“短信通知”）",
        "",
        "共 0 处：增加 0，删除 0，修改 0，移动 0，改编号 0；模板 2 个",
    ]
    assert lines(compare(project, markdown=True), "zh")[2:] == [
        "## 模板",
        "",
        "- + `templates/notices/new.docx`",
        "- - `templates/notices/sms.docx`（通知模板“短信通知”）",
    ]
    assert tree(made)["templates"] == [
        {
            "path": "templates/notices/new.docx",
            "kind": "added",
            "title": None,
            "changes": [],
        },
        {
            "path": "templates/notices/sms.docx",
            "kind": "removed",
            "title": "通知模板“短信通知”",
            "changes": [],
        },
    ]


def test_without_a_difference_that_is_all_that_is_said(lines: Lines, compare: Compare, history: Path) -> None:
    assert lines(compare(history), "zh") == ["v1.3 → 工作文件", "没有差别"]
    assert lines(compare(history), "en") == ["v1.3 → working copy", "no difference"]
    assert lines(compare(history, markdown=True), "zh") == ["# v1.3 → 工作文件", "", "没有差别"]


def test_a_section_that_cannot_be_read_is_named_with_its_errors(
    lines: Lines, tree: Tree, compare: Compare, project: Path
) -> None:
    edit(project / "source/drill.yaml", "venue:", "venu:")
    made = compare(project)
    assert lines(made, "zh")[1:3] == [
        "工作文件 的 drill 用本版程序读不出来，没有比较；原因如下",
        "  source/drill.yaml:8: 演练安排没有“venu”这一项",
    ]
    assert lines(made, "en")[1:3] == [
        "drill of working copy cannot be read by this version and were not compared; because",
        "  source/drill.yaml:8: there is no key 'venu' here",
    ]
    assert tree(made)["unread"] == {"工作文件": ["drill"]}


def test_long_texts_show_what_came_and_went_in_colour(lines: Lines, compare: Compare, history: Path) -> None:
    made = compare(history, "v1.0", "v1.1")
    said = "\n".join(lines(made, colour=True))
    assert "\x1b[32m{+" in said or "\x1b[31m[-" in said
    plainly = "\n".join(lines(made))
    assert "\x1b" not in plainly


def test_the_shape_of_a_comparison(tree: Tree, compare: Compare, history: Path) -> None:
    told = tree(compare(history, "v1.0", "v1.1"))
    assert list(told) == ["old", "new", "same", "records", "changes", "templates", "rewritten", "others", "unread"]
    assert [told[side]["name"] for side in ("old", "new")] == ["v1.0", "v1.1"]
    assert told["records"] == [
        {
            "version": "v1.1",
            "date": "2024-12-20",
            "reason": "演练：根据演练问题清单修订",
            "chapters": "演练流程",
            "summary": (
                "修改“信息收集与报告”中“质量初步调查”的行动要求；将“应急处置”中“封堵泄露源头”的时限由3小时改为2小时"
            ),
            "drill": "2024-12-10",
            "answers": [
                "f-01",
                "f-02",
            ],
            "deferred": [{"finding": "f-03", "reason": "待市场营销部负责人到任后一并明确"}],
            "withdrawn": [],
            "author": "张编制",
            "reviewer": "李审核",
            "approver": "王批准",
            "effective": "2025-01-01",
        },
    ]
    assert told["changes"][-1] == {
        "kind": "changed",
        "path": "timeline.phases[response].steps[close-source].limit",
        "subject": "演练流程",
        "place": [
            "应急处置",
            "封堵泄露源头",
        ],
        "what": "时限",
        "before": "3小时",
        "after": "2小时",
        "segments": [
            {
                "text": "3",
                "side": "before",
            },
            {
                "text": "2",
                "side": "after",
            },
            {
                "text": "小时",
                "side": "both",
            },
        ],
        "position": None,
        "goal": [],
        "references": 0,
        "text": "演练流程 › 应急处置 › 封堵泄露源头：时限 3小时 → 2小时",
    }


def test_folders_without_a_repository_cannot_be_compared(
    lines: Lines, tree: Tree, compare: Compare, tmp_path: Path
) -> None:
    (tmp_path / "source").mkdir()
    made = compare(tmp_path)
    assert "错误[G101]" in lines(made)[0]
    assert "error[G101]" in lines(compare(tmp_path, markdown=True), "en")[0]
    assert (tree(made), made.exit_code) == ({}, 1)


def test_impact_says_whom_it_concerns(lines: Lines, tree: Tree, compare: Compare, history: Path) -> None:
    made = compare(history, "v1.0", "v1.1", impact=True)
    after = lines(made, "zh")
    start = after.index("需要更换的文件")
    assert after[start : start + 14] == [
        "需要更换的文件",
        "  修改  01-消费者保护应急预案演练计划.docx",
        "  修改  04-应急处置过程记录表.xlsx",
        "  修改  05-应急指挥手册.docx",
        "  修改  09-评估手册.docx",
        "  修改  10-角色卡.docx",
        "  修改  15-物资清单与配发方案.docx",
        "  修改  19-指挥一览.docx",
        "",
        "需要重新交底的人员",
        "  质量管理部负责人",
        "    - 修改“信息收集与报告”中“质量初步调查”的行动要求",
        "    更换：角色卡、消费者保护应急预案演练计划、应急处置过程记录表、应急指挥手册、物资清单与配发方案、指挥一览",
        "  IT部门负责人",
    ]
    assert [line for line in lines(made, "en") if line and not line.startswith(" ")][3:] == [
        "documents that change",
        "people to be told",
        "parts of packets to be exchanged",
        "packets to print again",
        "training to repeat",
    ]
    told = tree(made)["impact"]
    assert list(told) == ["documents", "changes", "people", "packets", "exchanges", "lapsed", "training"]
    assert told["documents"][0] == {
        "id": "plan",
        "path": "01-消费者保护应急预案演练计划.docx",
        "title": "消费者保护应急预案演练计划",
        "kind": "changed",
    }
    assert set(told["people"][0]) == {"files", "training", "role", "changes", "gone", "person", "title"}
    assert told["packets"][0] == {
        "number": "01",
        "role": "general-manager",
        "title": "总经理",
        "kind": "changed",
    }


def test_redlines_are_listed_with_the_cells_of_workbooks(
    lines: Lines, tree: Tree, compare: Compare, project: Path, tmp_path: Path
) -> None:
    edit(project / "source/forms.yaml", "title: 投诉编号", "title: 登记编号")
    made = compare(project, redlines=tmp_path / "修订")
    said = lines(made, "zh")
    assert "    投诉信息单" in said
    assert "      A3  投诉编号＊ → 登记编号＊" in said
    assert lines(made, "en")[-1] == said[-1]
    told = tree(made)["redlines"]
    assert [(each["path"], each["kind"], each["file"] is None) for each in told] == [
        ("01-消费者保护应急预案演练计划.docx", "changed", False),
        ("03-消费者投诉信息表.xlsx", "changed", True),
    ]
    assert Path(told[0]["file"]).read_bytes()[:2] == b"PK"
    assert [each["cells"][:1] for each in told if each["cells"]] == [
        [{"sheet": "登记台账", "cell": "A5", "before": "投诉编号＊", "after": "登记编号＊"}]
    ]


def test_no_document_differs(lines: Lines, compare: Compare, history: Path, tmp_path: Path) -> None:
    made = compare(history, redlines=tmp_path / "修订")
    assert lines(made, "zh")[-1] == "没有文件需要修订对照"
    assert lines(made, "en")[-1] == "no document differs"

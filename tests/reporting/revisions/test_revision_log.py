"""The log of revisions, and what `plangen revise` says."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plangen.pipeline.revisions.log import log_project
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.revise import revise_project
from plangen.reporting.result import Result
from plangen.reporting.revisions.new_revision import report_revision
from plangen.reporting.revisions.revision_log import report_log

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
NOW = datetime.datetime(2025, 8, 1, 9, 0, tzinfo=datetime.UTC)
COMMIT = re.compile(r"\b[0-9a-f]{10}\b")


def edited(project: Path) -> None:
    path = project / "source/timeline.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("limit: 2小时", "limit: 90分钟", 1), encoding="utf-8")


def revise(project: Path, *, dry_run: bool = False, **more: Any) -> Result:
    settings: dict[str, Any] = {
        "reason": "other",
        "note": "缩短时限",
        "author": "张三",
        "reviewer": "李四",
        "approver": "王五",
        "date": NOW.date(),
        "effective": datetime.date(2025, 8, 15),
    }
    return report_revision(revise_project(project, WantedRevision(**{**settings, **more}), NOW, dry_run=dry_run))


NOTHING = {"revisions": [], "in_force": {"on": None, "version": None}, "waiting": []}


def hidden(lines: list[str]) -> list[str]:
    return [COMMIT.sub("‹commit›", line) for line in lines]


def test_the_log_begins_with_the_latest(lines: Lines, history: Path) -> None:
    made = report_log(log_project(history))
    assert hidden(lines(made, "zh"))[:19] == [
        "v1.3  2025-06-10  ‹commit›",
        "  原因：组织变动：明确媒体沟通专员的归属，调整舆情工作分工",
        "  解决的问题：2024-12-10/f-03",
        "  内容：明确“媒体沟通专员”的所属部门为“市场营销部”；在“配合岗位”中增加职责“领导媒体沟通专员的工作”",
        "  编制/审核/批准：张编制 / 李审核 / 王批准",
        "  生效：2025-07-01",
        "  生成程序：0.1.0",
        "",
        "v1.2  2025-03-03  ‹commit›",
        "  原因：法规：法务部对照现行法律法规复核召回公告和发布内容",
        "  暂缓的问题：2024-12-10/f-03（待市场营销部负责人到任后一并明确）",
        "  内容：增加发布内容“咨询和投诉途径”；修改通知模板“产品召回公告”的文字",
        "  编制/审核/批准：张编制 / 李审核 / 王批准",
        "  生效：2025-03-15",
        "  生成程序：0.1.0",
        "",
        "v1.1  2024-12-20  ‹commit›",
        "  原因：演练：根据演练问题清单修订",
        "  演练：2024-12-10",
    ]
    assert hidden(lines(made, "en"))[:19] == [
        "v1.3  2025-06-10  ‹commit›",
        "  reason: 组织变动：明确媒体沟通专员的归属，调整舆情工作分工",
        "  answers: 2024-12-10/f-03",
        "  summary: 明确“媒体沟通专员”的所属部门为“市场营销部”；在“配合岗位”中增加职责“领导媒体沟通专员的工作”",
        "  by: 张编制 / 李审核 / 王批准",
        "  effective: 2025-07-01",
        "  plangen: 0.1.0",
        "",
        "v1.2  2025-03-03  ‹commit›",
        "  reason: 法规：法务部对照现行法律法规复核召回公告和发布内容",
        "  deferred: 2024-12-10/f-03 (待市场营销部负责人到任后一并明确)",
        "  summary: 增加发布内容“咨询和投诉途径”；修改通知模板“产品召回公告”的文字",
        "  by: 张编制 / 李审核 / 王批准",
        "  effective: 2025-03-15",
        "  plangen: 0.1.0",
        "",
        "v1.1  2024-12-20  ‹commit›",
        "  reason: 演练：根据演练问题清单修订",
        "  drill: 2024-12-10",
    ]
    assert made.exit_code == 0


def test_the_shape_of_the_log(tree: Tree, history: Path) -> None:
    told = tree(report_log(log_project(history)))["revisions"]
    assert [each["version"] for each in told] == ["v1.3", "v1.2", "v1.1", "v1.0"]
    assert {key: value for key, value in told[2].items() if key != "commit"} == {
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
        "plangen": "0.1.0",
    }


def test_a_log_without_a_repository_is_no_success(lines: Lines, tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    made = report_log(log_project(tmp_path))
    assert "错误[G101]" in lines(made)[0]
    assert (tree(made), made.exit_code) == (NOTHING, 1)


def test_before_the_first_revision_the_log_says_how_one_is_recorded(lines: Lines, tmp_path: Path) -> None:
    from plangen.pipeline.init import init_project

    init_project(tmp_path / "plan", NOW)
    made = report_log(log_project(tmp_path / "plan"))
    assert lines(made, "zh") == ["还没有记录过版本；用 plangen revise 记录"]
    assert lines(made, "en") == ["no revision yet; record one with plangen revise"]
    assert made.exit_code == 0


def test_a_record_that_cannot_be_read_is_said(lines: Lines, tree: Tree, history: Path) -> None:
    from msgspec.structs import replace

    logged = log_project(history)
    broken = replace(logged, revisions=(replace(logged.revisions[0], record=None),))
    made = report_log(broken)
    assert hidden(lines(made, "zh")) == [
        "v1.3  2025-06-10  ‹commit›",
        "  修订记录读不出来",
        "",
    ]
    assert lines(made, "en")[1] == "  its record cannot be read"
    assert sorted(tree(made)["revisions"][0]) == ["commit", "plangen", "version"]


def test_a_dry_run_shows_the_record_and_writes_none(lines: Lines, tree: Tree, project: Path) -> None:
    edited(project)
    made = revise(project, dry_run=True)
    said = lines(made, "zh")
    assert said[: said.index("试运行：没有记录。将写入的修订记录：")] == [
        "v1.3 → 工作文件",
        "",
        "演练流程",
        "  ~ 应急处置 › 通知登记购买者：时限 2小时 → 1小时30分钟",
        "",
        "共 1 处：增加 0，删除 0，修改 1，移动 0，改编号 0；模板 0 个",
        "",
        "0 个错误，0 个警告，0 条提示；0 项检查通过，0 项未能检查，0 项例外",
    ]
    assert "dry run: nothing recorded. The record would be:" in lines(made, "en")
    told = tree(made)
    assert (told["revision"], told["commit"], told["recovered"]) == ("v1.4", None, None)
    assert [each["kind"] for each in told["changes"]] == ["changed"]
    assert not (project / "source/revisions/v1.4.yaml").exists()


def test_a_revision_names_commit_and_tag(lines: Lines, tree: Tree, project: Path) -> None:
    edited(project)
    made = revise(project)
    assert (
        hidden(lines(made, "zh"))[-1]
        == "已记录版本 v1.4（提交 ‹commit›，标签 v1.4）；plangen build 会把它印在修订记录页上"
    )
    assert (
        hidden(lines(made, "en"))[-1]
        == "recorded v1.4 (commit ‹commit›, tag v1.4); plangen build prints it on the revision page"
    )
    assert len(tree(made)["commit"]) == 40


def test_what_is_missing_is_refused_with_every_reason(lines: Lines, tree: Tree, project: Path) -> None:
    edited(project)
    made = revise(project, author="", reviewer="")
    assert [line for line in lines(made) if "错误[" in line] == [
        "source/revisions/v1.4.yaml: 错误[G205] 缺少审核人",
        "source/revisions/v1.4.yaml: 错误[G205] 缺少编制人",
    ]
    assert (tree(made)["commit"], made.exit_code) == (None, 1)


def test_a_revision_that_was_completed_is_said_first(lines: Lines, project: Path) -> None:
    from msgspec.structs import replace

    wanted = WantedRevision(date=NOW.date())
    revised = replace(revise_project(project, wanted, NOW, dry_run=True), recovered="v1.3")
    made = report_revision(revised)
    assert lines(made, "zh")[0] == "上次中断的修订 v1.3 已补完"
    assert lines(made, "en")[0] == "v1.3, interrupted before, was completed"

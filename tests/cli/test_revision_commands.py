"""`plangen revise`, `log`, `diff`, `build --rev` and `demo-history` as a user runs them."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

COMMIT = re.compile(r"\b[0-9a-f]{10}\b")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def back_to_v1_2(history: Path) -> None:
    """The last revision of the sample is gone, the one that answers what v1.1 had put off."""
    for command in (("reset", "-q", "--hard", "v1.2"), ("tag", "-d", "v1.3")):
        subprocess.run(["git", *command], cwd=history, check=True, capture_output=True)


@pytest.fixture
def run(plangen: Any) -> Any:
    """In a folder, with what is typed; ids of commits are left out."""

    def run(folder: Path, *arguments: str, typed: str = "") -> tuple[int, str, str]:
        code, out, err = plangen(*arguments, folder=folder, typed=typed)
        return code, COMMIT.sub("‹commit›", out), err

    return run


def test_the_history_is_the_same_every_time(run: Any, history: Path, tmp_path: Path) -> None:
    code, out, err = run(tmp_path, "demo-history", "另一份")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        f"已在“{tmp_path.resolve() / '另一份'}”造好 v1.0、v1.1、v1.2、v1.3。可以试：",
        f'  cd "{tmp_path.resolve() / "另一份"}"',
    ]
    refs = [(folder / ".git/packed-refs").read_bytes() for folder in (history, tmp_path / "另一份")]
    assert refs[0] == refs[1]
    assert b"refs/tags/v1.3" in refs[0]
    code, _, err = run(tmp_path, "demo-history", "另一份")
    assert (code, err.startswith("出错: ")) == (2, True)


def test_every_command_that_the_demonstration_names_works(run: Any, tmp_path: Path) -> None:
    _, out, _ = run(tmp_path, "demo-history", "试")
    commands = [line.split("    #")[0].split() for line in out.splitlines()[2:]]
    assert len(commands) == 7
    for command in commands:
        if command[0] == "plangen":
            assert run(tmp_path / "试", *command[1:])[0] == 0, command
    assert (tmp_path / "试/redline.docx").exists()


def test_log_lists_who_why_and_what(run: Any, history: Path) -> None:
    code, out, err = run(history, "log")
    assert (code, err) == (0, "")
    assert out.split("\n\n")[2] == (
        "v1.1  2024-12-20  ‹commit›\n"
        "  原因：演练：根据演练问题清单修订\n"
        "  演练：2024-12-10\n"
        "  解决的问题：f-01、f-02\n"
        "  暂缓的问题：f-03（待市场营销部负责人到任后一并明确）\n"
        "  内容：修改“信息收集与报告”中“质量初步调查”的行动要求；将“应急处置”中“封堵泄露源头”的时限由3小时改为2小时\n"
        "  编制/审核/批准：张编制 / 李审核 / 王批准\n"
        "  生效：2025-01-01\n"
        "  生成程序：0.1.0"
    )
    assert run(history, "log", "--lang", "en")[1].splitlines()[:2] == [
        "v1.3  2025-06-10  ‹commit›  in force",
        "  reason: 组织变动：明确媒体沟通专员的归属，调整舆情工作分工",
    ]
    told = json.loads(run(history, "log", "--json")[1])
    assert [each["version"] for each in told["revisions"]] == ["v1.3", "v1.2", "v1.1", "v1.0"]
    assert told["revisions"][2]["deferred"] == [{"finding": "f-03", "reason": "待市场营销部负责人到任后一并明确"}]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-11-30", "2024-11-30 没有已经生效的版本"),
        ("2024-12-01", "2024-12-01 有效的版本：v1.0，2024-12-01 起生效，批准人：王批准，由 张编制 记录"),
        ("2025-03-14", "2025-03-14 有效的版本：v1.1，2025-01-01 起生效，批准人：王批准，由 张编制 记录"),
        ("2025年3月15日", "2025-03-15 有效的版本：v1.2，2025-03-15 起生效，批准人：王批准，由 张编制 记录"),
    ],
)
def test_log_says_what_was_in_force_on_a_day(run: Any, history: Path, day: str, said: str) -> None:
    code, out, _ = run(history, "log", "--on", day)
    assert (code, said in out.splitlines()) == (0, True)


def test_diff_says_what_changed_since_the_last_revision(run: Any, history: Path) -> None:
    assert run(history, "diff") == (0, "v1.3 → 工作文件\n没有差别\n", "")
    edit(history / "source/timeline.yaml", "limit: 2小时\n        needs: [{item: computers}]", "limit: 90分钟")
    code, out, err = run(history, "diff")
    assert (code, err) == (0, "")
    assert out == (
        "v1.3 → 工作文件\n"
        "\n"
        "演练流程\n"
        "  ~ 应急处置 › 封堵泄露源头：时限 2小时 → 1小时30分钟\n"
        "  - 应急处置 › 封堵泄露源头：删除所需物资“计算机”：（无）\n"
        "\n"
        "共 2 处：增加 0，删除 1，修改 1，移动 0，改编号 0；模板 0 个\n"
    )
    _, out, _ = run(history, "diff", "--lang", "en")
    assert "  ~ timeline.phases[response].steps[close-source].limit: 2小时 → 1小时30分钟" in out.splitlines()
    code, out, err = run(history, "diff", "v7")
    assert (code, out) == (2, "")
    assert err == "出错: 没有版本“v7”；已记录的版本：v1.0、v1.1、v1.2、v1.3\n"


REVISED = (
    *("--reason", "其他", "--note", "缩短时限", "--author", "张三", "--reviewer", "李四"),
    *("--approver", "王五", "--date", "2025-08-01", "--effective", "2025-08-15"),
)


def test_revise_shows_what_it_would_record_and_then_records_it(run: Any, history: Path) -> None:
    assert run(history, "revise", *REVISED)[0] == 1  # nothing has changed
    edit(history / "source/timeline.yaml", "limit: 2小时\n        needs: [{item: computers}]", "limit: 90分钟")
    code, out, _ = run(history, "revise", "--dry-run", *REVISED)
    assert code == 0
    told = out.split("试运行：没有记录。将写入的修订记录：\n\n")[1].split("\n\n已经过时")[0].splitlines()
    assert told[3:8] == [
        'version: "v1.4"',
        'date: "2025-08-01"',
        'reason: "其他：缩短时限"',
        'chapters: "演练流程"',
        (
            'summary: "将“应急处置”中“封堵泄露源头”的时限由2小时改为1小时30分钟；'
            '删除“应急处置”的“封堵泄露源头”中的所需物资“计算机”"'
        ),
    ]
    code, out, err = run(history, "revise", *REVISED)
    assert (code, err) == (0, "")
    assert "\n已记录版本 v1.4（提交 ‹commit›，标签 v1.4）；plangen build 会把它印在修订记录页上\n" in out
    assert run(history, "diff")[1] == "v1.4 → 工作文件\n没有差别\n"
    written = (history / "source/revisions/v1.4.yaml").read_text(encoding="utf-8").splitlines()
    assert written == told


def test_revise_ends_with_what_lapsed_what_is_open_and_which_papers_are_outdated(run: Any, history: Path) -> None:
    """The dry run says the same before."""
    back_to_v1_2(history)
    approve = ("notices", "approve", "product-quality/recall-notice", "--stage", "起草", "--by", "legal-head")
    assert run(history, *approve, "--name", "李法务", "--date", "2025-07-01", "--result", "同意")[0] == 0
    edit(history / "source/plan.yaml", "title: ", "title: 年度")
    edit(history / "source/scenarios/product-quality.yaml", "title: ", "title: 新的")
    ends = []
    for more in (("--dry-run",), ()):
        code, out, err = run(history, "revise", *more, *REVISED)
        assert (code, err) == (0, "")
        ends.append(out[out.index("失效的审批") :])
    assert ends[0] == ends[1]
    lines = ends[0].splitlines()
    assert lines[1].endswith("：起草（李法务）")
    waiting = lines.index("仍未解决的演练问题")
    assert lines[waiting + 1].startswith(
        "  2024-12-10/f-03 媒体沟通专员归属不明：从 v1.1（2024-12-20）起暂缓，到 v1.3 共 3 次"
    )
    assert waiting < lines.index("已经过时的文件") < lines.index("已经过时的资料包，按持有人")
    assert "07 市场营销部负责人" in lines[-2]
    assert lines[-1].startswith("  plangen packet 01 ")


def test_a_finding_is_dropped_with_a_reason_and_is_not_asked_for_again(run: Any, history: Path) -> None:
    back_to_v1_2(history)
    edit(history / "source/timeline.yaml", "limit: 2小时", "limit: 90分钟")
    code, out, _ = run(history, "revise", *REVISED, "--withdraw", "f-03=岗位撤销")
    assert (code, "仍未解决" in out) == (0, False)
    out = run(history, "log")[1]
    assert "  不再处理的问题：2024-12-10/f-03（岗位撤销）\n" in out
    assert "仍未解决" not in out
    assert run(history, "revise", "--withdraw", "f-03")[0] == 2  # not without a reason


def test_revise_says_in_english_and_json_what_is_missing(run: Any, history: Path) -> None:
    edit(history / "source/timeline.yaml", "limit: 2小时", "limit: 90分钟")
    code, out, _ = run(history, "revise", "--lang", "en")
    assert code == 1
    assert {line for line in out.splitlines() if "error[" in line} == {
        f"source/revisions/v1.4.yaml: error[G205] {what} is missing"
        for what in ("修订原因", "编制人", "审核人", "批准人", "生效日期")
    }
    code, out, _ = run(history, "revise", "--json")
    told = json.loads(out)
    assert (code, told["ok"], told["commit"]) == (1, False, None)
    assert {each["code"] for each in told["findings"]} == {"G205"}
    assert not (history / "source/revisions/v1.4.yaml").exists()


def test_asked_interactively_it_asks_for_what_is_missing_and_nothing_else(run: Any, history: Path) -> None:
    edit(history / "source/timeline.yaml", "limit: 2小时", "limit: 90分钟")
    typed = "没有的原因\n法规\n新规施行\n李四\n王五\n不是日期\n2025-08-15\n\n"
    code, out, err = run(history, "revise", "--interactive", "--author", "张三", "--date", "2025-08-01", typed=typed)
    assert code == 0, out + err
    for question in ("修订原因", "原因说明", "审核人", "批准人", "生效日期"):
        assert question in err
    assert "编制人" not in err
    assert "2026-03-01" in err  # how a date is written
    record = (history / "source/revisions/v1.4.yaml").read_text(encoding="utf-8")
    for line in ('reason: "法规：新规施行"', 'author: "张三"', 'reviewer: "李四"', 'effective: "2025-08-15"'):
        assert line in record


def test_asked_it_asks_what_becomes_of_what_was_put_off(run: Any, history: Path) -> None:
    """Return alone puts it off again with the same reason; anything that is no answer is asked again."""
    back_to_v1_2(history)
    edit(history / "source/timeline.yaml", "limit: 2小时", "limit: 90分钟")
    code, out, err = run(history, "revise", "--interactive", "--dry-run", *REVISED, typed="\n")
    assert (code, "从 v1.1 起暂缓 2 次，理由：待市场营销部负责人到任后一并明确" in err) == (0, True)
    assert 'deferred: [{"finding": "2024-12-10/f-03", "reason": "待市场营销部负责人到任后一并明确"}]' in out
    code, out, _ = run(history, "revise", "--interactive", "--dry-run", *REVISED, typed="撤销\n好\n撤销 岗位取消\n")
    assert (code, 'withdrawn: [{"finding": "2024-12-10/f-03", "reason": "岗位取消"}]' in out) == (0, True)
    _, out, err = run(history, "revise", "--interactive", "--dry-run", *REVISED, "--lang", "en", typed="done\n")
    assert 'answers: ["2024-12-10/f-03"]' in out
    assert "put off 2 times since v1.1" in err


def test_asked_for_the_first_revision_the_answers_fill_the_record_of_the_starter(run: Any, project: Path) -> None:
    record = project / "source/revisions/v1.0.yaml"
    before = record.read_text(encoding="utf-8")
    code, _, err = run(project, "revise", "--interactive", typed="张三\n李四\n王五\n2030-01-01\n")
    assert code == 0, err
    assert "修订原因" not in err
    lines = record.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in before.splitlines()][1:5] == [
        "author: 张三",
        "reviewer: 李四",
        "approver: 王五",
        "effective: 2030-01-01",
    ]
    assert "  编制/审核/批准：张三 / 李四 / 王五\n" in run(project, "log")[1]


def test_a_first_revision_without_names_is_not_recorded(run: Any, project: Path) -> None:
    code, out, _ = run(project, "revise")
    assert (code, out.count("错误[G205]")) == (1, 4)
    assert "!todo 编制人" in (project / "source/revisions/v1.0.yaml").read_text(encoding="utf-8")
    assert "原因：首次编制" not in run(project, "log")[1]


def test_given_up_while_asked_it_records_nothing(run: Any, history: Path) -> None:
    edit(history / "source/timeline.yaml", "limit: 2小时", "limit: 90分钟")
    code, _, _ = run(history, "revise", "--interactive", typed="法规\n")
    assert code == 130
    assert not (history / "source/revisions/v1.4.yaml").exists()


def test_an_older_version_is_built_by_name_into_its_own_folder(run: Any, history: Path) -> None:
    code, out, err = run(history, "build", "complaint-form", "--rev", "v1.0", "--out", "旧版")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "版本 v1.0，提交 ‹commit›；由 plangen 0.1.0 记录"
    assert lines[-2:] == ["  已生成  旧版/03-消费者投诉信息表.xlsx", "共 1 个文件，其中 1 个有更新"]
    told = json.loads(run(history, "build", "3", "--rev", "v1.0", "--out", "旧版", "--json")[1])
    assert (told["revision"]["name"], told["revision"]["plangen"]) == ("v1.0", "0.1.0")
    assert [(each["path"], each["state"]) for each in told["files"]] == [("旧版/03-消费者投诉信息表.xlsx", "unchanged")]
    for wrong in (("--rev", "v1.0"), ("--out", "旧版")):
        code, _, err = run(history, "build", *wrong)
        assert code == 2
        assert err.endswith("--rev 和 --out 要一起写\n")
    code, _, err = run(history, "build", "--rev", "v1.0", "--out", "source")
    assert (code, err.startswith("出错: ")) == (2, True)


def test_init_says_what_it_made(run: Any, tmp_path: Path) -> None:
    code, out, err = run(tmp_path, "init", "新")
    assert (code, err) == (0, "")
    assert re.sub(r"（\d+ 个文件）", "", out).splitlines() == [
        "已在“新”新建演练计划。",
        "已建立版本库，第一次提交 ‹commit› 包含 source、templates 和设置文件；用 plangen revise 记录版本",
        "已写入 .gitignore、.gitattributes",
        "git diff 会把 Word、Excel 文件显示成文字",
        "下一步：",
        '  cd "新"',
        "  plangen check    # 检查计划",
        "  plangen build    # 生成全部文件",
    ]
    code, out, _ = run(tmp_path / "新", "init", "--hook", ".", "--lang", "en")
    assert code == 0
    hook = tmp_path.resolve() / "新/.git/hooks/pre-commit"
    assert out.splitlines()[-1] == f"git commit runs plangen check first and commits nothing with errors ({hook})"
    hook.write_text("exit 0\n", encoding="utf-8")
    assert run(tmp_path / "新", "init", "--hook", ".")[0] == 1
    assert hook.read_text(encoding="utf-8") == "exit 0\n"
    code, out, _ = run(tmp_path, "init", "--no-git", "无")
    assert (code, (tmp_path / "无/.git").exists()) == (0, False)
    assert run(tmp_path, "init", "--no-git", "--hook", "无二")[0] == 2


def test_an_edit_by_hand_is_shown_by_the_command_that_the_finding_names(run: Any, history: Path) -> None:
    from openpyxl import load_workbook

    run(history, "build", "complaint-form")
    form = history / "output/03-消费者投诉信息表.xlsx"
    workbook = load_workbook(form)
    title = workbook.worksheets[0].title
    workbook.worksheets[0]["Z99"] = "手工"
    workbook.save(form)
    edit(history / "source/forms.yaml", "title: 投诉编号", "title: 登记编号")
    _, out, _ = run(history, "build", "complaint-form")
    command = re.search(r'plangen (redline) (--edited) "([^"]+)"', out)
    assert command
    code, out, err = run(history, *command.groups())
    assert (code, err) == (0, "")
    assert out == f"{title}\n  Z99  （空） → 手工\n共 1 个单元格不同\n"
    assert run(history, "redline", "--edited", "output/manifest.json")[0] == 2
    assert run(history, "redline", "只有一个.docx")[0] == 2


@pytest.mark.parametrize("folder", ["source", "templates", "output"])
def test_no_export_goes_into_the_plans_own_folders(run: Any, history: Path, folder: str) -> None:
    before = sorted(history.rglob("*"))
    for option, name in (("--html", "a.html"), ("--table", "a.docx"), ("--impact", "a.xlsx"), ("--redline", "对照")):
        code, out, err = run(history, "diff", "v1.0", "v1.1", option, f"{folder}/{name}")
        assert (code, out) == (2, "")
        assert f"“{folder}/{name}”在演练计划自己的文件夹里" in err
    template = "templates/notices/recall-notice.docx"
    assert run(history, "redline", template, template, "--out", f"{folder}/a.docx")[0] == 2
    assert run(history, "build", "--rev", "v1.0", "--out", folder)[0] == 2
    assert sorted(history.rglob("*")) == before


def test_a_redline_of_a_file_of_the_plan_is_written_beside_its_folders(run: Any, history: Path) -> None:
    template = "templates/notices/recall-notice.docx"
    assert run(history, "redline", template, template)[0] == 0
    assert (history / "recall-notice（修订对照）.docx").exists()
    assert run(history, "diff", "v1.1", "v1.2", "--redline", ".")[0] == 2  # templates/ would lie in templates/

"""`plangen rename` and `plangen migrate` as a user runs them: the whole of what is printed."""

import json
from pathlib import Path
from typing import Any

import pytest

from plangen.workspace import together
from plangen.workspace.together import NOTE, write_together

pytestmark = pytest.mark.slow

BRIEF = "brief: 受理报案，要求保全日志等证据}"
SHOWN = """source/organisation.yaml
  @@ -114 +114 @@
  -  - {id: police, title: 公安机关, contact: "110"}
  +  - {id: law, title: 公安机关, contact: "110"}
source/scenarios/data-leak.yaml
  @@ -45 +45 @@
  -  - {sender: legal, receiver: police, content: 涉嫌犯罪线索, since: 决策作出后, channel: 电话和书面}
  +  - {sender: legal, receiver: law, content: 涉嫌犯罪线索, since: 决策作出后, channel: 电话和书面}
source/script.yaml
  @@ -222 +222 @@
  -  - {id: police-officer, title: 模拟民警, played_by: simulator-outside, stands_for: police, {brief}
  +  - {id: police-officer, title: 模拟民警, played_by: simulator-outside, stands_for: law, {brief}

""".replace("{brief}", BRIEF)
WOULD = "将改动 3 个文件；这次没有写入任何文件\n"
WRITTEN = "已改动 3 个文件；用 plangen check 检查，再用 plangen build 重新生成\n"
ENGLISH = "3 files were changed; run plangen check, then plangen build\n"


def test_a_rename_shows_every_line_that_changes(plangen: Any, project: Path) -> None:
    order = ("rename", "outside", "police", "law")
    before = (project / "source/script.yaml").read_bytes()
    assert plangen(*order, "--dry-run", folder=project) == (0, SHOWN + WOULD, "")
    assert (project / "source/script.yaml").read_bytes() == before
    assert plangen(*order, folder=project) == (0, SHOWN + WRITTEN, "")
    assert (project / "source/script.yaml").read_bytes() == before.replace(b"stands_for: police", b"stands_for: law")
    back = plangen("--lang", "en", "rename", "outside", "law", "police", folder=project)
    assert (back.code, back.out[-len(ENGLISH) :]) == (0, ENGLISH)


def test_what_it_changed_is_there_as_json(plangen: Any, project: Path) -> None:
    done = json.loads(plangen("rename", "stage", "draft", "drafting", "--json", "--dry-run", folder=project).out)
    assert done == {
        "version": 1,
        "ok": True,
        "findings": [],
        "accepted": [],
        "skipped": [],
        "passed": [],
        "written": False,
        "files": [
            {
                "path": "source/communication.yaml",
                "changes": ["@@ -12 +12 @@", "-  - id: draft", "+  - id: drafting"],
            }
        ],
    }


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (("post", "legal-head", "it"), "出错: 编号“it”已用于“IT部门”，换一个\n"),
        (
            ("post", "legal-head", "法务"),
            "出错: “法务”不能作编号：只用小写字母、数字和连字符，以字母开头，例如 customer-service\n",
        ),
        (("severity", "huge", "major"), "出错: 没有编号为“huge”的事件等级；有：extremely-grave、general、serious\n"),
    ],
)
def test_what_is_asked_for_wrongly_is_said_on_one_line(
    plangen: Any, project: Path, order: tuple[str, ...], said: str
) -> None:
    assert plangen("rename", *order, folder=project) == (2, "", said)


def test_a_refusal_says_what_the_check_would_find(plangen: Any, project: Path) -> None:
    done = plangen("rename", "post", "legal-head", "concerned-head", folder=project)
    assert done.code == 1
    assert "错误[J101] 这样改以后，检查会另有 1 个结果（已列出），原来的结果会少 0 个" in done.out
    assert "R103" in done.out
    assert done.out.endswith("\n没有改动任何文件\n")


def test_a_plan_of_today_has_nothing_to_migrate(plangen: Any, project: Path) -> None:
    assert plangen("migrate", folder=project) == (0, "没有需要改动的地方\n", "")


def test_the_next_command_finishes_what_was_cut_short(
    plangen: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / "source/script.yaml"
    old = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(together, "finish", lambda _: None)
        write_together(project, {"source/script.yaml": (old, old + b"# new\n")})
    assert path.read_bytes() == old
    plangen("todo", folder=project)
    assert path.read_bytes() == old + b"# new\n"
    assert not (project / NOTE).exists()
    (project / NOTE).write_bytes(b"{")
    said = (
        "出错: 上一次改动几个文件时中断，记录 source/.changing.json 读不出来；"
        "用 git status 核对 source 和 templates，再删除这个记录\n"
    )
    assert plangen("todo", folder=project) == (2, "", said)

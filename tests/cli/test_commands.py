"""Whole commands: what is printed where, which exit code, what is on disk afterwards.

What a process alone can show (signals, encodings, closed streams, what is imported) runs in one of its own.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from docx import Document

from plangen.model.dossier import DOSSIER

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def outputs(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted((project / "output").rglob("*"))
        if path.is_file() and path.name != ".lock" and ".cache" not in path.parts
    }


def test_init_check_build_lead_a_newcomer_to_the_dossier(plangen: Any, project: Path) -> None:
    assert plangen("check", folder=project).code == 0
    done = plangen("build", folder=project)
    assert done.code == 0
    assert done.err == ""  # no progress where nobody watches
    files = [PurePosixPath(path).relative_to("output") for path in outputs(project)]
    single = {entry.id: f"{entry.number:02d}-{entry.name.zh}" for entry in DOSSIER if not entry.folder}
    single["plan"] = "01-消费者保护应急预案演练计划"
    assert [path.stem for path in files if len(path.parts) == 1] == [*single.values(), "manifest"]
    assert [path.name for path in files if path.parts[0] == "06-公开通知草稿"] == [
        "01-产品质量问题引发集中投诉-产品召回公告.docx",
        "02-产品质量问题引发集中投诉-消费者风险提示.docx",
        "03-产品质量问题引发集中投诉-短信通知.docx",
        "03-产品质量问题引发集中投诉-短信通知.txt",
        "04-产品质量问题引发集中投诉-即时通讯短文.docx",
        "04-产品质量问题引发集中投诉-即时通讯短文.txt",
        "05-产品质量问题引发集中投诉-网站简讯.docx",
        "05-产品质量问题引发集中投诉-网站简讯.txt",
        "06-产品质量问题引发集中投诉-热线答问口径.docx",
        "07-产品质量问题引发集中投诉-媒体声明.docx",
        "08-产品质量问题引发集中投诉-后续情况通报.docx",
        "09-产品质量问题引发集中投诉-处置结果通报.docx",
        "10-消费者信息泄露-个人信息安全事件通报.docx",
        "11-消费者信息泄露-致受影响消费者的告知书.docx",
        "12-消费者信息泄露-消费者风险提示.docx",
        "13-消费者信息泄露-短信通知.docx",
        "13-消费者信息泄露-短信通知.txt",
        "14-消费者信息泄露-即时通讯短文.docx",
        "14-消费者信息泄露-即时通讯短文.txt",
        "15-消费者信息泄露-网站简讯.docx",
        "15-消费者信息泄露-网站简讯.txt",
        "16-消费者信息泄露-热线答问口径.docx",
        "17-消费者信息泄露-媒体声明.docx",
        "18-消费者信息泄露-后续情况通报.docx",
        "19-消费者信息泄露-处置结果通报.docx",
        "20-消费者群体性维权-现场情况说明.docx",
        "21-消费者群体性维权-短信通知.docx",
        "21-消费者群体性维权-短信通知.txt",
        "22-消费者群体性维权-即时通讯短文.docx",
        "22-消费者群体性维权-即时通讯短文.txt",
        "23-消费者群体性维权-网站简讯.docx",
        "23-消费者群体性维权-网站简讯.txt",
        "24-消费者群体性维权-热线答问口径.docx",
        "25-消费者群体性维权-媒体声明.docx",
        "26-消费者群体性维权-后续情况通报.docx",
        "27-消费者群体性维权-处置结果通报.docx",
    ]


def test_the_sample_shows_the_contradictions_of_its_original(plangen: Any, project: Path) -> None:
    """J1–J3 and J5–J8; there is no J4, for decision levels can be written in one place only."""
    found = json.loads(plangen("check", "--json", folder=project).out)["findings"]
    said = {(finding["code"], finding["path"]) for finding in found if finding["code"] != "X101"}
    assert {
        ("T103", "timeline.phases[evaluation].end"),
        ("T201", "timeline.phases[response].steps[sample-check].limit"),
        ("T201", "timeline.phases[response].steps[restore-data].limit"),
        ("E101", "improvement.revision.due"),
        ("D102", "drill.participants[3].count"),
        ("D102", "drill.participants[4].count"),
        ("D102", "drill.participants[5].count"),
        ("O107", "organisation.posts[media-liaison-officer].id"),
        ("C302", "communication.stages[consult].id"),
    } <= said
    assert not [finding for finding in found if finding["severity"] == "error"]


def test_strict_fails_on_the_warnings_of_the_sample(plangen: Any, project: Path) -> None:
    assert plangen("check", "--strict", folder=project).code == 1
    done = plangen("build", "--strict", folder=project)
    assert done.code == 1
    assert outputs(project) == {}
    assert done.out.rstrip().endswith("没有生成任何文件")


def test_a_finding_shows_place_line_caret_path_and_advice(plangen: Any, project: Path) -> None:
    edit(project / "source/drill.yaml", "venue:", "venu:")
    done = plangen("check", folder=project)
    assert done.code == 1
    assert done.err == ""
    expected = (
        "source/drill.yaml:8:1: 错误[S112] 演练安排没有“venu”这一项\n"
        " 8 | venu:\n"
        "   | ^^^^\n"
        "   = 位置: drill.venu\n"
        "   = 建议: 是不是想写“venue”？\n"
    )
    assert expected in done.out, done.out[:1500]


def test_errors_in_several_files_come_in_one_run_and_nothing_is_written(plangen: Any, project: Path) -> None:
    edit(project / "source/drill.yaml", "date: 2024-12-10", "date: 十二月")
    edit(project / "source/plan.yaml", "title:", "title：")
    edit(project / "source/timeline.yaml", "owner: quality", "owner: qualty")
    done = plangen("build", folder=project)
    assert done.code == 1
    files = re.findall(r"^(\S+\.yaml):\d+:\d+: 错误", done.out, re.MULTILINE)
    assert set(files) >= {"source/drill.yaml", "source/plan.yaml"}
    assert outputs(project) == {}


def test_json_is_version_1_ascii_and_alone_on_stdout(plangen: Any, project: Path) -> None:
    done = plangen("build", "--json", folder=project)
    tree = json.loads(done.out)
    assert done.out.isascii()
    assert done.err == ""
    assert (tree["version"], tree["ok"]) == (1, True)
    assert set(tree) == {"version", "ok", "findings", "accepted", "skipped", "passed", "files"}
    assert set(tree["findings"][0]) == {
        "code",
        "severity",
        "file",
        "line",
        "column",
        "path",
        "place",
        "text",
        "message",
        "hint",
    }
    assert set(tree["files"][0]) == {"path", "document", "sha256", "state"}
    assert len(tree["files"]) == len(outputs(project)) - 1  # the manifest


def test_english_on_request(plangen: Any, project: Path) -> None:
    for arguments, environment in ((("check", "--lang", "en"), {}), (("check",), {"PLANGEN_LANG": "en"})):
        out = plangen(*arguments, folder=project, environment=environment).out
        last = out.rstrip().splitlines()[-1]
        assert re.fullmatch(r"0 errors, \d+ warnings, \d+ notes; \d+ rules passed, \d+ not checked, 0 accepted", last)


def test_only_the_named_documents_are_built(plangen: Any, project: Path) -> None:
    assert plangen("build", "演练计划", "3", folder=project).code == 0
    assert [Path(path).name for path in outputs(project)] == [
        "01-消费者保护应急预案演练计划.docx",
        "03-消费者投诉信息表.xlsx",
        "manifest.json",
    ]
    assert plangen("build", "handbook", folder=project).code == 0
    assert len(outputs(project)) == 4  # the earlier ones stay


def test_a_second_build_touches_nothing(plangen: Any, built: Path) -> None:
    before = {path: (built / path).stat().st_mtime_ns for path in outputs(built) if not path.endswith(".json")}
    done = plangen("build", folder=built)
    assert f"共 {len(outputs(built)) - 1} 个文件，其中 0 个有更新" in done.out
    assert before == {path: (built / path).stat().st_mtime_ns for path in before}


def test_the_same_bytes_anywhere(plangen: Any, built: Path, tmp_path: Path) -> None:
    """In a process of its own, with another folder, locale, time zone, hash seed and order of files on disk."""
    other = tmp_path / "elsewhere"
    plangen("init", str(other), "--no-git")
    strange = {"PYTHONHASHSEED": "4711", "TZ": "America/St_Johns", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "plangen", "build", "--project", str(other)],
        cwd=tmp_path,
        env={**os.environ, "PLANGEN_SOFFICE": "none", "PYTHONUTF8": "1", **strange},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stderr == ""  # no progress where nobody watches
    assert outputs(built) == outputs(other)


def test_the_manifest_names_document_title_and_revision(built: Path) -> None:
    manifest = json.loads((built / "output/manifest.json").read_text(encoding="utf-8"))
    assert manifest["revision"] == "v1.0"
    notice = manifest["files"]["06-公开通知草稿/01-产品质量问题引发集中投诉-产品召回公告.docx"]
    assert notice["document"] == "notices"
    assert notice["title"] == "产品召回公告（产品质量问题引发集中投诉）"


def test_an_edit_of_one_subject_leaves_other_documents_alone(plangen: Any, built: Path) -> None:
    edit(built / "source/forms.yaml", "title: 证据材料", "title: 证据清单")
    done = plangen("build", folder=built)
    assert re.findall(r"已生成 +(\S+)", done.out) == ["output/03-消费者投诉信息表.xlsx"]


def test_an_accepted_finding_is_listed_with_its_reason(plangen: Any, project: Path) -> None:
    (project / "source/exceptions.yaml").write_text(
        "exceptions:\n  - {code: T103, place: timeline.phases, reason: 评估安排在演练之后进行, by: 应急小组组长}\n",
        encoding="utf-8",
    )
    done = plangen("check", folder=project)
    assert "警告[T103]" not in done.out
    assert re.search(r"例外\[T103\] .*: 评估安排在演练之后进行（应急小组组长）", done.out)


def test_a_broken_template_is_a_finding_and_nothing_is_written(plangen: Any, project: Path) -> None:
    (project / "templates/notices/recall-notice.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    done = plangen("build", folder=project)
    assert done.code == 1
    assert "templates/notices/recall-notice.docx: 错误[W102]" in done.out
    assert outputs(project) == {}


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (("bild",), 2, "没有命令“bild”"),
        (("build", "nothing"), 2, "没有叫“nothing”的文件"),
        (("check", "--project", "nowhere"), 2, "没有文件夹“nowhere”"),
        (("explain", "T999"), 2, "没有代码为“T999”的规则"),
        (("docs", "大纲"), 2, "没有名为“大纲”的指南；有：coordinator、legal、outlines"),
        (("check", "--nope"), 2, "没有选项“--nope”"),
    ],
)
def test_usage_errors_say_what_is_wrong_on_stderr(
    plangen: Any, project: Path, arguments: tuple[str, ...], code: int, text: str
) -> None:
    done = plangen(*arguments, folder=project)
    assert (done.code, done.out) == (code, "")
    assert text in done.err


def test_outside_a_project_the_way_in_is_shown(plangen: Any, tmp_path: Path) -> None:
    done = plangen("check", folder=tmp_path)
    assert done.code == 2
    assert "plangen init" in done.err


def test_init_overwrites_nothing(plangen: Any, project: Path) -> None:
    edit(project / "source/plan.yaml", "title: 消费者", "title: 我的消费者")
    done = plangen("init", str(project), folder=project)
    assert done.code == 2
    assert "我的消费者" in (project / "source/plan.yaml").read_text(encoding="utf-8")


def test_a_folder_without_permission_is_an_environment_problem(plangen: Any, project: Path) -> None:
    (project / "output").rmdir()
    (project / "output").write_text("a file in the place of the folder", encoding="utf-8")
    done = plangen("build", folder=project)
    assert done.code == 3
    assert "output" in done.err
    assert (project / "output").read_text(encoding="utf-8") == "a file in the place of the folder"


def test_ctrl_c_ends_with_130_and_leaves_the_output_alone(built: Path) -> None:
    before = outputs(built)
    edit(built / "source/plan.yaml", "title: 消费者", "title: 新的消费者")
    office, started = built / "slow-office", built / "started"
    office.write_text(
        f'#!/bin/sh\ncase "$*" in *--version*) echo "LibreOffice 7.4.7.2 40";; *) touch "{started}"; sleep 60;; esac\n'
    )
    office.chmod(0o755)
    # A shell's background jobs ignore Ctrl-C, and so would what they start: the program gets Python's own handler back.
    run = "import signal; signal.signal(2, signal.default_int_handler); from plangen.__main__ import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", run, "build"],
        cwd=built,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1", "PLANGEN_SOFFICE": str(office)},
    )
    while not started.exists():  # it is laying out the contents list: everything is composed, nothing written
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert "已中断" in err.decode()
    assert outputs(built) == before


def test_a_terminal_in_gbk_gets_every_message(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "plangen", "check"],
        cwd=project,
        env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert "个警告" in done.stdout.decode("gbk")


def test_a_reader_that_goes_away_gets_no_complaint(project: Path) -> None:
    command = f"{sys.executable} -m plangen explain | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, check=False)
    assert done.stderr == b""


def test_colour_only_on_request_or_for_a_terminal(plangen: Any, project: Path) -> None:
    assert "\x1b[" not in plangen("check", folder=project).out
    assert "\x1b[" in plangen("check", folder=project, environment={"FORCE_COLOR": "1"}).out
    assert "\x1b[" not in plangen("check", folder=project, environment={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out


def test_explain_shows_reason_and_examples(plangen: Any, project: Path) -> None:
    out = plangen("explain", "t201", folder=project).out
    for part in ("T201", "为什么", "怎么办", "有问题的写法", "正确的写法", "# timeline.yaml"):
        assert part in out
    codes = re.findall(r"^([A-Z]\d{3})  ", plangen("explain", folder=project).out, re.MULTILINE)
    assert codes == sorted(set(codes))
    assert len(codes) > 80


def test_todo_lists_what_is_open_and_is_no_failure(plangen: Any, project: Path) -> None:
    code, out, err = plangen("todo", folder=project)
    assert (code, err) == (0, "")
    assert "IT部门（IT部门负责人）（" in out
    assert "source/plan.yaml:7:10: 公司全称待填写：公司全称" in out
    code, out, err = plangen("todo", "--json", folder=project)
    tree = json.loads(out)
    assert (code, tree["ok"], tree["unread"]) == (0, True, [])
    listed = sum(len(each["items"]) for each in tree["people"])
    found = json.loads(plangen("check", "--json", folder=project).out)["findings"]
    assert listed == sum(each["code"] in {"X101", "L104", "L129"} for each in found)
    (project / "source/timeline.yaml").write_text("phases: 无\n", encoding="utf-8")
    code, out, _ = plangen("todo", folder=project)
    assert code == 0
    assert "timeline.yaml 无法读取" in out


def test_schema_files_of_the_sample_are_current_and_made_anew(plangen: Any, project: Path) -> None:
    assert "已更新" not in plangen("schema", folder=project).out
    (project / "source/.schema/plan.schema.json").unlink()
    assert "已更新  source/.schema/plan.schema.json" in plangen("schema", folder=project).out


def test_every_source_file_of_the_sample_names_its_schema(project: Path) -> None:
    for path in (*(project / "source").rglob("*.yaml"), project / "templates/wording.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, path.name
        assert (path.parent / found[1]).is_file(), path.name


def test_the_editor_is_told_the_schema_of_a_list_of_documents_that_names_none(project: Path) -> None:
    said = json.loads((project / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert set(said.values()) == {"templates/documents.yaml", "templates/wording.yaml"}
    assert all((project / schema).is_file() for schema in said)


def test_doctor_finds_this_machine_fit(plangen: Any, project: Path) -> None:
    done = plangen("doctor", folder=project)
    assert done.code == 0
    assert "plangen" in done.out
    assert str(project) in done.out


def test_house_is_made_from_the_layout_and_never_over_an_edit(plangen: Any, project: Path) -> None:
    house = project / "templates/house.docx"
    assert "无变化" in plangen("house", folder=project).out  # the shipped one is what the layout gives
    document = Document(str(house))
    document.styles["Normal"].font.italic = True
    document.save(str(house))
    edited = house.read_bytes()
    edit(project / "templates/layout.yaml", "top_mm: 37", "top_mm: 30")
    refused = plangen("house", folder=project)
    assert (refused.code, house.read_bytes()) == (2, edited)
    assert plangen("house", "--force", folder=project).code == 0
    assert house.read_bytes() != edited
    assert (project / "templates/house（原）.docx").read_bytes() == edited


def test_help_imports_no_office_library() -> None:
    script = (
        "import sys\nsys.argv = ['plangen', '--help']\nfrom plangen.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'docx', 'docxtpl', 'openpyxl', 'lxml', 'jinja2', 'yaml', 'msgspec'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8", cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


def test_check_imports_no_office_library(project: Path) -> None:
    script = (
        "import sys\nsys.argv = ['plangen', 'check']\nfrom plangen.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'docx', 'docxtpl', 'openpyxl', 'lxml', 'jinja2', 'difflib'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8", cwd=project
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_check_says_which_templates_are_missing(plangen: Any, project: Path) -> None:
    """Without looking into them: a build would otherwise be the first to say so."""
    edit(project / "source/communication.yaml", "template: recall-notice.docx", "template: recal-notice.docx")
    (project / "templates/house.docx").unlink()
    done = plangen("check", folder=project)
    assert done.code == 1
    assert "错误[W192] 没有模板“templates/notices/recal-notice.docx”" in done.out
    assert "是不是想写“recall-notice.docx”？" in done.out
    assert "templates/house.docx: 错误[W190]" in done.out


def test_a_change_of_the_layout_is_not_forgotten(plangen: Any, project: Path) -> None:
    edit(project / "templates/layout.yaml", "size_pt: 16", "size_pt: 15")
    assert "警告[W165]" in plangen("build", "plan", folder=project).out
    assert plangen("house", folder=project).code == 0  # nobody edited the template: it may be made anew
    assert "W165" not in plangen("build", "plan", folder=project).out


@pytest.mark.parametrize(
    "name", ["3", "03", "complaint-form", "投诉", "03-消费者投诉信息表.xlsx", "output/03-消费者投诉信息表.xlsx"]
)
def test_documents_may_be_named_as_people_see_them(plangen: Any, project: Path, name: str) -> None:
    assert plangen("build", name, folder=project).code == 0
    assert [Path(path).name for path in outputs(project)] == ["03-消费者投诉信息表.xlsx", "manifest.json"]


def test_init_fills_the_current_folder(plangen: Any, tmp_path: Path) -> None:
    assert plangen("init", ".", folder=tmp_path).code == 0
    assert plangen("check", folder=tmp_path).code == 0


def test_a_closed_or_full_stdout_is_no_bug(project: Path) -> None:
    for redirection, code in ((">&-", 0), (">/dev/full", 3)):
        command = f"{sys.executable} -m plangen check {redirection}"
        done = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, check=False)
        assert done.returncode == code
        assert b"Traceback" not in done.stderr


def test_json_even_when_the_command_cannot_run(plangen: Any, tmp_path: Path) -> None:
    done = plangen("check", "--json", folder=tmp_path)
    assert done.code == 2
    assert json.loads(done.out)["problem"]["code"] == "no-project"


def test_what_stands_in_the_way_is_named(plangen: Any, project: Path) -> None:
    (project / "output/06-公开通知草稿").write_text("a file", encoding="utf-8")
    done = plangen("build", "notices", folder=project)
    assert done.code == 3
    assert "06-公开通知草稿”挡住了要写的文件" in done.err

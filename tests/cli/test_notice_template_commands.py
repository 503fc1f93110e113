"""`plangen notices fields`, `check`, `preview` as a user runs them: what is printed, which exit code."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def plangen(project: Path, *arguments: str) -> tuple[int, str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PLANGEN", "NO_COLOR"))}
    done = subprocess.run(
        [sys.executable, "-m", "plangen", "notices", *arguments],
        cwd=project,
        env={**clean, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, done.stdout, done.stderr


def damage(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].decode().replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_a_damaged_template_is_shown_with_place_text_and_remedy(project: Path) -> None:
    damage(project / "templates/notices/recall-notice.docx", "{{ 召回.缺陷 }}", "｛｛ 召回.缺陷 ｝｝")
    code, out, _ = plangen(project, "check", "recall-notice")
    assert code == 1
    lines = out.splitlines()
    assert lines[0].startswith("templates/notices/recall-notice.docx › 第 ")
    assert lines[0].endswith(" 段: 错误[W121] “｛｛ 召回.缺陷 ｝｝”里有全角花括号")
    assert lines[1] == "   | 本次召回范围内的产品存在以下缺陷：｛｛ 召回.缺陷 ｝｝。"
    assert "建议: 改成 {{ 召回.缺陷 }}" in out
    code, out, _ = plangen(project, "check", "--json")
    result = json.loads(out)
    assert (code, result["version"], result["ok"]) == (1, 1, False)
    assert [each["code"] for each in result["findings"] if each["severity"] == "error"] == ["W121"]
    damaged = next(each for each in result["findings"] if each["code"] == "W121")
    assert damaged["place"].startswith("第 ")
    assert "｛｛ 召回.缺陷 ｝｝" in damaged["text"]


def test_fields_are_listed_for_people_and_programs(project: Path) -> None:
    code, out, _ = plangen(project, "fields")
    assert code == 0
    assert "{{ 事件.名称 }}" in out
    assert "incident.name" in out
    result = json.loads(plangen(project, "fields", "--json")[1])
    assert result["version"] == 1
    assert {"name", "english", "tag", "meaning", "example", "templates", "filled"} <= result["fields"][0].keys()


def test_a_kind_that_is_none_is_a_usage_problem(project: Path) -> None:
    code, out, err = plangen(project, "preview", "nothing")
    assert (code, out) == (2, "")
    assert "没有通知“nothing”；可选：product-quality/recall-notice、" in err


def test_a_preview_names_its_files(project: Path) -> None:
    code, out, _ = plangen(project, "preview", "recall-notice", "--scenario", "product-quality")
    assert code == 0
    assert "草稿-product-quality-产品召回公告.docx" in out

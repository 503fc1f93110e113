"""`plangen notices fields`, `check`, `preview` as a user runs them: what is printed, which exit code."""

import json
import zipfile
from pathlib import Path
from typing import Any


def damage(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].decode().replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_a_damaged_template_is_shown_with_place_text_and_remedy(plangen: Any, project: Path) -> None:
    damage(project / "templates/notices/recall-notice.docx", "{{ 召回.缺陷 }}", "｛｛ 召回.缺陷 ｝｝")
    code, out, _ = plangen("notices", "check", "recall-notice", folder=project)
    assert code == 1
    lines = out.splitlines()
    assert lines[0].startswith("templates/notices/recall-notice.docx › 第 ")
    assert lines[0].endswith(" 段: 错误[W121] “｛｛ 召回.缺陷 ｝｝”里有全角花括号")
    assert lines[1] == "   | 产品缺陷：｛｛ 召回.缺陷 ｝｝。"
    assert "建议: 改成 {{ 召回.缺陷 }}" in out
    code, out, _ = plangen("notices", "check", "--json", folder=project)
    result = json.loads(out)
    assert (code, result["version"], result["ok"]) == (1, 1, False)
    assert [each["code"] for each in result["findings"] if each["severity"] == "error"] == ["W121"]
    damaged = next(each for each in result["findings"] if each["code"] == "W121")
    assert damaged["place"].startswith("第 ")
    assert "｛｛ 召回.缺陷 ｝｝" in damaged["text"]


def test_fields_are_listed_for_people_and_programs(plangen: Any, project: Path) -> None:
    code, out, _ = plangen("notices", "fields", folder=project)
    assert code == 0
    assert "{{ 事件.名称 }}" in out
    assert "incident.name" in out
    result = json.loads(plangen("notices", "fields", "--json", folder=project)[1])
    assert result["version"] == 1
    assert {"name", "english", "tag", "meaning", "example", "templates", "filled"} <= result["fields"][0].keys()


def test_a_kind_that_is_none_is_a_usage_problem(plangen: Any, project: Path) -> None:
    code, out, err = plangen("notices", "preview", "nothing", folder=project)
    assert (code, out) == (2, "")
    assert "没有通知“nothing”；可选：product-quality/recall-notice、" in err


def test_a_preview_names_its_files(plangen: Any, project: Path) -> None:
    code, out, _ = plangen("notices", "preview", "recall-notice", "--scenario", "product-quality", folder=project)
    assert code == 0
    assert "草稿-product-quality-产品召回公告.docx" in out


def test_elements_are_proved_line_by_line(plangen: Any, project: Path) -> None:
    code, out, _ = plangen("notices", "elements", "data-leak/leak-bulletin", folder=project)
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "data-leak/leak-bulletin  个人信息安全事件通报（消费者信息泄露）"
    assert lines[1].split() == ["●", "已载明", "必须", "涉及的个人信息种类", "泄露.信息种类"]
    assert lines[2].strip() == (
        "个人信息保护法第五十七条第一款第一项；通知写明发生或者可能发生泄露、篡改、丢失的信息种类；自2021年11月1日起施行；"
        "已查证（2026年11月30日），未经核对"
    )
    assert "    报告较大以上网络安全事件            4小时  2024年12月10日13:10" in lines
    damage(project / "templates/notices/leak-bulletin.docx", "{{ 泄露.可能危害 }}", "面临风险")
    code, out, _ = plangen("notices", "elements", "leak-bulletin", folder=project)
    assert code == 1
    assert any(line.split()[:4] == ["×", "缺少", "必须", "可能造成的危害"] for line in out.splitlines())
    result = json.loads(plangen("notices", "elements", "leak-bulletin", "--json", folder=project)[1])
    assert [each["code"] for each in result["findings"] if each["severity"] == "error"] == ["L111"]
    harm = next(each for each in result["notices"][0]["elements"] if each["id"] == "leak-harm")
    assert (harm["state"], harm["met"], harm["missing"]) == ("absent", False, ["泄露.可能危害"])


def test_deadlines_are_said_to_be_past_as_of_a_date_only(plangen: Any, project: Path) -> None:
    code, out, _ = plangen("notices", "deadlines", "product-quality", folder=project)
    assert code == 0
    assert "期限已过" not in out
    assert "不能推算：召回计划报告日期尚未填写" in out
    code, out, _ = plangen("notices", "deadlines", "product-quality", "--as-of", "2024-12-13", folder=project)
    assert "2个工作日  2024年12月12日  [推算的期限已过，是否适用未判断，是否办理未登记]" in out
    result = json.loads(plangen("notices", "deadlines", "--as-of", "2024-12-13", "--json", folder=project)[1])
    assert result["as_of"] == "2024-12-13"
    event = next(each for each in result["cases"][0]["deadlines"] if each["id"] == "recall-event")
    assert (event["start"], event["ends"], event["standing"]) == ("2024-12-10T09:10", ["2024-12-12"], "past")
    code, _, err = plangen("notices", "deadlines", "--as-of", "昨天", folder=project)
    assert code == 2
    assert "“昨天”不是日期" in err

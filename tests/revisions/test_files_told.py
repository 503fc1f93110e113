"""Every path with other bytes is told in words or named; what was only written otherwise is said to be so."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.pipeline.revisions.comparison import Compared, compare_versions
from plangen.pipeline.revisions.versions import working
from plangen.reporting.revisions.change_page import change_page
from plangen.reporting.revisions.comparison import compared_text
from plangen.reporting.style import Style
from plangen.workspace.project import Files

ROOT = Path(__file__).parents[2]
FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for folder in ("source", "templates")
    for path in sorted((ROOT / folder).rglob("*.*"))
    if path.suffix in {".yaml", ".docx", ".md"}
}
SMS, HOUSE = "templates/notices/sms.docx", "templates/house.docx"
LAYOUT, LOCKED = "templates/layout.yaml", "templates/notices/locked.yaml"
OUTLINE = "templates/outlines/plan.md"
WORDING = "templates/wording.yaml"


def compared(changed: dict[str, bytes | None]) -> Compared:
    new = {path: raw for path, raw in {**FILES, **changed}.items() if raw is not None}
    return compare_versions(*(working(Files(contents=each, findings=())) for each in (FILES, new)))


def said(changed: dict[str, bytes | None], language: str = "zh") -> list[str]:
    return list(compared_text(compared(changed), Style(language)))


def saved(path: str, edit: Callable[[Any], object] = lambda _: None) -> bytes:
    document = Document(io.BytesIO(FILES[path]))
    edit(document)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def text(path: str, old: str, new: str) -> bytes:
    whole = FILES[path].decode()
    assert old in whole
    return whole.replace(old, new, 1).encode()


ONLY_WRITTEN: dict[str, dict[str, bytes | None]] = {
    "comment": {"source/plan.yaml": b"# x\n" + FILES["source/plan.yaml"]},
    "unit": {"source/timeline.yaml": text("source/timeline.yaml", "limit: 3小时", "limit: 180分钟")},
    "layout comment": {LAYOUT: b"# x\n" + FILES[LAYOUT]},
    "outline comment": {OUTLINE: FILES[OUTLINE] + "\n<!-- 说明 -->\n".encode()},
    "template saved again": {SMS: saved(SMS)},
    "house saved again": {HOUSE: saved(HOUSE)},
    "another name": {
        "source/scenarios/data-leak.yaml": None,
        "source/scenarios/leak.yaml": FILES["source/scenarios/data-leak.yaml"],
    },
}


@pytest.mark.parametrize("name", ONLY_WRITTEN)
def test_what_is_only_written_otherwise_is_said_to_be_so_and_can_be_recorded(name: str) -> None:
    changed = ONLY_WRITTEN[name]
    found = compared(changed)
    assert (found.lines, found.templates, found.shows_nothing, found.same) == ((), (), True, False)
    lines = said(changed)
    assert lines[1] == "内容没有差别"
    assert lines[2].startswith("只有写法不同")
    assert all(path in lines[2] for path in changed)
    assert all(path in change_page(found, "zh") for path in changed)


def test_a_template_under_another_name_is_no_new_template() -> None:
    found = compared({SMS: None, "templates/notices/text.docx": FILES[SMS]})
    assert (found.templates, found.rewritten) == ((), (f"{SMS} → templates/notices/text.docx",))


def test_an_outline_is_called_as_the_plan_calls_its_document() -> None:
    names = "documents: [{id: plan, title: 演练实施方案}]\n".encode()
    changed: dict[str, bytes | None] = {
        "templates/documents.yaml": names,
        OUTLINE: text(OUTLINE, "统一指挥演练", "统一领导演练"),
    }
    assert f"  ~ {OUTLINE}（“演练实施方案”的大纲）" in said(changed)


def test_an_approval_is_said_by_titles_and_persons_without_hashes() -> None:
    marks = "".join(f"    {key}: {'0' * 64}\n" for key in ("template", "house", "content"))
    raw = (
        "case: data-leak\nkind: leak-bulletin\napprovals:\n  - stage: draft\n    by: legal-head\n    name: 赵起草\n"
        f"    date: 2025-06-20\n{marks}    facts: [a {'0' * 12}]\n"
    )
    lines = said({"source/approvals/data-leak--leak-bulletin.yaml": raw.encode()})
    (line,) = [each for each in lines if each.startswith("  + ")]
    assert "消费者信息泄露" in line
    assert "赵起草（环节：起草；岗位：法务部负责人；日期：2025年6月20日" in line
    assert "00000000" not in "".join(lines)


def test_line_ends_are_no_difference() -> None:
    assert compared({"source/plan.yaml": FILES["source/plan.yaml"].replace(b"\n", b"\r\n")}).same


TOLD: tuple[tuple[dict[str, bytes | None], str, str], ...] = (
    (
        {OUTLINE: text(OUTLINE, "统一指挥演练", "统一领导演练")},
        f"  ~ {OUTLINE}（“演练计划”的大纲）",
        "      “组织机构” …组.名称 }}，统一[-指挥-]{+领导+}演练和应急处置工作。…",
    ),
    (
        {WORDING: text(WORDING, "表头逐页重复", "表头每页都有")},
        f"  ~ {WORDING}（用语）",
        "      msel.points …个事件只印一次，表头[-逐-]{+每+}页[-重复-]{+都有+}。",
    ),
    (
        {LAYOUT: text(LAYOUT, "top_mm: 37", "top_mm: 40")},
        f"  ~ {LAYOUT}（版式）",
        "      page.top_mm 37 → 40",
    ),
    (
        {LOCKED: text(LOCKED, "也不会要求转账", "更不会要求转账")},
        f"  ~ {LOCKED}（固定条款）",
        "      no-password.text …具索要密码、验证码，[-也-]{+更+}不会要求转账。",
    ),
    (
        {SMS: saved(SMS, lambda each: each.paragraphs[0].runs[0].add_text("（新）"))},
        f"  ~ {SMS}（通知模板“短信通知”）",
        "      文字 短信通知 → 短信通知（新）",
    ),
    (
        {HOUSE: saved(HOUSE, lambda each: setattr(each.styles["公文居中"].font, "size", Pt(15)))},
        f"  ~ {HOUSE}（公文模板）",
        "      样式“公文居中”的字号 ",
    ),
    ({SMS: b"junk"}, f"  ~ {SMS}（通知模板“短信通知”）", "      内部结构（不逐项显示）"),
)


@pytest.mark.parametrize(("changed", "head", "below"), TOLD)
def test_a_template_is_told_by_what_it_is_and_what_differs(
    changed: dict[str, bytes | None], head: str, below: str
) -> None:
    lines = said(changed)
    assert head in lines
    assert any(line.startswith(below) for line in lines), lines


def test_english_is_english() -> None:
    edits: dict[str, bytes | None] = {
        "source/timeline.yaml": text("source/timeline.yaml", "limit: 3小时", "limit: 2小时"),
        "source/organisation.yaml": text(
            "source/organisation.yaml", "outside:\n", "outside:\n  - {id: fire, title: 消防, contact: 119}\n"
        ),
        LAYOUT: text(LAYOUT, "top_mm: 37", "top_mm: 40"),
    }
    lines = said(edits, "en")
    assert lines[2:] == [
        "organisation",
        "  + organisation.outside[fire]: outside “消防” added: contact: 119",
        "",
        "timeline",
        "  ~ timeline.phases[response].steps[close-source].limit: 3小时 → 2小时",
        "",
        "templates",
        f"  ~ {LAYOUT} (layout)",
        "      page.top_mm 37 → 40",
        "",
        "2 changes: 1 added, 0 removed, 1 changed, 0 moved, 0 renamed; 1 templates",
    ]


def test_a_new_scenario_is_a_line_with_details_below() -> None:
    gone: dict[str, bytes | None] = {"source/scenarios/data-leak.yaml": None, "source/injects/data-leak.yaml": None}
    lines = said(gone)
    at = lines.index("  - 删除演练场景“消费者信息泄露”")
    assert all(line.startswith("      ") and len(line) <= 66 for line in lines[at + 1 : at + 4])
    assert max(map(len, lines)) < 140


PATHS = sorted(FILES)


@settings(max_examples=25)
@given(path=st.sampled_from(PATHS), kind=st.sampled_from(["gone", "comment", "junk", "copy"]))
def test_every_path_with_other_bytes_is_told_or_named(path: str, kind: str) -> None:
    """Whatever became of one file, the report is not that of an equal plan."""
    changed: dict[str, bytes | None] = {
        "gone": {path: None},
        "comment": {path: b"# x\n" + FILES[path] if path.endswith(".yaml") else FILES[path] + b"\0"},
        "junk": {path: b"junk: 1\n"},
        "copy": {f"{path.rpartition('.')[0]}-2.{path.rpartition('.')[2]}": FILES[path]},
    }[kind]  # type: ignore[assignment]
    found = compared(changed)
    assert not found.same or _is_a_new_record(path, kind)


def _is_a_new_record(path: str, kind: str) -> bool:
    return path.startswith("source/revisions/") and kind == "copy"

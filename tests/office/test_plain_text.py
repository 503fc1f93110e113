"""Short notices as text: what is pasted, how it is counted, and what is said of its length."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.blocks.identity import Identity
from plangen.blocks.template import Gap, Names, Short, Templated
from plangen.diagnostics import Finding
from plangen.office.release.plain_text import length, segments, short_text
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile

ROOT = Path(__file__).parents[2]
FILE = "templates/notices/sms.docx"


def written(
    text: str, *, longest: int | None = None, mark: str = "", fact: str | Gap = ""
) -> tuple[str, tuple[Finding, ...]]:
    """A short message whose template has this body, with the fact {{ 事 }}."""
    with zipfile.ZipFile(ROOT / FILE) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = parts["word/document.xml"].decode()
    head, tail = document.split("<w:body>")[0], document[document.index("<w:sectPr") :]
    parts["word/document.xml"] = f"{head}<w:body>{text}{tail}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    job = Templated(
        template="notices/sms.docx",
        title="短信通知（漏电）",
        subject="",
        author="",
        created=datetime.date(2026, 1, 1),
        identity=Identity(scenario="fault"),
        context=Names(title="", values={"fact": fact}, chinese={"事": "fact"}),
        short=Short(longest=longest, is_message=True),
        mark=mark,
    )
    raw, found = render(job, WordFile(out.getvalue(), FILE))
    assert raw is not None, [each.message("zh") for each in found]
    told, findings = short_text(job, WordFile(raw, "out"), FILE)
    return told.decode("utf-8"), findings


def paragraph(text: str, style: str = "Plain", more: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def said(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.code, each.message("zh")) for each in found]


def test_title_and_notes_are_not_sent() -> None:
    body = (
        paragraph("短信通知", "Title")
        + paragraph("说明", "Note")
        + paragraph("【甲】停止使用。")
        + paragraph("详询乙。")
    )
    assert written(body)[0] == "【甲】停止使用。\n详询乙。\n"


def test_the_mark_stands_above_the_text_and_does_not_count() -> None:
    text, found = written(paragraph("【甲】停止使用。"), mark="演练文稿　非真实发布")
    assert text == "［演练文稿　非真实发布］\n【甲】停止使用。\n"
    assert said(found) == [("W172", "短信通知（漏电）共 8 字，分 1 条发送")]


def test_a_fact_with_line_breaks_tabs_and_marks_keeps_the_text_whole() -> None:
    text, found = written(paragraph("甲{{ 事 }}乙"), fact="一\n二\t三 <w:t> & \x07\u200b四  \n")
    assert text.startswith("甲一\n二 三 <w:t> & ")
    assert text.endswith("\n乙\n")
    assert "\x07" not in text
    assert found[-1].values["count"] == length(text.rstrip("\n"))


def test_too_long_says_count_limit_and_excess() -> None:
    _, found = written(paragraph("一" * 72), longest=70)
    assert said(found) == [
        ("W171", "短信通知（漏电）有 72 字，超过上限 70 字，多 2 字"),
        ("W172", "短信通知（漏电）共 72 字，分 2 条发送"),
    ]
    assert (found[0].at.file, found[0].at.path) == (FILE, "fault")
    assert said(written(paragraph("一" * 70), longest=70)[1]) == [("W172", "短信通知（漏电）共 70 字，分 1 条发送")]


def test_a_gap_counts_as_it_stands() -> None:
    assert said(written(paragraph("甲{{ 事 }}"), fact=Gap("热线"))[1]) == [
        ("W172", "短信通知（漏电）共 9 字，分 1 条发送")
    ]


def test_automatic_numbers_are_pointed_out() -> None:
    """Those of a list of several: a list of one item has no number in the finished file."""
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    for body in (paragraph("停止使用", "Ordered"), paragraph("停止使用", "Plain", number) * 2):
        assert said(written(body)[1])[0] == ("W173", "“停止使用”用了自动编号，编号不会进入文字")
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    assert [each.code for each in written(paragraph("停止使用", "Ordered", off))[1]] == ["W172"]


@pytest.mark.parametrize(("count", "parts"), [(0, 1), (1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)])
def test_parts_of_a_message(count: int, parts: int) -> None:
    assert segments(count) == parts


def test_a_rare_character_and_a_picture_take_two() -> None:
    assert (length("字"), length("𠮷"), length("😀"), length("\n")) == (1, 2, 2, 1)


@given(st.integers(min_value=0, max_value=10_000))
def test_parts_hold_the_text_and_no_part_is_empty(count: int) -> None:
    parts = segments(count)
    size = 70 if parts == 1 else 67
    assert parts * size >= count
    assert parts == 1 or (parts - 1) * 67 < count

"""Slips of people who type Chinese, each put into the sample: an error or warning at its place, never silence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.diagnostics import Severity
from plangen.model.subjects import SECTIONS
from plangen.reading.source import Reading, read

ROOT = Path(__file__).parents[2]
SAMPLE = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}


def changed(file: str, old: str, new: str) -> Reading:
    text = SAMPLE[file].decode()
    assert old in text
    return read({**SAMPLE, file: text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("drill", "[product-quality, data-leak, mass-action]", "[product-quality，data-leak，mass-action]", "S117"),
        ("plan", "title: 消费者保护应急预案演练计划", 'title: "计划\\uFFFF乙"', "Y104"),
        ("plan", "title: 消费者保护应急预案演练计划", 'title: "计划\\u0000乙"', "Y104"),
        ("plan", "number: !todo 文件编号", "number: ！todo 文件编号", "Y141"),
        ("timeline", "limit: 5分钟", "limit:", "S121"),
        ("organisation", "{id: police, title: 公安机关", "{id: police, title：公安机关", "Y131"),
        ("organisation", "{id: police, title: 公安机关", "{id: police, title:公安机关", "Y132"),
        ("drill", "department: quality", "department: 质量管理部", "S117"),
        ("plan", "  - {title: 编制}", "  -{title: 编制}", "Y132"),
        ("drill", "form: 实战演练", "form:\u00a0实战演练", "Y132"),
        ("drill", "scenarios: [product-quality, data-leak, mass-action]", "scenarios: !todo 场景", "S114"),
        ("evaluation", "[响应速度, 处置效果, 协同配合]", "[响应速度、处置效果、协同配合]", "Y126"),
        ("drill", "venue:", "\u200bvenue:", "Y104"),
        ("drill", "count: 3", "count: 99999999999999999999999", "S122"),
    ],
)
def test_a_slip_is_one_finding(file: str, old: str, new: str, code: str) -> None:
    name = f"source/{file}.yaml"
    reading = changed(name, old, new)
    line = SAMPLE[name].decode()[: SAMPLE[name].decode().index(old)].count("\n") + 1
    assert [(finding.code, finding.at.file, finding.at.line) for finding in reading.findings] == [(code, name, line)]


@pytest.mark.slow
@settings(max_examples=60)
@given(st.sampled_from(sorted(SAMPLE)), st.data())
def test_what_cannot_be_read_is_never_silent(file: str, data: st.DataObject) -> None:
    """A section that is absent from the plan has an error that names one of its files."""
    text = SAMPLE[file].decode()
    start = data.draw(st.integers(min_value=0, max_value=len(text)))
    cut = data.draw(st.integers(min_value=0, max_value=3))
    put = data.draw(st.sampled_from(["", "，", "：", "“", "[", "}", "\t", "- ", "!todo", "\u3000", "\n", "#", ": "]))
    reading = read({**SAMPLE, file: (text[:start] + put + text[start + cut :]).encode()})
    for section in SECTIONS:
        if section.required and section.name in reading.plan.missing:
            begin = f"source/{section.file.partition('*')[0]}"
            assert any(f.severity is Severity.ERROR and f.at.file.startswith(begin) for f in reading.findings)

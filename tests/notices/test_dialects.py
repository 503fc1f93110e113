"""Tags that docxtpl knows and templates here do not: one finding each, in its own words, and nothing that follows."""

import pytest

from plangen.diagnostics import Finding, Words
from plangen.office.templates.filling import Filling
from tests.notices.test_laws import facts
from tests.notices.word import word_file

_IN_THEIR_WORDS = {
    "{{- 召回.缺陷 }}": "里去掉空白的减号",
    "{{ 召回.缺陷 -}}": "里去掉空白的减号",
    "{{r 召回.缺陷 }}": "要填入带格式的文字、段落或者行",
    "{{p 召回.缺陷 }}": "要填入带格式的文字、段落或者行",
    "{% vm %}": "要合并单元格或者给单元格上色",
    "{% hm %}": "要合并单元格或者给单元格上色",
    "{% cellbg 召回.缺陷 %}": "要合并单元格或者给单元格上色",
    "{% set 甲 = 召回.缺陷 %}": "要赋值、引入文件或者定义宏",
    '{% include "甲.docx" %}': "要赋值、引入文件或者定义宏",
}
_BLOCKS = {
    ("{%- if 召回.缺陷 %}", "{% endif %}"): ["里去掉空白的减号"],
    ("{%p if 召回.缺陷 -%}", "{%p endif %}"): ["里去掉空白的减号"],
    ("{%tc for 项 in 召回.措施 %}", "{%tc endfor %}"): ["要重复或者选择表格的列（tc）"] * 2,
    ("{%r if 召回.缺陷 %}", "{%r endif %}"): ["按文字片段选择或者重复（r）"] * 2,
    ("{%if 召回.缺陷%}", "{%endif%}"): ["的百分号后面没有空格"] * 2,
    ("{%pif 召回.缺陷 %}", "{%pendif %}"): ["的百分号后面没有空格"] * 2,
}


def said(*paragraphs: str) -> list[str]:
    found = Filling(word_file(*paragraphs), facts()).findings
    return [_problem(each) if each.code == "W111" else each.code for each in found]


def _problem(finding: Finding) -> str:
    problem = finding.values["problem"]
    assert isinstance(problem, Words)
    return problem.zh.partition("，")[0].partition("（{%")[0]


@pytest.mark.parametrize("tag", _IN_THEIR_WORDS)
def test_a_tag_of_another_dialect_is_refused_in_its_own_words(tag: str) -> None:
    assert said(f"甲{tag}乙") == [_IN_THEIR_WORDS[tag]]
    assert all(each.hint is not None for each in Filling(word_file(tag), facts()).findings)


@pytest.mark.parametrize("block", _BLOCKS)
def test_a_block_of_another_dialect_opens_and_closes_and_names_what_it_repeats(block: tuple[str, str]) -> None:
    begin, end = block
    body = "{{ 项 }}" if "for 项" in begin else "{{ 召回.缺陷 }}"
    assert said(begin, body, end) == _BLOCKS[block]


def test_a_misspelt_name_in_such_a_tag_is_found_besides() -> None:
    assert said("{{r 召回.缺线 }}")[1:] == ["W112"]


def test_what_no_dialect_knows_cannot_be_read() -> None:
    assert said("{% 如果 召回 %}") == ["无法识别"]

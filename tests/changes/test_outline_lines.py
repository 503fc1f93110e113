"""A changed outline is told line by line, under the titles that its owner knows."""

import pytest

from plangen.changes.outline_lines import OutlineLine, outline_lines, sentence_lines

OLD = """<!-- 说明 -->
# 目的 {#aim}
检验预案。

## 依据
国家规定。
"""


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (OLD, []),
        (OLD.replace("说明", "另一句说明").replace("\n", "\r\n").replace("检验", "　　检验"), []),
        (OLD.replace("检验预案。", "检验预案。 <!-- 待定 -->\n<!--\n# 旧题\n-->"), []),
        (OLD.replace("检验预案", "检验计划"), [("目的", "检验预案。", "检验计划。")]),
        (OLD.replace("检验预案。", "<!-- 改 --> 检验计划。"), [("目的", "检验预案。", "检验计划。")]),
        (OLD.replace("检验预案。", "\\<!-- 原样 -->"), [("目的", "检验预案。", "\\<!-- 原样 -->")]),
        (OLD.replace("# 目的", "# 宗旨"), [("宗旨", "目的", "宗旨")]),
        (OLD.replace("{#aim}", "{#goal}"), [("目的", "# 目的 {#aim}", "# 目的 {#goal}")]),
        (OLD.replace("# 目的", "## 目的"), [("目的", "# 目的 {#aim}", "## 目的 {#aim}")]),
        (OLD + "公司规定。\n", [("依据", "", "公司规定。")]),
        (OLD.replace("国家规定。\n", ""), [("依据", "国家规定。", "")]),
        (f"前言。\n{OLD}", [("", "", "前言。")]),
        (OLD + "# 附则 {#rules 新页}\n施行。\n", [("附则", "", "# 附则 {#rules 新页}"), ("附则", "", "施行。")]),
    ],
)
def test_what_differs(new: str, changes: list[tuple[str, str, str]]) -> None:
    assert list(outline_lines(OLD.splitlines(), new.splitlines())) == [
        OutlineLine(section=section, before=before, after=after) for section, before, after in changes
    ]


def test_signs_of_outlines_are_none_in_plain_sentences() -> None:
    before, after = ["# 甲", "一 <!-- 二 -->", "三"], ["# 乙", "一", "三", "四\n五"]
    assert [(each.section, each.before, each.after) for each in sentence_lines(before, after)] == [
        ("", "# 甲", "# 乙"),
        ("", "一 <!-- 二 -->", "一"),
        ("", "", "四"),
        ("", "", "五"),
    ]

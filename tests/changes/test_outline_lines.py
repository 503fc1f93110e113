"""A changed outline is told line by line, under the titles that its owner knows."""

import pytest

from plangen.changes.outline_lines import OutlineLine, outline_lines

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
        (OLD.replace("检验预案", "检验计划"), [("目的", "检验预案。", "检验计划。")]),
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
    assert list(outline_lines(OLD, new)) == [
        OutlineLine(section=section, before=before, after=after) for section, before, after in changes
    ]

"""The text of an outline: what each line is, and every mistake in it with its place."""

import pytest

from plangen.model.bounds import MOST_LINES
from plangen.model.outline import (
    Choice,
    HeadingLine,
    ListLine,
    Loop,
    Outline,
    OutlineNode,
    Placeholder,
    TableHead,
    TableLine,
    TextLine,
)
from plangen.reading.outline import read_outline

FILE = "templates/outlines/plan.md"


def read(text: str) -> Outline:
    """The outline of a text in which nothing is wrong."""
    outline, findings = read_outline("plan", FILE, text.encode())
    assert [each.message("en") for each in findings] == []
    return outline


def wrong(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of all that is wrong in a text."""
    _, findings = read_outline("plan", FILE, text.encode())
    assert all(each.advice(language) for each in findings for language in ("zh", "en"))
    return [(each.code, each.at.line, each.at.column) for each in findings]


def only(text: str) -> OutlineNode:
    (node,) = read(text).nodes
    return node


@pytest.mark.parametrize(
    ("line", "level", "text", "key"),
    [
        ("# 适用范围", 1, "适用范围", "适用范围"),
        ("## 前期准备 {#preparation}", 2, "前期准备", "preparation"),
        ("###制定演练计划{#a-1}", 3, "制定演练计划", "a-1"),
        ("# 第三方 {#x}", 1, "第三方", "x"),
        ("# 费用{元} {#cost}", 1, "费用{元}", "cost"),
    ],
)
def test_a_heading_has_a_level_a_text_and_a_key(line: str, level: int, text: str, key: str) -> None:
    above = "".join(f"{'#' * each} 上{each}\n" for each in range(1, level))
    node = read(above + line).nodes[-1]
    assert isinstance(node, HeadingLine)
    assert (node.level, node.text, node.key) == (level, text, key)


def test_the_options_of_a_heading_stand_in_its_braces() -> None:
    node = only("# 附录1 {#a 新页 不编号 保留 归本人}")
    assert isinstance(node, HeadingLine)
    assert (node.new_page, node.numbered, node.kept, node.own) == (True, False, True, True)
    node = only("# 正文")
    assert isinstance(node, HeadingLine)
    assert (node.new_page, node.numbered, node.kept, node.own) == (False, True, False, False)


def test_a_key_may_hold_a_field() -> None:
    (loop,) = read("{%p for 场景 in 演练场景 %}\n# {{ 场景.称呼 }} {#flow-{{ 场景.编号 }} 不编号}\n{%p endfor %}").nodes
    assert isinstance(loop, Loop)
    (node,) = loop.body
    assert isinstance(node, HeadingLine)
    assert (node.key, node.numbered) == ("flow-{{ 场景.编号 }}", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一段文字。", TextLine(text="一段文字。")),
        ("　　一段文字。", TextLine(text="一段文字。")),
        ("1. 先做这一步", TextLine(text="1. 先做这一步")),
        ("* 一句话", TextLine(text="* 一句话")),
        ("国发〔2026〕7号", TextLine(text="国发〔2026〕7号")),
        ("〔2026〕", TextLine(text="〔2026〕")),
        ("〔注：这里不是内容〕", TextLine(text="〔注：这里不是内容〕")),
        ("\\# 井号", TextLine(text="# 井号")),
        ("\\〔表：样子〕", TextLine(text="〔表：样子〕")),
        ("-5℃以下", TextLine(text="-5℃以下")),
        ("> 注：见附录", TextLine(text="注：见附录", role="note")),
        ("文题：关于{{ 计划名称 }}的通知", TextLine(text="关于{{ 计划名称 }}的通知", role="title")),
        ("顶格: 各部门：", TextLine(text="各部门：", role="plain")),
        ("落款：　　　　年　月　日", TextLine(text="　　　　年　月　日", role="signed")),
        ("\\文题：原样", TextLine(text="文题：原样")),
        ("\\【表：样子】", TextLine(text="【表：样子】")),
        ("见\\〔表：样子〕", TextLine(text="见〔表：样子〕")),
        ("\\＃ 井号", TextLine(text="＃ 井号")),
        ("\\｜竖线｜", TextLine(text="｜竖线｜")),
        ("\\＋ 加号", TextLine(text="＋ 加号")),
        ("\\－ 减号", TextLine(text="－ 减号")),
        ("\\＞ 大于号", TextLine(text="＞ 大于号")),
        ("\\\\# 井号", TextLine(text="\\# 井号")),
        ("\\\\server\\share", TextLine(text="\\\\server\\share")),
        ("\\表题：原样", TextLine(text="表题：原样")),
        ("文题写在这里", TextLine(text="文题写在这里")),
        ("+ 一项", ListLine(text="一项", ordered=True)),
        ("- 一项", ListLine(text="一项", ordered=False)),
        ("〔表：演练步骤〕", Placeholder(kind="表", name="演练步骤")),
        ("〔图: 组织架构 ｜ 题：架构图〕", Placeholder(kind="图", name="组织架构", options={"题": "架构图"})),
        (
            "〔表：岗位|列：岗位、责任人=姓名|题：名单〕",
            Placeholder(kind="表", name="岗位", options={"列": "岗位、责任人=姓名", "题": "名单"}),
        ),
        ("〔列：应急小组.职责〕", Placeholder(kind="列", name="应急小组.职责")),
    ],
)
def test_what_a_line_is(text: str, expected: OutlineNode) -> None:
    node = only(text)
    assert type(node) is type(expected)
    names = [name for name in expected.__struct_fields__ if name != "at"]
    assert [getattr(node, name) for name in names] == [getattr(expected, name) for name in names]


def test_comments_and_empty_lines_are_left_out() -> None:
    assert [type(each) for each in read("<!-- 一行 -->\n\n文字\n<!--\n# 不是标题\n-->\n　\n").nodes] == [TextLine]


@pytest.mark.parametrize("text", ["", "\n　\n", "<!-- 一行 -->\n<!--\n# 不是标题\n-->\n"])
def test_an_outline_with_nothing_in_it_is_said_to_be_empty(text: str) -> None:
    assert wrong(text) == [("B116", 0, 0)]


@pytest.mark.parametrize(
    ("text", "said", "column"),
    [
        ("<!-- 说明 --> 文字", "文字", 13),
        ("文字 <!-- 说明 -->", "文字", 1),
        ("甲<!-- 一 -->乙<!-- 二 -->丙", "甲乙丙", 1),
        ("文字 <!-- 从这里\n# 不是标题\n到这里 -->", "文字", 1),
        ("<!--\n说明\n--> 文字", "文字", 5),
        ("<!-- 一 --><!--\n二\n--><!-- 三 -->文字", "文字", 14),
        ("\\<!-- 原样 -->", "<!-- 原样 -->", 1),
        ("甲\\<!-- 原样 -->", "甲<!-- 原样 -->", 1),
        ("原样 -->", "原样 -->", 1),
        ("<!--> 甲 -->乙", "乙", 12),
    ],
)
def test_a_comment_may_stand_anywhere(text: str, said: str, column: int) -> None:
    node = only(text)
    assert isinstance(node, TextLine)
    assert (node.text, node.at.column) == (said, column)


def test_a_comment_takes_no_line_apart_and_a_table_goes_on_around_it() -> None:
    nodes = read("| 甲 |  <!-- 列 -->\n<!-- 头 -->\n|---|\n<!-- 行\n-->\n| 乙 |<!-- 一 -->").nodes
    assert [type(each) for each in nodes] == [TableHead, TableLine]
    heading = only("# 目的 {#aim} <!-- 说明 -->")
    assert isinstance(heading, HeadingLine)
    assert (heading.text, heading.key, heading.at.end_column) == ("目的", "aim", 12)


def test_the_options_of_a_placeholder_may_stand_in_lines_of_their_own() -> None:
    text = "〔页：指挥卡\n｜热线：电话：{{ 热线 }}\n  | 其余： ｜说明：完成一步，打钩一步。〕\n文字。"
    card, after = read(text).nodes
    assert isinstance(card, Placeholder)
    assert (card.name, after) == ("指挥卡", TextLine(text="文字。", at=after.at))
    assert card.options == {"热线": "电话：{{ 热线 }}", "其余": "", "说明": "完成一步，打钩一步。"}
    assert [(each.at.line, each.text) for each in read(text).lines] == [(2, "｜热线：电话：{{ 热线 }}")]


def test_a_bar_in_a_tag_ends_no_option() -> None:
    node = only('〔页：指挥卡｜热线：{{ 渠道|连接("｜") }}或{% if 渠道|个数 == "1" %}电话{% endif %}|说明：无〕')
    assert isinstance(node, Placeholder)
    said = '{{ 渠道|连接("｜") }}或{% if 渠道|个数 == "1" %}电话{% endif %}'
    assert node.options == {"热线": said, "说明": "无"}


@pytest.mark.parametrize("text", ["〔页：指挥卡\n文字〕", "〔页：指挥卡\n\n文字", "〔页：指挥卡"])
def test_a_placeholder_that_is_not_closed_is_text(text: str) -> None:
    outline, _ = read_outline("plan", FILE, text.encode())
    assert [getattr(each, "text", "") for each in outline.nodes] == text.replace("\n\n", "\n").split("\n")


def test_options_behind_which_a_placeholder_is_not_closed_are_named() -> None:
    assert wrong("〔页：指挥卡\n｜热线：电话\n文字〕") == [("B115", 1, 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("名单见〔表：小组组成〕。", [("B124", 1, 4, 12, "{{ 题号.小组组成 }}")]),
        ("+ 见〔图：组织架构｜题：图〕", [("B124", 1, 4, 16, "{{ 题号.组织架构 }}")]),
        ("〔表：甲〕。", [("B124", 1, 1, 6, "{{ 题号.甲 }}")]),
        ("# 见〔表：甲〕 {#a}", [("B124", 1, 4, 9, "{{ 题号.甲 }}")]),
        ("| 〔表：甲〕 |\n|--|\n|【图：乙】|", [("B124", 1, 3, 8, "题号.甲"), ("B115", 3, 2, 7, "〔图：乙〕")]),
        ("〔表：甲", [("B115", 1, 1, 5, "〔表：甲〕")]),
        ("见〔表：甲，然后", [("B115", 1, 2, 6, "〔表：甲〕")]),
        ("〔页：甲\n文字", [("B115", 1, 1, 5, "〔页：甲〕")]),
        ("【表：甲｜题：乙】", [("B115", 1, 1, 10, "〔表：甲｜题：乙〕")]),
        ("[表:甲]", [("B115", 1, 1, 6, "〔表：甲〕")]),
        ("［列：甲.乙］", [("B115", 1, 1, 8, "〔列：甲.乙〕")]),
        ("〔表：甲】和〔表：乙〕", [("B115", 1, 1, 6, "〔表：甲〕"), ("B124", 1, 7, 12, "题号.乙")]),
        ("〔表 甲〕", [("B115", 1, 1, 6, "〔表：甲〕")]),
        ("〔表；甲〕", [("B115", 1, 1, 6, "〔表：甲〕")]),
        ("〔 表：甲〕", [("B115", 1, 1, 7, "〔表：甲〕")]),
        ("〔表：〕", [("B115", 1, 1, 5, "〔表：……〕")]),
        ("〔2026〕〔表 3〕【待填写：甲】[1]〔表格：甲〕〔注：甲〕【图甲】", []),
        ("\\〔表：甲〕\\【表：甲】\\[图：甲]见\\〔表：甲", []),
        ("| \\〔表：甲〕 |\n|--|", []),
    ],
)
def test_what_was_meant_to_be_a_placeholder_is_named_with_the_right_form(
    text: str, found: list[tuple[str, int, int, int, str]]
) -> None:
    _, findings = read_outline("plan", FILE, text.encode())
    said = [(each.code, each.at.line, each.at.column, each.at.end_column) for each in findings]
    assert said == [each[:4] for each in found]
    assert all(each[4] in finding.advice("zh") for each, finding in zip(found, findings, strict=True))


def test_what_is_escaped_is_printed_in_cells_as_well() -> None:
    (head, row) = read("| \\〔表：甲〕 |\n|--|\n| 一\\<!-- 二\\|\\# |").nodes
    assert isinstance(head, TableHead)
    assert isinstance(row, TableLine)
    assert (head.cells, row.cells) == (("〔表：甲〕",), ("一<!-- 二|\\#",))


def test_a_table_has_a_head_widths_and_rows() -> None:
    head, row, other, after = read(
        "表题：分工\n| 部门 | 任务 |\n|:--:|----|\n| 甲 | 一\\|二 |\n|乙|三|\n后面的文字"
    ).nodes
    assert isinstance(head, TableHead)
    assert (head.cells, head.weights, head.centred, head.caption) == (
        ("部门", "任务"),
        (2.0, 4.0),
        frozenset({0}),
        "分工",
    )
    assert isinstance(row, TableLine)
    assert isinstance(other, TableLine)
    assert (row.cells, other.cells) == (("甲", "一|二"), ("乙", "三"))
    assert isinstance(after, TextLine)


def test_loops_and_choices_hold_what_stands_in_them() -> None:
    text = """
{%p for 岗位 in 岗位 %}
{%p if 岗位.责任人 %}
甲
{%p elif 岗位.职责 %}
乙
{%p else %}
丙
{%p endif %}
{%p else %}
丁
{%p endfor %}
"""
    (loop,) = read(text).nodes
    assert isinstance(loop, Loop)
    (choice,) = loop.body
    assert isinstance(choice, Choice)
    assert [(tag, [node.text for node in body if isinstance(node, TextLine)]) for tag, body in choice.branches] == [
        ("{%p if 岗位.责任人 %}", ["甲"]),
        ("{%p elif 岗位.职责 %}", ["乙"]),
        ("{%p else %}", ["丙"]),
    ]
    assert [node.text for node in loop.otherwise if isinstance(node, TextLine)] == ["丁"]


@pytest.mark.parametrize("begin", ["{%", "{%p", "{%tr"])
def test_a_tag_alone_on_its_line_takes_the_line_along_whatever_its_letters(begin: str) -> None:
    assert isinstance(only(f"{begin} if 岗位 %}}\n有\n{begin} endif %}}"), Choice)
    (head, loop) = read(f"| 甲 |\n|--|\n{begin} for 岗位 in 岗位 %}}\n| {{{{ 岗位 }}}} |\n{begin} endfor %}}").nodes
    assert isinstance(head, TableHead)
    assert isinstance(loop, Loop)
    assert [type(each) for each in loop.body] == [TableLine]


def test_a_tag_within_a_line_chooses_words() -> None:
    assert isinstance(only("{% if 岗位 %}有{% endif %}"), TextLine)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# 一\n## 二\n### 三\n#### 四\n##### 五", [("B101", 5, 1)]),
        ("# 一\n### 三", [("B102", 2, 1)]),
        ("## 二", [("B102", 1, 1)]),
        ("# 甲 {#a}\n# 乙 {#a}", [("B103", 2, 1)]),
        ("# 甲\n# 甲", [("B103", 2, 1)]),
        ("# {{ 演练形式 }}", [("B104", 1, 1)]),
        ("{%p for 岗位 in 岗位 %}\n# 岗位 {#post}\n{%p endfor %}", [("B104", 2, 1)]),
        ("# 甲 {#a 新业}", [("B105", 1, 1)]),
        ("# 甲 {#a!}", [("B105", 1, 1)]),
        ("# 一、目的", [("B106", 1, 1)]),
        ("# （一）目的", [("B106", 1, 1)]),
        ("# 1.目的", [("B106", 1, 1)]),
        ("# 第三章 目的", [("B106", 1, 1)]),
        ("| 甲 | 乙 |\n|--|--|\n| 一 |", [("B107", 3, 1)]),
        ("| 甲 | 乙 |\n|--|", [("B107", 2, 1)]),
        ("| 甲 | 乙 |", [("B108", 1, 1)]),
        ("表题：分工\n〔表：部门职责〕\n| 甲 |\n|--|", [("B113", 1, 1)]),
        ("文字\n 表题：分工\n文字", [("B113", 2, 2)]),
        ("表题：分工\n表题：名单\n\n", [("B113", 1, 1), ("B113", 2, 1)]),
        ("| 甲 |\n|--|\n| 乙 |\n表题：名单", [("B113", 4, 1)]),
        ("表题：分工\n| 甲 |", [("B108", 2, 1)]),
        ("表题：分工\n\n{%p if 岗位 %}\n<!-- 说明 -->\n| 甲 |\n|--|\n{%p endif %}", []),
        ("＃ 目的", [("B109", 1, 1)]),
        ("　＋ 一项", [("B109", 1, 2)]),
        ("｜ 甲 ｜", [("B109", 1, 1)]),
        ("#", [("B112", 1, 1)]),
        ("# {#a}", [("B112", 1, 1)]),
        ("文字\n<!-- 没有完\n文字", [("B111", 2, 1)]),
        ("文字 <!-- 没有完\n文字", [("B111", 1, 4)]),
        ("<!-- 完 --> 甲 <!-- 没有完\n\\-->", []),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, found: list[tuple[str, int, int]]) -> None:
    assert wrong(text) == found


def test_every_mistake_of_a_text_is_found_in_one_run() -> None:
    assert [code for code, _, _ in wrong("## 二\n# 一、甲 {#a}\n# 乙 {#a}\n| 一 |\n＃ 丙")] == [
        "B102",
        "B106",
        "B103",
        "B108",
        "B109",
    ]


def test_headings_that_bear_no_number_may_begin_with_one() -> None:
    assert wrong("# 1号楼 {#a 不编号}") == []


def test_an_outline_of_the_longest_kind_is_read_and_one_line_more_is_not() -> None:
    assert len(read("\n".join(f"# 标题{number}" for number in range(MOST_LINES))).nodes) == MOST_LINES
    assert wrong("\n" * MOST_LINES) == [("B110", 0, 0)]


def test_blocks_that_are_not_closed_or_never_opened_lose_no_text() -> None:
    """What is wrong with them the proof of the tags says; reading goes on."""
    for text in ("{%p if 岗位 %}\n甲", "{%p endif %}\n甲", "{%p else %}\n甲", "甲\n{%p for x in 岗位 %}"):
        outline, _ = read_outline("plan", FILE, text.encode())
        assert "甲" in str(outline.nodes)


def test_a_file_that_is_no_text_is_said_to_be_none() -> None:
    outline, findings = read_outline("plan", FILE, b"\x00\x01\x02" * 20)
    assert (outline.nodes, [each.code for each in findings]) == ((), ["Y102"])

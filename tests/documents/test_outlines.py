"""A document says what its outline says, in its order, and nothing that leads up to nothing."""

import re
from collections.abc import Callable, Mapping

import pytest
from msgspec.structs import replace

from plangen.blocks.document import Cell, Cover, Heading, Paragraph, Role, Row, Table, Title, cell, spans
from plangen.blocks.text import as_text
from plangen.documents.catalogue import blocks_of
from plangen.documents.outlines.generated import FormRows, Head, built, chosen, table
from plangen.documents.outlines.proved import outline_findings
from plangen.documents.oversize import oversized
from plangen.documents.plan import drill_plan
from plangen.model.dossier import OUTLINED
from plangen.model.plan import Plan
from plangen.pipeline.outline_files import outlines_proved, shipped
from plangen.reading.outline import read_outline

ReadPlan = Callable[[Mapping[str, str]], Plan]
Written = Callable[[str], str]


@pytest.fixture
def plan(read_plan: ReadPlan, small: Mapping[str, str]) -> Plan:
    return read_plan(small)


@pytest.fixture
def written(plan: Plan) -> Written:
    """What a document of this outline says, less its header."""

    def write(text: str) -> str:
        outline, findings = read_outline("plan", "plan.md", text.encode())
        assert findings == ()
        return as_text(drill_plan(plan.with_outlines({"plan": outline}))).partition("\n\n")[2].rstrip("\n")

    return write


def wrong(plan: Plan, text: str) -> list[tuple[str, int]]:
    """Code and line of everything that the proof finds in a text that can be read."""
    outline, found = read_outline("plan", "plan.md", text.encode())
    assert found == ()
    findings = list(outline_findings(plan, outline, blocks_of("plan")))
    assert all(each.message(language) and each.advice(language) for each in findings for language in ("zh", "en"))
    return [(each.code, each.at.line) for each in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二{{ 没有 }}三。", [("W112", 1, 3, 11)]),
        ("{{ 公司.全称 }}和{{ 应急小组.没有 }}。", [("W112", 1, 13, 26)]),
        ("# 甲{{ 没有 }}", [("W112", 1, 4, 12)]),
        ("甲。\n乙{% if 公司.全称 %}丙。", [("W111", 2, 2, 16)]),
        ("甲{%p if 岗位 %}乙{%p endif %}", [("W111", 1, 2, 14), ("W111", 1, 15, 27)]),
        ("+ {%p if 岗位 %}\n+ 甲\n+ {%p endif %}", [("W111", 1, 3, 15), ("W111", 3, 3, 15)]),
        ("> {%p if 岗位 %}\n{%p endif %}", [("W111", 1, 3, 15)]),
        (
            "| 甲 |\n|--|\n| {%tr for 位 in 岗位 %} |\n| 乙 |\n| {%tr endfor %} |",
            [("W111", 3, 3, 22), ("W111", 5, 3, 17)],
        ),
        ("{%tr if 岗位 %}\n甲\n{%tr endif %}", []),
    ],
)
def test_what_is_wrong_is_shown_where_it_begins_and_ends(
    plan: Plan, text: str, expected: list[tuple[str, int, int, int]]
) -> None:
    outline, _ = read_outline("plan", "plan.md", text.encode())
    findings = outline_findings(plan, outline, blocks_of("plan"))
    assert [(each.code, each.at.line, each.at.column, each.at.end_column) for each in findings] == expected


def test_titles_order_and_sentences_are_those_of_the_outline(written: Written) -> None:
    text = written(
        "# 公司要求\n按照{{ 应急小组.名称 }}的要求办理。\n## 依据\n国发〔2026〕7号。\n# 目的\n〔列：演练目的〕"
    )
    assert text == (
        "一、公司要求\n\n　　按照应急指挥组的要求办理。\n\n（一）依据\n\n　　国发〔2026〕7号。\n\n二、目的\n\n"
        "　　1、检验应急预案的实用性；\n　　2、提高协同处置能力。"
    )


def test_numbers_of_tables_follow_their_order_wherever_they_are_named(written: Written) -> None:
    named = "见{{ 题号.岗位与责任人 }}和{{ 题号.小组组成 }}。"
    text = written(f"{named}\n〔表：小组组成〕\n〔表：岗位与责任人〕\n〔图：组织架构〕\n{{{{ 题号.组织架构 }}}}")
    assert text.splitlines()[0] == "　　见表2和表1。"
    assert "表1　应急指挥组组成" in text
    assert "图1　应急演练组织架构图" in text
    assert text.endswith("　　图1")


def test_a_paragraph_goes_with_the_table_that_it_names(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    text = "# 队伍\n见{{ 题号.应急处置队伍 }}。\n〔表：应急处置队伍〕\n# 其他\n文字。"
    outline, _ = read_outline("plan", "plan.md", text.encode())
    organisation = small["organisation.yaml"].partition("response_teams:")[0]
    plan = read_plan({**small, "organisation.yaml": organisation}).with_outlines({"plan": outline})
    assert as_text(drill_plan(plan)).endswith("\n\n一、其他\n\n　　文字。\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "要求如下：\n{%p for 组合 in 不相容岗位 if 组合.理由 == '无' %}\n+ {{ 组合.理由 }}\n{%p endfor %}\n后文。",
            "　　后文。",
        ),
        ("要求如下：\n{%p if 演练培训.培训时间 == '无' %}\n+ 一项\n{%p endif %}\n后文。", "　　后文。"),
        ("要求如下：\n+ 第一\n+ 第二\n后文。", "　　要求如下：\n\n　　1、第一；\n　　2、第二。\n\n　　后文。"),
        ("要求如下：\n+ 只有一项", "　　要求：只有一项。"),
        ("要求如下：\n+ 名称：说明", "　　要求如下：\n\n　　1、名称：说明。"),
        ("电话：\n后文。", "　　电话：\n\n　　后文。"),
        ("电话：", "　　电话："),
        ("- 甲\n- 乙！\n- 丙；", "　　——甲；\n　　——乙！\n　　——丙；"),
        ("+ 甲\n文字。\n+ 乙", "　　1、甲。\n\n　　文字。\n\n　　1、乙。"),
    ],
)
def test_lead_ins_and_lists(written: Written, text: str, expected: str) -> None:
    assert written(text) == expected


_NO_ROUND = "{%p for 组合 in 不相容岗位 if 组合.理由 == '无' %}\n"


def test_numbers_are_compared_with_and_without_quotation_marks(written: Written) -> None:
    said = "甲{% if 部门|个数 == '2' %}乙{% endif %}{% if 部门|个数 != 2 %}丙{% endif %}"
    text = f"{{%p if 部门|个数 == 2 %}}\n{said}\n{{%p endif %}}"
    assert written(text) == "　　甲乙"


def test_what_is_not_chosen_does_not_break_a_list_or_a_table(written: Written) -> None:
    no_item, no_row = f"{_NO_ROUND}+ 无\n{{%p endfor %}}\n", f"{_NO_ROUND}| 无 | 无 |\n{{%p endfor %}}\n"
    assert written(f"要求如下：\n{no_item}+ 一\n{no_item}{no_item}+ 二\n{no_item}后文。") == (
        "　　要求如下：\n\n　　1、一；\n　　2、二。\n\n　　后文。"
    )
    text = written(f"| 甲 | 乙 |\n|---|---|\n{no_row}| 丙 | 丁 |\n{no_row}| 戊 | 己 |")
    assert text == "甲 | 乙\n丙 | 丁\n戊 | 己"


def test_headings_that_nothing_stands_under_are_left_out_unless_they_are_kept(written: Written) -> None:
    assert written("# 空\n## 也空\n# 留 {#k 保留}\n# 有\n文字。") == "一、留\n\n二、有\n\n　　文字。"


def test_a_table_shows_the_columns_that_the_outline_wants(plan: Plan, written: Written) -> None:
    text = written("〔表：岗位与责任人｜题：名单｜列：责任人=姓名、岗位〕")
    assert text.splitlines()[:3] == ["表1　名单", "姓名 | 岗位", "王敏 | 厂长"]
    assert wrong(plan, "〔表：岗位与责任人｜列：姓名〕") == [("B125", 1)]


def test_a_table_without_a_caption_bears_no_number(written: Written) -> None:
    text = written("〔表：岗位与责任人｜题：〕\n〔表：小组组成〕")
    assert text.splitlines()[0].startswith("岗位 | ")
    assert "表1　应急指挥组组成" in text


def test_a_row_of_its_own_making_keeps_what_stands_in_the_columns_that_are_wanted() -> None:
    """A cell over several columns is as wide as is left of it; the others keep their places."""
    spec = table("form", "表格", list, Head("甲", 1), Head("乙\n丙", 1, optional=True), Head("丁", 1), meaning="")
    wide = Row(cells=(cell("合并", columns=2), Cell(blank=True)), height=9)
    rows: FormRows = [("1", "2", None), wide]

    def built_with(wanted: str) -> Table:
        columns, unknown = chosen(spec, wanted)
        assert columns is not None
        assert unknown == ()
        made = built(spec, rows, columns, "")
        assert made is not None
        return made

    whole = built_with("")
    assert [len(each.paragraphs) for each in whole.rows[0].cells] == [1, 2, 1]
    assert whole.rows[2] == wide
    assert [each.columns for each in built_with("乙丙、丁=戊").rows[2].cells] == [1, 1]
    assert built_with("丁=戊<br>己").rows[0].cells[0].paragraphs == (spans("戊"), spans("己"))


def test_an_optional_column_needs_something_in_an_ordinary_row() -> None:
    spec = table("form", "表格", list, Head("甲", 1), Head("乙", 1, optional=True), meaning="")
    columns, _ = chosen(spec, "")
    assert columns is not None
    made = built(spec, [("1", "—"), Row(cells=(cell("合并", columns=2),))], columns, "")
    assert made is not None
    assert [[each.columns for each in row.cells] for row in made.rows] == [[1], [1], [1]]


SECTIONS = """
# 用法 {#usage}
见{{ 节号.scenario }}。
{%p for 场景 in 演练场景 %}
- {{ 场景.场景名称 }}见{{ 节号.scenario }}，要点见{{ 节号["points"] }}
{%p endfor %}
{%p if 节号.empty %}
不会出现，因为没有这一节。
{%p endif %}
## 空 {#empty}
{%p for 情形 in 演练场景 %}
# {{ 情形.场景名称 }} {#scenario-{{ 情形.编号 }}}
回到{{ 节号.usage }}，联系方式见{{ 节号.附录 }}，空见{{ 节号.empty }}。
## 情况
文字。
## 要点 {#points-{{ 情形.编号 }}}
### 细节 {#details-{{ 情形.编号 }}}
〔列：情形.指挥要点〕
本节即{{ 节号.details }}。
{%p endfor %}
# 附录 {#附录 不编号}
文字。
"""


def test_texts_name_the_numbers_of_sections_as_they_come_to_be(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    """What stands before a section names it, too; within a loop, the section of what the loop is at."""
    outline, _ = read_outline("plan", "plan.md", SECTIONS.encode())
    text = as_text(drill_plan(read_plan(small).with_outlines({"plan": outline})))
    assert "——鲜奶变质见第二部分，要点见第二部分（二）；" in text
    assert "——网络传言见第三部分，要点见第三部分（二）。" in text
    assert "本节即第二部分（二）1。" in text
    assert "见{{" not in text
    assert "不会出现" not in text
    assert "回到" not in text  # names a section that is not there, and goes with it


def test_a_section_without_a_number_is_named_by_its_title(written: Written) -> None:
    text = written("# 甲 {#a}\n见{{ 节号.b }}和{{ 节号.a }}。\n# 附录　名单 {#b 不编号}\n文字。")
    assert "　　见“附录　名单”和第一部分。" in text


def test_a_table_may_be_written_out_with_rows_from_a_loop(written: Written) -> None:
    text = written(
        """
见{{ 题号.部门一览 }}。
表题：部门一览
| 部门 | 职责 |
|:--:|----|
{%p for 部门 in 部门 %}
| **{{ 部门.名称 }}**{% for 职责 in 部门.应急职责 %}<br>{{ 职责 }}{% endfor %} | {{ 部门.应急职责|连接('；') }} |
{%p endfor %}
| 合计 | {{ 部门|个数 }}个 |
"""
    )
    assert text == (
        "　　见表1。\n\n表1　部门一览\n部门 | 职责\n**客服部** / 受理投诉 / 通知消费者 | 受理投诉；通知消费者\n"
        "**检验室** / 检验留样 | 检验留样\n合计 | 2个"
    )


def test_two_asterisks_in_the_plan_are_no_mark(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    changed = small["plan.yaml"].replace("检验应急预案的实用性", "检验**预案**")
    outline, _ = read_outline("plan", "plan.md", "**{{ 演练目的|并列 }}**".encode())
    (paragraph,) = drill_plan(read_plan({**small, "plan.yaml": changed}).with_outlines({"plan": outline})).blocks
    assert isinstance(paragraph, Paragraph)
    assert [(span.text, span.strong) for span in paragraph.spans] == [("检验**预案**和提高协同处置能力", True)]


def test_notes_pages_and_breaks(plan: Plan) -> None:
    outline, _ = read_outline("plan", "plan.md", "〔页：封面〕\n> 注：文字\n〔页：横排〕\n〔表：小组组成〕".encode())
    blocks = drill_plan(plan.with_outlines({"plan": outline})).blocks
    assert any(isinstance(each, Cover) for each in blocks)
    assert [each.role for each in blocks if isinstance(each, Paragraph)] == [Role.NOTE]
    assert isinstance(blocks[-1], Table)


def test_titles_addressees_and_signatures(plan: Plan) -> None:
    signed = "落款：{{ 编制单位 }}\n落款：　　年　月　日\n文字。"
    text = f"文题：关于{{{{ 部门|并列 }}}}开展应急演练的通知\n顶格：各部门：\n文字。\n{signed}"
    outline, _ = read_outline("plan", "plan.md", text.encode())
    title, *others = drill_plan(plan.with_outlines({"plan": outline})).blocks
    assert title == Title(lines=("关于客服部和检验室开展应急演练的通知",))
    looks = [(each.role, each.keep_next) for each in others if isinstance(each, Paragraph)]
    body = (Role.BODY, False)
    assert looks == [(Role.PLAIN, False), body, (Role.SIGNED, True), (Role.SIGNED, False), body]


def test_what_tells_of_a_table_stays_on_its_page(plan: Plan) -> None:
    text = "文字。\n组成见{{ 题号.小组组成 }}。\n〔表：小组组成〕\n文字。\n〔图：组织架构〕"
    outline, _ = read_outline("plan", "plan.md", text.encode())
    blocks = drill_plan(plan.with_outlines({"plan": outline})).blocks
    assert [each.keep_next for each in blocks if isinstance(each, Paragraph)] == [False, True, False]


def test_a_section_of_one_person_belongs_to_him(plan: Plan) -> None:
    text = "{%p for 岗位 in 岗位 %}\n# {{ 岗位.岗位名称 }} {#card-{{ 岗位.编号 }} 归本人}\n文字。\n{%p endfor %}"
    outline, _ = read_outline("plan", "plan.md", text.encode())
    headings = [each for each in drill_plan(plan.with_outlines({"plan": outline})).blocks if isinstance(each, Heading)]
    assert [(each.key, each.owner) for each in headings][:2] == [
        ("card-director", "director"),
        ("card-deputy-director", "deputy-director"),
    ]


def test_what_cannot_be_filled_in_stands_as_it_is_written(written: Written) -> None:
    """The proof names it; a document is never made of it, and nothing else is lost."""
    assert written("前文。\n{{ 没有这个 }}\n后文。") == "　　前文。\n\n　　{{ 没有这个 }}\n\n　　后文。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ 应急小组.名字 }}", [("W112", 1)]),
        ("{{ 应急小组 }}、{{ 部门 }}", []),
        ("{{ 演练时间 }}", [("W114", 1)]),
        ("{{ 演练地点 }}", []),
        ("甲{% if 岗位 %}乙", [("W111", 1)]),
        ("{%p if 岗位 %}\n甲", [("W111", 1)]),
        ("甲\n{%p endif %}", [("W111", 2)]),
        ("{{ 岗位() }}", [("W113", 1)]),
        ("{% if 部门|个数 > 1 %}甲{% endif %}", [("W113", 1)]),
        ("{% if 部门|个数 == 2 %}甲{% endif %}", []),
        ("｛｛ 岗位 ｝｝", [("W111", 1)]),
        ("{%p for 部门 in 部门 %}\n{{ 部门.负责人岗位.责任人 }}{{ 部门.电话 }}\n{%p endfor %}", [("W112", 2)]),
        ("{{ 题号.岗位 }}", [("W112", 1)]),
        ("{{ 节号.one }}{{ 节号.two }}\n# 标题 {#one}\n文字。", [("W112", 1)]),
        ("见{{ 题号.小组组成 }}。", [("B114", 1)]),
        ("见{{ 题号.小组组成 }}。\n〔表：小组组成｜题：〕", [("B114", 1)]),
        ("见{{ 题号.小组组成 }}。\n{%p if 岗位 %}\n〔表：小组组成〕\n{%p endif %}", []),
        ("{%p if 题号.小组组成 %}\n见{{ 题号.小组组成 }}。\n{%p else %}\n见附表。\n{%p endif %}", []),
        ("{% if 岗位 %}见{{ 题号.小组组成|连接 }}。{% endif %}", [("B114", 1)]),
        ('见{{ 题号.小组组成|缺省("附表") }}，{{ 题号.小组组成 if 题号.小组组成 }}{{ 题号.小组组成 or "附表" }}。', []),
        (
            "{% if 题号.组织架构 %}见{{ 题号.小组组成 }}{% elif 题号.小组组成 %}{{ 题号.小组组成 }}{% endif %}",
            [("B114", 1)],
        ),
        ("{%p for 阶段 in 阶段 %}\n{{ 题号.演练步骤 }}\n〔表：演练步骤〕\n{%p endfor %}", []),
        ("{%p for 阶段 in 阶段 %}\n〔表：演练步骤〕\n{%p endfor %}\n{{ 题号.演练步骤 }}", [("B114", 4)]),
        (
            "{% for x in 阶段 %}{{ 题号.演练步骤 }}{% endfor %}\n{%p for x in 阶段 %}\n〔表：演练步骤〕\n{%p endfor %}",
            [],
        ),
        (
            "{{ 节号.s }}\n{%p for 场景 in 演练场景 %}\n# 甲 {#s-{{ 场景.编号 }}}\n{{ 节号.s }}\n{%p endfor %}",
            [("B114", 1)],
        ),
        ("{{ 题号.名单 }}\n表题：名单\n| 甲 |\n|--|\n| 乙 |", []),
        ("见{{ 题号.小组组成 }}。{% if 没有 %}", [("W112", 1), ("W111", 1)]),
        ("〔表：小组组成｜题：{{ 应急小组.名字 }}〕", [("W112", 1)]),
        ("# {{ 演练形势 }} {#a-{{ 演练形势 }}}", [("W112", 1), ("W112", 1)]),
        ("〔表：小组成员〕", [("B121", 1)]),
        ("〔图：小组组成〕", [("B121", 1)]),
        ("〔表：演练步骤〕", [("B122", 1)]),
        ("{%p for 阶段 in 阶段 %}\n〔表：演练步骤〕\n{%p endfor %}", []),
        ("{%p for 场景 in 演练场景 %}\n〔表：演练步骤〕\n{%p endfor %}", [("B122", 2)]),
        ("〔表：小组组成〕\n〔表：小组组成〕", [("B123", 1), ("B123", 2)]),
        ("〔页：换页〕\n〔页：换页〕", []),
        ("〔表：小组组成｜标题：名单〕", [("B126", 1)]),
        ("〔页：换页｜题：名单〕", [("B126", 1)]),
        ("〔列：不相容岗位〕", [("B127", 1)]),
        ("〔列：演练目的〕", []),
        ("〔列：演练形式〕", [("B127", 1)]),
        ("〔列：岗位〕", []),
        ("〔列：没有〕", [("B127", 1)]),
        ("{%p for 岗位 in 岗位 %}\n〔列：岗位.职责〕\n{%p endfor %}", []),
    ],
)
def test_what_is_wrong_with_fields_and_placeholders_is_named(
    plan: Plan, text: str, found: list[tuple[str, int]]
) -> None:
    assert wrong(plan, text) == found


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("{{ 题号.小组组成 }}", "这一块没有放进大纲：另起一行写 〔表：小组组成〕，或者删去提到它的话"),
        (
            "{{ 题号.小组组成 }}\n〔表：小组组成｜题：〕",
            "〔表：小组组成〕 的题写空了，所以没有题号：写上题，或者删去提到它的话",
        ),
        (
            "{{ 题号.演练步骤 }}\n{%p for x in 阶段 %}\n〔表：演练步骤〕\n{%p endfor %}",
            "只有在逐个重复“阶段”的循环里才知道是哪一个：移到循环里，或者删去提到它的话",
        ),
    ],
)
def test_what_to_do_about_a_number_that_is_never_there(plan: Plan, text: str, advice: str) -> None:
    outline, _ = read_outline("plan", "plan.md", text.encode())
    (finding,) = outline_findings(plan, outline, blocks_of("plan"))
    assert (finding.advice("zh"), finding.at.column) == (advice, 1)


def test_what_is_not_placed_or_has_no_number_counts_as_absent(written: Written) -> None:
    asked = "{%p if 题号.小组组成 %}\n见{{ 题号.小组组成 }}。\n{%p else %}\n没有。\n{%p endif %}\n"
    assert written(asked) == "　　没有。"
    assert written(f"{asked}〔表：小组组成｜题：〕").startswith("　　没有。")
    assert written(f"{asked}〔表：小组组成〕").startswith("　　见表1。")
    outside = "{{ 题号.演练步骤|缺省('各表') }}。\n{%p for x in 阶段 %}\n〔表：演练步骤〕\n{%p endfor %}"
    assert written(outside).startswith("　　各表。")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲。\n{loop}一二{ends}", 2),
        ("甲。\n乙{inline}丙{closed}。", 2),
        ("# 甲\n+ 一\n+ {inline}丙{closed}", 3),
        ("{{%p for a in 岗位 %}}\n甲。\n| 甲 |\n|--|\n| {inline}丙{closed} |\n{{%p endfor %}}", 5),
    ],
)
def test_too_much_repetition_is_an_error_where_it_stands(plan: Plan, text: str, line: int) -> None:
    names = [f"x{number}" for number in range(8)]
    loop, ends = "".join(f"{{%p for {each} in 岗位 %}}\n" for each in names), "\n{%p endfor %}" * len(names)
    inline, closed = "".join(f"{{% for {each} in 岗位 %}}" for each in names), "{% endfor %}" * len(names)
    whole = text.format(loop=loop, ends=ends, inline=inline, closed=closed)
    assert wrong(plan, whole) == [("W115", line)]
    outline, _ = read_outline("plan", "plan.md", whole.encode())
    made = drill_plan(plan.with_outlines({"plan": outline}))
    assert (made.blocks, made.cut) == ((), True)
    identity = replace(made.identity, document="plan")
    found = list(oversized(plan.with_outlines({"plan": outline}), "演练计划", [replace(made, identity=identity)]))
    assert [(each.code, each.at.file) for each in found] == [("W115", "plan.md")]


def test_the_nearest_name_is_suggested(plan: Plan) -> None:
    outline, _ = read_outline("plan", "plan.md", "〔表：演练步聚〕".encode())
    (finding,) = outline_findings(plan, outline, blocks_of("plan"))
    assert finding.advice("zh") == "是不是想写“表：演练步骤”？"


def test_own_sections_and_rules_for_sections_that_are_gone_are_named(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    rules = """
documents:
  - document: plan
    audience: [参演人员]
    sections: [{section: purpose, audience: [参演人员]}, {section: scenario-milk, audience: [参演人员]}]
"""
    plan = read_plan({**small, "audiences.yaml": rules})
    file, raw = shipped()["plan"]
    assert list(outlines_proved(plan, {file: raw + b"\n"})) == []
    added = "# 公司要求 {#own}\n文字。\n## 依据 {#basis}\n文字。\n# 目的与意义 {#aim}"
    own = raw.decode().replace("# 目的与意义 {#purpose}", added)
    found = [(each.code, each.at.file, each.at.line) for each in outlines_proved(plan, {file: own.encode()})]
    assert found == [("B128", file, 10), ("B128", file, 14), ("B129", "source/audiences.yaml", 5)]


def test_the_shipped_outlines_are_sound_for_any_plan(plan: Plan, sample: Plan) -> None:
    assert set(shipped()) == set(OUTLINED)
    for document, (file, raw) in shipped().items():
        outline, found = read_outline(document, file, raw)
        for each in (plan, sample):
            findings = [*found, *outline_findings(each, outline, blocks_of(document))]
            assert [(document, x.at.line, x.message("zh")) for x in findings] == []


SAMPLE_WORDS = (
    *("公司", "产品", "消费者", "客户", "门店", "法务", "市场部", "召回", "应急小组"),
    *("演练协调人", "总导调", "总经理", "2024"),
)


def test_the_shipped_outlines_say_nothing_of_the_sample() -> None:
    """Its words come from fields, so that the documents of another plan speak of that plan alone."""
    for document, (_, raw) in shipped().items():
        text = re.sub(r"(?s)<!--.*?-->|〔列：.*?〕|\{\{.*?\}\}|\{%.*?%\}", "", raw.decode())
        assert (document, [word for word in SAMPLE_WORDS if word in text]) == (document, [])


KEPT_FOR_OWN_OUTLINES = {"evaluator-guide": ["表：观察记录表"]}  # the shipped one has sheets by the clock


def test_every_block_of_a_document_stands_in_its_shipped_outline() -> None:
    """What nobody sees in use nobody finds; pages and breaks are common to all documents."""
    for document, (_, raw) in shipped().items():
        text = raw.decode()
        unused = [each for each in blocks_of(document) if not each.startswith("页") and f"〔{each}" not in text]
        assert (document, unused) == (document, KEPT_FOR_OWN_OUTLINES.get(document, []))


def test_only_outlines_of_ones_own_are_proved(plan: Plan) -> None:
    file, raw = shipped()["plan"]
    assert list(outlines_proved(plan, {file: raw})) == []
    assert [each.code for each in outlines_proved(plan, {file: raw + "\n{{ 没有 }}\n".encode()})] == ["W112"]
    assert [each.code for each in outlines_proved(plan, {"templates/outlines/plna.md": b""})] == ["B131"]

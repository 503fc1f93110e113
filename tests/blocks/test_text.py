"""A document as text: nothing that a reader reads is missing."""

import datetime

from plangen.blocks.document import (
    Bar,
    Block,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    Items,
    Node,
    OrgChart,
    PageBreak,
    Role,
    Row,
    SectionBreak,
    Table,
    TimeChart,
    Title,
    cell,
    paragraph,
    row,
    spans,
)
from plangen.blocks.text import as_text


def text(*blocks: Block) -> str:
    whole = Document(
        title="计划",
        subject="演练",
        author="某公司",
        header="演练文件",
        created=datetime.date(2024, 12, 1),
        blocks=blocks,
    )
    return as_text(whole)


def test_a_document_reads_from_top_to_bottom() -> None:
    assert text(
        Cover(company="某公司", lines=("演练", "计划"), facts=(("版本", "v1.0"),), mark="演练文件", foot=("办公室",)),
        Contents(levels=2),
        SectionBreak(landscape=True, numbered=False, restart=True),
        Title(lines=("演练", "计划")),
        Heading(level=1, text="总则", key="a"),
        Heading(level=2, text="目的", key="a1"),
        Heading(level=3, text="要求", key="a11"),
        paragraph("一是**安全**。"),
        paragraph("各部门：", Role.PLAIN),
        PageBreak(),
        Items(items=(spans("甲"), spans("乙"))),
        Items(items=(spans("丙"),), ordered=False),
    ) == (
        "〔页眉：演练文件〕\n\n"
        "演练文件\n某公司\n演练\n计划\n版本：v1.0\n办公室\n\n"
        "目　录\n　一、总则\n　　（一）目的\n\n"
        "〔分节，横向，无页码，页码从一起〕\n\n"
        "演练\n计划\n\n"
        "一、总则\n\n（一）目的\n\n1、要求\n\n"
        "　　一是**安全**。\n\n各部门：\n\n〔分页〕\n\n"
        "　　（1）甲\n　　（2）乙\n\n　　——丙\n"
    )


def test_a_table_is_a_line_for_each_row() -> None:
    block = Table(
        caption="表 1",
        columns=(Column(), Column(), Column()),
        rows=(
            row("部门", "职责", "限时", header=True),
            Row(cells=(cell("客服", rows=2), cell("接听", "登记"), cell("5分钟"))),
            Row(cells=(Cell(blank=True, guidance="填写"), Cell(blank=True))),
            Row(cells=(cell("合计", columns=3),)),
        ),
    )
    assert text(block).splitlines()[2:] == [
        "表 1",
        "部门 | 职责 | 限时",
        "客服 | 接听 / 登记 | 5分钟",
        "〃 | 〔填写〕 | ____",
        "合计",
    ]


def test_charts_are_text_too() -> None:
    tree = Node(lines=("总指挥", "总经理"), children=(Node(lines=("客服部",), children=(Node(lines=("收集员",)),)),))
    times = TimeChart(
        marks=((540, "9:00"), (550, "9:10"), (570, "9:30")),
        bars=(Bar(label="启动", start=540, end=550, text="下令"), Bar(label="报告", start=555, end=600)),
        caption="图 2",
        head="阶段",
    )
    assert text(OrgChart(root=tree, caption="图 1", alt="架构"), times).splitlines()[2:] == [
        "- 总指挥 / 总经理",
        "  - 客服部",
        "    - 收集员",
        "图 1",
        "",
        "阶段 | 9:00 | 9:10 | 9:30",
        "启动 | 9:00—9:10 | 下令",
        "报告 | 9:10—9:30 | ",
        "图 2",
    ]

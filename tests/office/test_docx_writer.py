"""What holds for every Word file that the writer makes, whatever the blocks say."""

import datetime
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree

from plangen.blocks.document import (
    Align,
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
    Paragraph,
    Role,
    Row,
    SectionBreak,
    Table,
    TimeChart,
    Title,
    Tone,
    cell,
    paragraph,
    row,
    spans,
)
from plangen.blocks.identity import Identity
from plangen.office.house.layout import Layout
from plangen.office.house.make import house_findings
from plangen.office.word.writer import write_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WIDTH = 8845  # of the type area, in twips
TEXT = "为及时、有效处置消费者权益保护突发事件，公司定期组织应急演练，检验预案的针对性和可操作性。"

CHART = OrgChart(
    root=Node(lines=("总指挥", "总经理"), children=tuple(Node(lines=(f"部门{n}",)) for n in range(9))),
    caption="图 1 组织架构",
    alt="总指挥下设九个部门",
)
TIMES = TimeChart(
    marks=((540, "9:00"), (550, "9:10"), (840, "14:00"), (1080, "18:00")),
    bars=(Bar(label="启动", start=540, end=550, text="下达启动指令"), Bar(label="处置", start=550, end=1080)),
    caption="图 2 日程",
    head="阶段",
)
FORM = Table(
    columns=(Column(1), Column(3, Align.CENTRE)),
    rows=(
        Row(cells=(cell("时间", tone=Tone.KEY), Cell(blank=True, guidance="年月日时分"))),
        Row(cells=(cell("情况", tone=Tone.KEY), Cell(blank=True, guidance="表现与范围")), height=40),
        Row(cells=(cell("签字", tone=Tone.KEY), Cell(blank=True))),
    ),
)
EVERYTHING: tuple[Block, ...] = (
    Cover(company="某公司", lines=("演练", "计划"), facts=(("编号", "1"),), mark="演练文件", foot=("办公室",)),
    Contents(),
    Title(lines=("演练", "计划")),
    *(Heading(level=level, text=f"标题{level}", key=f"h{level}") for level in (1, 2, 3, 4)),
    Heading(level=1, text="附件", key="annex", numbered=False, new_page=True),
    *(Paragraph(spans=spans(f"{role.value}——**{TEXT}**"), role=role) for role in Role),
    Items(items=(spans("甲"), spans("乙"))),
    Items(items=(spans("丙"),), ordered=False),
    FORM,
    FORM,
    CHART,
    TIMES,
    PageBreak(),
    SectionBreak(landscape=True, restart=True),
    Table(
        columns=(Column(), Column()), rows=(row("甲", "乙", header=True), row("1", "2")), caption="表 1", compact=True
    ),
)


def document(*blocks: Block, header: str = "演练文件") -> Document:
    return Document(
        title="应急演练计划",
        subject="演练",
        author="某公司",
        header=header,
        created=datetime.date(2024, 12, 1),
        blocks=blocks,
        identity=Identity(plan="样例"),
    )


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def written(house: bytes, *blocks: Block, header: str = "演练文件") -> etree._Element:
    return part(write_document(document(*blocks, header=header), house))


def said(element: etree._Element | None) -> str:
    assert element is not None
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def texts(root: etree._Element) -> list[str]:
    return [said(each) for each in root.iter(f"{W}p")]


def value(element: etree._Element | None, name: str = "val") -> str:
    assert element is not None
    return element.get(f"{W}{name}", "")


def test_a_document_with_every_block_is_valid(house: bytes, audit: Callable[[bytes], list[str]]) -> None:
    assert audit(write_document(document(*EVERYTHING), house)) == []


def test_an_empty_document_is_valid_and_ends_with_the_last_paragraph(
    house: bytes, audit: Callable[[bytes], list[str]]
) -> None:
    data = write_document(document(), house)
    assert audit(data) == []
    body = part(data).find(f"{W}body")
    assert body is not None
    *_, last, section = body
    assert (value(last.find(f"{W}pPr/{W}pStyle")), section.tag) == ("End", f"{W}sectPr")


@pytest.mark.parametrize("block", EVERYTHING, ids=lambda block: type(block).__name__)
def test_each_block_alone_is_valid(block: Block, house: bytes, audit: Callable[[bytes], list[str]]) -> None:
    assert audit(write_document(document(block), house)) == []


def test_the_same_document_gives_the_same_bytes_in_another_process(house: bytes, tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(house)
    program = (
        "import hashlib, importlib.util, pathlib\n"
        f"spec = importlib.util.spec_from_file_location('blocks', {str(Path(__file__))!r})\n"
        "module = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(module)\n"
        f"house = pathlib.Path({str(tmp_path / 'house.docx')!r}).read_bytes()\n"
        "data = module.write_document(module.document(*module.EVERYTHING), house)\n"
        "print(hashlib.sha256(data).hexdigest())\n"
    )
    here = hashlib.sha256(write_document(document(*EVERYTHING), house)).hexdigest()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        other = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=environment
        )
        assert other.stdout.strip() == here


def test_control_characters_and_half_surrogates_never_break_the_file(
    house: bytes, audit: Callable[[bytes], list[str]]
) -> None:
    dirty = "甲\x00乙\x0b丙\ud800丁\uffff<&>\"'\n戊\t己"
    node = Node(lines=(dirty,))
    data = write_document(
        document(
            Cover(company=dirty, lines=(dirty,), facts=((dirty, dirty),), mark=dirty, foot=(dirty,)),
            Heading(level=1, text=dirty, key=dirty),
            Contents(title=dirty),
            paragraph(dirty),
            Items(items=(spans(dirty),)),
            Table(
                columns=(Column(),), rows=(Row(cells=(Cell(paragraphs=(spans(dirty),), blank=True, guidance=dirty),)),)
            ),
            OrgChart(root=node, caption=dirty, alt=dirty),
            TimeChart(
                marks=((0, dirty), (1, dirty)), bars=(Bar(label=dirty, start=0, end=1, text=dirty),), caption=dirty
            ),
            header=dirty,
        ),
        house,
    )
    assert audit(data) == []
    assert "甲乙丙\ufffd丁<&>\"'戊己" in texts(part(data))


def test_straight_quotes_are_left_alone(house: bytes) -> None:
    assert "他说\"好\"和'行'" in texts(written(house, paragraph("他说\"好\"和'行'")))


def test_spaces_are_kept(house: bytes) -> None:
    assert "  两  个  " in texts(written(house, paragraph("  两  个  ")))


def test_a_value_to_fill_in_is_highlighted_wherever_it_stands(house: bytes) -> None:
    todo = "【待填写：电话】"
    data = write_document(
        document(
            Cover(company="某公司", lines=(todo,), facts=(("热线", todo),)),
            Title(lines=(f"题{todo}",)),
            Heading(level=1, text=f"章{todo}", key="a"),
            paragraph(f"拨打{todo}。"),
            paragraph("拨打【待填写：**电话**】。"),
            Items(items=(spans(todo),)),
            Table(columns=(Column(),), rows=(row(todo),)),
            OrgChart(root=Node(lines=(f"组长{todo}",)), caption="图", alt="图"),
            header=f"演练 {todo}",
        ),
        house,
    )
    for name in ("word/document.xml", "word/header1.xml", "word/header2.xml"):
        root = part(data, name)
        marked = [said(each) for each in root.iter(f"{W}r") if each.find(f"{W}rPr/{W}highlight") is not None]
        whole = said(root)
        assert "".join(marked) == todo * whole.count(todo)
        assert todo in whole


def test_quotes_and_dashes_beside_chinese_are_drawn_with_the_chinese_font(house: bytes) -> None:
    root = written(house, paragraph("“安全第一”——必须做到……"), paragraph("it's a “quote”"))
    hints = [
        value(each.find(f"{W}rPr/{W}rFonts"), "hint") if each.find(f"{W}rPr") is not None else ""
        for each in root.iter(f"{W}r")
    ]
    assert hints == ["eastAsia", ""]


def test_boxes_and_ticks_are_drawn_with_the_chinese_font_even_alone(house: bytes) -> None:
    fonts = list(written(house, paragraph("□"), paragraph("① done ✓")).iter(f"{W}rFonts"))
    assert [value(each, "hint") for each in fonts] == ["eastAsia", "eastAsia"]


def test_headings_have_bookmarks_that_stay_the_same_when_others_come_before(house: bytes) -> None:
    def marks(*keys: str) -> dict[str, str]:
        root = written(house, *(Heading(level=1, text=key, key=key) for key in keys))
        return {said(each.getparent()): value(each, "name") for each in root.iter(f"{W}bookmarkStart")}

    few, many = marks("a", "b"), marks("new", "a", "b")
    assert few == {key: many[key] for key in few}
    assert len(set(many.values())) == 3
    assert all(re.fullmatch(r"_Toc\w{1,36}", name) for name in many.values())  # Word cuts names at 40 characters


def test_contents_list_the_headings_with_their_numbers_and_lead_to_them(house: bytes) -> None:
    root = written(
        house,
        Contents(levels=3),
        Heading(level=1, text="总则", key="a"),
        Heading(level=2, text="目的", key="a1"),
        Heading(level=3, text="要求", key="a11"),
        Heading(level=4, text="细项", key="a111"),
        Heading(level=1, text="附件", key="x", numbered=False),
        *(Heading(level=1, text=f"第{n}", key=f"n{n}") for n in range(2, 13)),
    )
    links = list(root.iter(f"{W}hyperlink"))
    shown = [said(each) for each in links]
    assert shown[:5] == ["一、总则", "（一）目的", "1、要求", "附件", "二、第2"]
    assert shown[-1] == "十二、第12"
    assert {value(each, "anchor") for each in links} <= {value(each, "name") for each in root.iter(f"{W}bookmarkStart")}


def test_the_contents_field_is_balanced_and_asks_for_no_update(house: bytes) -> None:
    heading = Heading(level=1, text="总则", key="a")
    for whole in (document(Contents()), document(Contents(), heading)):
        data = write_document(whole, house)
        kinds = [value(each, "fldCharType") for each in part(data).iter(f"{W}fldChar")]
        assert kinds == ["begin", "separate", "end"]
        everything = etree.tostring(part(data)) + etree.tostring(part(data, "word/settings.xml"))
        assert b"dirty" not in everything
        assert b"updateFields" not in everything


def test_each_ordered_list_begins_at_one(house: bytes) -> None:
    data = write_document(document(*[Items(items=(spans("甲"), spans("乙")))] * 3), house)
    used = [value(each.find(f"{W}numId")) for each in part(data).iter(f"{W}numPr")]
    assert used == ["4", "4", "5", "5", "6", "6"]
    lists = {value(each, "numId"): each for each in part(data, "word/numbering.xml").iter(f"{W}num")}
    assert [value(lists[key].find(f"{W}lvlOverride/{W}startOverride")) for key in ("4", "5", "6")] == ["1", "1", "1"]


def test_text_in_every_style_is_set_in_an_exact_line_pitch(house: bytes) -> None:
    data = write_document(document(*EVERYTHING), house)
    styles = {value(each, "styleId"): each for each in part(data, "word/styles.xml").iter(f"{W}style")}
    for each in part(data).iter(f"{W}p"):
        style = value(each.find(f"{W}pPr/{W}pStyle"))
        rule = value(styles[style].find(f"{W}pPr/{W}spacing"), "lineRule")
        assert rule == "exact" or style == "Figure"
        assert each.find(f"{W}pPr/{W}spacing[@{W}line]") is None


def test_a_cover_has_neither_number_nor_header_and_what_follows_begins_at_one(house: bytes) -> None:
    data = write_document(document(Cover(company="某公司", lines=("计划",), mark="演练文件"), paragraph("正文")), house)
    cover, body = part(data).iter(f"{W}sectPr")
    relations = {each.get("Id"): each.get("Target") for each in part(data, "word/_rels/document.xml.rels")}

    def targets(section: etree._Element, kind: str) -> set[str | None]:
        return {relations[each.get(f"{R}id")] for each in section.findall(f"{W}{kind}Reference")}

    assert targets(cover, "footer") == {"footer-blank.xml"}
    assert targets(cover, "header") == {"header-blank.xml"}
    assert targets(body, "footer") == {"footer1.xml", "footer2.xml"}
    assert value(body.find(f"{W}pgNumType"), "start") == "1"


def test_a_cover_without_a_mark_keeps_the_header(house: bytes) -> None:
    cover = next(written(house, Cover(company="某公司", lines=("计划",))).iter(f"{W}sectPr"))
    assert {each.get(f"{R}id") for each in cover.findall(f"{W}headerReference")} == {"rId5", "rId6"}


def test_a_landscape_section_is_the_sheet_turned_with_the_binding_on_top(house: bytes) -> None:
    block = Table(columns=(Column(),), rows=(row("甲"),))
    root = written(house, paragraph("竖"), SectionBreak(landscape=True), block, SectionBreak(), paragraph("竖"))
    pages = [each.find(f"{W}pgSz") for each in root.iter(f"{W}sectPr")]
    assert [(value(each, "w"), value(each, "orient")) for each in pages] == [
        ("11906", ""),
        ("16838", "landscape"),
        ("11906", ""),
    ]
    assert [value(each, "w") for each in root.iter(f"{W}tblW")] == [str(16838 - 2098 - 1984)]
    lying = list(root.iter(f"{W}pgMar"))[1]
    assert [value(lying, side) for side in ("top", "right", "bottom", "left")] == ["1587", "2098", "1474", "1984"]
    assert all(len(each.findall(f"{W}footerReference")) == 2 for each in root.iter(f"{W}sectPr"))


@pytest.mark.parametrize(
    "blocks",
    [
        (SectionBreak(), SectionBreak(), paragraph("一")),
        (PageBreak(), paragraph("一"), PageBreak(), SectionBreak()),
        (SectionBreak(restart=True), PageBreak(), paragraph("一")),
    ],
)
def test_breaks_at_the_edge_of_a_section_leave_no_empty_page(blocks: tuple[Block, ...], house: bytes) -> None:
    root = written(house, *blocks)
    assert len(list(root.iter(f"{W}sectPr"))) == 1
    assert list(root.iter(f"{W}pageBreakBefore")) == []


def test_the_header_says_what_the_document_says(house: bytes) -> None:
    data = write_document(document(paragraph("正文"), header="演练文件　某公司"), house)
    assert [texts(part(data, f"word/header{number}.xml")) for number in (1, 2)] == [["演练文件　某公司"]] * 2


def test_the_header_keeps_the_look_that_the_template_gives_its_place(house: bytes) -> None:
    bold = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(house)) as old, zipfile.ZipFile(bold, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(
                name, text.replace("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t") if "header1" in name else text
            )
    header = part(write_document(document(header="演练文件"), bold.getvalue()), "word/header1.xml")
    (run,) = header.iter(f"{W}r")
    assert said(run) == "演练文件"
    assert run.find(f"{W}rPr/{W}b") is not None


def test_properties_come_from_the_document(house: bytes) -> None:
    core = docx.Document(io.BytesIO(write_document(document(), house))).core_properties
    assert (core.title, core.author, core.language, core.created) == (
        "应急演练计划",
        "某公司",
        "zh-CN",
        datetime.datetime(2024, 12, 1, tzinfo=datetime.UTC),
    )


def test_a_template_that_a_chinese_word_saved_works_as_well(
    house: bytes, layout: Layout, audit: Callable[[bytes], list[str]]
) -> None:
    """It gives the styles new ids, and may carry text of its own around the place of the body."""
    foreign = restyled(house)
    assert house_findings(foreign, layout, "house.docx") == ()
    data = write_document(document(*EVERYTHING), foreign)
    assert audit(data) == []
    assert texts(part(data))[0] == "密级：内部"


def restyled(house: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(house)) as old, zipfile.ZipFile(out, "w") as new:
        ids = re.findall(r'w:styleId="(\w+)"', old.read("word/styles.xml").decode())
        for name in old.namelist():
            text = old.read(name).decode()
            if name.startswith("word/"):
                for number, key in enumerate(ids):
                    text = re.sub(
                        rf'(w:(?:styleId|pStyle w:val|basedOn w:val|next w:val)=)"{key}"', rf'\1"a{number}"', text
                    )
            new.writestr(name, text.replace("<w:body>", "<w:body><w:p><w:r><w:t>密级：内部</w:t></w:r></w:p>"))
    return out.getvalue()

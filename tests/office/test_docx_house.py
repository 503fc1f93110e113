"""The house template: what Word, the standard and the writer ask of it; what is found wrong in an edited one."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import yaml
from lxml import etree
from msgspec.structs import replace

from plangen.office.house.layout import Layout, read_layout
from plangen.office.house.make import house_findings, make_house
from plangen.office.ooxml.style_names import BODY_PLACE, HEADER_PLACE, Style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "templates" / "house.docx"
FILE = "templates/house.docx"

Edit = Callable[[str], str]


def test_the_shipped_template_is_made_from_the_shipped_profile(house: bytes, update_golden: bool) -> None:
    if update_golden:
        SHIPPED.write_bytes(house)
    assert members(SHIPPED.read_bytes()) == members(house)


@pytest.mark.parametrize("style", ["standard", "center", "none"])
def test_it_is_valid(layout: Layout, style: str, audit: Callable[[bytes], list[str]]) -> None:
    number = replace(layout.page_number, style=style)
    assert audit(make_house(replace(layout, page_number=number))) == []


def test_python_docx_opens_it(house: bytes) -> None:
    assert docx.Document(io.BytesIO(house)).paragraphs[0].text == BODY_PLACE


def test_every_style_has_an_exact_line_pitch_but_that_of_drawings(house: bytes) -> None:
    own = {style: each.find(f"{W}pPr/{W}spacing") for style, each in paragraph_styles(house).items()}
    rules = {style: None if each is None else each.get(f"{W}lineRule") for style, each in own.items()}
    tones = {style for style in rules if style.startswith("底色")}  # never set any text; based on a style that has one
    assert {style for style, rule in rules.items() if rule != "exact"} == tones | {Style.FIGURE}


def test_fonts_are_named_for_every_script_and_none_comes_from_a_theme(house: bytes) -> None:
    styles = part(house, "word/styles.xml")
    for fonts in etree.fromstring(styles.encode()).iter(f"{W}rFonts"):
        assert {str(name).removeprefix(W) for name in fonts.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}
    assert "Theme" not in styles
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"' in styles


def test_no_style_is_bold(house: bytes) -> None:
    assert "<w:b/>" not in part(house, "word/styles.xml")


def test_headings_carry_a_real_numbering(house: bytes) -> None:
    numbering = etree.fromstring(part(house, "word/numbering.xml").encode())
    levels = [
        tuple(value(level.find(f"{W}{name}")) for name in ("pStyle", "numFmt", "lvlText", "suff"))
        for level in next(numbering.iter(f"{W}abstractNum")).findall(f"{W}lvl")
    ]
    assert levels == [
        ("Heading1", "chineseCountingThousand", "%1、", "nothing"),
        ("Heading2", "chineseCountingThousand", "（%2）", "nothing"),
        ("Heading3", "decimal", "%3、", "nothing"),
        ("Heading4", "decimal", "（%4）", "nothing"),
    ]


def test_headings_stay_with_what_follows(house: bytes) -> None:
    for level in range(1, 5):
        assert paragraph_styles(house)[f"heading {level}"].find(f"{W}pPr/{W}keepNext") is not None


def test_contents_lines_end_at_the_edge_of_the_type_area(house: bytes) -> None:
    tab = paragraph_styles(house)["toc 2"].find(f"{W}pPr/{W}tabs/{W}tab")
    assert (value(tab), value(tab, "leader"), value(tab, "pos")) == ("right", "dot", "8844")


def test_page_numbers_stand_outside(house: bytes) -> None:
    odd, even = part(house, "word/footer1.xml"), part(house, "word/footer2.xml")
    assert '<w:jc w:val="right"/>' in odd
    assert '<w:jc w:val="left"/>' in even
    assert "<w:evenAndOddHeaders/>" in part(house, "word/settings.xml")


def test_no_page_numbers_if_the_profile_wants_none(layout: Layout) -> None:
    plain = make_house(replace(layout, page_number=replace(layout.page_number, style="none")))
    assert "PAGE" not in part(plain, "word/footer1.xml") + part(plain, "word/footer2.xml")


def test_fonts_name_their_stand_ins(house: bytes) -> None:
    """One stand-in each: what the same font is called elsewhere; not every program reads a list."""
    table = part(house, "word/fontTable.xml")
    assert '<w:font w:name="仿宋"><w:altName w:val="FangSong"/>' in table
    assert '<w:font w:name="宋体"><w:altName w:val="SimSun"/>' in table


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ("windows", {"宋体", "黑体", "楷体", "仿宋"}),
        ("gb2312", {"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"}),
    ],
)
def test_fonts_go_by_the_names_of_the_profile(names: str, wanted: set[str]) -> None:
    values = yaml.safe_load((ROOT / "templates" / "layout.yaml").read_text(encoding="utf-8")) | {"font_names": names}
    layout, _ = read_layout(values)
    assert layout is not None
    said = set(re.findall(r'w:eastAsia="([^"]+)"', part(make_house(layout), "word/styles.xml"))) - {"zh-CN"}
    assert said == wanted


@pytest.mark.parametrize(
    ("grid", "expected"),
    [
        ("lines", '<w:docGrid w:type="lines" w:linePitch="579"/>'),
        ("characters", '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-841"/>'),
        ("none", '<w:docGrid w:linePitch="579"/>'),
    ],
)
def test_the_grid_is_that_of_the_profile(layout: Layout, grid: str, expected: str) -> None:
    made = make_house(replace(layout, grid=grid))
    assert expected in part(made, "word/document.xml")
    assert ('<w:spacing w:val="-5"/>' in part(made, "word/styles.xml")) is (grid != "characters")


def test_a_grid_of_lines_that_leaves_nothing_on_a_page_is_found(layout: Layout) -> None:
    """LibreOffice would put an empty page behind one that is just full."""
    full = replace(layout, body=replace(layout.body, line_pt=28.95))
    assert [each.code for each in house_findings(make_house(full), full, FILE)] == ["W225"]
    without = replace(full, grid="none")
    assert house_findings(make_house(without), without, FILE) == ()


def test_the_line_under_the_header_is_there_where_it_is_wanted(layout: Layout) -> None:
    def ruled(rule: str) -> bool:
        style = part(make_house(replace(layout, header_rule=rule)), "word/styles.xml").partition('"header"')[2]
        return "<w:pBdr>" in style.partition("</w:style>")[0]

    assert (ruled("none"), ruled("line")) == (False, True)


def test_a_template_of_our_own_has_no_findings(house: bytes, layout: Layout) -> None:
    assert house_findings(house, layout, FILE) == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "W103"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "W102"),
        (b"PK\x03\x04 nothing more", "W103"),
    ],
)
def test_what_is_no_sound_word_file_is_one_finding(data: bytes, code: str, layout: Layout) -> None:
    assert [each.code for each in house_findings(data, layout, FILE)] == [code]


@pytest.mark.parametrize("name", ["word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels"])
def test_a_part_that_is_not_there_is_found(name: str, house: bytes, layout: Layout) -> None:
    kept = {key: value for key, value in members(house).items() if key != name}
    relations = "word/_rels/document.xml.rels"
    if relations in kept:
        kept[relations] = re.sub(rf'<Relationship [^>]*Target="{Path(name).name}"/>'.encode(), b"", kept[relations])
    assert [each.code for each in house_findings(packed(kept), layout, FILE)] == ["W164"]


@pytest.mark.parametrize("style", [each for each in Style if each is not Style.LOCKED])
def test_each_style_that_the_writer_needs_is_missed(style: Style, house: bytes, layout: Layout) -> None:
    renamed = edited(house, "word/styles.xml", lambda text: text.replace(f'"{style}"/>', '"別の"/>'))
    findings = house_findings(renamed, layout, FILE)
    assert [(each.code, each.values["style"]) for each in findings] == [("W160", style.value)]


def test_a_template_without_a_place_for_text_or_header_is_found(house: bytes, layout: Layout) -> None:
    bare = edited(house, "word/document.xml", lambda text: text.replace(BODY_PLACE, ""))
    for name in ("word/header1.xml", "word/header2.xml"):
        bare = edited(bare, name, lambda text: text.replace(HEADER_PLACE, "演练"))
    messages = [each.message("zh") for each in house_findings(bare, layout, FILE)]
    assert messages == ["模板的正文里没有“【正文】”", "模板的页眉里没有“【页眉】”"]


def test_margins_other_than_the_profile_s_are_warned_of(house: bytes, layout: Layout) -> None:
    moved = edited(house, "word/document.xml", lambda text: re.sub(r'w:top="\d+"', 'w:top="1440"', text))
    findings = house_findings(moved, layout, FILE)
    assert [(each.code, each.severity.value, each.at.path) for each in findings] == [("W162", "warning", "page.top_mm")]
    assert findings[0].message("zh") == "模板的上边距是 25.4 毫米，版式文件写的是 37 毫米"


def test_a_numbering_that_the_contents_list_cannot_print_is_warned_of(house: bytes, layout: Layout) -> None:
    strange = edited(
        house, "word/numbering.xml", lambda text: text.replace('w:numFmt w:val="decimal"', 'w:numFmt w:val="hex"', 1)
    )
    assert {each.code for each in house_findings(strange, layout, FILE)} == {"W163"}


def value(element: etree._Element | None, name: str = "val") -> str:
    assert element is not None
    return element.get(f"{W}{name}", "")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    return members(data)[name].decode()


def edited(data: bytes, name: str, edit: Edit) -> bytes:
    parts = members(data)
    parts[name] = edit(parts[name].decode()).encode()
    return packed(parts)


def paragraph_styles(data: bytes) -> dict[str, etree._Element]:
    root = etree.fromstring(part(data, "word/styles.xml").encode())
    return {
        value(each.find(f"{W}name")): each for each in root.iter(f"{W}style") if each.get(f"{W}type") == "paragraph"
    }

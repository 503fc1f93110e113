"""Whole Word templates: what goes in, what comes out, and what is found wrong in them."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from plangen.blocks.template import Gap, Listing, Names, Templated, Value
from plangen.diagnostics import Finding
from plangen.office.templates.render import render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FILE = "templates/notices/x.docx"
MARK = "演练文稿　非真实发布"

Audit = Callable[[bytes], list[str]]


def test_a_fact_answers_to_its_chinese_and_its_english_name() -> None:
    assert texts(made("{{ 事件.名称 }}", "{{ incident.name }}")) == ["漏奶事件", "漏奶事件"]


def test_a_missing_fact_says_what_to_fill_in_and_is_highlighted() -> None:
    raw = made("自{{ 召回.开始日期 }}起")
    assert texts(raw) == ["自【待填写：召回开始日期】起"]
    assert highlighted(raw) == ["【待填写：召回开始日期】"]


def test_an_open_value_is_highlighted_across_runs_and_keeps_what_stands_around_it() -> None:
    body = "<w:p><w:r><w:t>前【待填</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>写：电话】后</w:t><w:tab/></w:r></w:p>"
    raw = rendered(docx(body))[0]
    assert texts(raw) == ["前【待填写：电话】后"]
    assert "".join(highlighted(raw)) == "【待填写：电话】"
    assert tree(raw).find(f".//{W}r[last()]/{W}tab") is not None


def test_a_missing_fact_counts_as_absent() -> None:
    assert texts(made("{%p if 召回.开始日期 %}", "有", "{%p else %}", "无", "{%p endif %}")) == ["无"]
    assert texts(made("{{ 召回.开始日期|default('另行通知') }}")) == ["另行通知"]


def test_a_list_repeats_paragraphs_and_an_empty_one_repeats_once_with_what_to_fill_in() -> None:
    loop = ("{%p for 产品 in 召回.产品 %}", "{{ loop.index }}{{ 产品.名称 }}", "{%p endfor %}")
    assert texts(made(*loop)) == ["1鲜奶", "2酸奶"]
    assert texts(made(*loop, facts=facts(products=()))) == ["1【待填写：产品名称】"]
    assert texts(made("{%p if 召回.产品 %}", "有", "{%p endif %}", facts=facts(products=()))) == []


def test_rows_repeat_and_a_table_left_without_rows_goes() -> None:
    rows = row("{%tr for 产品 in 召回.产品 %}") + row("{{ 产品.名称 }}") + row("{%tr endfor %}")
    assert texts(rendered(docx(table(rows)))[0]) == ["鲜奶", "酸奶"]
    optional = row("{%tr if 召回.开始日期 %}") + row("有") + row("{%tr endif %}")
    assert tree(rendered(docx(table(optional)))[0]).find(f".//{W}tbl") is None


def test_a_cell_emptied_by_a_condition_keeps_a_paragraph(house: bytes, audit: Audit) -> None:
    inner = paragraphs("{%p if 召回.开始日期 %}", "有", "{%p endif %}")
    raw = rendered(housed(house, table(f"<w:tr><w:tc>{inner}</w:tc></w:tr>")))[0]
    assert tree(raw).find(f".//{W}tc/{W}p") is not None
    assert audit(raw) == []


@pytest.mark.parametrize("value", ["a<b & \"c\" 'd'", "A\x00B\x0b", "{{ 7 }} {% if %}", "尾<", "\ud800"])
def test_no_text_breaks_or_cuts_the_document(value: str) -> None:
    kept = re.sub("[\x00\x0b]", "", value).replace("\ud800", "\ufffd")
    assert texts(made("前{{ 事件.名称 }}后", "末", facts=facts(name=value))) == [f"前{kept}后", "末"]


def test_line_ends_and_tabs_in_a_fact_become_line_breaks_and_tabs() -> None:
    run = tree(made("{{ 事件.名称 }}", facts=facts(name="一\n二\t三"))).find(f".//{W}r")
    assert run is not None
    assert [each.tag.removeprefix(W) for each in run] == ["t", "br", "t", "tab", "t"]


def test_headers_are_filled_in_too() -> None:
    raw = rendered(docx(paragraphs("文"), header=paragraphs("{{ 事件.名称 }}{{ 召回.开始日期 }}")))[0]
    assert highlighted(raw, "word/header1.xml") == ["【待填写：召回开始日期】"]


def test_repeated_controls_bookmarks_and_paragraph_ids_stay_unique(house: bytes, audit: Audit) -> None:
    inside = (
        '<w:p><w:bookmarkStart w:id="3" w:name="甲"/><w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>'
        '<w:r><w:t>{{ 产品.名称 }}</w:t></w:r></w:sdtContent></w:sdt><w:bookmarkEnd w:id="3"/></w:p>'
    )
    body = paragraphs("{%p for 产品 in 召回.产品 %}") + inside + paragraphs("{%p endfor %}")
    raw = rendered(housed(house, body))[0]
    assert texts(raw) == ["鲜奶", "酸奶"]
    assert len(list(tree(raw).iter(f"{W}bookmarkStart"))) == len(list(tree(raw).iter(f"{W}bookmarkEnd"))) == 1
    assert audit(raw) == []


def test_the_same_job_gives_the_same_bytes() -> None:
    assert made("{{ 事件.名称 }}") == made("{{ 事件.名称 }}")


# -- the drill mark


def test_the_mark_stands_in_every_header_and_is_made_where_there_is_none() -> None:
    for header in ("", paragraphs("页眉")):
        raw = rendered(docx(paragraphs("文"), header=header), mark=MARK)[0]
        headers = [name for name in members(raw) if re.search(r"word/(header|mark)\d", name)]
        assert len(headers) == 1
        assert MARK in text_of(raw, headers[0])
        assert f'string="{MARK}"' in members(raw)[headers[0]].decode()


def test_a_marked_file_is_valid(house: bytes, audit: Audit) -> None:
    assert audit(rendered(housed(house, paragraphs("文")), mark=MARK)[0]) == []


def test_first_and_even_pages_have_the_mark_as_well() -> None:
    first = "<w:p><w:pPr><w:sectPr><w:titlePg/></w:sectPr></w:pPr></w:p>"
    raw = rendered(docx(first + paragraphs("文"), settings="<w:evenAndOddHeaders/>"), mark=MARK)[0]
    section = next(tree(raw).iter(f"{W}sectPr"))
    assert {each.get(f"{W}type") for each in section.iter(f"{W}headerReference")} == {"default", "first", "even"}
    assert sum(MARK in text_of(raw, name) for name in members(raw) if "word/mark" in name) == 3


def test_without_a_mark_nothing_of_it_is_left() -> None:
    raw = made("文")
    assert not [name for name, content in members(raw).items() if "演练" in content.decode() or "mark" in name]


# -- what is wrong with a template


def test_every_unknown_name_is_reported_with_its_place_and_the_nearest_name() -> None:
    found = wrong("{{ 事件.名秤 }}", "好", "{{ incident.nmae }}和{{ 甲乙 }}", "{%p if 召回.期限 %}", "{%p endif %}")
    assert codes(found) == ["W112"] * 4
    assert [each.values["name"] for each in found] == ["名秤", "nmae", "甲乙", "期限"]
    assert [each.at.spot and each.at.spot.zh for each in found] == ["第 1 段", "第 3 段", "第 3 段", "第 4 段"]
    assert found[0].at.excerpt == "{{ 事件.名秤 }}"
    assert found[1].advice("en") == "did you mean 'name'?"
    assert "名称" in found[0].advice("zh")
    assert "开始日期" in found[3].advice("zh")


def test_names_are_checked_inside_loops_and_in_branches_that_are_not_taken() -> None:
    found = wrong(
        *("{%p for 产品 in 召回.产品 %}", "{{ 产品.型号 }}", "{%p endfor %}"),
        *("{%p if 召回.开始日期 %}", "{{ 产品.名称 }}", "{%p endif %}"),
        facts=facts(products=()),
    )
    assert [each.values["name"] for each in found] == ["型号", "产品"]


def test_a_name_behind_a_plain_text_is_said_to_be_too_much() -> None:
    found = wrong("{{ 事件.名称.长度 }}")
    assert codes(found) == ["W112"]
    assert "没有下级名称" in found[0].advice("zh")


def test_a_table_cell_is_named_as_people_find_it() -> None:
    found = rendered(docx(paragraphs("文") + table(row("甲") + row("{{ 乙 }}"))))[1]
    assert [each.at.spot and each.at.spot.zh for each in found] == ["表 1 第 2 行第 1 格"]


@pytest.mark.parametrize(
    "lines",
    [
        ("{{ 事件.名称 }",),
        ("{{ 事件 名称 }}",),
        ("{{ }}",),
        ("{%p if 事件.名称 %}", "文"),
        ("{%p endif %}",),
        ("{%p if 事件.名称 %}", "{%p endfor %}", "{%p endif %}"),
        ("{%p if 事件.名称 %}文", "{%p endif %}"),
        ("{% if 事件.名称 %}甲", "乙{% endif %}"),
        ("{%p for 甲, 乙 in 召回.产品 %}", "{%p endfor %}"),
    ],
)
def test_a_broken_tag_is_reported_where_it_stands(lines: tuple[str, ...]) -> None:
    found = wrong(*lines)
    assert set(codes(found)) == {"W111"}
    assert all(each.at.excerpt for each in found)


@pytest.mark.parametrize(
    "line",
    [
        "｛｛ 事件.名称 ｝｝",
        "{{ 事件．名称 }}",
        "{％ if 事件.名称 ％}",
        "{% p if 事件.名称 %}",
        "｛事件.名称｝",
        "{{ 事件.名称 }}}",
    ],
)
def test_a_damaged_tag_is_never_printed_as_it_stands(line: str) -> None:
    """What the check calls damaged is not filled in, though it is no tag at all to the renderer."""
    assert codes(wrong(line)) == ["W121"]


def test_blocks_that_open_in_a_cell_close_in_it() -> None:
    cell = row("{%p if 事件.名称 %}")
    found = rendered(docx(table(cell) + paragraphs("{%p endif %}")))[1]
    assert "W111" in codes(found)


def test_a_group_of_facts_cannot_be_printed() -> None:
    assert codes(wrong("{{ 召回 }}")) == ["W114"]
    assert codes(wrong("{{ 召回.产品 }}")) == ["W114"]


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 事件.__class__ }}",
        "{{ 事件.values }}",
        "{{ 事件['__init__'] }}",
        "{{ 事件.find('name') }}",
        "{{ lipsum.__globals__ }}",
        "{{ self }}",
        "{{ range(9) }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 }}",
        "{{ 事件.名称 ~ 事件.名称 }}",
        "{{ 事件.名称|attr('upper') }}",
        "{{ 事件.名称|upper }}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{%p for x in 召回.产品 recursive %}",
    ],
)
def test_python_is_out_of_reach(line: str) -> None:
    raw, found = rendered(docx(paragraphs(line)))
    assert raw is None
    assert {"W111", "W112", "W113"} & set(codes(found))


def test_repetition_within_repetition_ends() -> None:
    loops = ["{%p for 产品 in 召回.产品 %}"] * 4
    many = facts(products=("鲜奶",) * 20)
    assert codes(wrong(*loops, "文", *["{%p endfor %}"] * 4, facts=many)) == ["W115"]


def test_depth_beyond_reason_is_a_finding() -> None:
    assert set(codes(wrong(*["{%p if 事件.名称 %}"] * 900, *["{%p endif %}"] * 900))) == {"W111"}
    assert codes(wrong("{{ " + "(" * 140 + "事件.名称" + ")" * 140 + " }}")) == ["W111"]
    assert codes(wrong("{{ " + "事件.名称 and " * 9000 + "事件.名称 }}")) == ["W111"]


def test_tags_outside_the_text_are_refused() -> None:
    field = "<w:p><w:r><w:instrText>{{ 甲 }}</w:instrText></w:r><w:r><w:t>{{ 事件.名称 }}</w:t></w:r></w:p>"
    assert codes(rendered(docx(field))[1]) == ["W117"]


def test_tracked_changes_are_pointed_out() -> None:
    body = '<w:p><w:ins w:id="1" w:author="律师" w:date="2024-01-01T00:00:00Z"><w:r><w:t>文</w:t></w:r></w:ins></w:p>'
    raw, found = rendered(docx(body))
    assert codes(found) == ["W116"]
    assert raw is not None


# -- what is no template


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (None, "W101"),
        (b"", "W103"),
        (b"text", "W103"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "W102"),
    ],
)
def test_what_is_no_word_file_is_a_finding(raw: bytes | None, code: str) -> None:
    assert codes(render(job(facts()), raw, FILE)[1]) == [code]


def test_a_cut_file_is_damaged() -> None:
    whole = docx(paragraphs("文"))
    assert codes(rendered(whole[: len(whole) // 2])[1]) == ["W103"]


def test_a_part_that_is_no_xml_is_damage_and_so_is_a_document_type() -> None:
    assert codes(rendered(zipped({**members(docx("")), "word/x.xml": b"<a>"}))[1]) == ["W103"]
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert codes(rendered(zipped({**members(docx("")), "word/x.xml": bomb}))[1]) == ["W103"]


def test_a_spreadsheet_is_no_word_file_and_macros_are_refused() -> None:
    parts = members(docx(""))
    types = parts["[Content_Types].xml"]
    sheet = {**parts, "[Content_Types].xml": types.replace(b"wordprocessingml.document", b"spreadsheetml.sheet")}
    assert codes(rendered(zipped(sheet))[1]) == ["W105"]
    assert codes(rendered(zipped({**parts, "word/vbaProject.bin": b""}))[1]) == ["W106"]


def test_a_file_that_explodes_when_unpacked_is_refused() -> None:
    assert codes(rendered(zipped({**members(docx("")), "word/media/x": b"\0" * (65 << 20)}))[1]) == ["W104"]


@pytest.mark.office
def test_the_mark_shows_on_every_page(soffice: Callable[[bytes], Path]) -> None:
    body = paragraphs(*["文"] * 200) + "<w:p><w:pPr><w:sectPr><w:titlePg/></w:sectPr></w:pPr></w:p>" + paragraphs("末")
    raw = rendered(docx(body, settings="<w:evenAndOddHeaders/>"), mark=MARK)[0]
    out = subprocess.run(["pdftotext", soffice(raw), "-"], check=True, capture_output=True, text=True).stdout
    pages = out.split("\f")[:-1]
    assert len(pages) > 3
    assert all("演练文稿" in page for page in pages)


# -- helpers


def facts(name: str | Gap = "漏奶事件", products: tuple[str, ...] = ("鲜奶", "酸奶")) -> Names:
    def group(title: str, *members: tuple[str, str, Value]) -> Names:
        chinese = {zh: en for en, zh, _ in members}
        return Names(title=title, values={en: value for en, _, value in members}, chinese=chinese)

    def product(value: Value) -> Names:
        return group("产品", ("name", "名称", value))

    listing = Listing(items=tuple(product(each) for each in products), sample=product(Gap("产品名称")))
    recall = group("召回", ("begins", "开始日期", Gap("召回开始日期")), ("products", "产品", listing))
    return group("", ("incident", "事件", group("事件", ("name", "名称", name))), ("recall", "召回", recall))


def job(context: Names, mark: str = "") -> Templated:
    return Templated(
        template="notices/x.docx",
        title="公告",
        subject="",
        author="公司",
        created=date(2024, 12, 1),
        context=context,
        mark=mark,
    )


def rendered(template: bytes, mark: str = "", context: Names | None = None) -> tuple[Any, tuple[Finding, ...]]:
    """The file, which most tests take for granted, and the findings."""
    return render(job(context or facts(), mark), template, FILE)


def made(*lines: str, facts: Names | None = None) -> bytes:
    raw, found = rendered(docx(paragraphs(*lines)), context=facts)
    assert found == ()
    return bytes(raw)


def wrong(*lines: str, facts: Names | None = None) -> tuple[Finding, ...]:
    raw, found = rendered(docx(paragraphs(*lines)), context=facts)
    assert raw is None
    return found


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [each.code for each in found]


def paragraphs(*lines: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)


def row(text: str) -> str:
    return f"<w:tr><w:tc>{paragraphs(text)}</w:tc></w:tr>"


def table(rows: str) -> str:
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{rows}</w:tbl><w:p/>'


def docx(body: str, header: str = "", settings: str = "") -> bytes:
    reference = '<w:headerReference w:type="default" r:id="rId1"/>' if header else ""
    overrides = {"document": "document.main", **({"header1": "header"} if header else {})}
    relations = {"rId1": "header"} if header else {}
    if settings:
        overrides["settings"], relations["rId2"] = "settings", "settings"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
            for name, kind in overrides.items()
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{kind}{"1" if kind == "header" else ""}.xml"/>'
            for key, kind in relations.items()
        )
        + "</Relationships>",
        "word/document.xml": (
            f"<w:document {_W} {_R}><w:body>{body}<w:sectPr>{reference}</w:sectPr></w:body></w:document>"
        ),
    }
    if header:
        parts["word/header1.xml"] = f"<w:hdr {_W}>{header}</w:hdr>"
    if settings:
        parts["word/settings.xml"] = f"<w:settings {_W}>{settings}</w:settings>"
    return zipped({name: (head + content).encode() for name, content in parts.items()})


def housed(house: bytes, body: str) -> bytes:
    """A template on the base of the house template, for what has to be valid as a whole."""
    parts = members(house)
    document = parts["word/document.xml"].decode()
    document = re.sub(r"(<w:body>).*?(<w:sectPr)", lambda found: found[1] + body + found[2], document, flags=re.DOTALL)
    return zipped({**parts, "word/document.xml": document.encode()})


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def members(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def tree(raw: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(members(raw)[part])


def texts(raw: bytes, part: str = "word/document.xml") -> list[str]:
    return ["".join(t.text or "" for t in each.iter(f"{W}t")) for each in tree(raw, part).iter(f"{W}p") if len(each)]


def text_of(raw: bytes, part: str) -> str:
    return "".join(texts(raw, part))


def highlighted(raw: bytes, part: str = "word/document.xml") -> list[str]:
    marked = [each for each in tree(raw, part).iter(f"{W}r") if each.find(f"{W}rPr/{W}highlight") is not None]
    return ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in marked]

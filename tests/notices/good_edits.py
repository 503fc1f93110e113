"""What people do to a template that is meant to be issued: nothing of it may be refused."""

from collections.abc import Mapping

from tests.notices.edit_tools import WHITE_PIXEL, Edit, Opened, W, anchored, picture, shape, words_of, xml

RESTART = ' w:val="restart"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RUNS = {
    "red": '<w:color w:val="FF0000"/>',
    "dark red of the standard colours": '<w:color w:val="C00000"/>',
    "blue of the theme": '<w:color w:val="1F4E79" w:themeColor="accent1" w:themeShade="80"/>',
    "grey": '<w:color w:val="7F7F7F"/>',
    "underlined": '<w:u w:val="single"/>',
    "bold": "<w:b/><w:bCs/>",
    "slanted": "<w:i/>",
    "yellow highlight": '<w:highlight w:val="yellow"/>',
    "red on a yellow highlight": '<w:color w:val="C00000"/><w:highlight w:val="yellow"/>',
    "white on a dark shading": '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>',
    "seven and a half points": '<w:sz w:val="15"/><w:szCs w:val="15"/>',
    "large": '<w:sz w:val="44"/>',
    "eighty per cent wide": '<w:w w:val="80"/>',
    "a little closer": '<w:spacing w:val="-10"/>',
    "spaced": '<w:spacing w:val="40"/>',
    "raised": '<w:vertAlign w:val="superscript"/>',
    "emphasis dots": '<w:em w:val="dot"/>',
    "framed": '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>',
    "another font": '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体"/>',
    "ligatures": '<w14:ligatures w14:val="standardContextual"/>',
}


def _table(cells: str, row: str = "", table: str = "") -> str:
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/>{table}</w:tblPr><w:tblGrid><w:gridCol w:w="3000"/>'
        f'<w:gridCol w:w="3000"/></w:tblGrid><w:tr>{row}{cells}</w:tr></w:tbl>{words_of("说明如下。")}'
    )


def _cell(content: str, look: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>'


def _dark_cell(file: Opened, text: str) -> None:
    dark = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
    file.block(_table(_cell(words_of(text, '<w:color w:val="FFFFFF"/>'), dark) + _cell(words_of("说明"))))


def _nested_table(file: Opened, text: str) -> None:
    inner = (
        '<w:tbl><w:tblPr><w:tblW w:w="2000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{words_of(text)}</w:tc></w:tr></w:tbl><w:p/>'
    )
    file.block(_table(_cell(inner) + _cell(words_of("说明"))))


def _merged_cells(file: Opened, text: str) -> None:
    def row(merge: str, said: str, other: str) -> str:
        first = f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/><w:vMerge{merge}/></w:tcPr>{said}</w:tc>'
        return f"<w:tr>{first}{_cell(words_of(other))}</w:tr>"

    file.block(
        '<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol'
        f' w:w="3000"/></w:tblGrid>{row(RESTART, words_of(text), "甲")}'
        f"{row('', '<w:p/>', '乙')}</w:tbl>{words_of('说明如下。')}"
    )


def _footnote(file: Opened, text: str) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar'
        ' w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    said = f"{mark}<w:r><w:t>{text}第</w:t></w:r>{field}<w:r><w:t>页</w:t></w:r>"
    note = f'<w:footnote w:id="8"><w:p>{said}</w:p></w:footnote>'
    if file.related("footnotes"):
        file.root("word/footnotes.xml").extend(xml(note))
    else:
        lines = (
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        file.part("word/footnotes.xml", "footnotes", f"<w:footnotes>{''.join(lines)}{note}</w:footnotes>")
    file.into('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="8"/></w:r>')


def _first_header(file: Opened, text: str) -> None:
    field = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    content = f"<w:p><w:r><w:t>{text}　共</w:t></w:r>{field}<w:r><w:t>页</w:t></w:r></w:p>"
    key = file.part("word/header88.xml", "header", f"<w:hdr>{content}</w:hdr>")
    section = file.body.find(f"{W}sectPr")
    assert section is not None
    section[:0] = xml(f'<w:headerReference w:type="first" r:id="{key}"/>')
    if section.find(f"{W}titlePg") is None:
        section.extend(xml("<w:titlePg/>"))
    sections = [*file.body.iter(f"{W}sectPr")]
    assert sections[-1] is section


def _section(kind: str, size: str) -> Edit:
    def edit(file: Opened, text: str) -> None:
        last = file.body.find(f"{W}sectPr")
        assert last is not None
        kept = "".join(
            f'<w:{each.tag.rpartition("}")[2]} w:type="{each.get(f"{W}type")}" r:id="{each.get(f"{{{_OFFICE}}}id")}"/>'
            for each in last
            if each.tag in {f"{W}headerReference", f"{W}footerReference"}
        )
        margins = '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="800" w:footer="800"'
        file.block(
            f'{words_of(text)}<w:p><w:pPr><w:sectPr>{kept}<w:type w:val="{kind}"/>{size}{margins} w:gutter="0"/>'
            "</w:sectPr></w:pPr></w:p>"
        )

    return edit


def _link(target: str) -> Edit:
    def edit(file: Opened, text: str) -> None:
        key = file.relation(f"{_OFFICE}/hyperlink", target, external=True)
        look = '<w:color w:val="0563C1"/><w:u w:val="single"/>'
        file.into(f'<w:hyperlink r:id="{key}"><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:hyperlink>')

    return edit


def _list(file: Opened, text: str) -> None:
    numbers = file.root("word/numbering.xml")
    numbers[:0] = xml(
        '<w:abstractNum w:abstractNumId="88"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start'
        ' w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    numbers.extend(xml('<w:num w:numId="88"><w:abstractNumId w:val="88"/></w:num>'))
    look = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="88"/></w:numPr>'
    file.block(words_of(text, "", look) + words_of("第二项。", "", look))


def _logo(file: Opened, text: str) -> None:
    key = file.part("word/media/logo.png", "image", WHITE_PIXEL)
    emu = 12700 * 60
    file.block(
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{emu}" cy="{emu}"/><wp:docPr id="71" name="logo"/>'
        f"{picture(key, 60, 60)}</wp:inline></w:drawing></w:r><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def _box(file: Opened, text: str) -> None:
    """A box on top of a page beside what stands there; one that hangs on a cell is placed by it, off the page."""
    choice = anchored(shape(words_of(text), 200, 40), 380, 20, 200, 40)
    inner = choice.removeprefix("<w:r>").removesuffix("</w:r>")
    old = f'<w:pict><v:rect style="width:200pt;height:40pt"><v:textbox><w:txbxContent>{words_of(text)}</w:txbxContent>'
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{inner}</mc:Choice><mc:Fallback>{old}</v:textbox>'
        "</v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    file.paragraph(in_cells=False).extend(xml(box))


def _inline(content: str) -> Edit:
    return lambda file, text: file.into(content.format(text=text))


def _run_way(look: str) -> Edit:
    return lambda file, text: file.run(look, text)


EDITS: Mapping[str, Edit] = {
    **{f"run: {name}": _run_way(look) for name, look in _RUNS.items()},
    "white on a dark cell": _dark_cell,
    "nested table": _nested_table,
    "merged cells": _merged_cells,
    "table added": lambda file, text: file.block(_table(_cell(words_of(text)) + _cell(words_of("说明")))),
    "row as high as it needs": lambda file, text: file.block(
        _table(
            _cell(words_of(text)) + _cell(words_of("说明")),
            '<w:trPr><w:trHeight w:val="600" w:hRule="atLeast"/></w:trPr>',
        )
    ),
    "footnote with a field": _footnote,
    "first header with a field": _first_header,
    "section break": _section("nextPage", '<w:pgSz w:w="11906" w:h="16838"/>'),
    "section on the same page": _section("continuous", '<w:pgSz w:w="11906" w:h="16838"/>'),
    "landscape section": _section("nextPage", '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'),
    "public link": _link("https://www.nuandong.cn/recall"),
    "mail address": _link("mailto:service@nuandong.cn"),
    "numbered list": _list,
    "logo": _logo,
    "text box": _box,
    "paragraph added": lambda file, text: file.block(words_of(text)),
    "paragraph in the middle": lambda file, text: file.block(words_of(text, "", '<w:jc w:val="center"/>')),
    "paragraph indented": lambda file, text: file.block(words_of(text, "", '<w:ind w:left="1200" w:right="400"/>')),
    "lines of exact height": lambda file, text: file.block(
        words_of(text, '<w:sz w:val="32"/>', '<w:spacing w:line="560" w:lineRule="exact"/>')
    ),
    "page break": lambda file, text: file.block(
        f'<w:p><w:r><w:br w:type="page"/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>'
    ),
    "line break": _inline("<w:r><w:br/><w:t>{text}</w:t></w:r>"),
    "tab": _inline("<w:r><w:tab/><w:t>{text}</w:t></w:r>"),
    "symbol": _inline('<w:r><w:t>{text}</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'),
    "no-break space": _inline("<w:r><w:t>{text}\u00a0{text}</w:t></w:r>"),
    "smart quotes": _inline("<w:r><w:t>“{text}”‘甲’——乙……</w:t></w:r>"),
    "control": _inline(
        '<w:sdt><w:sdtPr><w:id w:val="771"/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>'
    ),
    "page numbers in the text": _inline(
        '<w:r><w:t>{text}第</w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    ),
    "non-breaking hyphen": _inline("<w:r><w:t>{text}</w:t><w:noBreakHyphen/><w:t>甲</w:t></w:r>"),
    "circled and other signs": _inline("<w:r><w:t>{text}①②℃㎡№※☑</w:t></w:r>"),
    "spelling marks": _inline(
        '<w:proofErr w:type="spellStart"/><w:r><w:t>{text}</w:t></w:r><w:proofErr w:type="spellEnd"/>'
    ),
}

"""Ways to hide or to smuggle words in a Word file: what a gate that lets out nothing unseen must not let pass.

Each way puts a text where a reader of the pages does not plainly see it. None of them is known to the gate by name.
"""

from collections.abc import Mapping

from tests.notices.edit_tools import WHITE_PIXEL, Edit, Opened, W, anchored, picture, shape, words_of, xml

_RUNS = {
    "white": '<w:color w:val="FFFFFF"/>',
    "nearly white": '<w:color w:val="FEFEFE"/>',
    "pale grey": '<w:color w:val="F2F2F2"/>',
    "paler yellow": '<w:color w:val="FFFF66"/>',
    "white of the theme": '<w:color w:val="000000" w:themeColor="background1"/>',
    "theme tint": '<w:color w:val="000000" w:themeColor="text1" w:themeTint="0A"/>',
    "black on black shading": '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
    "black on solid shading": '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
    "dark on dark shading": '<w:color w:val="1F1F1F"/><w:shd w:val="clear" w:color="auto" w:fill="202020"/>',
    "black highlight": '<w:color w:val="000000"/><w:highlight w:val="black"/>',
    "automatic on black highlight": '<w:highlight w:val="black"/>',
    "yellow on yellow": '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
    "red on red shading": '<w:color w:val="FF0000"/><w:shd w:val="clear" w:color="auto" w:fill="EE0000"/>',
    "hidden": "<w:vanish/>",
    "always hidden": "<w:specVanish/><w:vanish/>",
    "one point": '<w:sz w:val="2"/><w:szCs w:val="2"/>',
    "three points": '<w:sz w:val="6"/><w:szCs w:val="6"/>',
    "five points": '<w:sz w:val="10"/><w:szCs w:val="10"/>',
    "one per cent wide": '<w:w w:val="1"/>',
    "ten per cent wide": '<w:w w:val="10"/>',
    "condensed": '<w:spacing w:val="-320"/>',
    "lowered off the page": '<w:position w:val="-3000"/>',
    "raised off the page": '<w:position w:val="3000"/>',
    "no fill": "<w14:textFill><w14:noFill/></w14:textFill>",
    "transparent": (
        '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr>'
        "</w14:solidFill></w14:textFill>"
    ),
    "white fill": '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
    "fitted into nothing": '<w:fitText w:val="1" w:id="1"/>',
    "small superscript": '<w:sz w:val="13"/><w:vertAlign w:val="superscript"/>',
}
_FRAME = '<w:framePr w:w="3000" w:wrap="around" w:hAnchor="page" w:vAnchor="page"'
_PARAGRAPHS = {
    "indented to the left off the page": '<w:ind w:left="-20000" w:right="20000"/>',
    "indented to the right off the page": '<w:ind w:left="20000"/>',
    "frame off the page": f'{_FRAME} w:x="30000" w:y="500"/>',
    "frame above the page": f'{_FRAME} w:x="900" w:y="-9000"/>',
    "line of one twip": '<w:spacing w:line="1" w:lineRule="exact" w:before="0" w:after="0"/>',
    "line of two points": '<w:spacing w:line="40" w:lineRule="exact" w:before="0" w:after="0"/>',
    "hidden end": "<w:rPr><w:vanish/></w:rPr>",
}
_CELLS = {
    "row hidden": ("<w:trPr><w:hidden/></w:trPr>", "", ""),
    "row of one twip": ('<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>', "", ""),
    "white on white cell": ("", '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>', '<w:color w:val="FFFFFF"/>'),
    "navy on navy cell": ("", '<w:shd w:val="clear" w:color="auto" w:fill="000080"/>', '<w:color w:val="000080"/>'),
}


def _cell_way(row: str, cell: str, look: str) -> Edit:
    def edit(file: Opened, text: str) -> None:
        file.block(
            '<w:tbl><w:tblPr><w:tblW w:w="4000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
            f'<w:tr>{row}<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/>{cell}</w:tcPr>{words_of(text, look)}</w:tc>'
            f"</w:tr></w:tbl>{words_of('说明如下。')}"
        )

    return edit


def _merged_away(file: Opened, text: str) -> None:
    cells = (("restart", "合并的格"), ("continue", text))
    rows = "".join(
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:vMerge w:val="{kind}"/></w:tcPr>{words_of(said)}'
        f'</w:tc><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{words_of("内容")}</w:tc></w:tr>'
        for kind, said in cells
    )
    file.block(
        '<w:tbl><w:tblPr><w:tblW w:w="4000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/>'
        f'<w:gridCol w:w="2000"/></w:tblGrid>{rows}</w:tbl>{words_of("说明如下。")}'
    )


def _narrow_cell(file: Opened, text: str) -> None:
    file.block(
        '<w:tbl><w:tblPr><w:tblW w:w="2" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        '<w:gridCol w:w="2"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="300" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="2" w:type="dxa"/></w:tcPr>{words_of(text)}</w:tc></w:tr></w:tbl>{words_of("说明如下。")}'
    )


def _table_off(file: Opened, text: str) -> None:
    file.block(
        '<w:tbl><w:tblPr><w:tblpPr w:horzAnchor="page" w:vertAnchor="page" w:tblpX="30000" w:tblpY="600"/><w:tblW'
        ' w:w="2000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW'
        f' w:w="2000" w:type="dxa"/></w:tcPr>{words_of(text)}</w:tc></w:tr></w:tbl>{words_of("说明如下。")}'
    )


def _white_table(file: Opened, text: str) -> None:
    file.style(
        '<w:style w:type="table" w:styleId="PaleTable" w:customStyle="1"><w:name w:val="Pale Table"/><w:rPr>'
        '<w:color w:val="FFFFFF"/></w:rPr></w:style>'
    )
    file.block(
        '<w:tbl><w:tblPr><w:tblStyle w:val="PaleTable"/><w:tblW w:w="4000" w:type="dxa"/></w:tblPr><w:tblGrid>'
        '<w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>{words_of('说明如下。')}"
    )


def _styled(look: str, *, based: bool = False) -> Edit:
    def edit(file: Opened, text: str) -> None:
        file.style(
            f'<w:style w:type="character" w:styleId="Quiet" w:customStyle="1"><w:name w:val="Quiet"/><w:rPr>{look}'
            '</w:rPr></w:style><w:style w:type="character" w:styleId="Quieter" w:customStyle="1">'
            '<w:name w:val="Quieter"/><w:basedOn w:val="Quiet"/></w:style>'
        )
        file.run(f'<w:rStyle w:val="{"Quieter" if based else "Quiet"}"/>', text)

    return edit


def _paragraph_way(look: str) -> Edit:
    return lambda file, text: file.block(words_of(text, "", look) + words_of("特此说明。"))


def _picture_over(file: Opened, text: str) -> None:
    key = file.part("word/media/cover.png", "image", WHITE_PIXEL)
    cover = anchored(picture(key, 500, 700), 40, 60, 500, 700)
    file.into(cover)
    file.block(words_of(text))


def _shape_over(file: Opened, text: str) -> None:
    fill = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    file.block(words_of(text))
    file.into(anchored(shape("", 500, 700, fill), 40, 60, 500, 700))


def _box(x: int, y: int, wide: int, high: int, look: str = "", more: str = "") -> Edit:
    return lambda file, text: file.into(anchored(shape(words_of(text, look), wide, high), x, y, wide, high, more=more))


def _old_box(style: str) -> Edit:
    def edit(file: Opened, text: str) -> None:
        file.into(
            f'<w:r><w:pict><v:shape id="s1" style="{style}" stroked="f"><v:textbox><w:txbxContent>{words_of(text)}'
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )

    return edit


def _fallback(file: Opened, text: str) -> None:
    choice = anchored(shape(words_of("见附件。"), 120, 40), 300, 400, 120, 40)
    old = f'<w:pict><v:rect style="width:120pt;height:40pt"><v:textbox><w:txbxContent>{words_of(text)}</w:txbxContent>'
    inner = choice.removeprefix("<w:r>").removesuffix("</w:r>")
    file.into(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{inner}</mc:Choice><mc:Fallback>{old}</v:textbox>'
        "</v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _lettering(file: Opened, text: str) -> None:
    file.into(
        '<w:r><w:pict><v:shape id="wa" type="#_x0000_t136" style="position:absolute;width:100pt;height:20pt"'
        f' fillcolor="white" stroked="f"><v:textpath on="t" string="{text}"/></v:shape></w:pict></w:r>'
    )


def _note(file: Opened, text: str, *, referred: bool, look: str = "", reference: str = "") -> None:
    if file.related("footnotes"):
        notes = file.root("word/footnotes.xml")
        notes.extend(xml(f'<w:footnote w:id="77">{words_of(text, look)}</w:footnote>'))
    else:
        file.part(
            "word/footnotes.xml",
            "footnotes",
            '<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            f'<w:footnote w:id="77">{words_of(text, look)}</w:footnote></w:footnotes>',
        )
    if referred:
        file.into(f'<w:r><w:rPr>{reference}</w:rPr><w:footnoteReference w:id="77"/></w:r>')


def _frame(kind: str, reference: str, *, referred: bool = True, look: str = "") -> Edit:
    """A header or footer that no page shows, or one in which nobody sees the words."""

    def edit(file: Opened, text: str) -> None:
        tag = {"header": "hdr", "footer": "ftr"}[kind]
        key = file.part(f"word/{kind}77.xml", kind, f"<w:{tag}>{words_of(text, look)}</w:{tag}>")
        section = file.body.find(f"{W}sectPr")
        assert section is not None
        if referred:
            for each in section.findall(f"{W}{kind}Reference"):
                if each.get(f"{W}type") == reference:
                    section.remove(each)
            section[:0] = xml(f'<w:{kind}Reference w:type="{reference}" r:id="{key}"/>')
            for each in section.findall(f"{W}titlePg") if reference == "first" else ():
                section.remove(each)

    return edit


def _field(code: str, result: str = "") -> Edit:
    def edit(file: Opened, text: str) -> None:
        shown = f"<w:r><w:t>{result.format(text=text)}</w:t></w:r>" if result else ""
        file.into(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve">{code.format(text=text)}</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    return edit


def _inline(content: str) -> Edit:
    return lambda file, text: file.into(content.format(text=text))


def zero_width(text: str) -> str:
    """A text in characters that have no width."""
    return "".join("\u200b" if bit == "0" else "\u200c" for each in text for bit in f"{ord(each):016b}")


def in_tags(text: str) -> str:
    """A text in the tags of Unicode, which nothing draws."""
    return "".join(chr(0xE0000 + byte % 0x60 + 0x20) for byte in text.encode())


def in_private(text: str) -> str:
    """A text in characters that everybody may give a meaning."""
    return "".join(chr(0xF0000 + ord(each)) for each in text)


def forms(text: str) -> tuple[str, ...]:
    """Every form in which a way writes a text."""
    return text, zero_width(text), in_tags(text), in_private(text)


def _tiny_page(file: Opened, text: str) -> None:
    file.block(
        f'{words_of(text)}<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="30000" w:right="1000"'
        ' w:bottom="1000" w:left="30000" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr></w:pPr></w:p>'
    )


def _glossary(file: Opened, text: str) -> None:
    file.part(
        "word/glossary/document.xml",
        "glossaryDocument",
        '<w:glossaryDocument><w:docParts><w:docPart><w:docPartPr><w:name w:val="AutoText"/></w:docPartPr>'
        f"<w:docPartBody>{words_of(text)}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
    )


def _number_text(file: Opened, text: str) -> None:
    numbers = file.root("word/numbering.xml")
    numbers[:0] = xml(
        '<w:abstractNum w:abstractNumId="977"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text}%1"/></w:lvl></w:abstractNum>'
    )


def _overprinted(file: Opened, text: str) -> None:
    file.block(words_of(text, "", '<w:spacing w:line="1" w:lineRule="exact" w:after="0" w:before="0"/>') * 3)


def _run_way(look: str) -> Edit:
    return lambda file, text: file.run(look, text)


WAYS: Mapping[str, Edit] = {
    **{f"run: {name}": _run_way(look) for name, look in _RUNS.items()},
    **{f"paragraph: {name}": _paragraph_way(look) for name, look in _PARAGRAPHS.items()},
    **{f"cell: {name}": _cell_way(*looks) for name, looks in _CELLS.items()},
    "cell: merged away": _merged_away,
    "cell: a hair wide": _narrow_cell,
    "table: off the page": _table_off,
    "table: white by its style": _white_table,
    "style: hidden": _styled("<w:vanish/>"),
    "style: based on a hidden one": _styled("<w:vanish/>", based=True),
    "style: pale": _styled('<w:color w:val="F8F8F8"/>', based=True),
    "style: transparent": _styled("<w14:textFill><w14:noFill/></w14:textFill>"),
    "covered by a picture": _picture_over,
    "covered by a white shape": _shape_over,
    "lines on top of one another": _overprinted,
    "box: off the page": _box(5000, 100, 120, 40),
    "box: above the page": _box(100, -900, 120, 40),
    "box: white text": _box(60, 60, 160, 30, '<w:color w:val="FFFFFF"/>'),
    "box: too low for its text": _box(60, 60, 90, 2),
    "box: hidden": _box(60, 60, 160, 30, more=' hidden="1"'),
    "box: old, off the page": _old_box("position:absolute;margin-left:3000pt;margin-top:0;width:120pt;height:40pt"),
    "box: old, hidden": _old_box("position:absolute;visibility:hidden;width:120pt;height:40pt"),
    "box: other words for old programs": _fallback,
    "word art": _lettering,
    "footnote: nobody refers to it": lambda file, text: _note(file, text, referred=False),
    "footnote: reference hidden": lambda file, text: _note(file, text, referred=True, reference="<w:vanish/>"),
    "footnote: white": lambda file, text: _note(file, text, referred=True, look='<w:color w:val="FFFFFF"/>'),
    "header: of even pages that there are none of": _frame("header", "even"),
    "header: of a first page that there is none of": _frame("header", "first"),
    "header: white": _frame("header", "default", look='<w:color w:val="FFFFFF"/>'),
    "footer: nobody refers to it": _frame("footer", "default", referred=False),
    "field: code outside": _inline("<w:r><w:instrText>{text}</w:instrText></w:r>"),
    "field: index entry": _field(' XE "{text}" '),
    "field: private": _field(" PRIVATE {text} "),
    "field: page number saved with words": _field(" PAGE ", "{text}"),
    "field: other branch": _field(' IF 1=1 "见下文" "{text}" ', "见下文"),
    "field: quoted": _field(' SET note "{text}" '),
    "deleted text outside": _inline("<w:r><w:delText>{text}</w:delText></w:r>"),
    "tracked insertion": _inline('<w:ins w:id="9" w:author="x"><w:r><w:t>{text}</w:t></w:r></w:ins>'),
    "tracked deletion": _inline('<w:del w:id="9" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>'),
    "formula: hidden": _inline("<m:oMath><m:r><w:rPr><w:vanish/></w:rPr><m:t>{text}</m:t></m:r></m:oMath>"),
    "reading above a word of half a point": _inline(
        '<w:r><w:ruby><w:rubyPr><w:hps w:val="1"/><w:hpsRaise w:val="1"/><w:hpsBaseText w:val="21"/></w:rubyPr><w:rt>'
        '<w:r><w:rPr><w:sz w:val="1"/></w:rPr><w:t>{text}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>注</w:t></w:r>'
        "</w:rubyBase></w:ruby></w:r>"
    ),
    "bookmark": _inline('<w:bookmarkStart w:id="91" w:name="{text}"/><w:bookmarkEnd w:id="91"/>'),
    "control: title": _inline(
        '<w:sdt><w:sdtPr><w:alias w:val="{text}"/></w:sdtPr><w:sdtContent><w:r><w:t>见下文</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    ),
    "control: entry not chosen": _inline(
        '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{text}" w:value="1"/></w:dropDownList></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>见下文</w:t></w:r></w:sdtContent></w:sdt>"
    ),
    "control: bound to a property": _inline(
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{{{text}}}"/></w:sdtPr><w:sdtContent><w:r>'
        "<w:t>见下文</w:t></w:r></w:sdtContent></w:sdt>"
    ),
    "permission": _inline('<w:permStart w:id="5" w:ed="{text}"/><w:permEnd w:id="5"/>'),
    "smart tag": _inline(
        '<w:smartTag w:uri="x" w:element="y"><w:smartTagPr><w:attr w:name="n" w:val="{text}"/></w:smartTagPr><w:r>'
        "<w:t>见下文</w:t></w:r></w:smartTag>"
    ),
    "comment of XML": _inline("<!--{text}--><w:r><w:t>见下文</w:t></w:r>"),
    "zero width": lambda file, text: file.run("", zero_width(text)),
    "tags of Unicode": lambda file, text: file.run("", in_tags(text)),
    "private characters": lambda file, text: file.run("", in_private(text)),
    "page of margins": _tiny_page,
    "AutoText": _glossary,
    "numbers nobody uses": _number_text,
}

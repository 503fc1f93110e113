"""The house template: made from the layout profile, then owned by those who restyle it in Word; checked before use."""

import datetime
import hashlib
from collections.abc import Iterator

from lxml.etree import _Element as Element

from plangen.diagnostics import ERROR, INFO, WARNING, Finding, Place, Rule, Words, rule, words
from plangen.office.house.header_places import all_headers_hold
from plangen.office.house.layout import Layout
from plangen.office.house.look import (
    NUMBERING,
    STYLES,
    Parts,
    body_place,
    read_look,
    style_ids,
    tag,
)
from plangen.office.house.page_grid import GRID_FULL, SIDES, geometry, grid, leaves_nothing
from plangen.office.house.styles_xml import font_table, numbering, styles
from plangen.office.house.theme import theme
from plangen.office.ooxml import trees
from plangen.office.ooxml.foreign import foreign
from plangen.office.ooxml.guard import unpacked
from plangen.office.ooxml.package import Properties, sealed_parts
from plangen.office.ooxml.relations import DOCUMENT, DOCUMENT_RELATIONS
from plangen.office.ooxml.style_names import BODY_PLACE, HEADER_PLACE, Style
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import paragraph, part, run, twips

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {"theme": "application/vnd.openxmlformats-officedocument.theme+xml"}
_CUSTOM = "docProps/custom.xml"
_MADE = datetime.date(2012, 7, 1)  # the day the layout standard came into force; a template has no date of its own
_PARTS = ("styles", "numbering", "settings", "fontTable", "header1", "header2", "footer1", "footer2", "theme1")


def make_house(layout: Layout) -> bytes:
    """A house template in the look of the profile."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", DOCUMENT)}),
        DOCUMENT: _document(layout),
        "word/_rels/document.xml.rels": _relations(
            {f"rId{number}": (name.rstrip("12"), f"{name}.xml") for number, name in enumerate(_PARTS, start=1)}
        ),
        "word/theme1.xml": theme(layout.fonts),
        "word/styles.xml": styles(layout),
        "word/numbering.xml": numbering(layout),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table(layout),
        "word/header1.xml": part("hdr", paragraph(Style.HEADER.default_id, run(HEADER_PLACE))),
        "word/header2.xml": part("hdr", paragraph(Style.HEADER.default_id, run(HEADER_PLACE))),
        "word/footer1.xml": part("ftr", _footer(layout, side="right")),
        "word/footer2.xml": part("ftr", _footer(layout, side="left")),
    }
    made = {"made": _content(parts)}
    about = Properties(title=layout.name, subject="文件模板", author="plangen", created=_MADE, identity=made)
    return sealed_parts(parts, about)


def is_untouched(house: bytes) -> bool:
    """Whether the template is just as `make_house` once made it: nobody's work is lost by making it again."""
    parts, _ = unpacked(house, "")
    if parts is None or _CUSTOM not in parts:
        return False
    return f'name="plangen.made"><vt:lpwstr>{_content(parts)}<' in parts[_CUSTOM].decode("utf-8", "replace")


def house_findings(house: bytes, layout: Layout, file: str) -> tuple[Finding, ...]:
    """What keeps the template from being used, or makes pages differ from the profile; empty if nothing does."""
    parts, unfit = unpacked(house, file)
    if parts is None:
        return unfit
    missing = tuple(_finding(PART_LACKING, file, part=name) for name in _NEEDED if not _is_there(parts, name))
    if missing:
        return missing
    lacking = (*foreign(trees.Parts(parts), file), *_lacking_styles(parts, file), *_lacking_places(parts, file))
    return lacking or (*_differences(parts, layout, file), *_restyled(house, parts, layout, file))


STYLE_LACKING = rule(
    "W160",
    ERROR,
    title=("文件模板缺少样式", "the house template lacks a style"),
    why=(
        "程序按样式名称排版，缺少样式就排不出这类文字。",
        "text is set by the names of styles; without one its kind of text cannot be set.",
    ),
    message=("模板缺少样式“{style}”", "the template lacks the style '{style}'"),
    hint=(
        "在 Word 中新建同名样式，或用版式文件重新生成模板",
        "make a style of that name in Word, or make the template again from the layout file",
    ),
)
PLACE_LACKING = rule(
    "W161",
    ERROR,
    title=("文件模板没有留出位置", "the house template has no place for the text"),
    why=(
        "正文和页眉写到标记所在的地方；没有页眉标记，演练字样就印不出来。",
        "text and header go where the marks stand; without the header's mark no page says that it is a drill.",
    ),
    message=("模板的{where}里没有“{mark}”", "the template's {where} has no '{mark}'"),
    hint=(
        "在{where}里单独一次连续输入“{mark}”，中途不要换格式",
        "type '{mark}' into the {where} in one go, without changing its format",
    ),
)
GEOMETRY_DIFFERS = rule(
    "W162",
    WARNING,
    title=("文件模板的页面与版式文件不同", "the page of the house template differs from the layout file"),
    why=(
        "以模板为准排版；两处不一致时，改一处会以为改了全部。",
        "the template decides; where the two differ, changing one seems to change all.",
    ),
    message=(
        "模板的{side}是 {is_mm} 毫米，版式文件写的是 {want_mm} 毫米",
        "the template's {side} is {is_mm} mm, the layout file says {want_mm} mm",
    ),
    hint=(
        "改成一致：在 Word 里改页面设置，或改 layout.yaml",
        "make them agree: change the page set-up in Word, or layout.yaml",
    ),
)
NUMBERING_STRANGE = rule(
    "W163",
    WARNING,
    title=("标题编号的样式认不出", "a heading numbering that cannot be read"),
    why=(
        "目录里的序号由程序算出，认不出的编号样式会与正文不一致。",
        "the contents list prints computed numbers; they may differ from those in the text.",
    ),
    message=(
        "第 {level} 级标题的编号样式“{kind}”认不出",
        "the numbering format '{kind}' of heading level {level} is not known",
    ),
    hint=(
        "在 Word 中改用“一,二,三”或“1,2,3”编号，并与标题样式链接",
        "use a Chinese or decimal numbering linked to the heading style",
    ),
)
PART_LACKING = rule(
    "W164",
    ERROR,
    title=("文件模板不完整", "the house template is incomplete"),
    why=(
        "没有样式表、编号或页眉页脚的文件不能作模板。",
        "a file without styles, numbering, headers or footers is not a template.",
    ),
    message=("模板里没有部件 {part}", "the template has no part {part}"),
    hint=(
        "从样例的 house.docx 改起，或用版式文件重新生成模板",
        "start from the sample's house.docx, or make the template again",
    ),
)
LAYOUT_CHANGED = rule(
    "W165",
    WARNING,
    title=("版式改了，公文模板没有跟着改", "the layout was changed, the house template was not"),
    why=(
        "Word 文件按公文模板排版，layout.yaml 的改动要重新生成模板才起作用",
        "Word documents follow the house template; a change of layout.yaml takes effect when it is made again",
    ),
    message=(
        "layout.yaml 改动后没有重新生成公文模板，仍按原来的版面生成",
        "layout.yaml was changed since the template was made; documents keep the old look",
    ),
    hint=("运行 plangen house", "run plangen house"),
)
STYLE_DIFFERS = rule(
    "W166",
    INFO,
    title=("公文模板的样式与版式不同", "styles of the house template differ from the layout"),
    why=(
        "在 Word 里改过模板是可以的；列出来便于核对两边是否都是想要的",
        "a template may be restyled in Word; the list helps to see that both are as meant",
    ),
    message=("这些样式与 layout.yaml 不同：{styles}", "these styles differ from layout.yaml: {styles}"),
    hint=(
        "以模板为准；要恢复成 layout.yaml 的样子，运行 plangen house --force",
        "the template counts; plangen house --force brings back the layout's",
    ),
)
RULES = (
    GRID_FULL,
    STYLE_LACKING,
    PLACE_LACKING,
    GEOMETRY_DIFFERS,
    NUMBERING_STRANGE,
    PART_LACKING,
    LAYOUT_CHANGED,
    STYLE_DIFFERS,
)

_ROOTS = {STYLES: "w:styles", NUMBERING: "w:numbering"}
_NEEDED = (DOCUMENT_RELATIONS, STYLES, NUMBERING)
_TOLERANCE = 15  # twips; Word rounds to a quarter of a millimetre


def _is_there(parts: Parts, name: str) -> bool:
    """Whether a part is there, with what its name says in it."""
    root = _ROOTS.get(name)
    return name in parts and (root is None or parsed(parts[name]).tag == tag(root))


def _lacking_styles(parts: Parts, file: str) -> Iterator[Finding]:
    known = style_ids(parts)
    for style in Style:
        # Legal marks passages of templates with the locked style; no document is set in it.
        if style not in known and style is not Style.LOCKED:
            yield _finding(STYLE_LACKING, file, style.value, style=style.value)


def _lacking_places(parts: Parts, file: str) -> Iterator[Finding]:
    body = parsed(parts[DOCUMENT]).find(tag("w:body"))
    if body is None or body_place(body) is None or body.find(tag("w:sectPr")) is None:
        yield _finding(PLACE_LACKING, file, where=words("正文", "body"), mark=BODY_PLACE)
    if not all_headers_hold(parts, HEADER_PLACE):
        yield _finding(PLACE_LACKING, file, where=words("页眉", "header"), mark=HEADER_PLACE)


def _differences(parts: Parts, layout: Layout, file: str) -> Iterator[Finding]:
    look = read_look(parts)
    wanted = geometry(layout)
    for side, (path, title) in SIDES.items():
        have, want = getattr(look.page, side), getattr(wanted, side)
        if abs(have - want) > _TOLERANCE:
            yield _finding(GEOMETRY_DIFFERS, file, path, side=title, is_mm=_shown(have), want_mm=_shown(want))
    if look.grid and leaves_nothing(layout):
        lines = wanted.text_height // twips(layout.body.line_pt)
        yield _finding(GRID_FULL, file, "body.line_pt", line_pt=f"{layout.body.line_pt:g}", lines=lines)
    for number, level in enumerate(look.levels, start=1):
        if not level.is_readable:
            yield _finding(NUMBERING_STRANGE, file, f"heading {number}", level=number, kind=level.kinds[-1])


def _restyled(house: bytes, parts: Parts, layout: Layout, file: str) -> Iterator[Finding]:
    wanted = unpacked(make_house(layout), file)[0]
    assert wanted is not None
    have, want = _essentials(parts), _essentials(wanted)
    differing = [name for name in want if have.get(name, want[name]) != want[name]]
    if differing and is_untouched(house):
        yield _finding(LAYOUT_CHANGED, file)
    elif differing:
        yield _finding(STYLE_DIFFERS, file, styles="、".join(differing))


def _essentials(parts: Parts) -> dict[str, tuple[str, ...]]:
    """By style name what the eye sees of it: size, font, line pitch, indent, alignment, as far as the style says."""
    found: dict[str, tuple[str, ...]] = {}
    for style in parsed(parts[STYLES]).iter(tag("w:style")):
        name = style.find(tag("w:name"))
        if name is None:
            continue
        seen = (
            ("w:rPr/w:sz", "w:val"),
            ("w:rPr/w:rFonts", "w:eastAsia"),
            ("w:pPr/w:spacing", "w:line"),
            ("w:pPr/w:ind", "w:firstLineChars"),
            ("w:pPr/w:jc", "w:val"),
        )
        found[str(name.get(tag("w:val")))] = tuple(_seen(style, path, attribute) for path, attribute in seen)
    return found


def _seen(style: Element, path: str, attribute: str) -> str:
    element = style.find("/".join(tag(step) for step in path.split("/")))
    return "" if element is None else str(element.get(tag(attribute), ""))


def _content(parts: Parts) -> str:
    """A digest of all that Word shows or keeps, without the properties."""
    digest = hashlib.sha256()
    for name in sorted(name for name in parts if name.startswith("word/")):
        digest.update(name.encode() + b"\0" + parts[name] + b"\0")
    return digest.hexdigest()[:32]


def _finding(rule: Rule, file: str, path: str = "", **values: str | int | Words) -> Finding:
    return Finding(rule=rule, at=Place(file=file, path=path), values=values)


def _shown(length: int) -> str:
    return f"{length * 25.4 / 1440:.1f}".removesuffix(".0")


def _document(layout: Layout) -> bytes:
    page = geometry(layout)
    references = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="rId{_PARTS.index(name) + 1}"/>'
        for kind, which, name in (
            ("header", "default", "header1"),
            ("header", "even", "header2"),
            ("footer", "default", "footer1"),
            ("footer", "even", "footer2"),
        )
    )
    section = (
        f'<w:sectPr>{references}<w:pgSz w:w="{page.width}" w:h="{page.height}"/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}"'
        f' w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>'
        f'<w:cols w:space="425"/>{grid(layout)}</w:sectPr>'
    )
    return part("document", f"<w:body>{paragraph(Style.BODY.default_id, run(BODY_PLACE))}{section}</w:body>")


def _footer(layout: Layout, side: str) -> str:
    style = layout.page_number.style
    if style == "none":
        return paragraph(Style.FOOTER.default_id, "")
    number = f'{run("— ")}<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>{run(" —")}'
    dashes = number.replace("<w:r><w:t", '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t')
    if style == "center":
        return paragraph(Style.FOOTER.default_id, dashes, after='<w:jc w:val="center"/>')
    inset = twips(layout.page_number.size_pt)
    place = f'<w:ind w:{side}Chars="100" w:{side}="{inset}"/><w:jc w:val="{side}"/>'
    return paragraph(Style.FOOTER.default_id, dashes, after=place)


def _settings() -> bytes:
    word = "http://schemas.microsoft.com/office/word"
    modern = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{word}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:doNotExpandShiftReturn/>{modern}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def _content_types() -> bytes:
    overrides = {"document": "document.main"} | {name: name.rstrip("12") for name in _PARTS}
    inner = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES.get(kind, f"{_WORD_TYPE}.{kind}+xml")}"/>'
        for name, kind in overrides.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{inner}</Types>'.encode()


def _relations(targets: dict[str, tuple[str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'.encode()

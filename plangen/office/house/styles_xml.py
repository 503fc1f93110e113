"""styles.xml, numbering.xml and fontTable.xml of a house template, from the layout profile."""

from xml.sax.saxutils import escape

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.numbering import list_label
from plangen.office.house.layout import FontName, Fonts, HeadingLook, Layout, Text
from plangen.office.ooxml.style_names import (
    BARE_HEADINGS,
    HEADINGS,
    LIST_LEVELS,
    SEALED,
    TOCS,
    TONES,
    UNSEALED,
    Style,
    list_name,
)
from plangen.office.ooxml.wml import attribute, half_points, millimetres, part, twips

HEADING_LIST, ORDERED_LIST, UNORDERED_LIST = 1, 2, 3

_CELL_MARGIN = 28  # twips above and below the text of a cell
END_LINE = 14  # twips; the least that Word accepts, so that it fits under a full page
_FAMILIES = {"xiaobiaosong": "roman", "songti": "roman", "latin": "roman", "fangsong": "modern", "kaiti": "modern"}

_SAME = {"宋体": "SimSun", "黑体": "SimHei", "楷体": "KaiTi", "仿宋": "FangSong"}
"""What every Windows calls the same fonts in English."""


class _Style(Struct, frozen=True, kw_only=True):
    """A paragraph style; lengths in twips, `chars` in hundredths of a character."""

    style: Style
    text: Text
    based: Style | None = Style.NORMAL
    following: Style | None = None
    align: str = "left"
    first_chars: int = 0
    left_chars: int = 0
    right_chars: int = 0
    before: int = 0
    after: int = 0
    early: str = ""  # elements before w:spacing, in schema order
    late: str = ""  # elements after w:jc
    type: str = ""  # further run properties before w:sz
    rule: str = "exact"
    shown: bool = True  # in Word's gallery


def styles(layout: Layout) -> bytes:
    """word/styles.xml."""
    normal, *body = _body_styles(layout)
    loose = replace(normal, early=normal.early + '<w:snapToGrid w:val="0"/>')  # tables have pitches of their own
    snap = "<w:snapToGrid/>" if layout.grid == "characters" else ""
    every = (loose, *(replace(each, early=each.early + snap) for each in body), *_other_styles(layout))
    paragraphs = "".join(_paragraph_style(each, layout.fonts) for each in every)
    tones = "".join(_tone_style(style, layout.tones.of(tone)) for tone, style in TONES.items())
    return part("styles", _defaults(layout) + paragraphs + tones + _character_styles(layout) + _table_styles(layout))


def numbering(layout: Layout) -> bytes:
    """word/numbering.xml: headings, ordered items, unordered items."""
    levels = "".join(_heading_level(index, look) for index, look in enumerate(layout.headings))
    body = layout.body
    indent = _indent(body.size_pt, first=body.indent_chars * 100)
    labels = [look.number for look in layout.headings]
    patterns = {level: list_label(level, 1, labels).replace("1", "%1") for level in (3, *LIST_LEVELS)}
    lists = (
        _abstract(0, "multilevel", levels)
        + _abstract(1, "singleLevel", _level(0, "decimal", patterns[3], Style.ORDERED, indent))
        + _abstract(2, "singleLevel", _level(0, "none", "——", Style.UNORDERED, indent))
        + "".join(
            _abstract(number, "singleLevel", _level(0, "decimal", patterns[level], None, indent), list_name(level))
            for number, level in enumerate(LIST_LEVELS, start=3)
        )
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number - 1}"/></w:num>'
        for number in (HEADING_LIST, ORDERED_LIST, UNORDERED_LIST)
    )
    return part("numbering", lists + numbers)


def font_table(layout: Layout) -> bytes:
    """word/fontTable.xml: each font with the names that may stand in for it."""
    entries: dict[str, str] = {}
    for kind in Fonts.__struct_fields__:
        name, *others = getattr(layout.fonts, kind)
        others = [other for other in others if other != name]
        other = _SAME.get(name) or next(iter(others), "")  # one: not every program reads a list
        alternative = f"<w:altName w:val={attribute(other)}/>" if other else ""
        charset = "00" if kind == "latin" else "86"
        entries.setdefault(
            name,
            f'<w:font w:name={attribute(name)}>{alternative}<w:charset w:val="{charset}"/>'
            f'<w:family w:val="{_FAMILIES.get(kind, "swiss")}"/></w:font>',
        )
    return part("fonts", "".join(entries.values()))


def _defaults(layout: Layout) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(layout.fonts, layout.body.font)}"
        f'{_size(layout.body.size_pt)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/>"
        f"{_spacing(0, 0, layout.body.line_pt)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _body_styles(layout: Layout) -> tuple[_Style, ...]:
    """What stands in the text itself: body line pitch and character spacing."""
    body = layout.body
    text = Text(font=body.font, size_pt=body.size_pt, line_pt=body.line_pt)
    tight = _tight(layout)
    indent = body.indent_chars * 100
    return (
        _Style(style=Style.NORMAL, text=text, based=None, align="both"),
        _Style(style=Style.BODY, text=text, align="both", first_chars=indent, type=tight),
        _Style(style=Style.LOCKED, text=text, align="both", first_chars=indent, type=tight),  # looks like the body
        *(
            _heading_style(layout, level, style, item, tight)
            for level in range(len(HEADINGS))
            for style, item in ((HEADINGS[level], _list_item(HEADING_LIST, level)), (BARE_HEADINGS[level], ""))
        ),
        _Style(style=Style.PLAIN, text=text, align="both", type=tight),
        _Style(style=Style.CENTRED, text=text, align="center", type=tight),
        _Style(
            style=Style.SIGNED,
            text=text,
            align="right",
            right_chars=SEALED if layout.signature == "sealed" else UNSEALED,
            type=tight,
        ),
        _Style(
            style=Style.ORDERED,
            text=text,
            align="both",
            first_chars=indent,
            type=tight,
            early=_list_item(ORDERED_LIST),
        ),
        _Style(
            style=Style.UNORDERED,
            text=text,
            align="both",
            first_chars=indent,
            type=tight,
            early=_list_item(UNORDERED_LIST),
        ),
    )


def _tight(layout: Layout) -> str:
    """The spacing of the characters; where Word is told by its grid how many stand on a line, that does it."""
    spacing = twips(layout.body.spacing_pt)
    return f'<w:spacing w:val="{spacing}"/>' if spacing and layout.grid != "characters" else ""


def _heading_style(layout: Layout, level: int, style: Style, item: str, tight: str) -> _Style:
    """With or without its place in the numbering; the outline level brings both into the contents list."""
    body, look = layout.body, layout.headings[level]
    return _Style(
        style=style,
        text=Text(font=look.font, size_pt=look.size_pt, line_pt=body.line_pt),
        following=Style.BODY,
        align="both",
        first_chars=body.indent_chars * 100,
        type=tight,
        early=f"<w:keepNext/><w:keepLines/>{item}",
        late=f'<w:outlineLvl w:val="{level}"/>',
    )


def _other_styles(layout: Layout) -> tuple[_Style, ...]:
    texts, keep = layout.texts, "<w:keepNext/>"
    end = Text(font="songti", size_pt=1, line_pt=END_LINE / 20)
    rule = _border("bottom") if layout.header_rule == "line" else ""
    return (
        _Style(style=Style.TITLE, text=texts.title, align="center", after=twips(layout.body.line_pt), early=keep),
        _Style(style=Style.TOC_HEADING, text=texts.contents_title, align="center", early=keep, after=120),
        *(_contents_style(layout, level) for level in range(len(TOCS))),
        _Style(style=Style.CAPTION, text=texts.caption, align="center", before=60, after=60),
        _Style(style=Style.NOTE, text=texts.note, align="both"),
        _Style(style=Style.MARK, text=texts.mark, align="center", after=120, early=_border("top", "bottom")),
        _Style(style=Style.CARD, text=texts.card),
        _Style(style=Style.TABLE_TEXT, text=texts.table),
        _Style(style=Style.TABLE_HEAD, text=texts.table_head, align="center"),
        _Style(style=Style.SMALL_TEXT, text=texts.small_table),
        _Style(style=Style.SMALL_HEAD, text=texts.small_table_head, align="center"),
        # A drawing stands on its line; an exact pitch would cut it off.
        _Style(style=Style.FIGURE, text=texts.chart, align="center", rule="atLeast", before=60, after=60),
        _Style(style=Style.BOX, text=texts.chart, align="center", shown=False),
        _Style(style=Style.HEADER, text=texts.header, align="center", early=rule, shown=False),
        _Style(style=Style.FOOTER, text=_page_number(layout), shown=False),
        _Style(style=Style.COVER_MARK, text=texts.cover_mark, align="right", shown=False),
        _Style(style=Style.COVER_COMPANY, text=texts.cover_company, align="center", after=240, shown=False),
        _Style(style=Style.COVER_TITLE, text=texts.cover_title, align="center", shown=False),
        _Style(style=Style.COVER_FACT, text=texts.cover_fact, shown=False),
        _Style(style=Style.COVER_FOOT, text=texts.cover_foot, align="center", shown=False),
        _Style(style=Style.END, text=end, shown=False),
    )


def _page_number(layout: Layout) -> Text:
    number = layout.page_number
    return Text(font=number.font, size_pt=number.size_pt, line_pt=number.line_pt)


def _contents_style(layout: Layout, level: int) -> _Style:
    page = layout.page
    tab = millimetres(page.width_mm - page.left_mm - page.right_mm)
    return _Style(
        style=TOCS[level],
        text=layout.texts.contents,
        left_chars=level * 200,
        early=f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{tab}"/></w:tabs>',
        shown=False,
    )


def _paragraph_style(style: _Style, fonts: Fonts) -> str:
    named = style.style
    default = ' w:default="1"' if named is Style.NORMAL else ""
    custom = "" if named.value.isascii() else ' w:customStyle="1"'
    based = f'<w:basedOn w:val="{style.based.default_id}"/>' if style.based else ""
    following = f'<w:next w:val="{style.following.default_id}"/>' if style.following else ""
    gallery = "<w:qFormat/>" if style.shown else ""
    indent = _indent(style.text.size_pt, left=style.left_chars, right=style.right_chars, first=style.first_chars)
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{named.default_id}"><w:name w:val="{named}"/>'
        f"{based}{following}{gallery}<w:pPr>{style.early}"
        f"{_spacing(style.before, style.after, style.text.line_pt, style.rule)}{indent}"
        f'<w:jc w:val="{style.align}"/>{style.late}</w:pPr>'
        f"<w:rPr>{_fonts(fonts, style.text.font)}{style.type}{_size(style.text.size_pt)}</w:rPr></w:style>"
    )


def _tone_style(style: Style, fill: str) -> str:
    """The writer takes the fill from here, so that colours can be changed in Word, too."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.default_id}"><w:name w:val="{style}"/>'
        f'<w:basedOn w:val="{Style.TABLE_TEXT.default_id}"/>'
        f'<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:pPr></w:style>'
    )


def _character_styles(layout: Layout) -> str:
    def style(named: Style, look: str) -> str:
        return (
            f'<w:style w:type="character" w:styleId="{named.default_id}"><w:name w:val="{named}"/>'
            f"<w:rPr>{look}</w:rPr></w:style>"
        )

    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        + style(Style.STRONG, _fonts(layout.fonts, "heiti"))  # no bold: Chinese faces have none of their own
        + style(Style.HYPERLINK, '<w:color w:val="auto"/><w:u w:val="none"/>')
        + style(Style.PLACEHOLDER, '<w:color w:val="767676"/>')
    )


def _table_styles(layout: Layout) -> str:
    line = f'w:val="single" w:sz="{round(layout.ruling.border_pt * 8)}" w:space="0" w:color="auto"'
    borders = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margin = millimetres(layout.ruling.cell_margin_mm)

    def margins(width: int, height: int = 0) -> str:
        return (
            f'<w:tblCellMar><w:top w:w="{height}" w:type="dxa"/><w:left w:w="{width}" w:type="dxa"/>'
            f'<w:bottom w:w="{height}" w:type="dxa"/><w:right w:w="{width}" w:type="dxa"/></w:tblCellMar>'
        )

    return (
        '<w:style w:type="table" w:default="1" w:styleId="NormalTable"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins(108)}</w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{Style.TABLE.default_id}">'
        f'<w:name w:val="{Style.TABLE}"/>'
        f'<w:basedOn w:val="NormalTable"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"{margins(margin, _CELL_MARGIN)}</w:tblPr>"
        "</w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )


def _fonts(fonts: Fonts, name: FontName) -> str:
    chinese = attribute(getattr(fonts, name)[0])
    latin = attribute(fonts.latin[0])
    return f"<w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={chinese} w:cs={latin}/>"


def _size(points: float) -> str:
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _spacing(before: int, after: int, line_pt: float, rule: str = "exact") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{twips(line_pt)}" w:lineRule="{rule}"/>'


def _indent(size_pt: float, *, left: int = 0, right: int = 0, first: int = 0) -> str:
    """Hundredths of a character for Word, twips for programs that do not know that unit."""
    sides = (("left", left), ("right", right), ("firstLine", first))
    inner = "".join(
        f' w:{side}Chars="{chars}" w:{side}="{chars * twips(size_pt) // 100}"' for side, chars in sides if chars
    )
    return f"<w:ind{inner}/>" if inner else ""


def _list_item(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _border(*sides: str) -> str:
    line = 'w:val="single" w:sz="6" w:space="3" w:color="auto"'
    return "<w:pBdr>" + "".join(f"<w:{side} {line}/>" for side in sides) + "</w:pBdr>"


def _heading_level(index: int, look: HeadingLook) -> str:
    kind = "chineseCountingThousand" if "一" in look.number else "decimal"
    pattern = (
        look.number.replace("一", f"%{index + 1}") if "一" in look.number else look.number.replace("1", f"%{index + 1}")
    )
    return _level(index, kind, pattern, HEADINGS[index])


def _level(index: int, kind: str, pattern: str, style: Style | None, indent: str = "") -> str:
    """Without an indent of its own the style's stays, unless a paragraph asks for another list."""
    properties = f"<w:pPr>{indent}</w:pPr>" if indent else ""
    linked = f'<w:pStyle w:val="{style.default_id}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{escape(pattern)}"/><w:lvlJc w:val="left"/>{properties}'
        '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:lvl>'
    )


def _abstract(number: int, kind: str, levels: str, name: str = "") -> str:
    named = f'<w:name w:val="{name}"/>' if name else ""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{named}{levels}</w:abstractNum>'
    )

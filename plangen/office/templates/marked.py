"""The proof that every page of a finished file carries its drill mark, by what the file itself says.

Nothing is taken from how the mark was set: the sections are read again, the headers of their pages followed through
the relations, and each must begin with the line of the mark, on the page, in sight. What could hide it and is not
known to be harmless is refused.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from plangen.diagnostics import ERROR, Finding, Place, Words, rule, words
from plangen.office.ooxml.page_setup import KIND, KINDS, REFERENCE, SECTION, SectionPage, headers_shown, page_of, strays
from plangen.office.ooxml.relations import DOCUMENT, Relations
from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.templates.covers import covers
from plangen.office.templates.mark import LINE_PT, SIZE_PT, line

UNMARKED = rule(
    "W118",
    ERROR,
    title=("页面标识显示不出来", "the mark on the pages would not show"),
    why=(
        "看不到演练标识的文稿会被当成真的，看不到内部标识的会流到外面；程序不能证明每一页都有标识，就不生成",
        (
            "a drill's text without its mark is taken for real, an internal one gets out; where no proof is possible"
            " that each page shows it, none is made"
        ),
    ),
    message=("有的页面会看不到“{mark}”：{what}", "pages would not show '{mark}': {what}"),
    hint=(
        "在 Word 里改正，或者从 plangen init 新建的文件夹里复制一份模板，把内容粘贴进去",
        "correct it in Word, or paste the content into a copy of a template that plangen init makes",
    ),
)
RULES = (UNMARKED,)

_W, _MC = f"{{{NAMESPACES['w']}}}", f"{{{NAMESPACES['mc']}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SETTINGS, _STYLES, _FONTS = "word/settings.xml", "word/styles.xml", "word/fontTable.xml"
_FONT = "黑体"
_TWIPS = 20
_LARGEST = 31_680  # of a side of a page; Word's own limit
_LEAST_LINE = 240  # of the mark and the space behind it, from the bottom of the page
# What the line says of itself, and what cannot hide it whatever a style says. All else may.
_RUN_LOOKS = frozenset(
    f"{_W}{name}"
    for name in (
        *("rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss"),
        *("imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position"),
        *("sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "vertAlign", "rtl", "cs", "lang", "specVanish"),
    )
) | {f"{_W14}{name}" for name in ("ligatures", "numForm", "numSpacing", "stylisticSets", "cntxtAlts")}
_PARAGRAPH_LOOKS = frozenset(
    f"{_W}{name}"
    for name in (
        *("keepNext", "keepLines", "pageBreakBefore", "widowControl", "suppressLineNumbers", "pBdr", "shd"),
        *("tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE"),
        *("autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc"),
        *("mirrorIndents", "suppressOverlap", "textAlignment", "outlineLvl", "rPr"),
    )
)
_INDENTS = frozenset(
    f"{_W}{name}"
    for name in ("left", "leftChars", "right", "rightChars", "firstLine", "firstLineChars", "hanging", "hangingChars")
)
_REFERENCES = frozenset({REFERENCE, f"{_W}footerReference"})
_SECTION_PARTS = frozenset(
    f"{_W}{name}"
    for name in (
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc"),
        *("pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "bidi"),
        *("rtlGutter", "docGrid", "sectPrChange"),
    )
)
_RUN_DEFAULTS, _PARAGRAPH_DEFAULTS = (f"{_W}docDefaults/{_W}{name}Default/{_W}{name}" for name in ("rPr", "pPr"))
_FROM_EDGES = ("top", "left", "right", "header", "gutter")
_PLAIN_SIDE = 2880  # two inches, on a page of a size that every reader has


def unmarked(parts: Parts, mark: str, file: str, *, across: bool = True) -> Iterator[Finding]:
    """Why pages of a finished file would not show its mark, set as `stamp` does; nothing where each is proved to."""
    for what in dict.fromkeys(_reasons(parts, mark, line(mark, 0, across=across))):
        yield Finding(rule=UNMARKED, at=Place(file=file, path=DOCUMENT), values={"mark": mark, "what": what})


def _reasons(parts: Parts, mark: str, wanted: Element) -> Iterator[Words]:
    document = parts.root(DOCUMENT)
    body = document.find(f"{_W}body")
    if body is None or strays(document) or len(body.findall(SECTION)) > 1:
        yield words("分节设置的位置异常", "a section is set up in an unusual place")
        return
    shown = list(headers_shown(body, parts.root(_SETTINGS)))
    headers = Relations(parts).related(DOCUMENT, "header")
    if not shown or not all(_carries(parts, headers.get(key, ""), wanted) for _, _, key in shown):
        yield words("有的页眉没有标识", "a header lacks it")
    for section in dict.fromkeys(section for section, _, _ in shown):
        yield from _odd_section(section, mark)
        yield from covers(parts, page_of(section), len(mark) * SIZE_PT * _TWIPS)
    yield from _odd_styles(parts.root(_STYLES))
    yield from _odd_parts(parts, (DOCUMENT, *headers.values()))


def _odd_parts(parts: Parts, names: Iterable[str]) -> Iterator[Words]:
    if any(_is_ignored(parts.root(name)) for name in names):
        yield words("文件要求忽略普通内容", "the file asks readers to ignore ordinary content")
    if any(_is_brought(each) for each in parts.root(_FONTS).iter(f"{_W}font")):
        yield words(f"文件自带名为“{_FONT}”的字体", f"the file brings a font of its own called {_FONT}")


def _carries(parts: Parts, name: str, wanted: Element) -> bool:
    """Whether a header begins with the line of the mark, just as it is set."""
    if name not in parts or parts.root(name).tag != f"{_W}hdr" or not len(parts.root(name)):
        return False
    here = parts.root(name)[0]
    return here.tag == wanted.tag and _said(here) == _said(wanted)


def _said(paragraph: Element) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """All that a paragraph says, but for numbers that tell drawings apart."""
    elements = (each for each in paragraph.iter("*") if not str(each.tag).startswith("{urn:schemas-microsoft-com"))
    return [(str(each.tag), each.text or "", sorted((str(k), str(v)) for k, v in each.items())) for each in elements]


def _odd_section(section: Element, mark: str) -> Iterator[Words]:
    kinds = [each.get(KIND, "default") for each in section.findall(REFERENCE)]
    if len(kinds) != len(set(kinds)) or not set(kinds) <= set(KINDS):
        yield words("同一节里页眉的设置重复或者无法识别", "a section has two headers of a kind, or one of no kind")
    if unknown := _unknown(section):
        yield words(f"页面设置里有不常见的内容（{unknown}）", f"the page set-up holds something unusual ({unknown})")
    if not _holds(page_of(section), len(mark) * SIZE_PT * _TWIPS):
        yield words("纸张、页边距或者页眉距离使标识落在纸外", "paper, margins or header distance push it off the page")


def _unknown(section: Element) -> str:
    """The name of what a section says that is not known, or says twice; nothing where all is well."""
    said = [each for each in section if not _is_level(each)]
    counts = Counter(str(each.tag) for each in said if each.tag not in _REFERENCES)
    odd = [str(each.tag) for each in said if each.tag not in _SECTION_PARTS or counts[str(each.tag)] > 1]
    return odd[0].rpartition("}")[2] if odd else ""


def _holds(page: SectionPage, width: int) -> bool:
    """Whether the line of the mark lies on the page with these sides; what a file does not say readers choose well."""
    if any(side is None or (side < 0 and name in _FROM_EDGES) for name, side in page.sides.items()):
        return False
    if page.width is None and page.height is None:
        return max(map(page.side, _FROM_EDGES)) <= _PLAIN_SIDE
    wide, high = page.width or 0.0, page.height or 0.0
    across = page.side("left") + page.side("right") + page.side("gutter")
    down = page.side("header") + page.side("gutter") + LINE_PT * _TWIPS + _LEAST_LINE
    return across + width <= wide <= _LARGEST and down <= high <= _LARGEST


def _odd_styles(styles: Element) -> Iterator[Words]:
    """What styles do to every paragraph that the line of the mark does not say itself."""
    looks = (*styles.findall(_RUN_DEFAULTS), *styles.findall(_PARAGRAPH_DEFAULTS), *_default_looks(styles))
    known = _RUN_LOOKS | _PARAGRAPH_LOOKS
    odd = [
        each for look in looks for each in look if not _is_level(each) and not (each.tag in known and _is_plain(each))
    ]
    if odd:
        name = str(odd[0].tag).rpartition("}")[2]
        yield words(f"默认样式里有不常见的设置（{name}）", f"the default style sets something unusual ({name})")


def _default_looks(styles: Element) -> Iterator[Element]:
    """What the styles say that hold for text which names none, and those that they are based on."""
    listed = {each.get(f"{_W}styleId", ""): each for each in styles.iter(f"{_W}style")}
    waiting, seen = [key for key, each in listed.items() if _is_default(key, each)], set[str]()
    while waiting:
        key = waiting.pop()
        if key in listed and key not in seen:
            seen.add(key)
            yield from (*listed[key].findall(f"{_W}rPr"), *listed[key].findall(f"{_W}pPr"))
            waiting += [each.get(f"{_W}val", "") for each in listed[key].findall(f"{_W}basedOn")]


def _is_level(look: Element) -> bool:
    """Whether it says that text runs as it does anyway; LibreOffice writes so."""
    return look.tag == f"{_W}textDirection" and look.get(f"{_W}val") == "lrTb"


def _is_plain(look: Element) -> bool:
    return look.tag != f"{_W}ind" or {str(key) for key in look.attrib} <= _INDENTS


def _is_default(key: str, style: Element) -> bool:
    """Whether a style holds for text that names none: as it says, or as readers take it by its name."""
    name = style.find(f"{_W}name")
    said = "" if name is None else name.get(f"{_W}val", "").lower()
    is_named = said in {"normal", "default paragraph font"} or key.lower() == "normal"
    return style.get(f"{_W}default", "0") not in {"0", "false", "off"} or is_named


def _is_ignored(root: Element) -> bool:
    """Whether a part lets readers leave out what the mark is made of."""
    prefixes = f"{root.get(f'{_MC}Ignorable', '')} {root.get(f'{_MC}MustUnderstand', '')}".split()
    names = {root.nsmap.get(prefix, "") for prefix in prefixes}
    return bool(names & ({*NAMESPACES.values()} - {NAMESPACES["wps"], NAMESPACES["wpg"]}))


def _is_brought(font: Element) -> bool:
    embedded = [each for each in font if str(each.tag).startswith(f"{_W}embed")]
    return bool(embedded) and font.get(f"{_W}name", "") == _FONT

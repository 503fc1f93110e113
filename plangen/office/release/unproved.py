"""What no page of LibreOffice's can prove, because Word shows it otherwise: effects, bound controls, odd characters."""

import unicodedata
from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from plangen.diagnostics import ERROR, Finding, Words, rule, words
from plangen.office.ooxml.page_setup import SECTION, SectionPage, page_of
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.release.found_places import place_of, whole
from plangen.office.release.set_places import off_page
from plangen.office.templates.tagged import Paragraph, W
from plangen.office.templates.word_file import WordFile

UNPROVED = rule(
    "H158",
    ERROR,
    title=("看不准的格式", "a format that cannot be judged"),
    why=(
        "Word 和排版程序对这种格式的显示不同，不能证明读者看得见",
        "Word shows it otherwise than the program which lays out the pages: that readers see it cannot be proved",
    ),
    message=("“{text}”用了{what}，不能证明读者看得见", "“{text}” has {what}; that readers see it cannot be proved"),
    hint=(
        "文字效果：选中后按 Ctrl+空格键清除；位置：改为嵌入式，或者移到页面里；字符：删除",
        "effects: select the text and press Ctrl+Space; places: set it in line or move it; characters: delete them",
    ),
)
RULES = (UNPROVED,)

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_HARMLESS = frozenset(f"{_W14}{name}" for name in ("ligatures", "numForm", "numSpacing", "stylisticSets", "cntxtAlts"))
_STYLES, _DOCUMENT = "word/styles.xml", "word/document.xml"
_BOUND = words("绑定到文件属性或者数据的内容控件", "a control bound to properties or data")
_SIGN = words("看不见或者没有字形的字符", "characters that do not show or have no shape")
_SHY = "\u00ad"
_UNSEEN = frozenset({"Cf", "Co", "Cn", "Cs", "Cc"})
_BLANKS = frozenset("\t\n\r" + _SHY)
_MC = f"{{{NAMESPACES['mc']}}}"
_RUNS = f"{W}rPr"
_SHOWN = 60


def unproved(word: WordFile) -> Iterator[Finding]:
    """Of a sound Word file."""
    page = largest(word)
    for name in word.texts:
        for number, paragraph in enumerate(word.paragraphs(name), start=1):
            for what, text in _of_paragraph(paragraph, page):
                at = place_of(paragraph, word.file, name, number)
                short = " ".join((text or paragraph.text).split())[:_SHOWN] or "…"
                yield Finding(rule=UNPROVED, at=at, values={"what": what, "text": short})
    for what, style in _of_styles(word):
        yield Finding(rule=UNPROVED, at=whole(word, _STYLES), values={"what": what, "text": style})


def largest(word: WordFile) -> SectionPage:
    """A page as large as the largest of the file, with its widest margins: what lies off it lies off every page."""
    pages = [page_of(each) for each in word.root(_DOCUMENT).iter(SECTION)]
    sides = {name for page in pages for name in page.sides}
    return SectionPage(
        width=_most(page.width for page in pages),
        height=_most(page.height for page in pages),
        sides={name: _most(page.side(name) for page in pages) for name in sides},
    )


def _most(lengths: Iterable[float | None]) -> float | None:
    return max(filter(None, lengths), default=None)


def _of_paragraph(paragraph: Paragraph, page: SectionPage) -> Iterator[tuple[Words, str]]:
    element = paragraph.element
    effects = dict.fromkeys(name for each in element.iter(_RUNS) for name in _effects(each))
    if effects and paragraph.text.strip():
        yield words(f"文字效果（{'、'.join(effects)}）", f"text effects ({', '.join(effects)})"), paragraph.text
    if odd := dict.fromkeys(filter(_is_odd, paragraph.text)):
        yield _SIGN, " ".join(f"U+{ord(each):04X}" for each in odd)
    if any(each.find(f"{W}sdtPr/{W}dataBinding") is not None for each in element.iterancestors(f"{W}sdt")):
        yield _BOUND, paragraph.text
    if next(element.iter(f"{W}dataBinding"), None) is not None:
        yield _BOUND, paragraph.text
    yield from off_page(element, page)


def _of_styles(word: WordFile) -> Iterator[tuple[Words, str]]:
    """Styles that put an effect on whatever has them."""
    for each in word.root(_STYLES).iter(_RUNS):
        effects = list(_effects(each))
        if effects:
            style = next(each.iterancestors(f"{W}style"), None)
            name = style.find(f"{W}name") if style is not None else None
            called = name.get(f"{W}val", "") if name is not None else ""
            yield words(f"文字效果（{'、'.join(effects)}）", f"text effects ({', '.join(effects)})"), called


def _effects(look: Element) -> Iterator[str]:
    for each in look:
        tag = str(each.tag)
        if not tag.startswith((W, _MC)) and tag not in _HARMLESS and "}" in tag:
            yield tag.rpartition("}")[2]


def _is_odd(letter: str) -> bool:
    return (letter == "\ufffd" or unicodedata.category(letter) in _UNSEEN) and letter not in _BLANKS

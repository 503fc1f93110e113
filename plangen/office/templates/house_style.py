"""What sets a template apart from the house template, and what its authors left in it."""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from plangen.diagnostics import INFO, WARNING, Finding, Place, Words, rule, words
from plangen.office.ooxml.style_names import Style
from plangen.office.templates.tagged import Paragraph, W, text_of
from plangen.office.templates.word_file import WordFile

LOCKED_STYLE = Style.LOCKED.value
"""The style by which legal marks a passage that may not be edited."""

FONT = rule(
    "W128",
    WARNING,
    title=("模板用了版式以外的字体", "font outside the house template"),
    why=("字体不一致，收件人的电脑上也可能没有", "fonts differ, and readers may not have this one"),
    message=("文字“{text}”直接设了字体“{font}”", "the text '{text}' has the font '{font}' set directly"),
    hint=(
        "选中文字，按 Ctrl+空格键清除直接设置的格式，由样式决定字体",
        "select the text and press Ctrl+Space, so that its style decides",
    ),
)
STYLE = rule(
    "W129",
    WARNING,
    title=("模板用了版式以外的样式", "style outside the house template"),
    why=("不在公文模板里的样式，版面不受公司版式控制", "a style that the house template lacks looks as it likes"),
    message=("用了样式“{style}”，公文模板里没有（共 {count} 处）", "the style '{style}' is not the house's ({count})"),
    hint=("换成公文模板里的样式，例如“公文正文”", "use a style of the house template, such as 公文正文"),
)
NAMED = rule(
    "W130",
    INFO,
    title=("模板里留有姓名", "names left in a template"),
    why=(
        "批注、修订和文件属性里的姓名不应随通知发出",
        "names in comments, tracked changes and properties must not go out with a notice",
    ),
    message=("{where}里有姓名：{names}", "names in {where}: {names}"),
    hint=(
        "在“文件—信息—检查文档”里删除；文件属性在生成通知时另行写入，不会带出",
        "remove them under 'File, Info, Inspect Document'; properties are written again with each notice",
    ),
)
RULES = (FONT, STYLE, NAMED)

_STYLES = "word/styles.xml"
_FONTS = tuple(f"{W}{name}" for name in ("eastAsia", "ascii", "hAnsi"))
_NEUTRAL = frozenset({"plangen", "LibreOffice", "Unknown Author", ""})
_TECHNICAL = frozenset(
    {"frame contents", "balloon text", "annotation text", "annotation reference", "annotation subject"}
)
"""Styles that Word and LibreOffice put in by themselves for text boxes and comments, which are findings as such."""
_OF_NOTES = frozenset(
    {"footnote text", "footnote reference", "endnote text", "endnote reference"}
    | {"footnote", "endnote", "footnote characters", "endnote characters", "footnote anchor", "endnote anchor"}
    | {"footnote symbol", "endnote symbol", "footnote text char", "endnote text char"}
    | {"脚注文本 字符", "尾注文本 字符", "脚注文本", "脚注引用", "尾注文本", "尾注引用"}
)
"""Styles that Word, WPS and LibreOffice give a note and its sign by themselves: the house need not have them."""
_NOTES = ("footnotes", "endnotes")
_IN_A_NOTE = words(
    "脚注、尾注里的文字用自带的“脚注文本”“尾注文本”样式；换成正文样式，字号和缩进就不对了",
    "leave notes in Word's own styles for footnotes and endnotes; a style of the text would spoil them",
)
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_MODIFIER = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"


def differences(template: WordFile, house: WordFile) -> Iterator[Finding]:
    """Fonts set directly and styles that the house template does not have, each where it stands first."""
    allowed = {*_style_names(house).values(), LOCKED_STYLE, *_TECHNICAL, *_OF_NOTES}
    fonts, names = _house_fonts(house), _style_names(template)
    used: dict[tuple[str, bool], list[Paragraph]] = {}
    for part, kind in template.texts.items():
        for paragraph in template.paragraphs(part):
            for key in _styles_of(paragraph.element):
                if (style := names.get(key, key)) not in allowed:
                    used.setdefault((style, kind in _NOTES), []).append(paragraph)
            yield from _fonts(paragraph, fonts)
    for (style, in_note), places in used.items():
        values = {"style": style, "count": len(places)}
        yield Finding(rule=STYLE, at=places[0].at, values=values, hint=_IN_A_NOTE if in_note else None)


def traces(template: WordFile) -> Iterator[Finding]:
    """Names of people in comments, tracked changes and properties."""
    comments = [each for each in template.parts if each.startswith("word/comments") and each.endswith(".xml")]
    core = template.root("docProps/core.xml")
    found: Mapping[str, tuple[Words, set[str]]] = {
        "comments": (words("批注", "comments"), _authors(template, comments)),
        "changes": (words("修订", "tracked changes"), _authors(template, template.texts)),
        "properties": (words("文件属性", "properties"), {each.text or "" for each in core.iter(_CREATOR, _MODIFIER)}),
    }
    for path, (where, people) in found.items():
        if names := sorted(people - _NEUTRAL):
            yield Finding(rule=NAMED, at=Place(file=template.file, path=path), values={"where": where, "names": names})


def _authors(template: WordFile, parts: Iterable[str]) -> set[str]:
    return {each.get(f"{W}author", "") for part in parts for each in template.root(part).iter(f"{W}*")}


def _fonts(paragraph: Paragraph, allowed: frozenset[str]) -> Iterator[Finding]:
    """The fonts of the paragraph's own runs, each once with the first text that has it."""
    said: set[str] = set()
    for fonts in paragraph.element.iter(f"{W}rFonts"):
        run = next(fonts.iterancestors(f"{W}r"), None)
        if run is None or fonts.getparent() is not run.find(f"{W}rPr") or not _is_of(run, paragraph):
            continue
        text = text_of(run.iter(f"{W}t"))
        own = {font for name in _FONTS if (font := fonts.get(name, ""))} if text.strip() else set()
        for font in sorted(own - allowed - said, key=[fonts.get(name) for name in _FONTS].index):
            said.add(font)
            yield Finding(rule=FONT, at=paragraph.at, values={"text": text[:20], "font": font})


def _is_of(run: etree._Element, paragraph: Paragraph) -> bool:
    """Whether a run stands in the paragraph itself, not in a text box in it."""
    return next(run.iterancestors(f"{W}p"), None) is paragraph.element


def _styles_of(paragraph: etree._Element) -> list[str]:
    own = paragraph.find(f"{W}pPr/{W}pStyle")
    marks = [own, *(run.find(f"{W}rPr/{W}rStyle") for run in paragraph.findall(f"{W}r"))]
    return list(dict.fromkeys(mark.get(f"{W}val", "") for mark in marks if mark is not None))


def _style_names(file: WordFile) -> dict[str, str]:
    """The styles of a Word file, name by id."""
    found: dict[str, str] = {}
    for style in file.root(_STYLES).iter(f"{W}style"):
        name = style.find(f"{W}name")
        key = style.get(f"{W}styleId", "")
        found[key] = key if name is None else built_in(name.get(f"{W}val", ""))
    return found


def built_in(name: str) -> str:
    """The name of a style regardless of case where it is Word's own: LibreOffice writes Heading 1, Word heading 1."""
    return name.lower() if name.isascii() else name


def _house_fonts(house: WordFile) -> frozenset[str]:
    names: set[str] = set()
    for root in (house.root(_STYLES), house.root("word/fontTable.xml")):
        names |= {each.get(name, "") for each in root.iter(f"{W}rFonts") for name in _FONTS}
        names |= {each.get(f"{W}name", "") for each in root.iter(f"{W}font")}
        names |= {
            alternative for each in root.iter(f"{W}altName") for alternative in each.get(f"{W}val", "").split(",")
        }
    return frozenset(names)

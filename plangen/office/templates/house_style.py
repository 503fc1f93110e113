"""What sets a template apart from the house template, and what its authors left in it."""

from collections.abc import Iterator, Mapping

from lxml import etree

from plangen.diagnostics import INFO, WARNING, Finding, Place, rule, words
from plangen.office.ooxml.guard import parsed
from plangen.office.ooxml.parts import texts_of
from plangen.office.ooxml.style_names import Style
from plangen.office.templates.tags import Paragraph, W, paragraphs

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
        "remove them under 'File, Info, Inspect Document'; properties are written anew with each notice",
    ),
)
RULES = (FONT, STYLE, NAMED)

_FONTS = tuple(f"{W}{name}" for name in ("eastAsia", "ascii", "hAnsi"))
_NEUTRAL = frozenset({"plangen", "LibreOffice", "Unknown Author", ""})
_TECHNICAL = frozenset(
    {"frame contents", "balloon text", "annotation text", "annotation reference", "annotation subject"}
)
"""Styles that Word and LibreOffice put in by themselves for text boxes and comments, which are findings as such."""
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_MODIFIER = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"


def differences(parts: Mapping[str, bytes], house: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    """Fonts set directly and styles that the house template does not have, each where it stands first."""
    allowed = {*_style_names(house).values(), LOCKED_STYLE, *_TECHNICAL}
    fonts, names = _house_fonts(house), _style_names(parts)
    used: dict[str, list[Paragraph]] = {}
    for name, kind in texts_of(parts).items():
        for paragraph in paragraphs(parsed(parts[name]), file, kind, every=True):
            for key in _styles_of(paragraph.element):
                if (style := names.get(key, key)) not in allowed:
                    used.setdefault(style, []).append(paragraph)
            yield from _fonts(paragraph, fonts)
    for style, places in used.items():
        yield Finding(rule=STYLE, at=places[0].at, values={"style": style, "count": len(places)})


def traces(parts: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    """Names of people in comments, tracked changes and properties."""
    found: dict[str, set[str]] = {"comments": set(), "changes": set(), "properties": set()}
    for name in [*texts_of(parts), *(each for each in parts if each.startswith("word/comments"))]:
        if name in parts and name.endswith(".xml"):
            kind = "comments" if "comments" in name else "changes"
            found[kind] |= {each.get(f"{W}author", "") for each in parsed(parts[name]).iter(f"{W}*")}
    if "docProps/core.xml" in parts:
        found["properties"] = {each.text or "" for each in parsed(parts["docProps/core.xml"]).iter(_CREATOR, _MODIFIER)}
    where = {
        "comments": words("批注", "comments"),
        "changes": words("修订", "tracked changes"),
        "properties": words("文件属性", "properties"),
    }
    for kind, people in found.items():
        if names := sorted(people - _NEUTRAL):
            yield Finding(rule=NAMED, at=Place(file=file, path=kind), values={"where": where[kind], "names": names})


def _fonts(paragraph: Paragraph, allowed: frozenset[str]) -> Iterator[Finding]:
    said: set[str] = set()
    for fonts in paragraph.element.iter(f"{W}rFonts"):
        run = fonts.getparent()
        run = None if run is None else run.getparent()
        if run is None or run.tag != f"{W}r" or next(fonts.iterancestors(f"{W}p"), None) is not paragraph.element:
            continue
        text = "".join(each.text or "" for each in run.iter(f"{W}t"))
        for font in dict.fromkeys(fonts.get(name, "") for name in _FONTS):
            if font and font not in allowed and font not in said and text.strip():
                said.add(font)
                yield Finding(rule=FONT, at=paragraph.at, values={"text": text[:20], "font": font})


def _styles_of(paragraph: etree._Element) -> list[str]:
    own = paragraph.find(f"{W}pPr/{W}pStyle")
    marks = [own, *(run.find(f"{W}rPr/{W}rStyle") for run in paragraph.findall(f"{W}r"))]
    return list(dict.fromkeys(mark.get(f"{W}val", "") for mark in marks if mark is not None))


def _style_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The styles of a Word file, name by id."""
    if "word/styles.xml" not in parts:
        return {}
    found: dict[str, str] = {}
    for style in parsed(parts["word/styles.xml"]).iter(f"{W}style"):
        name = style.find(f"{W}name")
        key = style.get(f"{W}styleId", "")
        found[key] = key if name is None else _built_in(name.get(f"{W}val", ""))
    return found


def _built_in(name: str) -> str:
    """Built-in names regardless of case: LibreOffice writes Heading 1 and Title, Word heading 1."""
    return name.lower() if name.isascii() else name


def _house_fonts(house: Mapping[str, bytes]) -> frozenset[str]:
    names: set[str] = set()
    for part in ("word/styles.xml", "word/fontTable.xml"):
        if part in house:
            root = parsed(house[part])
            names |= {each.get(name, "") for each in root.iter(f"{W}rFonts") for name in _FONTS}
            names |= {each.get(f"{W}name", "") for each in root.iter(f"{W}font")}
            names |= {
                alternative for each in root.iter(f"{W}altName") for alternative in each.get(f"{W}val", "").split(",")
            }
    return frozenset(names)

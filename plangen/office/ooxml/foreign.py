"""What a Word file carries or does beside text: only kinds that are known to be harmless pass, the rest is named."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from plangen.diagnostics import ERROR, Finding, Place, Words, rule, words
from plangen.office.ooxml.relations import Relations, is_list, part_of
from plangen.office.ooxml.trees import NotXml, Parts
from plangen.office.ooxml.wml import NAMESPACES

FOREIGN = rule(
    "W119",
    ERROR,
    title=("模板里有不认识的内容", "something unknown in a template"),
    why=(
        "嵌入的文件、会自己取内容的域和不认识的链接会随每一份文件发出，可能泄密或者运行程序",
        "embedded files, fields that fetch and links of unknown kinds go out with every document made from it",
    ),
    message=("模板里有{what}：{text}", "the template holds {what}: {text}"),
    hint=(
        "在 Word 里删除；表格和图形改成图片或者普通文字，链接只用公开网址",
        "delete it in Word; make sheets and drawings pictures or text, and link to public addresses only",
    ),
)
RULES = (FOREIGN,)

_W = f"{{{NAMESPACES['w']}}}"
_VML = "{urn:schemas-microsoft-com:vml}"
_RELATIONS = frozenset(
    (
        *(
            "officeDocument",
            "styles",
            "stylesWithEffects",
            "settings",
            "webSettings",
            "fontTable",
            "theme",
            "numbering",
        ),
        *("header", "footer", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds"),
        *("commentsExtensible", "people", "image", "hdphoto", "hyperlink", "font", "customXml", "customXmlProps"),
        *("glossaryDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "chart"),
        *("chartColorStyle", "chartStyle", "chartUserShapes", "diagramColors", "diagramData", "diagramLayout"),
        *("diagramQuickStyle", "diagramDrawing", "attachedTemplate", "documenttasks"),
    )
)
"""Kinds of relations, by the last word of their types."""
CARRIED = frozenset(
    (
        *("image", "hdphoto", "hyperlink", "chart", "chartStyle", "chartColorStyle", "chartUserShapes"),
        *("diagramColors", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramDrawing"),
    )
)
"""Those by which words refer to what is shown among them."""
_ENDINGS = frozenset(
    (
        *("xml", "rels", "vml", "png", "jpg", "jpeg", "jpe", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "wdp"),
        *("odttf", "ttf", "otf"),
    )
)
_CODES = frozenset(
    (
        *("PAGE", "PAGEREF", "NUMPAGES", "SECTION", "SECTIONPAGES", "REF", "NOTEREF", "SEQ", "STYLEREF", "TOC", "TC"),
        *("XE", "INDEX", "HYPERLINK", "SYMBOL", "EQ", "QUOTE", "IF", "COMPARE", "LISTNUM", "AUTONUM", "AUTONUMLGL"),
        *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "TITLE", "SUBJECT", "KEYWORDS"),
        *("AUTHOR", "LASTSAVEDBY", "COMMENTS", "FILENAME", "FILESIZE", "NUMWORDS", "NUMCHARS", "REVNUM", "TEMPLATE"),
        *("USERNAME", "USERINITIALS", "USERADDRESS", "DOCPROPERTY", "DOCVARIABLE", "INFO", "MERGEFIELD", "SET", "ASK"),
        *("FILLIN", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "ADVANCE", "BIBLIOGRAPHY", "CITATION", "TA", "TOA"),
        *("SHAPE", "AUTOTEXT", "="),
    )
)
_CODE = re.compile(r"\s*(=|[A-Za-z]+)")
_LINKED = re.compile(r'\s*HYPERLINK\s+"?([^"]*)', re.IGNORECASE)
_SCHEME = re.compile(r"[\s\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):")
_PLAIN_SCHEMES = frozenset({"http", "https", "mailto", "tel", "file"})  # a path inside the house is found at its issue
_SCRIPTED = re.compile(rb"<\s*(?:\w+:)?script|\bon\w+\s*=|javascript:|<\s*(?:\w+:)?foreignObject", re.IGNORECASE)
_SHOWN = 60

_PART = words("不认识的部件", "a part of an unknown kind")
_FIELD = words("不认识的域", "a field of an unknown kind")
_LINK = words("不认识的链接", "a link of an unknown kind")
_MERGE = words("邮件合并的数据源", "a source of mail merge")
_SCRIPT = words("带脚本的图片", "a picture with a script")


def foreign(parts: Parts, file: str) -> Iterator[Finding]:
    """Everything in a template of no known kind, each once."""
    found = dict.fromkeys((*strange_parts(parts), *_links(parts), *_fields(parts), *_sources(parts)))
    for name, what, text in found:
        values = {"what": what, "text": text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"}
        yield Finding(rule=FOREIGN, at=Place(file=file, path=name), values=values)


_Found = tuple[str, Words, str]
"""The part, what it is, and what is shown of it."""


def strange_parts(parts: Parts) -> Iterator[_Found]:
    """The parts of an Office file of no known kind, and pictures with a script."""
    for name in parts:
        if name.rpartition(".")[2].lower() not in _ENDINGS:
            yield name, _PART, name
        elif name.lower().endswith(".svg") and _SCRIPTED.search(parts[name]):
            yield name, _SCRIPT, name


def _links(parts: Parts) -> Iterator[_Found]:
    relations = Relations(parts)
    for name in (each for each in parts if is_list(each)):
        for each in relations.of(part_of(name)):
            if each.name not in _RELATIONS:
                yield name, _PART, f"{each.name} {each.target}"
            elif each.external and not _is_plain(each.target):
                yield name, _LINK, each.target


def _sources(parts: Parts) -> Iterator[_Found]:
    """What is fetched without a relation: pictures of old drawings by their address, the data of a mail merge."""
    for name in (each for each in parts if each.lower().endswith(".xml") and _VML[1:-1].encode() in parts[each]):
        for each in parts.root(name).iter(f"{_VML}*"):
            yield from ((name, _LINK, said) for said in _addresses(each))
    for each in parts.root("word/settings.xml").iter(f"{_W}mailMerge"):
        yield "word/settings.xml", _MERGE, " ".join(str(part.get(f"{_W}val", "")) for part in each).strip()


def _addresses(drawing: Element) -> Iterator[str]:
    """What an old drawing shows or links to by its address, and may not."""
    link = drawing.get("href", "")
    yield from filter(None, (drawing.get("src", ""), "" if _is_plain(link) else link))


def _is_plain(address: str) -> bool:
    scheme = _SCHEME.match(address)
    is_drive = scheme is not None and len(scheme[1]) == 1  # C:\
    return scheme is None or is_drive or scheme[1].lower() in _PLAIN_SCHEMES


def _fields(parts: Parts) -> Iterator[_Found]:
    for name in (each for each in parts if each.lower().endswith(".xml") and b"instr" in parts[each]):
        for code in filter(str.strip, _codes(parts, name)):
            kind, link = _CODE.match(code), _LINKED.match(code)
            if kind is None or kind[1].upper() not in _CODES:
                yield name, _FIELD, " ".join(code.split())
            elif link is not None and not _is_plain(link[1]):
                yield name, _LINK, link[1]


def _codes(parts: Parts, name: str) -> Iterator[str]:
    """The instruction of each field of a part: between its begin and what it shows, inner fields apart."""
    opened: list[list[str]] = []
    for each in _pieces(parts, name):
        if each.tag == f"{_W}fldSimple":
            yield each.get(f"{_W}instr", "")
        elif each.tag != f"{_W}fldChar":
            (opened[-1] if opened else []).append(each.text or "")
        elif each.get(f"{_W}fldCharType") == "begin":
            opened.append([])
        elif opened:
            yield "".join(opened[-1])
            opened[-1].clear()
            opened[-1:] = [] if each.get(f"{_W}fldCharType") == "end" else opened[-1:]
    yield from map("".join, opened)


def _pieces(parts: Parts, name: str) -> Iterator[Element]:
    """What fields are made of; an instruction outside of any is taken for a field of its own by nobody."""
    try:
        yield from parts.root(name).iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText", f"{_W}fldSimple")
    except NotXml:
        return

"""The gate that every Word file passes before it leaves the house: nothing internal in any of its parts.

It works on the finished bytes, whoever made them, and believes nothing of how they were made. It reports and never
repairs: whether a change is accepted or a comment deleted is for people to decide.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from plangen.diagnostics import Finding, Place, words
from plangen.office.ooxml.trees import NotXml, remarks
from plangen.office.ooxml.wml import OPEN_VALUE
from plangen.office.release.found_places import PartPlaces, place_of, whole
from plangen.office.release.remains import attributes, package_findings
from plangen.office.release.rules import (
    COMMENT,
    DATA,
    DRILL,
    EMBEDDED,
    FIELD,
    HIDDEN,
    OPEN,
    PATH,
    TAG,
    THUMBNAIL,
    TRACKED,
)
from plangen.office.release.screening import OwnScreen, screened
from plangen.office.release.sight import Sight
from plangen.office.release.unproved import unproved
from plangen.office.release.vocabulary.field_codes import fields_of, kept_code
from plangen.office.release.vocabulary.strangers import strangers
from plangen.office.templates.tagged import Paragraph, W, text_of
from plangen.office.templates.word_file import WordFile

# No tag begins inside another: without that, a page of open braces would be searched to its end from each of them.
_TAGS = re.compile(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{\{|\}\}|\{%|%\}|\{#|#\}|[｛｝]{2}|[｛{][％%]|[％%][｝}]"
)
_PATHS = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\[^\s]*|\\\\[\w.-]+\\[^\s]*|file:/[^\s]*|/(?:home|Users)/[^\s]*")
_DRILL = re.compile(
    r"演练文稿|演练模拟|模拟演练|演练设定|演练事实|[（(]演练|演练[、，,！!。]\s*演练|非真实发布"
    r"|草稿　|未经批准　不得发布"
)
_SIGNS = ((TAG, _TAGS), (OPEN, OPEN_VALUE), (PATH, _PATHS), (DRILL, _DRILL))
_MOVED = words("移动的文字", "moved text")
_FORMAT = words("格式修订", "a change of format")
_CHANGES = {
    "ins": words("插入的文字", "inserted text"),
    "del": words("删除的文字", "deleted text"),
    "moveFrom": _MOVED,
    "moveTo": _MOVED,
    **dict.fromkeys(("cellIns", "cellDel", "cellMerge"), words("表格修订", "a change of a table")),
    **dict.fromkeys(
        (
            *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
            *("tcPrChange", "trPrChange", "numberingChange"),
        ),
        _FORMAT,
    ),
}
_CHANGE_TAGS = tuple(f"{W}{change}" for change in _CHANGES)
_COMMENTS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_SPOKEN_OF = frozenset(
    (*_CHANGE_TAGS, *_COMMENTS, *(f"{W}{name}" for name in ("docVars", "mailMerge", "attachedTemplate")))
)
"""Elements that rules of their own speak of."""
_OF_PARTS = (COMMENT, DATA, EMBEDDED, THUMBNAIL)
_UNREAD = words("无法读取的部件", "a part that cannot be read")
_THEME = "word/theme/theme1.xml"
_SHOWN = 60  # characters of a text


def hygiene(word: WordFile, company: str, screen: OwnScreen | None = None) -> tuple[Finding, ...]:
    """Everything in a finished .docx that may not leave the house, each with the part and the place.

    `company` is the only name that its properties may hold; `screen` says what a plan adds to the words and addresses
    that plangen looks for.
    """
    if not word.is_sound:
        return word.findings
    found = list(package_findings(word.parts, word.file, company))
    sight = Sight(word.root("word/styles.xml"), _theme(word))
    for name in word.parts:
        if name in word.texts or name.lower().endswith((".xml", ".svg", ".vml")):
            found += _of_part(word, name, sight)
    found += _codes(word)
    found += _strangers(word, {each.at.path.partition("[")[0] for each in found if each.rule in _OF_PARTS})
    found += screened(word, screen or OwnScreen(), found)
    return (*found, *unproved(word))


def _theme(word: WordFile) -> etree._Element | None:
    return word.root(_THEME) if _THEME in word.parts and _is_read(word, _THEME) else None


def _of_part(word: WordFile, name: str, sight: Sight) -> Iterator[Finding]:
    """What the words of a part say, and whatever else is written in it."""
    if not _is_read(word, name):
        yield Finding(rule=HIDDEN, at=whole(word, name), values={"what": _UNREAD, "text": name})
        return
    found = tuple(_text_part(word, name, sight)) if name in word.texts else ()
    yield from found
    yield from _anywhere(word, name, {(each.code, each.values.get("text")) for each in found})


def _strangers(word: WordFile, told: set[str]) -> Iterator[Finding]:
    """Whatever is not known to be harmless, and is not told of by another rule."""
    spoken = told - word.texts.keys() - {"word/settings.xml"}
    places: dict[str, PartPlaces] = {}
    for each in strangers(word.parts, lambda name: name in spoken or name in _SPOKEN_OF):
        if each.part not in places:
            places[each.part] = PartPlaces(word, each.part)
        yield Finding(rule=each.rule, at=places[each.part].of(each.element), values=each.values)


def _is_read(word: WordFile, name: str) -> bool:
    try:
        word.root(name)
    except NotXml:
        return False
    return True


def _text_part(word: WordFile, name: str, sight: Sight) -> Iterator[Finding]:
    """What the paragraphs of a part hold, each at its place, and changes of a row, a cell, a section outside them."""
    for number, paragraph in enumerate(word.paragraphs(name), start=1):
        yield from _paragraph(paragraph, place_of(paragraph, word.file, name, number), sight)
    inside = {each for paragraph in word.root(name).iter(f"{W}p") for each in paragraph.iter()}
    for element in word.root(name).iter(*_CHANGE_TAGS):
        if element not in inside:
            yield _change(element, Place(file=word.file, path=f"{name}[9999]", spot=words(name, name)))


def _paragraph(paragraph: Paragraph, at: Place, sight: Sight) -> Iterator[Finding]:
    for rule, sign in _SIGNS:
        for hit in dict.fromkeys(each[0] for each in sign.finditer(paragraph.text)):
            yield Finding(rule=rule, at=at, values={"text": _short(hit)})
    yield from _changes(paragraph.element, at)
    if next(paragraph.element.iter(*_COMMENTS), None) is not None:
        yield Finding(rule=COMMENT, at=at, values={"text": _short(paragraph.text)})
    for what, text in sight.unseen(paragraph.element):
        yield Finding(rule=HIDDEN, at=at, values={"what": what, "text": _short(text)})


def _changes(paragraph: etree._Element, at: Place) -> Iterator[Finding]:
    for element in paragraph.iter(*_CHANGE_TAGS):
        if next(element.iterancestors(f"{W}p"), None) is paragraph:
            yield _change(element, at)


def _change(element: etree._Element, at: Place) -> Finding:
    text = "".join(str(each.text or "") for each in element.iter(f"{W}t", f"{W}delText"))
    author = element.get(f"{W}author", "")
    said = "　".join(each for each in (_short(text), author) if each) or "¶"
    return Finding(rule=TRACKED, at=at, values={"what": _CHANGES[etree.QName(element).localname], "text": said})


def _codes(word: WordFile) -> Iterator[Finding]:
    """Fields that do not count pages, nor point to a place in the file or to an address; and codes outside of any."""
    roots = {name: word.root(name) for name in word.texts}
    marks = {each.get(f"{W}name", "") for root in roots.values() for each in root.iter(f"{W}bookmarkStart")}
    for name, root in roots.items():
        odd = tuple(_odd_codes(root, dict.fromkeys(marks, "")))
        places = PartPlaces(word, name) if odd else None
        for element, code in odd:
            at = whole(word, name) if places is None else places.of(element)
            yield Finding(rule=FIELD, at=at, values={"text": _short(code) or "¶"})


def _odd_codes(root: etree._Element, marks: Mapping[str, str]) -> Iterator[tuple[etree._Element, str]]:
    """The codes of a part that may not go out, those outside of any field by paragraph."""
    every, stray = fields_of(root)
    yield from ((each.begin, each.code) for each in every if kept_code(each.code, marks) is None)
    by_paragraph: dict[etree._Element | None, list[etree._Element]] = {}
    for each in stray:
        by_paragraph.setdefault(next(each.iterancestors(f"{W}p"), None), []).append(each)
    yield from ((group[0], text_of(group) or "fldChar") for group in by_paragraph.values())


def _anywhere(word: WordFile, name: str, said: set[tuple[str, object]]) -> Iterator[Finding]:
    """Signs in attributes (descriptions of pictures), outside paragraphs, or torn over several; not what is `said`."""
    at = whole(word, name)
    texts = [*_texts(word.root(name)), *remarks(word.parts[name])]
    for rule, sign in _SIGNS:
        for hit in dict.fromkeys(_short(each[0]) for text in texts for each in sign.finditer(text)):
            if (rule.code, hit) not in said:
                yield Finding(rule=rule, at=at, values={"text": hit})


def _texts(root: etree._Element) -> Iterator[str]:
    """All text of a part but its field codes in one piece, then what its attributes say."""
    elements = list(root.iter("*"))
    yield "".join(each.text or "" for each in elements if not each.tag.endswith("}instrText"))
    yield from (value for each in elements for key, value in attributes(each) if not _is_address(key, value))


def _is_address(key: str, value: str) -> bool:
    """Numbers and ids in braces, as of numbering and namespaces, are not text."""
    return key.endswith("}instr") or re.fullmatch(r"\{[0-9A-Fa-f-]+\}", value) is not None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"


def open_values(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What is still to be filled in, each once, in order: 公司全称 of 【待填写：公司全称】."""
    texts = (str(finding.values["text"]) for finding in findings if finding.rule is OPEN)
    return tuple(dict.fromkeys(re.sub(r"^【待填写[：:]|】$", "", text) for text in texts))

"""A piece of Word that outlines put into documents: whether it can be put in, and what it says."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from plangen.diagnostics import Finding, Severity, Words, words
from plangen.office.ooxml.foreign import CARRIED, foreign
from plangen.office.ooxml.guard import LINKED
from plangen.office.ooxml.relations import DOCUMENT, Referral, Relations
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.outline.word_outline import unsettled
from plangen.office.outline.word_rules import UNFIT
from plangen.office.outline.word_styles import W, WordStyles
from plangen.office.templates.tagged import Spots, own_texts, text_of
from plangen.office.templates.word_file import WordFile

_TAG = re.compile(r"\{\{|\{%|\{#")
_EMPTY = words("什么也没有", "nothing in it")
_WRITE = words("在文件里写上内容，或者删去 〔件：…〕", "write something into it, or delete the placeholder")
_HEADING = words("标题样式的段落“{text}”", "a heading, '{text}'")
_IN_OUTLINE = words(
    "标题写在大纲里，这里改用正文样式；序号和目录由大纲生成", "write headings in the outline; numbers come from there"
)
_SECTION = words("分节符", "a section break")
_PAGES = words(
    "删去分节符；横排的页，在大纲里前后写 〔页：横排〕 和 〔页：竖排〕",
    "delete it; pages in landscape are made by 〔页：横排〕 and 〔页：竖排〕 in the outline",
)
_TAGGED = words("标签“{text}”，它不会填写", "a tag, '{text}', which is not filled in")
_UNTAGGED = words("带字段的内容写在大纲里，这里只放固定的内容", "what has fields belongs into the outline")
_LINK = words("指向外部文件的链接 {text}", "a link to an outside file, {text}")
_UNLINKED = words(
    "断开链接，图片改为嵌入；网址以 http 开头的可以保留", "break it and embed the picture; web links may stay"
)
_LACKING = words("指向不存在的内容 {text}", "something that refers to nothing, {text}")
_STRANGE = words("不合规范的内容 {text}", "an element where none may stand, {text}")
_SAVE = words("在 Word 里打开，把内容复制到新文件，另存", "copy what is in it into a new file in Word, and save that")
_REFERS = f"{{{NAMESPACES['r']}}}"
_NOTES = {f"{W}footnoteReference": "word/footnotes.xml", f"{W}endnoteReference": "word/endnotes.xml"}
_MARKS = tuple(f"{W}{name}" for name in ("bookmark", "perm", "comment", "customXml", "move", "proofErr", "ins", "del"))
_BLOCKS = frozenset(f"{W}{name}" for name in ("p", "tbl", "sdt", "sectPr", "altChunk"))
_FILLED = {f"{W}tbl": f"{W}tr", f"{W}tr": f"{W}tc", f"{W}tc": f"{W}p"}  # without it Word opens no file
_PARTS_WITH_WORDS = (DOCUMENT, "word/footnotes.xml", "word/endnotes.xml")


def read_piece(raw: bytes, file: str) -> tuple[tuple[str, ...] | None, tuple[Finding, ...]]:
    """What the body of a piece says, paragraph by paragraph, and what is wrong; None where it cannot be put in."""
    word = WordFile(raw, file)
    found = [each for each in word.findings if each.rule is not LINKED]
    if not word.is_sound:
        return None, tuple(found)
    found += [*foreign(word.parts, file), *unsettled(word), *_Judging(word).all()]
    lines = tuple(filter(None, (text_of(own_texts(each)).strip() for each in word.root(DOCUMENT).iter(f"{W}p"))))
    is_unfit = any(each.severity is Severity.ERROR for each in found)
    return None if is_unfit else lines, tuple(found)


class _Judging:
    """Looks for what cannot be put into another document."""

    def __init__(self, word: WordFile) -> None:
        self.word = word
        self.root = word.root(DOCUMENT)
        self.spots = Spots(self.root, word.file, word.texts[DOCUMENT])

    def all(self) -> Iterator[Finding]:
        styles = WordStyles(self.word.parts)
        for paragraph in self.root.iter(f"{W}p"):
            text = text_of(own_texts(paragraph))
            if text.strip() and styles.heading(paragraph)[0]:
                yield self.found(paragraph, _HEADING, _IN_OUTLINE, text)
            if tag := _TAG.search(text):
                yield self.found(paragraph, _TAGGED, _UNTAGGED, text[tag.start() :][:20])
        yield from self.structure()
        yield from self.links()
        if not any(each.tag != f"{W}sectPr" for body in self.root.iter(f"{W}body") for each in body):
            yield self.found(self.root, _EMPTY, _WRITE)

    def structure(self) -> Iterator[Finding]:
        """What would not stand soundly among other paragraphs."""
        for section in self.root.iter(f"{W}sectPr"):
            if getattr(section.getparent(), "tag", "") != f"{W}body":
                yield self.found(section, _SECTION, _PAGES)
        for body in self.root.iter(f"{W}body"):
            for each in body:
                if each.tag not in _BLOCKS and not str(each.tag).startswith(_MARKS):
                    yield self.found(each, _STRANGE, _SAVE, etree.QName(each).localname)
        for each in self.root.iter(*_FILLED):
            if each.find(f".//{_FILLED[str(each.tag)]}") is None:
                yield self.found(each, _STRANGE, _SAVE, etree.QName(each).localname)

    def links(self) -> Iterator[Finding]:
        """What its words refer to that is not there, or need not be there when the document is opened."""
        relations = Relations(self.word.parts)
        reached: dict[str, None] = {}
        for part in _PARTS_WITH_WORDS:
            known = {each.key: each for each in relations.of(part)}
            listed = dict(known)
            for element in self.word.root(part).iter(etree.Element):
                yield from self.notes(element)
                for key in _keys(element):
                    yield from self.link(element, key, listed.pop(key, None) or known.get(key), reached)
            for each in filter(lambda one: one.external, listed.values()):  # which nothing speaks of
                yield from self.link(self.root, each.key, each, reached)
        for part in _growing(reached):
            for each in relations.of(part):
                yield from self.link(self.root, each.target, each, reached)

    def link(self, element: Element, key: str, said: Referral | None, reached: dict[str, None]) -> Iterator[Finding]:
        """What is wrong with one thing that is referred to; what that is itself joins what is reached."""
        if said is None or said.name not in CARRIED:
            yield self.found(element, _LACKING, _SAVE, key)
        elif said.leads_outside:
            yield self.found(element, _LINK, _UNLINKED, said.target)
        elif not said.external:
            reached.setdefault(said.target)

    def notes(self, element: Element) -> Iterator[Finding]:
        """A reference to a note that is not there."""
        home, key = _NOTES.get(str(element.tag)), element.get(f"{W}id", "")
        if home and not any(each.get(f"{W}id") == key for each in self.word.root(home)):
            yield self.found(element, _LACKING, _SAVE, etree.QName(element).localname)

    def found(self, element: Element, what: Words, advice: Words, text: str = "") -> Finding:
        said = words(what.say("zh", {"text": text}), what.say("en", {"text": text}))
        return Finding(rule=UNFIT, at=self.spots.of(element), values={"what": said}, hint=advice)


def _keys(element: Element) -> Iterator[str]:
    """What an element refers to, by the keys of relations; pages and their headers are left behind."""
    if not any(str(each).startswith(_REFERS) for each in element.attrib):
        return
    if all(each.tag != f"{W}sectPr" for each in element.iterancestors()):
        yield from (str(key) for name, key in element.attrib.items() if str(name).startswith(_REFERS))


def _growing(names: dict[str, None]) -> Iterator[str]:
    """Each of these names once, those too that join them on the way."""
    done: set[str] = set()
    while rest := [each for each in names if each not in done]:
        done.update(rest)
        yield from rest

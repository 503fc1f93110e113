"""The gate that every Word file passes before it leaves the house: nothing internal in any of its parts.

It works on the finished bytes, whoever made them, and believes nothing of how they were made. It reports and never
repairs: whether a change is accepted or a comment deleted is for people to decide.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from plangen.diagnostics import Finding, Place, words
from plangen.office.ooxml.guard import parsed, unpacked
from plangen.office.ooxml.parts import texts_of
from plangen.office.ooxml.wml import OPEN_VALUE
from plangen.office.release.remains import attributes, package_findings
from plangen.office.release.rules import COMMENT, DRILL, FIELD, HIDDEN, OPEN, PATH, TAG, TRACKED
from plangen.office.release.sight import Sight
from plangen.office.templates.tags import Paragraph, W, paragraphs

_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|\{%|%\}|\{#|#\}|[｛｝]{2}|[｛{][％%]|[％%][｝}]")
_PATHS = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\[^\s]*|\\\\[\w.-]+\\[^\s]*|file:/[^\s]*|/(?:home|Users)/[^\s]*")
_DRILL = re.compile(r"演练文稿|演练模拟|模拟演练|演练设定|演练事实|[（(]演练|非真实发布|草稿　|未经批准　不得发布")
_SIGNS = ((TAG, _TAGS), (OPEN, OPEN_VALUE), (PATH, _PATHS), (DRILL, _DRILL))
_CODES = re.compile(
    r"\b(?:INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|DATABASE|TEMPLATE|FILENAME|AUTHOR|LASTSAVEDBY|USERNAME"
    r"|USERINITIALS|USERADDRESS|DOCPROPERTY|DOCVARIABLE|INFO|MACROBUTTON|COMMENTS|MERGEFIELD|RD)\b",
    re.IGNORECASE,
)
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
_COMMENTS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentReference"))
_SHOWN = 60  # characters of a text


def hygiene(raw: bytes, file: str, company: str) -> tuple[Finding, ...]:
    """Everything in a finished .docx that may not leave the house, each with the part and the place.

    `file` names it in findings; `company` is the only name that its properties may hold.
    """
    parts, findings = unpacked(raw, file)
    if parts is None:
        return findings
    found = list(package_findings(parts, file, company))
    sight = Sight(parts)
    texts = texts_of(parts)
    for name, content in parts.items():
        if not name.endswith((".xml", ".svg", ".vml")):
            continue
        root = parsed(content)
        if name in texts:
            found += _text_part(root, file, name, texts[name], sight)
        found += _anywhere(root, file, name, [finding for finding in found if finding.at.path.startswith(f"{name}[")])
    return tuple(found)


def _text_part(root: etree._Element, file: str, name: str, kind: str, sight: Sight) -> Iterator[Finding]:
    """What the paragraphs of a part hold, each at its place."""
    at = Place(file=file)
    for number, paragraph in enumerate(paragraphs(root, file, kind, every=True), start=1):
        at = _place(paragraph, file, name, number)
        for rule, sign in _SIGNS:
            for hit in dict.fromkeys(each[0] for each in sign.finditer(paragraph.text)):
                yield Finding(rule=rule, at=at, values={"text": _short(hit)})
        yield from _changes(paragraph.element, at)
        yield from _codes(paragraph, at)
        if next(paragraph.element.iter(*_COMMENTS), None) is not None:
            yield Finding(rule=COMMENT, at=at, values={"text": _short(paragraph.text)})
        for what, text in sight.unseen(paragraph.element):
            yield Finding(rule=HIDDEN, at=at, values={"what": what, "text": _short(text)})
    inside = {each for paragraph in root.iter(f"{W}p") for each in paragraph.iter()}
    for element in root.iter(*(f"{W}{change}" for change in _CHANGES)):
        if element not in inside:  # of a row, a cell, a section
            yield _change(element, Place(file=file, path=f"{name}[9999]", spot=words(name, name)))


def _place(paragraph: Paragraph, file: str, name: str, number: int) -> Place:
    spot = paragraph.at.spot or words("", "")
    said = words(f"{spot.zh}（{name}）", f"{spot.en} ({name})")
    return Place(file=file, path=f"{name}[{number:04}]", spot=said, excerpt=paragraph.text[:_SHOWN])


def _changes(paragraph: etree._Element, at: Place) -> Iterator[Finding]:
    for element in paragraph.iter(*(f"{W}{change}" for change in _CHANGES)):
        if next(element.iterancestors(f"{W}p"), None) is paragraph:
            yield _change(element, at)


def _change(element: etree._Element, at: Place) -> Finding:
    text = "".join(str(each.text or "") for each in element.iter(f"{W}t", f"{W}delText"))
    author = element.get(f"{W}author", "")
    said = "　".join(each for each in (_short(text), author) if each) or "¶"
    return Finding(rule=TRACKED, at=at, values={"what": _CHANGES[etree.QName(element).localname], "text": said})


def _codes(paragraph: Paragraph, at: Place) -> Iterator[Finding]:
    """Field codes of the paragraph; Word tears them into pieces as it does with text."""
    codes = "".join(each.text or "" for each in paragraph.element.iter(f"{W}instrText", f"{W}delInstrText"))
    simple = [each.get(f"{W}instr", "") for each in paragraph.element.iter(f"{W}fldSimple")]
    for code in (codes, *simple):
        if _CODES.search(code) or _PATHS.search(code):
            yield Finding(rule=FIELD, at=at, values={"text": _short(" ".join(code.split()))})


def _anywhere(root: etree._Element, file: str, name: str, said: list[Finding]) -> Iterator[Finding]:
    """Signs in attributes (descriptions of pictures), outside paragraphs, or torn over several."""
    at = Place(file=file, path=f"{name}[9998]", spot=words(name, name))
    known = {(finding.code, finding.values.get("text")) for finding in said}
    elements = list(root.iter("*"))
    values = [value for each in elements for key, value in attributes(each) if not _is_address(key, value)]
    values += [str(each.text or "") for each in root.iter(etree.Comment)]
    texts = ["".join(each.text or "" for each in elements if not each.tag.endswith("}instrText")), *values]
    for rule, sign in _SIGNS:
        for hit in dict.fromkeys(_short(each[0]) for text in texts for each in sign.finditer(text)):
            if (rule.code, hit) not in known:
                yield Finding(rule=rule, at=at, values={"text": hit})


def _is_address(key: str, value: str) -> bool:
    """Numbers and ids in braces, as of numbering and namespaces, are no text."""
    return key.endswith("}instr") or re.fullmatch(r"\{[0-9A-Fa-f-]+\}", value) is not None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"


def open_values(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What is still to be filled in, each once, in order: 公司全称 of 【待填写：公司全称】."""
    texts = (str(finding.values["text"]) for finding in findings if finding.rule is OPEN)
    return tuple(dict.fromkeys(re.sub(r"^【待填写[：:]|】$", "", text) for text in texts))

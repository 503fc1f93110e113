"""A copy of a template with what was found wrong as Word comments at the place."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy

from lxml import etree

from plangen.diagnostics import Finding
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.package import zipped
from plangen.office.ooxml.trees import parsed, written
from plangen.office.ooxml.wml import part
from plangen.office.templates.tagged import W, own_texts
from plangen.office.templates.word_file import WordFile
from plangen.visible import clean

_DOCUMENT, _COMMENTS = "word/document.xml", "word/comments.xml"
_RELS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PLACE = re.compile(r"document\[(\d+)\]")
_NOTES = ("footnote", "endnote")
_NOTE_PLACE = re.compile(r"(footnote|endnote)s\[(\d+)\]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_QUOTED = 40  # characters of a text that cannot carry its comment
_AUTHOR = "模板检查"


def annotated(template: WordFile, findings: Iterable[Finding], language: str) -> bytes:
    """The Word file with a comment for each finding, on the very words that it speaks of.

    Word knows no comments in headers, footers and notes: those stand where the note is called, else at the first
    paragraph, and say where they belong.
    """
    return with_comments(template.parts, findings, language)


def with_comments(parts: Mapping[str, bytes], findings: Iterable[Finding], language: str) -> bytes:
    """The same of any Word file, by its parts."""
    copy = dict(parts)
    document = parsed(copy[_DOCUMENT])
    comments = _comments(copy)
    numbered = list(document.iter(f"{W}p")) or [etree.SubElement(next(document.iter(f"{W}body")), f"{W}p")]
    notes = _Notes(copy, document)
    first = max((whole(each.get(f"{W}id", "")) for each in comments), default=-1) + 1
    for number, finding in enumerate(findings, start=first):
        found = _PLACE.fullmatch(finding.at.path)
        paragraph = numbered[int(found[1]) - 1] if found else notes.calling(finding.at.path) or numbered[0]
        outer = _outermost(paragraph)
        _anchor(outer, str(number), _spoken_of(finding) if found and outer is paragraph else "")
        comments.append(_comment(number, _text(finding, language, placed=bool(found))))
    copy[_DOCUMENT] = written(document)
    copy[_COMMENTS] = written(comments)
    return zipped(copy)


class _Notes:
    """Where footnotes and endnotes are called in the text."""

    def __init__(self, parts: Mapping[str, bytes], document: etree._Element) -> None:
        self.parts = parts
        self.calls = {
            (kind, each.get(f"{W}id", "")): each for kind in _NOTES for each in document.iter(f"{W}{kind}Reference")
        }

    def calling(self, path: str) -> etree._Element | None:
        """The paragraph that calls the note in which a place lies."""
        found = _NOTE_PLACE.fullmatch(path)
        if not found or f"word/{found[1]}s.xml" not in self.parts:
            return None
        paragraphs = list(parsed(self.parts[f"word/{found[1]}s.xml"]).iter(f"{W}p"))
        note = next(paragraphs[int(found[2]) - 1].iterancestors(f"{W}{found[1]}"), None)
        call = None if note is None else self.calls.get((found[1], note.get(f"{W}id", "")))
        return None if call is None else next(call.iterancestors(f"{W}p"), None)


def _comments(parts: dict[str, bytes]) -> etree._Element:
    """The comments of a file, made part of it where it has none."""
    if _COMMENTS in parts:
        return parsed(parts[_COMMENTS])
    types = parsed(parts[_TYPES])
    etree.SubElement(
        types, f"{{{_PACKAGE}/content-types}}Override", {"PartName": f"/{_COMMENTS}", "ContentType": _TYPE}
    )
    parts[_TYPES] = written(types)
    empty = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
    relations = parsed(parts.get(_RELS, empty))
    etree.SubElement(
        relations,
        f"{{{_PACKAGE}/relationships}}Relationship",
        {"Id": "rIdPlangenComments", "Type": _RELATION, "Target": "comments.xml"},
    )
    parts[_RELS] = written(relations)
    return parsed(part("comments", ""))


def _text(finding: Finding, language: str, *, placed: bool) -> tuple[str, str]:
    spot = finding.at.spot.say(language) if finding.at.spot and not placed else ""
    text = " ".join(finding.at.excerpt.split())
    quoted = f"“{text[:_QUOTED]}{'…' if len(text) > _QUOTED else ''}”" if spot and text else ""
    return f"[{finding.code}] {spot}{quoted}{': ' if spot else ''}{finding.message(language)}", finding.advice(language)


def _spoken_of(finding: Finding) -> str:
    """The words of the paragraph that a finding is about; nothing where it is about the whole."""
    for key in ("tag", "text"):
        said = str(finding.values.get(key, "")).removesuffix("…")
        if said and said in finding.at.excerpt:
            return said
    return ""


def _comment(number: int, lines: tuple[str, ...]) -> etree._Element:
    attributes = {f"{W}id": str(number), f"{W}author": _AUTHOR, f"{W}initials": "检"}
    comment = etree.Element(f"{W}comment", attributes)
    for line in lines:
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = clean(line)
    return comment


def _anchor(paragraph: etree._Element, key: str, words: str) -> None:
    """Put the comment around the words, or around the whole paragraph where it does not hold them."""
    begin, end = _around(paragraph, words)
    start, stop = etree.Element(f"{W}commentRangeStart", {f"{W}id": key}), etree.Element(f"{W}commentRangeEnd")
    stop.set(f"{W}id", key)
    mark = etree.Element(f"{W}r")
    etree.SubElement(mark, f"{W}commentReference", {f"{W}id": key})
    if begin is None or end is None:
        paragraph.insert(1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0, start)
        paragraph.extend((stop, mark))
    else:
        begin.addprevious(start)
        end.addnext(mark)
        end.addnext(stop)


def _around(paragraph: etree._Element, words: str) -> tuple[etree._Element | None, etree._Element | None]:
    """The first and the last piece of a paragraph that hold the words, cut where the words begin and end."""
    texts = own_texts(paragraph)
    at = "".join(each.text or "" for each in texts).find(words) if words else -1
    if at < 0:
        return None, None
    held: list[etree._Element] = []
    here, end = 0, at + len(words)
    for text in texts:
        length = len(text.text or "")
        if here < end and here + length > at:
            held.append(_cut(text, max(0, at - here), min(length, end - here)))
        here += length
    return _piece(held[0], paragraph), _piece(held[-1], paragraph)


def _cut(text: etree._Element, begin: int, end: int) -> etree._Element:
    """The text element with these characters alone; what stands before and behind them goes to runs of its own."""
    run, content = text.getparent(), text.text or ""
    if run is None or run.tag != f"{W}r":
        return text
    look = run.find(f"{W}rPr")
    earlier = [each for each in text.itersiblings(preceding=True) if each is not look][::-1]
    if earlier or begin:
        run.addprevious(_run(look, [*earlier, _bare(text.tag, content[:begin])]))
    later = list(text.itersiblings())
    if later or end < len(content):
        run.addnext(_run(look, [_bare(text.tag, content[end:]), *later]))
    text.text = content[begin:end]
    text.set(_SPACE, "preserve")
    return text


def _run(look: etree._Element | None, content: Iterable[etree._Element]) -> etree._Element:
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(deepcopy(look))
    run.extend(content)
    return run


def _bare(tag: str, content: str) -> etree._Element:
    text = etree.Element(tag, {_SPACE: "preserve"})
    text.text = content
    return text


def _piece(text: etree._Element, paragraph: etree._Element) -> etree._Element:
    """What stands directly in the paragraph and holds the text: its run, or a link, an insertion, a control."""
    return next(each for each in (text, *text.iterancestors()) if each.getparent() is paragraph)


def _outermost(paragraph: etree._Element) -> etree._Element:
    """Word allows no comment inside a text box: its anchor gets it."""
    return next(reversed([each for each in (paragraph, *paragraph.iterancestors()) if each.tag == f"{W}p"]))

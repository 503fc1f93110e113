"""A copy of a template with what was found wrong as Word comments at the place."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from lxml import etree

from plangen.diagnostics import Finding
from plangen.office.guard import parsed
from plangen.office.template_tags import W
from plangen.office.wml import clean, part

__all__ = ["annotated"]

_DOCUMENT, _COMMENTS = "word/document.xml", "word/comments.xml"
_RELS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PLACE = re.compile(r"document\[(\d+)\]")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_AUTHOR = "模板检查"


def annotated(parts: Mapping[str, bytes], findings: Iterable[Finding], language: str) -> bytes:
    """The Word file with a comment for each finding: at its paragraph, or at the first where it has none."""
    copy = dict(parts)
    document = parsed(copy[_DOCUMENT])
    comments = _comments(copy)
    numbered = list(document.iter(f"{W}p"))
    first = max((int(each.get(f"{W}id", "0")) for each in comments), default=-1) + 1
    for number, finding in enumerate(findings, start=first):
        found = _PLACE.fullmatch(finding.at.path)
        paragraph = _outermost(numbered[int(found[1]) - 1] if found else numbered[0])
        _anchor(paragraph, str(number))
        comments.append(_comment(number, _text(finding, language, placed=bool(found))))
    copy[_DOCUMENT] = _written(document)
    copy[_COMMENTS] = _written(comments)
    return _zipped(copy)


def _comments(parts: dict[str, bytes]) -> etree._Element:
    """The comments of a file, made part of it where it has none."""
    if _COMMENTS in parts:
        return parsed(parts[_COMMENTS])
    types = parsed(parts[_TYPES])
    etree.SubElement(
        types, f"{{{_PACKAGE}/content-types}}Override", {"PartName": f"/{_COMMENTS}", "ContentType": _TYPE}
    )
    parts[_TYPES] = _written(types)
    empty = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
    relations = parsed(parts.get(_RELS, empty))
    etree.SubElement(
        relations,
        f"{{{_PACKAGE}/relationships}}Relationship",
        {"Id": "rIdPlangenComments", "Type": _RELATION, "Target": "comments.xml"},
    )
    parts[_RELS] = _written(relations)
    return parsed(part("comments", ""))


def _text(finding: Finding, language: str, *, placed: bool) -> tuple[str, str]:
    spot = finding.at.spot.say(language) + ": " if finding.at.spot and not placed else ""
    return f"[{finding.code}] {spot}{finding.message(language)}", finding.advice(language)


def _comment(number: int, lines: tuple[str, ...]) -> etree._Element:
    attributes = {f"{W}id": str(number), f"{W}author": _AUTHOR, f"{W}initials": "检"}
    comment = etree.Element(f"{W}comment", attributes)
    for line in lines:
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = clean(line)
    return comment


def _anchor(paragraph: etree._Element, key: str) -> None:
    begin = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    paragraph.insert(begin, etree.Element(f"{W}commentRangeStart", {f"{W}id": key}))
    etree.SubElement(paragraph, f"{W}commentRangeEnd", {f"{W}id": key})
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}commentReference", {f"{W}id": key})


def _outermost(paragraph: etree._Element) -> etree._Element:
    """Word allows no comment inside a text box: its anchor gets it."""
    return next(reversed([each for each in (paragraph, *paragraph.iterancestors()) if each.tag == f"{W}p"]))


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in sorted(parts, key=lambda name: (name != _TYPES, name)):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # else the byte differs between Windows and the rest
            package.writestr(info, parts[name])
    return out.getvalue()

"""What a Word file says and how it looks, read for comparison: names instead of ids, no traces of editing.

Written apart from the engine of the redline, whose laws it judges: it knows no tracked changes. One difference it does
not see: an empty paragraph behind a content control that a cell, a header or the body ends with. Word wants a paragraph
there whose mark is not tracked, so one is left behind a control that came or went in that place.
"""

import copy
import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001  # the only name the type has

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NOISE = (
    "proofErr",
    "lastRenderedPageBreak",
    "bookmarkStart",
    "bookmarkEnd",
    "permStart",
    "permEnd",
    "noProof",
    "rsid",
    "dataBinding",  # taken from controls whose content is marked
)
_REFERENCES = ("headerReference", "footerReference")
_STYLES = ("pStyle", "rStyle", "tblStyle")
_SHOWN = ("drawing", "pict", "fldChar", "fldSimple", "object")


def said(raw: bytes) -> list[str]:
    """What a document says and how it looks, as a list of texts that is equal for equal documents."""
    return list(_Reading(raw).body())


class _Reading:
    """A document read for comparison: names instead of ids, no traces of editing."""

    def __init__(self, raw: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.relations = self._relations("word/document.xml")
        styles = self._part("styles")
        self.styles = {
            each.get(f"{_W}styleId", ""): each.find(f"{_W}name").get(f"{_W}val", "")  # type: ignore[union-attr]  # each has one
            for each in styles.iter(f"{_W}style")
        }
        numbering = self._part("numbering")
        definitions = numbering.iter(f"{_W}abstractNum")
        abstract = {each.get(f"{_W}abstractNumId"): self._definition(each) for each in definitions}
        self.lists = {
            each.get(f"{_W}numId", ""): abstract.get(each[0].get(f"{_W}val"), "")
            + "".join(_bytes(child) for child in list(each)[1:])
            for each in numbering.iter(f"{_W}num")
        }
        self.met: dict[str, int] = {}

    def body(self) -> Iterator[str]:
        root = self.clean("word/document.xml")
        for section in root.iter(f"{_W}sectPr"):
            yield "section " + _bytes(section)
        body = root.find(f"{_W}body")
        assert body is not None
        for block in body:
            if block.tag != f"{_W}sectPr":
                yield _bytes(block)

    def clean(self, part: str) -> Element:
        root = etree.fromstring(self.parts[part])
        relations = self._relations(part)
        for each in list(root.iter(*[_W + name for name in _NOISE])):
            each.getparent().remove(each)  # type: ignore[union-attr]  # none is the root
        _without_contents(root)
        for each in list(root.iter(f"{_W}fldSimple")):
            _spell_out(each)
        self._frames(root)
        for each in root.iter(etree.Element):
            self._name(each, relations)
        for name in ("rPr", "pPr", "trPr"):
            for each in [each for each in root.iter(_W + name) if not len(each)]:
                each.getparent().remove(each)  # type: ignore[union-attr]  # none is the root
        for paragraph in root.iter(*[_W + name for name in ("p", "hyperlink", "sdtContent", "bdo", "dir")]):
            _merge_runs(paragraph)
        _without_room(root)
        return root

    def _name(self, each: Element, relations: dict[str, str]) -> None:
        each.tail = None
        for name in [name for name in each.attrib if isinstance(name, str)]:
            if "}rsid" in name or name.endswith(("}paraId", "}textId")):
                del each.attrib[name]
            elif name.startswith(_R):
                each.set(name, relations.get(each.get(name, ""), each.get(name, "")))
        if each.tag.endswith("}docPr"):
            each.set("id", "")
        elif each.tag == f"{_W}id":
            each.set(f"{_W}val", "")  # the number of a content control
        elif each.tag in {_W + name for name in _STYLES}:
            each.set(f"{_W}val", self.styles.get(each.get(f"{_W}val", ""), "?"))
        elif each.tag == f"{_W}numId" and each.get(f"{_W}val") != "0":
            number = each.get(f"{_W}val", "")
            ordinal = self.met.setdefault(number, len(self.met))
            each.set(f"{_W}val", f"{ordinal} {hashlib.sha256(self.lists.get(number, '?').encode()).hexdigest()[:8]}")
        elif each.tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            self._note(each)

    def _note(self, reference: Element) -> None:
        kind = "footnote" if "footnote" in reference.tag else "endnote"
        notes = self.clean(f"word/{kind}s.xml")
        wanted = reference.get(f"{_W}id")
        note = next(each for each in notes if each.get(f"{_W}id") == wanted)
        reference.set(f"{_W}id", "".join(map(_bytes, note)))

    def _frames(self, root: Element) -> None:
        """Each section with all headers and footers that it shows, in words."""
        shown: dict[tuple[str, str], str] = {}
        for section in root.iter(f"{_W}sectPr"):
            for each in [each for name in _REFERENCES for each in section.findall(_W + name)]:
                target = self._targets("word/document.xml")[each.get(f"{_R}id", "")]
                frame = self.clean(target)
                is_blank = not "".join(each.text or "" for each in frame.iter(f"{_W}t")).strip()
                is_blank = is_blank and next(frame.iter(*[_W + name for name in _SHOWN]), None) is None
                key = each.tag.removeprefix(_W), each.get(f"{_W}type", "default")
                shown[key] = "" if is_blank else "".join(map(_bytes, frame))
                section.remove(each)
            for (place, kind), text in sorted(shown.items()):
                if text:
                    etree.SubElement(section, "frame", {"place": place, "kind": kind, "text": text})

    def _part(self, kind: str) -> Element:
        raw = self.parts.get(f"word/{kind}.xml")
        return etree.fromstring(raw) if raw else etree.Element("none")

    def _targets(self, part: str) -> dict[str, str]:
        folder, _, file = part.rpartition("/")
        raw = self.parts.get(f"{folder}/_rels/{file}.rels", b"<none/>")
        return {
            each.get("Id", ""): each.get("Target", "")
            if each.get("TargetMode") == "External"
            else posixpath.normpath(posixpath.join("/" + folder, each.get("Target", ""))).lstrip("/")
            for each in etree.fromstring(raw).iter(_RELATION)
        }

    def _relations(self, part: str) -> dict[str, str]:
        """What stands behind each relationship: the hash of a part's content, or an address."""
        return {
            key: hashlib.sha256(self.parts[target]).hexdigest()[:12] if target in self.parts else target
            for key, target in self._targets(part).items()
        }

    def _definition(self, abstract: Element) -> str:
        bare = copy.deepcopy(abstract)
        bare.attrib.clear()
        for each in [each for each in bare.iter(f"{_W}nsid", f"{_W}tmpl", f"{_W}rPr", f"{_W}pPr") if not len(each)]:
            each.getparent().remove(each)  # type: ignore[union-attr]  # none is the root
        for each in bare.iter(f"{_W}pStyle"):
            each.set(f"{_W}val", self.styles.get(each.get(f"{_W}val", ""), "?"))
        return _bytes(bare)


def _spell_out(field: Element) -> None:
    """A simple field as the runs that mean the same."""
    result = "".join(_bytes(each) for each in field)
    runs = [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r><w:instrText xml:space="preserve">{field.get(f"{_W}instr")}</w:instrText></w:r>',
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else "",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]
    for each in etree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}">{"".join(runs)}</w:p>'):
        field.addprevious(each)
    field.getparent().remove(field)  # type: ignore[union-attr]  # none is the root


def _bytes(element: Element) -> str:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()


def _without_contents(root: Element) -> None:
    """Leave out tables of contents: they are made from the headings, and a redline has the new one."""
    body = root.find(f"{_W}body")
    depth, inside = 0, False
    for block in list(body) if body is not None else []:
        code = "".join(each.text or "" for each in block.iter(f"{_W}instrText"))
        inside = inside or (bool(re.match(r"\s*TOC\b", code)) and block.tag == f"{_W}p")
        if not inside:
            continue
        kinds = [each.get(f"{_W}fldCharType") for each in block.iter(f"{_W}fldChar")]
        depth += kinds.count("begin") - kinds.count("end")
        body.remove(block)  # type: ignore[union-attr]  # the loop is empty without one
        inside = depth > 0


def _without_room(root: Element) -> None:
    """Leave out an empty paragraph that is the last of its kind and stands right behind a control."""
    for paragraph in list(root.iter(f"{_W}p")):
        before, following = paragraph.getprevious(), paragraph.getnext()
        is_last = following is None or following.tag == f"{_W}sectPr"
        if is_last and not len(paragraph) and before is not None and before.tag == f"{_W}sdt":
            paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]  # none is the root


def _merge_runs(paragraph: Element) -> None:
    """Neighbouring runs of one look as one run, neighbouring texts as one text."""
    last: Element | None = None
    for run in list(paragraph):
        if run.tag != f"{_W}r":
            last = None
            continue
        content = [each for each in run if each.tag != f"{_W}rPr"]
        if not content:
            paragraph.remove(run)
            continue
        if last is not None and _look(last) == _look(run):
            last.extend(content)
            paragraph.remove(run)
        else:
            last = run
    for run in paragraph.iterchildren(f"{_W}r"):
        text: Element | None = None
        for each in list(run):
            if each.tag != f"{_W}t":
                text = None
                continue
            each.attrib.clear()
            if not each.text:
                run.remove(each)
            elif text is None:
                text = each
            else:
                text.text = (text.text or "") + each.text
                run.remove(each)


def _look(run: Element) -> str:
    look = run.find(f"{_W}rPr")
    return _bytes(look) if look is not None else ""

"""Pieces of other Word files put into a document: their paragraphs, tables, pictures and notes as they are."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element as Element

from plangen.office.house.look import STYLES, tag
from plangen.office.ooxml.guard import opened
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.ooxml.table_rows import keeping_styles, part_rows
from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.word.piece_parts import PartsOfPiece, Receiver
from plangen.office.word.piece_styles import LooksOfPiece, without_signs

_PLACE = "urn:plangen:piece"
_REFERS = f"{{{NAMESPACES['r']}}}"
_IGNORABLE = f"{{{NAMESPACES['mc']}}}Ignorable"
_PICTURE = f"{{{NAMESPACES['wp']}}}docPr"
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_NOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
_REMARKS = tuple(
    tag(f"w:{name}")
    for name in (
        *("commentRangeStart", "commentRangeEnd", "commentReference", "proofErr", "lastRenderedPageBreak"),
        *("permStart", "permEnd"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange"),
        *("tcPrChange", "numberingChange"),  # with the names of who changed something
    )
)
_LABELS = re.compile(r"(?<=\s)(?:REF|PAGEREF|NOTEREF)\s+(\S+)")
_TRACE = re.compile(r"\}(?:rsid\w*|paraId|textId)$")
_LONGEST = 40  # characters of the name of a bookmark


def place_of_piece(number: int) -> str:
    """What stands in a document's body where a piece is to be put: the piece of this number, from 0."""
    return f'<w:customXml w:uri="{_PLACE}" w:element="{number}"/>'


def with_pieces(parts: Mapping[str, bytes], pieces: Sequence[bytes]) -> dict[str, bytes]:
    """The parts of a document with these pieces in their places; `read_piece` vouches for them."""
    package = Receiver(parts)
    known: dict[bytes, _Insertion] = {}
    root = package.root(DOCUMENT)
    for round_, place in enumerate(list(root.iter(tag("w:customXml"))), start=1):
        if place.get(tag("w:uri")) == _PLACE:
            raw = pieces[whole(place.get(tag("w:element"), ""))]
            if raw not in known:
                known[raw] = _Insertion(package, raw, len(known) + 1)
            known[raw].put(place, round_)
    for number, picture in enumerate(root.iter(_PICTURE), start=1):
        picture.set("id", str(number))
    without_signs(package.root(STYLES))
    part_rows(root, keeping_styles(package.root(STYLES)))
    package.put(DOCUMENT, _declared(root, [piece.root for piece in known.values()]))
    return package.done()


class _Insertion:
    """One piece, and what of it the document has already."""

    def __init__(self, package: Receiver, raw: bytes, number: int) -> None:
        parts, _ = opened(raw, "")
        assert parts is not None  # it was read before
        self._package = package
        self._source: Parts = parts
        self._parts = PartsOfPiece(package, parts, number)
        self._looks = LooksOfPiece(package, parts, number)
        self.root = parts.root(DOCUMENT)

    def put(self, place: Element, round_: int) -> None:
        """Put the piece where that element stands."""
        body = self.root.find(tag("w:body"))
        assert body is not None
        holder = etree.Element(tag("w:body"))
        holder.extend(deepcopy(each) for each in body if each.tag != tag("w:sectPr"))
        self._settle(holder, DOCUMENT, DOCUMENT, round_)
        _name_anew(holder, place.getroottree().getroot(), round_)
        for each in list(holder):
            _apart(place, each)
            place.addprevious(each)
        following = place.getnext()
        if following is not None:
            _apart(place, following)
        _remove(place)

    def _settle(self, holder: Element, source: str, home: str, round_: int) -> None:
        """Let what is in some elements of a part of the piece refer to what the document has."""
        for each in list(holder.iter(*_REMARKS)):
            _remove(each)
        for each in list(holder.iter(tag("w:sdtPr"))):
            for key in each.findall(tag("w:id")):
                each.remove(key)  # Word gives a control without one its own
        for each in holder.iter(tag("w:customXml")):
            each.attrib.pop(tag("w:uri"), "")  # no piece names another
        self._looks.settle(holder, round_)
        for each in holder.iter(etree.Element):
            self._refer(each, source, home)
        for kind in _NOTES if source == DOCUMENT else ():
            for reference in holder.iter(tag(f"w:{kind}Reference")):
                reference.set(tag("w:id"), self._note(kind, reference.get(tag("w:id"), ""), round_))

    def _refer(self, element: Element, source: str, home: str) -> None:
        """Call what an element refers to by its key here; what only editing leaves goes."""
        for name, value in list(element.attrib.items()):
            if str(name).startswith(_REFERS):
                element.set(name, self._parts.key(source, home, str(value)))
            elif _TRACE.search(str(name)):
                del element.attrib[name]

    def _note(self, kind: str, key: str, round_: int) -> str:
        """The number here of a note of the piece, which is copied."""
        home = f"word/{_NOTES[kind]}.xml"
        if home not in self._package:
            self._package.create(_NOTES[kind], DOCUMENT, _notes(kind), _NOTE_TYPE.format(kind=_NOTES[kind]))
        notes = self._package.root(home)
        theirs = self._source.root(home).iter(tag(f"w:{kind}"))
        holder = etree.Element(tag("w:body"))
        holder.extend(deepcopy(each) for each in theirs if each.get(tag("w:id")) == key)
        self._settle(holder, home, home, round_)
        number = str(max((whole(each.get(tag("w:id"), "")) for each in notes), default=0) + 1)
        for each in list(holder):
            each.set(tag("w:id"), number)
            notes.append(each)
        return number


def _notes(kind: str) -> Element:
    """The notes of a document that has none: the lines that Word draws above them."""
    lines = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
        f"</w:pPr><w:r><w:{mark}/></w:r></w:p></w:{kind}>"
        for number, name, mark in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    declared = f'xmlns:w="{NAMESPACES["w"]}" xmlns:r="{NAMESPACES["r"]}"'
    return etree.fromstring(f"<w:{_NOTES[kind]} {declared}>{lines}</w:{_NOTES[kind]}>")


def _name_anew(holder: Element, document: Element, round_: int) -> None:
    """Give the bookmarks of a piece numbers and names of their own, and whatever refers to them."""
    start, end, key, name = (tag(f"w:{each}") for each in ("bookmarkStart", "bookmarkEnd", "id", "name"))
    last = max((whole(each.get(key, "")) for each in document.iter(start)), default=0)
    numbers: dict[str, str] = {}
    names: dict[str, str] = {}
    for mark in list(holder.iter(start)):
        if mark.get(key, "") in numbers:
            _remove(mark)  # nobody can tell where it ends
            continue
        numbers[mark.get(key, "")] = str(last + len(numbers) + 1)
        names[mark.get(name, "")] = f"p{round_}_{len(numbers)}_{mark.get(name, '')}"[:_LONGEST]
        mark.set(name, names[mark.get(name, "")])
    for mark in list(holder.iter(start, end)):
        if mark.get(key, "") in numbers:
            mark.set(key, numbers[mark.get(key, "")])
        else:
            _remove(mark)
    _refer_to(holder, names)


def _refer_to(holder: Element, names: Mapping[str, str]) -> None:
    """Let links and fields of a piece refer to its bookmarks by these names."""
    for link in holder.iter(tag("w:hyperlink")):
        link.set(tag("w:anchor"), names.get(link.get(tag("w:anchor"), ""), link.get(tag("w:anchor"), "")))
        if not link.get(tag("w:anchor")):
            del link.attrib[tag("w:anchor")]
    for code in holder.iter(tag("w:instrText")):
        code.text = _LABELS.sub(
            lambda found: found[0].replace(found[1], names.get(found[1], found[1])), code.text or ""
        )


def _apart(place: Element, following: Element) -> None:
    """A low paragraph between two tables: Word would make one of them."""
    before = place.getprevious()
    if before is not None and before.tag == following.tag == tag("w:tbl"):
        between = etree.fromstring(
            f'<w:p xmlns:w="{NAMESPACES["w"]}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="160"'
            ' w:lineRule="exact"/></w:pPr></w:p>'
        )
        place.addprevious(between)


def _declared(root: Element, pieces: Sequence[Element]) -> Element:
    """The document's outermost element with the prefixes that pieces declare, those ignored that are ignored there."""
    prefixes: dict[str, str] = {}
    ignored = root.get(_IGNORABLE, "").split()
    for each in (root, *pieces):
        for prefix, address in each.nsmap.items():
            prefixes.setdefault(str(prefix or "w"), address)
        ignored += [name for name in each.get(_IGNORABLE, "").split() if prefixes.get(name) == each.nsmap.get(name)]
    whole_root = etree.Element(root.tag, {str(key): str(value) for key, value in root.attrib.items()}, nsmap=prefixes)
    whole_root.extend(list(root))
    if ignored:
        whole_root.set(_IGNORABLE, " ".join(dict.fromkeys(ignored)))
    return whole_root


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

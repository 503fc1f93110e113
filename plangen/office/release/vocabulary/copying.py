"""One part of a file written anew: what is known to be harmless, in the order in which it stood."""

from collections.abc import Callable, Mapping
from copy import deepcopy

from lxml import etree
from msgspec import Struct

from plangen.office.release.vocabulary.alternatives import one_form
from plangen.office.release.vocabulary.characters import plain
from plangen.office.release.vocabulary.field_codes import CodedField, becomes_text, fields_of, kept_code
from plangen.office.release.vocabulary.harmless import PREFIXES, TEXTS, WP, A, R, V, W, attributes_of, is_said
from plangen.office.release.vocabulary.old_shapes import description
from plangen.office.release.vocabulary.verdicts import Verdict, verdict_on

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKS = frozenset({f"{W}bookmarkStart", f"{W}bookmarkEnd"})
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_NAMED = frozenset({f"{WP}docPr", *(f"{{{PREFIXES[each]}}}cNvPr" for each in ("pic", "wps", "wpg"))})
_ON = frozenset({"1", "true", "on"})  # what a switch says that says nothing
_THEME = frozenset(f"{A}{name}" for name in ("theme", "clrScheme", "fontScheme", "fmtScheme"))
_RELATED = (f"{R}id", f"{R}embed", f"{R}link", f"{R}pict", f"{R}href")


class Sources(Struct, frozen=True, kw_only=True):
    """What a part is copied with."""

    marks: Mapping[str, str]  # bookmarks that something points to, by name, with their new names
    numbers: Mapping[str, str]  # the same by number, in this part
    relate: Callable[[str], str]  # the new key of a relation; the old one where it stays
    notes: Mapping[str, Mapping[str, str]]  # footnotes and endnotes by number, with their new numbers
    is_drawn: Callable[[etree._Element], bool]  # whether a link, by its element, leads anywhere


class PartCopy:
    """A part while it is copied."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._gone: set[etree._Element] = set()
        self._texts: dict[etree._Element, str] = {}
        self._loose: set[etree._Element] = set()  # simple fields of which only what they show stays
        self._described: set[str] = set()
        self._drawings = 0

    def of(self, root: etree._Element) -> etree._Element:
        """The part anew."""
        every, stray = fields_of(root)
        self._gone.update(stray)
        for each in every:
            self._decide(each)
        new = etree.Element(root.tag, nsmap=dict(PREFIXES))
        self._attributes(root, new)
        self._children(root, new)
        etree.cleanup_namespaces(new)
        return new

    def _decide(self, each: CodedField) -> None:
        """Whether a field stays, with a plain code, or only what it shows."""
        code = kept_code(each.code, self._sources.marks) if each.is_whole or not each.codes else None
        if code is not None and not each.inside:
            first = each.codes[0] if each.codes else each.begin
            self._texts[first] = code
            self._gone.update(each.codes[1:])
        elif becomes_text(each):
            if each.begin.tag == f"{W}fldSimple":
                self._loose.add(each.begin)
            else:
                self._gone.update(each.pieces)

    def _children(self, old: etree._Element, new: etree._Element) -> None:
        for child in old.iterchildren("*"):
            self._child(child, new)

    def _child(self, child: etree._Element, new: etree._Element) -> None:
        if child in self._gone:
            return
        if child.tag in _MARKS:
            self._mark(child, new)
            return
        verdict = verdict_on(child)
        if child in self._loose or self._leads_nowhere(child):
            verdict = Verdict.UNWRAPPED
        if verdict is not Verdict.DROPPED:
            copies = {
                Verdict.ALTERNATIVE: self._alternative,
                Verdict.UNWRAPPED: self._children,
                Verdict.KEPT: self._kept,
                Verdict.STRANGE: self._strange,
            }
            copies[verdict](child, new)

    def _alternative(self, child: etree._Element, new: etree._Element) -> None:
        form = one_form(child)
        if form is None:
            self._strange(child, new)
        else:
            self._children(form, new)

    def _kept(self, child: etree._Element, new: etree._Element) -> None:
        if child.tag in _NOTES and child.get(f"{W}id", "") not in self._sources.notes[_NOTES[child.tag]]:
            return
        kind = child.get("type", "") if child.tag == f"{V}shape" else ""
        if kind not in self._described and (said := description(kind)) is not None:
            self._described.add(kind)
            new.append(said)
        copied = etree.SubElement(new, child.tag)
        self._attributes(child, copied)
        self._text(child, copied)
        self._children(child, copied)

    def _strange(self, child: etree._Element, new: etree._Element) -> None:
        """As it stands, with what it refers to: the gate says what is wrong with it."""
        copied = deepcopy(child)
        copied.tail = None
        for each in copied.iter("*"):
            for name in _RELATED:
                if name in each.attrib:
                    each.set(name, self._sources.relate(each.get(name, "")))
        new.append(copied)

    def _attributes(self, old: etree._Element, new: etree._Element) -> None:
        known = attributes_of(str(old.tag)) or {}
        for key in map(str, old.attrib):
            if key in known and not (key == f"{W}val" and known[key] == "flag" and old.get(key) in _ON):
                new.set(key, self._value(old, key))
        if old.tag in _NAMED:
            self._drawings += 1
            new.set("id", str(self._drawings))
            new.set("name", f"Drawing {self._drawings}")

    def _value(self, old: etree._Element, key: str) -> str:
        value = str(old.get(key, ""))
        if key in _RELATED:
            return self._sources.relate(value)
        if old.tag == f"{W}hyperlink" and key == f"{W}anchor":
            return self._sources.marks.get(value, value)
        if old.tag in _NOTES and key == f"{W}id":
            return self._sources.notes[_NOTES[str(old.tag)]].get(value, value)
        if old.tag == f"{W}fldSimple":
            return self._texts.get(old, " ".join(value.split()))
        return "Office" if key == "name" and old.tag in _THEME else _plain_value(old, key, value)

    def _text(self, old: etree._Element, new: etree._Element) -> None:
        """What it says, without signs that nobody sees."""
        said = self._texts.get(old) if old.tag == f"{W}instrText" else None
        text = plain(old.text or "") if said is None else f" {said} "
        if old.tag in TEXTS:
            new.text = text or None
            _keep_blanks(new, text)
        elif text.strip() and is_said(str(old.tag), text):
            new.text = text.strip()

    def _mark(self, child: etree._Element, new: etree._Element) -> None:
        """A bookmark that something points to, under a name that says nothing."""
        number = child.get(f"{W}id", "")
        name = self._sources.numbers.get(number)
        if name is None:
            return
        copied = etree.SubElement(new, child.tag)
        copied.set(f"{W}id", name.removeprefix("_Ref"))
        if child.tag == f"{W}bookmarkStart":
            copied.set(f"{W}name", name)

    def _leads_nowhere(self, child: etree._Element) -> bool:
        return child.tag == f"{W}hyperlink" and not self._sources.is_drawn(child)


def _plain_value(old: etree._Element, key: str, value: str) -> str:
    """A value that is words without signs that nobody sees; any other as it is."""
    kind = (attributes_of(str(old.tag)) or {}).get(key, "")
    return plain(value) if kind in {"text", "font"} else value


def _keep_blanks(new: etree._Element, text: str) -> None:
    if _SPACE in new.attrib:
        del new.attrib[_SPACE]
    if text != text.strip() or "  " in text:
        new.set(_SPACE, "preserve")

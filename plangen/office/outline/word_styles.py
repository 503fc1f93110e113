"""What the styles and lists of a Word file make of its paragraphs: headings, items, notes, captions."""

import re
from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from plangen.blocks.authored import Wording
from plangen.office.ooxml.numbers import is_on, whole
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
_VALUE = f"{W}val"
_HEADING = re.compile(r"(?:heading|标题|(无编号标题))\s*([1-9])", re.IGNORECASE)
_KINDS: Mapping[str, Wording] = {
    Style.TITLE.lower(): Wording.TITLE,
    Style.PLAIN: Wording.PLAIN,
    Style.NOTE: Wording.NOTE,
    Style.SIGNED: Wording.SIGNED,
    Style.ORDERED: Wording.ORDERED,
    Style.UNORDERED: Wording.UNORDERED,
    Style.CAPTION: Wording.CAPTION,
}
_CONTENTS = re.compile(r"toc(?: heading| ?[1-9])", re.IGNORECASE)
_TEXT_LEVEL = 9  # of an outline: none
_DEEPEST = 20  # styles based on one another


class WordStyles:
    """The styles and numberings of one file."""

    def __init__(self, parts: Parts) -> None:
        self._styles = {each.get(f"{W}styleId", ""): each for each in parts.root("word/styles.xml").iter(f"{W}style")}
        numbering = parts.root("word/numbering.xml")
        self._lists = {each.get(f"{W}numId", ""): each for each in numbering.iter(f"{W}num")}
        self._abstract = {each.get(f"{W}abstractNumId", ""): each for each in numbering.iter(f"{W}abstractNum")}

    def heading(self, paragraph: Element) -> tuple[int, bool]:
        """The level of a heading, 0 where it is none, and whether it is numbered."""
        for style in self._chain(_style_of(paragraph, "p")):
            if found := _HEADING.fullmatch(_name(style)):
                return int(found[2]), not found[1]
        level = self._property(paragraph, "outlineLvl")
        number = whole(level.get(_VALUE, ""), _TEXT_LEVEL) if level is not None else _TEXT_LEVEL
        return (number + 1, True) if 0 <= number < _TEXT_LEVEL else (0, True)

    def kind(self, paragraph: Element) -> Wording:
        """What a paragraph is that is no heading: by its style, else by its list."""
        for style in self._chain(_style_of(paragraph, "p")):
            if found := _KINDS.get(_name(style).lower()):
                return found
        return self._listed(paragraph)

    def is_of_contents(self, paragraph: Element) -> bool:
        """Whether it is a line of a contents list."""
        return any(_CONTENTS.fullmatch(_name(style)) for style in self._chain(_style_of(paragraph, "p")))

    def list_level(self, paragraph: Element) -> int:
        """How deep an item stands in its list, from 0."""
        number = self._property(paragraph, "numPr")
        level = None if number is None else number.find(f"{W}ilvl")
        return 0 if level is None else whole(level.get(_VALUE, ""))

    def alignment(self, paragraph: Element) -> str:
        """How its lines are set: left, center, right, both; nothing where nobody says so."""
        aligned = self._property(paragraph, "jc")
        return "" if aligned is None else aligned.get(_VALUE, "")

    def begins_page(self, paragraph: Element) -> bool:
        """Whether it always begins a page."""
        return is_on(self._property(paragraph, "pageBreakBefore"), _VALUE)

    def is_strong(self, run: Element) -> bool:
        """Whether a run is bold of its own, or by a style of letters."""
        properties = run.find(f"{W}rPr")
        bold = None if properties is None else properties.find(f"{W}b")
        if bold is not None:
            return is_on(bold, _VALUE)
        styles = list(self._chain(_style_of(run, "r")))
        found = next((mark for style in styles if (mark := style.find(f"{W}rPr/{W}b")) is not None), None)
        return is_on(found, _VALUE)

    def _listed(self, paragraph: Element) -> Wording:
        number = self._property(paragraph, "numPr")
        key = None if number is None else number.find(f"{W}numId")
        listed = None if key is None else self._lists.get(key.get(_VALUE, ""))
        if listed is None:
            return Wording.TEXT
        form = self._form(listed, str(self.list_level(paragraph)))
        return {"bullet": Wording.UNORDERED, "none": Wording.TEXT}.get(form, Wording.ORDERED)

    def _form(self, listed: Element, level: str) -> str:
        """How a level of a list is counted: decimal, bullet."""
        key = listed.find(f"{W}abstractNumId")
        abstract = None if key is None else self._abstract.get(key.get(_VALUE, ""))
        for holder in (*listed.iter(f"{W}lvlOverride"), *([] if abstract is None else [abstract])):
            for each in holder.iter(f"{W}lvl"):
                form = each.find(f"{W}numFmt")
                if each.get(f"{W}ilvl") == level and form is not None:
                    return form.get(_VALUE, "")
        return ""

    def _property(self, paragraph: Element, name: str) -> Element | None:
        """A property of a paragraph: its own, else of the nearest style that has it."""
        own = paragraph.find(f"{W}pPr/{W}{name}")
        if own is not None:
            return own
        styles = self._chain(_style_of(paragraph, "p"))
        return next((found for style in styles if (found := style.find(f"{W}pPr/{W}{name}")) is not None), None)

    def _chain(self, key: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        for _ in range(_DEEPEST):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            base = style.find(f"{W}basedOn")
            key = "" if base is None else base.get(_VALUE, "")


def _style_of(element: Element, kind: str) -> str:
    style = element.find(f"{W}{kind}Pr/{W}{kind}Style")
    return "" if style is None else style.get(_VALUE, "")


def _name(style: Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(_VALUE, "")

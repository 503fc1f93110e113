"""Everything that a Word file has to print, in its order: paragraphs, rows, boxes, notes, headers and footers."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial

from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.diagnostics import Words, words
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.places import Places
from plangen.office.ooxml.relations import Relations, main_part
from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.paper.list_numbers import ListNumbering, written_number
from plangen.office.paper.printed_pieces import plain
from plangen.office.paper.printed_runs import OpenFields, PrintedRuns

_W = f"{{{NAMESPACES['w']}}}"
_OFF = frozenset({"0", "false", "off"})
_TABLE, _PARAGRAPH, _SECTION = f"{_W}tbl", f"{_W}p", f"{_W}sectPr"
_FALLBACK = f"{{{NAMESPACES['mc']}}}Fallback"
_HEADING = 40  # characters of what stands above a table and may name it
_CELL = re.compile("第 [0-9]+ 格$|, cell [0-9]+$")
_NOTES = {
    "footnote": words("脚注", "footnote"),
    "endnote": words("尾注", "endnote"),
}


class SaidText(Struct, frozen=True, kw_only=True):
    """A paragraph."""

    text: str  # as it is compared
    where: Callable[[], Words]  # told only of the few that are asked for

    @property
    def spot(self) -> Words:
        """Where it stands in the file."""
        return self.where()


class SaidItem(Struct, frozen=True, kw_only=True):
    """A paragraph, or a row of a table with what each of its cells says."""

    cells: tuple[tuple[SaidText, ...], ...]
    section: int
    table: int = 0  # from 1
    is_head: bool = False  # repeated on each page of its table
    row: Callable[[], Words] | None = None  # where a row stands

    @property
    def texts(self) -> tuple[SaidText, ...]:
        """What it says, cell by cell."""
        return tuple(each for cell in self.cells for each in cell)


class PageFrames(Struct, frozen=True, kw_only=True):
    """The headers or footers of a section, each as its paragraphs, by the pages that they are for."""

    default: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    even: tuple[str, ...] = ()


class PageSection(Struct, frozen=True, kw_only=True):
    """What the pages of a section have in common."""

    header: PageFrames = PageFrames()
    footer: PageFrames = PageFrames()
    has_first: bool = False
    has_even: bool = False
    start: int | None = None  # where its page numbers begin anew
    format: str = "decimal"

    def number(self, page: int) -> str:
        """A page number as it is printed."""
        return written_number(page, self.format)


class WordTexts(Struct, frozen=True, kw_only=True):
    """What a Word file has to print."""

    items: tuple[SaidItem, ...]
    loose: tuple[SaidText, ...]  # boxes, frames and notes: somewhere on the pages
    sections: tuple[PageSection, ...]
    read: frozenset[Element] = frozenset()  # the elements of the file whose text is among these


def word_texts(parts: Parts) -> WordTexts:
    """Of a sound Word file."""
    return _WordReading(parts).read()


class _WordReading:
    """One file being read."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.main = main_part(parts)
        self.relations = Relations(parts)
        self.root = parts.root(self.main)
        self.places = Places(self.root, self.main)
        styles = parts.root(self.relations.one(self.main, "styles"))
        self.numbering = ListNumbering(parts.root(self.relations.one(self.main, "numbering")), styles)
        self.runs = PrintedRuns(styles)
        self.fields = OpenFields()
        self.items: list[SaidItem] = []
        self.loose: list[SaidText] = []
        self.sections: list[PageSection] = []
        self.tables = 0
        self.above = ""

    def read(self) -> WordTexts:
        body = self.root.find(f"{_W}body")
        if body is not None:
            self.blocks(body)
            own = body.find(_SECTION)
            self.sections.append(self.section(own))
        self.notes()
        return WordTexts(
            items=tuple(self.items),
            loose=tuple(self.loose),
            sections=tuple(self.sections),
            read=frozenset(self.runs.read_texts),
        )

    def blocks(self, holder: Element) -> None:
        for each in self.inside(holder):
            if each.tag == _TABLE:
                self.table(each)
                continue
            said = self.paragraph(each)
            if said.text and _is_framed(each):
                self.loose.append(said)
            elif said.text:
                self.items.append(SaidItem(cells=((said,),), section=len(self.sections)))
                self.above = _shown(each)
            ending = each.find(f"{_W}pPr/{_SECTION}")
            if ending is not None:
                self.sections.append(self.section(ending))

    def inside(self, holder: Element) -> Iterator[Element]:
        """Paragraphs and tables, those in content controls and insertions too."""
        for each in holder:
            if each.tag in {_PARAGRAPH, _TABLE}:
                yield each
            elif each.tag in self.runs.around:
                yield from self.inside(each)

    def table(self, table: Element) -> None:
        self.tables += 1
        number, name = self.tables, self.above
        is_floating = table.find(f"{_W}tblPr/{_W}tblpPr") is not None
        heading = True
        for row in self.rows(table):
            cells = tuple(tuple(self.cell(cell, name)) for cell in self.outer(row, "tc", f"{_W}p"))
            heading = heading and _is_on(row.find(f"{_W}trPr/{_W}tblHeader"))
            where = partial(self.row_spot, row, name)
            item = SaidItem(cells=cells, section=len(self.sections), table=number, is_head=heading, row=where)
            if is_floating:
                self.loose += item.texts
            elif item.texts:
                self.items.append(item)
        self.above = ""

    def rows(self, table: Element) -> Iterator[Element]:
        return (row for row in self.outer(table, "tr", f"{_W}tc") if row.find(f"{_W}trPr/{_W}hidden") is None)

    def outer(self, holder: Element, name: str, stop: str) -> Iterator[Element]:
        for each in holder:
            if each.tag == f"{_W}{name}":
                yield each
            elif each.tag != stop and each.tag in self.runs.around:
                yield from self.outer(each, name, stop)

    def cell(self, cell: Element, name: str) -> Iterator[SaidText]:
        """The paragraphs of a cell and of the tables in it."""
        for each in self.inside(cell):
            if each.tag == _TABLE:
                for row in self.rows(each):
                    for inner in self.outer(row, "tc", f"{_W}p"):
                        yield from self.cell(inner, name)
                continue
            said = self.paragraph(each, name)
            if said.text:
                yield said

    def paragraph(self, paragraph: Element, table: str = "") -> SaidText:
        label = self.numbering.label(paragraph)
        found = self.runs.read(paragraph, self.fields)
        where = partial(self.spot, paragraph, table)
        for box in found.boxes:
            for each in box.iter(_PARAGRAPH):
                inner = self.paragraph(each)
                if inner.text:
                    self.loose.append(SaidText(text=inner.text, where=where))
        self.loose += (SaidText(text=plain(text), where=where) for text in found.beside if plain(text))
        text = plain(found.text)
        return SaidText(text=plain(label) + text if text or label else "", where=where)

    def spot(self, paragraph: Element, table: str) -> Words:
        """Where a paragraph stands; in a table that has a name, with that."""
        return _named(self.places.spot(paragraph), table)

    def row_spot(self, row: Element, table: str) -> Words:
        """The place of a row, from that of its first cell."""
        first = self.places.spot(row)
        return _named(words(_CELL.sub("", first.zh), _CELL.sub("", first.en)), table)

    def notes(self) -> None:
        for kind, spot in _NOTES.items():
            root = self.parts.root(self.relations.one(self.main, f"{kind}s"))
            own = {each.get(f"{_W}id", ""): each for each in root.iter(f"{_W}{kind}")}
            for number, key in self.runs.notes(kind):
                if key not in own:
                    continue
                for paragraph in _shown_paragraphs(own[key]):
                    text = plain(self.runs.read(paragraph, OpenFields(), note=number).text)
                    if text:
                        self.loose.append(SaidText(text=text, where=partial(_same, spot)))

    @cached_property
    def has_even(self) -> bool:
        settings = self.parts.root(self.relations.one(self.main, "settings"))
        return _is_on(settings.find(f"{_W}evenAndOddHeaders"))

    def section(self, properties: Element | None) -> PageSection:
        before = self.sections[-1] if self.sections else PageSection()
        if properties is None:
            return PageSection(header=before.header, footer=before.footer)
        numbers = properties.find(f"{_W}pgNumType")
        start = numbers.get(f"{_W}start") if numbers is not None else None
        return PageSection(
            header=self.frames(properties, "header", before.header),
            footer=self.frames(properties, "footer", before.footer),
            has_first=_is_on(properties.find(f"{_W}titlePg")),
            has_even=self.has_even,
            start=whole(start) if start else None,
            format=(numbers.get(f"{_W}fmt") if numbers is not None else None) or "decimal",
        )

    def frames(self, properties: Element, kind: str, before: PageFrames) -> PageFrames:
        """Those of a section; what it does not name is that of the section before."""
        targets: Mapping[str, str] = self.relations.related(self.main, kind)
        found = {name: getattr(before, name) for name in PageFrames.__struct_fields__}
        for each in properties.iterfind(f"{_W}{kind}Reference"):
            part = targets.get(each.get(f"{{{NAMESPACES['r']}}}id", ""), "")
            paragraphs = _shown_paragraphs(self.parts.root(part))
            texts = (plain(self.runs.read(paragraph, OpenFields()).text) for paragraph in paragraphs)
            found[each.get(f"{_W}type", "default")] = tuple(text for text in texts if text)
        return PageFrames(**found)


def _named(spot: Words, table: str) -> Words:
    return words(f"{spot.zh}（{table}）", f"{spot.en} ({table})") if table else spot


def _shown_paragraphs(holder: Element) -> Iterator[Element]:
    """The paragraphs of a part, those of its boxes too, but for what old programs get in the place of a box."""
    return (each for each in holder.iter(_PARAGRAPH) if next(each.iterancestors(_FALLBACK), None) is None)


def _same(spot: Words) -> Words:
    return spot


def _is_framed(paragraph: Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}framePr") is not None


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{_W}val", "on") not in _OFF


def _shown(paragraph: Element) -> str:
    """What may name the table below."""
    text = "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))
    return text if len(text) <= _HEADING else ""

"""An outline that is written in Word as paragraphs and tables, each with its place; what would be lost is found."""

import itertools
import re
from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.etree import _Element as Element

from plangen.blocks.authored import Authored, AuthoredLine, AuthoredTable, Wording
from plangen.blocks.document import Span
from plangen.diagnostics import Finding, Place, Rule, Words
from plangen.office.ooxml.guard import LINKED
from plangen.office.ooxml.hidden import hidden_styles, is_hidden
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.outline import beside_words as lost
from plangen.office.outline.fields import Fields
from plangen.office.outline.word_rules import CHANGED, LOST, UNSETTLED
from plangen.office.outline.word_styles import W, WordStyles
from plangen.office.templates.tagged import Spots, own_texts, text_of
from plangen.office.templates.word_file import WordFile

_UNSETTLED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_UNSHOWN = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr"))
_WORDS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}cr": "\n"}
_RAISED = tuple(f"{W}{name}" for name in ("vertAlign", "strike", "dstrike"))
_MERGED = ("vMerge", "hMerge")
_RIGHT = frozenset({"right", "end"})


def read_word_outline(raw: bytes, file: str) -> tuple[tuple[Authored, ...], tuple[Finding, ...]]:
    """What the body of a Word file says, in order, and what is wrong with it; nothing of a file that is not sound."""
    word = WordFile(raw, file)
    of_file = tuple(each for each in word.findings if each.rule is not LINKED)  # nothing but words is taken from it
    if not word.is_sound:
        return (), of_file
    reading = _Body(word)
    written = tuple(reading.body())
    return written, (*of_file, *reading.findings)


def unsettled(word: WordFile) -> Iterator[Finding]:
    """A finding where changes of the text of a sound file are neither accepted nor rejected."""
    found = list(word.root(DOCUMENT).iter(*_UNSETTLED))
    if found:
        spots = Spots(word.root(DOCUMENT), word.file, word.texts[DOCUMENT])
        yield Finding(rule=UNSETTLED, at=spots.of(found[0]), values={"count": len(found)})


class _Body:
    """Goes through the body of one file."""

    def __init__(self, word: WordFile) -> None:
        self.word = word
        self.root = word.root(DOCUMENT)
        self.spots = Spots(self.root, word.file, word.texts[DOCUMENT])
        self.styles = WordStyles(word.parts)
        self.hidden = hidden_styles(word.root("word/styles.xml"))
        self.fields = Fields()
        self.findings: list[Finding] = []
        self.listed_contents = False

    def body(self) -> Iterator[Authored]:
        """Everything in it that an outline is made from."""
        body = self.root.find(f"{W}body")
        assert body is not None  # of a file that is sound
        self.findings += unsettled(self.word)
        yield from self.within(body)
        self.headers()

    def within(self, holder: Element) -> Iterator[Authored]:
        """The paragraphs and tables of the body, of a control in it, of an insertion."""
        for each in holder.iterchildren(etree.Element):
            if each.tag == f"{W}p":
                yield from self.paragraph(each)
            elif each.tag == f"{W}tbl":
                yield from self.table(each)
            elif each.tag == f"{W}sdt":
                if each.find(f"{W}sdtPr/{W}docPartObj") is None:
                    self.changed(lost.CONTROL, each)
                yield from self.within(each)
            elif each.tag in lost.LOST:
                self.lost(lost.LOST[each.tag], each)
            elif each.tag not in _UNSHOWN and each.tag not in _GONE:
                yield from self.within(each)

    def paragraph(self, paragraph: Element) -> Iterator[AuthoredLine]:
        """The lines of a paragraph of the body."""
        was_in_contents = self.fields.in_contents
        lines, breaks = self.lines(paragraph)
        if self.fields.saw_contents() or was_in_contents or self.styles.is_of_contents(paragraph):
            self.contents(paragraph)
            return
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            self.changed(lost.SECTION, paragraph)
        at = self.spots.of(paragraph)
        begins_page = "before" in breaks or self.styles.begins_page(paragraph)
        level, numbered = self.styles.heading(paragraph)
        if level:
            yield AuthoredLine(
                spans=tuple(itertools.chain.from_iterable(lines)),
                at=at,
                kind=Wording.HEADING,
                level=level,
                new_page=begins_page,
                numbered=numbered,
            )
        else:
            yield from _page_break(at, is_there=begins_page)
            kind = self.kind(paragraph) if _has_words(lines) else Wording.TEXT
            yield from (AuthoredLine(spans=tuple(line), at=at, kind=kind) for line in lines)
        yield from _page_break(at, is_there="behind" in breaks)

    def kind(self, paragraph: Element) -> Wording:
        """What a paragraph with words is that is no heading."""
        kind = self.styles.kind(paragraph)
        if kind in {Wording.ORDERED, Wording.UNORDERED} and self.styles.list_level(paragraph):
            self.changed(lost.DEEPER, paragraph)
        if kind is Wording.TEXT:
            if self.styles.alignment(paragraph) in _RIGHT:
                return Wording.SIGNED
            if self.styles.alignment(paragraph) == "center" and not self.is_sign(paragraph):
                self.changed(lost.CENTRED, paragraph)
        return kind

    def is_sign(self, paragraph: Element) -> bool:
        """Whether it is a tag, a placeholder or names its role: where that stands makes no difference."""
        return re.match(r"\s*(?:\{%|〔|文题|顶格|落款|表题)", self.spots.of(paragraph).excerpt) is not None

    def contents(self, paragraph: Element) -> None:
        if not self.listed_contents:
            self.changed(lost.CONTENTS, paragraph)
        self.listed_contents = True

    # -- tables

    def table(self, table: Element) -> Iterator[AuthoredTable]:
        """A table, unless its cells are merged or hold more than text."""
        rows = [list(_near(row, "tc")) for row in _near(table, "tr")]
        if self.is_uneven(rows):
            self.lost(lost.MERGED, table)
        elif next(table.iterdescendants(f"{W}tbl"), None) is not None:
            self.lost(lost.NESTED, table)
        elif rows and rows[0]:
            columns = list(zip(*rows, strict=True))
            yield AuthoredTable(
                rows=tuple(tuple(map(self.cell, row)) for row in rows),
                places=tuple(tuple(map(self.place_of_cell, row)) for row in rows),
                weights=_weights(table, len(columns)),
                centred=frozenset(at for at, cells in enumerate(columns) if self.is_centred(cells)),
            )

    def is_uneven(self, rows: Sequence[Sequence[Element]]) -> bool:
        """Whether its rows are not of as many plain cells each."""
        return len({len(row) for row in rows}) > 1 or any(map(self.is_merged, itertools.chain.from_iterable(rows)))

    def place_of_cell(self, cell: Element) -> Place:
        """Where people find it."""
        return self.spots.of(next(cell.iter(f"{W}p"), cell))

    def is_merged(self, cell: Element) -> bool:
        """Whether it stands over several columns or rows."""
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        is_wide = span is not None and whole(span.get(f"{W}val", ""), 1) > 1
        return is_wide or any(cell.find(f"{W}tcPr/{W}{name}") is not None for name in _MERGED)

    def cell(self, cell: Element) -> tuple[AuthoredLine, ...]:
        """The lines of a cell, items of lists as plain ones."""
        said = ((self.spots.of(each), self.lines(each)[0]) for each in cell.iter(f"{W}p"))
        return tuple(AuthoredLine(spans=tuple(line), at=at) for at, lines in said for line in lines)

    def is_centred(self, cells: Sequence[Element]) -> bool:
        """Whether all that a column says below its head stands in the middle; that of a head always does."""
        below = [paragraph for cell in cells[1:] or cells for paragraph in cell.iter(f"{W}p")]
        said = [each for each in below if not re.match(r"\s*(?:\{%.*)?$", text_of(own_texts(each)))]
        return bool(said) and all(self.styles.alignment(each) == "center" for each in said)

    # -- words

    def lines(self, paragraph: Element) -> tuple[list[list[Span]], frozenset[str]]:
        """The lines of a paragraph, and whether a page ends before or behind its words."""
        lines: list[list[Span]] = [[]]
        breaks: set[str] = set()
        for text, is_strong in self.inline(paragraph):
            if text == "\f":
                breaks.add("behind" if _has_words(lines) else "before")
                continue
            first, *others = text.split("\n")
            lines[-1].append(Span(first, strong=is_strong))
            lines += ([Span(each, strong=is_strong)] for each in others)
        return lines, frozenset(breaks)

    def inline(self, holder: Element) -> Iterator[tuple[str, bool]]:
        """The words within, each with whether it is strong; a line feed breaks a line, a form feed a page."""
        for each in holder.iterchildren(etree.Element):
            if each.tag == f"{W}r":
                yield from self.run(each)
            elif each.tag in lost.LOST:
                self.lost(lost.LOST[each.tag], each)
            elif each.tag not in _UNSHOWN and each.tag not in _GONE:
                self.around(each)
                yield from self.inline(each)

    def around(self, element: Element) -> None:
        """Say what is not kept of what stands around words."""
        if element.tag == f"{W}hyperlink" and not self.fields.in_contents:
            self.changed(lost.LINK, element)
        elif element.tag == f"{W}sdt":
            self.changed(lost.CONTROL, element)
        elif element.tag == f"{W}fldSimple" and self.fields.is_lost(element.get(f"{W}instr", "")):
            self.changed(lost.FIELD, element)

    def run(self, run: Element) -> Iterator[tuple[str, bool]]:
        """The words of a run."""
        is_strong = self.styles.is_strong(run)
        for each in run.iterchildren(etree.Element):
            if each.tag in lost.LOST:
                self.lost(lost.LOST[each.tag], each)
            elif each.tag == f"{W}ruby":
                yield from self.inline_of_ruby(each)
            elif self.fields.take(each):
                self.changed(lost.LINK if self.fields.is_link else lost.FIELD, each)
            elif text := self.shown(each):
                yield text, is_strong
        if any(run.find(f"{W}rPr/{tag}") is not None for tag in _RAISED):
            self.changed(lost.RAISED, run)

    def shown(self, element: Element) -> str:
        """What one element of a run says, nothing where that is not seen."""
        text = _said(element) if self.fields.is_shown else ""
        if text and element.tag == f"{W}t" and is_hidden(element, self.hidden):
            self.changed(lost.HIDDEN, element)
            return ""
        return text

    def inline_of_ruby(self, ruby: Element) -> Iterator[tuple[str, bool]]:
        """The words below a reading."""
        base = ruby.find(f"{W}rubyBase")
        if base is not None:
            yield from self.inline(base)

    # -- findings

    def headers(self) -> None:
        """Say that text of page headers and footers is not taken."""
        for part, kind in self.word.texts.items():
            if kind.startswith(("header", "footer")):
                texts = self.word.root(part).iter(f"{W}t")
                if (
                    first := next((each for each in texts if re.search(r"[^\W\d]", each.text or "")), None)
                ) is not None:
                    spots = Spots(self.word.root(part), self.word.file, kind)
                    self.findings.append(Finding(rule=CHANGED, at=spots.of(first), values={"what": lost.HEADERS}))
                    return

    def lost(self, what: Words, element: Element) -> None:
        self.found(LOST, element, what=what)

    def changed(self, what: Words, element: Element) -> None:
        self.found(CHANGED, element, what=what)

    def found(self, rule: Rule, element: Element, **values: object) -> None:
        at: Place = self.spots.of(element)
        self.findings.append(Finding(rule=rule, at=at, values=values))


def _page_break(at: Place, *, is_there: bool) -> Iterator[AuthoredLine]:
    if is_there:
        yield AuthoredLine(spans=(), at=at, kind=Wording.BREAK)


def _has_words(lines: Sequence[Sequence[Span]]) -> bool:
    return any(span.text.strip() for line in lines for span in line)


def _said(element: Element) -> str:
    """What one element of a run says."""
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag == f"{W}br":
        return {"page": "\f", "column": "\n"}.get(element.get(f"{W}type", ""), "\n")
    return _WORDS.get(element.tag, "")


def _near(holder: Element, name: str) -> Iterator[Element]:
    """The rows of a table, the cells of a row, those in content controls too."""
    for each in holder.iterchildren(etree.Element):
        if each.tag == f"{W}{name}":
            yield each
        elif each.tag not in _UNSHOWN and each.tag not in {f"{W}tc", f"{W}p"} and each.tag not in _GONE:
            yield from _near(each, name)


def _weights(table: Element, count: int) -> tuple[float, ...]:
    """How wide the columns are, by the grid, alike where it does not fit."""
    grid = [float(whole(each.get(f"{W}w", ""))) for each in table.findall(f"{W}tblGrid/{W}gridCol")]
    return tuple(grid) if len(grid) == count and all(each > 0 for each in grid) else (1.0,) * count

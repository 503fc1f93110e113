"""The layout proof: printed pages measured against the layout profile and against what the document says of itself."""

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import UNSET, Struct

from plangen.blocks.document import Cover, Document, Heading, Row, SectionBreak, Table
from plangen.blocks.line_breaks import pieces_of, width_in_ems
from plangen.blocks.numbering import heading_counts, heading_label
from plangen.diagnostics import Finding, Place, Rule, words
from plangen.office.house.layout import Layout
from plangen.office.house.single_sheet import layout_of
from plangen.office.ooxml.forms.sheet_code import is_code_line
from plangen.office.pdf.fonts import is_font
from plangen.office.pdf.printed_lines import Frame, PrintedLine, foot_of, frame_of, is_beside, lines, points
from plangen.office.pdf.proof_rules import (
    CHARACTERS,
    CLOSING,
    EMPTY,
    HEADING_FONT,
    HEADING_FOOT,
    LINES,
    MARGIN,
    NUMBER_LACKING,
    NUMBER_PLACE,
    OPENING,
    PITCH,
    SHEET,
    SPARSE,
    TABLE_HEAD,
)
from plangen.office.pdf.text import PrintedPage
from plangen.office.word.writer import bookmark

_CLOSING = frozenset("，。、；：？！）》」』】〉〕”’％")
_OPENING = frozenset("（《「『【〈〔“‘")
_HAN = re.compile("[\u4e00-\u9fff]+")
_CHINESE = re.compile("[\u4e00-\u9fff，。、；：？！（）《》“”‘’]+")
_NUMBER = re.compile(r"—(\d+)—")
_SPACES = re.compile(r"\s")
_SLACK = 2.0  # points; what rounding and the bearing of a glyph may take
_PITCH_SLACK = 0.25
_INDENT = 10.0  # points; the space in a bracket that begins a line
_FEW = 3  # lines of text; a page with no more looks unfinished
_SHOWN = 24  # characters of a text in a finding


class PrintedDocument(Struct, frozen=True, kw_only=True):
    """A printed document: its pages, and where its Word file's bookmarks stand."""

    file: str  # as findings name it
    pages: tuple[PrintedPage, ...]
    places: Mapping[str, int]  # page from 0 by bookmark
    document: Document | None = None  # where its blocks are known


def proof(printed: PrintedDocument, layout: Layout, fonts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Everything on the pages that the layout does not allow.

    `fonts` is the PostScript name of what each wanted font is printed in.
    """
    own = layout_of(printed.document, layout)
    runs, layout = own is layout, own
    first = 1 + _has_cover(printed.document)
    proofs = [
        _Proof(printed.file, number, page, layout, runs=runs and number >= first)
        for number, page in enumerate(printed.pages, start=1)
    ]
    found = [finding for each in proofs for finding in each.findings()]
    if layout.page_number.style != "none":
        found += _numbers(printed, proofs)
    found += _sparse(proofs)
    if printed.document is not None:
        found += _headings(printed, printed.document, proofs, fonts)
        found += _table_heads(printed.document, proofs)
    return tuple(found)


def _has_cover(document: Document | None) -> bool:
    return document is not None and any(isinstance(block, Cover) for block in document.blocks)


class _Proof:
    """One page with its lines sorted out."""

    def __init__(self, file: str, number: int, page: PrintedPage, layout: Layout, *, runs: bool) -> None:
        self.file = file
        self.number = number
        self.page = page
        self.layout = layout
        self.runs = runs  # it may have running text: covers and single sheets are all table
        self.frame: Frame = frame_of(page, layout)
        foot, self.foot_frame = foot_of(page, layout)
        is_turned = page.width > page.height
        within = (each for each in page.glyphs if not (is_turned and is_beside(each, self.frame)))
        self.lines = tuple(lines(tuple(within)))
        self.body = tuple(line for line in self.lines if self.frame.holds(line.glyphs[0]))
        self.foot = tuple(lines(foot.glyphs))

    def findings(self) -> Iterator[Finding]:
        yield from self.sheet()
        yield from self.margins()
        yield from self.pitch()
        yield from self.characters()
        yield from self.marks()
        if not self.body:
            yield self.finding(EMPTY)

    def sheet(self) -> Iterator[Finding]:
        have = sorted(round(each / 72 * 25.4) for each in (self.page.width, self.page.height))
        want = sorted(round(each) for each in (self.layout.page.width_mm, self.layout.page.height_mm))
        if have != want:
            yield self.finding(SHEET, is_mm=f"{have[0]} × {have[1]}", want_mm=f"{want[0]} × {want[1]}")

    def margins(self) -> Iterator[Finding]:
        for line in (each for each in self.lines if not is_code_line(each.text)):
            hanging = line.size if line.text[-1] in _CLOSING else 0  # a closing mark may hang in the margin
            for side, over in (
                (words("左边", "left"), self.frame.left - line.x),
                (words("右边", "right"), line.right - hanging - self.frame.right),
                (words("下边", "lower"), line.y - self.frame.footer),
            ):
                if over > _SLACK:
                    by = f"{over / 72 * 25.4:.1f}"
                    yield self.finding(MARGIN, text=_shown(line.text), side=side, by=by)

    def text_lines(self) -> Iterator[PrintedLine]:
        """The lines of running text: in its size, flush left or indented."""
        body = self.layout.body
        starts = (self.frame.left, self.frame.left + body.indent_chars * body.size_pt)
        for line in self.body if self.runs else ():
            if abs(line.size - body.size_pt) < _PITCH_SLACK and any(abs(line.x - each) < _INDENT for each in starts):
                yield line

    def pitch(self) -> Iterator[Finding]:
        """Lines of text that follow one another stand in the exact pitch; a page of text alone is full with so many."""
        wanted = self.layout.body.line_pt
        for before, after in itertools.pairwise(self.text_lines()):
            gap = after.y - before.y
            if _SLACK < gap < wanted * 1.5 and abs(gap - wanted) > _PITCH_SLACK:
                yield self.finding(PITCH, text=_shown(after.text), is_pt=f"{gap:.1f}", want_pt=f"{wanted:g}")
        places = {line.y for line in self.text_lines()}
        is_full = len(places) and max(places) > self.frame.bottom - wanted
        count = int((self.frame.bottom - self.frame.top) / wanted + 0.01)
        if is_full and len(places) != count and len({line.y for line in self.body}) == len(places):
            yield self.finding(LINES, lines=len(places), wanted=count)

    def characters(self) -> Iterator[Finding]:
        """Lines of Chinese that run to the right edge have as many as fit, but for what marks and words move."""
        body = self.layout.body
        for line, after in itertools.pairwise(self.text_lines()):
            if line.right < self.frame.right - body.size_pt / 2 or not _CHINESE.fullmatch(line.text):
                continue
            wanted = int((self.frame.right - line.x) / (body.size_pt + body.spacing_pt) + 0.1)
            marked = not _HAN.fullmatch(line.text)
            more = 2 if marked else 0  # marks may be set narrower, the last one may hang in the margin
            less = (
                2 if marked or not _HAN.fullmatch(after.text[:3]) else 0
            )  # what may not begin a line takes others along
            if not _HAN.match(after.text):
                less = max(
                    less, math.ceil(width_in_ems(pieces_of(after.text)[0]))
                )  # what is not broken goes down whole
            if not wanted - less <= len(line.text) <= wanted + more:
                yield self.finding(CHARACTERS, text=_shown(line.text), characters=len(line.text), wanted=wanted)

    def marks(self) -> Iterator[Finding]:
        for line in self.body:
            text = line.text
            if text[0] in _CLOSING:
                yield self.finding(CLOSING, mark=text[0], text=_shown(text))
            if text[-1] in _OPENING and len(text) > 1:
                yield self.finding(OPENING, mark=text[-1], text=_shown(text))

    @property
    def printed_number(self) -> tuple[int, PrintedLine] | None:
        """The page number, with its line."""
        found = ((_NUMBER.fullmatch(_SPACES.sub("", line.text)), line) for line in self.foot)
        return next(((int(match[1]), line) for match, line in found if match), None)

    def finding(self, rule: Rule, **values: object) -> Finding:
        spot = words(f"第 {self.number} 页", f"page {self.number}")
        return Finding(
            rule=rule, at=Place(file=self.file, line=0, path=f"page {self.number}", spot=spot), values=values
        )


def _numbers(printed: PrintedDocument, proofs: Sequence[_Proof]) -> Iterator[Finding]:
    """Page numbers run on from 1, on the side that the layout wants; pages before the first one may have none."""
    needed = printed.document is not None and _all_numbered(printed.document)
    last = 0
    for each in proofs:
        found = each.printed_number
        if found is None:
            if last and needed:
                yield each.finding(NUMBER_LACKING, wanted=last + 1, found=words("没有页码", "there is none"))
            continue
        number, line = found
        if number not in {1, last + 1}:
            seen = words(f"印的是 {number}", f"{number} is printed")
            yield each.finding(NUMBER_LACKING, wanted=last + 1, found=seen)
        last = number
        yield from _number_place(each, number, line)


def _all_numbered(document: Document) -> bool:
    return not any(isinstance(each, SectionBreak) and not each.numbered for each in document.blocks)


def _number_place(each: _Proof, number: int, line: PrintedLine) -> Iterator[Finding]:
    """Odd ones right, even ones left, one character in from the edge of the type area; or all in the middle."""
    style, inset = each.layout.page_number, each.layout.page_number.size_pt
    frame = each.foot_frame
    if style.style == "center":
        side, off = words("居中", "in the middle"), (line.x + line.right) / 2 - (frame.left + frame.right) / 2
    elif number % 2:
        side, off = words("右侧，空一字", "on the right, one character in"), line.right - (frame.right - inset)
    else:
        side, off = words("左侧，空一字", "on the left, one character in"), line.x - (frame.left + inset)
    if abs(off) > 2 * _SLACK:
        yield each.finding(NUMBER_PLACE, text=line.text, side=side)


def _sparse(proofs: Sequence[_Proof]) -> Iterator[Finding]:
    """Pages behind a full one that hold the few lines which did not fit."""
    for before, each in itertools.pairwise(proofs):
        rows = {line.y for line in each.body}
        full = before.body and max(line.y for line in before.body) > before.frame.bottom - points(30)
        if full and 0 < len(rows) <= _FEW:
            yield each.finding(SPARSE, lines=len(rows), text=_shown("".join(line.text for line in each.body)))


def _headings(
    printed: PrintedDocument, document: Document, proofs: Sequence[_Proof], fonts: Mapping[str, str]
) -> Iterator[Finding]:
    counts = heading_counts(document.blocks)
    for block in document.blocks:
        if not isinstance(block, Heading) or block.form is not UNSET or bookmark(block.key) not in printed.places:
            continue
        each = proofs[printed.places[bookmark(block.key)]]
        label = _label(each.layout, counts.get(block.key))
        text = _SPACES.sub("", block.text)
        index = next((at for at, line in enumerate(each.body) if _is_heading(line, label, text)), None)
        if index is None:
            continue  # a heading of several lines, or a template with numbers of its own
        yield from _heading_font(each, block, each.body[index], fonts)
        if index == len(each.body) - 1 and each.number < len(proofs):
            yield each.finding(HEADING_FOOT, text=block.text)


def _label(layout: Layout, counts: tuple[int, ...] | None) -> str:
    return heading_label(counts, [level.number for level in layout.headings]) if counts else ""


def _is_heading(line: PrintedLine, label: str, text: str) -> bool:
    return line.text in {label + text, text}


def _heading_font(each: _Proof, block: Heading, line: PrintedLine, fonts: Mapping[str, str]) -> Iterator[Finding]:
    wanted = getattr(each.layout.fonts, each.layout.headings[block.level - 1].font)[0]
    used = {glyph.font for glyph in line.glyphs if _HAN.fullmatch(glyph.text)}
    wrong = [font for font in sorted(used) if font != fonts.get(wanted, font) and not is_font(wanted, font)]
    if wrong:
        yield each.finding(HEADING_FONT, text=block.text, font=wrong[0], wanted=wanted)


def _table_heads(document: Document, proofs: Sequence[_Proof]) -> Iterator[Finding]:
    """Heads of tables at the end of a page, their rows on the next one."""
    rows = (row for block in document.blocks if isinstance(block, Table) for row in block.rows)
    heads = dict.fromkeys(text for row in rows if row.header and (text := _row_text(row)))
    for each in proofs[:-1]:
        end = "".join(line.text for line in each.body)
        if head := next(filter(end.endswith, heads), ""):
            yield each.finding(TABLE_HEAD, text=_shown(head))


def _row_text(row: Row) -> str:
    said = "".join(span.text for cell in row.cells for spans in cell.paragraphs for span in spans)
    return _SPACES.sub("", said)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

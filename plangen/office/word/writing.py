"""What the writers of the several blocks share while one document is written."""

import itertools
from collections.abc import Mapping

from plangen.blocks.document import Block, Document, Heading, Span, Spans
from plangen.blocks.numbering import heading_counts, list_level
from plangen.office.house.look import Geometry, Look
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import paragraph, runs
from plangen.office.word.caption_fields import Caption, counted, fields_of, numbered, reference

_FIRST_CONTROL = 1001


class Writing:
    """The look, the page at hand and the counters of one document; lives for one call of `write_document`."""

    def __init__(self, document: Document, look: Look, pages: Mapping[str, str]) -> None:
        self.look = look
        self.page: Geometry = look.page
        self.pages = pages
        self.blocks: tuple[Block, ...] = document.blocks
        self.counts: Mapping[str, tuple[int, ...]] = heading_counts(document.blocks)
        self.bookmarks = itertools.count(1)
        self.drawings = itertools.count(1)
        self.controls = itertools.count(_FIRST_CONTROL)
        self.lists = itertools.count(look.next_number)
        self.used_lists: dict[int, str] = {}  # by numId: the abstract list that it is one of
        self.level = 0  # of the last heading
        self.captions: Mapping[str, Caption] = fields_of(document.blocks)
        self.pieces: list[bytes] = []
        self.turned: Mapping[str, str] = {}  # by the relation of a footer that of the same for turned pages

    def label(self, heading: Heading) -> str:
        """The number in front of a heading: that which Word counts, or in a part of a document that of the whole."""
        counts = self.counts.get(heading.key)
        return self.look.levels[heading.level - 1].label(counts) if counts else ""

    def new_list(self) -> int:
        """The numId of a list that begins at one, with the numbers of its level below the headings."""
        number = next(self.lists)
        self.used_lists[number] = self.look.ordered_list(list_level(self.level))
        return number

    def paragraph(self, style: Style, spans: Spans, *, before: str = "", after: str = "") -> str:
        """A paragraph of a style; `before` and `after` are its properties, as for `wml.paragraph`."""
        return paragraph(self.look.id(style), self.runs(spans), before=before, after=after)

    def runs(self, spans: Spans) -> str:
        """The spans as runs; the number of a table or figure that the document shows is a field."""
        text = ""
        for known, group in itertools.groupby(spans, key=lambda span: span.refers and span.text in self.captions):
            if known:
                text += "".join(reference(self.captions[span.text], runs((span,), self.look.strong)) for span in group)
            else:
                text += runs(tuple(group), self.look.strong)
        return text

    def caption(self, said: str, *, before: str = "") -> str:
        """The paragraph of a caption; its number is a field where Word counts to the same."""
        label, title = numbered(said)
        known = self.captions.get(label)
        if known is None:
            return self.paragraph(Style.CAPTION, (Span(said),), before=before)
        number = next(self.bookmarks)
        content = counted(known, number) + runs((Span(title),), self.look.strong)
        return paragraph(self.look.id(Style.CAPTION), content, before=before)

    def spacer(self, before: str = "", after: str = "", content: str = "") -> str:
        """A paragraph so low that it takes no line."""
        return paragraph(self.look.id(Style.END), content, before=before, after=after)

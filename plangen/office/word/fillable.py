"""Cells of a Word form that people fill in: boxes that a click ticks, prompts, and bookmarks that find answers again.

A box shows as the character that it is, □ or ■: whoever reads the text reads the answer. Bookmarks survive what other
programs save, tags of content controls do not.
"""

import re

from msgspec import UNSET

from plangen.blocks.answers import BOX
from plangen.blocks.document import Cell, Span, Spans
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import box, paragraph, run, runs
from plangen.office.word.writing import Writing

_AT_BOX = re.compile(f"({BOX})")


def marked(content: str, cell: Cell, writing: Writing) -> str:
    """The paragraphs of a cell with the bookmark of its answer around them."""
    if cell.answer is UNSET:
        return content
    number = next(writing.bookmarks)
    start, end = f'<w:bookmarkStart w:id="{number}" w:name="{cell.answer}"/>', f'<w:bookmarkEnd w:id="{number}"/>'
    head, properties, rest = content.partition("</w:pPr>")
    return f"{head}{properties}{start}{rest.removesuffix('</w:p>')}{end}</w:p>"


def ticked(style: Style, spans: Spans, writing: Writing, *, before: str, after: str) -> str:
    """A paragraph whose boxes can be ticked."""
    content = "".join(
        box(next(writing.controls)) if piece.text == BOX else runs((piece,), writing.look.strong)
        for span in spans
        for piece in _pieces(span)
    )
    return paragraph(writing.look.id(style), content, before=before, after=after)


def prompt(style: Style, guidance: str, writing: Writing, *, before: str, after: str) -> str:
    """A paragraph with a content control that shows the guidance until somebody writes into it."""
    number = next(writing.controls)
    grey = f'<w:rStyle w:val="{writing.look.id(Style.PLACEHOLDER)}"/>'
    # no w:text: LibreOffice prints plain-text controls without their grey
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="blank-{number}"/><w:id w:val="{number}"/><w:showingPlcHdr/></w:sdtPr>'
        f"<w:sdtContent>{run(guidance, grey)}</w:sdtContent></w:sdt>"
    )
    return paragraph(writing.look.id(style), control, before=before, after=after)


def has_boxes(spans: Spans) -> bool:
    """Whether there is something to tick."""
    return any(BOX in span.text for span in spans)


def _pieces(span: Span) -> list[Span]:
    return [Span(text, span.strong, span.mark) for text in _AT_BOX.split(span.text) if text]

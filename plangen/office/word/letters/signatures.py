"""Signature and date of a Word document, with the blank line above them and, where a seal is wanted, its room."""

import re
from collections.abc import Sequence

from plangen.blocks.document import Paragraph
from plangen.office.ooxml.signature import BLANK, BLANK_FOR_SEAL, SignedPlace, placed
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import twips
from plangen.office.word.writing import Writing

_LAST_STYLE = re.compile(r'(<w:pPr><w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)(?!.*<w:pStyle )', re.DOTALL)


def signature(lines: Sequence[Paragraph], writing: Writing, *, is_first: bool) -> str:
    """Its paragraphs; nothing blank stands above the first where it begins a page."""
    look = writing.look
    texts = ["".join(span.text for span in line.spans) for line in lines]
    character = twips(look.sizes[Style.SIGNED][0]) + look.tight
    room = writing.page.text_width / character
    places = placed(texts, room, sealed=look.is_sealed)
    blank = 0 if is_first else (BLANK_FOR_SEAL if look.is_sealed else BLANK)
    above = f'<w:spacing w:before="{blank * twips(look.sizes[Style.SIGNED][1])}"/>' if blank else ""
    last = len(lines) - 1
    return "".join(
        writing.paragraph(
            Style.SIGNED,
            line.spans,
            before="<w:keepNext/>" if number < last else "",
            after=(above if number == 0 else "") + indents(places[number], character),
        )
        for number, line in enumerate(lines)
    )


def indents(place: SignedPlace, character: int) -> str:
    """The indent of a line and the side from which it is set."""
    if place.left is None:
        right = round((place.right or 0) * character)
        return f'<w:ind w:rightChars="0" w:right="{right}"/><w:jc w:val="right"/>'
    left = round(place.left * character)
    return f'<w:ind w:leftChars="0" w:left="{left}" w:rightChars="0" w:right="0"/><w:jc w:val="left"/>'


def kept_with_next(text: str) -> str:
    """The paragraphs, the last of them on the page of what follows; a table stays as it is."""
    return text if text.endswith("</w:tbl>") else _LAST_STYLE.sub(r"\1<w:keepNext/>", text)

"""What stands around the text of a letter: its number, what is attached, and at its foot who has copies of it."""

import re
from collections.abc import Sequence

from plangen.blocks.document import Paragraph, Role, Span, Spans
from plangen.office.ooxml.style_names import ROLES, Style
from plangen.office.ooxml.wml import half_points, paragraph, runs, twips
from plangen.office.word.writing import Writing

_PREFIX = re.compile(r"(?P<word>附件：)?(?P<number>\d+\. )?")
_WORD, _NUMBER, _INDENT = 3.0, 1.25, 2.0  # characters: 附件：, a number with its stop, the indent of the text
_ISSUED = re.compile(r"(?P<who>.*\S)\s+(?P<when>\d{4}年\d{1,2}月\d{1,2}日印发)")
_SMALLER = 14.0  # points; the type of the imprint
_THICK = 8  # eighths of a point, .35 mm; a rule between the lines too would keep LibreOffice from framing them


def letter_line(block: Paragraph, writing: Writing, *, is_first: bool) -> str:
    """The number of a letter, or a line of what is attached; `is_first` of several lines of the kind."""
    line = twips(writing.look.sizes[Style.BODY][1])
    if block.role is Role.NUMBER:
        return writing.paragraph(ROLES[block.role], block.spans, after=f'<w:spacing w:after="{line}"/>')
    text = "".join(span.text for span in block.spans)
    found = _PREFIX.match(text)
    assert found is not None
    character = twips(writing.look.sizes[Style.BODY][0])
    hanging = (_WORD if found["word"] else 0) + (_NUMBER if found["number"] else 0)
    left = _INDENT + _WORD + (_NUMBER if found["number"] else 0)
    above = f'<w:spacing w:before="{line}"/>' if is_first else ""
    sides = f'w:left="{round(left * character)}" w:hangingChars="0" w:hanging="{round(hanging * character)}"'
    return writing.paragraph(
        ROLES[block.role], block.spans, after=f'{above}<w:ind w:firstLineChars="0" w:leftChars="0" {sides}/>'
    )


def imprint(lines: Sequence[Paragraph], writing: Writing) -> str:
    """The lines at the foot of the last page, ruled, in smaller type, one character in on both sides."""
    page, style = writing.page, writing.look.id(ROLES[Role.IMPRINT])
    inset = twips(_SMALLER)
    frame = (
        f'<w:framePr w:w="{page.text_width}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left"'
        ' w:yAlign="bottom"/>'
    )
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="1" w:color="auto"/>'
        for side, size in (("top", _THICK), ("bottom", _THICK))
    )
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{page.text_width - inset}"/></w:tabs>'
    indent = f'<w:ind w:left="{inset}" w:right="{inset}"/><w:jc w:val="left"/>'
    framed = "".join(
        paragraph(
            style,
            runs(_parted(line.spans), writing.look.strong, size=half_points(_SMALLER) / 2),
            before=f"{frame}<w:pBdr>{rules}</w:pBdr>{tab}",
            after=indent,
        )
        for line in lines
    )
    return framed + writing.spacer()  # what the frame belongs to


def _parted(spans: Spans) -> Spans:
    """Who issued it on the left, and when on the right."""
    found = _ISSUED.fullmatch("".join(span.text for span in spans))
    return (Span(f"{found['who']}\t{found['when']}"),) if found else spans

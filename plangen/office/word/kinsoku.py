"""What Word is told of the marks that begin and end no line."""

import re

from plangen.blocks.line_breaks import CLOSING, OPENING
from plangen.office.ooxml.wml import attribute

_DATES = "年月日"  # they stay with the number before them: Word knows no other way that leaves the text as it is
_BEFORE = re.compile(rb"<w:characterSpacingControl [^>]*/>")


def with_line_breaks(settings: bytes) -> bytes:
    """The settings of a Word file with the marks that its Chinese text keeps from the ends of lines.

    Settings that name such marks themselves, or that somebody wrote in another order, stay as they are.
    """
    if b"noLineBreaks" in settings:
        return settings
    ends = f'<w:noLineBreaksAfter w:lang="zh-CN" w:val={attribute(OPENING)}/>'
    begins = f'<w:noLineBreaksBefore w:lang="zh-CN" w:val={attribute(CLOSING + _DATES)}/>'
    return _BEFORE.sub(lambda found: found[0] + (ends + begins).encode(), settings, count=1)

"""What differs between two outlines, line by line, each under the heading that it stands below."""

import difflib
import itertools
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from plangen.model.outline_text import BLANK, heading_of, kept_lines


class OutlineLine(Struct, frozen=True, kw_only=True):
    """A line that was changed, that came or that went."""

    section: str  # the words of the heading above it, or of the heading itself
    before: str
    after: str


def outline_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[OutlineLine]:
    """The lines that differ, in order; blank lines, comments and blanks at the ends of lines are none."""
    for before, after in _differing(list(_below_headings(old)), list(_below_headings(new))):
        yield _change(before, after)


def sentence_lines(old: Iterable[str], new: Iterable[str]) -> Iterator[OutlineLine]:
    """The same of plain sentences: they have neither headings nor comments."""
    before, after = (
        [(text, "") for each in side for line in each.splitlines() if (text := line.strip(BLANK))]
        for side in (old, new)
    )
    for (was, _), (now, _) in _differing(before, after):
        yield OutlineLine(section="", before=was, after=now)


_Line = tuple[str, str]
"""A line, and the heading that it stands below."""

_NONE = ("", "")


def _differing(before: Sequence[_Line], after: Sequence[_Line]) -> Iterator[tuple[_Line, _Line]]:
    """The lines that differ, side by side."""
    matcher = difflib.SequenceMatcher(a=[text for text, _ in before], b=[text for text, _ in after], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind != "equal":
            yield from itertools.zip_longest(before[start:end], after[begin:stop], fillvalue=_NONE)


def _below_headings(lines: Sequence[str]) -> Iterator[_Line]:
    """Each line with the heading that it stands below."""
    section = ""
    for line in kept_lines(lines).lines:
        if heading := heading_of(line.text):
            section = heading.words
        if line.text:
            yield line.text, section


def _change(left: _Line, right: _Line) -> OutlineLine:
    (before, old), (after, new) = left, right
    one, other = heading_of(before), heading_of(after)
    if one and other and (one.signs, one.braces) == (other.signs, other.braces):  # the words alone
        before, after = one.words, other.words
    return OutlineLine(section=new or old, before=before, after=after)

"""What differs between two outlines, line by line, each under the heading that it stands below."""

import difflib
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

_HEADING = re.compile(r"(#+)\s*(.*?)\s*(\{(?:#|新页|不编号|保留|归本人)(?:[^{}]|\{\{[^{}]*\}\})*\})?")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLANK = " \t\u3000\u00a0"


class OutlineLine(Struct, frozen=True, kw_only=True):
    """A line that was changed, that came or that went."""

    section: str  # the words of the heading above it, or of the heading itself
    before: str
    after: str


def outline_lines(old: str, new: str) -> Iterator[OutlineLine]:
    """The lines that differ, in order; blank lines, comments and blanks at the ends of lines are none."""
    before, after = _lines(old), _lines(new)
    matcher = difflib.SequenceMatcher(a=[text for text, _ in before], b=[text for text, _ in after], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        left, right = before[start:end], after[begin:stop]
        for at in range(max(len(left), len(right))):
            yield _change(left[at : at + 1], right[at : at + 1])


def _lines(text: str) -> list[tuple[str, str]]:
    """Each line with the heading that it stands below."""
    section = ""
    found: list[tuple[str, str]] = []
    for whole in _COMMENT.sub("", text).splitlines():
        line = whole.strip(_BLANK)
        if heading := _HEADING.fullmatch(line):
            section = heading[2]
        if line:
            found.append((line, section))
    return found


def _change(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> OutlineLine:
    (before, old), (after, new) = (side[0] if side else ("", "") for side in (left, right))
    one, other = _HEADING.fullmatch(before), _HEADING.fullmatch(after)
    if one and other and one.group(1, 3) == other.group(1, 3):  # the words alone
        before, after = one[2], other[2]
    return OutlineLine(section=new or old, before=before, after=after)

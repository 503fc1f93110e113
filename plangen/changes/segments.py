"""What differs between two texts, piece by piece: Chinese by the character, numbers and Latin words as a whole."""

import difflib
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

_TOKEN = re.compile(r"\d+(?:[.:：]\d+)*%?|[A-Za-z][A-Za-z'-]*|.", re.DOTALL)
_COMMON = 0.3  # with less in common the text counts as replaced: confetti helps nobody
_CONTEXT = 10  # characters that are shown on either side of a difference


class Side(StrEnum):
    """Which of the two texts a piece stands in."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


class Segment(Struct, frozen=True):
    """A piece of text."""

    text: str
    side: Side = Side.BOTH


def segments(before: str, after: str) -> tuple[Segment, ...]:
    """Both texts in one row of pieces: those not in AFTER give `before`, those not in BEFORE give `after`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    if matcher.ratio() < _COMMON:
        return tuple(each for each in (Segment(before, Side.BEFORE), Segment(after, Side.AFTER)) if each.text)
    return tuple(_pieces(matcher, old, new))


def inline(pieces: Sequence[Segment]) -> str:
    """The pieces in one line, as `plangen text` shows tracked changes: 时限[-3-]{+2+}小时."""
    marks = {Side.BOTH: ("", ""), Side.BEFORE: ("[-", "-]"), Side.AFTER: ("{+", "+}")}
    return "".join(f"{marks[each.side][0]}{each.text}{marks[each.side][1]}" for each in pieces)


def shortened(pieces: Sequence[Segment]) -> tuple[Segment, ...]:
    """The pieces with what is the same cut down to the words beside the differences."""
    last = len(pieces) - 1
    return tuple(
        Segment(_cut(each.text, first=at == 0, last=at == last)) if each.side is Side.BOTH else each
        for at, each in enumerate(pieces)
    )


def _cut(text: str, *, first: bool, last: bool) -> str:
    if first:
        return text if len(text) <= _CONTEXT else f"…{text[-_CONTEXT:]}"
    if last:
        return text if len(text) <= _CONTEXT else f"{text[:_CONTEXT]}…"
    return text if len(text) <= 2 * _CONTEXT else f"{text[:_CONTEXT]}…{text[-_CONTEXT:]}"


def _pieces(matcher: "difflib.SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[Segment]:
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            yield Segment("".join(old[start:end]))
            continue
        for side, text in ((Side.BEFORE, "".join(old[start:end])), (Side.AFTER, "".join(new[begin:stop]))):
            if text:
                yield Segment(text, side)

"""A text of an outline filled in, as spans."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from plangen.blocks.document import Span, Spans
from plangen.language.filled import Namespace, Piece, Unfilled, filled
from plangen.model.values import unbracketed


class Absent(Exception):  # an outcome: the paragraph that asked goes with what it asked for
    """The number of a block that has nothing to show was printed."""


_NUMBER = re.compile("\ue000([^\ue000\ue001]*)\ue001")


def as_number(number: str) -> str:
    """The number of a table or figure, so that the text that names it is known to refer to it."""
    return f"\ue000{number}\ue001"


def _told_apart(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts, each with whether it is such a number."""
    for at, part in enumerate(_NUMBER.split(text)):
        yield part, at % 2 == 1


def spans_of(text: str, scope: Namespace) -> Spans:
    """The text filled in, **so** strong; nothing where it names what is not there.

    Raises:
        TooMuch: when the budget is used up.
    """
    try:
        return _as_spans(filled(text, scope))
    except Absent:
        return ()
    except Unfilled:
        return (Span(text),)


def paragraphs_of(text: str, scope: Namespace) -> list[Spans]:
    """The same of a cell, in which a written <br> begins another paragraph."""
    try:
        pieces = filled(text, scope)
    except Absent:
        return []
    except Unfilled:
        return [(Span(text),)]
    paragraphs: list[list[Piece]] = [[]]
    for said, is_filled in pieces:
        first, *others = (said,) if is_filled else said.split("<br>")
        paragraphs[-1].append((first, is_filled))
        paragraphs += [[(each, is_filled)] for each in others]
    return [spans for each in paragraphs if (spans := _as_spans(each))]


def plain_of(text: str, scope: Namespace) -> str:
    """The same without a look."""
    return "".join(span.text for span in spans_of(text, scope))


def _as_spans(pieces: Iterable[Piece]) -> Spans:
    """Texts as spans: two asterisks switch strong letters on and off, but for those that were filled in."""
    spans: list[Span] = []
    strong = False
    for text, is_filled in pieces:
        parts = [text] if is_filled else text.split("**")
        for number, part in enumerate(parts):
            strong = strong is not (number > 0)
            spans += [Span(said, strong=strong, refers=refers) for said, refers in _told_apart(part) if said]
    return tuple(_merged(spans)) if all("【" not in span.text for span in spans) else _unbracketed(_merged(spans))


def _unbracketed(spans: Iterable[Span]) -> Spans:
    return tuple(replace(span, text=unbracketed(span.text)) for span in spans)


def _merged(spans: Sequence[Span]) -> Iterator[Span]:
    held: Span | None = None
    for span in spans:
        if held is not None and (held.strong, held.refers, span.refers) == (span.strong, False, False):
            held = replace(held, text=held.text + span.text)
        else:
            if held is not None:
                yield held
            held = span
    if held is not None:
        yield held

"""Signs that stand in a text for what only the printed page tells, and how a text is held against pieces of a page."""

ANY = "\ue000"
"""Exactly one character: a sign of a symbol font."""
NUMBER = "\ue001"
"""A number that is counted while the page is laid out."""
_REST = "\ue002"  # what may follow of such a number
_SIGNS = frozenset((ANY, NUMBER, _REST))
_DIGITS = frozenset("0123456789ivxlcdmIVXLCDM〇零一二三四五六七八九十百")


def without(text: str, piece: str) -> str | None:
    """What is left of a text that begins with a piece; None where it does not."""
    if text.startswith(piece):
        return text[len(piece) :]
    if _SIGNS.isdisjoint(text):
        return None
    return _without(text, piece)


def is_done(text: str) -> bool:
    """Whether nothing is left that would have to be printed."""
    return not text or text == _REST


def fixed(text: str) -> str:
    """A text without signs."""
    return "".join(each for each in text if each not in _SIGNS)


def _without(text: str, piece: str) -> str | None:
    at, last = 0, len(text)
    counting = False
    for letter in piece:
        while at < last and text[at] in {NUMBER, _REST} and not counting:
            counting = True
            optional = text[at] == _REST
            at += 1
            if letter not in _DIGITS and not optional:
                return None
        if counting and letter in _DIGITS:
            continue
        counting = False
        if at == last or text[at] not in {letter, ANY}:
            return None
        at += 1
    return (_REST if counting else "") + text[at:]

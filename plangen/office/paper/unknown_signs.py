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
    """The same letter by letter; a number takes all the digits that follow."""
    counting = False
    for letter in piece:
        if not counting and text[:1] in {NUMBER, _REST}:
            if text[0] == NUMBER and letter not in _DIGITS:
                return None
            counting, text = True, text[1:]
        if counting and letter in _DIGITS:
            continue
        counting = False
        if text[:1] not in {letter, ANY}:
            return None
        text = text[1:]
    return (_REST if counting else "") + text

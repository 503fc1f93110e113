"""The parts of a Word file that hold text."""

import re
from collections.abc import Mapping

from plangen.office.ooxml.relations import Relations

_WITH_TEXT = re.compile(r"wordprocessingml\.(document|header|footer|footnotes|endnotes)(?:\.main)?\+xml$")
_MANY = {"header", "footer"}  # a document has one of the other kinds


def texts_of(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts with text, with what they are: document, header, header2, footer, footnotes, endnotes.

    The names are told apart, since a place in a part is told by them.
    """
    found: dict[str, str] = {}
    relations = Relations(parts)
    for name in sorted(parts):
        if kind := _WITH_TEXT.search(relations.content_type(name)):
            number = re.search(r"(\d*)\.\w+$", name)
            found[name] = kind[1] + (number[1] if number and kind[1] in _MANY else "")
    return found

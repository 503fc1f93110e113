"""The parts of a Word file that hold text."""

import re
from collections.abc import Mapping

from plangen.office.ooxml.guard import Parts, parsed

_WITH_TEXT = re.compile(r"wordprocessingml\.(document|header|footer|footnotes|endnotes)(?:\.main)?\+xml$")
_TYPES = "[Content_Types].xml"
_MANY = {"header", "footer"}  # a document has one of the other kinds


def texts_of(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts with text, with what they are: document, header, header2, footer, footnotes, endnotes.

    The names are told apart, since a place in a part is told by them.
    """
    found: dict[str, str] = {}
    types = parts.root(_TYPES) if isinstance(parts, Parts) else parsed(parts[_TYPES])
    for entry in types:
        name, kind = str(entry.get("PartName", "")).removeprefix("/"), _WITH_TEXT.search(str(entry.get("ContentType")))
        if kind and name in parts:
            number = re.search(r"(\d*)\.xml$", name)
            found[name] = kind[1] + (number[1] if number and kind[1] in _MANY else "")
    return dict(sorted(found.items()))

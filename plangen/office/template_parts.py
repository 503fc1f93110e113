"""The parts of a Word file that hold text."""

import re
from collections.abc import Mapping

from plangen.office.guard import parsed

__all__ = ["texts_of"]

_WITH_TEXT = re.compile(r"wordprocessingml\.(document|header|footer|footnotes|endnotes)(?:\.main)?\+xml$")


def texts_of(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts with text, with what they are: document, header, footer, footnotes, endnotes."""
    found: dict[str, str] = {}
    for entry in parsed(parts["[Content_Types].xml"]):
        name, kind = str(entry.get("PartName", "")).removeprefix("/"), _WITH_TEXT.search(str(entry.get("ContentType")))
        if kind and name in parts:
            found[name] = kind[1]
    return dict(sorted(found.items()))

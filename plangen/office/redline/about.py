"""What a Word file says about itself, and what its redline does."""

import datetime
from collections.abc import Mapping

from plangen.office.ooxml.guard import unpacked
from plangen.office.ooxml.package import (
    Properties,
    certified_parts,
    is_as_certified,
    parts_of,
    with_digest,
    zipped,
)
from plangen.office.ooxml.trees import NotXml, parsed

_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_TERMS, _ELEMENTS = "{http://purl.org/dc/terms/}", "{http://purl.org/dc/elements/1.1/}"
_UNKNOWN = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)  # the earliest that a zip can say


def created(parts: dict[str, bytes]) -> datetime.datetime:
    """When the document was first made, by its own account; 1980 where it does not say."""
    text = _said(parts, f"{_TERMS}created")
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return _UNKNOWN
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def title(parts: dict[str, bytes]) -> str:
    """The document's title, by its own account; empty where it does not say."""
    return _said(parts, f"{_ELEMENTS}title")


def about(parts: dict[str, bytes], author: str, date: datetime.datetime, texts: tuple[str, str]) -> Properties:
    """The properties of a redline; `texts` are the fingerprints of the two documents.

    They replace those of the new document: a redline must not pass for the document itself.
    """
    name = title(parts)
    return Properties(
        title=f"{name}（修订对照）" if name else "修订对照",
        subject="修订对照",
        author=author,
        created=date.date(),
        identity={"document": "redline", "old": texts[0], "new": texts[1]},
    )


def certified(raw: bytes, properties: Properties) -> bytes:
    """The redline with these properties and a digest of all its other parts: it lies anywhere and tells by itself."""
    return certified_parts(parts_of(raw), properties)


def certified_again(parts: Mapping[str, bytes]) -> bytes:
    """A redline of these parts, of which some were written again, with the digest that they have now."""
    return zipped(with_digest(parts))


def is_unedited(raw: bytes) -> bool:
    """Whether a file is a redline just as it was written here: no part of it has changed since."""
    parts, _ = unpacked(raw, "")
    return parts is not None and b">redline<" in parts.get(_CUSTOM, b"") and is_as_certified(parts) is True


def _said(parts: dict[str, bytes], name: str) -> str:
    raw = parts.get(_CORE)
    if raw is None:
        return ""
    try:
        found = parsed(raw).find(name)
    except NotXml:
        return ""
    return (found.text or "").strip() if found is not None else ""

"""What a Word file says about itself, and what its redline does."""

import datetime
import hashlib
import re
from collections.abc import Mapping

from msgspec.structs import replace

from plangen.office.ooxml.guard import unpacked
from plangen.office.ooxml.package import Properties, parts_of, sealed, zipped
from plangen.office.ooxml.trees import NotXml, parsed

_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_MADE = "made"  # the property that holds the digest
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
    parts = parts_of(sealed(raw, properties))
    return sealed(raw, replace(properties, identity={**properties.identity, _MADE: _digest(parts)}))


def certified_again(parts: Mapping[str, bytes]) -> bytes:
    """A redline of these parts, of which some were written again, with the digest that they have now."""
    said = re.compile(rf'(name="plangen\.{_MADE}"><vt:lpwstr>)[^<]*'.encode())
    return zipped({**parts, _CUSTOM: said.sub(rb"\g<1>" + _digest(parts).encode(), parts[_CUSTOM])})


def is_unedited(raw: bytes) -> bool:
    """Whether a file is a redline just as it was written here: no part of it has changed since."""
    parts, _ = unpacked(raw, "")
    if parts is None or _CUSTOM not in parts:
        return False
    said = parts[_CUSTOM]
    return b">redline<" in said and f'name="plangen.{_MADE}"><vt:lpwstr>{_digest(parts)}<'.encode() in said


def _digest(parts: Mapping[str, bytes]) -> str:
    found = hashlib.sha256()
    for name in sorted(parts.keys() - {_CUSTOM}):
        found.update(f"{name}\0{len(parts[name])}\0".encode() + parts[name])
    return found.hexdigest()


def _said(parts: dict[str, bytes], name: str) -> str:
    raw = parts.get(_CORE)
    if raw is None:
        return ""
    try:
        found = parsed(raw).find(name)
    except NotXml:
        return ""
    return (found.text or "").strip() if found is not None else ""

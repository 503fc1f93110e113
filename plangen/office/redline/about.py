"""What a Word file says about itself, and what its redline does."""

import datetime
import io
import zipfile

from lxml import etree

from plangen.office.ooxml.guard import parsed
from plangen.office.ooxml.package import Properties

_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
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


def is_unedited(raw: bytes, document: str = "redline") -> bool:
    """Whether a file is a redline (or another of our documents) that no program has saved since it was written here."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            parts = {name: package.read(name) for name in (_CORE, _CUSTOM)}
    except (zipfile.BadZipFile, KeyError, OSError):
        return False
    saved = _said(parts, f"{_TERMS}modified"), _said(parts, f"{_PACKAGE}lastModifiedBy")
    made = _said(parts, f"{_TERMS}created"), _said(parts, f"{_ELEMENTS}creator")
    return f">{document}<".encode() in parts[_CUSTOM] and saved == made and _said(parts, f"{_PACKAGE}revision") == "1"


def _said(parts: dict[str, bytes], name: str) -> str:
    raw = parts.get(_CORE)
    if raw is None:
        return ""
    try:
        found = parsed(raw).find(name)
    except etree.XMLSyntaxError:
        return ""
    return (found.text or "").strip() if found is not None else ""

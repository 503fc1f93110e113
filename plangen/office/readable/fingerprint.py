"""The fingerprint that a file of ours says of itself."""

import io
import re
import zipfile

from plangen.office.ooxml.package import BROKEN
from plangen.office.ooxml.trees import NotXml, parsed

_MARK = re.compile(r"[0-9a-f]{12}")
_CUSTOM = "docProps/custom.xml"
_LIMIT = 1 << 20
_STRANGE = (RuntimeError, ValueError, TypeError, AttributeError, OverflowError)  # what libraries raise at odd PDFs


def fingerprint_in(raw: bytes) -> str:
    """Of a Word or Excel file from its properties, of a packet from its keywords; nothing where none is said."""
    said = _of_pdf(raw) if raw.startswith(b"%PDF") else _of_package(raw)
    return said if _MARK.fullmatch(said) else ""


def _of_package(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            if package.getinfo(_CUSTOM).file_size > _LIMIT:
                return ""
            root = parsed(package.read(_CUSTOM))
    except (*BROKEN, NotXml):
        return ""
    for each in root:
        if each.get("name") == "plangen.fingerprint":
            return "".join(str(text) for text in each.itertext()).strip()
    return ""


def _of_pdf(raw: bytes) -> str:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            return str(pdf.docinfo.get("/Keywords", ""))
    except (pikepdf.PdfError, pikepdf.PasswordError, *_STRANGE):
        return ""

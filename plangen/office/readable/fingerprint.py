"""What a file of ours says of itself: its mark, and which document of which plan it is."""

import io
import re
import zipfile
from collections.abc import Mapping

from plangen.office.ooxml.package import BROKEN
from plangen.office.ooxml.trees import NotXml, parsed

_MARK = re.compile(r"[0-9a-f]{12}")
_CUSTOM, _OURS = "docProps/custom.xml", "plangen."
_LIMIT = 1 << 20
_STRANGE = (RuntimeError, ValueError, TypeError, AttributeError, OverflowError)  # what libraries raise at odd PDFs


def said_in(raw: bytes) -> Mapping[str, str]:
    """Of a Word or Excel file its properties, of a packet its mark from the keywords; nothing where none is said."""
    said = _of_pdf(raw) if raw.startswith(b"%PDF") else _of_package(raw)
    return said if _MARK.fullmatch(said.get("fingerprint", "")) else {}


def fingerprint_in(raw: bytes) -> str:
    """Its mark; nothing where none is said."""
    return said_in(raw).get("fingerprint", "")


def _of_package(raw: bytes) -> dict[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            if package.getinfo(_CUSTOM).file_size > _LIMIT:
                return {}
            root = parsed(package.read(_CUSTOM))
    except (*BROKEN, NotXml):
        return {}
    own = (each for each in root if str(each.get("name", "")).startswith(_OURS))
    return {
        str(each.get("name", "")).removeprefix(_OURS): "".join(str(text) for text in each.itertext()).strip()
        for each in own
    }


def _of_pdf(raw: bytes) -> dict[str, str]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            return {"fingerprint": str(pdf.docinfo.get("/Keywords", "")), "plan": str(pdf.docinfo.get("/Subject", ""))}
    except (pikepdf.PdfError, pikepdf.PasswordError, *_STRANGE):
        return {}

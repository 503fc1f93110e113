"""PDF files as data: their one form, where their headings stand, their outline and pages."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from plangen.office.ooxml.trees import parsed

if TYPE_CHECKING:
    import pikepdf

_CORE = "docProps/core.xml"
_NAMESPACES = {"dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/"}
_ABOUT = {"/Title": "dc:title", "/Subject": "dc:subject", "/Author": "dc:creator"}
_UNDERSCORE = re.compile("^/?(?:5F|_)")  # as LibreOffice spells the first letter of our names
_UNIQUE = re.compile(rb"/UniqueID (\d+)")
_HEAD = 4096  # bytes; the encrypted part says its number near its beginning
# The cipher of the Type 1 font format (eexec): its key and its two constants.
_KEY, _FACTOR, _ADDEND = 55665, 52845, 22719
_MASK = 0xFFFF


class Bookmark(Struct, frozen=True, kw_only=True):
    """A line of a PDF's outline; pages count from 0."""

    title: str
    page: int
    children: "tuple[Bookmark, ...]" = ()


def canonical(raw: bytes, source: bytes) -> bytes | None:
    """A PDF of LibreOffice's without a trace of clock, machine or program: it says what `source` says of itself.

    None where it is not a whole PDF, as a program that dies leaves it.
    """
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(raw), attempt_recovery=False)
    except pikepdf.PdfError:
        return None
    with pdf:
        for key in ("/DocChecksum", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        if "/Metadata" in pdf.Root:
            del pdf.Root["/Metadata"]
        pdf.trailer["/Info"] = pdf.make_indirect(
            pikepdf.Dictionary({key: pikepdf.String(value) for key, value in _about(source).items()})
        )
        for font in pdf.objects:
            if isinstance(font, pikepdf.Stream) and "/Length2" in font:
                font.write(_anonymous(font.read_bytes(), int(font["/Length1"]), int(font["/Length2"])))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def destinations(raw: bytes) -> Mapping[str, int]:
    """The page, from 0, of each bookmark of the Word file, by its name there."""
    import pikepdf

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pages = _page_numbers(pdf)
        return {_UNDERSCORE.sub("_", name): pages[target[0].objgen] for name, target in _named(pdf)}


def outline(raw: bytes) -> tuple[Bookmark, ...]:
    """The bookmarks that a reader shows beside the pages."""
    import pikepdf

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pages = _page_numbers(pdf)
        with pdf.open_outline() as found:
            return tuple(_entries(found.root, pages))


def page_count(raw: bytes) -> int:
    """How many pages a PDF has."""
    import pikepdf

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return len(pdf.pages)


def _named(pdf: "pikepdf.Pdf") -> Iterator[tuple[str, Any]]:
    """Named destinations, in the place of older and of newer versions."""
    import pikepdf

    for name, target in pdf.Root.get("/Dests", pikepdf.Dictionary()).items():
        yield str(name), target
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    for name, target in pikepdf.NameTree(tree).items() if tree is not None else ():
        yield name, target.get("/D") if isinstance(target, pikepdf.Dictionary) else target


def _entries(items: "list[pikepdf.OutlineItem]", pages: Mapping[tuple[int, int], int]) -> Iterator[Bookmark]:
    import pikepdf

    for item in items:
        target: Any = item.destination
        page = pages[target[0].objgen] if isinstance(target, pikepdf.Array) else 0
        yield Bookmark(title=str(item.title), page=page, children=tuple(_entries(item.children, pages)))


def _page_numbers(pdf: "pikepdf.Pdf") -> dict[tuple[int, int], int]:
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages)}


def _about(source: bytes) -> dict[str, str]:
    """Title, subject, author and date of an Office file."""
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        if _CORE not in package.namelist():
            return {}
        core = parsed(package.read(_CORE))
    said = {key: core.findtext(path, "", _NAMESPACES) for key, path in _ABOUT.items()}
    stamp = re.sub(r"\D", "", core.findtext("dcterms:created", "", _NAMESPACES))
    dates = dict.fromkeys(("/CreationDate", "/ModDate"), f"D:{stamp}Z") if stamp else {}
    return {key: value for key, value in (said | dates).items() if value}


def _anonymous(font: bytes, clear: int, encrypted: int) -> bytes:
    """The font program with a fixed UniqueID: it counts fonts over all documents of a run, and readers do without.

    `clear` and `encrypted` are the lengths of its first two parts.
    """
    start, secret, end = font[:clear], font[clear : clear + encrypted], font[clear + encrypted :]
    return _UNIQUE.sub(_fixed, start) + _renumbered(secret) + end


def _fixed(found: re.Match[bytes]) -> bytes:
    return b"/UniqueID " + b"4" + b"0" * (len(found[1]) - 1)


def _renumbered(secret: bytes) -> bytes:
    """The encrypted part written again: the cipher carries a changed digit on to every byte behind it."""
    plain = _decrypted(secret[:_HEAD])
    fixed = _UNIQUE.sub(_fixed, plain)
    if fixed == plain:
        return secret
    out = bytearray()
    old = new = _KEY
    changes = bytes(before ^ after for before, after in zip(plain, fixed, strict=True)) + bytes(len(secret))
    for byte, change in zip(secret, changes, strict=False):
        made = byte ^ (old >> 8) ^ (new >> 8) ^ change
        old = ((byte + old) * _FACTOR + _ADDEND) & _MASK
        new = ((made + new) * _FACTOR + _ADDEND) & _MASK
        out.append(made)
    return bytes(out)


def _decrypted(secret: bytes) -> bytes:
    out = bytearray()
    state = _KEY
    for byte in secret:
        out.append(byte ^ (state >> 8))
        state = ((byte + state) * _FACTOR + _ADDEND) & _MASK
    return bytes(out)

"""What a PDF says: every character of a page with its place, size and font, and every text wherever it stands.

Text is taken from the finished file, not from what it was made of: from its pages, its bookmarks, properties,
annotations and attachments. What no page of paper needs and could carry something unseen (attached files, layers,
scripts, pages that are in no order) is named by its kind.
"""

import ctypes
import io
import re
from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct

from plangen.diagnostics import Words, words
from plangen.office.pdf.strands import Letter, Strand, over_the_end, strands

_TAG = re.compile(r"^[A-Z]{6}\+")  # of an embedded subset
_NAME_LENGTH = 200
_CARRIED = (
    ("/EmbeddedFiles", words("附件", "an attached file")),
    ("/AF", words("附件", "an attached file")),
    ("/OCProperties", words("图层", "a layer")),
    ("/OCGs", words("图层", "a layer")),
    ("/JavaScript", words("脚本", "a script")),
    ("/JS", words("脚本", "a script")),
    ("/OpenAction", words("自动动作", "an action on opening")),
    ("/AcroForm", words("表单域", "form fields")),
    ("/Annots", words("批注或者链接", "annotations or links")),
)
_PROPERTIES = words("文件属性", "properties")
_BOOKMARKS = words("书签", "bookmarks")
_OBJECTS = words("文件内部", "inside the file")
_METADATA = words("元数据", "metadata")
_FILE = words("附件", "attached file")
_PASSWORD = words("打开口令", "a password")
_UNREADABLE = words("无法读取的内容", "what cannot be read")
_EARLIER = words("文件的旧版本", "an earlier version of the file")
_PARTED = "\f"
_END = b"startxref"  # once in each version of the file that it keeps
# Streams that pages are drawn with: how they say so themselves, and where others name them.
_DRAWN_TYPES = frozenset({"/XObject", "/ObjStm", "/XRef", "/CMap", "/Pattern"})
_DRAWN_SUBTYPES = frozenset({"/Form", "/Image", "/Type1C", "/CIDFontType0C", "/OpenType"})
_DRAWN_FROM = ("/Contents", "/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap")
_ENCODINGS = ("utf-8", "utf-16", "gb18030")


class Glyph(Struct, frozen=True):
    """A character; places in points from the left and from the top of the sheet, `y` that of its baseline."""

    text: str
    x: float
    right: float
    y: float
    size: float
    font: str  # PostScript name without the subset's tag


class PrintedPage(Struct, frozen=True, kw_only=True):
    """A page with its characters in the order in which they were printed, white space left out."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """Its characters one behind the other."""
        return "".join(glyph.text for glyph in self.glyphs)


def pages(raw: bytes) -> tuple[PrintedPage, ...]:
    """The pages of a PDF."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(raw)
    try:
        return tuple(_page(page) for page in pdf)
    finally:
        pdf.close()


class FoundText(Struct, frozen=True, kw_only=True):
    """A text and where it was found; what does not hang together in one that is guessed is parted by form feeds."""

    where: Words
    text: str
    is_guessed: bool = False  # put together by where its letters stand


def passages(raw: bytes) -> Iterator[FoundText]:
    """Every text of the file: page by page, in its order and as it is read, then what stands beside them.

    Nothing where the file cannot be opened: then `carried` says why.
    """
    if _shut(raw) is not None:
        return
    before: tuple[Strand, ...] = ()
    for number, (text, letters) in enumerate(_page_texts(raw), start=1):
        here = words(f"第{number}页", f"page {number}")
        yield FoundText(where=here, text=text)
        read = strands(letters)
        yield FoundText(where=here, text=_PARTED.join(each.text for each in read), is_guessed=True)
        over = words(f"第{number - 1}页末到第{number}页", f"the end of page {number - 1} and page {number}")
        yield FoundText(where=over, text=_PARTED.join(over_the_end(before, read)), is_guessed=True)
        before = read
    yield from _beside(raw)


def carried(raw: bytes) -> tuple[Words, ...]:
    """What a packet has no use for, by kind, each once."""
    import pikepdf

    shut = _shut(raw)
    if shut is not None:
        return (shut,)
    found: list[Words] = [_EARLIER] if raw.count(_END) > 1 else []
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        in_order = {page.obj.objgen for page in pdf.pages}
        for each in pdf.objects:
            if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
                found += _of_object(each, in_order)
    return tuple(dict.fromkeys(found))


def _of_object(each: Any, in_order: Collection[tuple[int, int]]) -> Iterator[Words]:
    yield from (kind for key, kind in _CARRIED if key in each)
    if each.get("/Type") == "/Filespec":
        yield _FILE
    if each.get("/Type") == "/Page" and each.objgen not in in_order:
        yield words("不在页序中的页", "a page that is in no order")


def _shut(raw: bytes) -> Words | None:
    """What keeps a reader from opening the file."""
    import pikepdf

    try:
        pikepdf.open(io.BytesIO(raw)).close()
    except pikepdf.PasswordError:
        return _PASSWORD
    except pikepdf.PdfError:
        return _UNREADABLE
    return None


def _page(page: Any) -> PrintedPage:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        return PrintedPage(width=width, height=height, glyphs=tuple(_glyphs(text.raw, text.count_chars(), height)))
    finally:
        text.close()
        page.close()


def _glyphs(text: Any, count: int, height: float) -> Iterator[Glyph]:
    from pypdfium2 import raw

    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    name, flags = ctypes.create_string_buffer(_NAME_LENGTH), ctypes.c_int()
    for index in range(count):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) == 1 or letter.isspace():
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetFontInfo(text, index, name, _NAME_LENGTH, flags)
        yield Glyph(
            letter,
            round(x.value, 2),
            round(right.value, 2),
            round(height - y.value, 2),
            round(raw.FPDFText_GetFontSize(text, index), 2),
            _TAG.sub("", name.value.decode("utf-8", "replace")),
        )


def _page_texts(raw: bytes) -> Iterator[tuple[str, tuple[Letter, ...]]]:
    """The text of each page in the order in which it was printed, and its letters with their places.

    Invisible and covered letters are among them.
    """
    import pypdfium2

    pdf = pypdfium2.PdfDocument(raw)
    try:
        for page in pdf:
            text = page.get_textpage()
            try:
                yield str(text.get_text_range()), tuple(_letters(text.raw, text.count_chars()))
            finally:
                text.close()
                page.close()
    finally:
        pdf.close()


def _letters(text: Any, count: int) -> Iterator[Letter]:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    for index in range(count):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if not letter.isspace() and raw.FPDFText_GetLooseCharBox(text, index, box):
            yield Letter(letter, box.left, box.right, box.bottom, box.top)


def _beside(raw: bytes) -> Iterator[FoundText]:
    import pikepdf

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for value in dict(pdf.docinfo.items()).values():
            yield FoundText(where=_PROPERTIES, text=str(value))
        with pdf.open_outline() as outline:
            for title in _titles(outline.root):
                yield FoundText(where=_BOOKMARKS, text=title)
        drawn = _drawn_with(pdf)
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and each.objgen not in drawn:
                yield from _of_stream(each)
            for text in _strings(each):
                yield FoundText(where=_OBJECTS, text=text)


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)


def _drawn_with(pdf: Any) -> frozenset[tuple[int, int]]:
    """The streams that pages are drawn with; what they say was read as text."""
    import pikepdf

    found: set[tuple[int, int]] = set()
    for each in pdf.objects:
        if not isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        for named in (each[key] for key in _DRAWN_FROM if key in each):
            found.update(one.objgen for one in (named if isinstance(named, pikepdf.Array) else (named,)))
        if each.get("/Type") in _DRAWN_TYPES or each.get("/Subtype") in _DRAWN_SUBTYPES:
            found.add(each.objgen)
    return frozenset(found)


def _of_stream(stream: Any) -> Iterator[FoundText]:
    """Metadata, attached files, and whatever no page is drawn with."""
    import pikepdf

    try:
        raw = stream.read_bytes()
    except pikepdf.PdfError:  # packed in a way that only pictures have
        raw = stream.read_raw_bytes()
    where = {"/Metadata": _METADATA, "/EmbeddedFile": _FILE}.get(str(stream.get("/Type")), _OBJECTS)
    for encoding in _ENCODINGS:
        yield FoundText(where=where, text=raw.decode(encoding, "ignore"))


def _strings(each: Any) -> Iterator[str]:
    """The strings of an object, those of objects within it included; others are objects of their own."""
    import pikepdf

    if isinstance(each, pikepdf.String):
        yield str(each)
    elif isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
        for value in dict(each.items()).values():
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)
    elif isinstance(each, pikepdf.Array):
        for value in each:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)

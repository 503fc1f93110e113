"""What a PDF says: every character of a page with its place, size and font, and every text wherever it stands.

Text is taken from the finished file, not from what it was made of: from its pages, its bookmarks, properties,
annotations and attachments. What no page of paper needs and could carry something unseen (attached files, layers,
scripts, pages that are in no order) is named by its kind.
"""

import ctypes
import io
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from plangen.diagnostics import Words, words

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
    """A text and where it was found."""

    where: Words
    text: str


def passages(raw: bytes) -> Iterator[FoundText]:
    """Every text of the file: page by page, then what stands beside them."""
    texts = _page_texts(raw)
    for number, text in enumerate(texts, start=1):
        yield FoundText(where=words(f"第{number}页", f"page {number}"), text=text)
    yield from _beside(raw)


def carried(raw: bytes) -> tuple[Words, ...]:
    """What a packet has no use for, by kind, each once."""
    import pikepdf

    found: list[Words] = []
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        in_order = {page.obj.objgen for page in pdf.pages}
        for each in pdf.objects:
            if not isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
                continue
            found += [kind for key, kind in _CARRIED if key in each]
            if each.get("/Type") == "/Filespec":
                found.append(_FILE)
            if each.get("/Type") == "/Page" and each.objgen not in in_order:
                found.append(words("不在页序中的页", "a page that is in no order"))
    return tuple(dict.fromkeys(found))


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


def _page_texts(raw: bytes) -> tuple[str, ...]:
    """The text of each page, invisible and covered letters included, in the order in which it was printed."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(raw)
    try:
        return tuple(_page_text(page) for page in pdf)
    finally:
        pdf.close()


def _page_text(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()


def _beside(raw: bytes) -> Iterator[FoundText]:
    import pikepdf

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for value in dict(pdf.docinfo.items()).values():
            yield FoundText(where=_PROPERTIES, text=str(value))
        with pdf.open_outline() as outline:
            for title in _titles(outline.root):
                yield FoundText(where=_BOOKMARKS, text=title)
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                yield from _of_stream(each)
            for text in _strings(each):
                yield FoundText(where=_OBJECTS, text=text)


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)


def _of_stream(stream: Any) -> Iterator[FoundText]:
    """Metadata and attached files; what pages are drawn with was read as text."""
    kind = stream.get("/Type")
    if kind in {"/Metadata", "/EmbeddedFile"}:
        raw = stream.read_bytes()
        where = _METADATA if kind == "/Metadata" else _FILE
        for encoding in ("utf-8", "utf-16", "gb18030"):
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

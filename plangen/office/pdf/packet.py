"""A packet as one PDF: pieces one behind the other, some on right-hand pages, numbered through, stamped, bookmarked."""

import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from plangen.office.ooxml.forms.sheet_code import FOOT_MM, MODULE_MM, modules_of
from plangen.office.pdf.form import Bookmark, outline
from plangen.office.pdf.letters import Lettering, Letters

if TYPE_CHECKING:
    import pikepdf


PACKET = "packet"  # what the codes of pages call what belongs to no document
_SIZE = 9.0  # points of the stamp's type
_FOOT, _SECOND = 18.0, 30.0  # of its lines from the edge of the paper
_SIDE = 51.0  # from the side edges
_MILLIMETRE = 72 / 25.4
_MODULE = MODULE_MM * _MILLIMETRE
_CODE_FOOT = FOOT_MM * _MILLIMETRE
_BLANK = "（此页空白）"
_A4 = (595.276, 841.89)


class Piece(Struct, frozen=True, kw_only=True):
    """The pages of a PDF, from 0; none named: all. Without a title it is known by its own headings."""

    title: str
    raw: bytes
    pages: tuple[int, ...] = ()
    document: str = PACKET  # what the codes of its pages call it
    is_right: bool = True  # it begins on a right-hand page


class Stamp(Struct, frozen=True, kw_only=True):
    """What stands at the foot of every page of a copy."""

    revision: str
    sign: str
    fingerprint: str
    code: Callable[[str, int], str]  # what the QR code of a page says, by the id of its document and its number

    @property
    def left(self) -> tuple[str, str]:
        """The two lines at the left of the foot, the upper one first."""
        return f"版本 {self.revision}　编号 {self.sign}", f"识别码 {self.fingerprint}"


class Store:
    """The opened parts, each once for all packets, known by their content."""

    def __init__(self) -> None:
        self._pdfs: dict[bytes, pikepdf.Pdf] = {}
        self._outlines: dict[bytes, tuple[Bookmark, ...]] = {}

    def pdf(self, raw: bytes) -> "pikepdf.Pdf":
        """The opened part without its links: they lead to pages that a packet does not have."""
        import pikepdf

        key = hashlib.sha256(raw).digest()
        if key not in self._pdfs:
            pdf = pikepdf.open(io.BytesIO(raw))
            for page in pdf.pages:
                for name in ("/Annots", "/StructParents", "/AA", "/Tabs"):
                    if name in page:
                        del page[name]
            self._pdfs[key] = pdf
        return self._pdfs[key]

    def outline(self, raw: bytes) -> tuple[Bookmark, ...]:
        """The bookmarks of the part."""
        key = hashlib.sha256(raw).digest()
        if key not in self._outlines:
            self._outlines[key] = outline(raw)
        return self._outlines[key]


def stamped_letters(revision: str) -> str:
    """Every letter that the stamps of a revision may need, each once."""
    stamp = Stamp(revision=revision, sign="0123456789-/", fingerprint="0123456789abcdef", code=lambda *_: "")
    return "".join(sorted(set("".join((_number(0, 0), _BLANK, *stamp.left)))))


def sheet_pages(raw: bytes, pages: int, sheets: Sequence[int]) -> tuple[int, ...]:
    """The pages of some sheets of a workbook of so many pages."""
    starts = [entry.page for entry in outline(raw)]
    ends = [*starts[1:], pages]
    return tuple(page for sheet in sheets if sheet < len(starts) for page in range(starts[sheet], ends[sheet]))


def begins(lengths: Sequence[int], rights: Sequence[bool]) -> tuple[int, ...]:
    """On which page, from 0, each of some pieces of so many pages begins; some on a right-hand page."""
    found: list[int] = []
    page = 0
    for length, is_right in zip(lengths, rights, strict=True):
        page += page % 2 if is_right else 0
        found.append(page)
        page += length
    return tuple(found)


def joined(pieces: Sequence[Piece], stamp: Stamp, letters: Letters, store: Store, about: Mapping[str, str]) -> bytes:
    """The PDF, the same bytes for the same arguments; `about` is what its properties say.

    Raises:
        EnvironmentProblem: StampImpossible where `letters` lack one of the stamp's.
    """
    import pikepdf

    with pikepdf.new() as pdf:
        blanks: set[int] = set()
        starts = []
        documents: list[str] = []  # by page
        for piece in pieces:
            if piece.is_right:
                _fill_up(pdf, blanks)
            starts.append(len(pdf.pages))
            _append(pdf, piece, store)
            documents += [piece.document] * (len(pdf.pages) - len(documents))
        _fill_up(pdf, blanks)
        documents += documents[-1:] * (len(pdf.pages) - len(documents))
        _stamp_all(pdf, stamp, letters, blanks, documents)
        _bookmark(pdf, pieces, starts, store)
        pdf.Root["/PageLabels"] = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name("/D"))]))
        pdf.Root["/Lang"] = pikepdf.String("zh-CN")
        pdf.Root["/PageMode"] = pikepdf.Name("/UseOutlines")
        info = pikepdf.Dictionary({key: pikepdf.String(value) for key, value in about.items()})
        pdf.trailer["/Info"] = pdf.make_indirect(info)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _fill_up(pdf: "pikepdf.Pdf", blanks: set[int]) -> None:
    """An empty page where the last sheet has no back: what follows begins on a right-hand page."""
    if len(pdf.pages) % 2:
        box = pdf.pages[-1].mediabox
        blanks.add(len(pdf.pages))
        pdf.add_blank_page(page_size=(float(box[2]) - float(box[0]), float(box[3]) - float(box[1])))


def _append(pdf: "pikepdf.Pdf", piece: Piece, store: Store) -> None:
    source = store.pdf(piece.raw)
    for number in piece.pages or range(len(source.pages)):
        pdf.pages.append(source.pages[number])


def _number(page: int, pages: int) -> str:
    return f"第 {page} 页 / 共 {pages} 页"


def _stamp_all(
    pdf: "pikepdf.Pdf", stamp: Stamp, letters: Letters, blanks: Collection[int], documents: Sequence[str]
) -> None:
    """On each page a form of its own, for its number, and one that all pages of a size share."""
    import pikepdf

    # Page.add_overlay would do it in fewer lines, but calls its forms by random names: no two runs would be the same.

    fonts = pikepdf.Dictionary({name: pdf.copy_foreign(font) for name, font in letters.fonts.items()})
    resources = pdf.make_indirect(pikepdf.Dictionary(Font=fonts))
    shared: dict[tuple[float, float], Any] = {}
    count = len(pdf.pages)
    for number, page in enumerate(pdf.pages, start=1):
        size = (float(page.mediabox[2]), float(page.mediabox[3]))
        if size not in shared:
            shared[size] = _form(pdf, resources, size, _same(stamp, letters))
        said = _own(letters, size, _number(number, count), is_blank=number - 1 in blanks)
        said += b"\n" + code_drawn(stamp.code(documents[number - 1], number), size[0] / 2)
        _give(page, {"/PacketStamp": shared[size], "/PacketPage": _form(pdf, resources, size, said)})
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ\nq /PacketStamp Do /PacketPage Do Q\n")


def _give(page: "pikepdf.Page", forms: Mapping[str, Any]) -> None:
    """Pages of LibreOffice's share their resources: each gets its own before something is added."""
    import pikepdf

    held = page.obj.get("/Resources", pikepdf.Dictionary())
    pictures = held.get("/XObject", pikepdf.Dictionary())
    own = {**dict(held.items()), "/XObject": pikepdf.Dictionary({**dict(pictures.items()), **forms})}
    page.obj["/Resources"] = pikepdf.Dictionary(own)


def _form(pdf: "pikepdf.Pdf", resources: Any, size: tuple[float, float], content: bytes) -> Any:
    import pikepdf

    form = pdf.make_stream(content)
    form["/Type"], form["/Subtype"] = pikepdf.Name("/XObject"), pikepdf.Name("/Form")
    form["/BBox"] = pikepdf.Array([0, 0, *size])
    form["/Resources"] = resources
    return form


def _same(stamp: Stamp, letters: Letters) -> bytes:
    """Revision, copy and fingerprint at the left."""
    above, below = stamp.left
    lines = (Lettering(text=above, x=_SIDE, y=_SECOND, size=_SIZE), Lettering(text=below, x=_SIDE, y=_FOOT, size=_SIZE))
    return b"0 g\n" + b"\n".join(map(letters.drawn, lines))


def _own(letters: Letters, size: tuple[float, float], number: str, *, is_blank: bool) -> bytes:
    """The number at the right, and in the middle of an empty page that it is."""
    right = size[0] - _SIDE - letters.width(number, _SIZE)
    lines = [Lettering(text=number, x=right, y=_FOOT, size=_SIZE)]
    if is_blank:
        middle = (size[0] - letters.width(_BLANK, _SIZE)) / 2
        lines.append(Lettering(text=_BLANK, x=middle, y=size[1] / 2, size=_SIZE))
    return b"0 g\n" + b"\n".join(map(letters.drawn, lines))


def code_drawn(text: str, middle: float) -> bytes:
    """The QR code at the foot of a page, around `middle`, as filled rectangles: a row of dark modules is one."""
    rows = modules_of(text)
    left = middle - len(rows) * _MODULE / 2
    bars = [
        f"{left + start * _MODULE:.2f} {_CODE_FOOT + (len(rows) - 1 - at) * _MODULE:.2f} {length * _MODULE:.2f}"
        f" {_MODULE:.2f} re"
        for at, row in enumerate(rows)
        for start, length in _dark(row)
    ]
    return ("\n".join(bars) + "\nf\n").encode()


def _dark(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where runs of dark modules begin, and how long they are."""
    at = 0
    for is_dark, run in groupby(row):
        length = len(tuple(run))
        if is_dark:
            yield at, length
        at += length


def _bookmark(pdf: "pikepdf.Pdf", pieces: Sequence[Piece], starts: Sequence[int], store: Store) -> None:
    import pikepdf

    with pdf.open_outline() as found:
        for piece, start in zip(pieces, starts, strict=True):
            chosen = piece.pages or tuple(range(len(store.pdf(piece.raw).pages)))
            places = {page: start + at for at, page in reversed([*enumerate(chosen)])}
            if not piece.title:
                found.root.extend(_items(store.outline(piece.raw), places))
                continue
            item = pikepdf.OutlineItem(piece.title, start)
            item.children.extend(_items(store.outline(piece.raw), places))
            found.root.append(item)


def _items(entries: Iterable[Bookmark], places: Mapping[int, int]) -> Iterator[Any]:
    """The part's own bookmarks, as far as their pages are in the packet."""
    import pikepdf

    for entry in entries:
        if entry.page in places:
            item = pikepdf.OutlineItem(entry.title, places[entry.page])
            item.children.extend(_items(entry.children, places))
            yield item

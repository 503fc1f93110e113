"""How full a page of a PDF is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_HEAD, _FOOT = 85.0, 60.0  # points that headers and footers take


def last_page_fill(raw: bytes) -> float:
    """How far down the last page something stands, as a share of its height between header and footer."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(raw)
    try:
        return page_fill(pdf[len(pdf) - 1])
    finally:
        pdf.close()


def page_fill(page: "pypdfium2.PdfPage") -> float:
    """The same of a page: texts and lines of tables count, what hangs over header or footer does not."""
    top = page.get_height() - _HEAD
    feet = (each.get_bounds()[1] for each in page.get_objects())
    lowest = min((each for each in feet if _FOOT < each < top), default=top)
    return float((top - lowest) / (top - _FOOT))

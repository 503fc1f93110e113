"""How much an Office file may hold: above a hundred times the sample and two thousand pages; told before the work."""

from collections.abc import Mapping

from lxml import etree

from plangen.diagnostics import Words, words
from plangen.office.ooxml.wml import NAMESPACES

_W = f"{{{NAMESPACES['w']}}}"
_ELEMENTS = 1_600_000  # of all parts together; the longest document of the sample has 14,000
_PARAGRAPHS = 150_000  # of a part; the sample's longest has 1,300
_STYLES = 6_000  # of the house template: 60
_RUNS = 20_000  # of a paragraph
_SHARED = 300_000  # texts of a workbook: the sample's has 500
_NAMESPACES = {"w": NAMESPACES["w"]}


def most(contents: Mapping[str, bytes]) -> Words | None:
    """What is said of parts with too many elements, counted in their bytes: nothing is parsed for it."""
    counted = sum(raw.count(b"<") - raw.count(b"</") - raw.count(b"<\0/") for raw in contents.values() if _is_text(raw))
    return _said(counted, _ELEMENTS, words("元素", "elements"))


def overgrown(root: etree._Element) -> Words | None:
    """What is said of a part with too many paragraphs or styles, or a paragraph with too many pieces."""
    if root.tag == f"{_W}styles":
        return _said(_count(root, "count(w:style)"), _STYLES, words("样式", "styles"))
    found = _said(_count(root, "count(//w:p)"), _PARAGRAPHS, words("段落", "paragraphs"))
    if found is None and _count(root, "count(//w:r)") > _RUNS:
        longest = max((_count(each, "count(.//w:r)") for each in root.iter(f"{_W}p") if len(each) > _RUNS), default=0)
        found = _said(longest, _RUNS, words("一个段落里的文字片段", "pieces of text in one paragraph"))
    return found


def is_overfull(contents: Mapping[str, bytes]) -> bool:
    """Whether a workbook or any other Office file holds more than is read."""
    texts = sum(raw.count(b"<si>") + raw.count(b"<si ") + raw.count(b"<si/") for raw in contents.values())
    return most(contents) is not None or texts > _SHARED


def _is_text(raw: bytes) -> bool:
    return raw[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")[:1] == b"<"


def _count(root: etree._Element, question: str) -> int:
    found = root.xpath(question, namespaces=_NAMESPACES)
    return int(found) if isinstance(found, float) else 0


def _said(count: int, limit: int, what: Words) -> Words | None:
    if count <= limit:
        return None
    return words(f"{what.zh}有 {count} 个，超过 {limit} 个", f"{count} {what.en}, more than {limit}")

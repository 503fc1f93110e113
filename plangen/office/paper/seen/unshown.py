"""The texts of a Word file that no page can show: what was read to be found on the pages is less than all there is."""

from collections.abc import Container, Iterable, Iterator

from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.diagnostics import Words, words
from plangen.office.ooxml.trees import NotXml, Parts
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.paper.printed_pieces import plain
from plangen.office.paper.unknown_signs import ANY, NUMBER
from plangen.office.paper.word_texts import PageFrames, PageSection, WordTexts

_W, _MC, _WP = (f"{{{NAMESPACES[key]}}}" for key in ("w", "mc", "wp"))
_PLACED = (_WP, "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}")  # numbers, no texts
_FALLBACK = f"{_MC}Fallback"
_STRING = "{urn:schemas-microsoft-com:vml}textpath"
_HOLDERS = {
    "document": words("正文", "the text"),
    "hdr": words("页眉", "a header"),
    "ftr": words("页脚", "a footer"),
    "footnotes": words("脚注", "a footnote"),
    "endnotes": words("尾注", "an endnote"),
}
_CODES = words("域代码", "field codes")
_OLD = words("给旧版程序的替代内容", "what old programs are shown instead")
_LETTERING = words("艺术字", "word art")
_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
_ALSO = ("word/", "customXml/")


class UnshownText(Struct, frozen=True, kw_only=True):
    """A text, and what of the file it stands in."""

    what: Words
    text: str


def unshown(parts: Parts, texts: WordTexts, seen: str) -> Iterator[UnshownText]:
    """Of a Word file, what was read of it, and all that is seen on its pages."""
    for name in parts:
        if name.startswith(_ALSO) and name.endswith(".xml"):
            yield from _of_part(parts, name, texts.read)
    yield from _frames(texts.sections, seen)


def _of_part(parts: Parts, name: str, read: Container[Element]) -> Iterator[UnshownText]:
    try:
        root = parts.root(name)
    except NotXml:
        return
    holder = _HOLDERS.get(_name(root))
    elements = root.iter("*") if holder else (each for each in root.iter("*") if _name(each) == "t")
    found: dict[tuple[Words, Element | None], list[str]] = {}
    for each in elements:
        if _is_left(each, read):
            paragraph = next(each.iterancestors(f"{_W}p"), None)
            found.setdefault((_called(each, holder or words(name, name)), paragraph), []).append(_said(each))
    for (what, _), pieces in found.items():
        yield UnshownText(what=what, text=" ".join("".join(pieces).split()))


def _is_left(each: Element, read: Container[Element]) -> bool:
    """Whether an element says something that was not read to be found on the pages."""
    if not _said(each) or each in read:
        return False
    return not each.tag.startswith(_PLACED) and not _is_repeated(each)


def _said(each: Element) -> str:
    own = each.get("string", "") if each.tag == _STRING else each.text or ""
    return own + (each.tail or "").strip() if own.strip() else (each.tail or "").strip()


def _called(each: Element, holder: Words) -> Words:
    if each.tag == _STRING:
        return _LETTERING
    if _name(each) in {"instrText", "delInstrText"}:
        return _CODES
    return _OLD if next(each.iterancestors(_FALLBACK), None) is not None else holder


def _is_repeated(each: Element) -> bool:
    """Whether a text is for old programs and just what others are shown in its place."""
    fallback = next(each.iterancestors(_FALLBACK), None)
    both = fallback.getparent() if fallback is not None else None
    if fallback is None or both is None:
        return False
    old = _text_of(fallback)
    return any(_text_of(choice) == old for choice in both.iterchildren(f"{_MC}Choice"))


def _text_of(holder: Element) -> str:
    return "".join(each.text or "" for each in holder.iter(*(f"{_W}{name}" for name in _TEXTS)))


def _name(each: Element) -> str:
    return str(each.tag).rpartition("}")[2]


def _frames(sections: Iterable[PageSection], seen: str) -> Iterator[UnshownText]:
    """Headers and footers that no page has, and that say something which no page says."""
    every = [(kind, frames) for each in sections for kind, frames in (("hdr", each.header), ("ftr", each.footer))]
    found = {(kind, text) for kind, frames in every for text in _of_frames(frames)}
    for kind, text in sorted(found):
        pieces = text.replace(ANY, NUMBER).split(NUMBER)
        said = "".join(each for each in pieces if plain(each) not in seen)
        if any(each.isalnum() for each in said):
            yield UnshownText(what=_HOLDERS[kind], text=said)


def _of_frames(frames: PageFrames) -> Iterator[str]:
    for name in PageFrames.__struct_fields__:
        yield from getattr(frames, name)

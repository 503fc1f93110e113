"""The tags of a Word template: found paragraph by paragraph, each with the place where its author sees it."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec import Struct

from plangen.diagnostics import Place, Words, words
from plangen.language.tags import TAG
from plangen.office.ooxml.places import Places
from plangen.office.ooxml.wml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
_ALTERNATIVES, _FALLBACK, _CHOICE = (
    f"{{{NAMESPACES['mc']}}}{name}" for name in ("AlternateContent", "Fallback", "Choice")
)
_HOMES = {"p": f"{W}p", "tr": f"{W}tr"}
_ALONE = words("必须独占一个段落（或者表格的一行）", "has to stand alone in its paragraph or row")
_BRACE = re.compile(r"[{}｛｝]")


class Paragraph(Struct, frozen=True, kw_only=True):
    """A paragraph of a part of the template."""

    element: etree._Element
    text: str  # all that its author sees, deletions that are not settled too
    live: str  # what is rendered
    at: Place
    tags: tuple[str, ...]  # of what is rendered: in full, comments left out
    titles: tuple[str, ...]  # the tags in titles of content controls
    has_brace: bool  # one of any width, in the text or in such a title

    @property
    def rest(self) -> str:
        """The rendered text outside the tags."""
        return TAG.sub("", self.live)

    def home(self, level: str) -> object:
        """Where a block must begin and end: in one cell or body for paragraphs, one table for rows, one paragraph."""
        if level not in _HOMES:
            return self.element
        holder = self._holder(level)
        return None if holder is None else holder.getparent()

    def stands_alone(self, tag: str, level: str) -> bool:
        """Whether the paragraph or row that the tag takes with it holds nothing else."""
        holder = self._holder(level)
        return holder is not None and text_of(holder.iter(f"{W}t")).strip() == tag

    @property
    def alone(self) -> Words:
        """What is said of a tag that does not stand so."""
        return _ALONE

    def _holder(self, level: str) -> etree._Element | None:
        element = self.element
        return next((each for each in (element, *element.iterancestors()) if each.tag == _HOMES[level]), None)


def paragraphs(root: etree._Element, file: str, part: str) -> Iterator[Paragraph]:
    """The paragraphs of a part in the order of the document; `part` is its kind, by which their places are told.

    Word keeps a text box twice, for old programs as well; the second is left out where it says the same.
    """
    places = Places(root, part)
    for number, element in enumerate(root.iter(f"{W}p"), start=1):
        text = text_of(own_texts(element))
        if not _is_repeated(element, text):
            at = Place(file=file, path=f"{part}[{number:04}]", spot=places.spot(element), excerpt=text)
            yield _paragraph(element, text, at)


def _paragraph(element: etree._Element, text: str, at: Place) -> Paragraph:
    live = text_of(each for each in own_texts(element) if each.tag == f"{W}t")
    titles = "".join(each.get(f"{W}val", "") for each in element.iter(f"{W}alias", f"{W}tag"))
    return Paragraph(
        element=element,
        text=text,
        live=live,
        at=at,
        tags=tuple(tag for tag in TAG.findall(live) if not tag.startswith("{#")),
        titles=tuple(TAG.findall(titles)),
        has_brace=_BRACE.search(text + titles) is not None,
    )


class Spots:
    """The places of any elements of a part: of the paragraph around each, or of the first where it stands in none."""

    def __init__(self, root: etree._Element, file: str, part: str) -> None:
        self._file, self._part = file, part
        self._places = Places(root, part)
        self._numbers = {each: number for number, each in enumerate(root.iter(f"{W}p"), start=1)}

    def of(self, element: etree._Element) -> Place:
        """The place, with the text of that paragraph."""
        around = next((each for each in (element, *element.iterancestors()) if each.tag == f"{W}p"), None)
        number = 1 if around is None else self._numbers[around]
        text = "" if around is None else text_of(own_texts(around))
        spot = self._places.spot(element if around is None else around)
        return Place(file=self._file, path=f"{self._part}[{number:04}]", spot=spot, excerpt=text)


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The texts of a paragraph, deleted ones too; those of text boxes in it stand in paragraphs of their own."""
    texts = list(paragraph.iter(f"{W}t", f"{W}delText"))
    if paragraph.find(f".//{W}p") is None:
        return texts
    return [each for each in texts if next(each.iterancestors(f"{W}p"), None) is paragraph]


def text_of(elements: Iterable[etree._Element]) -> str:
    """What these text elements say, one after another."""
    return "".join(each.text or "" for each in elements)


def unite_tags(root: etree._Element) -> None:
    """Put every tag into the text element in which it begins: Word spreads one over runs as soon as it is edited.

    What lies between the runs (marks of spelling, smart tags, content controls, links) stays as it is.
    """
    for paragraph in root.iter(f"{W}p"):
        texts = [each for each in own_texts(paragraph) if each.tag == f"{W}t"]
        whole = text_of(texts)
        if len(texts) > 1 and "{" in whole:
            _unite(texts, whole)


def _unite(texts: list[etree._Element], whole: str) -> None:
    owners = [number for number, text in enumerate(texts) for _ in text.text or ""]
    for found in TAG.finditer(whole):
        owners[found.start() : found.end()] = [owners[found.start()]] * len(found[0])
    pieces: list[list[str]] = [[] for _ in texts]
    for owner, character in zip(owners, whole, strict=True):
        pieces[owner].append(character)
    for text, piece in zip(texts, pieces, strict=True):
        text.text = "".join(piece)


def _is_repeated(paragraph: etree._Element, text: str) -> bool:
    """Whether a paragraph is the copy for old programs of one that the part holds as well."""
    fallback = next(paragraph.iterancestors(_FALLBACK), None)
    both = None if fallback is None else fallback.getparent()
    if both is None or both.tag != _ALTERNATIVES:
        return False
    same = (each for choice in both.iterchildren(_CHOICE) for each in choice.iter(f"{W}p"))
    return any(text_of(own_texts(first)) == text for first in same)

"""The tags of a Word template: found paragraph by paragraph, each with the place where its author sees it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree
from msgspec import Struct

from plangen.diagnostics import Place
from plangen.office.ooxml.places import Places
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.templates.language import language

W = f"{{{NAMESPACES['w']}}}"
_ALTERNATIVES, _FALLBACK, _CHOICE = (
    f"{{{NAMESPACES['mc']}}}{name}" for name in ("AlternateContent", "Fallback", "Choice")
)
# No tag begins inside another: without that, a page of open braces would be searched to its end from each of them.
_TAG = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}")
_BRACE = re.compile(r"[{}｛｝]")
_STATEMENT = re.compile(r"\{%(p|tr)?\s+(if|elif|else|endif|for|endfor)\b(.*?)%\}")
_PRINT = re.compile(r"\{\{(.*?)\}\}")
_LONGEST = 300  # characters; nobody writes one like that by hand
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word types these; docxtpl takes them for straight ones too


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
        return _TAG.sub("", self.live)


class Tag(Struct, frozen=True, kw_only=True):
    """One tag that could be read."""

    text: str
    kind: str  # print, if, elif, else, endif, for, endfor
    level: str = ""  # what it takes with it: p its paragraph, tr its row, else nothing
    variable: str = ""  # of a for
    expression: nodes.Node | None = None
    condition: nodes.Node | None = None  # of a for with an if


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
    titles = "".join(each.get(f"{W}val", "") for each in element.iter(f"{W}alias"))
    return Paragraph(
        element=element,
        text=text,
        live=live,
        at=at,
        tags=tuple(tag for tag in _TAG.findall(live) if not tag.startswith("{#")),
        titles=tuple(_TAG.findall(titles)),
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
    for found in _TAG.finditer(whole):
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


@cache
def read(text: str) -> Tag | None:
    """The tag as it can be understood; None where it cannot. Whether it is allowed is not looked at."""
    plain = text.translate(_QUOTES)
    if len(plain) > _LONGEST:
        return None
    try:
        if found := _PRINT.fullmatch(plain):
            return Tag(text=text, kind="print", expression=_expression(found[1]))
        if found := _STATEMENT.fullmatch(plain):
            return _statement(text, found[1] or "", found[2], found[3].strip())
    except (TemplateSyntaxError, RecursionError):
        return None
    return None


def attribute_of(node: nodes.Getattr | nodes.Getitem) -> str:
    """The name behind the last dot; nothing where it is not a plain name."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    return str(node.arg.value) if isinstance(node.arg, nodes.Const) else ""


def _statement(text: str, level: str, kind: str, rest: str) -> Tag | None:
    if kind in {"if", "elif"}:
        return Tag(text=text, kind=kind, level=level, expression=_expression(rest))
    if kind == "for":
        loop = language().parse(f"{{% for {rest} %}}{{% endfor %}}").body[0]
        if not isinstance(loop, nodes.For) or not isinstance(loop.target, nodes.Name):
            return None
        return Tag(
            text=text, kind=kind, level=level, variable=loop.target.name, expression=loop.iter, condition=loop.test
        )
    return None if rest else Tag(text=text, kind=kind, level=level)


def _expression(text: str) -> nodes.Node:
    tree = language().parse(f"{{{{{text}}}}}")
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise TemplateSyntaxError("no expression", 1)
    return output.nodes[0]

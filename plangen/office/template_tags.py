"""The tags of a Word template: found paragraph by paragraph, each with the place where its author sees it."""

import re
from collections.abc import Iterator
from functools import cache

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree
from msgspec import Struct

from plangen.diagnostics import Place, Words, words
from plangen.office.template_language import language
from plangen.office.wml import NAMESPACES

__all__ = ["Paragraph", "Tag", "W", "paragraphs", "read"]

W = f"{{{NAMESPACES['w']}}}"
_TABLE = f"{W}tbl"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_STATEMENT = re.compile(r"\{%(p|tr)?\s+(if|elif|else|endif|for|endfor)\b(.*?)%\}")
_PRINT = re.compile(r"\{\{(.*?)\}\}")
_LONGEST = 300  # characters; nobody writes one like that by hand
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word types these; docxtpl takes them for straight ones too


class Paragraph(Struct, frozen=True, kw_only=True):
    """A paragraph of a part of the template that holds tags, or something that looks like one."""

    element: etree._Element
    text: str
    at: Place
    tags: tuple[str, ...]  # in full, comments left out

    @property
    def rest(self) -> str:
        """The text outside the tags."""
        return _TAG.sub("", self.text)


class Tag(Struct, frozen=True, kw_only=True):
    """One tag that could be read."""

    text: str
    kind: str  # print, if, elif, else, endif, for, endfor
    level: str = ""  # what it takes with it: p its paragraph, tr its row, else nothing
    variable: str = ""  # of a for
    expression: nodes.Node | None = None
    condition: nodes.Node | None = None  # of a for with an if


def paragraphs(root: etree._Element, file: str, part: str) -> Iterator[Paragraph]:
    """Every paragraph of a part with a brace in it, in the order of the document."""
    for number, element in enumerate(root.iter(f"{W}p"), start=1):
        text = "".join(each.text or "" for each in element.iter(f"{W}t") if _owner(each) is element)
        if not re.search(r"[{}｛｝]", text):
            continue
        tags = tuple(tag for tag in _TAG.findall(text) if not tag.startswith("{#"))
        at = Place(file=file, path=f"{part}[{number:04}]", spot=_spot(element, part), excerpt=text)
        yield Paragraph(element=element, text=text, at=at, tags=tags)


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


def _owner(element: etree._Element) -> etree._Element | None:
    """The innermost paragraph: a text box puts paragraphs inside a paragraph."""
    return next(iter(element.iterancestors(f"{W}p")), None)


def _spot(element: etree._Element, part: str) -> Words:
    """Where people find it: 第 3 段, 表 1 第 2 行第 1 格, 页眉."""
    if part.startswith("header"):
        return words("页眉", "page header")
    if part.startswith("footer"):
        return words("页脚", "page footer")
    if part != "document":
        return words("脚注或尾注", "footnote or endnote")
    top = _top(element)
    before = [
        each for each in top.itersiblings(preceding=True) if each.tag == (_TABLE if top.tag == _TABLE else f"{W}p")
    ]
    if top.tag != _TABLE:
        return words(f"第 {len(before) + 1} 段", f"paragraph {len(before) + 1}")
    rows = list(top.iter(f"{W}tr"))
    row = next((each for each in rows if element in each.iter(f"{W}p")), top)
    cells = list(row.iter(f"{W}tc"))
    cell = next((number for number, each in enumerate(cells, start=1) if element in each.iter(f"{W}p")), 1)
    place = (len(before) + 1, rows.index(row) + 1 if row in rows else 1, cell)
    return words("表 {} 第 {} 行第 {} 格".format(*place), "table {}, row {}, cell {}".format(*place))


def _top(element: etree._Element) -> etree._Element:
    """What holds the paragraph directly below the body: itself, a table, a content control."""
    parent = element.getparent()
    while parent is not None and parent.tag != f"{W}body":
        element, parent = parent, parent.getparent()
    return element

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

__all__ = ["Paragraph", "Tag", "W", "attribute_of", "paragraphs", "read"]

W = f"{{{NAMESPACES['w']}}}"
_TABLE = f"{W}tbl"
_NOTE = words("脚注或尾注", "footnote or endnote")
_ELSEWHERE = {
    "header": words("页眉", "page header"),
    "footer": words("页脚", "page footer"),
    "footnotes": _NOTE,
    "endnotes": _NOTE,
}
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


def paragraphs(root: etree._Element, file: str, part: str, *, every: bool = False) -> Iterator[Paragraph]:
    """The paragraphs of a part with a brace in them, or all of them, in the order of the document."""
    places = _Places(root, part)
    for number, element in enumerate(root.iter(f"{W}p"), start=1):
        text = "".join(each.text or "" for each in element.iter(f"{W}t", f"{W}delText") if _owner(each) is element)
        if not every and not re.search(r"[{}｛｝]", text):
            continue
        tags = tuple(tag for tag in _TAG.findall(text) if not tag.startswith("{#"))
        at = Place(file=file, path=f"{part}[{number:04}]", spot=places.spot(element), excerpt=text)
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


def attribute_of(node: nodes.Getattr | nodes.Getitem) -> str:
    """The name behind the last dot; nothing where it is no plain name."""
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


def _owner(element: etree._Element) -> etree._Element | None:
    """The innermost paragraph: a text box puts paragraphs inside a paragraph."""
    return next(iter(element.iterancestors(f"{W}p")), None)


class _Places:
    """Where people find the paragraphs of a part: 第 3 段, 表 1 第 2 行第 1 格, 页眉; each table counted once."""

    def __init__(self, root: etree._Element, part: str) -> None:
        self.part = part
        body = root.find(f"{W}body")
        self.tops = [] if body is None else list(body)
        self.numbers: dict[etree._Element, int] = {}
        counts = {True: 0, False: 0}
        for top in self.tops:
            is_table = top.tag == _TABLE
            counts[is_table] += is_table or top.tag == f"{W}p"
            self.numbers[top] = counts[is_table] or 1
        self.rows: dict[etree._Element, dict[etree._Element, int]] = {}

    def spot(self, element: etree._Element) -> Words:
        if self.part in _ELSEWHERE:
            return _ELSEWHERE[self.part]
        path = [element, *element.iterancestors()]
        top = next((each for each in path if each in self.numbers), element)
        number = self.numbers.get(top, 1)
        if top.tag != _TABLE:
            return words(f"第 {number} 段", f"paragraph {number}")
        if top not in self.rows:
            self.rows[top] = {row: at for at, row in enumerate(top.iter(f"{W}tr"), start=1)}
        row = next((each for each in reversed(path) if each in self.rows[top]), top)
        cells = list(row.iter(f"{W}tc"))
        cell = next((at for at, each in enumerate(cells, start=1) if each in path), 1)
        place = (number, self.rows[top].get(row, 1), cell)
        return words("表 {} 第 {} 行第 {} 格".format(*place), "table {}, row {}, cell {}".format(*place))

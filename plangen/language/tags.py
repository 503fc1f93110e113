"""The tags of a template or an outline, each read by itself: what it prints, chooses by or repeats."""

import re
from functools import cache

from jinja2 import TemplateSyntaxError, nodes
from msgspec import Struct

from plangen.language.environment import language

# No tag begins inside another: without that, a page of open braces would be searched to its end from each of them.
TAG = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}")
_STATEMENT = re.compile(r"\{%(p|tr)?\s+(if|elif|else|endif|for|endfor)\b(.*?)%\}")
_PRINT = re.compile(r"\{\{(.*?)\}\}")
_LONGEST = 300  # characters; nobody writes one like that by hand
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word types these; docxtpl takes them for straight ones too


class Tag(Struct, frozen=True, kw_only=True):
    """One tag that could be read."""

    text: str
    kind: str  # print, if, elif, else, endif, for, endfor
    level: str = ""  # what it takes with it: p its paragraph, tr its row, else nothing
    variable: str = ""  # of a for
    expression: nodes.Node | None = None
    condition: nodes.Node | None = None  # of a for with an if


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

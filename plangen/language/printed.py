"""Which facts of a group an expression names, and which of them it prints whether they are there or not."""

from collections.abc import Set as AbstractSet
from typing import TypeAlias

from jinja2 import nodes

from plangen.language.tags import attribute_of

Fact: TypeAlias = tuple[str, str]
"""A group, and the name of one of its facts: 题号 and 演练步骤."""

_INSTEAD = frozenset({"default", "缺省"})


def named(node: nodes.Node | None, groups: AbstractSet[str]) -> frozenset[Fact]:
    """Every fact of these groups that an expression names."""
    if node is None:
        return frozenset()
    every = (node, *node.find_all((nodes.Getattr, nodes.Getitem)))
    return frozenset(fact for each in every if (fact := _fact(each, groups)) is not None)


def printed(node: nodes.Node | None, groups: AbstractSet[str]) -> frozenset[Fact]:
    """The facts of these groups that an expression prints without asking whether they are there."""
    if isinstance(node, nodes.CondExpr):
        return (printed(node.expr1, groups) | printed(node.expr2, groups)) - named(node.test, groups)
    if isinstance(node, nodes.Or | nodes.And):
        return printed(node.right, groups) - named(node.left, groups)
    if isinstance(node, nodes.Filter):
        return frozenset() if node.name in _INSTEAD else printed(node.node, groups)
    fact = None if node is None else _fact(node, groups)
    return frozenset() if fact is None else frozenset({fact})


def _fact(node: nodes.Node, groups: AbstractSet[str]) -> Fact | None:
    if not isinstance(node, nodes.Getattr | nodes.Getitem) or not isinstance(node.node, nodes.Name):
        return None
    return (node.node.name, attribute_of(node)) if node.node.name in groups else None

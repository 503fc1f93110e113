"""A text with tags filled in: what Jinja would print, with what is filled in kept apart from what is written.

An expression is followed node by node rather than compiled: a document has hundreds of short texts, each met once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from jinja2 import nodes
from msgspec import Struct

from plangen.blocks.template import Listing, Names
from plangen.language.environment import FILLING, Budget, is_allowed, is_same
from plangen.language.tags import TAG, Tag, attribute_of, read

Piece: TypeAlias = tuple[str, bool]
"""A text, and whether it was filled in."""


class Unfilled(Exception):  # an outcome of filling in, told by who checks the text
    """A tag cannot be read, leaves the language or names what is no fact."""


class LoopRound(Struct, frozen=True, kw_only=True):
    """Where a repetition is."""

    index: int  # from 0
    length: int

    def find(self, name: str) -> object:
        """What a loop says of itself under this name; None for any other name."""
        return {
            "index": self.index + 1,
            "index0": self.index,
            "revindex": self.length - self.index,
            "revindex0": self.length - self.index - 1,
            "first": self.index == 0,
            "last": self.index == self.length - 1,
            "length": self.length,
        }.get(name)


class Namespace:
    """The names that a text may use: facts, and the variables of the loops around it."""

    def __init__(self, facts: Names, budget: Budget, variables: Mapping[str, object] | None = None) -> None:
        self.facts = facts
        self.budget = budget
        self.variables: Mapping[str, object] = variables or {}

    def find(self, name: str) -> object:
        """What a name stands for; None where it is unknown."""
        return self.variables[name] if name in self.variables else self.facts.find(name)

    def with_item(self, variable: str, item: object, round_: LoopRound) -> "Namespace":
        """The scope within one round of a loop."""
        return Namespace(self.facts, self.budget, {**self.variables, variable: item, "loop": round_})

    def values(self) -> Iterable[object]:
        """What the variables hold, the innermost loop's last."""
        return self.variables.values()

    def rounds(self, tag: Tag) -> "Iterator[Namespace]":
        """A scope for each item of a loop, those only that fulfil its condition.

        Raises:
            Unfilled: for a tag that is none of the language.
            TooMuch: when the budget is used up.
        """
        found = value_of(tag.expression, self)
        items: Sequence[object] = tuple(found) if isinstance(found, Listing) else (found,)
        if not found:
            items = ()
        if tag.condition is not None:
            once = LoopRound(index=0, length=1)
            items = [each for each in items if value_of(tag.condition, self.with_item(tag.variable, each, once))]
        for number, item in enumerate(items):
            self.budget.round()
            yield self.with_item(tag.variable, item, LoopRound(index=number, length=len(items)))


@cache
def tag_of(text: str) -> Tag:
    """A tag that keeps to the language.

    Raises:
        Unfilled: for any other.
    """
    tag = read(text)
    if tag is None or not all(is_allowed(each) for each in (tag.expression, tag.condition) if each is not None):
        raise Unfilled
    return tag


def holds(text: str, scope: Namespace) -> bool:
    """Whether the condition of an if or elif holds; that of an else does.

    Raises:
        Unfilled: for a tag that is none of the language.
    """
    tag = tag_of(text)
    return tag.kind == "else" or bool(value_of(tag.expression, scope))


def filled(text: str, scope: Namespace) -> list[Piece]:
    """The text piece by piece.

    Raises:
        Unfilled: for a tag that is none of the language, or stands where it cannot.
        TooMuch: when the budget is used up.
    """
    if "{" not in text:
        return [(text, False)] if text else []
    pieces, rest = _filled(_split(text), 0, scope, printing=True)
    if rest != len(_split(text)):
        raise Unfilled
    return pieces


@cache
def _split(text: str) -> tuple[str | Tag, ...]:
    """Texts and tags in order."""
    found: list[str | Tag] = []
    here = 0
    for match in TAG.finditer(text):
        if match.start() > here:
            found.append(text[here : match.start()])
        if not match[0].startswith("{#"):
            found.append(tag_of(match[0]))
        here = match.end()
    if here < len(text):
        found.append(text[here:])
    return tuple(found)


def _filled(
    parts: tuple[str | Tag, ...], at: int, scope: Namespace, *, printing: bool, ends: tuple[str, ...] = ()
) -> tuple[list[Piece], int]:
    """What stands from a place on up to one of these tags, and where that is."""
    pieces: list[Piece] = []
    while at < len(parts):
        part = parts[at]
        if isinstance(part, str):
            if printing:
                pieces.append((part, False))
        elif part.kind in ends:
            return pieces, at
        elif part.kind == "print":
            if printing:
                said = str(value_of(part.expression, scope))
                scope.budget.spend(len(said))
                pieces.append((said, True))
        elif part.kind == "if":
            more, at = _chosen(parts, at, scope, printing=printing)
            pieces += more
        elif part.kind == "for":
            more, at = _repeated(parts, at, scope, printing=printing)
            pieces += more
        else:
            raise Unfilled
        at += 1
    if ends:
        raise Unfilled
    return pieces, at


def _chosen(parts: tuple[str | Tag, ...], at: int, scope: Namespace, *, printing: bool) -> tuple[list[Piece], int]:
    """What an if prints, and where its end is."""
    pieces: list[Piece] = []
    done = not printing
    while True:
        branch = parts[at]
        assert isinstance(branch, Tag)
        taken = not done and (branch.kind == "else" or bool(value_of(branch.expression, scope)))
        done = done or taken
        more, at = _filled(parts, at + 1, scope, printing=taken, ends=("elif", "else", "endif"))
        pieces += more
        end = parts[at]
        if isinstance(end, Tag) and end.kind == "endif":
            return pieces, at


def _repeated(parts: tuple[str | Tag, ...], at: int, scope: Namespace, *, printing: bool) -> tuple[list[Piece], int]:
    """What a for prints, and where its end is."""
    tag = parts[at]
    assert isinstance(tag, Tag)
    pieces: list[Piece] = []
    _, end = _filled(parts, at + 1, scope, printing=False, ends=("else", "endfor"))
    rounds = list(scope.rounds(tag)) if printing else []
    for each in rounds:
        more, _ = _filled(parts, at + 1, each, printing=True, ends=("else", "endfor"))
        pieces += more
    otherwise = parts[end]
    if isinstance(otherwise, Tag) and otherwise.kind == "else":
        more, end = _filled(parts, end + 1, scope, printing=printing and not rounds, ends=("endfor",))
        pieces += more
    return pieces, end


def value_of(node: nodes.Node | None, scope: Namespace) -> object:
    """What an expression stands for.

    Raises:
        Unfilled: where a name in it is unknown.
    """
    follow = _FOLLOWED.get(type(node))
    if follow is None:
        raise Unfilled
    return follow(node, scope)


def _named(node: nodes.Name, scope: Namespace) -> object:
    return _known(scope.find(node.name))


def _below(node: nodes.Getattr | nodes.Getitem, scope: Namespace) -> object:
    owner = value_of(node.node, scope)
    return _known(owner.find(attribute_of(node)) if isinstance(owner, Names | LoopRound) else None)


def _made(node: nodes.Filter, scope: Namespace) -> object:
    return FILLING[node.name](value_of(node.node, scope), *(value_of(each, scope) for each in node.args))


def _either(node: nodes.CondExpr, scope: Namespace) -> object:
    if value_of(node.test, scope):
        return value_of(node.expr1, scope)
    return "" if node.expr2 is None else value_of(node.expr2, scope)


def _known(value: object) -> object:
    if value is None:
        raise Unfilled
    return value


def _compared(node: nodes.Compare, scope: Namespace) -> bool:
    left = value_of(node.expr, scope)
    for each in node.ops:
        right = value_of(each.expr, scope)
        if is_same(left, right) is not (each.op == "eq"):
            return False
        left = right
    return True


_FOLLOWED: Mapping[type, Callable[[Any, Namespace], object]] = {
    nodes.Name: _named,
    nodes.Getattr: _below,
    nodes.Getitem: _below,
    nodes.Const: lambda node, _: node.value,
    nodes.Filter: _made,
    nodes.CondExpr: _either,
    nodes.Not: lambda node, scope: not value_of(node.node, scope),
    nodes.And: lambda node, scope: value_of(node.left, scope) and value_of(node.right, scope),
    nodes.Or: lambda node, scope: value_of(node.left, scope) or value_of(node.right, scope),
    nodes.Compare: _compared,
}

"""Tags followed in order: which facts they name and need, which branches given facts take, what is printed of them.

A name that is only asked for ({% if 召回 %}) or stands in a branch that these facts leave out is not printed. Where a
branch hangs on the repetition itself, or on items that differ, it counts as taken.
"""

from collections.abc import Iterable, Iterator, Sequence

from jinja2 import nodes
from msgspec import Struct

from plangen.blocks.names import step
from plangen.blocks.template import Listing, Names, Value
from plangen.language.environment import is_same
from plangen.language.tags import Tag, attribute_of

_Truths = frozenset[bool]
_EITHER: _Truths = frozenset({True, False})

Known = tuple[str, Value | None]


class _Block(Struct, kw_only=True):
    """An if or for that is open."""

    active: bool
    certain: bool = False  # a branch before was taken whatever the items
    variable: str = ""
    path: str = ""
    values: tuple[Value, ...] = ()


class Walk:
    """Goes through the tags of a part in order, knowing which branches the facts take."""

    def __init__(self, facts: Names, blocks: Sequence[_Block] = ()) -> None:
        self.facts = facts
        self.blocks = list(blocks)

    @property
    def active(self) -> bool:
        """Whether what stands here is printed."""
        return all(block.active for block in self.blocks)

    def take(self, tag: Tag) -> set[str]:
        """Follow one tag; the names that it prints."""
        if tag.kind == "print":
            return self.printed(tag.expression) if self.active and tag.expression is not None else set()
        if tag.kind in {"for", "if"}:
            self.blocks.append(self.opened(tag))
        elif self.blocks and tag.kind in {"endif", "endfor"}:
            self.blocks.pop()
        elif self.blocks:
            self.turn(self.blocks[-1], tag)
        return set()

    def opened(self, tag: Tag) -> _Block:
        """The block that an if or for opens."""
        if tag.kind == "if" or tag.expression is None:
            truths = self.truths(tag.expression)
            return _Block(active=True in truths, certain=False not in truths)
        path, values = self.found(tag.expression)
        items = tuple(item for each in values for item in (each if isinstance(each, Listing) else (each,)))
        block = _Block(active=True, variable=tag.variable, path=path, values=items)
        if tag.condition is not None:
            block.active = True in Walk(self.facts, [*self.blocks, block]).truths(tag.condition)
        return block

    def turn(self, block: _Block, tag: Tag) -> None:
        """The next branch of a block: an elif or else counts where no branch before is sure to be taken."""
        truths = frozenset({True}) if tag.kind == "else" else self.truths(tag.expression)
        block.active = not block.certain and True in truths
        block.certain = block.certain or False not in truths

    def printed(self, node: nodes.Node) -> set[str]:
        """The names whose facts an expression prints; those that it only compares are none."""
        if isinstance(node, nodes.CondExpr):
            return self.either(self.truths(node.test), node.expr1, node.expr2)
        if isinstance(node, nodes.Or):
            return self.either(self.truths(node.left), node.left, node.right)
        if isinstance(node, nodes.And):
            return self.either(self.truths(node.left), node.right, node.left)
        if isinstance(node, nodes.Filter):
            return self.printed(node.node) if node.node is not None else set()
        path, values = self.found(node)
        return {path} if values else set()

    def either(self, truths: _Truths, yes: nodes.Node, no: nodes.Node | None) -> set[str]:
        """The names that are printed where a condition holds, and those where it does not, as far as either may be."""
        taken = [node for truth, node in ((True, yes), (False, no)) if truth in truths and node is not None]
        return {name for node in taken for name in self.printed(node)}

    def found(self, node: nodes.Node) -> tuple[str, tuple[Value, ...]]:
        """The English name of the fact that an expression stands for, and the fact; of a list that of every item."""
        if isinstance(node, nodes.Name):
            block = next((each for each in reversed(self.blocks) if each.variable == node.name), None)
            if block is not None:
                return block.path, block.values
            value = self.facts.find(node.name)
            return step(self.facts, "", self.facts, node.name), () if value is None else (value,)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            path, owners = self.found(node.node)
            return self.below(path, [each for each in owners if isinstance(each, Names)], attribute_of(node))
        return "", ()

    def below(self, path: str, groups: Sequence[Names], name: str) -> tuple[str, tuple[Value, ...]]:
        """The facts of this name in groups that stand at a path."""
        values = tuple(value for each in groups if (value := each.find(name)) is not None)
        return (step(self.facts, path, groups[0], name) if values else ""), values

    def truths(self, node: nodes.Node | None) -> _Truths:
        """What a condition may be of these facts; either where it hangs on the repetition itself."""
        if isinstance(node, nodes.Not):
            return frozenset(not each for each in self.truths(node.node))
        if isinstance(node, nodes.And | nodes.Or):
            one, other = self.truths(node.left), self.truths(node.right)
            join = all if isinstance(node, nodes.And) else any
            return frozenset(join((left, right)) for left in one for right in other)
        if isinstance(node, nodes.Compare):
            return self.compared(node)
        values = self.found(node)[1] if node is not None else ()
        return frozenset(map(bool, values)) or _EITHER

    def compared(self, node: nodes.Compare) -> _Truths:
        """What a comparison with a text may be; either for any other comparison."""
        values = self.found(node.expr)[1]
        other = node.ops[0].expr if len(node.ops) == 1 else None
        if not values or not isinstance(other, nodes.Const):
            return _EITHER
        same = node.ops[0].op == "eq"
        return frozenset(is_same(value, other.value) is same for value in values)


class Asking:
    """Goes through the tags of a part in order, knowing what the variables of loops stand for."""

    def __init__(self, facts: Names) -> None:
        self.facts = facts
        self.scopes: list[dict[str, Known]] = []
        self.choices = 0  # that are open

    def named(self, tag: Tag) -> Iterator[tuple[str, bool]]:
        """The facts that one tag names, each with whether it is needed."""
        needed = tag.kind in {"print", "for"} and not self.choices
        yield from ((path, needed and not instead) for path, instead in self._paths(tag.expression))
        if tag.kind == "for" and tag.expression is not None:
            path, value = self._known(tag.expression)
            item = (f"{path}[]", value.sample) if isinstance(value, Listing) else (path, value)
            self.scopes.append({tag.variable: item})
            yield from ((path, False) for path, _ in self._paths(tag.condition))
        elif tag.kind == "endfor" and self.scopes:
            self.scopes.pop()
        self.choices = max(0, self.choices + {"if": 1, "endif": -1}.get(tag.kind, 0))

    def _paths(self, node: nodes.Node | None) -> Iterable[tuple[str, bool]]:
        """The paths in an expression, and whether it has something else to print where one is missing."""
        if node is None:
            return
        instead = isinstance(node, nodes.CondExpr | nodes.Or) or any(
            each.name == "default" for each in (node, *node.find_all(nodes.Filter)) if isinstance(each, nodes.Filter)
        )
        for each in (node, *node.find_all((nodes.Name, nodes.Getattr, nodes.Getitem))):
            path, value = self._known(each)
            if value is not None:
                yield path.removesuffix("[]"), instead

    def _known(self, node: nodes.Node) -> Known:
        """The path of the fact that an expression stands for, and the fact; nothing where it stands for none."""
        if isinstance(node, nodes.Name):
            for scope in reversed(self.scopes):
                if node.name in scope:
                    return scope[node.name]
            return step(self.facts, "", self.facts, node.name), self.facts.find(node.name)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            path, owner = self._known(node.node)
            name = attribute_of(node)
            if isinstance(owner, Names):
                return step(self.facts, path, owner, name), owner.find(name)
        return "", None

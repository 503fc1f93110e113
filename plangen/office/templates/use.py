"""Which facts a template asks for, and which of them it can do without."""

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import nodes

from plangen.blocks.names import step
from plangen.blocks.template import Listing, Names, Value
from plangen.office.ooxml.guard import parsed
from plangen.office.ooxml.parts import texts_of
from plangen.office.templates.tags import Tag, attribute_of, paragraphs, read

Known = tuple[str, Value | None]


def used_names(parts: Mapping[str, bytes], facts: Names) -> frozenset[str]:
    """The English paths of the facts that a sound template names; unknown names are left out."""
    return frozenset(asked_names(parts, facts))


def asked_names(parts: Mapping[str, bytes], facts: Names) -> dict[str, bool]:
    """The English paths of the facts that a template names, each with whether the notice needs it in every case.

    What stands between if and endif, or has something to print instead, is not needed.
    """
    found: dict[str, bool] = {}
    for name, part in texts_of(parts).items():
        reader = _Reader(facts)
        for paragraph in paragraphs(parsed(parts[name]), name, part):
            for tag in filter(None, map(read, paragraph.tags)):
                for path, needed in reader.named(tag):
                    found[path] = needed or found.get(path, False)
    return found


class _Reader:
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

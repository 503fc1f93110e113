"""Which facts a template asks for."""

from collections.abc import Iterable, Mapping

from jinja2 import nodes

from plangen.blocks.names import step
from plangen.blocks.template import Listing, Names, Value
from plangen.office.guard import parsed
from plangen.office.template_parts import texts_of
from plangen.office.template_tags import Tag, attribute_of, paragraphs, read

__all__ = ["used_names"]

Known = tuple[str, Value | None]


def used_names(parts: Mapping[str, bytes], facts: Names) -> frozenset[str]:
    """The English paths of the facts that a sound template names; unknown names are left out."""
    found: set[str] = set()
    for name, kind in texts_of(parts).items():
        scopes: list[dict[str, Known]] = []
        for paragraph in paragraphs(parsed(parts[name]), name, kind):
            for tag in filter(None, map(read, paragraph.tags)):
                found |= _used(tag, scopes, facts)
    return frozenset(found)


def _used(tag: Tag, scopes: list[dict[str, Known]], facts: Names) -> set[str]:
    """What one tag names; opens and closes the scopes of repetitions."""
    found = set(_named(tag.expression, scopes, facts))
    if tag.kind == "for" and tag.expression is not None:
        path, value = _known(tag.expression, scopes, facts)
        item = (f"{path}[]", value.sample) if isinstance(value, Listing) else (path, value)
        scopes.append({tag.variable: item})
        found |= set(_named(tag.condition, scopes, facts))
    elif tag.kind == "endfor" and scopes:
        scopes.pop()
    return found


def _named(node: nodes.Node | None, scopes: list[dict[str, Known]], facts: Names) -> Iterable[str]:
    if node is None:
        return
    for each in (node, *node.find_all((nodes.Name, nodes.Getattr, nodes.Getitem))):
        path, value = _known(each, scopes, facts)
        if value is not None:
            yield path.removesuffix("[]")


def _known(node: nodes.Node, scopes: list[dict[str, Known]], facts: Names) -> Known:
    """The path of the fact that an expression stands for, and the fact; nothing where it stands for none."""
    if isinstance(node, nodes.Name):
        for scope in reversed(scopes):
            if node.name in scope:
                return scope[node.name]
        return step(facts, "", facts, node.name), facts.find(node.name)
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        path, owner = _known(node.node, scopes, facts)
        name = attribute_of(node)
        if isinstance(owner, Names):
            return step(facts, path, owner, name), owner.find(name)
    return "", None

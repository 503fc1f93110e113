"""What a tag in a template or an outline may say: print a fact, choose, repeat. Nothing else is Jinja here.

There are no calls, no assignments, no arithmetic, no macros and no includes, so a template can neither reach into
Python nor run for ever: what remains is bounded by the facts, and `Budget` bounds nested repetition.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, reduce
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from plangen.blocks.template import Listing, Names
from plangen.diagnostics import ERROR, rule
from plangen.language.sentences import listed
from plangen.visible import clean

TOO_MUCH = rule(
    "W115",
    ERROR,
    title=("模板或者大纲生成的内容过多", "template or outline makes too much"),
    why=(
        "层层嵌套的循环会生成无限大的文件，耗尽时间和内存",
        "repetition within repetition makes files without end and exhausts time and memory",
    ),
    message=("生成的内容超过上限，这份文件生成不了", "more is made than any document needs, and so none is made"),
    hint=(
        "检查嵌套的循环，不要在循环里重复同一个列表",
        "look at loops within loops; do not repeat a list inside itself",
    ),
)
RULES = (TOO_MUCH,)

LOOP_NAMES = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})
FILTERS: Mapping[str, tuple[int, int]] = {
    "join": (0, 1),
    "default": (1, 1),
    "length": (0, 0),
    "listed": (0, 0),
    "contains": (1, 1),
    "连接": (0, 1),
    "缺省": (1, 1),
    "个数": (0, 0),
    "并列": (0, 0),
    "包含": (1, 1),
}
"""Filters by name, each with the least and most arguments it takes; the Chinese names say the same."""

UNREADABLE = (TemplateSyntaxError, UndefinedError, RecursionError)
"""What is raised for a template that leaves the language, names what is no fact or is nested without end."""

_BUDGET = " budget"  # no template can write a name with a space
_LIMITED = " limited"
_SAME = " same"
_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
)


class TooMuch(Exception):  # an outcome of rendering, turned into a finding by the caller
    """A template or an outline repeats more, or makes more text, than any document needs."""


class Budget:
    """How much one rendering may still do."""

    def __init__(self, rounds: int = 20_000, characters: int = 8_000_000, *, repeats_nothing: bool = False) -> None:
        self.repeats_nothing = repeats_nothing  # an empty list not even once, with what has to be filled in
        self.rounds = rounds
        self.characters = characters

    def round(self) -> None:
        """Count one more repetition.

        Raises:
            TooMuch: when none is left.
        """
        self.rounds -= 1
        if self.rounds < 0:
            raise TooMuch

    def spend(self, characters: int) -> None:
        """Count these characters of text.

        Raises:
            TooMuch: when none are left.
        """
        self.characters -= characters
        if self.characters < 0:
            raise TooMuch


class _Language(SandboxedEnvironment):
    """Attributes are names of facts; no attribute of a Python object is one."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The fact of this name, or what a loop says of itself; undefined for all else."""
        found: Any = None
        if isinstance(obj, Names):
            found = obj.find(attribute)
        elif isinstance(obj, LoopContext) and attribute in LOOP_NAMES:
            found = getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute) if found is None else found

    def getitem(self, obj: Any, argument: Any) -> Any:
        """As `getattr`: 召回["缺陷"] is 召回.缺陷."""
        return self.getattr(obj, str(argument))

    def is_safe_callable(self, _obj: Any) -> bool:
        """Nothing can be called from a template."""
        return False


@cache
def language() -> SandboxedEnvironment:
    """The one environment of all templates."""
    environment = _Language(undefined=StrictUndefined, autoescape=True, finalize=_printed)
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update({**FILLING, _LIMITED: _limited, _SAME: is_same})
    return environment


def is_allowed(node: nodes.Node) -> bool:
    """Whether a parsed template keeps to the language; names are not looked at."""
    return all(isinstance(each, _NODES) and _is_plain(each) for each in (node, *node.find_all(nodes.Node)))


def compiled(source: str) -> Any:
    """The Jinja template of a source that keeps to the language, each repetition counted.

    Raises:
        jinja2.TemplateSyntaxError: what is not a template, or leaves the language.
    """
    environment = language()
    tree = environment.parse(source)
    if not is_allowed(tree):
        raise TemplateSyntaxError("outside the language of templates", 1)
    tree = _Comparisons().visit(tree)
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, _LIMITED, [], [], None, None, lineno=loop.lineno)
    code: Any = environment.compile(tree)
    return environment.template_class.from_code(environment, code, {})


def is_same(left: object, right: object) -> bool:
    """Whether two values are printed alike: 个数 == 2 says the same as 个数 == "2", and a post is its title."""
    return str(left) == str(right)


class _Comparisons(NodeTransformer):
    """Puts comparisons of what is printed in the place of Python's."""

    def visit_Compare(self, node: nodes.Compare) -> nodes.Expr:  # noqa: N802  # Jinja calls it by the name of the node
        """Turn a == b != c into what `is_same` says of each pair."""
        self.generic_visit(node)
        sides = (node.expr, *(each.expr for each in node.ops))
        found: list[nodes.Expr] = []
        for left, operand in zip(sides, node.ops, strict=False):
            same = nodes.Filter(left, _SAME, [operand.expr], [], None, None, lineno=node.lineno)
            found.append(same if operand.op == "eq" else nodes.Not(same, lineno=node.lineno))
        return reduce(lambda one, other: nodes.And(one, other, lineno=node.lineno), found)


def rendered(template: Any, facts: Names, budget: Budget) -> str:
    """The text of a compiled template.

    Raises:
        TooMuch: when the budget is used up.
        jinja2.UndefinedError: for a name that is not a fact.
    """
    context = {name: facts.find(name) for name in facts.known()} | {_BUDGET: budget}
    pieces: list[str] = []
    for piece in template.generate(context):
        budget.spend(len(piece))
        pieces.append(piece)
    return "".join(pieces)


def _is_plain(node: nodes.Node) -> bool:
    """What the kind of a node does not say: no computed names, no ordering, no unknown filter, no unpacking."""
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        return isinstance(node.node, nodes.Name | nodes.Getattr | nodes.Getitem) and not _is_computed(node)
    if isinstance(node, nodes.Operand):
        return node.op in {"eq", "ne"}
    if isinstance(node, nodes.For):
        return isinstance(node.target, nodes.Name) and not node.recursive
    if isinstance(node, nodes.Filter):
        least, most = FILTERS.get(node.name, (1, 0))
        return least <= len(node.args) <= most and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    return True


def _is_computed(node: nodes.Getattr | nodes.Getitem) -> bool:
    """Whether the name behind a dot or in brackets is anything but a plain text."""
    if isinstance(node, nodes.Getattr):
        return False
    return not (isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str))


def _printed(value: object) -> str:
    return clean(str(value))


def _join(values: object, separator: str = "、") -> str:
    return str(separator).join(str(each) for each in values) if isinstance(values, Listing) else str(values)


def _default(value: object, instead: object) -> object:
    return value or instead


def _length(values: object) -> str:
    return str(len(values)) if isinstance(values, Listing) else ("1" if values else "0")


def _listed(values: object) -> str:
    return listed(str(each) for each in values.items) if isinstance(values, Listing) else str(values)


def _contains(values: object, part: object) -> str:
    """Whether the text, or one of the list, holds these words; what is not known holds none."""
    items = values.items if isinstance(values, Listing) else (values,)
    return "是" if any(each and str(part) in str(each) for each in items) else ""


FILLING: Mapping[str, Callable[..., object]] = {
    "join": _join,
    "default": _default,
    "length": _length,
    "listed": _listed,
    "contains": _contains,
    "连接": _join,
    "缺省": _default,
    "个数": _length,
    "并列": _listed,
    "包含": _contains,
}
"""What each filter makes of a value."""


@pass_context
def _limited(context: Context, values: object) -> Iterator[object]:
    """The values one by one, on the budget; what is not a list repeats once."""
    budget = context.resolve(_BUDGET)
    items: Iterable[object] = values if isinstance(values, Listing) else (values,)
    if budget.repeats_nothing and not values:
        items = ()
    for item in items:
        budget.round()
        yield item

"""What the variables of loops stand for, as far as it can be known without going round them."""

from collections.abc import Mapping
from typing import TypeAlias

from plangen.blocks.template import Listing, Names
from plangen.language.environment import Budget
from plangen.language.filled import Namespace, Unfilled, tag_of, value_of

Variables: TypeAlias = Mapping[str, object]
"""An item for the variable of each loop that is open, the innermost loop's last."""


def with_item(tag: str, facts: Names, variables: Variables) -> Variables:
    """The variables within a loop; the same where its tag cannot be read."""
    try:
        loop = tag_of(tag)
        value = value_of(loop.expression, Namespace(facts, Budget(), variables))
    except Unfilled:
        return variables
    return {**variables, loop.variable: value.sample if isinstance(value, Listing) else value}


def value_named(name: str, facts: Names, variables: Variables) -> object:
    """What a field stands for; None where there is none of this name."""
    try:
        return value_of(tag_of(f"{{{{ {name} }}}}").expression, Namespace(facts, Budget(), variables))
    except Unfilled:
        return None


def titles_of(variables: Variables) -> frozenset[str]:
    """The kinds of the records that the loops go over."""
    return frozenset(each.title for each in variables.values() if isinstance(each, Names) and each.title)

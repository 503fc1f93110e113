"""Every rule of reading, for `plangen explain` and the rule reference."""

from plangen.diagnostics import rules_of
from plangen.reading import homes, shape_rules, source, syntax_rules, text, tree_rules
from plangen.reading.titled import by_title

RULES = tuple(
    rule
    for module in (text, tree_rules, syntax_rules, homes, source, shape_rules, by_title)
    for rule in rules_of(module)
)

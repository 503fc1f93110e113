"""Every rule of reading, for `plangen explain` and the rule reference."""

from plangen.diagnostics import rules_of
from plangen.reading import chinese, homes, shape_rules, source, syntax_rules, text, tree_rules

RULES = tuple(
    rule
    for module in (text, tree_rules, syntax_rules, homes, source, shape_rules, chinese)
    for rule in rules_of(module)
)

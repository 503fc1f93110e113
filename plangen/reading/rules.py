"""Every rule of reading, for `plangen explain` and the rule reference."""

from plangen.reading import shape_rules, source, syntax_rules, text, tree_rules

RULES = (*text.RULES, *tree_rules.RULES, *syntax_rules.RULES, *source.RULES, *shape_rules.RULES)

"""Every rule of this layer."""

from plangen.office import house, layout, template

__all__ = ["RULES"]

RULES = (*template.RULES, *layout.RULES, *house.RULES)

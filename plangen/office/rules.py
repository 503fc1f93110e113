"""Every rule of this layer."""

from plangen.office import house, hygiene_rules, layout, plain_text, proof_rules, template, template_review
from plangen.office.redline import rules as redline

__all__ = ["RULES"]

RULES = (
    *template.RULES,
    *layout.RULES,
    *house.RULES,
    *template_review.RULES,
    *hygiene_rules.RULES,
    *plain_text.RULES,
    *redline.RULES,
    *proof_rules.RULES,
)

"""Every rule of this layer."""

from plangen.office import house, hygiene_rules, layout, proof_rules, template, template_review

__all__ = ["RULES"]

RULES = (
    *template.RULES,
    *layout.RULES,
    *house.RULES,
    *template_review.RULES,
    *hygiene_rules.RULES,
    *proof_rules.RULES,
)

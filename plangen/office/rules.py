"""Every rule of this layer."""

from plangen.office.excel import template_fill
from plangen.office.house import layout, make
from plangen.office.outline import word_rules
from plangen.office.paper import paper_rules as paper
from plangen.office.pdf import drill_mark, proof_rules
from plangen.office.redline import rules as redline
from plangen.office.release import confirmations, plain_text, refused
from plangen.office.release import rules as release
from plangen.office.returned import returned_rules
from plangen.office.templates import render, review

RULES = (
    *render.RULES,
    *layout.RULES,
    *make.RULES,
    *review.RULES,
    *release.RULES,
    *refused.RULES,
    *confirmations.RULES,
    *plain_text.RULES,
    *redline.RULES,
    *proof_rules.RULES,
    *drill_mark.RULES,
    *paper.RULES,
    *word_rules.RULES,
    *template_fill.RULES,
    *returned_rules.RULES,
)

"""What is wrong with a plan: rules with stable codes, each looked after by a plain generator over the model."""

from plangen.checks.check import Check
from plangen.checks.engine import Checked, check
from plangen.checks.registry import CHECKS, RULES

__all__ = ["CHECKS", "RULES", "Check", "Checked", "check"]

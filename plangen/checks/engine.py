"""Run the checks over a plan and apply its reasoned exceptions."""

from collections.abc import Sequence

from msgspec import Struct

from plangen.checks import exceptions
from plangen.checks.check import Check, skipped_for
from plangen.checks.registry import CHECKS, RULES
from plangen.diagnostics import Accepted, Finding, Rule, Skipped, in_order
from plangen.model.plan import Plan, SectionMissing


class Checked(Struct, frozen=True, kw_only=True):
    """What the checks say of a plan. A rule may be in several of these, but passed excludes the others."""

    findings: tuple[Finding, ...]  # by file and line
    accepted: tuple[Accepted, ...]  # covered by an exception
    skipped: tuple[Skipped, ...]  # not checked, or not on everything
    passed: tuple[Rule, ...]  # ran to the end on everything and found nothing


def check(plan: Plan, checks: Sequence[Check] = CHECKS) -> Checked:
    """Everything that the checks find in the plan, after its reasoned exceptions."""
    findings, skipped = _run(plan, checks)
    rules = tuple(each.rule for each in checks)
    known = {rule.code: rule for rule in (*RULES, *rules)}
    ran_to_the_end = {rule.code for rule in rules} - {each.rule.code for each in skipped}
    result = exceptions.sort_out(plan, findings, known, known.keys() - ran_to_the_end)
    skipped += result.skipped
    spoken_of = {each.code for each in (*findings, *result.findings)} | {each.rule.code for each in skipped}
    return Checked(
        findings=in_order(result.findings),
        accepted=result.accepted,
        skipped=tuple(skipped),
        passed=tuple(rule for rule in (*rules, *exceptions.RULES) if rule.code not in spoken_of),
    )


def _run(plan: Plan, checks: Sequence[Check]) -> tuple[list[Finding], list[Skipped]]:
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for each in checks:
        try:
            for found in each.find(plan):
                if isinstance(found, Skipped):
                    skipped.append(found)
                else:
                    findings.append(found)
        except SectionMissing as missing:
            skipped.append(skipped_for(each.rule, missing.section))
    return findings, skipped

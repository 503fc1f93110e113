"""What a check is: a rule, and the generator that finds where a plan breaks it."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct

from plangen.diagnostics import Finding, Rule, Skipped, Words
from plangen.model.plan import SECTIONS, Plan, SectionMissing

Found: TypeAlias = Iterator[Finding | Skipped]


class Check(Struct, frozen=True, kw_only=True):
    """A rule and how it is looked after: a plain generator over the plan."""

    rule: Rule
    run: Callable[[Plan], Found]


def skipped_for(rule: Rule, section: str) -> Skipped:
    """The rule could not run because a section could not be read."""
    file = next(each.file for each in SECTIONS if each.name == section)
    return Skipped(rule=rule, reason=Words(f"{file} 无法读取", f"{file} could not be read"))


def unread(plan: Plan, rule: Rule) -> Iterator[Skipped]:
    """What a rule over the whole plan could not look at: one Skipped for each section that is missing."""
    for section in plan.missing:
        yield skipped_for(rule, section)


def require_all(plan: Plan) -> None:
    """Raise SectionMissing unless every section is there: "used nowhere" cannot be said of half a plan."""
    for section in plan.missing:
        raise SectionMissing(section)

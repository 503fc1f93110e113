"""What a check is: a rule, and the generator that finds where a plan breaks it."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct

from plangen.diagnostics import Finding, Rule, Skipped, Words
from plangen.model.plan import Plan, SectionMissing
from plangen.model.subjects import SECTIONS

Found: TypeAlias = Iterator[Finding | Skipped]
Need: TypeAlias = Callable[[Plan], Words | None]
"""What has to be in order before a rule can judge: why it is not, or None."""


class Check(Struct, frozen=True, kw_only=True):
    """A rule and how it is looked after: a plain generator over the plan, and what it rests on."""

    rule: Rule
    run: Callable[[Plan], Found]
    needs: tuple[Need, ...] = ()  # what it found without them would only follow from another error

    def find(self, plan: Plan) -> Found:
        """What the rule finds; Skipped where the plan has an error that the rule could not see past.

        Raises:
            SectionMissing: where a section that it needs could not be read.
        """
        reason = next((reason for need in self.needs if (reason := need(plan))), None)
        if reason is None:
            yield from self.run(plan)
        else:
            yield Skipped(rule=self.rule, reason=reason)


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

"""What a command answers: text for people, JSON version 1 for programs, and one rule for its exit code.

Characters outside ASCII are escaped in JSON, so that any pipe and code page carries it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from plangen.diagnostics import Finding
from plangen.reporting.listing import around
from plangen.reporting.style import Style

if TYPE_CHECKING:  # what checks nothing does not wait for the checks
    from plangen.pipeline.check import Outcome

VERSION = 1


def _nothing(_language: str) -> Mapping[str, object]:
    return {}


class Result(Struct, frozen=True, kw_only=True):
    """The answer of a command, worded only when it is shown."""

    text: Callable[[Style], Iterable[str]]  # lines without their ends
    outcome: "Outcome | None" = None  # None: a command that checks nothing
    more: Callable[[str], Mapping[str, object]] = _nothing  # what JSON says beside the outcome, in a language
    strict: bool = False  # warnings and rules that could not run fail as well
    done: bool = True  # what was asked for came about
    failure: int = 1  # the exit code where it is not fine

    @property
    def ok(self) -> bool:
        """Whether it was done and nothing that was found stands against it."""
        return self.done and (self.outcome is None or self.outcome.ok(strict=self.strict))

    @property
    def exit_code(self) -> int:
        """0 when fine."""
        return 0 if self.ok else self.failure

    def json(self, language: str) -> str:
        """`{"version": 1, "ok": …}`, then the findings where there is an outcome, then what the command adds."""
        found = outcome_tree(self.outcome, language) if self.outcome is not None else {}
        return dump({"version": VERSION, "ok": self.ok, **found, **self.more(language)})


def outcome_tree(outcome: "Outcome", language: str) -> dict[str, object]:
    """`{"findings": […], "accepted": […], "skipped": […], "passed": […]}`"""
    return {
        "findings": [finding_tree(finding, language) for finding in outcome.findings],
        "accepted": [
            {**finding_tree(each.finding, language), "reason": each.reason, "by": each.by} for each in outcome.accepted
        ],
        "skipped": [
            {"code": each.rule.code, "title": each.rule.title.say(language), "reason": each.reason.say(language)}
            for each in outcome.skipped
        ],
        "passed": [rule.code for rule in outcome.passed],
    }


def finding_tree(finding: Finding, language: str) -> dict[str, object]:
    """A finding with its place; what it does not know is null."""
    at = finding.at
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": at.file,
        "line": at.line or None,
        "column": at.column or None,
        "path": at.path or (at.spot.say(language) if at.spot else None),
        "place": at.spot.say(language) if at.spot else None,
        "text": around(finding) or None,
        "message": finding.message(language),
        "hint": finding.advice(language),
    }


def dump(tree: Mapping[str, object]) -> str:
    """JSON text, indented, ASCII only."""
    return json.dumps(tree, ensure_ascii=True, indent=2)

"""Results as JSON, version 1: a shape of its own that stays while the program changes.

Characters outside ASCII are escaped, so that any pipe and code page carries it.
"""

import json
from collections.abc import Mapping

from plangen.diagnostics import Finding
from plangen.pipeline.check import Outcome
from plangen.reporting.surroundings import around

VERSION = 1


def outcome_json(outcome: Outcome, language: str, *, ok: bool) -> str:
    """`{"version": 1, "ok": …, "findings": […], "accepted": […], "skipped": […], "passed": […]}`"""
    return dump(outcome_tree(outcome, language, ok=ok))


def outcome_tree(outcome: Outcome, language: str, *, ok: bool) -> dict[str, object]:
    """What every result has in common, for a caller that adds to it."""
    return {
        "version": VERSION,
        "ok": ok,
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

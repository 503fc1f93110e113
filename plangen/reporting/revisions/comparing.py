"""The whole report of `plangen diff`: what changed, what was written, whom it concerns."""

from collections.abc import Iterator

from plangen.pipeline.check import Outcome
from plangen.pipeline.revisions.diff import Diff
from plangen.reporting.json import dump, outcome_tree
from plangen.reporting.revisions.changes import compared_markdown, compared_text, compared_tree
from plangen.reporting.revisions.impact import impact_text, impact_tree, redlines_text, redlines_tree
from plangen.reporting.style import Style
from plangen.reporting.text import outcome_text


def diff_report(diff: Diff, style: Style, form: str) -> Iterator[str]:
    """As "text", "markdown" or "json"; JSON says "redlines" and "impact" where these were wanted."""
    if form == "json":
        yield dump(_tree(diff, style.language))
        return
    if diff.compared is None:
        yield from outcome_text(Outcome(findings=diff.findings), style)
        return
    yield from (compared_markdown if form == "markdown" else compared_text)(diff.compared, style)
    if diff.findings:
        yield ""
        yield from outcome_text(Outcome(findings=diff.findings), style)
    if diff.redlines and diff.ok:
        yield ""
        yield from redlines_text(diff.redlines, style)
    if diff.impact and diff.ok:
        yield ""
        yield from impact_text(diff.impact, style)


def _tree(diff: Diff, language: str) -> dict[str, object]:
    """`{"version": 1, "ok": …, "old", "new", "same", "changes": […], "templates": […], "unread": {…}}`"""
    tree = outcome_tree(Outcome(findings=diff.findings), language, ok=diff.ok)
    if diff.compared:
        tree |= compared_tree(diff.compared, language)
        if diff.redlines:
            tree["redlines"] = redlines_tree(diff.redlines)
        if diff.impact and diff.ok:
            tree["impact"] = impact_tree(diff.impact, diff.compared.lines)
    return tree

"""The whole report of `plangen diff`: what changed, what was written, whom it concerns."""

from collections.abc import Iterator

from plangen.pipeline.check import Outcome
from plangen.pipeline.revisions.diff import Compared
from plangen.pipeline.revisions.orders import Wrote
from plangen.reporting.json import dump
from plangen.reporting.revisions.changes import compared_markdown, compared_text, compared_tree
from plangen.reporting.revisions.impact import impact_text, impact_tree, redlines_text, redlines_tree
from plangen.reporting.style import Style
from plangen.reporting.text import outcome_text


def report(compared: Compared, wrote: Wrote, style: Style, form: str) -> Iterator[str]:
    """As "text", "markdown" or "json"; JSON says "redlines" and "impact" where these were wanted."""
    if form == "json":
        tree = compared_tree(compared, style.language, wrote.findings)
        if wrote.redlines:
            tree["redlines"] = redlines_tree(wrote.redlines)
        if wrote.impact and not wrote.has_errors:
            tree["impact"] = impact_tree(wrote.impact, compared.lines)
        yield dump(tree)
        return
    yield from compared_markdown(compared, style) if form == "markdown" else compared_text(compared, style)
    if wrote.findings:
        yield ""
        yield from outcome_text(Outcome(findings=wrote.findings), style)
    if wrote.redlines and not wrote.has_errors:
        yield ""
        yield from redlines_text(wrote.redlines, style)
    if wrote.impact and not wrote.has_errors:
        yield ""
        yield from impact_text(wrote.impact, style)

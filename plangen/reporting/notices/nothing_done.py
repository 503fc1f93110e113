"""What a command says that did nothing because of an error: the errors, and the first of them as its last line."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from plangen.diagnostics import Severity, Words, words
from plangen.pipeline.check import Outcome
from plangen.reporting.listing import SEVERITIES, findings_text, where
from plangen.reporting.style import Style, plain

Text: TypeAlias = Callable[[Style], Iterable[str]]

_NOTHING = words("没有结果", "nothing was done")
_LAST = words("{what}：{error}（改正后再运行）", "{what}: {error} (put it right and run this again)")
_OF_SEVERAL = words(
    "{what}：{error}（共 {count} 个错误，改正后再运行）",
    "{what}: {error} ({count} errors; put them right and run this again)",
)


def unless_stopped(outcome: Outcome, text: Text, what: Words = _NOTHING) -> Text:
    """The text, or where nothing was done why: `what` says what did not come about."""
    return (lambda style: _stopped(outcome, style, what)) if outcome.stopped else text


def _stopped(outcome: Outcome, style: Style, what: Words) -> Iterator[str]:
    yield from findings_text(outcome.findings, style)
    first, count = outcome.findings[0], outcome.count(Severity.ERROR)
    kind = f"{style.say(SEVERITIES[first.severity])}[{first.code}]"
    error = f"{where(first.at, style)}: {kind} {plain(first.message(style.language))}"
    yield style.say(_LAST if count == 1 else _OF_SEVERAL, what=style.say(what), error=error, count=count)

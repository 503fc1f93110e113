"""What was made of notice templates: reviews, annotated copies, drafts to look at."""

from collections.abc import Iterator
from functools import partial

from plangen.diagnostics import words
from plangen.pipeline.notices.check import Reviewed
from plangen.pipeline.notices.preview import Previewed
from plangen.reporting.listing import outcome_text
from plangen.reporting.notices.nothing_done import unless_stopped
from plangen.reporting.result import Result
from plangen.reporting.style import Style

_NO_FILE = words("没有生成任何文件", "nothing was written")


def report_review(reviewed: Reviewed, *, strict: bool) -> Result:
    """The findings, which templates were looked at, which copies were written; JSON adds `"templates"`, `"copies"`."""
    names, copies = list(reviewed.templates), [str(path) for path in reviewed.copies]
    return Result(
        text=unless_stopped(reviewed.outcome, partial(_reviewed, reviewed)),
        outcome=reviewed.outcome,
        more=lambda _: {"templates": names, "copies": copies},
        strict=strict,
    )


def report_preview(previewed: Previewed) -> Result:
    """The findings where there are any, then the files."""
    return Result(
        text=unless_stopped(previewed.outcome, partial(_previewed, previewed), _NO_FILE), outcome=previewed.outcome
    )


def _reviewed(reviewed: Reviewed, style: Style) -> Iterator[str]:
    yield from outcome_text(reviewed.outcome, style)
    if reviewed.templates:
        yield style.say(
            words("检查了 {count} 个模板：{names}", "{count} templates checked: {names}"),
            count=len(reviewed.templates),
            names=reviewed.templates,
        )
    for path in reviewed.copies:
        yield style.say(words("带批注的副本：{path}", "copy with comments: {path}"), path=path)


def _previewed(previewed: Previewed, style: Style) -> Iterator[str]:
    if previewed.outcome.findings:
        yield from outcome_text(previewed.outcome, style)
    for path in previewed.kept:
        yield style.say(words("改动过的草稿另存为：{path}", "an edited draft was kept as {path}"), path=path)
    for path in previewed.files:
        yield f"  {style.say(words('已生成', 'written'))}  {path}"
    if not previewed.files:
        yield style.say(_NO_FILE)

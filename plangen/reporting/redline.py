"""What a redline holds, as text and as JSON."""

from collections.abc import Iterator

from plangen.diagnostics import words
from plangen.pipeline.redline import Redline
from plangen.reporting.json import dump, outcome_tree
from plangen.reporting.style import Style
from plangen.reporting.text import outcome_text

__all__ = ["redline_json", "redline_text"]

_COUNTED = words(
    "插入 {insertions} 处，删除 {deletions} 处，移动 {moves} 处，改动表格 {tables} 个，改动格式 {formatting} 处",
    "{insertions} insertions, {deletions} deletions, {moves} moves, {tables} tables changed,"
    " {formatting} changes of formatting",
)


def redline_text(made: Redline, style: Style) -> Iterator[str]:
    """The findings, how much differs, where the redline is."""
    if made.outcome.findings:
        yield from outcome_text(made.outcome, style)
    if made.file is None:
        return
    if made.summary.is_empty:
        yield style.say(words("两个文件没有差别", "the two files do not differ"))
    else:
        yield style.say(_COUNTED, **_counts(made))
    yield style.say(words("修订对照已写入 {path}", "redline written to {path}"), path=made.file)


def redline_json(made: Redline, language: str, *, ok: bool) -> str:
    """As for a check, and `"changes"` by kind and `"file"`."""
    file = str(made.file) if made.file else None
    return dump({**outcome_tree(made.outcome, language, ok=ok), "changes": _counts(made), "file": file})


def _counts(made: Redline) -> dict[str, int]:
    return {name: getattr(made.summary, name) for name in made.summary.__struct_fields__}

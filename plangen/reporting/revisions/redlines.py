"""What a redline of two files holds."""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.diagnostics import words
from plangen.pipeline.redline import Redline
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.revisions.workbooks import workbook_count, workbook_text, workbook_tree
from plangen.reporting.style import Style

_SAME = words("两个文件没有差别", "the two files do not differ")
_COUNTED = words(
    "插入 {insertions} 处，删除 {deletions} 处，移动 {moves} 处，改动表格 {tables} 个，改动格式 {formatting} 处",
    "{insertions} insertions, {deletions} deletions, {moves} moves, {tables} tables changed,"
    " {formatting} changes of formatting",
)


def report_redline(made: Redline) -> Result:
    """The findings, how much differs, where the redline is.

    JSON adds `"changes"` by kind and `"file"`; of Excel files `"cells"` and `"others"` (rows, notes, formats …).
    """
    return Result(text=partial(_redline, made), outcome=made.outcome, more=lambda _: _tree(made))


def _redline(made: Redline, style: Style) -> Iterator[str]:
    if made.outcome.findings:
        yield from outcome_text(made.outcome, style)
    if made.changed is not None:
        yield from workbook_text(made.changed, style)
        yield style.say(workbook_count(made.changed) if made.changed.count else _SAME)
    if made.file is None:
        return
    if made.summary.is_empty:
        yield style.say(_SAME)
    else:
        yield style.say(_COUNTED, **_counts(made))
    yield style.say(words("修订对照已写入 {path}", "redline written to {path}"), path=made.file)


def _tree(made: Redline) -> Mapping[str, object]:
    tree: dict[str, object] = {"changes": _counts(made), "file": str(made.file) if made.file else None}
    if made.changed is not None:
        tree["cells"] = [
            {"sheet": each.sheet, "place": each.cell, "before": each.before, "after": each.after}
            for each in made.changed.cells
        ]
        tree["others"] = workbook_tree(made.changed)
    return tree


def _counts(made: Redline) -> dict[str, int]:
    return {name: getattr(made.summary, name) for name in made.summary.__struct_fields__}

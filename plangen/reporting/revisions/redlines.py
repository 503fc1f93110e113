"""What a redline of two files holds."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from plangen.diagnostics import words
from plangen.office.readable.difference import CellChange
from plangen.pipeline.redline import Redline
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style, plain

_SAME = words("两个文件没有差别", "the two files do not differ")
_COUNTED = words(
    "插入 {insertions} 处，删除 {deletions} 处，移动 {moves} 处，改动表格 {tables} 个，改动格式 {formatting} 处",
    "{insertions} insertions, {deletions} deletions, {moves} moves, {tables} tables changed,"
    " {formatting} changes of formatting",
)


def report_redline(made: Redline) -> Result:
    """The findings, how much differs, where the redline is.

    JSON adds `"changes"` by kind and `"file"`; of Excel files `"cells"`: sheet, place, before, after.
    """
    return Result(text=partial(_redline, made), outcome=made.outcome, more=lambda _: _tree(made))


def _redline(made: Redline, style: Style) -> Iterator[str]:
    if made.outcome.findings:
        yield from outcome_text(made.outcome, style)
    if made.changed is not None:
        yield from _cells(made.changed, style)
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
            for each in made.changed
        ]
    return tree


def _cells(changed: Sequence[CellChange], style: Style) -> Iterator[str]:
    """Each cell that holds something else, under its sheet."""
    nothing = style.say(words("（空）", "(empty)"))
    for sheet, group in itertools.groupby(changed, key=lambda each: each.sheet):
        yield style.paint(plain(sheet), "1")
        for each in group:
            yield f"  {plain(each.cell)}  {plain(each.before) or nothing} → {plain(each.after) or nothing}"
    said = words("共 {count} 个单元格不同", "{count} cells differ") if changed else _SAME
    yield style.say(said, count=len(changed))


def _counts(made: Redline) -> dict[str, int]:
    return {name: getattr(made.summary, name) for name in made.summary.__struct_fields__}

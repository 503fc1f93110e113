"""What differs in a workbook, sheet by sheet, as text and for JSON."""

from collections.abc import Iterator, Mapping

from plangen.diagnostics import Words, words
from plangen.office.readable.difference import CellChange, SheetChange, WorkbookDifference
from plangen.reporting.style import Style, plain

_LONGEST = 80  # characters of a value: a formula may have hundreds
_NOTHING = words("（空）", "(empty)")
_COME, _GONE = words("新增", "new"), words("删除", "gone")
_CELLS = words("共 {count} 个单元格不同", "{count} cells differ")
_PLACES = words("共 {count} 个不同之处", "{count} differences")
_WHAT: Mapping[str, Words] = {
    "sheet": words("工作表", "sheet"),
    "hidden": words("隐藏工作表", "hidden sheet"),
    "row": words("第{place}行", "row {place}"),
    "note": words("{place} 批注", "note at {place}"),
    "format": words("{place} 数字格式", "number format of {place}"),
    "kind": words("{place} 内容的类型（数字或文本）", "number or text in {place}"),
    "look": words("{place} 外观（字体、底色、边框、对齐）", "look of {place} (font, fill, border, alignment)"),
    "merge": words("合并单元格 {place}", "merged cells {place}"),
    "width": words("{place} 列宽", "width of column {place}"),
    "hidden-column": words("隐藏{place}列", "hidden column {place}"),
    "hidden-cells": words("隐藏的{place}列的内容", "the hidden column {place}"),
    "hidden-row": words("隐藏第{place}行", "hidden row {place}"),
    "validation": words("{place} 数据验证", "data validation of {place}"),
    "header": words("页眉页脚（{place}）", "page header or footer ({place})"),
    "page": words("页面设置（{place}）", "page setup ({place})"),
    "conditionalFormatting": words("条件格式", "conditional formatting"),
    "sheetProtection": words("工作表保护", "sheet protection"),
    "autoFilter": words("筛选", "filter"),
    "rowBreaks": words("分页", "page breaks"),
    "colBreaks": words("分页（列）", "page breaks (columns)"),
    "pageMargins": words("页边距", "page margins"),
}
_UNSAID = frozenset(
    {"look", "hidden-cells", "conditionalFormatting", "sheetProtection", "rowBreaks", "colBreaks", "pageMargins"}
)
"""What is only said to differ: its values are for programs."""


def workbook_text(found: WorkbookDifference, style: Style) -> Iterator[str]:
    """Each sheet with its cells and whatever else differs in it."""
    both: tuple[CellChange | SheetChange, ...] = (*found.cells, *found.others)
    for sheet in dict.fromkeys(each.sheet for each in both):
        yield style.paint(plain(sheet), "1")
        for each in (each for each in both if each.sheet == sheet):
            yield f"  {_cell(each, style) if isinstance(each, CellChange) else _said(each, style)}"


def workbook_count(found: WorkbookDifference) -> Words:
    """How many places differ."""
    text = _PLACES if found.others else _CELLS
    return words(*(text.say(language, {"count": found.count}) for language in ("zh", "en")))


def workbook_tree(found: WorkbookDifference) -> list[dict[str, object]]:
    """What differs beside the cells, for JSON."""
    return [
        {"sheet": each.sheet, "what": each.what, "place": each.place, "before": each.before, "after": each.after}
        for each in found.others
    ]


def _cell(each: CellChange, style: Style) -> str:
    return f"{plain(each.cell)}  {_value(each.before, style)} → {_value(each.after, style)}"


def _said(each: SheetChange, style: Style) -> str:
    what = style.say(_WHAT[each.what], place=plain(each.place))
    if each.what in _UNSAID:
        return style.say(words("{what}不同", "{what} differs"), what=what)
    before, after = each.before, each.after
    if {before, after} <= {"", "1"} and each.what not in {"page", "header", "note"}:
        return f"{style.say(_COME if after else _GONE)}{' ' if style.language == 'en' else ''}{what}"
    if each.what == "row":
        return f"{style.say(_COME if after else _GONE)} {what}{style.colon}{_value(after or before, style)}"
    return f"{what}{style.colon}{_value(before, style)} → {_value(after, style)}"


def _value(text: str, style: Style) -> str:
    shown = plain(text) or style.say(_NOTHING)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"

"""Where people find a paragraph of a Word file: 第 3 段, 表 1 第 2 行第 1 格, 页眉."""

import re

from lxml import etree

from plangen.diagnostics import Words, words
from plangen.office.ooxml.wml import NAMESPACES

_W = f"{{{NAMESPACES['w']}}}"
_TABLE, _ROW, _CELL, _PARAGRAPH = (f"{_W}{name}" for name in ("tbl", "tr", "tc", "p"))
_AROUND = {f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_NOTE = words("脚注或尾注", "footnote or endnote")
_ELSEWHERE = {
    "header": words("页眉", "page header"),
    "footer": words("页脚", "page footer"),
    "footnotes": _NOTE,
    "endnotes": _NOTE,
}


class Places:
    """The places of one part, each row and cell counted once: a page may stand in a single cell."""

    def __init__(self, root: etree._Element, part: str) -> None:
        self.elsewhere = _ELSEWHERE.get(re.sub(r"\d+$", "", part))
        self.numbers: dict[etree._Element, int] = {}
        self.cells: dict[etree._Element, tuple[int, int]] = {}  # row and cell, of the rows and cells of outer tables
        body = root.find(f"{_W}body")
        counts = {True: 0, False: 0}
        for top in [] if body is None else _inside(body, {_TABLE, _PARAGRAPH}):
            is_table = top.tag == _TABLE
            counts[is_table] += 1
            self.numbers[top] = counts[is_table]
            for at, row in enumerate(_inside(top, {_ROW}) if is_table else (), start=1):
                self.cells[row] = at, 1
                for number, cell in enumerate(_inside(row, {_CELL}), start=1):
                    self.cells[cell] = (at, number)

    def spot(self, element: etree._Element) -> Words:
        """Where an element stands, as people find it."""
        if self.elsewhere is not None:
            return self.elsewhere
        row, cell = 1, 1
        is_known = False
        for each in (element, *element.iterancestors()):
            if each in self.cells and not (is_known and each.tag == _ROW):
                (row, cell), is_known = self.cells[each], True
            if (number := self.numbers.get(each)) is not None:
                break
        else:
            return words("正文", "the text")
        if each.tag != _TABLE:
            return words(f"第 {number} 段", f"paragraph {number}")
        return words(f"表 {number} 第 {row} 行第 {cell} 格", f"table {number}, row {row}, cell {cell}")


def _inside(holder: etree._Element, tags: set[str]) -> list[etree._Element]:
    """The nearest elements of these tags below `holder`, those in content controls and insertions too."""
    found: list[etree._Element] = []
    for each in holder:
        if each.tag in tags:
            found.append(each)
        elif each.tag in _AROUND:
            found += _inside(each, tags)
    return found

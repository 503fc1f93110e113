"""The values of the formulas of a workbook, reckoned from the very formulas that are written."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from lxml import etree

from plangen.office.reckoning.formulas import Here, compiled, number_of
from plangen.office.reckoning.scalars import Cells, FormulaError, Scalar

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")


def reckoned(
    sheets: Mapping[str, etree._Element],
) -> Iterator[tuple[etree._Element, str | float | bool | FormulaError]]:
    """Each cell of the sheets, by name, that has a formula, with its value."""
    book = _Book(sheets)
    for name, root in sheets.items():
        for cell in root.iter(f"{_MAIN}c"):
            if cell.find(f"{_MAIN}f") is not None:
                found = book.known(name, *_place(cell))
                assert found is not None  # a formula that gives an empty cell gives nothing, a number
                yield cell, found


_Key: TypeAlias = tuple[str, int, int]
_DEEPEST = 20  # formulas that ask for one another at a time; of longer chains the end is reckoned first
_CIRCLE = "#REF!"  # what a formula that asks for itself gets


class _LaterError(Exception):
    """The chain of formulas is too long: this one has to be known first."""

    def __init__(self, key: _Key) -> None:
        super().__init__(key)
        self.key = key


class _Book:
    """The cells of all sheets; a formula is reckoned when it is first asked for."""

    def __init__(self, sheets: Mapping[str, etree._Element]) -> None:
        self._values: dict[_Key, Scalar | FormulaError] = {}
        self._formulas: dict[_Key, str] = {}
        self._open: set[_Key] = set()
        if any(root.find(f".//{_MAIN}f") is not None for root in sheets.values()):
            for name, root in sheets.items():
                self._take(name, root)

    def known(self, *key: *_Key) -> Scalar | FormulaError:
        """The value of a cell, an error among them."""
        waiting = [key]
        while waiting:
            try:
                self._reckon(waiting[-1])
                waiting.pop()
            except _LaterError as later:
                if later.key in waiting:
                    self._values[later.key] = FormulaError(_CIRCLE)
                else:
                    waiting.append(later.key)
        return self._values.get(key)

    def value(self, *key: *_Key) -> Scalar:
        """The value of a cell that a formula asks for; raises FormulaError where it is an error."""
        if key in self._formulas and key not in self._values:
            if len(self._open) == _DEEPEST:
                raise _LaterError(key)
            self._reckon(key)
        found = self._values.get(key)
        if isinstance(found, FormulaError):
            raise found
        return found

    def _reckon(self, key: _Key) -> None:
        formula = self._formulas.get(key)
        if formula is None or key in self._values:
            return
        if key in self._open:
            raise FormulaError(_CIRCLE)
        self._open.add(key)
        try:
            self._values[key] = _reckoned(formula, Here(self, key[0], key[2]))
        finally:
            self._open.discard(key)

    def _take(self, name: str, root: etree._Element) -> None:
        for cell in root.iter(f"{_MAIN}c"):
            if len(cell):
                key = (name, *_place(cell))
                formula = cell.findtext(f"{_MAIN}f")
                if formula is None:
                    self._values[key] = _constant(cell)
                else:
                    self._formulas[key] = formula


def _constant(cell: etree._Element) -> Scalar:
    kind, said = cell.get("t", "n"), cell.findtext(f"{_MAIN}v")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    if said is None:
        return None
    return said == "1" if kind == "b" else float(said)


def _reckoned(formula: str, here: Here) -> Scalar | FormulaError:
    try:
        found = compiled(formula, here.row)(here)
    except FormulaError as error:
        return error
    if isinstance(found, Cells):  # of several cells a plain formula takes none
        return (found[0] or 0.0) if len(found) == 1 else FormulaError()
    return 0.0 if found is None else found


def _place(cell: etree._Element) -> tuple[int, int]:
    found = _PLACE.fullmatch(cell.get("r", ""))
    assert found is not None  # every cell of ours says where it stands
    return number_of(found[1]), int(found[2])

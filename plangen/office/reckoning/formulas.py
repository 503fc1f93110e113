"""Formulas as they stand in cells, read once and reckoned for many rows."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol, TypeAlias

from plangen.office.reckoning.functions import FUNCTIONS, OPERATORS
from plangen.office.reckoning.scalars import Cells, FormulaError, Result, Scalar, each, number, truth

ROW = "@"
"""Stands for the number of the row that a formula is in."""


class Book(Protocol):
    """Where the values of cells come from."""

    def value(self, sheet: str, column: int, row: int) -> Scalar:
        """The value of a cell; raises FormulaError where it is an error."""


class Here:
    """The cell that is reckoned."""

    __slots__ = ("book", "row", "sheet")

    def __init__(self, book: Book, sheet: str, row: int) -> None:
        self.book, self.sheet, self.row = book, sheet, row


Reckoned: TypeAlias = Callable[[Here], Result]

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")'
    r"|(?:(?:'(?P<sheet>(?:[^']|'')+)'!)?\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]+|@)"
    r"(?::(?:'(?:[^']|'')+'!)?\$?(?P<column2>[A-Z]{1,3})\$?(?P<row2>[0-9]+|@))?(?![A-Z(]))"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<name>[A-Z]+)"
    r"|(?P<sign><>|<=|>=|[-+*/&=<>(),]))"
)
_ROWS = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')|(?<=[A-Z])([0-9]+)(?![0-9(])""")
_LEVELS = (("=", "<>", "<", "<=", ">", ">="), ("&",), ("+", "-"), ("*", "/"))
_LETTERS = 26


def compiled(formula: str, row: int) -> Reckoned:
    """A formula, without its leading =, of a cell in this row; equal ones of other rows are read only once."""
    own = str(row)
    return _read(_ROWS.sub(lambda found: found[1] or (ROW if found[2] == own else found[2]), formula))


@lru_cache(maxsize=4096)
def _read(formula: str) -> Reckoned:
    reader = _Reader(list(_tokens(formula)))
    made = reader.expression()
    if reader.at != len(reader.tokens):
        raise ValueError(formula)  # a mistake of the code that composed it
    return made


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if found is None:
            raise ValueError(formula[at:])  # a mistake of the code that composed it
        yield found
        at = found.end()


class _Reader:
    """Reads by descent, the loosest operators first."""

    def __init__(self, tokens: Sequence[re.Match[str]]) -> None:
        self.tokens, self.at = tokens, 0

    def sign(self) -> str:
        return (self.tokens[self.at]["sign"] or "") if self.at < len(self.tokens) else ""

    def take(self, sign: str) -> None:
        if self.sign() != sign:
            raise ValueError(sign)
        self.at += 1

    def expression(self, level: int = 0) -> Reckoned:
        if level == len(_LEVELS):
            return self.signed()
        made = self.expression(level + 1)
        while (sign := self.sign()) in _LEVELS[level]:
            self.at += 1
            made = _joined(sign, made, self.expression(level + 1))
        return made

    def signed(self) -> Reckoned:
        if self.sign() == "-":
            self.at += 1
            inner = self.signed()
            return lambda here: each(lambda value: -number(value), inner(here))
        return self.operand()

    def operand(self) -> Reckoned:
        token = self.tokens[self.at]
        if token["sign"] == "(":
            self.take("(")
            inner = self.expression()
            self.take(")")
            return inner
        self.at += 1
        if token["column"]:
            return _cells(token) if token["column2"] else _cell(token)
        if token["name"]:
            return self.named(token["name"])
        constant = token["text"][1:-1].replace('""', '"') if token["text"] else float(token["number"])
        return lambda _: constant

    def named(self, name: str) -> Reckoned:
        if name in {"TRUE", "FALSE"} and self.sign() != "(":
            return lambda _: name == "TRUE"
        self.take("(")
        if name == "ROW":
            return self.rows()
        parts = [self.expression()]
        while self.sign() == ",":
            self.take(",")
            parts.append(self.expression())
        self.take(")")
        return _called(name, parts)

    def rows(self) -> Reckoned:
        token = self.tokens[self.at]
        self.at += 1
        self.take(")")
        first, last = token["row"], token["row2"] or token["row"]
        if last == first:
            return lambda here: _row(here, first)
        return lambda here: Cells(range(_row(here, first), _row(here, last) + 1))


def _joined(sign: str, left: Reckoned, right: Reckoned) -> Reckoned:
    operator = OPERATORS[sign]
    return lambda here: each(operator, left(here), right(here))


def _called(name: str, parts: Sequence[Reckoned]) -> Reckoned:
    if name == "IF":
        return lambda here: _chosen(here, *parts)
    if name == "IFERROR":
        return lambda here: _unless_error(here, *parts)
    if name == "ISNUMBER":  # an error is none
        return lambda here: _unless_error(here, lambda inner: FUNCTIONS[name](parts[0](inner)), lambda _: False)
    function = FUNCTIONS[name]
    return lambda here: function(*(part(here) for part in parts))


def _chosen(here: Here, condition: Reckoned, one: Reckoned, other: Reckoned) -> Result:
    found = condition(here)
    if isinstance(found, Cells):
        raise NotImplementedError("IF over several cells")  # a mistake of the code that composed it
    return one(here) if truth(found) else other(here)


def _unless_error(here: Here, tried: Reckoned, otherwise: Reckoned) -> Result:
    try:
        return tried(here)
    except FormulaError:
        return otherwise(here)


def _cell(token: re.Match[str]) -> Reckoned:
    sheet, column, row = _sheet(token), number_of(token["column"]), token["row"]
    return lambda here: here.book.value(sheet or here.sheet, column, _row(here, row))


def _cells(token: re.Match[str]) -> Reckoned:
    sheet, first, last = _sheet(token), token["row"], token["row2"]
    columns = range(number_of(token["column"]), number_of(token["column2"]) + 1)

    def read(here: Here) -> Result:
        rows = range(_row(here, first), _row(here, last) + 1)
        return Cells(here.book.value(sheet or here.sheet, column, row) for row in rows for column in columns)

    return read


def _sheet(token: re.Match[str]) -> str:
    return (token["sheet"] or "").replace("''", "'")


def _row(here: Here, row: str) -> int:
    return here.row if row == ROW else int(row)


def number_of(letters: str) -> int:
    """1 for A, 27 for AA."""
    found = 0
    for one in letters:
        found = found * _LETTERS + ord(one) - ord("A") + 1
    return found

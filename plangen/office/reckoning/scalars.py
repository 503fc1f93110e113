"""What formulas reckon with: numbers, texts, truth values, errors and columns of them, compared as Excel does it."""

import math
import re
from collections.abc import Callable
from typing import TypeAlias

Scalar: TypeAlias = str | float | bool | None
"""The value of a cell; None is an empty one."""


class Cells(tuple[Scalar, ...]):
    """The values of several cells, read row by row."""

    __slots__ = ()


Result: TypeAlias = Scalar | Cells


class FormulaError(Exception):
    """What a cell shows as #VALUE! or #N/A."""

    def __init__(self, code: str = "#VALUE!") -> None:
        super().__init__(code)
        self.code = code


_NUMBER_AS_TEXT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DIGITS = 15  # of a number that is shown as text


def number(value: Scalar) -> float:
    """The value as a number; an empty cell is nothing, a text only where it is written as one."""
    if isinstance(value, str):
        if not _NUMBER_AS_TEXT.fullmatch(value):
            raise FormulaError
        return float(value)
    return float(value or 0)


def text(value: Scalar) -> str:
    """The value as text, as & joins it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    return str(int(value)) if float(value).is_integer() else f"{value:.{_DIGITS}g}"


def truth(value: Scalar) -> bool:
    """Whether a condition holds."""
    if isinstance(value, str):
        raise FormulaError
    return bool(value)


def compared(left: Scalar, right: Scalar) -> int:
    """Below zero, zero, or above it: numbers stand before texts, texts before truth values, case counts for nothing."""
    ranks = _rank(left, right), _rank(right, left)
    if ranks[0] != ranks[1]:
        return ranks[0] - ranks[1]
    if ranks[0] == _TEXT:
        one, other = text(left).casefold(), text(right).casefold()
        return (one > other) - (one < other)
    first, second = float(left or 0), float(right or 0)
    return (first > second) - (first < second)


_NUMBER, _TEXT, _TRUTH = range(3)


def _rank(value: Scalar, beside: Scalar) -> int:
    if value is None:  # an empty cell is whatever stands beside it
        return _NUMBER if beside is None else _rank(beside, beside)
    if isinstance(value, bool):
        return _TRUTH
    return _TEXT if isinstance(value, str) else _NUMBER


def each(made: Callable[..., Scalar], *values: Result) -> Result:
    """What comes of single values, or one after the other of columns that are as long as one another."""
    lengths = {len(value) for value in values if isinstance(value, Cells)}
    if not lengths:
        return made(*values)
    if len(lengths) > 1:
        raise FormulaError("#N/A")
    rows = range(lengths.pop())
    return Cells(made(*(value[row] if isinstance(value, Cells) else value for value in values)) for row in rows)


def rounded(value: float) -> float:
    """The nearest whole number, a half away from zero."""
    return math.copysign(math.floor(abs(value) + 0.5), value)

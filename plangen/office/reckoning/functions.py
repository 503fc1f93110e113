"""The functions that our formulas use, each as Excel, WPS and LibreOffice reckon it."""

import math
from collections.abc import Callable, Iterator, Mapping

from plangen.office.reckoning.scalars import (
    Cells,
    FormulaError,
    Result,
    Scalar,
    compared,
    each,
    number,
    rounded,
    text,
    truth,
)


def _flat(values: tuple[Result, ...]) -> Iterator[Scalar]:
    for value in values:
        if isinstance(value, Cells):
            yield from value
        else:
            yield value


def _numbers(values: tuple[Result, ...]) -> Iterator[float]:
    """The numbers among cells; what stands in a formula itself has to be one."""
    for value in values:
        if isinstance(value, Cells):
            yield from (each for each in value if isinstance(each, int | float) and not isinstance(each, bool))
        elif isinstance(value, str):  # what a cell with a text gives; a number in quotes is none of ours
            continue
        elif value is not None:
            yield float(value)


def _truths(values: tuple[Result, ...]) -> list[bool]:
    """All of them: what is no condition is an error, also where the others decide."""
    return [truth(value) for value in _flat(values)]


def _find(needle: Scalar, hay: Scalar) -> Scalar:
    at = text(hay).find(text(needle))
    if at < 0:
        raise FormulaError
    return at + 1


def _mid(whole: Scalar, start: Scalar, count: Scalar) -> Scalar:
    first, length = int(number(start)), int(number(count))
    if first < 1 or length < 0:
        raise FormulaError
    return text(whole)[first - 1 : first - 1 + length]


def _left(whole: Scalar, count: Scalar) -> Scalar:
    return _mid(whole, 1, count)


def _right(whole: Scalar, count: Scalar) -> Scalar:
    said, length = text(whole), int(number(count))
    return said[max(0, len(said) - length) :]


def _substitute(whole: Scalar, old: Scalar, new: Scalar) -> Scalar:
    return text(whole).replace(text(old), text(new)) if text(old) else text(whole)


def _trim(value: Scalar) -> Scalar:
    return " ".join(part for part in text(value).split(" ") if part)


def _value(value: Scalar) -> Scalar:
    return number(value)


def _plain(value: Scalar, form: Scalar) -> Scalar:
    """A number in figures, the only form that we ask TEXT for."""
    if form != "0":
        raise NotImplementedError(form)
    return value if isinstance(value, str) else f"{rounded(number(value)):.0f}"


def _index(cells: Result, row: Result) -> Result:
    if not isinstance(cells, Cells) or isinstance(row, Cells):
        raise FormulaError
    at = int(number(row))
    if not 1 <= at <= len(cells):
        raise FormulaError("#REF!")
    return cells[at - 1]


def _match(value: Result, cells: Result, kind: Result) -> Result:
    """The place of the first equal one, the only kind of match that we ask for."""
    if kind != 0 or isinstance(value, Cells) or not isinstance(cells, Cells):
        raise NotImplementedError(kind)
    for place, cell in enumerate(cells, start=1):
        if cell is not None and compared(cell, value) == 0:
            return place
    raise FormulaError("#N/A")


def _modulo(value: Scalar, by: Scalar) -> Scalar:
    return number(value) % number(by)


def _round(value: Scalar, digits: Scalar) -> Scalar:
    scale = 10 ** number(digits)
    return rounded(number(value) * scale) / scale


def _is_number(value: Scalar) -> Scalar:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _of_each(made: Callable[..., Scalar]) -> Callable[..., Result]:
    return lambda *values: each(made, *values)


FUNCTIONS: Mapping[str, Callable[..., Result]] = {
    "AND": lambda *values: all(_truths(values)),
    "OR": lambda *values: any(_truths(values)),
    "NOT": _of_each(lambda value: not truth(value)),
    "SUM": lambda *values: sum(_numbers(values)),
    "SUMPRODUCT": lambda *values: sum(_numbers(values)),
    "MAX": lambda *values: max(_numbers(values), default=0),
    "MIN": lambda *values: min(_numbers(values), default=0),
    "COUNT": lambda *values: len(list(_numbers(values))),
    "COUNTA": lambda *values: sum(value is not None for value in _flat(values)),
    "ISNUMBER": _of_each(_is_number),
    "LEN": _of_each(lambda value: len(text(value))),
    "TRIM": _of_each(_trim),
    "LEFT": _of_each(_left),
    "RIGHT": _of_each(_right),
    "MID": _of_each(_mid),
    "FIND": _of_each(_find),
    "EXACT": _of_each(lambda one, other: text(one) == text(other)),
    "SUBSTITUTE": _of_each(_substitute),
    "VALUE": _of_each(_value),
    "TEXT": _of_each(_plain),
    "CHAR": _of_each(lambda code: chr(int(number(code)))),
    "INT": _of_each(lambda value: math.floor(number(value))),
    "MOD": _of_each(_modulo),
    "ROUND": _of_each(_round),
    "INDEX": _index,
    "MATCH": _match,
}
"""By name; IF, IFERROR and ROW, which do not take the values of all that they are given, stand with the reckoning."""

OPERATORS: Mapping[str, Callable[[Scalar, Scalar], Scalar]] = {
    "+": lambda left, right: number(left) + number(right),
    "-": lambda left, right: number(left) - number(right),
    "*": lambda left, right: number(left) * number(right),
    "/": lambda left, right: _divided(number(left), number(right)),
    "&": lambda left, right: text(left) + text(right),
    "=": lambda left, right: compared(left, right) == 0,
    "<>": lambda left, right: compared(left, right) != 0,
    "<": lambda left, right: compared(left, right) < 0,
    "<=": lambda left, right: compared(left, right) <= 0,
    ">": lambda left, right: compared(left, right) > 0,
    ">=": lambda left, right: compared(left, right) >= 0,
}


def _divided(value: float, by: float) -> float:
    if not by:
        raise FormulaError("#DIV/0!")
    return value / by

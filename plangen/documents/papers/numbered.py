"""Rows of the forms that people write on by hand."""

from plangen.documents.draft import Rows


def numbered(rows: Rows, columns: int, *, blank: int = 0) -> Rows:
    """The rows and after them `blank` ones to write on, each behind its number; `columns` counts the number too."""
    empty = [[None] * (columns - 1)] * blank
    return [[str(number), *row] for number, row in enumerate([*rows, *empty], start=1)]

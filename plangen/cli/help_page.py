"""Help on a terminal of any width: wrapped by the columns that letters take, each command with its first sentence."""

import re
import shutil
from collections.abc import Iterable, Iterator
from gettext import gettext

import click

from plangen.visible import width

_NARROWEST, _WIDEST = 30, 78
_TERM = 30  # columns for the names of options and commands where there is room
_LEAST_BESIDE = 24  # columns beside a name; with fewer the text stands below it
_OPENING, _CLOSING = "（“《「『【([", "，。、；：！？）”》」』】…,.;:!?)]"
_SENTENCE = re.compile(r".*?(?:。|\.(?=\s|$))", re.DOTALL)


class HelpPage(click.HelpFormatter):
    """What click says of a command, in lines that fit."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        columns = width or shutil.get_terminal_size().columns
        super().__init__(width=max(_NARROWEST, min(columns - 2, max_width or _WIDEST)))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """`Usage: plangen build [OPTIONS] …`"""
        begin = f"{prefix or gettext('Usage:') + ' '}{prog}"
        self._write_lines(f"{begin} {args}".rstrip(), 0, hanging=4)

    def write_text(self, text: str) -> None:
        """Paragraphs, parted by an empty line."""
        paragraphs = re.split(r"\n\s*\n", text.strip())
        for number, paragraph in enumerate(paragraphs):
            if number:
                self.write("\n")
            self._write_lines(paragraph, self.current_indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _TERM, col_spacing: int = 2) -> None:
        """Names, each with what it means beside it; below it where the page is too narrow."""
        listed = list(rows)
        column = min(col_max, max((width(name) for name, _ in listed), default=0)) + col_spacing
        is_beside = self.width - self.current_indent - column >= _LEAST_BESIDE
        indent = self.current_indent + (column if is_beside else 4)
        for name, text in listed:
            lines = list(folded(text, self.width - indent))
            begin = " " * self.current_indent + name
            if is_beside and lines and width(name) <= column - col_spacing:
                begin += " " * (column - width(name)) + lines.pop(0)
            self._write_lines(begin, 0, hanging=self.current_indent + 4)
            for line in lines:
                self.write(" " * indent + line + "\n")

    def _write_lines(self, text: str, indent: int, hanging: int = 0) -> None:
        first, *others = folded(text, self.width - indent, hanging) or [""]
        self.write(" " * indent + first.rstrip() + "\n")
        for line in others:
            self.write(" " * (indent + hanging) + line + "\n")


class HelpContext(click.Context):
    """Shows help as such a page."""

    formatter_class = HelpPage


def first_sentence(text: str) -> str:
    """What a list of commands says of one."""
    found = _SENTENCE.match(text)
    return " ".join((found[0] if found else text).split())


def folded(text: str, columns: int, hanging: int = 0) -> list[str]:
    """The words of `text` in lines that take so many columns at most, all but the first `hanging` columns less.

    A word that is wider than a line has one for itself.
    """
    lines = [""]
    for unit in _units(" ".join(text.split())):
        room = columns - (hanging if len(lines) > 1 else 0)
        if lines[-1].strip() and width(lines[-1]) + width(unit.rstrip()) > room:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += unit
    lines[-1] = lines[-1].rstrip()
    return [line for line in lines if line]


def _units(text: str) -> Iterator[str]:
    """What stays together: a word with the white space behind it, a wide letter with its punctuation."""
    unit = ""
    for char in text:
        if unit and _may_part(unit[-1], char):
            yield unit
            unit = ""
        unit += char
    if unit:
        yield unit


def _may_part(before: str, after: str) -> bool:
    if after.isspace() or after in _CLOSING or before in _OPENING:
        return False
    return before.isspace() or width(before) > 1 or width(after) > 1

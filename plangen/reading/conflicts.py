"""Merge conflicts that nobody resolved: git leaves both versions of some lines in the file, between marks."""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from plangen.diagnostics import Finding, Words
from plangen.reading import syntax_rules as rules
from plangen.reading.text import Text

_OURS, _BASE, _BETWEEN, _THEIRS = MARKS = "<" * 7, "|" * 7, "=" * 7, ">" * 7


class _Conflict(Struct, frozen=True, kw_only=True):
    """The lines of its marks, from 0."""

    begin: int
    first_end: int  # where the first version ends: what both came from may stand between
    between: int
    end: int

    @property
    def lines(self) -> range:
        """All of it."""
        return range(self.begin, self.end + 1)

    @property
    def dropped(self) -> tuple[int, ...]:
        """All but the first version."""
        return (self.begin, *range(self.first_end, self.end + 1))


def settled(text: Text) -> tuple[Text, tuple[Finding, ...]]:
    """The text with the first version of each conflict and without marks, and a finding for each conflict."""
    marks = _marks(text)
    if {mark for _, mark in marks} <= {_BETWEEN}:
        return text, ()  # a line of equals signs alone is another mistake
    conflicts = list(_conflicts(marks))
    settled_lines = {*chain(*(each.lines for each in conflicts))}
    left = [number for number, _ in marks if number not in settled_lines]
    findings = (*(_unresolved(text, each) for each in conflicts), *(_left(text, number) for number in left))
    return text.without({*left, *chain(*(each.dropped for each in conflicts))}), findings


def _marks(text: Text) -> list[tuple[int, str]]:
    """The marks that stand at the beginning of a line, a space or nothing after them."""
    lines = ((number, line[:7], line[7:8]) for number, line in enumerate(text.lines))
    return [(number, mark) for number, mark, after in lines if mark in MARKS and not after.strip()]


def _conflicts(marks: Sequence[tuple[int, str]]) -> Iterator[_Conflict]:
    """Where the marks of a conflict follow one another as git writes them."""
    open_marks: list[tuple[int, str]] = []
    for number, mark in marks:
        if mark == _OURS:
            open_marks = []
        open_marks.append((number, mark))
        if mark == _THEIRS:
            lines = [line for line, _ in open_marks]
            if [each for _, each in open_marks] in ([_OURS, _BETWEEN, _THEIRS], [_OURS, _BASE, _BETWEEN, _THEIRS]):
                yield _Conflict(begin=lines[0], first_end=lines[1], between=lines[-2], end=lines[-1])
            open_marks = []


def _unresolved(text: Text, conflict: _Conflict) -> Finding:
    return Finding(
        rule=rules.CONFLICT,
        at=text.place(conflict.begin, 0, (conflict.begin, 7)),
        values={
            "ours": _between(conflict.begin, conflict.first_end),
            "theirs": _between(conflict.between, conflict.end),
        },
    )


def _left(text: Text, number: int) -> Finding:
    at = text.place(number, 0, (number, 7))
    return Finding(rule=rules.MARK_LEFT, at=at, values={"mark": text.lines[number][:7]})


def _between(begin: int, end: int) -> Words:
    """The lines between two marks, as people count them."""
    first, last = begin + 2, end
    if first > last:
        return Words("没有内容", "nothing")
    if first == last:
        return Words(f"第{first}行", f"line {first}")
    return Words(f"第{first}至{last}行", f"lines {first} to {last}")

"""A single sheet on its paper: in the largest type in which all of it fits on one page, told as fully as that allows.

Where even the shortest form does not fit in the smallest type, the rest stands on the back, and both sides say so.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import (
    Align,
    Block,
    Heading,
    Row,
    SectionBreak,
    Tone,
    cell,
)
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.room import lines_taken
from plangen.documents.single_sheets.sheet_content import Brevity, Course, SheetPart, SheetText, paper_of
from plangen.documents.single_sheets.sheet_setting import (
    COLUMNS,
    HEADING_LINE,
    HEADING_SIZE,
    INDENT,
    SHEETS,
    Setting,
    SheetForm,
    SheetRow,
    SheetSize,
    forms_of,
)

_BACK_SIDE = 2
_NUMBER = "#"  # stands for that of a further side in its title

_Test: TypeAlias = Callable[[SheetPart], bool]


def laid_out(key: str, course: Course, tell: Callable[[Brevity], SheetText], words: BlockWords) -> Iterator[Block]:
    """The sheet: its section, its heading and its tables, and the back where it needs one.

    Args:
        key: of its heading.
        course: the columns of what happens when.
        tell: all that it says, in a brevity.
        words: of its paper and its sides.
    """
    paper = paper_of(words)
    made = _Making(key=key, words=words, sheet=SHEETS[paper], forms=tuple(forms_of(course, tell, SHEETS[paper])))
    yield SectionBreak(sheet=paper)
    yield from made.on_one_page() or made.on_two_sides() or made.on_sides()


class _Making(Struct, frozen=True, kw_only=True):
    """A sheet while a form is looked for in which it fits."""

    key: str
    words: BlockWords
    sheet: SheetSize
    forms: tuple[SheetForm, ...]

    def on_one_page(self) -> list[Block]:
        """All of it on the front; nothing where no form fits."""
        for form in self.forms:
            setting = form.setting
            if form.is_too_long:
                continue
            events, parts = setting.events(form.told.events), list(setting.parts(form.told.parts))
            apart = [each for each in (events, parts) if each]
            if len(apart) == COLUMNS and all(
                len(setting.columns(each, 0 if at else self.height(1))) == 1 for at, each in enumerate(apart)
            ):
                return [self.heading(1), *setting.tables(apart)]
            if fitting := self.fitting(setting, [*events, *parts], 1):
                return [self.heading(1), *fitting]
        return []

    def on_two_sides(self) -> list[Block]:
        """The course on the front, with as much of what is looked for in a hurry as fits, and the rest on the back."""
        for above in (_is_urgent, _alerts, _is_nothing):
            front = self.first(1, partial(self.front, above=above))
            back = self.first(_BACK_SIDE, partial(_behind, above=above))
            if front and back:
                return [self.heading(1), *front, self.heading(_BACK_SIDE), *back]
        return []

    def front(self, form: SheetForm, *, above: _Test) -> list[SheetRow]:
        """The lines of the front of two sides."""
        if form.is_too_long:
            return []
        parts = form.setting.parts(filter(above, form.told.parts))
        return [*parts, *form.setting.events(form.told.events), *self.mark(form.setting, 1)]

    def on_sides(self) -> list[Block]:
        """As much on each side as it holds, what is looked for in a hurry first, the rest as fully as it goes."""
        setting, told = self.forms[-1].setting, self.forms[-1].told
        main = [*setting.parts(filter(_is_urgent, told.parts)), *setting.events(told.events)]
        others = _behind(self.forms[-1], above=_is_urgent)
        fuller = [
            list(setting.parts(itertools.filterfalse(_is_urgent, form.told.parts)))
            for form in self.forms
            if form.setting.size == setting.size
        ]
        found: list[Block] = []
        for side in itertools.count(1):
            found.append(self.heading(side))
            last = next(filter(None, (self.fitting(setting, [*main, *tail], side) for tail in (*fuller, others))), None)
            if last:
                return [*found, *last]
            mark = self.mark(setting, side)
            count = self.count(setting, [*main, *others], mark, side)
            found += setting.tables(setting.columns([*[*main, *others][:count], *mark], self.height(side)))
            fuller = fuller if count <= len(main) else []
            main, others = main[count:], others[max(0, count - len(main)) :]
        return found

    def first(self, side: int, lines: Callable[[SheetForm], Sequence[SheetRow]]) -> list[Block]:
        """The tables of the first form in which these lines fit on a side."""
        found = (self.fitting(form.setting, lines(form), side) for form in self.forms)
        return next((each for each in found if each), [])

    def fitting(self, setting: Setting, lines: Sequence[SheetRow], side: int) -> list[Block]:
        """The tables of these lines, where a side holds them."""
        if len(lines) > self.sheet.most_rows:
            return []
        columns = setting.columns(lines, self.height(side))
        return list(setting.tables(columns)) if len(columns) <= COLUMNS else []

    def count(self, setting: Setting, lines: Sequence[SheetRow], mark: Sequence[SheetRow], side: int) -> int:
        """How many of the lines fit on a side with the mark below; always one, however high, and no head alone."""
        low, high = 1, min(len(lines), self.sheet.most_rows)
        while low < high:
            middle = (low + high + 1) // 2
            fits = len(setting.columns([*lines[:middle], *mark], self.height(side))) <= COLUMNS
            low, high = (middle, high) if fits else (low, middle - 1)
        whole = low
        while low > 1 and lines[low - 1].is_head:
            low -= 1
        return whole if lines[low - 1].is_head else low

    def heading(self, side: int) -> Heading:
        """The heading of a side."""
        tail = {1: "", _BACK_SIDE: "-back"}.get(side, f"-side-{side}")
        return Heading(
            level=min(side, 2),
            text=self.title(side),
            key=self.key + tail,
            numbered=False,
            new_page=side > 1,
            kept=True,
        )

    def title(self, side: int) -> str:
        """What stands in the heading of a side."""
        said = {1: "标题", _BACK_SIDE: "背面"}.get(side, "另面")
        return self.words[said].replace(_NUMBER, str(side)) or self.words["标题"]

    def height(self, side: int) -> float:
        """That of the heading of a side."""
        return HEADING_LINE * lines_taken([self.title(side)], self.sheet.width / HEADING_SIZE - INDENT)

    def mark(self, setting: Setting, side: int) -> tuple[SheetRow, ...]:
        """Says that the sheet goes on."""
        text = self.words["未完" if side == 1 else "另面未完"]
        row = Row(cells=(cell(f"**{text}**", tone=Tone.ALERT, align=Align.CENTRE, columns=2),))
        return (setting.line(row, setting.labelled),) if text else ()


def _is_urgent(part: SheetPart) -> bool:
    return part.urgent


def _alerts(part: SheetPart) -> bool:
    return part.alerts


def _is_nothing(_: SheetPart) -> bool:
    return False


def _behind(form: SheetForm, *, above: _Test) -> list[SheetRow]:
    """The parts that do not stand above the course."""
    return list(form.setting.parts(itertools.filterfalse(above, form.told.parts)))

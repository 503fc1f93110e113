"""An Excel file held against its pages, sheet by sheet."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import inf
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Words, words
from plangen.office.paper.printed_pieces import PrintedPiece
from plangen.office.paper.sheet_texts import ShownCell, ShownSheet
from plangen.office.paper.unknown_signs import fixed, is_done, without
from plangen.office.paper.unlikeness import Unlike, Unlikeness, shown

_LINE = 0.5  # of a letter's height; pieces nearer than that stand on one line
_GAP = 0.6  # of a letter's height; pieces of one line that are nearer belong to one cell
_PITCH = 1.8  # of a letter's height, from one line of a cell to the next
_FRAME, _PAGE = words("页眉页脚", "page header or footer"), words("页面", "a page")


def sheet_differences(
    sheets: Sequence[ShownSheet], pages: Sequence[Sequence[PrintedPiece]], starts: Sequence[tuple[str, int]]
) -> Iterator[Unlikeness]:
    """Everything that the sheets and their pages do not have in common; `starts` are the first pages of sheets."""
    known = {sheet.name: sheet for sheet in sheets}
    spans = _spans(known, starts, len(pages))
    for sheet in sheets:
        own = [pages[number] for number in spans.get(sheet.name, ())]
        yield from _SheetComparison(sheet, own).differences()
    for name, numbers in spans.items():
        if name not in known:
            for number in numbers:
                yield from _runs(pages[number])


def _spans(known: Mapping[str, ShownSheet], starts: Sequence[tuple[str, int]], pages: int) -> Mapping[str, range]:
    """The pages of each sheet, as the outline of the PDF tells them; without one all are of the first sheet."""
    listed = list(starts) or [(next(iter(known), ""), 0)]
    ends = [*(page for _, page in listed[1:]), pages]
    return {name: range(page, end) for (name, page), end in zip(listed, ends, strict=True)}


class _CellOnPage(Struct, frozen=True):
    cell: int
    pieces: tuple[PrintedPiece, ...]


class _SheetComparison:
    """A sheet and its pages."""

    def __init__(self, sheet: ShownSheet, pages: Sequence[Sequence[PrintedPiece]]) -> None:
        self.sheet = sheet
        self.pages = pages
        self.cells = sheet.cells
        self.by_letter: dict[str, list[int]] = {}
        for number, cell in enumerate(self.cells):
            if cell.text:
                self.by_letter.setdefault(cell.text[0], []).append(number)
        self.done: set[int] = set()

    def differences(self) -> Iterator[Unlikeness]:
        extra: list[PrintedPiece] = []
        matches: dict[int, list[_CellOnPage]] = {}
        for page in filter(None, self.pages):
            free = list(page)
            yield from self.frames(free)
            matches[page[0].page], left = self.page(free)
            extra += left
        extra = self.drawn(extra)
        missing = [cell for number, cell in enumerate(self.cells) if cell.text and number not in self.done]
        yield from [self.lost(cell, extra) for cell in missing]
        for number, found in matches.items():
            yield from self.cut(found, number)
            yield from self.heads(found, number)
            yield from _runs(self.unknown(found, [each for each in extra if each.page == number]))

    def cut(self, found: Sequence[_CellOnPage], page: int) -> Iterator[Unlikeness]:
        """Cells whose edge takes a part of what they say."""
        for each in found:
            if any(piece.is_cut for piece in each.pieces):
                yield self.difference(Unlike.CUT, self.cells[each.cell], page)

    def frames(self, free: list[PrintedPiece]) -> Iterator[Unlikeness]:
        """Take header and footer off a page, which are printed first."""
        for text in self.sheet.frames:
            for start in range(len(free)):
                end = _end(text, free, start)
                if end:
                    yield from (_framed(Unlike.CUT, text, each) for each in free[start:end] if each.is_cut)
                    del free[start:end]
                    break
            else:
                if free:
                    yield _framed(Unlike.LOST, text, free[0])

    def page(self, pieces: Sequence[PrintedPiece]) -> tuple[list[_CellOnPage], list[PrintedPiece]]:
        """The cells that a page prints, and pieces of none."""
        found: list[_CellOnPage] = []
        left: list[PrintedPiece] = []
        here: set[int] = set()
        at, last = 0, -1
        while at < len(pieces):
            chosen = self.chosen(pieces, at, last, here)
            if chosen is None:
                left.append(pieces[at])
                at += 1
                continue
            last, end = chosen
            here.add(last)
            if not self.is_head(self.cells[last]):
                self.done.add(last)
            found.append(_CellOnPage(last, tuple(pieces[at:end])))
            at = end
        self.done |= here
        return found, left

    def chosen(self, pieces: Sequence[PrintedPiece], at: int, last: int, here: set[int]) -> tuple[int, int] | None:
        """The cell whose text begins here, the next one in their order first, and where it ends."""
        listed = self.by_letter.get(pieces[at].text[0], [])
        middle = bisect_right(listed, last)
        second: tuple[int, int] | None = None
        for number in (*listed[middle:], *listed[:middle]):
            cell = self.cells[number]
            if number in here or (number in self.done and not self.is_head(cell)):
                continue
            end = _end(cell.text or "", pieces, at)
            if end and not _goes_on(pieces, end):
                return self.fresh(number, here), end
            second = second or ((self.fresh(number, here), end) if end else None)
        return second

    def fresh(self, number: int, here: set[int]) -> int:
        """Of a head that was printed already another one of the same words that was not: areas have heads each."""
        cell = self.cells[number]
        if number not in self.done or not cell.text:
            return number
        same = (
            other
            for other in self.by_letter[cell.text[0]]
            if self.cells[other].text == cell.text and self.is_head(self.cells[other])
        )
        return next((other for other in same if other not in self.done and other not in here), number)

    def is_head(self, cell: ShownCell) -> bool:
        return cell.row in self.sheet.head_rows or cell.column in self.sheet.head_columns

    def unknown(self, found: Sequence[_CellOnPage], left: Sequence[PrintedPiece]) -> list[PrintedPiece]:
        """Pieces that stand in no cell whose value only a program knows."""
        computed = [cell for cell in self.cells if cell.text is None]
        if not computed or not left:
            return list(left)
        rows, columns = _bands(self.cells, found)
        places = [(_reach(rows, cell.row, downwards=True), _reach(columns, cell.column)) for cell in computed]
        return [piece for piece in left if not any(_lies_in(piece, *place) for place in places)]

    def drawn(self, extra: list[PrintedPiece]) -> list[PrintedPiece]:
        """The pieces without those of drawings and charts."""
        for text in self.sheet.drawn:
            for start in range(len(extra)):
                if end := _end(text, extra, start):
                    del extra[start:end]
                    break
        return [each for each in extra if not any(each.text in text for text in self.sheet.charted)]

    def lost(self, cell: ShownCell, extra: list[PrintedPiece]) -> Unlikeness:
        """A cell that no page shows as a whole, with what of it one shows."""
        runs = (_part(cell.text or "", extra, start) for start in range(len(extra)))
        best = max(runs, key=_length, default=[])
        for each in best:
            extra.remove(each)
        if not best:
            return self.difference(Unlike.LOST, cell, -1)
        found = self.difference(Unlike.CUT, cell, best[0].page)
        return replace(found, seen=shown("".join(each.text for each in best)))

    def heads(self, found: Sequence[_CellOnPage], page: int) -> Iterator[Unlikeness]:
        """Heads that a page needs for its columns and rows and does not repeat."""
        have = {self.cells[each.cell].text for each in found}
        body = [self.cells[each.cell] for each in found if not self.is_head(self.cells[each.cell])]
        rows, columns = {cell.row for cell in body}, {cell.column for cell in body}
        for number, cell in enumerate(self.cells):
            if number in self.done and self.is_needed(cell, rows, columns) and cell.text not in have:
                yield self.difference(Unlike.LOST, cell, page)

    def is_needed(self, cell: ShownCell, rows: Collection[int], columns: Collection[int]) -> bool:
        """Whether a cell is the head of one of these rows or columns."""
        is_over = cell.row in self.sheet.head_rows and cell.column in columns
        return is_over or (cell.column in self.sheet.head_columns and cell.row in rows)

    def difference(self, kind: Unlike, cell: ShownCell, page: int) -> Unlikeness:
        return Unlikeness(kind=kind, text=shown(fixed(cell.text or "")), spot=_spot(cell), page=page + 1)


def _spot(cell: ShownCell) -> Words:
    return words(f"工作表“{cell.sheet}”{cell.place} 格", f"sheet “{cell.sheet}”, cell {cell.place}")


def _end(text: str, pieces: Sequence[PrintedPiece], start: int) -> int:
    """Behind the last of the pieces that print a text; 0 where they do not."""
    rest: str | None = text
    for at in range(start, len(pieces)):
        rest = without(rest or "", pieces[at].text)
        if rest is None:
            return 0
        if is_done(rest):
            return at + 1
    return 0


def _part(text: str, pieces: Sequence[PrintedPiece], start: int) -> list[PrintedPiece]:
    """The pieces, one behind the other, that a text has in this order somewhere."""
    run: list[PrintedPiece] = []
    at = 0
    for piece in pieces[start:]:
        found = text.find(piece.text, at)
        if found < 0:
            break
        run.append(piece)
        at = found + len(piece.text)
    return run


def _length(run: Sequence[PrintedPiece]) -> int:
    return sum(len(each.text) for each in run)


def _goes_on(pieces: Sequence[PrintedPiece], end: int) -> bool:
    """Whether the next piece stands right behind the one before it, or right below it, as in one cell."""
    if end >= len(pieces):
        return False
    before, after = pieces[end - 1], pieces[end]
    height = max(before.top - before.bottom, after.top - after.bottom)
    down = before.middle - after.middle
    if abs(down) < _LINE * height:
        return 0 <= after.left - before.right < _GAP * height
    return 0 < down < _PITCH * height and after.left < before.right and before.left < after.right


_Band: TypeAlias = tuple[float, float]
"""From where to where a row or a column reaches on a page."""


def _bands(cells: Sequence[ShownCell], found: Sequence[_CellOnPage]) -> tuple[dict[int, _Band], dict[int, _Band]]:
    """Where the rows and columns of a page lie, told by the cells that were found."""
    rows: dict[int, _Band] = {}
    columns: dict[int, _Band] = {}
    for each in found:
        cell = cells[each.cell]
        for piece in each.pieces:
            low, high = rows.get(cell.row, (piece.bottom, piece.top))
            rows[cell.row] = min(low, piece.bottom), max(high, piece.top)
            left, right = columns.get(cell.column, (piece.left, piece.right))
            columns[cell.column] = min(left, piece.left), max(right, piece.right)
    return rows, columns


def _reach(bands: Mapping[int, _Band], number: int, *, downwards: bool = False) -> _Band:
    """How far a row or column can reach: to the nearest ones before and behind it that a page shows."""
    before = max((each for each in bands if each < number), default=None)
    behind = min((each for each in bands if each > number), default=None)
    low, high = (behind, before) if downwards else (before, behind)
    return (bands[low][0] if low is not None else -inf), (bands[high][1] if high is not None else inf)


def _lies_in(piece: PrintedPiece, rows: _Band, columns: _Band) -> bool:
    return rows[0] <= piece.middle <= rows[1] and columns[0] <= (piece.left + piece.right) / 2 <= columns[1]


def _framed(kind: Unlike, text: str, piece: PrintedPiece) -> Unlikeness:
    return Unlikeness(kind=kind, text=shown(fixed(text)), spot=_FRAME, page=piece.page + 1)


def _runs(pieces: Sequence[PrintedPiece]) -> Iterator[Unlikeness]:
    """Pieces that stand side by side as one text each."""
    run: list[PrintedPiece] = []
    for piece in pieces:
        if run and (piece.page != run[0].page or abs(piece.middle - run[-1].middle) > piece.top - piece.bottom):
            yield _added(run)
            run = []
        run.append(piece)
    if run:
        yield _added(run)


def _added(run: Sequence[PrintedPiece]) -> Unlikeness:
    return Unlikeness(
        kind=Unlike.ADDED, text=shown("".join(each.text for each in run)), spot=_PAGE, page=run[0].page + 1
    )

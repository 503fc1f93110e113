"""What a file says held against what its pages print: in order, over the ends of pages, heads of tables repeated."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from msgspec import Struct

from plangen.office.paper.printed_pieces import PrintedPiece
from plangen.office.paper.unknown_signs import fixed, is_done, without
from plangen.office.paper.word_texts import SaidItem, SaidText

_LEAST = 8  # characters that have to agree before the two are taken to be in step again
_REACH = 4000  # characters; so far ahead it is looked for first


class TakenPieces(Struct, frozen=True, kw_only=True):
    """Where an item is printed: its pieces by number."""

    item: int
    pieces: tuple[int, ...]


class InStep(Struct, kw_only=True):
    """What was found in step, what of both sides is left over, and the heads that pages repeat."""

    taken: list[TakenPieces]
    missing: list[int]  # items
    extra: list[int]  # pieces
    heads: list[tuple[int, int]]  # table and page


def walk(items: Sequence[SaidItem], pieces: Sequence[PrintedPiece]) -> InStep:
    """Both from their beginnings to their ends."""
    return _Walking(items, pieces).done()


class _Walking:
    def __init__(self, items: Sequence[SaidItem], pieces: Sequence[PrintedPiece]) -> None:
        self.items = items
        self.pieces = pieces
        self.heads: dict[int, str] = {}
        for each in items:
            if each.is_head:
                self.heads[each.table] = self.heads.get(each.table, "") + "".join(said.text for said in each.texts)
        self.starts: dict[str, list[int]] = {}
        for number, piece in enumerate(pieces):
            self.starts.setdefault(piece.text[0], []).append(number)
        self.found = InStep(taken=[], missing=[], extra=[], heads=[])

    def done(self) -> InStep:
        item = piece = 0
        while item < len(self.items):
            step = self.take(item, piece)
            if step is None:
                item, piece = self.again(item, piece)
                continue
            self.keep(item, step)
            item, piece = item + 1, step[1]
        self.found.extra += range(piece, len(self.pieces))
        return self.found

    def keep(self, item: int, step: "_Step") -> None:
        taken, _, heads = step
        self.found.taken.append(TakenPieces(item=item, pieces=tuple(taken)))
        self.found.heads += [(self.items[item].table, page) for page in heads]

    def take(self, item: int, at: int) -> "_Step | None":
        """The pieces of an item from this one on, and where the next begins."""
        each = self.items[item]
        rests = ["".join(said.text for said in cell) for cell in each.cells if cell]
        taken: list[int] = []
        heads: list[int] = []
        while rests:
            at = self.past_head(each, at, heads)
            before = at
            rests, at = self.on_page(rests, at, taken)
            if rests and (at == before or self.page(at) == self.page(before)):
                return None
        return taken, at, heads

    def on_page(self, rests: Sequence[str], at: int, taken: list[int]) -> tuple[list[str], int]:
        """What the page does not show of the cells of a row, and the piece behind what it shows."""
        page, left = self.page(at), []
        for rest in rests:
            more, at = self.consume(rest, at, page, taken)
            left += [] if is_done(more) else [more]
        return left, at

    def page(self, at: int) -> int:
        return self.pieces[at].page if at < len(self.pieces) else -1

    def consume(self, rest: str, at: int, page: int, taken: list[int]) -> tuple[str, int]:
        """As much of a cell as the page has."""
        while at < len(self.pieces) and self.pieces[at].page == page:
            left = without(rest, self.pieces[at].text) if not is_done(rest) else None
            if left is None:
                break
            taken.append(at)
            rest, at = left, at + 1
        return rest, at

    def past_head(self, item: SaidItem, at: int, heads: list[int]) -> int:
        """Behind the head that a page repeats before the row, where one begins there and does so."""
        head = self.heads.get(item.table, "")
        if not head or item.is_head or at == 0 or self.page(at) == self.page(at - 1) or at >= len(self.pieces):
            return at
        rest, end = self.consume(head, at, self.page(at), [])
        if not is_done(rest):
            return at
        heads.append(self.page(at))
        return end

    def again(self, item: int, piece: int) -> tuple[int, int]:
        """Where the two are in step again; what lies between is left over."""
        for reach in (_REACH, None):
            found = self.nearest(item, piece, reach)
            if found is not None:
                break
        next_item, next_piece = found or (len(self.items), len(self.pieces))
        self.found.missing += range(item, next_item)
        self.found.extra += range(piece, next_piece)
        return next_item, next_piece

    def nearest(self, item: int, piece: int, reach: int | None) -> tuple[int, int] | None:
        """The item and the piece with which the two agree again and the fewest characters are left out."""
        best, least = None, inf if reach is None else reach
        lengths = self.lengths(piece, reach)
        passed = 0
        for other in range(item, len(self.items)):
            if passed >= least:
                break
            near = (at for at in self.candidates(other, lengths) if passed + lengths[at] < least)
            found = next((at for at in near if self.agrees(other, at)), None)
            if found is not None:
                best, least = (other, found), passed + lengths[found]
            passed += sum(len(said.text) for said in self.items[other].texts)
        return best

    def lengths(self, piece: int, reach: int | None) -> Mapping[int, int]:
        """How many characters lie before each piece from this one on."""
        found, passed = {}, 0
        for at in range(piece, len(self.pieces)):
            found[at] = passed
            passed += len(self.pieces[at].text)
            if reach is not None and passed > reach:
                break
        return found

    def candidates(self, item: int, lengths: Mapping[int, int]) -> Iterator[int]:
        first = self.items[item].texts[0].text
        letters = [first[0]] if fixed(first[0]) else list(self.starts)
        found = sorted(at for letter in letters for at in self.starts.get(letter, ()) if at in lengths)
        head = self.heads.get(self.items[item].table, "")
        if head and not self.items[item].is_head:  # a page may begin with it
            found = sorted({*found, *(at for at in self.starts.get(head[0], ()) if at in lengths)})
        return iter(found)

    def agrees(self, item: int, at: int) -> bool:
        """Whether the two are in step from there on, for long enough to be no accident."""
        agreed = 0
        while item < len(self.items) and agreed < _LEAST:
            step = self.take(item, at)
            if step is None:
                return False
            agreed += sum(len(said.text) for said in self.items[item].texts)
            item, at = item + 1, step[1]
        return True


_Step = tuple[list[int], int, list[int]]
"""Pieces, the number of the next one, the pages that repeat the head."""


def placed(said: SaidText, pieces: Sequence[PrintedPiece], free: list[int]) -> tuple[int, ...] | None:
    """The free pieces, one behind the other, that print a text; they are free no longer."""
    for start in range(len(free)):
        rest: str | None = said.text
        end = start
        while rest and not is_done(rest) and end < len(free):
            rest = without(rest, pieces[free[end]].text)
            end += 1
        if rest is not None and is_done(rest):
            found = tuple(free[start:end])
            del free[start:end]
            return found
    return None

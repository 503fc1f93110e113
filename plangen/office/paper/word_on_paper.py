"""A Word file held against its pages."""

from collections.abc import Iterator, Mapping, Sequence

from plangen.diagnostics import words
from plangen.office.paper import page_frames
from plangen.office.paper.in_step import InStep, placed, walk
from plangen.office.paper.page_frames import DividedPage
from plangen.office.paper.printed_pieces import PrintedPiece
from plangen.office.paper.unknown_signs import fixed, without
from plangen.office.paper.unlikeness import Unlike, Unlikeness, shown
from plangen.office.paper.word_texts import SaidItem, SaidText, WordTexts

_TABLE_HEAD = words("表头", "head of a table")
_PAGE = words("页面", "a page")
_MOST = (
    0.8  # of the characters of a row; with fewer of them elsewhere the row is lost, and what is like it is by chance
)


def word_differences(texts: WordTexts, pages: Sequence[Sequence[PrintedPiece]]) -> Iterator[Unlikeness]:
    """Everything that a Word file and its pages do not have in common."""
    parted = tuple(page_frames.guessed(page, texts.sections) for page in pages)
    found = _WordComparison(texts, parted)
    wanted = page_frames.wanted(len(pages), texts.sections, found.sections())
    exact = tuple(
        page_frames.divided(page, want.header.orders, want.footer.orders)
        for page, want in zip(pages, wanted, strict=True)
    )
    if [each.text for each in exact] != [each.text for each in parted]:
        found = _WordComparison(texts, exact)
    for number, (have, want) in enumerate(zip(exact, wanted, strict=True)):
        yield from page_frames.differences(number, have, want, len(pages))
    yield from found.differences()


class _WordComparison:
    """The text of the pages, walked along with the file."""

    def __init__(self, texts: WordTexts, pages: Sequence[DividedPage]) -> None:
        self.texts = texts
        self.pieces = [piece for page in pages for piece in page.text]
        self.walked: InStep = walk(texts.items, self.pieces)
        self.taken: Mapping[int, tuple[int, ...]] = {each.item: each.pieces for each in self.walked.taken}

    def sections(self) -> Mapping[int, int]:
        """The section that each page's text begins in."""
        found: dict[int, int] = {}
        for item, pieces in sorted(self.taken.items()):
            for piece in pieces:
                found.setdefault(self.pieces[piece].page, self.texts.items[item].section)
        return found

    def differences(self) -> Iterator[Unlikeness]:
        free = sorted(self.walked.extra)
        yield from self._loose(free)
        near = 0
        missing = set(self.walked.missing)
        for number, item in enumerate(self.texts.items):
            if number in missing:
                yield from self._missing(item, near, free)
            elif self.taken.get(number):
                near = self.taken[number][-1]
        yield from self._cut()
        yield from self._headless()
        yield from self._added(free)

    def _loose(self, free: list[int]) -> Iterator[Unlikeness]:
        """Boxes, frames and notes, wherever they stand."""
        for said in self.texts.loose:
            found = placed(said, self.pieces, free)
            if found is None:
                yield self._partly(said, 0, free)
            elif self._is_cut(found):
                yield self._difference(Unlike.CUT, said, found[0])

    def _missing(self, item: SaidItem, near: int, free: list[int]) -> Iterator[Unlikeness]:
        """What is not in step: printed elsewhere, or nowhere. A row of which most is gone is gone as a whole."""
        rest = list(free)
        found = [(said, placed(said, self.pieces, rest)) for said in item.texts]
        every = SaidText(text="".join(said.text for said in item.texts), where=item.row or item.texts[0].where)
        there = sum(len(said.text) for said, pieces in found if pieces is not None)
        if there < _MOST * len(every.text) and len(item.texts) > 1:
            yield self._partly(every, near, free, "｜".join(said.text for said in item.texts))
            return
        free[:] = rest
        for said, pieces in found:
            yield from self._elsewhere(said, pieces, near, free)

    def _elsewhere(
        self, said: SaidText, pieces: tuple[int, ...] | None, near: int, free: list[int]
    ) -> Iterator[Unlikeness]:
        if pieces is None:
            yield self._partly(said, near, free)
        elif self._is_astray(pieces, near):
            yield self._difference(Unlike.MOVED, said, pieces[0])
        elif self._is_cut(pieces):
            yield self._difference(Unlike.CUT, said, pieces[0])

    def _is_astray(self, found: Sequence[int], near: int) -> bool:
        """Whether a text stands on an earlier page than what the file says before it, or two pages behind."""
        return not 0 <= self.pieces[found[0]].page - self.pieces[near].page <= 1

    def _is_cut(self, pieces: Sequence[int]) -> bool:
        return any(self.pieces[each].is_cut for each in pieces)

    def _partly(self, said: SaidText, near: int, free: list[int], called: str = "") -> Unlikeness:
        """A text that no page shows as a whole; the pieces of it that one shows are explained by it."""
        rest, used = said.text, list[int]()
        for at in free:
            left = without(rest, self.pieces[at].text)
            if left is not None:
                used.append(at)
                rest = left
            elif used:
                break
        seen = "".join(self.pieces[at].text for at in used)
        for at in used:
            free.remove(at)
        page = self.pieces[used[0] if used else max(near, 0)].page + 1 if self.pieces else 0
        kind = Unlike.CUT if used else Unlike.LOST
        return Unlikeness(
            kind=kind, text=shown(fixed(called or said.text)), spot=said.spot, page=page, seen=shown(seen)
        )

    def _cut(self) -> Iterator[Unlikeness]:
        for number, pieces in self.taken.items():
            if self._is_cut(pieces):
                item, at = self.texts.items[number], next(each for each in pieces if self.pieces[each].is_cut)
                said = next((one for one in item.texts if self.pieces[at].text in one.text), item.texts[0])
                yield self._difference(Unlike.CUT, said, at)

    def _heads(self) -> Mapping[int, str]:
        """The head of each table."""
        heads: dict[int, str] = {}
        for item in filter(lambda each: each.is_head, self.texts.items):
            heads[item.table] = heads.get(item.table, "") + "".join(said.text for said in item.texts)
        return heads

    def _headless(self) -> Iterator[Unlikeness]:
        """Pages that go on with a table and do not repeat its head."""
        heads = self._heads()
        repeated = set(self.walked.heads)
        for number, pieces in self.taken.items():
            item, page = self.texts.items[number], self._begun(pieces)
            if page >= 0 and not item.is_head and item.table in heads and (item.table, page) not in repeated:
                yield Unlikeness(kind=Unlike.HEADLESS, text=shown(heads[item.table]), spot=_TABLE_HEAD, page=page + 1)

    def _begun(self, pieces: Sequence[int]) -> int:
        """The page that begins with these pieces; -1 where none does."""
        first = pieces[0] if pieces else -1
        begins = first == 0 or (first > 0 and self.pieces[first - 1].page != self.pieces[first].page)
        return self.pieces[first].page if begins else -1

    def _added(self, free: Sequence[int]) -> Iterator[Unlikeness]:
        """What pages print beyond what the file says, piece behind piece."""
        heads = frozenset(self._heads().values())  # repeated above rows to write in, which say nothing
        runs: list[list[PrintedPiece]] = []
        last = -2
        for at in free:
            if at != last + 1 or self.pieces[at].page != runs[-1][0].page:
                runs.append([])
            runs[-1].append(self.pieces[at])
            last = at
        yield from (_added(run) for run in runs if "".join(each.text for each in run) not in heads)

    def _difference(self, kind: Unlike, said: SaidText, piece: int) -> Unlikeness:
        return Unlikeness(kind=kind, text=shown(fixed(said.text)), spot=said.spot, page=self.pieces[piece].page + 1)


def _added(run: Sequence[PrintedPiece]) -> Unlikeness:
    return Unlikeness(
        kind=Unlike.ADDED, text=shown("".join(each.text for each in run)), spot=_PAGE, page=run[0].page + 1
    )

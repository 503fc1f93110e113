"""What belongs together on printed pages, told by where it stands: columns and cells downwards, and over a page's end.

A file may print its letters in any order; whoever reads the page reads down a column and on at the top of the next.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from msgspec import Struct

from plangen.alike import TURNED

_SAME_LINE = 0.4  # heights of a letter
_GAP = 0.6  # heights of a letter; a wider gap parts columns and cells
_OVERLAP = 0.5  # of the narrower one: then it stands below the other
_FOOT, _HEAD = 2, 3  # pieces at the foot of a page, and at the head of the next, that may stand between
_REACH = 24  # letters on each side of the end of a page, and beyond where two strands meet


class Letter(Struct, frozen=True):
    """A character and the place that it takes, in points from the left and from the foot of the sheet."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """How high its place is."""
        return self.top - self.bottom


class _Stretch(Struct, frozen=True):
    """Letters side by side on one line."""

    text: str
    left: float
    right: float
    y: float
    height: float


class Strand(Struct, frozen=True):
    """Pieces each of which stands below the one before."""

    pieces: tuple[_Stretch, ...]
    is_whole: bool  # down to its last piece; else it goes on as another one does

    @property
    def text(self) -> str:
        """Its letters one behind the other."""
        return _said(self.pieces)


def strands(letters: Sequence[Letter]) -> tuple[Strand, ...]:
    """The text of a page as it is read by whoever reads down its columns and cells."""
    pieces = [piece for line in _lines(letters) for piece in _parted(line)]
    below: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        following = next((other for other in range(at + 1, len(pieces)) if _is_below(piece, pieces[other])), None)
        if following is not None:
            below[at] = following
    seen: set[int] = set()
    tops = sorted(set(range(len(pieces))) - set(below.values()))
    return tuple(_chain(pieces, below, at, seen) for at in tops)


def over_the_end(page: Sequence[Strand], following: Sequence[Strand]) -> Iterator[str]:
    """How each strand of a page may go on upon the next, with page numbers, headers and heads of tables passed over."""
    ends = {end for strand in page if strand.is_whole for end in _ends(strand.pieces[::-1], _FOOT)}
    heads = {head for strand in following for head in _ends(strand.pieces, _HEAD)}
    made = {
        f"{_said(one[::-1])[-_REACH:]}{TURNED}{_said(other)[:_REACH]}"
        for one, other in product(ends, heads)
        if _overlap(one[0], other[0])
    }
    yield from sorted(made)


def _ends(pieces: Sequence[_Stretch], passed: int) -> Iterator[tuple[_Stretch, ...]]:
    """What a strand may begin with once so many pieces are passed over, as far as a text could reach."""
    for at in range(min(passed + 1, len(pieces))):
        end, letters = at, 0
        while end < len(pieces) and letters < _REACH:
            letters += len(pieces[end].text)
            end += 1
        yield tuple(pieces[at:end])


def _said(pieces: Sequence[_Stretch]) -> str:
    return "".join(piece.text for piece in pieces)


def _lines(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The letters of each line, from top to bottom."""
    line: list[Letter] = []
    for letter in sorted(letters, key=_middle, reverse=True):
        if line and _middle(line[0]) - _middle(letter) > _SAME_LINE * line[0].height:
            yield line
            line = []
        line.append(letter)
    if line:
        yield line


def _middle(letter: Letter) -> float:
    return (letter.bottom + letter.top) / 2


def _parted(line: Sequence[Letter]) -> Iterator[_Stretch]:
    """The pieces of a line, from left to right."""
    piece: list[Letter] = []
    right = 0.0
    for letter in sorted(line, key=lambda each: each.left):
        if piece and letter.left - right >= _GAP * piece[0].height:
            yield _stretch(piece, right)
            piece = []
        right = max(right, letter.right) if piece else letter.right
        piece.append(letter)
    if piece:
        yield _stretch(piece, right)


def _stretch(letters: Sequence[Letter], right: float) -> _Stretch:
    first = letters[0]
    return _Stretch("".join(each.text for each in letters), first.left, right, _middle(first), first.height)


def _is_below(one: _Stretch, other: _Stretch) -> bool:
    return other.y < one.y - _SAME_LINE * one.height and _overlap(one, other)


def _overlap(one: _Stretch, other: _Stretch) -> bool:
    common = min(one.right, other.right) - max(one.left, other.left)
    return common >= _OVERLAP * min(one.right - one.left, other.right - other.left)


def _chain(pieces: Sequence[_Stretch], below: Mapping[int, int], top: int, seen: set[int]) -> Strand:
    """Downwards from the top; where another strand went already only as far as a text could reach."""
    chain: list[_Stretch] = []
    at: int | None = top
    beyond = 0
    while at is not None and beyond < _REACH:
        chain.append(pieces[at])
        beyond += len(pieces[at].text) if at in seen else 0
        seen.add(at)
        at = below.get(at)
    return Strand(tuple(chain), at is None)

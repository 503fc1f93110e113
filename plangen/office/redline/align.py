"""Two sequences laid beside each other: what stayed, what became something similar, what went and what came."""

import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Pair: TypeAlias = tuple[int | None, int | None]  # places in old and new; None where there is none
Opcode: TypeAlias = tuple[str, int, int, int, int]

_REPEATED = 200_000  # pairs of equal things that difflib is left to look through
_MOST_STEPS = 2_000_000  # towards the shortest way; where more are needed, all that lies between goes and comes
_LARGEST_GAP = 250_000  # pairs compared within one gap; beyond that everything in it goes and comes


def align(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Hashable],
    similarity: Callable[[T, T], float],
    threshold: float,
) -> list[Pair]:
    """Pairs in the order of both; equal keys are paired first, then within each gap what is similar enough."""
    pairs: list[Pair] = []
    for kind, i1, i2, j1, j2 in opcodes([key(each) for each in old], [key(each) for each in new]):
        if kind == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        elif (i2 - i1) * (j2 - j1) in range(1, _LARGEST_GAP + 1):
            scores = [[similarity(a, b) for b in new[j1:j2]] for a in old[i1:i2]]
            pairs += [_moved_by(pair, i1, j1) for pair in _best(scores, threshold)]
        else:
            pairs += [*_gone(i1, i2), *_come(j1, j2)]
    return pairs


def _gone(start: int, end: int) -> Iterator[Pair]:
    return ((place, None) for place in range(start, end))


def _come(start: int, end: int) -> Iterator[Pair]:
    return ((None, place) for place in range(start, end))


def _moved_by(pair: Pair, rows: int, columns: int) -> Pair:
    i, j = pair
    return None if i is None else i + rows, None if j is None else j + columns


def opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Opcode]:
    """As difflib has them; what is equal at both ends is set aside first, which is most of it."""
    start, shorter = 0, min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    found: list[Opcode] = [("equal", 0, start, 0, start)] if start else []
    middle = _steps(old[start : len(old) - end], new[start : len(new) - end])
    found += [(kind, i1 + start, i2 + start, j1 + start, j2 + start) for kind, i1, i2, j1, j2 in middle]
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def _steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Opcode]:
    """What difflib finds, unless so much repeats itself that it would take far too long: then the shortest way."""
    before, now = Counter(old), Counter(new)
    if sum(count * now[each] for each, count in before.items()) <= _REPEATED:
        return [*SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]
    return _as_opcodes(_kept(old, new), len(old), len(new))


def _kept(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of what stays on the shortest way from old to new; nothing where that is too long.

    E. W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986.
    """
    reached, ways, left = {1: 0}, list[dict[int, int]](), _MOST_STEPS
    for edits in range(len(old) + len(new) + 1):
        ways.append(reached)
        further: dict[int, int] = {}
        for diagonal in range(-edits, edits + 1, 2):
            i = _begin(reached, diagonal, edits)
            first = i
            while i < len(old) and i - diagonal < len(new) and old[i] == new[i - diagonal]:
                i += 1
            further[diagonal] = i
            left -= 1 + i - first
            if i >= len(old) and i - diagonal >= len(new):
                return _walked_back(ways, len(old), len(new))
        reached = further
        if left < 0:
            break
    return []


def _goes_down(reached: Mapping[int, int], diagonal: int, edits: int) -> bool:
    """Whether the last of so many edits on the way to a diagonal puts something in, rather than takes it out."""
    return diagonal == -edits or (diagonal != edits and reached[diagonal - 1] < reached[diagonal + 1])


def _begin(reached: Mapping[int, int], diagonal: int, edits: int) -> int:
    """The place in old where that way comes upon the diagonal."""
    return reached[diagonal + 1] if _goes_down(reached, diagonal, edits) else reached[diagonal - 1] + 1


def _walked_back(ways: Sequence[Mapping[int, int]], i: int, j: int) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for edits in range(len(ways) - 1, -1, -1):
        diagonal = i - j
        begin = _begin(ways[edits], diagonal, edits)
        kept += zip(range(i - 1, begin - 1, -1), range(j - 1, begin - diagonal - 1, -1), strict=True)
        is_down = _goes_down(ways[edits], diagonal, edits)
        i, j = (begin, begin - diagonal - 1) if is_down else (begin - 1, begin - diagonal)
    return kept[::-1]


def _as_opcodes(kept: Iterable[tuple[int, int]], rows: int, columns: int) -> list[Opcode]:
    """The steps between and along what stays."""
    steps: list[Opcode] = []
    i = j = 0
    for row, column, length in [*_stretches(kept), (rows, columns, 0)]:
        if i < row or j < column:
            kind = "replace" if i < row and j < column else "delete" if i < row else "insert"
            steps.append((kind, i, row, j, column))
        i, j = row + length, column + length
        if length:
            steps.append(("equal", row, i, column, j))
    return steps


def _stretches(kept: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Where neighbours that stay begin in old and new, and how many they are."""
    for _, group in itertools.groupby(enumerate(kept), lambda each: (each[1][0] - each[0], each[1][1] - each[0])):
        places = [place for _, place in group]
        yield *places[0], len(places)


def pairs_of_letters(text: str) -> Counter[str]:
    """The text as a bag of neighbouring characters, for `likeness`."""
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) if len(text) > 1 else Counter(text)


def likeness(old: Counter[str], new: Counter[str]) -> float:
    """From 0, nothing in common, to 1, the same letters."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def _best(scores: list[list[float]], threshold: float) -> list[Pair]:
    """The pairing of a gap with the greatest sum of similarities, in order; what goes stands before what comes."""
    best = _sums(scores, threshold)
    rows, columns = len(scores), len(scores[0])
    pairs: list[Pair] = []
    i = j = 0
    while i < rows and j < columns:
        if _paired(scores, best, (i, j), threshold):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return [*pairs, *_gone(i, rows), *_come(j, columns)]


def _sums(scores: list[list[float]], threshold: float) -> list[list[float]]:
    """By row and column, the greatest sum of similarities from there to the end."""
    rows, columns = len(scores), len(scores[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            value = max(best[i + 1][j], best[i][j + 1])
            if scores[i][j] >= threshold:
                value = max(value, best[i + 1][j + 1] + scores[i][j])
            best[i][j] = value
    return best


def _paired(scores: list[list[float]], best: list[list[float]], at: tuple[int, int], threshold: float) -> bool:
    i, j = at
    return scores[i][j] >= threshold and best[i][j] == best[i + 1][j + 1] + scores[i][j]

"""Two sequences laid beside each other: what stayed, what became something similar, what went and what came."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Pair: TypeAlias = tuple[int | None, int | None]  # places in old and new; None where there is none
Opcode: TypeAlias = tuple[str, int, int, int, int]

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
    middle = SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False)
    found += [(kind, i1 + start, i2 + start, j1 + start, j2 + start) for kind, i1, i2, j1, j2 in middle.get_opcodes()]
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


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

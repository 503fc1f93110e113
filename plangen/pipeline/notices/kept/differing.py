"""Old and new as people compare them: of long values only what differs, with a little around it."""

from collections.abc import Iterator, Mapping, Sequence

_AROUND = 8  # characters before and after what differs
_SHORT = 40  # characters that are said whole
_MOST = 3  # places of one fact
_NOTHING = "（没有填写）"
_MORE = "…"


def difference(old: object, new: object) -> tuple[str, str]:
    """What two values say where they differ: of lists and groups the first few places that do."""
    pairs = [*_places(old, new)]
    cut = [_cut(was, now) for was, now in pairs[:_MOST]]
    more = (_MORE,) if len(pairs) > _MOST else ()
    return "；".join((*(was for was, _ in cut), *more)), "；".join((*(now for _, now in cut), *more))


def _places(old: object, new: object) -> Iterator[tuple[str, str]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _places(old.get(key), new.get(key))
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple):
        if len(old) != len(new):
            yield from _other_items(old, new)
        for one, other in zip(old, new, strict=True) if len(old) == len(new) else ():
            yield from _places(one, other)
    elif old != new:
        yield _said(old), _said(new)


def _other_items(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[str, str]]:
    """Of lists of different length what only one of them has."""
    gone, come = ([each for each in one if each not in other] for one, other in ((old, new), (new, old)))
    yield "、".join(map(_said, gone)) or _NOTHING, "、".join(map(_said, come)) or _NOTHING


def _said(value: object) -> str:
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, Mapping):
        return "　".join(_said(each) for each in value.values() if each)
    if isinstance(value, list | tuple):
        return "、".join(map(_said, value))
    return str(value)


def _cut(was: str, now: str) -> tuple[str, str]:
    """Both around what differs."""
    if max(len(was), len(now)) <= _SHORT:
        return was, now
    shorter = min(len(was), len(now))
    begin = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    end = next((at for at in range(shorter - begin) if was[-1 - at] != now[-1 - at]), shorter - begin)
    first, last = max(0, begin - _AROUND), max(0, end - _AROUND)
    return _between(was, first, last), _between(now, first, last)


def _between(text: str, first: int, last: int) -> str:
    return (_MORE if first else "") + text[first : len(text) - last] + (_MORE if last else "")

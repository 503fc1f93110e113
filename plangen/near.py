"""What a mistyped name most likely meant."""

from collections.abc import Iterable

from plangen.diagnostics import Words

_NEAR = 0.75  # below that a suggestion is more often wrong than right
MOST_SUGGESTIONS = 20  # looking for near names is slow; who has more wrong ones has renamed something


def nearest(name: str, known: Iterable[str], likeness: float = _NEAR) -> str | None:
    """The known name that is near, None where none is; `likeness` from 0 to 1 says how near, less for short names."""
    import difflib  # costs 6 ms, needed only where something is wrong

    plain = name.strip().lower().replace("_", "-")
    names = {each.lower().replace("_", "-"): each for each in known}
    found = difflib.get_close_matches(plain, names, n=1, cutoff=likeness)
    return names[found[0]] if found else None


def copied(name: str, known: Iterable[str]) -> str | None:
    """The known name that the name of a copy begins with: plan for "plan (1)", plan-LAPTOP, plan副本."""
    low = name.lower()
    for each in known:
        after = low[len(each) : len(each) + 1]
        if low.startswith(each) and not (after.isascii() and after.isalpha()):
            return each
    return None


def did_you_mean(name: str | None) -> Words | None:
    return None if name is None else Words(f"是不是想写“{name}”？", f"did you mean '{name}'?")


def is_one_slip(said: str, meant: str) -> bool:
    """Whether one letter is wrong, too many or too few, or two that stand together have changed places."""
    if said == meant or abs(len(said) - len(meant)) > 1:
        return False
    start = next((at for at, (one, two) in enumerate(zip(said, meant, strict=False)) if one != two), None)
    if start is None:  # the longer one goes on
        return True
    rest, other = said[start:], meant[start:]
    if len(rest) == len(other):
        is_swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
        return rest[1:] == other[1:] or is_swapped
    longer, shorter = (rest, other) if len(rest) > len(other) else (other, rest)
    return longer[1:] == shorter

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

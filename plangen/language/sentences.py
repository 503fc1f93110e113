"""Clauses, sentences and enumerations of formal Chinese, whatever the texts that they are made of end in."""

from collections.abc import Iterable

from plangen.blocks.template import is_gap

_STOPS = "。；，、：;,: \u3000"


def clause(text: str) -> str:
    """The text without its final stop."""
    return text.strip().rstrip(_STOPS)


def sentence(text: str) -> str:
    """The text with exactly one final stop; nothing for nothing."""
    bare = clause(text)
    if not bare or bare[-1] in "！？!?…" or bare.endswith(("。”", "！”", "？”")):
        return bare
    return f"{bare}。"


def labelled(label: str, text: str) -> str:
    """发出：总导调。 Nothing for nothing."""
    said = sentence(text)
    return f"{label}：{said}" if said else ""


def endings(items: Iterable[str]) -> tuple[str, ...]:
    """The items of a list as one sentence over several lines: each ends in ； and the last in 。"""
    bare = [clause(item) for item in items if clause(item)]
    return tuple(f"{item}；" for item in bare[:-1]) + tuple(f"{item}。" for item in bare[-1:])


def listed(items: Iterable[str], last: str = "和") -> str:
    """甲、乙和丙; parts that hold a comma of their own are parted by ；, quoted ones by nothing."""
    bare = [clause(item) for item in items if clause(item)]
    if not bare:
        return ""
    if _have_any(bare, "，；、"):
        return "；".join(bare)
    if len(bare) == 1 or _have_any(bare, "和与及") or is_gap(bare[-1]):
        last = "、"
    whole = last.join(filter(None, ("、".join(bare[:-1]), bare[-1])))
    return whole.replace("”、“", "”“").replace("》、《", "》《")


def _have_any(items: Iterable[str], marks: str) -> bool:
    return any(mark in item for item in items for mark in marks)


def quoted(text: str) -> str:
    """The text in quotation marks; marks within it become single ones."""
    return f"“{clause(text).replace('“', '‘').replace('”', '’')}”"


def book(title: str) -> str:
    """The title in book-title marks, unless it has them or is still to be filled in."""
    return title if is_gap(title) or title.startswith("《") else f"《{title}》"

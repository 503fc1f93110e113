"""Quotation marks and brackets: each one has its other half, in the right place."""

import re

_PARTNERS = dict(zip("“‘（《〈【〔「『(", "”’）》〉】〕」』)", strict=True))
MARKS = re.compile(f"[{re.escape(''.join((*_PARTNERS, *_PARTNERS.values())))}]")

_NOT_IN_ITSELF = "“《"  # inside “” stands ‘’, inside 《》 stands 〈〉
_ROUND = "（("  # half-width ones are another rule's business, here they pair with either
_ITEM = re.compile(r"(?:^|[\s，。；、：])[0-9A-Za-z一二三四五六七八九十]{1,3}$")
_APOSTROPHE = re.compile(r"[A-Za-z]’[A-Za-z]")


def broken_pair(text: str) -> int | None:
    """Where the first mark without its other half stands, or one nested wrongly; None where all is well."""
    open_marks: list[int] = []
    for match in MARKS.finditer(text):
        offset, mark = match.start(), match[0]
        if mark in _PARTNERS:
            if mark in _NOT_IN_ITSELF and any(text[each] == mark for each in open_marks):
                return offset
            open_marks.append(offset)
        elif open_marks and _closes(text[open_marks[-1]], mark):
            open_marks.pop()
        elif not _stands_alone(text, offset):
            return offset
    return next((each for each in open_marks if text[each] != "("), None)


def _closes(opening: str, mark: str) -> bool:
    return _PARTNERS[opening] == mark or (opening in _ROUND and mark in "）)")


def _stands_alone(text: str, offset: int) -> bool:
    """1） numbers an item, ’ may be an apostrophe, and half-width ) may stand for anything."""
    mark = text[offset]
    if mark == "）":
        return _ITEM.search(text, max(0, offset - 4), offset) is not None
    return mark == ")" or _APOSTROPHE.match(text, max(0, offset - 1)) is not None

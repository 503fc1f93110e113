"""The fields of a Word file as one goes through its runs: what of them shows, which are contents lists."""

import re

from lxml.etree import _Element as Element

from plangen.office.outline.word_styles import W

_CODE = re.compile(r"\s*([A-Za-z]+)")
_SILENT = frozenset({"TOC", "SEQ", "PAGEREF"})  # told of as a whole, or of no account


class Fields:
    """Which fields are open where one has come to."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []  # code, and whether what it shows has begun
        self._saw_contents = False
        self.is_link = False  # the field whose code was read last

    @property
    def is_shown(self) -> bool:
        """Whether words here are seen: they are no code of a field."""
        return all(is_result for _, is_result in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether a contents list is open."""
        return any(_name(code) == "TOC" for code, _ in self._open)

    def saw_contents(self) -> bool:
        """Whether a contents list has begun since this was asked last."""
        seen, self._saw_contents = self._saw_contents, False
        return seen

    def is_lost(self, code: str) -> bool:
        """Whether it makes a difference that only what a field shows is taken."""
        return _name(code) not in _SILENT and not self.in_contents

    def take(self, element: Element) -> bool:
        """Go over the next element of a run; whether a field has begun to show of which only that is taken."""
        if element.tag == f"{W}instrText" and self._open:
            code, is_result = self._open[-1]
            self._open[-1] = code + (element.text or ""), is_result
        kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else ""
        if kind == "begin":
            self._open.append(("", False))
        elif kind and self._open:
            code, _ = self._open.pop()
            return kind == "separate" and self._shows(code)
        return False

    def _shows(self, code: str) -> bool:
        """Go over the sign behind which a field shows what it is for."""
        is_lost = self.is_lost(code)
        self._open.append((code, True))
        self._saw_contents = self._saw_contents or _name(code) == "TOC"
        self.is_link = _name(code) == "HYPERLINK"
        return is_lost


def _name(code: str) -> str:
    found = _CODE.match(code)
    return found[1].upper() if found else ""

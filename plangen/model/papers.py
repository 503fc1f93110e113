"""What the papers of a revision are told by, and what it says of their words.

A mark follows from what a paper is, not from its words: it is known as long as the record of its revision is, whatever
the program or the layout. The words of each paper are noted beside the record, so that one that a later revision
leaves as it was need not be collected.
"""

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

DIGITS = 12
"""Of a mark."""

PACKETS = "packets"
"""Before the key of a packet: the papers of one holder."""

_TITLE = "plangen-papers 1"
_LINE = re.compile(r"([0-9a-f]{64}) ([^\t]+)\t([^\t]*)")
_NAMED = 8  # digits that tell the notes of one version apart
_PREFIX = 8  # digits that all copies of a packet share
_NUMBERS = 1 << 16


def paper_of(document: str, part: str = "") -> str:
    """The name of a paper: the document's id, of one that consists of several files with the title of the file."""
    return f"{document}/{part}" if part else document


def packet_of(key: str) -> str:
    """The name of a packet among papers."""
    return paper_of(PACKETS, key)


def papers_file(version: str, digest: str) -> str:
    """Where the words of a revision's papers are noted, in the project; `digest` is of that file.

    Two people who record one version note other papers: their files have other names and never conflict.
    """
    return f"source/revisions/{version}-{digest[:_NAMED]}.papers"


def mark_of(origin: str, paper: str) -> str:
    """The mark of a paper: `origin` is the digest of the record of its revision, of a draft that of its words."""
    return _digest(origin, paper)[:DIGITS]


def mark_of_copy(origin: str, packet: str, number: int) -> str:
    """The mark of a copy of a packet: eight digits of the packet, four of the number, which no two share."""
    said = _digest(origin, packet)
    return f"{said[:_PREFIX]}{(number * _step(said) + _start(said)) % _NUMBERS:04x}"


def copy_with(mark: str, origin: str, packet: str, most: int) -> int:
    """Which copy of a packet has this mark, from 1 to `most`; 0 where none has."""
    said = _digest(origin, packet)
    if mark[:_PREFIX] != said[:_PREFIX]:
        return 0
    number = (int(mark[_PREFIX:], 16) - _start(said)) * pow(_step(said), -1, _NUMBERS) % _NUMBERS
    return number if 1 <= number <= most else 0


_CODE = "PLANGEN"
_CODED = re.compile(rf"{_CODE}[/:]*([0-9A-F]{{{DIGITS}}})(?:/.*)?")
_MARK = re.compile(rf"[0-9A-F]{{{DIGITS}}}")
_CALLED = "识别码"
_DASHES = re.compile("[-.\u2010-\u2015]")
_NO_EDITION = "DRAFT"
_CODE_LETTERS = re.compile(r"[A-Z0-9.-]+")


class SheetCode(Struct, frozen=True, kw_only=True):
    """What the code on a sheet that can come back says: its mark, which form of which drill and edition, which page."""

    mark: str
    document: str  # its id
    drill: datetime.date | None
    edition: str  # as papers are labelled; what is no recorded version is a draft
    page: int = 0  # 0: of a file that its user prints himself, the same on all pages
    copy: int = 0

    @property
    def text(self) -> str:
        """Capitals, digits and a few signs alone, which make the smallest code."""
        label = self.edition.upper()
        edition = label if _CODE_LETTERS.fullmatch(label) else _NO_EDITION
        said = [_CODE, self.mark.upper(), self.document.upper(), f"{self.drill:%Y%m%d}" if self.drill else "", edition]
        said += [f"{letter}{number}" for letter, number in (("P", self.page), ("C", self.copy)) if number]
        return "/".join(said)


def mark_typed(said: str) -> str:
    """The mark in what somebody typed or scanned, however wide, spaced or broken it is; nothing where none is there."""
    typed = "".join(unicodedata.normalize("NFKC", said).split()).upper().removeprefix(_CALLED).removeprefix(":")
    if found := _CODED.fullmatch(typed):
        return found[1].lower()
    digits = _DASHES.sub("", typed)
    return digits.lower() if _MARK.fullmatch(digits) else ""


class NotedPaper(Struct, frozen=True):
    """A paper as it was recorded."""

    words: str  # their digest
    title: str


def papers_text(papers: Mapping[str, NotedPaper]) -> bytes:
    """The file that notes papers by name; the same bytes for the same papers."""
    lines = (f"{each.words} {paper}\t{' '.join(each.title.split())}\n" for paper, each in sorted(papers.items()))
    return f"{_TITLE}\n{''.join(lines)}".encode()


def read_papers(raw: bytes) -> Mapping[str, NotedPaper]:
    """What such a file notes; nothing where it is none."""
    first, *lines = raw.decode("utf-8", "replace").splitlines() or [""]
    found = [_LINE.fullmatch(line) for line in lines]
    is_ours = first == _TITLE and all(found)
    return {each[2]: NotedPaper(each[1], each[3]) for each in found if each} if is_ours else {}


def _digest(origin: str, paper: str) -> str:
    return hashlib.sha256(f"plangen paper\n{origin}\n{paper}\n".encode()).hexdigest()


def _step(said: str) -> int:
    """Odd, so that no two numbers come to the same."""
    return int(said[8:12], 16) | 1


def _start(said: str) -> int:
    return int(said[12:16], 16)

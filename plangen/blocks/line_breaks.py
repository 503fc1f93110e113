"""Where a line of Chinese may break.

No closing mark begins a line, no opening mark ends one, codes, times and numbers with their units stay whole. The one
place that says so; programs that do not know it by themselves are given lines, or signs that join.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

JOINER = "\u2060"
"""Takes no room, and no line breaks beside it."""

CLOSING = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠—"
OPENING = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"

_UNITS = (
    *(
        "年",
        "月",
        "日",
        "时",
        "分",
        "秒",
        "号",
        "件",
        "人",
        "名",
        "个",
        "项",
        "条",
        "次",
        "份",
        "套",
        "台",
        "张",
        "页",
        "层",
        "楼",
    ),
    *(
        "元",
        "万元",
        "亿元",
        "万",
        "亿",
        "岁",
        "天",
        "周",
        "小时",
        "分钟",
        "米",
        "毫米",
        "厘米",
        "公里",
        "克",
        "千克",
        "公斤",
        "吨",
        "升",
        "毫升",
    ),
)
_NUMBER = r"(?<![A-Za-z0-9.])\d+(?:[.,:：]\d+)*"
_PHONE = r"(?<![A-Za-z0-9-])(?:\+?\d{2,4}[- ])?\d{3,4}[- ]\d{3,4}(?![A-Za-z0-9-])"
_CODE = r"[A-Za-z0-9]+(?:[-/.:_+][A-Za-z0-9]+)+"
_LONGEST_CODE = 24  # characters; a longer one, such as an address, may have to be broken
_WHOLE = re.compile(
    rf"(?P<measure>{_NUMBER}(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))}))|(?P<code>{_PHONE}|{_CODE})"
)
_BREAK = "\u200b"
_MARK_BEFORE_CODE = re.compile(
    r"[、，；。：！？）”』」】](?=[A-Za-z0-9])"
)  # LibreOffice breaks no line there by itself
_WITHIN = re.compile(r"(?<=[A-Za-z0-9])[- ](?=[A-Za-z0-9])")
_ATOM = re.compile(rf"{_WHOLE.pattern}|[A-Za-z0-9]+|.", re.DOTALL)
_BROAD, _CAPITAL, _NARROW, _THIN = frozenset("MWmw@%&—…"), 0.78, 0.6, frozenset("ijlft'.,:;!|()[] ")
_WIDE = "\u2010"  # general punctuation and everything behind it


def measures(text: str) -> Iterator[tuple[int, int]]:
    """Where a number with its unit stands: 10日, 5分钟; the ends count as in a slice."""
    return (found.span() for found in _WHOLE.finditer(text) if found["measure"])


def code_hyphens(text: str) -> Iterator[int]:
    """Where a hyphen stands within a code, a date or a telephone number: PQ-09, 2024-12-10."""
    return (at for at in _places(text) if text[at] == "-")


def _places(text: str) -> Iterator[int]:
    """The hyphens and spaces within codes."""
    for found in _WHOLE.finditer(text):
        if found["code"] and len(found[0]) <= _LONGEST_CODE:
            yield from (found.start() + each.start() for each in _WITHIN.finditer(found[0]))


def is_code(text: str) -> bool:
    """Whether the text is a code and nothing else, as in a column of codes that is as wide as they are."""
    return re.fullmatch(_CODE, text.strip()) is not None


def joined(text: str) -> str:
    """The text with joiners where a line could break within a code, and with a place to break before the code."""
    at = frozenset(_places(text))
    if not at:
        return text
    whole = "".join(f"{JOINER}{letter}{JOINER}" if place in at else letter for place, letter in enumerate(text))
    return _MARK_BEFORE_CODE.sub(rf"\g<0>{_BREAK}", whole)


@lru_cache(maxsize=8192)
def pieces_of(text: str) -> tuple[str, ...]:
    """The parts between which a line may break, each with the marks that belong to it."""
    return tuple(_pieces(text, _LONGEST_CODE, width_in_ems))


@lru_cache(maxsize=8192)
def width_in_ems(text: str) -> float:
    """How wide the text is at most, in Chinese characters of its size."""
    return sum(map(_width, text))


def wrapped(text: str, room: float, width: Callable[[str], float] = width_in_ems) -> tuple[str, ...]:
    """The lines that the text takes where `width` has so much room; put together they are the text again.

    Only what is wider than a line by itself is broken within.
    """
    return tuple(line for paragraph in text.split("\n") for line in _lines(paragraph, room, width))


def _lines(text: str, room: float, width: Callable[[str], float]) -> Iterator[str]:
    line, filled = "", 0.0
    for piece in _pieces(text, room, width):
        more = width(piece)
        if line and filled + more > room:
            yield line
            line, filled = "", 0.0
        line, filled = line + piece, filled + more
    yield line


def _pieces(text: str, room: float, width: Callable[[str], float]) -> Iterator[str]:
    """The parts between which a line may break, each with the marks that belong to it."""
    held = ""
    for atom in _atoms(text, room, width):
        if held and (atom[0] in CLOSING or held[-1] in OPENING) and width(held + atom) <= room:
            held += atom
        else:
            if held:
                yield held
            held = atom
    if held:
        yield held


def _atoms(text: str, room: float, width: Callable[[str], float]) -> Iterator[str]:
    for found in _ATOM.finditer(text):
        if width(found[0]) <= room:
            yield found[0]
        else:
            yield from found[0]


def _width(letter: str) -> float:
    if letter >= _WIDE or letter in _BROAD:
        return 1.0
    if letter in _THIN:
        return 0.4
    return _CAPITAL if letter.isupper() else _NARROW

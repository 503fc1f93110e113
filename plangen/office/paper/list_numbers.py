"""The automatic numbers of a Word file's paragraphs, counted as Word counts them."""

import re
from collections.abc import Callable, Iterator, Mapping

from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.blocks.numbering import chinese_number
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.paper.unknown_signs import ANY

_W = f"{{{NAMESPACES['w']}}}"
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # signs of symbol fonts; a PDF may call them by another code
_LETTERS = 26
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CIRCLED = ("\u24ea", "\u2460", 20)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")


class _ListLevel(Struct, frozen=True):
    start: int
    format: str
    text: str
    restarts: int  # after a number of a level above this one, from 1; 0: never
    style: str


class ListNumbering:
    """Counts through one document; ask for each paragraph in its order."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        self._abstract = {each.get(f"{_W}abstractNumId", ""): each for each in numbering.iter(f"{_W}abstractNum")}
        self._lists = {each.get(f"{_W}numId", ""): each for each in numbering.iter(f"{_W}num")}
        self._styles = {each.get(f"{_W}styleId", ""): each for each in styles.iter(f"{_W}style")}
        self._levels: dict[str, Mapping[int, _ListLevel]] = {}
        self._counts: dict[str, dict[int, int]] = {}  # of each list, or of all lists that count as one
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str:
        """What stands in front of the paragraph by itself; nothing where it has no number."""
        number, level = self._of(paragraph)
        levels = self._levels_of(number) if number not in {"", "0"} else {}
        if level not in levels:
            return ""
        counts = self._count(number, level, levels)
        shown = _PLACE.sub(lambda found: self._shown(int(found[1]) - 1, levels, counts), levels[level].text)
        return _PRIVATE.sub(ANY, shown)

    def _shown(self, level: int, levels: Mapping[int, _ListLevel], counts: Mapping[int, int]) -> str:
        if level not in levels:
            return ""
        return written_number(counts.get(level, levels[level].start), levels[level].format)

    def _of(self, paragraph: Element) -> tuple[str, int]:
        """The list of a paragraph and its level there, from itself and its styles."""
        given = [each for look in self._looks(paragraph) for each in look.iterfind(f"{_W}numPr")]
        numbers = [_value(each, "numId") for each in given]
        number = next(filter(None, numbers), "")
        said = given[: numbers.index(number) + 1] if number else given
        level = next(filter(None, (_value(each, "ilvl") for each in said)), "")
        style = next(filter(None, map(_style_of, said)), "")
        if number and not level and style:  # a list says which of its levels a style is
            return number, self._level_of(number, style)
        return number, whole(level)

    def _level_of(self, number: str, style: str) -> int:
        return next((at for at, each in self._levels_of(number).items() if each.style == style), 0)

    def _looks(self, paragraph: Element) -> Iterator[Element]:
        own = paragraph.find(f"{_W}pPr")
        if own is not None:
            yield own
        style = _value(own, "pStyle") if own is not None else ""
        style = style or next((key for key, each in self._styles.items() if _is_usual(each)), "")
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            look = self._styles[style].find(f"{_W}pPr")
            if look is not None:
                yield look
            style = _value(self._styles[style], "basedOn")

    def _levels_of(self, number: str) -> Mapping[int, _ListLevel]:
        if number not in self._levels:
            self._levels[number] = dict(self._read(number))
        return self._levels[number]

    def _read(self, number: str) -> Iterator[tuple[int, _ListLevel]]:
        own = self._lists.get(number)
        if own is None:
            return
        abstract = self._abstract.get(_value(own, "abstractNumId"))
        linked = _value(abstract, "numStyleLink") if abstract is not None else ""
        if linked in self._styles:
            given = self._styles[linked].find(f"{_W}pPr/{_W}numPr")
            other = self._lists.get(_value(given, "numId")) if given is not None else None
            abstract = self._abstract.get(_value(other, "abstractNumId")) if other is not None else abstract
        for each in abstract.iterfind(f"{_W}lvl") if abstract is not None else ():
            yield whole(each.get(f"{_W}ilvl", "")), _level(each)
        for override in own.iterfind(f"{_W}lvlOverride"):
            other_level = override.find(f"{_W}lvl")
            if other_level is not None:
                yield whole(override.get(f"{_W}ilvl", "")), _level(other_level)

    def _count(self, number: str, level: int, levels: Mapping[int, _ListLevel]) -> Mapping[int, int]:
        """The counts of a list after one more of this level; lists of one abstract list count on together."""
        own = self._lists[number]
        counts = self._counts.setdefault(_value(own, "abstractNumId"), {})
        for at in range(level + 1):
            start = "" if (number, at) in self._begun else _start_given(own, at)
            self._begun.add((number, at))
            if start:
                counts[at] = whole(start) - (at == level)
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for at in [each for each in counts if _begins_anew(levels.get(each), each, level)]:
            del counts[at]
        for at in set(levels) & set(range(level)):
            counts.setdefault(at, levels[at].start)
        return counts


def _begins_anew(level: _ListLevel | None, at: int, counted: int) -> bool:
    """Whether a level counts from its beginning again after a number of the level `counted`."""
    return level is not None and counted < at and counted < level.restarts


def _start_given(own: Element, level: int) -> str:
    """Where a list begins otherwise than the abstract list that it follows."""
    overrides = (each for each in own.iterfind(f"{_W}lvlOverride") if each.get(f"{_W}ilvl") == str(level))
    return next((_value(each, "startOverride") for each in overrides), "")


def written_number(number: int, form: str) -> str:
    """A count in a number format of Word's."""
    return _FORMATS.get(form, str)(number)


def _level(each: Element) -> _ListLevel:
    at = whole(each.get(f"{_W}ilvl", ""))
    restart = _value(each, "lvlRestart")
    return _ListLevel(
        start=whole(_value(each, "start"), 0) if _value(each, "start") else 0,
        format=_value(each, "numFmt") or "decimal",
        text=_value(each, "lvlText"),
        restarts=min(whole(restart), at) if restart else at,
        style=_value(each, "pStyle"),
    )


def _is_usual(style: Element) -> bool:
    return style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true", "on"}


def _style_of(given: Element) -> str:
    """The style that a list is given by; nothing where a paragraph says it itself."""
    return next((each.get(f"{_W}styleId", "") for each in given.iterancestors(f"{_W}style")), "")


def _value(element: Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1) if number > 0 else ""


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    zero, one, last = _CIRCLED
    return str(number) if not 0 <= number <= last else chr(ord(one) + number - 1) if number else zero


def _digits(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "ideographDigital": _digits,
    "chineseLegalSimplified": lambda number: chinese_number(number).translate(_FORMAL),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % len(_STEMS)],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % len(_BRANCHES)],
}

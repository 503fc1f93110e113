"""What the writer takes from a house template: geometry, styles, numbering, headers, the place of the body."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element as Element
from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import SheetPaper, Tone
from plangen.blocks.numbering import chinese_number
from plangen.office.house.single_sheet import SHEET_MM
from plangen.office.ooxml.numbers import length, whole
from plangen.office.ooxml.relations import DOCUMENT, Relations
from plangen.office.ooxml.style_names import BODY_PLACE, HEADINGS, LIST_LEVELS, SEALED, TONES, Style, list_name
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import NAMESPACES, millimetres

Parts: TypeAlias = Mapping[str, bytes]

STYLES, NUMBERING, SETTINGS = "word/styles.xml", "word/numbering.xml", "word/settings.xml"

_GRIDS = frozenset({"lines", "linesAndChars", "snapToChars"})
_FALLBACK_SIZE, _FALLBACK_LINE = 10.5, 15.0  # of a style that names none; the parser of a house template reports those
_COUNTERS: Mapping[str, Callable[[int], str]] = {
    "chineseCountingThousand": chinese_number,
    "chineseCounting": chinese_number,
    "decimal": str,
}


class Geometry(Struct, frozen=True, kw_only=True):
    """A page in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    gap: int = 0  # between its two columns; nothing: there is one

    @property
    def text_width(self) -> int:
        """The width between the margins, of two columns that of one."""
        whole = self.width - self.left - self.right
        return (whole - self.gap) // 2 if self.gap else whole

    @property
    def text_height(self) -> int:
        """The height between the margins."""
        return self.height - self.top - self.bottom

    def turned(self) -> "Geometry":
        """The same sheet lying: its binding edge on top, header and footer as far from the text as before."""
        return Geometry(
            width=self.height,
            height=self.width,
            top=self.left,
            right=self.top,
            bottom=self.right,
            left=self.bottom,
            header=max(0, self.header - self.top + self.left),
            footer=max(0, self.footer - self.bottom + self.right),
        )

    def sheet(self, paper: SheetPaper) -> "Geometry":
        """The single sheet: this page turned, or two of it side by side; what lies on a table needs little margin."""
        width = self.height if paper is SheetPaper.A4 else 2 * self.width
        sides = {name: millimetres(length) for name, length in SHEET_MM.items()}
        return Geometry(width=width, height=self.width if paper is SheetPaper.A4 else self.height, **sides)


class NumberLevel(Struct, frozen=True, kw_only=True):
    """One level of the heading numbering: its pattern "（%2）" and how each level counts."""

    pattern: str
    kinds: tuple[str, ...]

    @property
    def is_readable(self) -> bool:
        """Whether `label` prints the numbers that Word prints."""
        return all(kind in _COUNTERS for kind in self.kinds)

    def label(self, counts: tuple[int, ...]) -> str:
        """The number as it stands before a heading: （二） for the counts 1 and 2."""
        text = self.pattern
        for index, (kind, count) in enumerate(zip(self.kinds, counts, strict=False), start=1):
            text = text.replace(f"%{index}", _COUNTERS.get(kind, str)(count))
        return text


class Look(Struct, frozen=True, kw_only=True):
    """The template as the writer needs it."""

    page: Geometry
    styles: Mapping[str, str]  # id by name
    sizes: Mapping[str, tuple[float, float]]  # size and line pitch in points, by style name
    fills: Mapping[Tone, str]
    levels: tuple[NumberLevel, ...]
    ordered_lists: Mapping[int, str]  # abstractNumId of ordered items by their level; that of most lists under 0
    next_number: int  # the first free numId
    references: tuple[tuple[str, str, str], ...]  # header or footer, its type, relationship id
    grid: str  # the w:docGrid of every section, or nothing
    tight: int  # twips between the characters of a signature
    is_sealed: bool  # a signature stands where a seal has room
    before: str  # what stands in the template's body before and after the place of the text
    after: str

    def ordered_list(self, level: int) -> str:
        """The abstractNumId of ordered items on this level; a template made earlier numbers all of them alike."""
        return self.ordered_lists.get(level, self.ordered_lists[0])

    def id(self, style: Style) -> str:
        """The id that the template gives to a style."""
        return self.styles[style]

    @property
    def strong(self) -> str:
        """The id of the style of words that stand out."""
        return self.styles[Style.STRONG]


def tag(name: str) -> str:
    """The full name of an element or attribute: "w:p" as lxml knows it."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def style_ids(parts: Parts) -> Mapping[str, str]:
    """The template's styles, id by name."""
    return {name: each.get(tag("w:styleId"), "") for name, each in _named(parsed(parts[STYLES])).items()}


def body_place(body: Element) -> Element | None:
    """The paragraph that the document's text replaces."""
    for child in body:
        if child.tag == tag("w:p") and BODY_PLACE in "".join(each.text or "" for each in child.iter(tag("w:t"))):
            return child
    return None


def related(parts: Parts, kind: str) -> Mapping[str, str]:
    """Part names by relationship id, of the document's relations of a kind such as "header"."""
    return Relations(parts).related(DOCUMENT, kind)


def read_look(parts: Parts) -> Look:
    """The look of a template that `house_findings` found fit."""
    named = _named(parsed(parts[STYLES]))
    lists = parsed(parts[NUMBERING])
    body = parsed(parts[DOCUMENT]).find(tag("w:body"))
    assert body is not None
    section = body.find(tag("w:sectPr"))
    assert section is not None
    before, after = _around(body)
    return Look(
        page=_geometry(section),
        styles={name: each.get(tag("w:styleId"), "") for name, each in named.items()},
        sizes=_sizes(named),
        fills={tone: _fill(named[style]) for tone, style in TONES.items()},
        levels=_levels(named, lists),
        ordered_lists={0: _abstract_id(named[Style.ORDERED], lists), **dict(_named_lists(lists))},
        next_number=max((whole(each.get(tag("w:numId"), "")) for each in lists.iter(tag("w:num"))), default=0) + 1,
        references=tuple(_references(section)),
        grid=_grid(section),
        tight=round(length(_value(named[Style.SIGNED], "w:rPr/w:spacing")) or 0),
        is_sealed=whole(_value(named[Style.SIGNED], "w:pPr/w:ind", "w:rightChars")) >= SEALED,
        before=before,
        after=after,
    )


def _named(root: Element) -> Mapping[str, Element]:
    found = {}
    for style in root.iter(tag("w:style")):
        name = style.find(tag("w:name"))
        if name is not None:
            found[name.get(tag("w:val"), "")] = style
    return found


def _value(parent: Element | None, path: str, attribute: str = "w:val") -> str:
    """An attribute of the element at `path`, or nothing."""
    found = None if parent is None else parent.find("/".join(tag(step) for step in path.split("/")))
    return "" if found is None else found.get(tag(attribute), "")


def _geometry(section: Element) -> Geometry:
    def size(element: str, side: str) -> int:
        return abs(round(length(_value(section, element, f"w:{side}")) or 0))

    margins = {side: size("w:pgMar", side) for side in ("top", "right", "bottom", "left", "header", "footer")}
    page = Geometry(width=size("w:pgSz", "w"), height=size("w:pgSz", "h"), **margins)
    return page if page.width <= page.height else replace(page, width=page.height, height=page.width)


def _sizes(named: Mapping[str, Element]) -> Mapping[str, tuple[float, float]]:
    by_id = {each.get(tag("w:styleId"), ""): each for each in named.values()}

    def inherited(style: Element | None, path: str, attribute: str, scale: int, otherwise: float) -> float:
        for _ in range(len(by_id)):  # a style can be based on itself in a broken template
            if style is None:
                break
            found = length(_value(style, path, attribute), unit=20 / scale)
            if found is not None:
                return found / 20
            style = by_id.get(_value(style, "w:basedOn"))
        return otherwise

    return {
        name: (
            inherited(each, "w:rPr/w:sz", "w:val", 2, _FALLBACK_SIZE),
            inherited(each, "w:pPr/w:spacing", "w:line", 20, _FALLBACK_LINE),
        )
        for name, each in named.items()
    }


def _fill(style: Element) -> str:
    return _value(style, "w:pPr/w:shd", "w:fill") or "auto"


def _abstract_id(style: Element, lists: Element) -> str:
    wanted = _value(style, "w:pPr/w:numPr/w:numId")
    return next(
        (_value(each, "w:abstractNumId") for each in lists.iter(tag("w:num")) if each.get(tag("w:numId")) == wanted), ""
    )


def _named_lists(lists: Element) -> Iterator[tuple[int, str]]:
    """The lists that say by their name of which level they are."""
    for level in LIST_LEVELS:
        for each in lists.iter(tag("w:abstractNum")):
            if _value(each, "w:name") == list_name(level):
                yield level, each.get(tag("w:abstractNumId"), "")


def _levels(named: Mapping[str, Element], lists: Element) -> tuple[NumberLevel, ...]:
    found: list[NumberLevel] = []
    kinds: tuple[str, ...] = ()
    for index, style in enumerate(HEADINGS):
        abstract = _abstract_id(named[style], lists)
        level = next(
            (
                each
                for each in lists.iter(tag("w:lvl"))
                if each.get(tag("w:ilvl")) == str(index) and _abstract_of(each) == abstract
            ),
            None,
        )
        kinds = (*kinds, _value(level, "w:numFmt") or "none")
        found.append(NumberLevel(pattern=_value(level, "w:lvlText"), kinds=kinds))
    return tuple(found)


def _abstract_of(level: Element) -> str:
    parent = level.getparent()
    return "" if parent is None else parent.get(tag("w:abstractNumId"), "")


def _references(section: Element) -> Iterator[tuple[str, str, str]]:
    for kind in ("header", "footer"):
        for each in section.findall(tag(f"w:{kind}Reference")):
            if each.get(tag("w:type")) != "first":
                yield kind, each.get(tag("w:type"), "default"), each.get(tag("r:id"), "")


def _grid(section: Element) -> str:
    """The grid as it is written in each section; one without a kind shows nothing and does nothing."""
    kind, pitch, space = (_value(section, "w:docGrid", f"w:{name}") for name in ("type", "linePitch", "charSpace"))
    spaced = f' w:charSpace="{whole(space)}"' if space else ""
    return f'<w:docGrid w:type="{kind}" w:linePitch="{whole(pitch)}"{spaced}/>' if kind in _GRIDS else ""


def _around(body: Element) -> tuple[str, str]:
    place = body_place(body)
    sides: tuple[list[str], list[str]] = ([], [])
    side = sides[0]
    for child in body:
        if child is place:
            side = sides[1]
        elif child.tag != tag("w:sectPr"):
            side.append(etree.tostring(child, encoding="unicode", with_tail=False))
    return "".join(sides[0]), "".join(sides[1])

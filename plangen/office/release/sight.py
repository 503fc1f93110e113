"""Whether a reader sees what a paragraph holds, as far as its file says: hidden, pale on its ground, too small.

What only pages show is proved on pages; this is what Word makes of formats that other programs read otherwise.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from lxml import etree

from plangen.diagnostics import Words, words
from plangen.office.ooxml.hidden import style_of
from plangen.office.ooxml.numbers import is_on, length, whole
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.release.legible import LEGIBLE
from plangen.office.release.text_grounds import Ground, Theme, apart, first, highlighted
from plangen.office.templates.tagged import W, own_texts, text_of

_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_HALF = 10  # twips in a half-point
_WPS, _A, _WP = (f"{{{NAMESPACES[key]}}}" for key in ("wps", "a", "wp"))
_VML = "{urn:schemas-microsoft-com:vml}"
_VML_SHAPES = tuple(f"{_VML}{name}" for name in ("shape", "rect", "roundrect", "oval"))
_BARE = frozenset({"", "AUTO", "FFFFFF", "#FFFFFF", "WHITE", "NONE"})
_USUAL = 210.0  # twips: the size of type where nothing says it
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CONTENT = (*(f"{W}{name}" for name in ("t", "delText", "drawing", "pict", "object", "sym")), f"{_M}t")
_HIDDEN = words("隐藏文字", "hidden text")
_MARK = words("隐藏的段落标记（两段会连在一起）", "a hidden paragraph mark, which joins two paragraphs")
_PALE = words("白底白字", "white text on white")
_FAINT = words("与底色分不清的文字", "text that does not stand out from its ground")
_NARROW = words("压得太窄的文字", "text squeezed too narrow")
_SMALL = words("极小的文字", "text too small to see")
_OBJECT = words("隐藏的图形", "a hidden object")


class Sight:
    """Knows the styles and the theme of a Word file, given as the XML of their parts."""

    def __init__(self, styles: etree._Element, theme: etree._Element | None = None) -> None:
        self._theme = Theme(theme)
        self._styles = {each.get(f"{W}styleId", ""): each for each in styles.iter(f"{W}style")}
        self._normal = next(
            (
                key
                for key, each in self._styles.items()
                if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default", "0") not in {"0", "false", "off"}
            ),
            "",
        )
        self._default = _by_name(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._known: dict[str, dict[str, etree._Element]] = {}
        self._tables: dict[etree._Element, str] = {}

    def unseen(self, paragraph: etree._Element) -> Iterator[tuple[Words, str]]:
        """What does not show in the paragraph, each kind once with all of its text."""
        found: dict[Words, list[str]] = {}
        for run in paragraph.iter(f"{W}r", f"{_M}r"):
            if next(run.iterancestors(f"{W}p"), None) is paragraph and next(run.iter(*_CONTENT), None) is not None:
                text = text_of(run.iter(f"{W}t", f"{W}delText", f"{_M}t"))
                what = self._why_unseen(run, paragraph, text)
                if what is not None:
                    found.setdefault(what, []).append(text)
        yield from ((what, "".join(texts)) for what, texts in found.items())
        yield from ((_OBJECT, name) for name in _hidden_shapes(paragraph))
        if self._is_run_on(paragraph):
            yield _MARK, text_of(own_texts(paragraph)) or "¶"

    def _why_unseen(self, run: etree._Element, paragraph: etree._Element, text: str) -> Words | None:
        look = self._look(run, paragraph)
        if _is_on(look.get("vanish")) or _is_on(look.get("specVanish")) or _in_hidden_row(run):
            return _HIDDEN
        if not text.strip():
            return None
        if _is_tiny(look.get("sz"), text):
            return _SMALL
        if _is_narrow(look, text):
            return _NARROW
        return self._why_faint(run, paragraph, look)

    def _why_faint(
        self, run: etree._Element, paragraph: etree._Element, look: "Mapping[str, etree._Element]"
    ) -> Words | None:
        """Whether a text has nearly the colour of what lies behind it, where the file says both."""
        colour = self._theme.text(look.get("color"))
        ground = self._ground(run, paragraph, look)
        if colour is None and highlighted(look.get("highlight")) is not None:
            colour = _BLACK  # a highlight, unlike a shading, does not turn automatic text white
        if colour is None or ground.colour is None or apart(colour, ground.colour) >= LEGIBLE.contrast:
            return None
        return _PALE if colour == ground.colour == _WHITE else _FAINT

    def _is_run_on(self, paragraph: etree._Element) -> bool:
        """Whether the end of a paragraph is hidden, so that the next runs on behind it."""
        look = dict(self._merged(style_of(paragraph) or self._normal))
        properties = paragraph.find(f"{W}pPr/{W}rPr")
        if properties is not None:
            look |= self._merged(_value(properties, f"{W}rStyle"))
            look |= _by_name(properties)
        return _is_on(look.get("vanish")) or _is_on(look.get("specVanish"))

    def _look(self, run: etree._Element, paragraph: etree._Element) -> "dict[str, etree._Element]":
        """The properties that hold for a run: its own, else of its style, its paragraph's, its table's, the file's."""
        look = dict(self._default)
        for table in reversed(list(run.iterancestors(f"{W}tbl"))):
            look |= self._merged(self._table_style(table))
        look |= self._merged(style_of(paragraph) or self._normal)
        properties = run.find(f"{W}rPr")
        if properties is not None:
            look |= self._merged(_value(properties, f"{W}rStyle"))
            look |= _by_name(properties)
        return look

    def _merged(self, key: str) -> "Mapping[str, etree._Element]":
        """The run properties of a style and of those that it is based on, the nearest of each; told once a style."""
        if key not in self._known:
            look: dict[str, etree._Element] = {}
            for style in reversed(self._based(key)):
                look |= _by_name(style.find(f"{W}rPr"))
            self._known[key] = look
        return self._known[key]

    def _table_style(self, table: etree._Element) -> str:
        """The style of a table, looked for once however many rows it has."""
        if table not in self._tables:
            self._tables[table] = _value(table, f"{W}tblPr/{W}tblStyle")
        return self._tables[table]

    def _based(self, key: str) -> list[etree._Element]:
        chain: dict[str, etree._Element] = {}
        while key in self._styles and key not in chain:
            chain[key] = self._styles[key]
            key = _value(chain[key], f"{W}basedOn")
        return list(chain.values())

    def _ground(self, run: etree._Element, paragraph: etree._Element, look: "Mapping[str, etree._Element]") -> Ground:
        """What lies behind a text: the nearest of highlight, shadings, cells, table and shape."""
        shaded = self._theme.shading
        own = [style.find(f"{W}pPr/{W}shd") for style in reversed(self._based(style_of(paragraph) or self._normal))]
        shadings = [look.get("shd"), paragraph.find(f"{W}pPr/{W}shd"), *reversed(own)]
        grounds = [partial(highlighted, look.get("highlight")), *(partial(shaded, each) for each in shadings)]
        holders = run.iterancestors(f"{W}tc", f"{W}tbl", f"{_WPS}wsp", *_VML_SHAPES)
        return first((*grounds, *(partial(self._behind, around) for around in holders)))

    def _behind(self, around: etree._Element) -> Ground | None:
        """What a cell, a table or a shape lays behind all that is in it."""
        if around.tag == f"{W}tc":
            return self._theme.shading(around.find(f"{W}tcPr/{W}shd"))
        if around.tag == f"{W}tbl":
            styles = self._based(self._table_style(around))
            shadings = [around.find(f"{W}tblPr/{W}shd"), *(each for style in styles for each in style.iter(f"{W}shd"))]
            return Ground(None) if any(self._theme.shading(each) for each in shadings) else None
        is_filled = around.find(f"{_WPS}spPr/{_A}solidFill") is not None or (
            around.tag in _VML_SHAPES and around.get("fillcolor", "none").upper() not in _BARE
        )
        return Ground(None) if is_filled else None


def _by_name(properties: etree._Element | None) -> "dict[str, etree._Element]":
    return {} if properties is None else {etree.QName(each).localname: each for each in properties}


def _hidden_shapes(paragraph: etree._Element) -> Iterator[str]:
    """The names of the drawings of a paragraph that do not show."""
    for shape in paragraph.iter(f"{_WP}docPr", f"{_VML}shape", f"{_VML}rect"):
        style = shape.get("style", "").replace(" ", "")
        if shape.get("hidden", "0") in {"1", "true"} or "visibility:hidden" in style:
            yield shape.get("name", "") or shape.get("descr", "") or shape.get("id", "")


def _is_tiny(size: etree._Element | None, text: str) -> bool:
    twips = None if size is None else length(size.get(f"{W}val", ""), unit=_HALF)
    least = LEGIBLE.raised if text.strip().isdigit() else LEGIBLE.size
    return twips is not None and twips < least * 2 * _HALF


def _is_narrow(look: "Mapping[str, etree._Element]", text: str) -> bool:
    """Whether letters are squeezed, each by itself, onto one another, or all into a width."""
    size = (_twips(look.get("sz"), _HALF) or _USUAL) * 1.0
    scale, closer, fit = look.get("w"), _twips(look.get("spacing")) or 0.0, _twips(look.get("fitText"))
    share = whole(scale.get(f"{W}val", "").rstrip("%"), 100) / 100 if scale is not None else 1.0
    if share < LEGIBLE.scale or -closer > LEGIBLE.apart * size * max(share, LEGIBLE.scale):
        return True
    return fit is not None and fit < len(text.strip()) * LEGIBLE.width * 2 * _HALF


def _twips(element: etree._Element | None, unit: float = 1.0) -> float | None:
    return None if element is None else length(element.get(f"{W}val", ""), unit=unit)


def _is_on(mark: etree._Element | None) -> bool:
    return is_on(mark, f"{W}val")


def _in_hidden_row(run: etree._Element) -> bool:
    return any(_is_on(row.find(f"{W}trPr/{W}hidden")) for row in run.iterancestors(f"{W}tr"))


def _value(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{W}val", "")

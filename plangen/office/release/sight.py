"""Whether a reader sees what a paragraph holds: hidden by itself or by a style, white on white, or too small."""

from collections.abc import Iterator, Mapping

from lxml import etree

from plangen.diagnostics import Words, words
from plangen.office.ooxml.hidden import style_of
from plangen.office.ooxml.numbers import is_on, length
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.templates.tagged import W, own_texts, text_of

_WHITE = frozenset({"FFFFFF", "WHITE"})
_BACKGROUNDS = frozenset({"background1", "light1"})
_BARE = frozenset({"", "AUTO", "FFFFFF", "NONE"})
_TINY = 4  # half-points: two points and below
_WPS, _A, _WP = (f"{{{NAMESPACES[key]}}}" for key in ("wps", "a", "wp"))
_VML = "{urn:schemas-microsoft-com:vml}"
_CONTENT = tuple(f"{W}{name}" for name in ("t", "delText", "drawing", "pict", "object", "sym"))
_HIDDEN = words("隐藏文字", "hidden text")
_MARK = words("隐藏的段落标记（两段会连在一起）", "a hidden paragraph mark, which joins two paragraphs")
_PALE = words("白底白字", "white text on white")
_SMALL = words("极小的文字", "text too small to see")
_OBJECT = words("隐藏的图形", "a hidden object")


class Sight:
    """Knows the styles of a Word file, given as the XML of its part."""

    def __init__(self, styles: etree._Element) -> None:
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
        for run in paragraph.iter(f"{W}r"):
            if next(run.iterancestors(f"{W}p"), None) is paragraph and next(run.iter(*_CONTENT), None) is not None:
                text = text_of(run.iter(f"{W}t", f"{W}delText"))
                what = self._why_unseen(run, paragraph, text)
                if what is not None:
                    found.setdefault(what, []).append(text)
        yield from ((what, "".join(texts)) for what, texts in found.items())
        yield from ((_OBJECT, name) for name in _hidden_shapes(paragraph))
        if any(_is_on(mark) for mark in paragraph.iterfind(f"{W}pPr/{W}rPr/{W}vanish")):
            yield _MARK, text_of(own_texts(paragraph)) or "¶"

    def _why_unseen(self, run: etree._Element, paragraph: etree._Element, text: str) -> Words | None:
        look = self._look(run, paragraph)
        if _is_on(look.get("vanish")) or _is_on(look.get("specVanish")) or _in_hidden_row(run):
            return _HIDDEN
        if not text.strip():
            return None
        if _is_tiny(look.get("sz")):
            return _SMALL
        if _is_white(look.get("color")) and not self._on_ground(run, paragraph, look):
            return _PALE
        return None

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

    def _on_ground(self, run: etree._Element, paragraph: etree._Element, look: "Mapping[str, etree._Element]") -> bool:
        """Whether something dark lies behind the text: a shading or highlight, a filled shape or cell."""
        if look.get("highlight") is not None or _on_filled_shape(run):
            return True
        grounds = [look.get("shd"), paragraph.find(f"{W}pPr/{W}shd")]
        grounds += [cell.find(f"{W}tcPr/{W}shd") for cell in run.iterancestors(f"{W}tc")]
        own = self._based(style_of(paragraph) or self._normal)
        grounds += [style.find(f"{W}pPr/{W}shd") for style in own]
        for table in run.iterancestors(f"{W}tbl"):
            for style in self._based(self._table_style(table)):
                grounds += list(style.iter(f"{W}shd"))
        return any(map(_is_dark, grounds))


def _by_name(properties: etree._Element | None) -> "dict[str, etree._Element]":
    return {} if properties is None else {etree.QName(each).localname: each for each in properties}


def _on_filled_shape(run: etree._Element) -> bool:
    shapes = (*run.iterancestors(f"{_WPS}wsp"), *run.iterancestors(f"{_VML}shape", f"{_VML}rect"))
    return any(
        shape.find(f"{_WPS}spPr/{_A}solidFill") is not None or shape.get("fillcolor", "none").upper() not in _BARE
        for shape in shapes
    )


def _hidden_shapes(paragraph: etree._Element) -> Iterator[str]:
    """The names of the drawings of a paragraph that do not show."""
    for shape in paragraph.iter(f"{_WP}docPr", f"{_VML}shape", f"{_VML}rect"):
        style = shape.get("style", "").replace(" ", "")
        if shape.get("hidden", "0") in {"1", "true"} or "visibility:hidden" in style:
            yield shape.get("name", "") or shape.get("descr", "") or shape.get("id", "")


def _is_tiny(size: etree._Element | None) -> bool:
    twips = None if size is None else length(size.get(f"{W}val", ""), unit=10)
    return twips is not None and twips <= _TINY * 10


def _is_on(mark: etree._Element | None) -> bool:
    return is_on(mark, f"{W}val")


def _is_white(colour: etree._Element | None) -> bool:
    if colour is None:
        return False
    return colour.get(f"{W}val", "").upper() in _WHITE or colour.get(f"{W}themeColor", "") in _BACKGROUNDS


def _is_dark(ground: etree._Element | None) -> bool:
    return ground is not None and ground.get(f"{W}fill", "").upper() not in _BARE


def _in_hidden_row(run: etree._Element) -> bool:
    return any(_is_on(row.find(f"{W}trPr/{W}hidden")) for row in run.iterancestors(f"{W}tr"))


def _value(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{W}val", "")

"""A Word file as lines: headings with #, lists with -, tables as rows, tracked changes as [-went-] and {+came+}."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from plangen.office.ooxml.relations import Relations, main_part
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.trees import parsed
from plangen.office.redline.xml import (
    CELL,
    CONTROL,
    CONTROL_CONTENT,
    DELETED_TEXT,
    PARAGRAPH,
    PARAGRAPH_LOOK,
    ROW,
    RUN,
    RUN_LOOK,
    SECTION,
    TABLE,
    TEXT,
    TEXT_BOX,
    Element,
    val,
    w,
)

_FRAMES = {"header": "页眉", "footer": "页脚"}
_PLAIN = frozenset({Style.NORMAL.lower(), Style.BODY, Style.TABLE_TEXT, Style.SMALL_TEXT, "正文", "body text", ""})
_HEADING = re.compile(r"(?:heading|无编号标题|标题)\s*([1-9])", re.IGNORECASE)
_CHANGES = {"ins": "{{+{}+}}", "del": "[-{}-]", "moveTo": "{{>{}>}}", "moveFrom": "[<{}<]"}
_BREAKS = {w("tab"): "\t", w("br"): "⏎", w("cr"): "⏎", w("noBreakHyphen"): "-", w("softHyphen"): ""}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_NOTES = {w("footnoteReference"): ("footnote", "注"), w("endnoteReference"): ("endnote", "尾注")}


def document_lines(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The body, then headers and footers; each of those that say the same once."""
    reading, relations, main = _Reading(parts), Relations(parts), main_part(parts)
    body = parsed(parts[main]).find(w("body"))
    if body is not None:
        yield from reading.blocks(body)
    seen: set[tuple[str, tuple[str, ...]]] = set()
    frames = {name: kind for kind in _FRAMES for name in relations.related(main, kind).values()}
    for name, kind in sorted(frames.items()):
        lines = tuple(line for line in reading.blocks(parsed(parts[name])) if line.strip())
        if lines and (kind, lines) not in seen:
            seen.add((kind, lines))
            yield ""
            yield f"== {_FRAMES[kind]} =="
            yield from lines


class _Reading:
    """One file with the names of its styles and its notes."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._styles: dict[str, str] = {}
        self._notes: dict[tuple[str, str], Element] = {}
        relations, main = Relations(parts), main_part(parts)
        for style in parsed(parts.get(relations.one(main, "styles"), b"<none/>")).iter(w("style")):
            self._styles[style.get(w("styleId"), "")] = val(style, "name")
        for kind in ("footnote", "endnote"):
            for note in parsed(parts.get(relations.one(main, f"{kind}s"), b"<none/>")).iter(w(kind)):
                self._notes[kind, note.get(w("id"), "")] = note

    def blocks(self, container: Element) -> Iterator[str]:
        for child in container:
            if child.tag == PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == TABLE:
                yield from self._table(child)
            elif child.tag == CONTROL:
                content = child.find(CONTROL_CONTENT)
                if content is not None:
                    yield from self.blocks(content)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        look = paragraph.find(PARAGRAPH_LOOK)
        text = self._inline(paragraph) + _mark(look)
        yield f"{self._prefix(look)}{text}" if text else ""
        for box in _boxes(paragraph):
            yield from (f"▭ {line}" for line in self.blocks(box) if line.strip())
        if look is not None and look.find(SECTION) is not None:
            yield "== 分节 =="

    def _prefix(self, look: Element | None) -> str:
        style = self._styles.get(val(look, "pStyle"), val(look, "pStyle"))
        heading = _HEADING.fullmatch(style)
        if heading:
            return "#" * int(heading[1]) + " "
        if style.lower() == "title":
            return "# "
        is_listed = look is not None and look.find(w("numPr")) is not None
        named = "" if style.lower() in _PLAIN or is_listed else f"〔{style}〕"
        return "- " if is_listed else named

    def _table(self, table: Element) -> Iterator[str]:
        yield ""
        for row in table.iter(ROW):
            if next(row.iterancestors(TABLE), None) is not table:
                continue
            cells = [each for each in row.iter(CELL) if next(each.iterancestors(ROW), None) is row]
            texts = (" / ".join(line for line in self.blocks(cell) if line.strip()) for cell in cells)
            line = "| " + " | ".join(texts) + " |"
            yield _changed(row.find(w("trPr")), line)
        yield ""

    def _inline(self, element: Element) -> str:
        """The words within, in order; the codes of fields are left out, what they show is not."""
        pieces: list[str] = []
        for child in element.iterchildren(etree.Element):
            name = child.tag.rpartition("}")[2]
            if name in _CHANGES and child.tag == w(name):
                inner = self._inline(child)
                pieces.append(_CHANGES[name].format(inner) if inner else "")
            elif child.tag == RUN:
                pieces.append(self._run(child))
            elif child.tag not in {PARAGRAPH_LOOK, w("sdtPr")} and len(child):
                pieces.append(self._inline(child))
        return "".join(pieces)

    def _run(self, run: Element) -> str:
        return "".join(self._piece(child) for child in run if child.tag != RUN_LOOK)

    def _piece(self, child: Element) -> str:
        if child.tag in {TEXT, DELETED_TEXT}:
            return child.text or ""
        if child.tag in _BREAKS:
            return "[分页]" if child.get(w("type")) == "page" else _BREAKS[child.tag]
        if child.tag in _NOTES:
            kind, name = _NOTES[child.tag]
            note = self._notes.get((kind, child.get(w("id"), "")))
            words = " / ".join(self.blocks(note)) if note is not None else ""
            return f"[{name}：{words}]"
        drawing = next(child.iter(_DRAWING), None)
        if drawing is not None:
            return f"[图：{drawing.get('descr') or drawing.get('name') or ''}]"
        return ""


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes of a paragraph, not those that old programs get instead."""
    for box in paragraph.iter(TEXT_BOX):
        ancestors = list(box.iterancestors())
        inner = ancestors[: ancestors.index(paragraph)]
        if not any(each.tag in {_FALLBACK, TEXT_BOX} for each in inner):
            yield box


def _mark(look: Element | None) -> str:
    """The sign of a paragraph mark that came or went."""
    return _changed(look.find(RUN_LOOK), "¶", bare="") if look is not None else ""


def _changed(properties: Element | None, text: str, bare: str | None = None) -> str:
    """The text with the sign of a change that its properties name; without one as it is, or `bare`."""
    if properties is not None:
        for name, sign in _CHANGES.items():
            if properties.find(w(name)) is not None:
                return sign.format(text)
    return text if bare is None else bare

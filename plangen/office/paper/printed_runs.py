"""What the runs of a paragraph print: texts, signs, results of fields, numbers of notes; what stands in boxes."""

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.paper.unknown_signs import ANY, NUMBER

_W = f"{{{NAMESPACES['w']}}}"
_MC = f"{{{NAMESPACES['mc']}}}"
_OFF = frozenset({"0", "false", "off"})
_RUN, _LOOK, _BOX = f"{_W}r", f"{_W}rPr", f"{_W}txbxContent"
_SIGNS = {"noBreakHyphen": "-", "sym": ANY, "pgNum": NUMBER}
_COUNTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_BOXES = frozenset({"drawing", "pict", "object"})
_ROMAN = frozenset("ivxlcdmIVXLCDM")
_AROUND = (
    *("sdt", "sdtContent", "customXml", "ins", "moveTo", "del", "moveFrom", "smartTag", "hyperlink", "fldSimple"),
    *("dir", "bdo", "txbxContent"),
)


class OpenFields:
    """The fields that are open where the text is read; one may span several paragraphs."""

    def __init__(self) -> None:
        self._open: list[tuple[list[str], bool]] = []  # what each is told to show, and whether its result has begun

    def begin(self) -> None:
        """A field begins."""
        self._open.append(([], False))

    def code(self, text: str) -> None:
        """More of what the innermost field is told."""
        if self._open:
            self._open[-1][0].append(text)

    def result(self) -> str:
        """Its result begins: a sign where the page alone tells it, else nothing."""
        if not self._open:
            return ""
        codes, _ = self._open[-1]
        self._open[-1] = codes, True
        return NUMBER if _kind("".join(codes)) in _COUNTED and not self._is_hidden(len(self._open) - 1) else ""

    def end(self) -> str:
        """It ends; without a result so far."""
        if not self._open:
            return ""
        found = "" if self._open[-1][1] else self.result()
        self._open.pop()
        return found

    @property
    def is_hidden(self) -> bool:
        """Whether what is read now is no text of the page."""
        return self._is_hidden(len(self._open))

    @property
    def is_asking(self) -> bool:
        """Whether what is read now is what a field is told, before its result."""
        return bool(self._open) and not self._open[-1][1]

    @property
    def is_counted(self) -> bool:
        """Whether what is read now is the result of a field that the page alone tells."""
        return bool(self._open) and self._open[-1][1] and _kind("".join(self._open[-1][0])) in _COUNTED

    def _is_hidden(self, depth: int) -> bool:
        return any(not shown or _kind("".join(codes)) in _COUNTED for codes, shown in self._open[:depth])


class FoundInRuns(Struct, kw_only=True):
    """What a paragraph holds."""

    text: str = ""
    boxes: list[Element]
    beside: list[str]  # readings above words, formulas


class PrintedRuns:
    """The runs of one document, with its styles; notes are numbered as they are met."""

    around = frozenset(f"{_W}{name}" for name in _AROUND)

    def __init__(self, styles: Element) -> None:
        self._styles = {each.get(f"{_W}styleId", ""): each for each in styles.iter(f"{_W}style")}
        self._known: dict[tuple[str, str], bool] = {}
        self._notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self.read_texts: set[Element] = set()  # every element whose text was taken, or that the page alone tells

    def notes(self, kind: str) -> Iterator[tuple[str, str]]:
        """Number and key of each note that was referred to."""
        for number, key in enumerate(self._notes[kind], start=1):
            yield (str(number) if kind == "footnote" else NUMBER), key

    def read(self, paragraph: Element, fields: OpenFields, note: str = "") -> FoundInRuns:
        """What a paragraph prints; `note` is the number of the note that it stands in."""
        found = FoundInRuns(boxes=[], beside=[])
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        own = style.get(f"{_W}val", "") if style is not None else ""
        pieces: list[str] = []
        self._inline(paragraph, own, fields, note, found, pieces)
        found.text = "".join(pieces)
        return found

    def _inline(
        self, holder: Element, style: str, fields: OpenFields, note: str, found: FoundInRuns, pieces: list[str]
    ) -> None:
        for each in holder:
            if each.tag == _RUN:
                self._run(each, style, fields, note, found, pieces)
            elif each.tag == f"{_W}fldSimple" and _kind(each.get(f"{_W}instr", "")) in _COUNTED:
                pieces.append(NUMBER)
                self.read_texts.update(_numbers(each))
            elif each.tag in self.around:
                self._inline(each, style, fields, note, found, pieces)
            elif each.tag.rpartition("}")[2] in {"oMath", "oMathPara"}:
                found.beside.extend(self._texts(_of_formula(each)))

    def _run(
        self, run: Element, style: str, fields: OpenFields, note: str, found: FoundInRuns, pieces: list[str]
    ) -> None:
        look = run.find(_LOOK)
        if self._is(look, style, "vanish"):
            return
        upper = self._is(look, style, "caps")
        for each in run:
            said = self._piece(each, fields, note, found)
            pieces.append(said.upper() if upper else said)

    def _piece(self, each: Element, fields: OpenFields, note: str, found: FoundInRuns) -> str:
        name = each.tag.rpartition("}")[2]
        if _is_read(each, name, fields):
            self.read_texts.add(each)
        if name in {"fldChar", "instrText"}:
            return _field(each, name, fields)
        if fields.is_hidden:
            return ""
        if name in {"t", "delText"}:
            return each.text or ""
        if name in _SIGNS:
            return _SIGNS[name]
        if name in {"footnoteReference", "endnoteReference"}:
            return self._note(each, name.removesuffix("Reference"))
        if name in {"footnoteRef", "endnoteRef"}:
            return note
        if name == "ruby":
            found.beside.extend(self._texts(_of(each.find(f"{_W}rt"))))
            return "".join(self._texts(_of(each.find(f"{_W}rubyBase"))))
        found.boxes.extend(_boxes(each))
        return ""

    def _texts(self, elements: Iterable[Element]) -> list[str]:
        """What these say; they are read."""
        every = list(elements)
        self.read_texts.update(every)
        return [each.text or "" for each in every]

    def _note(self, reference: Element, kind: str) -> str:
        self._notes[kind].append(reference.get(f"{_W}id", ""))
        if reference.get(f"{_W}customMarkFollows") in {"1", "true", "on"}:
            return ""
        return str(len(self._notes[kind])) if kind == "footnote" else NUMBER

    def _is(self, look: Element | None, style: str, name: str) -> bool:
        """Whether a switch is on, by the run itself, its style or that of its paragraph."""
        given = look.find(f"{_W}{name}") if look is not None else None
        if given is not None:
            return given.get(f"{_W}val", "on") not in _OFF
        own = look.find(f"{_W}rStyle") if look is not None else None
        return self._by_style(own.get(f"{_W}val", "") if own is not None else "", name) or self._by_style(style, name)

    def _by_style(self, style: str, name: str) -> bool:
        if (style, name) not in self._known:
            self._known[style, name] = False  # of styles that are based on one another in a ring
            element = self._styles.get(style)
            given = element.find(f"{_LOOK}/{_W}{name}") if element is not None else None
            based = element.find(f"{_W}basedOn") if element is not None else None
            if given is not None:
                self._known[style, name] = given.get(f"{_W}val", "on") not in _OFF
            elif based is not None:
                self._known[style, name] = self._by_style(based.get(f"{_W}val", ""), name)
        return self._known[style, name]


def _field(each: Element, name: str, fields: OpenFields) -> str:
    if name == "instrText":
        fields.code(each.text or "")
        return ""
    kind = each.get(f"{_W}fldCharType", "")
    if kind == "begin":
        fields.begin()
    return fields.result() if kind == "separate" else fields.end() if kind == "end" else ""


def _kind(code: str) -> str:
    return (code.split() or [""])[0].upper()


def _is_read(each: Element, name: str, fields: OpenFields) -> bool:
    """Whether the pages are asked for a text, or tell it themselves: what a field is told, and a number it counted."""
    if name == "instrText":
        return fields.is_asking
    return name == "t" and (not fields.is_hidden or (fields.is_counted and is_number(each.text or "")))


def _numbers(field: Element) -> Iterator[Element]:
    return (text for text in field.iter(f"{_W}t") if is_number(text.text or ""))


def is_number(text: str) -> bool:
    """Whether a text may be the number of a page, as it was when the file was saved."""
    return all(each.isnumeric() or each in _ROMAN for each in text.strip())


def _of_formula(formula: Element) -> Iterator[Element]:
    return (text for text in formula.iter() if text.tag.endswith("/math}t"))


def _of(element: Element | None) -> Iterator[Element]:
    return iter(()) if element is None else element.iter(f"{_W}t")


def _boxes(each: Element) -> Iterator[Element]:
    """The text boxes of a drawing, not those that programs get which cannot draw it."""
    if each.tag == f"{_MC}AlternateContent":
        chosen = each.find(f"{_MC}Choice")
        for inner in chosen if chosen is not None else each.iterfind(f"{_MC}Fallback/*"):
            yield from _boxes(inner)
    elif each.tag.rpartition("}")[2] in _BOXES:
        for box in each.iter(_BOX):
            if next(box.iterancestors(_BOX), None) is None and next(box.iterancestors(f"{_MC}Fallback"), None) is None:
                yield box

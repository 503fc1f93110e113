"""Pieces of WordprocessingML as text: names, safe characters, runs and paragraphs."""

import itertools
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from plangen.blocks.document import Mark, Span, Spans
from plangen.blocks.line_breaks import code_hyphens, is_code
from plangen.visible import clean

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
OPEN_VALUE = re.compile(r"【待填写[：:](?:(?!【待填写[：:])[^】])*】")  # linear, however many are not closed

_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
_NEWER = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'  # boxes that are clicked
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
# Characters that Word draws with the Latin font unless the run says otherwise: “ ” ‘ ’ — … · × ° and their kind.
_AMBIGUOUS = re.compile("[\xa1\xa4\xa7\xa8\xaa\xaf-\xb4\xb6-\xba\xbc-\xbf\xd7\xf7\u2010-\u2bff]")
# Arrows, enclosed numbers, boxes, ticks: small or missing in Latin fonts, whatever stands beside them.
_SYMBOL = re.compile("[\u2190-\u27bf]")
_NARROW = 0.56  # a Latin letter or digit, as a share of a Chinese character; wide on the average
_BETWEEN_SCRIPTS = 0.25
_BROAD, _CAPITAL = frozenset("MWmw@%&Æ"), 0.78
_WIDE = "\u2010"  # general punctuation and everything behind it
_EMPTY, _TICKED = "□", "■"  # every Chinese font has both
_BREAK = re.compile("([\n\t])")
_MARKS = {  # what stands before w:highlight in the properties of a run, and what after it
    Mark.NONE: ("", ""),
    Mark.ADDED: ('<w:color w:val="1F6B2C"/>', '<w:u w:val="single"/>'),
    Mark.REMOVED: ('<w:strike/><w:color w:val="A61C1C"/>', ""),
}


def attribute(text: str) -> str:
    """The text as a quoted attribute value."""
    return quoteattr(clean(text))


def part(root: str, content: str) -> bytes:
    """A whole XML part whose root element is w:`root`."""
    newer = f" {_NEWER}" if "<w14:" in content else ""
    return f"{_HEAD}<w:{root} {_DECLARED}{newer}>{content}</w:{root}>".encode()


def paragraph(style: str, content: str, *, before: str = "", after: str = "") -> str:
    """A paragraph of a style; `before` holds the properties that stand before numbering, `after` the later ones."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{after}</w:pPr>{content}</w:p>'


def runs(spans: Spans, strong: str, *, size: float = 0) -> str:
    """The spans as runs: strong ones in the character style `strong`, values to fill in highlighted.

    `size` is that of the type in points, where it is not that of the paragraph's style.
    """
    whole = not is_code("".join(span.text for span in spans))
    return "".join(
        run(
            text,
            f'<w:rStyle w:val="{strong}"/>' if span.strong else "",
            highlight=is_open,
            mark=span.mark,
            size=size,
            whole_codes=whole,
        )
        for text, span, is_open in _pieces(spans)
    )


def run(
    text: str,
    style: str = "",
    *,
    highlight: bool = False,
    mark: Mark = Mark.NONE,
    size: float = 0,
    whole_codes: bool = True,
) -> str:
    """One run; `style` is its w:rStyle element or nothing, `size` that of its type where it has one of its own.

    With `whole_codes` no line breaks within a code: Word's own hyphen stands there, which everybody reads as a hyphen
    but whoever searches for the code in Word.
    """
    chinese = _SYMBOL.search(text) or (_AMBIGUOUS.search(text) and _HAN.search(text))
    hint = '<w:rFonts w:hint="eastAsia"/>' if chinese else ""
    shade = '<w:highlight w:val="yellow"/>' if highlight else ""
    before, after = _MARKS[mark]
    sized = f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>' if size else ""
    properties = f"{style}{hint}{before}{sized}{shade}{after}"
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{_content(text, whole_codes=whole_codes)}</w:r>"


def box(number: int) -> str:
    """A content control that a click ticks, numbered in its document: the character of an empty box, or a full one."""
    states = (("checked", _TICKED), ("unchecked", _EMPTY))
    looks = "".join(f'<w14:{name}State w14:val="{ord(sign):04X}" w14:font="宋体"/>' for name, sign in states)
    check = f'<w14:checkbox><w14:checked w14:val="0"/>{looks}</w14:checkbox>'
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{number}"/>{check}</w:sdtPr><w:sdtContent>{run(_EMPTY)}</w:sdtContent></w:sdt>'
    )


def twips(points: float) -> int:
    """Points in twips."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points in half points, as sizes of type are given."""
    return round(points * 2)


def millimetres(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)


def width_in_characters(text: str) -> float:
    """About how wide a text is, in Chinese characters of its size."""
    return sum(1 if each >= _WIDE else _NARROW for each in text)


def most_in_characters(text: str) -> float:
    """How wide a text can be at most, in Chinese characters of its size; for what must fit where there is no room."""
    scripts = [each >= _WIDE for each in text]
    spaces = sum(one is not other for one, other in itertools.pairwise(scripts))  # put between the two by themselves
    return sum(1 if each >= _WIDE else _most(each) for each in text) + _BETWEEN_SCRIPTS * spaces


def _most(letter: str) -> float:
    """A Latin letter, digit or sign, in a serif face."""
    if letter in _BROAD:
        return 1
    return _CAPITAL if letter.isupper() else _NARROW


def _content(text: str, *, whole_codes: bool) -> str:
    pieces = []
    for piece in _BREAK.split(clean(text)):
        if piece == "\n":
            pieces.append("<w:br/>")
        elif piece == "\t":
            pieces.append("<w:tab/>")
        elif piece:
            pieces += _texts(piece, list(code_hyphens(piece)) if whole_codes else [])
    return "".join(pieces)


def _texts(text: str, hyphens: list[int]) -> Iterator[str]:
    """The text as w:t elements, with Word's unbreakable hyphen at these places."""
    for number, (start, end) in enumerate(zip([-1, *hyphens], [*hyphens, len(text)], strict=True)):
        if number:
            yield "<w:noBreakHyphen/>"
        yield f'<w:t xml:space="preserve">{escape(text[start + 1 : end])}</w:t>'


def _pieces(spans: Spans) -> Iterator[tuple[str, Span, bool]]:
    """Text, its span, whether to fill in: cut where either changes, as a value to fill in may run over several."""
    whole = "".join(span.text for span in spans)
    if "【" not in whole:
        yield from ((span.text, span, False) for span in spans if span.text)
        return
    cuts = {0, len(whole)}
    is_open = [False] * len(whole)
    for found in OPEN_VALUE.finditer(whole):
        cuts.update(found.span())
        is_open[found.start() : found.end()] = [True] * (found.end() - found.start())
    start = 0
    for span in spans:
        end = start + len(span.text)
        inner = sorted({start, end} | {cut for cut in cuts if start < cut < end})
        for left, right in itertools.pairwise(inner):
            yield whole[left:right], span, is_open[left]
        start = end

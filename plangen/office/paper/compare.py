"""An Office file held against the PDF that was made of it: everything that the two do not have in common."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.office.excel.screen import HIDDEN_SHEETS, ScreenOnly
from plangen.office.ooxml.trees import Parts
from plangen.office.paper.compare_sheets import sheet_differences
from plangen.office.paper.compare_word import word_differences
from plangen.office.paper.difference import Difference, Kind
from plangen.office.paper.printed import printed_pages
from plangen.office.paper.rules import ADDED, CUT, LOST, MOVED
from plangen.office.paper.sheet_texts import sheet_texts
from plangen.office.paper.word_texts import word_texts
from plangen.office.pdf.form import outline
from plangen.office.readable.file import package_parts

FORM = "2"  # of the comparison; another one makes what was found so far worthless

_RULES: Mapping[Kind, Rule] = {Kind.LOST: LOST, Kind.CUT: CUT, Kind.ADDED: ADDED, Kind.MOVED: MOVED}
_NOTHING = words("", "")


class Compared(Struct, frozen=True, kw_only=True):
    """What was found, and how much was held against one another."""

    differences: tuple[Difference, ...] = ()
    texts: int = 0  # paragraphs and cells
    pages: int = 0


def compared(raw: bytes, pdf: bytes, *, on_screen: Mapping[str, ScreenOnly] | None = None) -> Compared:
    """A sound Word or Excel file and its PDF.

    `on_screen` says by sheet what of a workbook is meant for the screen alone, where its description says so;
    without it what the file itself hides or leaves out of its print areas is taken to be meant so.
    """
    parts, pages = Parts(package_parts(raw)), printed_pages(pdf)
    if "word/document.xml" in parts:
        texts = word_texts(parts)
        count = sum(len(item.texts) for item in texts.items) + len(texts.loose)
        return Compared(differences=tuple(word_differences(texts, pages)), texts=count, pages=len(pages))
    hidden = HIDDEN_SHEETS if on_screen is not None else frozenset[str]()
    sheets = sheet_texts(parts, on_screen, hidden)
    starts = [(entry.title, entry.page) for entry in outline(pdf)]
    found = tuple(sheet_differences(sheets, pages, starts))
    return Compared(differences=found, texts=sum(len(sheet.cells) for sheet in sheets), pages=len(pages))


def findings(differences: Sequence[Difference], file: str) -> tuple[Finding, ...]:
    """A finding for each; where something is lost, without what may only follow from it."""
    is_lost = any(each.kind in {Kind.LOST, Kind.CUT} for each in differences)
    return tuple(_told(differences, file, is_lost=is_lost))


def _told(differences: Sequence[Difference], file: str, *, is_lost: bool) -> Iterator[Finding]:
    for each in differences:
        if is_lost and each.kind in {Kind.ADDED, Kind.MOVED}:
            continue
        page = words(f"（第 {each.page} 页）", f" (page {each.page})") if each.page else _NOTHING
        values = {
            "text": each.text,
            "spot": each.spot,
            "number": each.page,
            "page": page,
            "seen": _seen(each.seen),
        }
        yield Finding(rule=_RULES[each.kind], at=Place(file=file, path=each.spot.en, spot=each.spot), values=values)


def _seen(text: str) -> Words:
    return words(f"，只印出“{text}”", f", only “{text}” is") if text else _NOTHING

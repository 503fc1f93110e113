"""An Office file held against the PDF that was made of it: everything that the two do not have in common."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.office.excel.unprinted import HIDDEN_SHEETS, ScreenOnly
from plangen.office.ooxml.trees import Parts
from plangen.office.paper.paper_rules import ADDED, CUT, HEADLESS, LOST, MOVED
from plangen.office.paper.printed_pieces import printed_pages
from plangen.office.paper.sheet_texts import sheet_texts
from plangen.office.paper.sheets_on_paper import sheet_differences
from plangen.office.paper.unlikeness import Unlike, Unlikeness
from plangen.office.paper.word_on_paper import word_differences
from plangen.office.paper.word_texts import word_texts
from plangen.office.pdf.form import outline
from plangen.office.readable.file import package_parts

FORM = "4"  # of the comparison; another one makes what was found so far worthless

_RULES: Mapping[Unlike, Rule] = {
    Unlike.LOST: LOST,
    Unlike.CUT: CUT,
    Unlike.ADDED: ADDED,
    Unlike.MOVED: MOVED,
    Unlike.HEADLESS: HEADLESS,
}
_NOTHING = words("", "")


class HeldTogether(Struct, frozen=True, kw_only=True):
    """What was found, and how much was held against one another."""

    differences: tuple[Unlikeness, ...] = ()
    texts: int = 0  # paragraphs and cells
    pages: int = 0


def compared(raw: bytes, pdf: bytes, *, on_screen: Mapping[str, ScreenOnly] | None = None) -> HeldTogether:
    """A sound Word or Excel file and its PDF.

    `on_screen` says by sheet what of a workbook is meant for the screen alone, where its description says so;
    without it what the file itself hides or leaves out of its print areas is taken to be meant so.
    """
    parts, pages = Parts(package_parts(raw)), printed_pages(pdf)
    if "word/document.xml" in parts:
        texts = word_texts(parts)
        count = sum(len(item.texts) for item in texts.items) + len(texts.loose)
        return HeldTogether(differences=tuple(word_differences(texts, pages)), texts=count, pages=len(pages))
    hidden = HIDDEN_SHEETS if on_screen is not None else frozenset[str]()
    sheets = sheet_texts(parts, on_screen, hidden)
    starts = [(entry.title, entry.page) for entry in outline(pdf)]
    found = tuple(sheet_differences(sheets, pages, starts))
    return HeldTogether(differences=found, texts=sum(len(sheet.cells) for sheet in sheets), pages=len(pages))


def findings(differences: Sequence[Unlikeness], file: str) -> tuple[Finding, ...]:
    """A finding for each; where something is lost, without what may only follow from it."""
    is_lost = any(each.kind in {Unlike.LOST, Unlike.CUT} for each in differences)
    return tuple(_told(differences, file, is_lost=is_lost))


def _told(differences: Sequence[Unlikeness], file: str, *, is_lost: bool) -> Iterator[Finding]:
    for each in differences:
        if is_lost and each.kind in {Unlike.ADDED, Unlike.MOVED}:
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

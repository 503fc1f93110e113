"""Page numbers of the contents lists: where LibreOffice puts each heading."""

import itertools
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

from plangen.blocks.document import Contents, Document, Heading, SectionBreak
from plangen.diagnostics import WARNING, Finding, Place, Words, rule, words
from plangen.errors import EnvironmentProblem, OfficeOld, PdfHung, PdfMissing
from plangen.pipeline.building.installing import INSTALL
from plangen.pipeline.building.office_program import Office
from plangen.workspace.conversions import decoded

Pages: TypeAlias = Mapping[str, str]
"""The printed page number of each heading by its key."""

_GUESS = "88"  # as wide as most page numbers are
_PASSES = 4  # a contents list may push what follows to another page, which then is measured again

UNNUMBERED = rule(
    "W195",
    WARNING,
    title=("目录没有页码", "a contents list without page numbers"),
    why=(
        "目录的页码由 LibreOffice 排版得出；没有它，目录各行仍可点击跳转，但打印件上查不到页",
        (
            "page numbers come from a layout by LibreOffice; without it the entries still lead to their headings on"
            " screen, but not on paper"
        ),
    ),
    message=("目录里没有页码：{reason}", "the contents list has no page numbers: {reason}"),
    hint=(
        f"安装 LibreOffice 后重新生成：{INSTALL.zh}；或者在 Word 中全选后按 F9",
        f"install LibreOffice and build again: {INSTALL.en}; or select all in Word and press F9",
    ),
)
RULES = (UNNUMBERED,)

_REASONS: Mapping[type[EnvironmentProblem], Words] = {
    PdfMissing: words("没有找到 LibreOffice", "LibreOffice was not found"),
    PdfHung: words("LibreOffice 没有响应，已停止", "LibreOffice did not answer and was stopped"),
    OfficeOld: words("LibreOffice 版本过旧", "LibreOffice is too old"),
}
_FAILED = words("LibreOffice 没有排出版面", "LibreOffice made no pages")


def page_numbers(
    documents: Mapping[str, Document], house: bytes, office: Office | None
) -> tuple[Mapping[str, Pages], tuple[Finding, ...]]:
    """The page numbers of each document, by its path; where they cannot be had, one finding each says why."""
    if not documents:
        return {}, ()
    try:
        if office is None:
            raise PdfMissing  # worded with the other reasons
        return _settled(documents, house, office), ()
    except EnvironmentProblem as problem:
        reason = _REASONS.get(type(problem), _FAILED)
        return {}, tuple(_unnumbered(path, reason) for path in documents)


def _settled(documents: Mapping[str, Document], house: bytes, office: Office) -> Mapping[str, Pages]:
    """Measured until the numbers printed are the numbers found; one pass where the contents stand before page 1."""
    guesses: dict[str, Pages] = {
        path: {heading.key: _GUESS for heading in _headings(document)} for path, document in documents.items()
    }
    for _ in range(_PASSES):
        found = _measured(documents, house, guesses, office)
        moved = {path for path in documents if found[path] != guesses[path] and not _apart(documents[path])}
        guesses = dict(found)
        documents = {path: document for path, document in documents.items() if path in moved}
        if not documents:
            break
    return guesses


def _apart(document: Document) -> bool:
    """Whether every heading stands behind a new page 1: however long the contents are, they move no number."""
    restarts = list(
        itertools.takewhile(
            lambda block: not isinstance(block, Heading),
            itertools.dropwhile(lambda block: not isinstance(block, Contents), document.blocks),
        )
    )
    return any(isinstance(block, SectionBreak) and block.restart for block in restarts)


def _measured(
    documents: Mapping[str, Document], house: bytes, guesses: Mapping[str, Pages], office: Office
) -> Mapping[str, Pages]:
    from plangen.office.pdf.form import destinations
    from plangen.office.word.writer import bookmark, write_document

    raws = {path: write_document(document, house, guesses[path]) for path, document in documents.items()}
    kept = {
        path: decoded(
            office.kept.get(office.key(path, raw), "pages"), [each.key for each in _headings(documents[path])]
        )
        for path, raw in raws.items()
    }
    made = office.pdfs({path: raw for path, raw in raws.items() if kept[path] is None})
    found: dict[str, Pages] = dict(guesses)
    for path, document in documents.items():
        if path not in made:
            found[path] = kept[path] or guesses[path]
            continue
        printed = printed_numbers(destinations(made[path]))
        found[path] = {heading.key: printed[bookmark(heading.key)] for heading in _headings(document)}
        office.kept.put(office.key(path, raws[path]), "pages", msgspec.json.encode(found[path], order="sorted"))
    return found


def printed_numbers(pages: Mapping[str, int]) -> Mapping[str, str]:
    """The number printed on the page of each bookmark, from its place in the file."""
    from plangen.office.word.writer import START

    starts = sorted(page for name, page in pages.items() if name.startswith(START))
    return {
        name: str(page - max((start for start in starts if start <= page), default=0) + 1)
        for name, page in pages.items()
    }


def _headings(document: Document) -> Iterable[Heading]:
    return (block for block in document.blocks if isinstance(block, Heading))


def _unnumbered(path: str, reason: Words) -> Finding:
    return Finding(rule=UNNUMBERED, at=Place(file=f"output/{path}"), values={"reason": reason})

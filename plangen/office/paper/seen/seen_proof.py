"""The proof that readers of a Word file's pages see all its texts: what they do not see, and what is left that they do.

Together with the comparison of file and pages, in order and both ways (`held_together`), nothing is left: each text of
the file is printed, each letter that is printed is seen, and what is not read to be printed is told.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Rule, words
from plangen.office.ooxml.trees import Parts
from plangen.office.paper.printed_pieces import plain
from plangen.office.paper.seen import seen_rules as rules
from plangen.office.paper.seen.seen_letters import Fault, Unseen, seen_pages
from plangen.office.paper.seen.unshown import UnshownText, unshown
from plangen.office.paper.unknown_signs import ANY, NUMBER
from plangen.office.paper.word_texts import PageFrames, WordTexts, word_texts
from plangen.office.readable.file import package_parts
from plangen.office.release.legible import LEGIBLE

FORM = "1"  # of the proof; another one makes what was found so far worthless

_CUT_OFF = "…"  # behind the beginning of a text that a message gives
_SHOWN = 40
_RULES: dict[Fault, Rule] = {
    Fault.MISSING: rules.MISSING,
    Fault.OUTSIDE: rules.OUTSIDE,
    Fault.SMALL: rules.SMALL,
    Fault.NARROW: rules.NARROW,
    Fault.COVERED: rules.COVERED,
    Fault.FAINT: rules.FAINT,
    Fault.OVERLAID: rules.OVERLAID,
}


class SeenProof(Struct, frozen=True, kw_only=True):
    """What was found; all empty where every text is seen."""

    unseen: tuple[Unseen, ...] = ()
    unshown: tuple[UnshownText, ...] = ()
    pages: int = 0


def proved(raw: bytes, pdf: bytes, missing: frozenset[str]) -> SeenProof:
    """A sound Word file and its PDF; `missing` are the shapes that stand for missing characters."""
    parts = Parts(package_parts(raw))
    seen = seen_pages(pdf, missing)
    found = unshown(parts, word_texts(parts), seen.text)
    return SeenProof(
        unseen=seen.unseen,
        unshown=tuple(found),
        pages=seen.pages,
    )


def findings_of(proof: SeenProof, file: str) -> Iterator[Finding]:
    """A finding for each text that is not seen."""
    for text in proof.unshown:
        yield Finding(
            rule=rules.UNSHOWN,
            at=Place(file=file, path=f"unshown.{text.what.en}", spot=text.what),
            values={"what": text.what, "text": _short(text.text)},
        )
    for each in proof.unseen:
        spot = words(f"第 {each.page} 页", f"page {each.page}")
        yield Finding(
            rule=_RULES[each.fault],
            at=Place(file=file, path=f"pages[{each.page:04}]", spot=spot),
            values={
                "text": _short(each.text),
                "page": each.page,
                "is_pt": f"{each.size:g}",
                "least_pt": f"{LEGIBLE.size:g}",
                "code": " ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(each.text)),
            },
        )


def shows(raw: bytes, hidden: Iterable[str]) -> Callable[[str], bool]:
    """Whether a text of a Word file is seen, when these texts of it are not."""
    texts = word_texts(Parts(package_parts(raw)))
    said = "\n".join(_without(text, [plain(each) for each in hidden]) for text in _said(texts))
    return lambda text: plain(text) in said


def _said(texts: WordTexts) -> Iterator[str]:
    """Every text that the pages have to print."""
    for item in texts.items:
        yield from (each.text for each in item.texts)
    yield from (each.text for each in texts.loose)
    for section in texts.sections:
        for frames in (section.header, section.footer):
            yield from (text for name in PageFrames.__struct_fields__ for text in getattr(frames, name))


def _without(text: str, hidden: Iterable[str]) -> str:
    """A text without what nobody sees of it: of a message that gives its beginning only, all from there."""
    for each in hidden:
        begins = each.rstrip(_CUT_OFF)
        at = text.find(begins) if begins else -1
        if at >= 0:
            end = len(text) if each != begins else at + len(begins)
            text = f"{text[:at]}\n{text[end:]}"
    return text.replace(ANY, "").replace(NUMBER, "")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}{_CUT_OFF}"

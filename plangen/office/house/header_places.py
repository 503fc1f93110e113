"""Where the page headers of a house template take the document's words: in each header that a page shows."""

from lxml.etree import _Element as Element

from plangen.office.house.look import SETTINGS, STYLES, Parts, related, tag
from plangen.office.ooxml.hidden import hidden_styles, is_hidden
from plangen.office.ooxml.page_setup import KEY, KIND, REFERENCE, SECTION, headers_shown
from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.ooxml.trees import parsed

_NOT_SHOWN = frozenset({tag("mc:Fallback"), tag("w:del"), tag("w:moveFrom")})


def all_headers_hold(parts: Parts, place: str) -> bool:
    """Whether each header that pages can show holds this text, where it shows."""
    headers, hidden = related(parts, "header"), hidden_styles(parsed(parts[STYLES]))
    return all(_holds(parts.get(headers.get(key, ""), b""), place, hidden) for key in _shown(parts))


def _shown(parts: Parts) -> set[str]:
    """The relations of the headers that its pages show, and that the pages show which are made from its last section.

    Nothing stands for a header that a page would show and the template lacks.
    """
    body = parsed(parts[DOCUMENT]).find(tag("w:body"))
    section = None if body is None else body.find(SECTION)
    if body is None or section is None:
        return set()
    shown = list(headers_shown(body, parsed(parts.get(SETTINGS, b"<none/>"))))
    own = {each.get(KIND, "default"): each.get(KEY, "") for each in section.findall(REFERENCE)}
    kinds = {kind for _, kind, _ in shown} - {"first"}  # no page that is made shows that one
    return {key for _, _, key in shown} | {own.get(kind, "") for kind in kinds}


def _holds(data: bytes, place: str, hidden: frozenset[str]) -> bool:
    """Whether a header has the place for its words, where it shows."""
    if not data:
        return False
    texts = (each for each in parsed(data).iter(tag("w:t")) if place in (each.text or ""))
    return any(_is_of_run(each) and not is_hidden(each, hidden) for each in texts)


def _is_of_run(text: Element) -> bool:
    """Whether a text stands in a run that everybody shows."""
    around = {each.tag for each in text.iterancestors()}
    run = text.getparent()
    return run is not None and run.tag == tag("w:r") and not around & _NOT_SHOWN

"""Two forms of the same drawing, for new programs and old ones: whether they say the same, and which goes out."""

from collections.abc import Iterator

from lxml import etree

from plangen.office.release.vocabulary.harmless import DRAWN_AS, MC, A, V, W

_GRAPHIC = f"{A}graphicData"
_TEXTS = (f"{W}t", f"{W}delText", f"{A}t", f"{V}textpath")


def forms_of(both: etree._Element) -> tuple[etree._Element, ...]:
    """The forms, that of new programs first."""
    return tuple(both.iterchildren(f"{MC}Choice", f"{MC}Fallback"))


def one_form(both: etree._Element) -> etree._Element | None:
    """The form that goes out, for everybody: the first of a known kind; None where they do not say the same."""
    forms = forms_of(both)
    if not forms or len({_said(each) for each in forms}) > 1:
        return None
    return next((each for each in forms if _is_known(each)), forms[0])


def _said(form: etree._Element) -> str:
    """All that it says, in order; of two forms within it the first."""
    return "".join(each.get("string", "") if each.tag == f"{V}textpath" else each.text or "" for each in _texts(form))


def _texts(form: etree._Element) -> Iterator[etree._Element]:
    for child in form:
        if child.tag == f"{MC}AlternateContent":
            yield from (each for first in forms_of(child)[:1] for each in _texts(first))
        elif child.tag in _TEXTS:
            yield child
        else:
            yield from _texts(child)


def _is_known(form: etree._Element) -> bool:
    kinds = {each.get("uri", "") for each in form.iter(_GRAPHIC)}
    return kinds <= DRAWN_AS.keys()

"""What becomes of an element on its way into a file that leaves the house."""

from enum import Enum, auto

from lxml import etree

from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.release.vocabulary.harmless import MC, W14, A, R, V, W, attributes_of, holds_text

_O = "{urn:schemas-microsoft-com:office:office}"
_KNOWN_SPACES = frozenset({*NAMESPACES.values(), V[1:-1]})
_DROPPED = frozenset(
    (
        *(
            f"{W}{name}"
            for name in (
                *("proofErr", "permStart", "permEnd", "lastRenderedPageBreak", "noProof", "webHidden", "effect"),
                *("divId", "oMath", "softHyphen", "paperSrc", "printerSettings", "nsid", "tmpl", "lvlPicBulletId"),
                *("numPicBullet", "latentStyles", "aliases", "autoRedefine", "locked", "personal", "personalCompose"),
                *("personalReply", "rsid", "embedRegular", "embedBold", "embedItalic", "embedBoldItalic", "ffData"),
                *("fldData", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "background", "movie", "bookmarkStart"),
                *("bookmarkEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
                *("customXmlDelRangeEnd", "delText", "styleLink", "numStyleLink", "headers", "hideMark"),
            )
        ),
        *(f"{A}{name}" for name in ("extLst", "objectDefaults", "extraClrSchemeLst", "custClrLst", "scene3d", "sp3d")),
        *(f"{V}{name}" for name in ("shapetype", "path", "formulas", "handles", "shadow")),
    )
)
"""What no reader sees or misses: numbers of editing, names, hints for programs."""
_UNWRAPPED = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml"))
"""What only wraps the words that are shown."""
_HIDING = frozenset(f"{W14}{name}" for name in ("textFill", "textOutline"))
"""Looks of newer programs that can make words vanish."""
_PLAIN_FILL = frozenset({f"{W14}textFill", f"{W14}solidFill", f"{W14}srgbClr", f"{W14}schemeClr"})

_FETCHED = {
    f"{A}blip": (f"{R}link",),
    f"{V}imagedata": (f"{R}href", f"{R}pict", "src", f"{_O}href"),
    **dict.fromkeys((f"{V}fill", f"{V}stroke"), (f"{R}id", "src", f"{_O}href")),
}


class Verdict(Enum):
    """What becomes of an element."""

    KEPT = auto()
    DROPPED = auto()
    UNWRAPPED = auto()
    ALTERNATIVE = auto()
    STRANGE = auto()  # stays as it is, for the gate to refuse


def verdict_on(element: etree._Element) -> Verdict:
    """What becomes of it. Whatever is not known stays, unless no reader could miss it."""
    tag = str(element.tag)
    if tag == f"{MC}AlternateContent":
        return Verdict.ALTERNATIVE
    if tag in _UNWRAPPED:
        return Verdict.UNWRAPPED
    if tag in _DROPPED:
        return Verdict.DROPPED
    if attributes_of(tag) is not None:
        return Verdict.STRANGE if _is_fetched(element) else Verdict.KEPT
    if tag in _HIDING and not _is_plain_fill(element):
        return Verdict.STRANGE
    return Verdict.STRANGE if etree.QName(tag).namespace in _KNOWN_SPACES or holds_text(element) else Verdict.DROPPED


def _is_fetched(element: etree._Element) -> bool:
    """Whether a picture, or the ground of a shape, lies outside the file or in it where nobody looks."""
    names = _FETCHED.get(str(element.tag), ())
    return any(name in element.attrib for name in names)


def _is_plain_fill(element: etree._Element) -> bool:
    """Whether it only says the colour again that the run has anyway."""
    return all(each.tag in _PLAIN_FILL for each in element.iter("*"))

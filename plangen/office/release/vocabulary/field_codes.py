"""The fields of a text: those that stay as they are, those that become what they show, and all others."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec import Struct, field

from plangen.office.release.vocabulary.harmless import W

_FORMATS = (
    "MERGEFORMAT|CHARFORMAT|Arabic|ArabicDash|roman|ROMAN|Roman|alphabetic|ALPHABETIC|Ordinal|CardText"
    "|CHINESENUM[123]|DBCHAR|SBCHAR|GB[1-4]|ZODIAC[123]|CIRCLENUM"
)
_SWITCHES = rf"(?:\s+\\\*\s*(?:{_FORMATS})|\s+\\#\s*\"?[0#,.]{{1,9}}\"?)*"
_COUNTING = re.compile(rf"(?P<name>PAGE|NUMPAGES|SECTIONPAGES|SECTION)(?P<more>{_SWITCHES})", re.IGNORECASE)
_STYLED = re.compile(
    r"(?P<name>STYLEREF)(?P<more>\s+(?:[1-9]|\"(?:标题|heading) ?[1-9]\")(?:\s+\\[lnprtw])*)", re.IGNORECASE
)
_POINTING = re.compile(
    rf"(?P<name>PAGEREF|NOTEREF|REF)\s+(?P<mark>\w+)(?P<more>(?:\s+\\[hpnrwtf])*{_SWITCHES})", re.IGNORECASE
)
_LINK = re.compile(
    r"HYPERLINK(?:\s+(?:\"(?P<url>[^\"]*)\"|(?P<bare>[^\s\"\\]\S*)))?"
    r"(?:\s+\\(?:l\s+\"?(?P<mark>\w+)\"?|[ot]\s+\"[^\"]*\"|[hnm]))*",
    re.IGNORECASE,
)
_SHOWN = frozenset(
    (
        *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "TITLE", "SUBJECT", "NUMWORDS"),
        *("NUMCHARS", "SEQ", "TOC", "INDEX", "TOA", "BIBLIOGRAPHY", "CITATION", "QUOTE", "FORMTEXT", "SYMBOL", "="),
        *("PAGEREF", "NOTEREF", "REF", "HYPERLINK", "STYLEREF"),  # where what they point to is not there
    )
)
_NAME = re.compile(r"\s*(=|\w+)")
_PIECES = tuple(f"{W}{name}" for name in ("fldChar", "instrText", "fldSimple"))
_TYPE = f"{W}fldCharType"


class CodedField(Struct, kw_only=True):
    """One field: its code, and the elements that are no part of what it shows."""

    code: str = ""
    begin: etree._Element
    codes: list[etree._Element] = field(default_factory=list)
    parted: etree._Element | None = None
    end: etree._Element | None = None
    inside: bool = False  # within the code of another

    @property
    def is_whole(self) -> bool:
        """Whether it begins and ends, and says what it shows."""
        return self.begin.tag == f"{W}fldSimple" or (self.end is not None and self.parted is not None)

    @property
    def pieces(self) -> Iterator[etree._Element]:
        """All that is no part of what it shows."""
        yield from (each for each in (self.begin, *self.codes, self.parted, self.end) if each is not None)


def fields_of(root: etree._Element) -> tuple[tuple[CodedField, ...], tuple[etree._Element, ...]]:
    """The fields of a part in order, and the codes and ends that belong to none."""
    found: list[CodedField] = []
    opened: list[CodedField] = []
    stray: list[etree._Element] = []
    for each in root.iter(*_PIECES):
        kind = each.get(_TYPE, "")
        if each.tag == f"{W}fldSimple":
            found.append(CodedField(code=each.get(f"{W}instr", ""), begin=each, inside=_in_code(opened)))
        elif each.tag == f"{W}instrText":
            _add_code(opened, each, stray)
        elif kind == "begin":
            opened.append(CodedField(begin=each, inside=_in_code(opened)))
            found.append(opened[-1])
        elif not opened:
            stray.append(each)
        elif kind == "separate":
            opened[-1].parted = each
        else:
            opened.pop().end = each
    return tuple(found), tuple(stray)


def _in_code(opened: list[CodedField]) -> bool:
    return any(each.parted is None for each in opened)


def _add_code(opened: list[CodedField], each: etree._Element, stray: list[etree._Element]) -> None:
    if opened and opened[-1].parted is None:
        opened[-1].code += each.text or ""
        opened[-1].codes.append(each)
    else:
        stray.append(each)


def kept_code(code: str, marks: Mapping[str, str]) -> str | None:
    """The code as it goes out, its bookmarks by their new names; None where a field of this code does not.

    It goes where it counts pages, or points to a bookmark of this file or to an address.
    """
    said = " ".join(code.split())
    if found := _COUNTING.fullmatch(said) or _STYLED.fullmatch(said):
        return f"{found['name'].upper()}{found['more']}"
    if (found := _POINTING.fullmatch(said)) and found["mark"] in marks:
        return f"{found['name'].upper()} {marks[found['mark']]}{found['more']}"
    link = _LINK.fullmatch(said)
    return None if link is None else _kept_link(link, marks)


def _kept_link(link: re.Match[str], marks: Mapping[str, str]) -> str | None:
    url, mark = link["url"] or link["bare"] or "", link["mark"]
    if mark is not None and mark in marks and not url:
        return f'HYPERLINK \\l "{marks[mark]}"'
    return f'HYPERLINK "{url}"' if url else None


def address_in(code: str) -> str:
    """The address that the code of a link leads to; nothing where it is none."""
    link = _LINK.fullmatch(" ".join(code.split()))
    return "" if link is None else link["url"] or link["bare"] or ""


def marks_in(codes: Iterable[str]) -> Iterator[str]:
    """The bookmarks that these codes point to."""
    for code in codes:
        said = " ".join(code.split())
        found = _POINTING.fullmatch(said) or _LINK.fullmatch(said)
        if found is not None and found["mark"]:
            yield found["mark"]


def becomes_text(each: CodedField) -> bool:
    """Whether a field that does not stay may become what it shows: readers lose nothing, nothing else is in it."""
    name = _NAME.match(each.code)
    return each.is_whole and not each.inside and name is not None and name[1].upper() in _SHOWN

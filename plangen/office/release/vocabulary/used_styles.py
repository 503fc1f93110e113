"""The styles of a file that leaves the house: those that its texts use, under names that say nothing of anybody."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from plangen.office.ooxml.style_names import LIST_LEVELS, Style, list_name
from plangen.office.release.vocabulary.harmless import W

_NAMED = tuple(
    f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next", "styleLink", "numStyleLink")
)
_BUILT_IN = re.compile(
    r"(?:normal|default paragraph font|normal table|no list|table normal|heading [1-9]|toc [1-9]|toc heading"
    r"|index [1-9]"
    r"|index heading|header|footer|caption|title|subtitle|strong|emphasis|(?:followed)?hyperlink|list paragraph"
    r"|(?:foot|end)note (?:text|reference)|page number|line number|plain text|body text(?: indent)?(?: [23])?"
    r"|body text first indent(?: 2)?|balloon text|no spacing|date|salutation|closing|signature|block text"
    r"|list(?: bullet| number| continue)?(?: [2-5])?|normal indent|normal \(web\)|table grid(?: light)?|quote"
    r"|intense (?:quote|emphasis|reference)|subtle (?:emphasis|reference)|book title|placeholder text|document map"
    r"|table of (?:figures|authorities)|macro text|note heading|message header|envelope (?:address|return)"
    r"|(?:plain|grid|list) table \d.{0,30}|internet link|text body|frame contents|table (?:contents|heading))"
    r"|(?:标题|目录|正文|表格内容|表格标题|框架内容|列表)(?: ?[1-9])?",
    re.IGNORECASE,
)
_OURS = frozenset((*map(str, Style), *(list_name(level) for level in LIST_LEVELS)))
_SHORT_ID = re.compile(r"[A-Za-z]{0,2}\d{0,4}|[Ss]tyle\d{1,4}")
_OWN_ID = "Own{}"


def used_styles(styles: etree._Element, texts: Iterable[etree._Element]) -> frozenset[str]:
    """The styles that hold where none is named, those that the texts name, and all that these are based on."""
    listed = {each.get(f"{W}styleId", ""): each for each in styles.iter(f"{W}style")}
    waiting = [name for root in texts for name in _names_in(root)]
    waiting += [key for key, each in listed.items() if each.get(f"{W}default", "0") not in {"0", "false", "off"}]
    used: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in listed and key not in used:
            used.add(key)
            waiting += _names_in(listed[key])
    return frozenset(used)


def plain_ids(styles: etree._Element) -> Mapping[str, str]:
    """By id the id under which each style goes out: the same where it tells nothing."""
    new: dict[str, str] = {}
    for each in styles.iter(f"{W}style"):
        key = each.get(f"{W}styleId", "")
        new[key] = key if _is_plain_id(key, _name(each)) else _OWN_ID.format(len(new) + 1)
    return new


def name_styles(root: etree._Element, ids: Mapping[str, str]) -> None:
    """Let a part name the styles as they go out."""
    for each in root.iter(*_NAMED):
        said = each.get(f"{W}val", "")
        each.set(f"{W}val", ids.get(said, said))
    for each in root.iter(f"{W}style"):
        key = each.get(f"{W}styleId", "")
        each.set(f"{W}styleId", ids.get(key, key))


def keep_styles(root: etree._Element, used: Iterable[str]) -> None:
    """Take the other styles out, and every name that nobody but its author gave."""
    kept, number = set(used), 0
    for each in list(root.iter(f"{W}style")):
        parent = each.getparent()
        if each.get(f"{W}styleId", "") not in kept:
            if parent is not None:
                parent.remove(each)
            continue
        number += 1
        name = each.find(f"{W}name")
        if name is not None and not is_known_name(name.get(f"{W}val", "")):
            name.set(f"{W}val", f"Style {number}")


def is_known_name(name: str) -> bool:
    """Whether a style is called so by Word, WPS, LibreOffice or plangen."""
    return name in _OURS or _BUILT_IN.fullmatch(name) is not None


def _is_plain_id(key: str, name: str) -> bool:
    if _SHORT_ID.fullmatch(key):
        return True
    known = {each.default_id for each in Style} | {name.replace(" ", "")}
    return is_known_name(name) and key.isascii() and key.lower() in {each.lower() for each in known}


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "")


def _names_in(root: etree._Element) -> Iterator[str]:
    return (each.get(f"{W}val", "") for each in root.iter(*_NAMED))

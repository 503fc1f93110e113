"""The file that leaves the house: a rendered notice without what Office keeps about itself, sealed.

Only what nobody wrote is taken out: the statistics of the application, the preview picture, the list of people, the
numbers of editing sessions, the names of styles that nothing uses. What people wrote, comments and tracked changes,
stays for the gate to find.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

from lxml import etree

from plangen.office.ooxml.editing import Editing
from plangen.office.ooxml.package import Properties, with_properties, zipped
from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES

_W = f"{{{NAMESPACES['w']}}}"
_RSID = f"{_W}rsid"
_OWN = ("docProps/app.xml", "word/people.xml")
_TYPES, _STYLES, _PROPERTIES = "[Content_Types].xml", "word/styles.xml", "docProps/"
_OFF = frozenset({"0", "false"})
_NAMED = tuple(
    f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next", "styleLink", "numStyleLink")
)


def released(parts: Parts, properties: Properties) -> bytes:
    """The same document with these properties alone, and bytes that are the same on every machine and day."""
    file = Editing(parts)
    gone = {name for name in parts if name in _OWN or name.startswith("docProps/thumbnail")}
    for name in gone:
        file.remove(name)
    for name in list(file):
        _clean(file, name, parts[name], gone)
    _drop_unused_styles(file)
    return zipped(with_properties(file.done(), properties))


def _clean(file: Editing, name: str, content: bytes, gone: set[str]) -> None:
    """Take what is gone out of the lists of parts, and the numbers of editing sessions out of texts and styles."""
    if name == _TYPES:
        _drop(file, name, "PartName", {f"/{each}" for each in gone})
    elif name.endswith(".rels"):
        _drop(file, name, "Target", _targets(PurePosixPath(name).parent.parent, gone))
    elif name.endswith(".xml") and b"rsid" in content:
        _drop_marks(file.change(name))


def _targets(base: PurePosixPath, parts: set[str]) -> set[str]:
    """How a list of relationships in this folder names the parts."""
    near = (PurePosixPath(each) for each in parts)
    return {f"/{each}" for each in parts} | {str(each.relative_to(base)) for each in near if each.is_relative_to(base)}


def _drop(file: Editing, name: str, attribute: str, values: set[str]) -> None:
    """Drop the entries of a list with these values; one without any stays as it is."""
    if any(each.get(attribute) in values for each in file.root(name)):
        root = file.change(name)
        for each in [each for each in root if each.get(attribute) in values]:
            root.remove(each)


def _drop_marks(root: etree._Element) -> None:
    for element in list(root.iter("*")):
        for key in [str(key) for key in element.attrib]:
            if key.startswith(_RSID):
                del element.attrib[key]
        parent = element.getparent()
        if str(element.tag).startswith(_RSID) and parent is not None:
            parent.remove(element)


def _drop_unused_styles(file: Editing) -> None:
    """Drop the styles of the house that the document does not use: their names tell of other documents."""
    if _STYLES not in file:
        return
    styles = {each.get(f"{_W}styleId", ""): each for each in file.root(_STYLES).iter(f"{_W}style")}
    used = _used(file, styles)
    if styles.keys() - used:
        root = file.change(_STYLES)
        for style in [each for each in root.iter(f"{_W}style") if each.get(f"{_W}styleId", "") not in used]:
            parent = style.getparent()
            if parent is not None:
                parent.remove(style)


def _used(file: Editing, styles: Mapping[str, etree._Element]) -> set[str]:
    """The styles that the texts name, those that are Word's own, and all that these are based on."""
    waiting = [each for name in filter(_may_name, file) for each in _named(file.root(name))]
    waiting += [key for key, style in styles.items() if style.get(f"{_W}customStyle", "0") in _OFF]
    used: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in styles and key not in used:
            used.add(key)
            waiting += _named(styles[key])
    return used


def _may_name(name: str) -> bool:
    """Whether a part may name styles: texts do, properties do not."""
    return name.endswith(".xml") and name != _STYLES and not name.startswith(_PROPERTIES)


def _named(root: etree._Element) -> list[str]:
    return [each.get(f"{_W}val", "") for each in root.iter(*_NAMED)]

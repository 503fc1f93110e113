"""The file that leaves the house: a rendered notice without what Office keeps about itself, sealed.

Only what nobody wrote is taken out: the statistics of the application, the preview picture, the list of people, the
numbers of editing sessions, the names of styles that nothing uses. What people wrote, comments and tracked changes,
stays for the gate to find.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from lxml import etree

from plangen.office.ooxml.guard import parsed
from plangen.office.ooxml.package import Properties, sealed
from plangen.office.ooxml.wml import NAMESPACES

_W = f"{{{NAMESPACES['w']}}}"
_RSID = f"{_W}rsid"
_OWN = ("docProps/app.xml", "word/people.xml")
_TYPES, _STYLES = "[Content_Types].xml", "word/styles.xml"
_NAMED = tuple(
    f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next", "styleLink", "numStyleLink")
)


def released(raw: bytes, properties: Properties) -> bytes:
    """The same document with these properties alone, and bytes that are the same on every machine and day."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
    gone = {name for name in parts if name in _OWN or name.startswith("docProps/thumbnail")}
    kept = {name: _cleaned(name, content, gone) for name, content in parts.items() if name not in gone}
    if _STYLES in kept:
        kept[_STYLES] = _used_styles(kept)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in kept.items():
            package.writestr(name, content)
    return sealed(out.getvalue(), properties)


def _cleaned(name: str, content: bytes, gone: set[str]) -> bytes:
    if name == _TYPES:
        return _without(content, "PartName", {f"/{each}" for each in gone})
    if name.endswith(".rels"):
        base = PurePosixPath(name).parent.parent
        targets = {
            str(PurePosixPath(each).relative_to(base)) for each in gone if PurePosixPath(each).is_relative_to(base)
        }
        return _without(content, "Target", targets | {f"/{each}" for each in gone})
    if name.startswith("word/") and name.endswith(".xml") and b"rsid" in content:
        return _without_marks(content)
    return content


def _without(content: bytes, attribute: str, values: set[str]) -> bytes:
    """The list without the entries of these values; the same bytes where there are none."""
    root = parsed(content)
    entries = [each for each in root if each.get(attribute) in values]
    for each in entries:
        root.remove(each)
    return _written(root) if entries else content


def _without_marks(content: bytes) -> bytes:
    root = parsed(content)
    for element in list(root.iter("*")):
        for key in [str(key) for key in element.attrib]:
            if key.startswith(_RSID):
                del element.attrib[key]
        parent = element.getparent()
        if str(element.tag).startswith(_RSID) and parent is not None:
            parent.remove(element)
    return _written(root)


def _used_styles(parts: Mapping[str, bytes]) -> bytes:
    """The styles without those of the house that the document does not use: their names tell of other documents."""
    root = parsed(parts[_STYLES])
    styles = {each.get(f"{_W}styleId", ""): each for each in root.iter(f"{_W}style")}
    others = [parsed(raw) for name, raw in parts.items() if name.endswith(".xml") and name != _STYLES]
    waiting = [each for other in others for each in _named(other)]
    waiting += [key for key, style in styles.items() if style.get(f"{_W}customStyle", "0") in {"0", "false"}]
    used: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in styles and key not in used:
            used.add(key)
            waiting += _named(styles[key])
    gone = [style for key, style in styles.items() if key not in used]
    for style in gone:
        root.remove(style)
    return _written(root) if gone else parts[_STYLES]


def _named(root: etree._Element) -> list[str]:
    return [each.get(f"{_W}val", "") for each in root.iter(*_NAMED)]


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

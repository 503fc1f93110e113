"""The last step of every Office file: properties set from the plan, bytes made the same on every machine and day.

python-docx, docxtpl and openpyxl stamp the clock into the package and its properties; here the zip is written
again with fixed dates and order, and the document properties are replaced by the plan's own.
"""

import datetime
import hashlib
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from msgspec import Struct

from plangen.blocks.document import Document
from plangen.blocks.template import Templated
from plangen.blocks.workbook import Workbook
from plangen.office.ooxml.relations import Referral, Relations
from plangen.office.ooxml.trees import parsed, written
from plangen.office.ooxml.wml import OPEN_VALUE

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, RuntimeError, ValueError, IndexError, KeyError),
)
"""What reading a damaged package raises: encrypted members, unknown methods, entries without names, lost bytes."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ODF = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT_TYPES, _RELS, _BODY = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
_CORE = (
    "docProps/core.xml",
    "application/vnd.openxmlformats-package.core-properties+xml",
    (f"{_PACKAGE}/relationships/metadata/core-properties"),
)
_MADE = "made"
"""The property that holds the digest."""
_SAID_DIGEST = re.compile(rb'(name="plangen\.made"><vt:lpwstr>)([0-9a-f]{64})<')
_CUSTOM = (
    "docProps/custom.xml",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    (f"{_ODF}/relationships/custom-properties"),
)


class Properties(Struct, frozen=True, kw_only=True):
    """What a file says about itself: shown by Word and Excel under its properties, read back by plangen."""

    title: str
    subject: str
    author: str
    created: datetime.date
    identity: Mapping[str, str]  # custom properties, prefixed "plangen."

    @classmethod
    def of(cls, body: Document | Workbook | Templated) -> "Properties":
        """What the file that a body is written to says of itself."""
        return cls(
            title=body.title,
            subject=body.subject,
            author=body.author,
            created=body.created,
            identity=body.identity.properties(),
        )


def sealed(raw: bytes, properties: Properties) -> bytes:
    """The same Office file with these properties and canonical bytes.

    Members keep their content but for docProps; `[Content_Types].xml` stands first, the rest by name.
    """
    return sealed_parts(parts_of(raw), properties)


def sealed_parts(parts: Mapping[str, bytes], properties: Properties) -> bytes:
    """An Office file of these parts with these properties and canonical bytes."""
    return zipped(with_properties(parts, properties))


def certified_parts(parts: Mapping[str, bytes], properties: Properties) -> bytes:
    """The same with a digest of all its parts among the properties: it tells by itself whether it was edited since."""
    made = with_properties(parts, properties)
    return zipped({**made, _CUSTOM[0]: _custom_xml({**properties.identity, _MADE: _digest(made)}).encode()})


def with_digest(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a certified file, of which some were written again, with the digest that they have now."""
    said = rb"\g<1>" + _digest(parts).encode() + b"<"
    return {**parts, _CUSTOM[0]: _SAID_DIGEST.sub(said, parts[_CUSTOM[0]])}


def is_as_certified(parts: Mapping[str, bytes]) -> bool | None:
    """Whether no part has changed since; None where a file does not tell."""
    said = _SAID_DIGEST.search(parts.get(_CUSTOM[0], b""))
    return said[2].decode() == _digest(parts) if said else None


def _digest(parts: Mapping[str, bytes]) -> str:
    found = hashlib.sha256()
    for name in sorted(parts.keys() - {_CUSTOM[0]}):
        found.update(f"{name}\0{len(parts[name])}\0".encode() + parts[name])
    return found.hexdigest()


def with_properties(parts: Mapping[str, bytes], properties: Properties) -> dict[str, bytes]:
    """The parts of an Office file with these properties in place of its own."""
    listed, own = Relations(parts).of(), dict(parts)
    _put(own, listed, _CORE, _core_xml(properties))
    _put(own, listed, _CUSTOM, _custom_xml(properties.identity))
    return own


def with_text(raw: bytes, old: str, new: str) -> bytes:
    """The same Word file with a passage of its body, which must lie within one run, in other words.

    Raises:
        ValueError: where the passage is not there.
    """
    parts = parts_of(raw)
    if escape(old).encode() not in parts[_BODY]:
        raise ValueError(old)
    parts[_BODY] = parts[_BODY].replace(escape(old).encode(), escape(new).encode())
    return zipped(parts)


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a package that is known to be sound; `guard.unpacked` is for files of unknown origin."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def names_of(package: bytes) -> set[str]:
    """The names of its parts."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {info.filename for info in archive.infolist() if not info.is_dir()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a package: the same bytes for the same parts, whatever their order, the clock and the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # else the byte differs between Windows and the rest
            info.external_attr = 0o600 << 16
            package.writestr(info, parts[name], compresslevel=6)
    return out.getvalue()


def _put(parts: dict[str, bytes], listed: Iterable[Referral], kind: tuple[str, str, str], xml: str) -> None:
    """Set a package-level part, registering its content type and relationship where they are not yet.

    A part elsewhere that says the same of the file goes: there is one title, and nobody's name beside it.
    """
    name, content_type, relation = kind
    for other in [each for each in listed if each.kind == relation and each.target != name]:
        parts.pop(other.target, None)
        _drop(parts, _RELS, "Id", other.key)
        _drop(parts, _CONTENT_TYPES, "PartName", f"/{other.target}")
    _open(parts, _CONTENT_TYPES, "Types")
    _open(parts, _RELS, "Relationships")
    parts[name] = xml.encode()
    types = parts[_CONTENT_TYPES].decode()
    if f'PartName="/{name}"' not in types:
        entry = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        parts[_CONTENT_TYPES] = types.replace("</Types>", entry + "</Types>").encode()
    rels = parts[_RELS].decode()
    if relation not in rels:
        taken = set(re.findall(r'Id="([^"]+)"', rels))
        key = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        entry = f'<Relationship Id="{key}" Type="{relation}" Target="{name}"/>'
        parts[_RELS] = rels.replace("</Relationships>", entry + "</Relationships>").encode()


def _drop(parts: dict[str, bytes], name: str, attribute: str, value: str) -> None:
    """Drop the entries of a list with this value."""
    root = parsed(parts[name])
    for each in [each for each in root if each.get(attribute) == value]:
        root.remove(each)
    parts[name] = written(root)


def _open(parts: dict[str, bytes], name: str, root: str) -> None:
    """A list written so that entries can be put at its end; most are."""
    if f"</{root}>".encode() not in parts[name] or parts[name].startswith((b"\xff", b"\xfe")):
        listed = parsed(parts[name])
        entries = "".join(_entry(each) for each in listed)
        address = str(etree.QName(listed).namespace)
        whole = f'{_HEAD}<{root} xmlns="{address}">{entries}</{root}>'
        parts[name] = whole.encode()


def _entry(element: etree._Element) -> str:
    said = "".join(f" {key!s}={quoteattr(str(value))}" for key, value in element.items())
    return f"<{etree.QName(element).localname}{said}/>"


def _known(text: str) -> str:
    return OPEN_VALUE.sub("", text).strip() if OPEN_VALUE.search(text) else text


def _core_xml(properties: Properties) -> str:
    """Title, subject and author as far as they are known: nobody is called 【待填写：公司全称】."""
    stamp = f"{properties.created.isoformat()}T00:00:00Z"
    said = (properties.title, properties.subject, properties.author)
    title, subject, author = (escape(_known(each)) for each in said)
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _custom_xml(identity: Mapping[str, str]) -> str:
    entries = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name={quoteattr("plangen." + key)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (key, value) in enumerate(sorted(identity.items()), start=2)
    )
    return (
        f'{_HEAD}<Properties xmlns="{_ODF}/custom-properties" xmlns:vt="{_ODF}/docPropsVTypes">{entries}</Properties>'
    )

"""What a Word file carries beside its text: properties, relationships, attached data, embedded files, pictures."""

import re
from collections.abc import Iterator

from lxml import etree

from plangen.diagnostics import Finding, Place, Rule, words
from plangen.office.ooxml.trees import Parts
from plangen.office.release.rules import (
    COMMENT,
    DATA,
    EMBEDDED,
    EXTERNAL,
    PICTURE,
    PROPERTY,
    REVISION_MARKS,
    THUMBNAIL,
)
from plangen.office.release.vocabulary.pictures import carried
from plangen.office.templates.tagged import W, text_of

FINGERPRINT = "plangen.fingerprint"
"""The one property of ours that leaves the house: it says which version a file is, and nothing else."""

_CORE_NAMES = ("creator", "lastModifiedBy")
_CORE_OTHERS = ("category", "contentStatus", "description", "identifier", "keywords", "version")
_APP_NAMES, _APP_OTHERS = ("Company",), ("Manager", "HyperlinkBase")
_PLAIN_TEMPLATES = frozenset({"", "Normal", "Normal.dotm", "Normal.dotx", "Normal.dot"})
_PUBLIC = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff"})
_XML = frozenset({".xml", ".rels", ".svg", ".vml"})
_FONTS = frozenset({".odttf", ".ttf"})
_COMMENTS = re.compile(r"(?:^|/)(?:comments\w*|people)\.xml$")
_EMBEDDED = re.compile(r"(?:^|/)(?:embeddings|activeX|ctrlProps|printerSettings|afchunk)[^/]*/?", re.IGNORECASE)
_SETTINGS = "word/settings.xml"
_FILE = words("文件", "a file")


def package_findings(parts: Parts, file: str, company: str) -> Iterator[Finding]:
    """Everything of a Word file but its text, by part."""
    for name in parts:
        if name.endswith(".rels"):
            yield from _links(name, parts.root(name), file)
        yield from _kind_of_part(name, parts, file)
    for name, wanted in (("docProps/core.xml", _core), ("docProps/app.xml", _app), ("docProps/custom.xml", _custom)):
        if name in parts:
            for title, text in wanted(parts.root(name), company):
                yield _found(PROPERTY, file, name, name=title, text=text)
    if _SETTINGS in parts:
        yield from _settings(parts.root(_SETTINGS), file)
    yield from _marks(parts, file)


def attributes(element: etree._Element) -> list[tuple[str, str]]:
    """The attributes of an element as plain text, in the order of the file."""
    return [(str(key), str(value)) for key, value in element.attrib.items()]


def _kind_of_part(name: str, parts: Parts, file: str) -> Iterator[Finding]:
    """What a part is that a notice has no business to carry."""
    ending = f".{name.rpartition('.')[2].lower()}"
    if name.startswith("docProps/thumbnail"):
        yield _found(THUMBNAIL, file, name)
    elif _COMMENTS.search(name):
        yield from _comments(name, parts.root(name), file)
    elif name.startswith("customXml/") and ending == ".xml":
        if "/itemProps" not in name:
            yield _found(DATA, file, name, what=words("自定义 XML", "custom XML"), text=name)
    elif ending in _PICTURES and not _EMBEDDED.search(name):
        for what in carried(parts[name]):
            yield _found(PICTURE, file, name, what=what)
    elif _is_foreign(name, ending):
        yield _found(EMBEDDED, file, name, what=_FILE, text=name)


def _is_foreign(name: str, ending: str) -> bool:
    """Whether a part is a file of its own inside the Word file."""
    if _EMBEDDED.search(name):
        return ending != ".rels"
    return ending not in _XML | _FONTS and name != "[Content_Types].xml"


def _comments(name: str, root: etree._Element, file: str) -> Iterator[Finding]:
    """The comments of a part with their authors; the names alone where it holds no text."""
    comments = list(root.iter(f"{W}comment"))
    for number, comment in enumerate(comments, start=1):
        said = (text_of(comment.iter(f"{W}t")), comment.get(f"{W}author", ""))
        yield _found(COMMENT, file, f"{name}[{number:04}]", text="　".join(filter(None, said)) or name)
    if not comments and len(root):
        people = (value for each in root.iter("*") for key, value in attributes(each) if key.endswith("}author"))
        yield _found(COMMENT, file, name, text="、".join(dict.fromkeys(people)) or name)


def _links(name: str, relations: etree._Element, file: str) -> Iterator[Finding]:
    for link in relations:
        kind, target = str(link.get("Type", "")).rpartition("/")[2], str(link.get("Target", ""))
        if link.get("TargetMode") != "External" or (kind == "hyperlink" and _PUBLIC.match(target)):
            continue
        yield _found(EXTERNAL, file, f"{name}[{link.get('Id', '')}]", text=target, what=kind)


def _core(root: etree._Element, company: str) -> Iterator[tuple[str, str]]:
    for each in root:
        name, text = etree.QName(each).localname, (each.text or "").strip()
        if (name in _CORE_NAMES and text not in {"", company}) or (name in _CORE_OTHERS and text):
            yield name, text


def _app(root: etree._Element, company: str) -> Iterator[tuple[str, str]]:
    for each in root:
        name, text = etree.QName(each).localname, (each.text or "").strip()
        is_name = name in _APP_NAMES and text not in {"", company}
        is_template = name == "Template" and text not in _PLAIN_TEMPLATES
        if is_name or is_template or (name in _APP_OTHERS and text):
            yield name, text


def _custom(root: etree._Element, company: str) -> Iterator[tuple[str, str]]:  # noqa: ARG001  # one signature for all
    for each in root:
        if each.get("name") != FINGERPRINT:
            yield each.get("name", ""), "".join(str(text) for text in each.itertext()).strip()


def _settings(root: etree._Element, file: str) -> Iterator[Finding]:
    for name, what in (
        ("docVar", words("文档变量", "a document variable")),
        ("mailMerge", words("邮件合并的数据来源", "a mail-merge source")),
    ):
        for each in root.iter(f"{W}{name}"):
            values = [each.get(f"{W}name", ""), each.get(f"{W}val", "")]
            text = " = ".join(value for value in values if value) or name
            yield _found(DATA, file, f"{_SETTINGS}[{values[0] or name}]", what=what, text=text)
    if root.find(f"{W}attachedTemplate") is not None:
        yield _found(EXTERNAL, file, _SETTINGS, what="attachedTemplate", text="attachedTemplate")


def _marks(parts: Parts, file: str) -> Iterator[Finding]:
    """The numbers of editing sessions, counted by part."""
    for name, content in parts.items():
        if name.endswith(".xml") and b"rsid" in content:
            elements = list(parts.root(name).iter("*"))
            count = sum(f"{W}rsid" in key for each in elements for key, _ in attributes(each))
            count += sum(each.tag.startswith(f"{W}rsid") and each.tag != f"{W}rsids" for each in elements)
            if count:
                yield _found(REVISION_MARKS, file, name, count=count)


def _found(rule: Rule, file: str, path: str, **values: object) -> Finding:
    name = path.partition("[")[0] if not path.startswith("[") else path
    return Finding(rule=rule, at=Place(file=file, path=path, spot=words(name, name)), values=values)

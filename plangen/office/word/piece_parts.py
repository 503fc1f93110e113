"""The package into which pieces of other Word files are put: parts, their types and what refers to them."""

import posixpath
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element as Element

from plangen.office.ooxml.relations import OFFICE, TYPES, Referral, Relations, list_of
from plangen.office.ooxml.trees import Parts, parsed, written

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT, _RELATION = f"{{{_PACKAGE}/content-types}}", f"{{{_PACKAGE}/relationships}}"


class Receiver:
    """The parts of a document, of which some are changed; `done` gives them back."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = dict(parts)
        self._roots: dict[str, Element] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def root(self, name: str) -> Element:
        """The XML of a part, to be changed."""
        if name not in self._roots:
            self._roots[name] = parsed(self._parts[name])
        return self._roots[name]

    def put(self, name: str, root: Element) -> None:
        """Set the XML of a part."""
        self._parts.setdefault(name, b"")
        self._roots[name] = root

    def done(self) -> dict[str, bytes]:
        """All parts as they are now."""
        return {**self._parts, **{name: written(root) for name, root in self._roots.items()}}

    def add(self, name: str, raw: bytes, content_type: str) -> None:
        """Put a part into the package."""
        self._parts[name] = raw
        self.say_type(name, content_type)

    def say_type(self, name: str, content_type: str) -> None:
        """Say what a part is: by its ending where nobody else says so, else by its name."""
        types = self.root(TYPES)
        ending = name.rpartition(".")[2].lower()
        said = {each.get("Extension", "").lower(): each.get("ContentType") for each in types.iter(f"{_CONTENT}Default")}
        if said.get(ending) == content_type:
            return
        if ending in {"xml", *said}:
            etree.SubElement(types, f"{_CONTENT}Override", {"PartName": f"/{name}", "ContentType": content_type})
        else:
            types.insert(0, etree.Element(f"{_CONTENT}Default", {"Extension": ending, "ContentType": content_type}))

    def relate(self, part: str, key: str, kind: str, target: str, *, external: bool = False) -> None:
        """Say of a part that it refers to another one, or to an address outside, by this key."""
        name = list_of(part)
        if name not in self._parts:
            self.put(name, etree.fromstring(f'<Relationships xmlns="{_PACKAGE}/relationships"/>'))
        listed = self.root(name)
        if any(each.get("Id") == key for each in listed):
            return
        said = target if external else posixpath.relpath(target, posixpath.dirname(part))
        entry = etree.SubElement(listed, f"{_RELATION}Relationship", {"Id": key, "Type": kind, "Target": said})
        if external:
            entry.set("TargetMode", "External")

    def create(self, kind: str, part: str, root: Element, content_type: str) -> None:
        """Put a part into the package that the document refers to as its footnotes, say."""
        name = f"word/{kind}.xml"
        self.put(name, root)
        self.say_type(name, content_type)
        self.relate(part, f"rIdPiece{kind.title()}", f"{OFFICE}/{kind}", name)


class PartsOfPiece:
    """The parts of one piece, of which those that its words refer to are copied."""

    def __init__(self, package: Receiver, parts: Parts, number: int) -> None:
        self.parts = parts
        self._package = package
        self._relations = Relations(parts)
        self._number = number
        self._copied: dict[str, str] = {}

    def key(self, source: str, home: str, key: str) -> str:
        """The key by which the part `home` refers to what `source` of the piece calls `key`."""
        found = next((each for each in self._relations.of(source) if each.key == key), None)
        if found is None:
            return key
        new = f"rIdPiece{self._number}{posixpath.basename(source).partition('.')[0]}{key}"
        self._relate(home, new, found)
        return new

    def _relate(self, home: str, key: str, found: Referral) -> None:
        target = found.target if found.external else self._copy(found.target)
        self._package.relate(home, key, found.kind, target, external=found.external)

    def _copy(self, name: str) -> str:
        """The name in the package of a part of the piece, which is copied with all that it refers to."""
        if name not in self._copied:
            self._copied[name] = new = f"word/piece{self._number}/{name.removeprefix('word/')}"
            self._package.add(new, self.parts[name], self._relations.content_type(name))
            for each in self._relations.of(name):
                self._relate(new, each.key, each)
        return self._copied[name]

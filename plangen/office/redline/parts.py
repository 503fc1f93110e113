"""The parts of a Word file with their relationships, and how those of one file come into another."""

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from plangen.office.ooxml.relations import DOCUMENT, Relations, list_of
from plangen.office.ooxml.trees import parsed
from plangen.office.redline.xml import RELATION, Element, clone

_TYPES = "[Content_Types].xml"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STORE = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_NAMED = frozenset(
    {"header", "footer", "image", "hyperlink", "chart", "oleObject", "package", "control", "aFChunk", "subDocument"}
    | {"diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"}
)
"""What a part refers to by name; what it refers to otherwise, its styles, say, serves the whole."""
_COMMENTS = frozenset({"comments", "commentsExtended", "commentsIds", "commentsExtensible"})
_PREFIX = "{" + _RELATIONSHIPS + "}"


class Relation(Struct, frozen=True, kw_only=True):
    kind: str  # the whole address of its type
    target: str  # name of a part, or an address outside
    external: bool = False


class Package:
    """A Word file taken apart."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = dict(parts)
        self._relations: dict[str, dict[str, Relation]] = {}
        self._as_read = Relations(dict(parts))
        self._types = parsed(self.parts[_TYPES])

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by id; what is added here is written by `sealed_parts`."""
        if part not in self._relations:
            self._relations[part] = dict(self._read(part))
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """The part that `part` names as its styles, numbering and so on; "" where it names none."""
        found = (each.target for each in self.relations(part).values() if each.kind.endswith(f"/{kind}"))
        return next((name for name in found if name in self.parts), "")

    def relate(self, part: str, relation: Relation) -> str:
        """The id of this relationship of the part, made where it is not there yet."""
        known = self.relations(part)
        for key, each in known.items():
            if each == relation:
                return key
        key = next(f"rIdOld{n}" for n in range(1, len(known) + 2) if f"rIdOld{n}" not in known)
        known[key] = relation
        return key

    def forget_unused(self, part: str, tree: Element) -> None:
        """Drop the relationships of a part that nothing in it names any more, and those to comments.

        So nothing stays in the file that nobody can see: a header of the other version, a picture that went.
        """
        named = {value for each in tree.iter(etree.Element) for value in each.attrib.values()}
        for key, each in list(self.relations(part).items()):
            kind = each.kind.rpartition("/")[2]
            if (kind in _NAMED and key not in named) or kind in _COMMENTS:
                del self.relations(part)[key]

    def forget(self, part: str, *targets: str) -> None:
        """Drop the relationships of a part that lead to these."""
        for key, each in list(self.relations(part).items()):
            if each.target in targets:
                del self.relations(part)[key]

    def stores(self) -> dict[str, str]:
        """The parts that controls may be bound to, by the names by which controls know them."""
        found: dict[str, str] = {}
        for each in self.relations(DOCUMENT).values():
            properties = self.related(each.target, "customXmlProps") if each.kind.endswith("/customXml") else ""
            if properties:
                found[str(parsed(self.parts[properties]).get(_STORE, "")).upper()] = each.target
        return found

    def content_type(self, part: str) -> str:
        """The media type that the package gives a part, by its name or by its ending."""
        for each in self._types.findall(f"{_CONTENT}Override"):
            if each.get("PartName") == f"/{part}":
                return each.get("ContentType", "")
        ending = part.rpartition(".")[2].lower()
        for each in self._types.findall(f"{_CONTENT}Default"):
            if each.get("Extension", "").lower() == ending:
                return each.get("ContentType", "")
        return "application/octet-stream"

    def add(self, part: str, raw: bytes, content_type: str) -> None:
        """Put a part into the package, or in the place of one."""
        self.parts[part] = raw
        if self.content_type(part) != content_type:
            entry = {"PartName": f"/{part}", "ContentType": content_type}
            etree.SubElement(self._types, f"{_CONTENT}Override", entry)

    def sealed_parts(self) -> dict[str, bytes]:
        """All parts that something refers to, with relationships and content types as they now stand."""
        parts = {name: raw for name, raw in self.parts.items() if not name.endswith(".rels")}
        for part in [*parts, ""]:
            known = self.relations(part)
            if known:
                parts[list_of(part)] = _relations_xml(part, known)
        reached = self._reached()
        lost = {name for name in self.parts if not name.endswith(".rels")} - reached - {_TYPES}
        for name in (*lost, *map(list_of, lost)):
            parts.pop(name, None)
        parts[_TYPES] = written(self._types_of(parts))
        return parts

    def _types_of(self, parts: Mapping[str, bytes]) -> Element:
        """The content types of these parts alone."""
        types = clone(self._types)
        for each in types.findall(f"{_CONTENT}Override"):
            if each.get("PartName", "").lstrip("/") not in parts:
                types.remove(each)
        return types

    def _reached(self) -> set[str]:
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            for each in self.relations(waiting.pop()).values():
                if not each.external and each.target not in reached:
                    reached.add(each.target)
                    waiting.append(each.target)
        return reached

    def _read(self, part: str) -> Iterator[tuple[str, Relation]]:
        for each in self._as_read.of(part):
            if each.written:  # else it leads nowhere
                yield each.key, Relation(kind=each.kind, target=each.target, external=each.external)


class Importer:
    """Brings what an old file's parts refer to into the new file, unless the same is there already."""

    def __init__(self, old: Package, new: Package) -> None:
        self.old = old
        self.new = new
        self._imported: dict[str, str] = {}

    def adopt(self, tree: Element, old_part: str, new_part: str) -> None:
        """Rewrite the relationship ids in a tree of an old part, so that they hold in a new part."""
        known = self.old.relations(old_part)
        for each in tree.iter(etree.Element):
            for name, value in each.attrib.items():
                if isinstance(name, str) and name.startswith(RELATION) and value in known:
                    each.set(name, self.new.relate(new_part, self._relation(known[value])))

    def part(self, name: str) -> str:
        """The name under which a part of the old file stands in the new one."""
        if name not in self._imported:
            self._imported[name] = self._same(name) or self._copied(name)
        return self._imported[name]

    def _relation(self, relation: Relation) -> Relation:
        if relation.external or relation.target not in self.old.parts:
            return relation
        return Relation(kind=relation.kind, target=self.part(relation.target))

    def _same(self, name: str) -> str:
        raw = self.old.parts[name]
        if self.old.relations(name):
            return ""
        alike = (each for each, content in self.new.parts.items() if content == raw and not self.new.relations(each))
        return next((each for each in sorted(alike, key=lambda each: each != name)), "")

    def _copied(self, name: str) -> str:
        stem, dot, ending = name.rpartition(".")
        number = 0
        free = name
        while free in self.new.parts:
            number += 1
            free = f"{stem}-old{number}{dot}{ending}"
        self._imported[name] = free  # before its own relationships, which may lead back here
        self.new.add(free, self.old.parts[name], self.old.content_type(name))
        for key, relation in self.old.relations(name).items():
            self.new.relations(free)[key] = self._relation(relation)
        return free


def written(root: Element) -> bytes:
    """The tree as the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations_xml(part: str, known: Mapping[str, Relation]) -> bytes:
    folder = posixpath.dirname(part) or "."
    root = parsed(f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())
    for key, each in known.items():
        target = each.target if each.external else posixpath.relpath(each.target, folder)
        attributes = {"Id": key, "Type": each.kind, "Target": target}
        if each.external:
            attributes["TargetMode"] = "External"
        etree.SubElement(root, f"{_PREFIX}Relationship", attributes)
    return written(root)

"""What the parts of an Office file are and what they refer to, told as the packaging convention tells it.

Everybody who follows a relation asks here: guard, readers, renderer, mark, hygiene, redline. So what is checked,
stamped and issued is the part that Word shows. What may be understood in two ways is not understood but refused.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.diagnostics import Words, words
from plangen.office.ooxml.trees import Parts, Trees
from plangen.office.ooxml.wml import NAMESPACES

TYPES, PACKAGE_RELATIONS, DOCUMENT = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION, _RELATIONS = (f"{{{_PACKAGE}/relationships}}{name}" for name in ("Relationship", "Relationships"))
_CONTENT = f"{{{_PACKAGE}/content-types}}"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ON_THE_WEB = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_./-]+")
_ONCE = ("styles", "settings", "numbering", "footnotes", "endnotes", "comments", "fontTable")
"""What a document has one of: under its usual name, or not at all."""
_KINDS: Mapping[str, tuple[str, str]] = {
    "officeDocument": (f"{_WORD}.document.main+xml", "document"),
    "header": (f"{_WORD}.header+xml", "hdr"),
    "footer": (f"{_WORD}.footer+xml", "ftr"),
    **{kind: (f"{_WORD}.{kind}+xml", "fonts" if kind == "fontTable" else kind) for kind in _ONCE},
}
"""What a part is that is referred to as this: its type and the name of its outermost element."""


class Referral(Struct, frozen=True, kw_only=True):
    """What one part says of another."""

    key: str
    kind: str  # the whole address of its type
    target: str  # the name of a part, which need not be there; of an external one its address
    written: str  # the target as it stands in the file
    external: bool = False

    @property
    def name(self) -> str:
        """The last word of its type: header, image."""
        return self.kind.rpartition("/")[2]

    @property
    def leads_outside(self) -> bool:
        """Whether it leads out of the file, and is no link in its text to what is on the web."""
        return self.external and not (self.name == "hyperlink" and _ON_THE_WEB.match(self.target))


class Relations:
    """The relations and types of a set of parts, each list read once."""

    def __init__(self, parts: Trees | Mapping[str, bytes]) -> None:
        self._trees: Trees = Parts(parts) if isinstance(parts, Mapping) and not isinstance(parts, Parts) else parts
        self._read: dict[str, tuple[Referral, ...]] = {}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {same_name(each): each for each in self._trees}

    def of(self, part: str = "") -> tuple[Referral, ...]:
        """What a part refers to; without one, the package."""
        if part not in self._read:
            name = list_of(part)
            is_there = self._names.get(same_name(name)) == name
            listed = self._trees.root(name).iter(_RELATION) if is_there else ()
            self._read[part] = tuple(self._relation(part, each) for each in listed)
        return self._read[part]

    def related(self, part: str, kind: str) -> Mapping[str, str]:
        """By key the parts that a part refers to as its headers, its styles and so on; those that are there."""
        found = (each for each in self.of(part) if not each.external and each.name == kind)
        return {each.key: each.target for each in found if self._names.get(same_name(each.target)) == each.target}

    def one(self, part: str, kind: str) -> str:
        """The first of those; nothing where there is none."""
        return next(iter(self.related(part, kind).values()), "")

    def content_type(self, part: str) -> str:
        """What the package says that a part is, by its name or by its ending."""
        overrides, defaults = self._types
        return overrides.get(same_name(part), "") or defaults.get(part.rpartition(".")[2].lower(), "")

    @cached_property
    def _types(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        root = self._trees.root(TYPES)
        overrides = {
            same_name(str(each.get("PartName", "")).removeprefix("/")): str(each.get("ContentType", ""))
            for each in root.iter(f"{_CONTENT}Override")
        }
        defaults = {
            str(each.get("Extension", "")).lower(): str(each.get("ContentType", ""))
            for each in root.iter(f"{_CONTENT}Default")
        }
        return overrides, defaults

    def _relation(self, part: str, each: Element) -> Referral:
        said, external = str(each.get("Target", "")), each.get("TargetMode") == "External"
        name = said if external else resolved(part, said)
        return Referral(
            key=str(each.get("Id", "")),
            kind=str(each.get("Type", "")),
            target=name if external else self._names.get(same_name(name), name),
            written=said,
            external=external,
        )


def main_part(parts: Mapping[str, bytes]) -> str:
    """The part that a package is about, its document or workbook; nothing where it names none or several."""
    found = [each.target for each in Relations(parts).of() if each.name == "officeDocument" and not each.external]
    return found[0] if len(found) == 1 else ""


def resolved(part: str, target: str) -> str:
    """The name of the part that a target means which stands in the relations of `part`."""
    path = target.partition("#")[0].partition("?")[0]
    if not path:
        return part
    folder = "/" if path.startswith("/") else f"/{posixpath.dirname(part)}/"
    return posixpath.normpath(f"/{folder}{unquote(path)}".replace("//", "/")).lstrip("/")


def same_name(name: str) -> str:
    """Equal for names of one part: they differ in more than case and in how a character is written."""
    return unquote(name).lower()


def list_of(part: str) -> str:
    """Where the relations of a part stand; without one, those of the package."""
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def part_of(relations: str) -> str:
    """The part whose relations a list holds."""
    folder, _, name = relations.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def plain_targets(parts: Parts) -> Mapping[str, Element]:
    """The lists of relations that name parts in a roundabout way, with plain names: no reader can misread those."""
    relations, found = Relations(parts), dict[str, Element]()
    for name in filter(is_list, parts):
        plain = _plain(relations.of(part_of(name)), posixpath.dirname(part_of(name)) or ".", parts)
        if plain:
            found[name] = etree.fromstring(etree.tostring(parts.root(name)))
            for each in found[name].iter(_RELATION):
                each.set("Target", plain.get(str(each.get("Id")), str(each.get("Target"))))
    return found


def _plain(listed: Iterable[Referral], base: str, parts: Parts) -> Mapping[str, str]:
    """By key the plain targets of those relations that are written in another way."""
    inner = (each for each in listed if not each.external and each.target in parts)
    targets = {each.key: (each, posixpath.relpath(each.target, base)) for each in inner}
    return {key: target for key, (each, target) in targets.items() if each.written not in {f"/{each.target}", target}}


def is_list(name: str) -> bool:
    """Whether a part is a list of relations."""
    return name.endswith(".rels") and posixpath.basename(posixpath.dirname(name)) == "_rels"


def xml_parts(parts: Parts) -> Iterator[str]:
    """The parts that are XML by their names, or by what the package says of them; pictures are not looked at."""
    relations = Relations(parts)
    for name in parts:
        said = relations.content_type(name)
        is_said = said.endswith(("+xml", "/xml")) and not said.startswith("image/")
        if is_said or name.lower().endswith((".xml", ".rels")):
            yield name


def oddities(parts: Parts) -> Iterator[Words]:
    """What makes a package mean different things to different readers, or not what its names say."""
    relations = Relations(parts)
    yield from _odd_types(parts.root(TYPES))
    yield from _odd_names(parts)
    for name in filter(is_list, parts):
        yield from _odd_list(name, parts.root(name))
        yield from _odd_targets(name, relations, parts)
    if [each.target for each in relations.of() if each.name == "officeDocument"] != [DOCUMENT]:
        yield words(f"正文不在 {DOCUMENT}", f"its text does not stand in {DOCUMENT}")
    yield from _odd_places(relations.of(DOCUMENT))


def _odd_places(listed: Iterable[Referral]) -> Iterator[Words]:
    found: dict[str, list[str]] = {kind: [] for kind in _ONCE}
    for each in listed:
        found.get(each.name, []).append(each.target)
    for kind, targets in found.items():
        if targets not in ([], [f"word/{kind}.xml"]):
            yield words(f"{kind} 部件不止一个或者位置异常", f"its part {kind} is there twice or in an unusual place")


def _odd_names(parts: Parts) -> Iterator[Words]:
    """Lists of relations that some readers find and others do not, as they or their parts have capitals elsewhere."""
    known = {same_name(each): each for each in parts}
    for name in (each for each in parts if same_name(each).endswith(".rels")):
        owner = part_of(name)
        if not is_list(name) or known.get(same_name(owner), owner) != owner:
            yield words(f"部件 {name} 的名称有误", f"its part {name} has a wrong name")


def _odd_types(root: Element) -> Iterator[Words]:
    named = [same_name(str(each.get("PartName", ""))) for each in root.iter(f"{_CONTENT}Override")]
    named += [f".{each.get('Extension', '')}".lower() for each in root.iter(f"{_CONTENT}Default")]
    if root.tag != f"{_CONTENT}Types" or len(named) != len(set(named)):
        yield words(f"部件 {TYPES} 的内容有误", f"its part {TYPES} is wrong")


def _odd_list(name: str, root: Element) -> Iterator[Words]:
    keys = [each.get("Id", "") for each in root]
    is_whole = all(each.tag == _RELATION and each.get("Type") and each.get("Target") is not None for each in root)
    if root.tag != _RELATIONS or not is_whole or len(keys) != len(set(keys)) or "" in keys:
        yield words(f"部件 {name} 的内容有误", f"its part {name} is wrong")


def _odd_targets(name: str, relations: Relations, parts: Parts) -> Iterator[Words]:
    for each in relations.of(part_of(name)):
        if each.external or each.target == part_of(name):  # of a mere fragment
            continue
        if each.target not in parts:
            yield words(
                f"{name} 提到的部件 {each.target} 不存在", f"there is no part {each.target}, which {name} speaks of"
            )
        elif each.name in _KINDS and not _is_fitting(each, relations, parts):
            yield words(
                f"部件 {each.target} 的类型或者名称有误", f"the type or name of its part {each.target} is wrong"
            )


def _is_fitting(relation: Referral, relations: Relations, parts: Parts) -> bool:
    """Whether a part is what it is referred to as, under a name that nobody writes in two ways."""
    said, root = _KINDS[relation.name]
    is_typed = relations.content_type(relation.target) == said and _PLAIN_NAME.fullmatch(relation.target) is not None
    return is_typed and parts.root(relation.target).tag == f"{{{NAMESPACES['w']}}}{root}"

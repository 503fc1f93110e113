"""The package of a file written anew: its parts under plain names, and nothing that leads anywhere else."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from xml.sax.saxutils import quoteattr

from lxml import etree

from plangen.office.ooxml.relations import OFFICE, PACKAGE_RELATIONS, TYPES, Referral, Relations, list_of
from plangen.office.ooxml.trees import Parts
from plangen.office.release.vocabulary.pictures import ending_of

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES: Mapping[str, str] = {
    "officeDocument": f"{_WORD}.document.main+xml",
    **{
        name: f"{_WORD}.{name}+xml"
        for name in ("styles", "settings", "numbering", "fontTable", "footnotes", "endnotes", "header", "footer")
    },
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
"""What the parts of an issued file are, by the kind of the relation that leads to them."""
PICTURES: Mapping[str, str] = {"png": "image/png", "jpeg": "image/jpeg"}
_Entry: TypeAlias = tuple[str, str, str, bool]
"""A relation: its key, its kind, what it leads to, whether that lies outside."""
_SINGLE = frozenset({"styles", "settings", "numbering", "fontTable", "footnotes", "endnotes"})


class Packing:
    """Puts the package together; names of parts and keys of relations follow from their order alone."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._relations = Relations(parts)
        self._names: dict[str, str] = {}  # of the file as it was, by the names that they have now
        self._types: dict[str, str] = {}
        self._lists: dict[str, dict[str, _Entry]] = {}  # by part: kind, target, by the old key
        self._raw: dict[str, bytes] = {}

    def put(self, name: str, kind: str, root: etree._Element) -> None:
        """A part of XML."""
        self._raw[name] = written_plainly(root)
        self._types[name] = CONTENT_TYPES[kind]

    def relate(self, part: str, old: str, key: str) -> str:
        """The new key of a relation of `part`, which was called `old`; its target goes into the package.

        One that is not there keeps its key, and the gate finds it.
        """
        listed = self._lists.setdefault(part, {})
        if key not in listed:
            said = next((each for each in self._relations.of(old) if each.key == key), None)
            if said is None:
                return key
            listed[key] = self._entry(len(listed) + 1, said)
        return listed[key][0]

    def lead(self, part: str, kind: str, target: str) -> None:
        """Let a part lead to another of this kind."""
        listed = self._lists.setdefault(part, {})
        listed.setdefault(f"{kind} {target}", (f"rId{len(listed) + 1}", f"{OFFICE}/{kind}", target, False))

    def name(self, old: str, kind: str, ending: str = "xml") -> str:
        """How a part is called that was called otherwise."""
        if old not in self._names:
            folder = "word/media/" if kind == "image" else "word/theme/" if kind == "theme" else "word/"
            number = sum(each.startswith(f"{folder}{kind}") for each in self._names.values()) + 1
            self._names[old] = f"{folder}{kind}{'' if kind in _SINGLE else number}.{ending}"
        return self._names[old]

    def done(self) -> dict[str, bytes]:
        """The parts."""
        done = {
            **self._raw,
            PACKAGE_RELATIONS: _relations([("rId1", f"{OFFICE}/officeDocument", "word/document.xml", False)], ""),
        }
        for part, listed in self._lists.items():
            done[list_of(part)] = _relations(listed.values(), part)
        endings = {
            name.rpartition(".")[2]: PICTURES[name.rpartition(".")[2]] for name in self._raw if _is_picture(name)
        }
        done[TYPES] = _types(self._types, endings)
        return done

    def _entry(self, number: int, said: Referral) -> _Entry:
        key = f"rId{number}"
        if said.external:
            return key, said.kind, said.target, True
        if said.name == "image" and said.target in self._parts:
            raw = self._parts[said.target]
            ending = ending_of(raw) or said.target.rpartition(".")[2].lower()
            name = self.name(said.target, "image", ending)
            self._raw[name] = raw
            if ending not in PICTURES:
                self._types[name] = self._relations.content_type(said.target)
            return key, said.kind, name, False
        if said.name in {"header", "footer"}:
            return key, said.kind, self.name(said.target, said.name), False
        self._carry(said.target)
        return key, said.kind, said.target, False

    def _carry(self, part: str) -> None:
        """A part of no known kind as it is, with all that it leads to: the gate says that it may not go out."""
        if part in self._raw or part not in self._parts:
            return
        self._raw[part] = self._parts[part]
        self._types[part] = self._relations.content_type(part)
        if list_of(part) in self._parts:
            self._raw[list_of(part)] = self._parts[list_of(part)]
        for each in self._relations.of(part):
            if not each.external:
                self._carry(each.target)


def written_plainly(root: etree._Element) -> bytes:
    """The XML of a part as bytes that hang on nothing but what it holds."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_picture(name: str) -> bool:
    return name.startswith("word/media/") and name.rpartition(".")[2] in PICTURES


def _relations(entries: Iterable[_Entry], part: str) -> bytes:
    folder = part.rpartition("/")[0]
    said = []
    for key, kind, target, external in entries:
        near = target if external else target.removeprefix(f"{folder}/") if folder else target
        near = near if external or not folder or target.startswith(f"{folder}/") else f"/{target}"
        mode = ' TargetMode="External"' if external else ""
        said.append(f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(near)}{mode}/>")
    return f'{_HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(said)}</Relationships>'.encode()


def _types(names: Mapping[str, str], endings: Mapping[str, str]) -> bytes:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **endings,
    }
    said = [f'<Default Extension="{each}" ContentType="{kind}"/>' for each, kind in sorted(defaults.items())]
    said += [
        f"<Override PartName={quoteattr(f'/{name}')} ContentType={quoteattr(kind)}/>"
        for name, kind in sorted(names.items())
    ]
    return f'{_HEAD}<Types xmlns="{PACKAGE}/content-types">{"".join(said)}</Types>'.encode()

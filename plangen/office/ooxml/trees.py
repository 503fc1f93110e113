"""The parts of an Office file as XML trees: parsed at most once, without what only parsers trip over."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from lxml import etree

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # how XML of two bytes a character begins
_PLAIN = frozenset({"", "UTF-8", "UTF8", "US-ASCII", "ASCII"})


class Trees(Protocol):
    """Parts by name, as XML."""

    def __iter__(self) -> Iterator[str]:
        """Their names."""

    def root(self, name: str) -> etree._Element:
        """The XML of a part, an empty element where there is none."""


class Parts(Mapping[str, bytes]):
    """The parts of a Word file by name; the XML of each is parsed at most once, for all who only read it."""

    def __init__(self, contents: Mapping[str, bytes], roots: Mapping[str, etree._Element] | None = None) -> None:
        self._contents = contents
        self._roots = dict(roots or {})

    def __getitem__(self, name: str) -> bytes:
        return self._contents[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)

    def root(self, name: str) -> etree._Element:
        """The XML of a part, an empty element where there is none: shared, so copy it before you change it."""
        if name not in self._roots:
            self._roots[name] = parsed(self._contents.get(name, b"<none/>"))
        return self._roots[name]

    def with_changes(
        self, contents: Mapping[str, bytes | None], roots: Mapping[str, etree._Element] | None = None
    ) -> "Parts":
        """The same file with these parts in place of its own, without those that are None; `roots` is their XML."""
        whole = {name: raw for name, raw in {**self._contents, **contents}.items() if raw is not None}
        kept = {name: root for name, root in self._roots.items() if name not in contents}
        return Parts(whole, {**kept, **(roots or {})})


class NotXml(Exception):  # the caller says which part of which file it is
    """A part that cannot be parsed, or that nobody should parse."""


def parsed(raw: bytes) -> etree._Element:
    """The XML of a part, without comments and processing instructions: nothing that Office shows stands in them.

    No entity is resolved, nothing is fetched. Office writes no document type, and attackers do.

    Raises:
        NotXml: what is not XML, or has a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise NotXml from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotXml
    return root


def remarks(raw: bytes) -> tuple[str, ...]:
    """What comments and processing instructions of an XML part say, which `parsed` leaves out."""
    if b"<!--" not in raw and raw.count(b"<?") <= raw.startswith(b"<?xml "):
        return ()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(raw, parser)
    before, behind = root.itersiblings(preceding=True), root.itersiblings()
    inside = root.iter(etree.Comment, etree.ProcessingInstruction)
    return tuple(str(each.text or "") for each in (*before, *inside, *behind))


def written(root: etree._Element) -> bytes:
    """The XML of a part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def in_utf8(raw: bytes, root: etree._Element) -> bytes:
    """A part in the one encoding that all readers of its bytes expect; the same bytes where it has that."""
    encoding = (root.getroottree().docinfo.encoding or "").upper()
    return raw if encoding in _PLAIN and not raw.startswith(_WIDE) else written(root)

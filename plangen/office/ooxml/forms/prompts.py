"""Content controls that show a prompt while they are empty: the prompt belongs into a part of its own.

Without it Word shows a sentence of its own where somebody has deleted what he wrote.
"""

import hashlib
from collections.abc import Iterator, Mapping

from lxml import etree

from plangen.office.ooxml.relations import DOCUMENT, DOCUMENT_RELATIONS
from plangen.office.ooxml.trees import parsed, written
from plangen.office.ooxml.wml import NAMESPACES, part, run

GLOSSARY = "word/glossary/document.xml"
_W = f"{{{NAMESPACES['w']}}}"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/glossaryDocument"
_TYPES = "[Content_Types].xml"
_BEFORE = frozenset(f"{_W}{name}" for name in ("rPr", "alias", "tag", "id", "lock"))  # stand before w:placeholder


def with_placeholders(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with the prompts of their content controls where Word looks for them."""
    found = dict(parts)
    if GLOSSARY in found or b"showingPlcHdr" not in found[DOCUMENT]:
        return found
    root = parsed(found[DOCUMENT])
    prompts = dict(_linked(root))
    if not prompts:
        return found
    found[DOCUMENT] = written(root)
    pieces = "".join(_piece(name, text) for name, text in sorted(prompts.items()))
    found[GLOSSARY] = part("glossaryDocument", f"<w:docParts>{pieces}</w:docParts>")
    override = f'<Override PartName="/{GLOSSARY}" ContentType="{_KIND}"/>'
    found[_TYPES] = found[_TYPES].replace(b"</Types>", f"{override}</Types>".encode())
    relation = f'<Relationship Id="rIdGlossary" Type="{_RELATION}" Target="glossary/document.xml"/>'
    found[DOCUMENT_RELATIONS] = found[DOCUMENT_RELATIONS].replace(
        b"</Relationships>", f"{relation}</Relationships>".encode()
    )
    return found


def _linked(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Each prompt by the name that its controls have got for it."""
    for properties in root.iter(f"{_W}sdtPr"):
        control = properties.getparent()
        if properties.find(f"{_W}showingPlcHdr") is None or properties.find(f"{_W}placeholder") is not None:
            continue
        assert control is not None
        text = "".join(each.text or "" for each in control.iterfind(f"{_W}sdtContent//{_W}t"))
        name = "Prompt" + hashlib.sha256(text.encode()).hexdigest()[:12].upper()
        holder = etree.Element(f"{_W}placeholder")
        etree.SubElement(holder, f"{_W}docPart", {f"{_W}val": name})
        properties.insert(sum(each.tag in _BEFORE for each in properties), holder)
        yield name, text


def _piece(name: str, text: str) -> str:
    properties = (
        f'<w:docPartPr><w:name w:val="{name}"/><w:category><w:name w:val="General"/><w:gallery w:val="placeholder"/>'
        '</w:category><w:behaviors><w:behavior w:val="content"/>'
        "</w:behaviors></w:docPartPr>"
    )
    return f"<w:docPart>{properties}<w:docPartBody><w:p>{run(text)}</w:p></w:docPartBody></w:docPart>"

"""Small Office packages from their parts: types and relations are added, told by the names."""

import re
from collections.abc import Mapping

from plangen.office.ooxml.package import zipped

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES, RELS, DOCUMENT = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
DOCUMENT_RELS = "word/_rels/document.xml.rels"


def listed(relations: Mapping[str, tuple[str, str]]) -> bytes:
    """A list of relations: the last word of the type and the target, by key."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'.encode()


def completed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with the types and relations that they lack; the document knows them by their names."""
    names = [name for name in parts if re.fullmatch(r"(?:word|xl)/\w+\.xml", name)]
    main = next((name for name in names if name in {DOCUMENT, "xl/workbook.xml"}), DOCUMENT)
    kind = f"{WORD}.document.main+xml" if main == DOCUMENT else f"{SHEET}.sheet.main+xml"
    others = {name: re.sub(r"\d+$", "", name.rpartition("/")[2].removesuffix(".xml")) for name in names if name != main}
    overrides = {main: kind, **{name: f"{WORD}.{of}+xml" for name, of in others.items()}}
    types = "".join(f'<Override PartName="/{name}" ContentType="{said}"/>' for name, said in overrides.items())
    own = {of if of in {"styles", "settings"} else name: (of, name.rpartition("/")[2]) for name, of in others.items()}
    folder, _, file = main.partition("/")
    return {
        TYPES: f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>'.encode(),
        RELS: listed({"rId1": ("officeDocument", main)}),
        **({f"{folder}/_rels/{file}.rels": listed(own)} if own else {}),
        **parts,
    }


def package(parts: Mapping[str, bytes]) -> bytes:
    """An Office file of these parts."""
    return zipped(completed(parts))
